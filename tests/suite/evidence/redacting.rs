//! Files redacted of what must not be given away: four hundred of them are in `seeds.rs`.

use std::io::{Cursor, Read};

use syncmend::evidence::Inquiry;
use syncmend::evidence::redact::{Identities, NotRedacted, Redacted, redact};
use syncmend::progress::Progress;

use crate::cli::command_line::Program;
use crate::evidence::formats::{fixture, shown, told};

/// What a file is after redacting, and what was removed.
pub fn redacted(content: &[u8], who: Identities) -> (String, Redacted) {
    try_redacted(content, who).expect("it is text")
}

/// The same; `None` if the file is refused.
pub fn try_redacted(content: &[u8], who: Identities) -> Option<(String, Redacted)> {
    let (out, redacted) = try_redacted_bytes(content, who)?;
    Some((String::from_utf8(out).expect("it stays text"), redacted))
}

/// The same, for a file that may be compressed.
pub fn try_redacted_bytes(content: &[u8], who: Identities) -> Option<(Vec<u8>, Redacted)> {
    let open = || Ok(Box::new(Cursor::new(content.to_vec())) as Box<dyn Read>);
    let (mut out, progress) = (Vec::new(), Progress::default());
    let redacted = redact(&open, content.len() as u64, who, &mut out, &progress).ok()?;
    Some((out, redacted))
}

#[test]
fn what_a_file_shows_is_there_after_redacting() {
    for entry in std::fs::read_dir(fixture("")).expect("the fixtures are there") {
        let path = entry.expect("an entry").path();
        let before = std::fs::read(&path).expect("a fixture");
        let (mut expected, anybody) =
            (told(&shown(&before, &Inquiry::default())), Inquiry::default());
        for who in [Identities::Keep, Identities::Replace] {
            let (after, _) = redacted(&before, who);
            let mut after = told(&shown(after.as_bytes(), &anybody));
            // What stands instead of a password or an address breaks other rules, or none.
            let is_rule = |told: &String| told.starts_with("breaks-google-rules");
            after.retain(|told| !is_rule(told));
            expected.retain(|told| !is_rule(told));
            assert_eq!(after, expected, "{}: {who:?}", path.display());
        }
    }
}

#[test]
fn the_same_person_gets_the_same_name_everywhere() {
    let log = concat!(
        r#"{"event_type":"x","resource":{"username":"casey.doe"},"message":"Casey Doe asked","client_ip":"203.0.113.9"}"#,
        "\n",
        r#"{"event_type":"x","initiated_by":{"email":"casey.doe@corp.example.com"},"firstname":"Casey","lastname":"Doe"}"#,
        "\n"
    );
    let (after, _) = redacted(log.as_bytes(), Identities::Replace);
    for part in ["casey", "Casey", "Doe", "corp.example.com", "203.0.113.9"] {
        assert!(!after.contains(part), "{part} in {after}");
    }
    let user = after.split("\"username\":\"").nth(1).and_then(|rest| rest.split('"').next());
    let user = user.expect("a user");
    assert!(after.contains(&format!("\"email\":\"{user}@domain-")), "{after}");
    let (kept, _) = redacted(log.as_bytes(), Identities::Keep);
    assert!(kept.contains("casey.doe@corp.example.com"), "{kept}");
}

#[test]
fn what_cannot_be_understood_is_left_out_and_told() {
    let log = "{\"event_type\":\"x\",\"token\":\"abcdefgh\"}\n{\"event_type\":\"x\",\"token\":\"abcd\n{\"event_type\":\"y\"}\n";
    let (after, redacted) = redacted(log.as_bytes(), Identities::Keep);
    assert_eq!(
        after,
        "{\"event_type\":\"x\",\"token\":\"[token masked]\"}\n{\"event_type\":\"y\"}\n"
    );
    assert_eq!(redacted.faults.first[0].row, 2);
    let open = || Ok(Box::new(Cursor::new(b"PK\x03\x04".to_vec())) as Box<dyn Read>);
    let zip = redact(&open, 4, Identities::Keep, &mut Vec::new(), &Progress::default());
    assert!(matches!(zip, Err(NotRedacted::NoText(_))), "{zip:?}");
}

#[test]
fn a_long_text_without_anything_in_it_stays_and_takes_no_minutes() {
    // Found by damaged files: letters of all scripts and brackets without an end.
    let long = format!("{} Direcci\u{f3}n {}", "[".repeat(4_000), "x".repeat(4_000));
    let log = format!("{{\"event_type\":{}}}\n", serde_json::to_string(&long).expect("text"));
    let (after, _) = redacted(log.repeat(20).as_bytes(), Identities::Replace);
    assert!(after.contains("Direcci\u{f3}n"));
    let nested = format!("begins {} ends\n", "{\"a\":".repeat(2_000));
    let (after, _) = redacted(nested.as_bytes(), Identities::Keep);
    assert_eq!(after, nested);
    let nested = format!("begins {} ends\n", "x=%41\\\"".repeat(2_000));
    let (after, _) = redacted(nested.as_bytes(), Identities::Keep);
    assert!(after.ends_with(" ends\n"), "{after}");
    let nested = format!("begins {}%41 ends\n", "x=".repeat(2_000));
    let (after, _) = redacted(nested.as_bytes(), Identities::Keep);
    assert!(after.ends_with(" ends\n"), "{after}");
}

#[test]
fn an_element_over_many_lines_goes_whole_wherever_the_text_is_cut() {
    for element in [
        "SAML:ASSERTION",
        "saml:EncryptedAssertion",
        "samlp:LogoutRequest",
        "samlp:LogoutResponse",
        "samlp:response",
    ] {
        // Text comes in pieces, the first of 128 KiB: the element begins in it and ends in the next.
        let before = format!("{}\n", ".".repeat(999)).repeat(130);
        let inside: String = (0..1_000).map(|n| format!("is the member of group {n}\n")).collect();
        let log = format!("{before}<{element}>\n{inside}</{element}>\nends\n");
        let (after, _) = redacted(log.as_bytes(), Identities::Keep);
        assert!(after.starts_with(&before) && after.ends_with("ends\n"), "{element}");
        assert!(!after.contains("member of group"), "{element}");
    }
}

#[test]
fn redacting_can_be_stopped() {
    let progress = Progress::default();
    progress.stop();
    let open = || Ok(Box::new(Cursor::new(vec![b'x'; 1 << 20])) as Box<dyn Read>);
    let stopped = redact(&open, 1 << 20, Identities::Keep, &mut Vec::new(), &progress);
    assert!(matches!(stopped, Err(NotRedacted::Stopped)), "{stopped:?}");
}

#[test]
fn redact_writes_a_redacted_copy_and_says_what_was_removed() {
    let program = Program::new();
    let har = fixture("sign-in.har");
    let har = har.to_str().expect("a plain path");
    let out = program.path("redacted.har");
    let out = out.to_str().expect("a plain path");
    let said = program.prints(&["redact", har, "--out", out]);
    assert!(said.contains("cookie") && said.contains("token"), "{said}");
    let copy = std::fs::read_to_string(out).expect("it was written");
    assert!(copy.contains("Domain cannot use apis") && !copy.contains("s3cr3t"), "{copy}");
    program.refuses(&["redact", har, "--out", out], 1, "already exists");
    program.prints(&["redact", har, "--out", out, "--replace", "--identities"]);
    let nothing = program.path("nothing.har");
    let nothing = nothing.to_str().expect("a plain path");
    program.refuses(&["redact", nothing, "--out", out, "--replace"], 1, "cannot be read");
    let left = std::fs::read_to_string(out).expect("it is still there");
    assert!(left.contains("Domain cannot use apis"), "{left}");
}

/// A browser recording with one exchange.
fn recording(url: &str, post: &str, content: &str) -> String {
    let json = |text: &str| serde_json::to_string(text).expect("text is JSON");
    format!(
        r#"{{"log":{{"version":"1.2","entries":[{{"startedDateTime":"2026-11-18T09:00:01Z","request":{{"method":"POST","url":{},"headers":[],"postData":{{"mimeType":"x","text":{}}}}},"response":{{"status":400,"content":{{"mimeType":"x","text":{}}}}}}}]}}}}"#,
        json(url),
        json(post),
        json(content)
    )
}

#[test]
fn what_is_typed_at_a_sign_in_is_removed_from_its_recording() {
    let sign_in = "f.req=%5B%5B%5B%22B4hajb%22%2C%22%5B1%2C%5C%22pat%40example.com%5C%22%2C%5B%5C%22Orchid%2144%5C%22%5D%5D%22%2Cnull%2C%22generic%22%5D%5D%5D&at=AFoagUW1c3rtyN0nqBz%3A1712345678901";
    let page = "<h2>Backup codes</h2><ol><li>4821 9034</li><li>1234 5678</li></ol>";
    let url = "https://pat:S3cretPw99@sso.example.com/?otp=482913";
    let har = recording(url, sign_in, page);
    let (after, redacted) = redacted(har.as_bytes(), Identities::Keep);
    for secret in ["Orchid", "AFoagUW1c3", "4821 9034", "1234 5678", "S3cretPw99", "482913"] {
        assert!(!after.contains(secret), "{secret} in {after}");
    }
    for kept in ["B4hajb", "generic", "pat%40example.com", "sso.example.com", "Backup codes"] {
        assert!(after.contains(kept), "{kept} in {after}");
    }
    let said = redacted.summary();
    assert!(said.contains("password (") && said.contains("code ("), "{said}");
    let body = r#"{"totpCode":"482914","verificationToken":"abcd1234efgh","remember":true}"#;
    let har = recording("https://console.jumpcloud.com/auth/totp", body, "{}");
    let (after, _) = self::redacted(har.as_bytes(), Identities::Keep);
    assert!(!after.contains("482914") && !after.contains("abcd1234"), "{after}");
    assert!(after.contains("remember"), "{after}");
}

#[test]
fn columns_of_secrets_are_emptied_in_six_languages() {
    let heads = [
        "Password [Required]",
        "Senha [Obrigatorio]",
        "Senha",
        "Kennwort",
        "Passwort [Erforderlich]",
        "Contrase\u{f1}a [Required]",
        "Mot de passe",
        "Wachtwoord",
        "Temp Password",
        "Initial password",
        "pw",
        "PIN",
        "App password",
        "Passphrase",
        "API key",
        "Secret Key",
        "Recovery codes",
        "Backup codes",
        "password (new)",
        "Passwort neu",
        "Neues Passwort",
        "New Password Confirm",
        "OTP",
        "2FA secret",
        "TOTP Seed",
    ];
    let cells: Vec<String> = (0..heads.len()).map(|n| format!("zq7Wk2pX9vLm{n}")).collect();
    let table = format!("First Name,{}\nPat,{}\n", heads.join(","), cells.join(","));
    let (after, _) = redacted(table.as_bytes(), Identities::Keep);
    assert!(!after.contains("zq7Wk2pX9vLm"), "{after}");
    assert!(after.contains("Pat,"), "{after}");
}

#[test]
fn what_is_needed_to_diagnose_stays() {
    let error = "ChVhZG1pbl9wb2xpY3lfZW5mb3JjZWQSmwFBY2Nlc3MgdG8geW91ciBhY2NvdW50IGRhdGEgaXMgcmVzdHJpY3RlZCBieSBwb2xpY2llcyB3aXRoaW4geW91ciBvcmdhbml6YXRpb24uIJAD";
    let url = format!(
        "https://accounts.google.com/signin/oauth/error?authError={error}&flowName=GeneralOAuthFlow"
    );
    let body = r#"{"error":"invalid_grant","code":"USER_SUSPENDED","event_type":"user_update"}"#;
    let before = recording(&url, "", body);
    for who in [Identities::Keep, Identities::Replace] {
        let (after, _) = redacted(before.as_bytes(), who);
        for kept in [
            "admin_policy_enforced",
            "restricted",
            "flowName=GeneralOAuthFlow",
            "invalid_grant",
            "USER_SUSPENDED",
            "user_update",
            "2026-11-18T09:00:01Z",
            "\"status\":400",
        ] {
            assert!(after.contains(kept), "{kept} in {after}");
        }
        let shows = |file: &str| told(&shown(file.as_bytes(), &Inquiry::default()));
        assert_eq!(shows(&after), shows(&before));
    }
}

#[test]
fn domains_computers_places_and_serials_are_replaced_too() {
    let body = r#"{"primaryEmail":"pat.miller@corp.example.com","domainName":"corp.example.com","hostname":"PAT-LAPTOP","serialNumber":"C02ZW1ABMD6R","locality":"Springfield"}"#;
    let url = "https://www.googleapis.com/groups/v1/groups/team%2540corp.example.com?alt=json";
    let page = format!("{body}\nwelcome to corp.example.com, PAT-LAPTOP");
    let har = recording(url, body, &page);
    let (after, _) = redacted(har.as_bytes(), Identities::Replace);
    for part in ["corp.example", "PAT-LAPTOP", "C02ZW1ABMD6R", "Springfield", "team", "miller"] {
        assert!(!after.contains(part), "{part} in {after}");
    }
    assert!(after.contains("www.googleapis.com/groups/v1/groups/"), "{after}");
}

#[test]
fn a_secret_is_removed_wherever_it_stands_again_in_a_file() {
    let log = "{\"event_type\":\"x\",\"message\":\"tried Falcon77!x twice\"}\n{\"event_type\":\"y\",\"password\":\"Falcon77!x\"}\n";
    let (after, _) = redacted(log.as_bytes(), Identities::Keep);
    assert!(!after.contains("Falcon77"), "{after}");
    assert!(after.contains("tried ") && after.contains(" twice"), "{after}");
}
