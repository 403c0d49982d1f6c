//! Secrets in pasted text are masked before they are stored, and nothing else is.

use std::fs;
use std::path::Path;

use eframe::egui::{Event as Input, Key};
use egui_kittest::kittest::Queryable;
use syncmend::privacy::InternalText;
use syncmend::privacy::secrets::mask;
use syncmend::ticket::EventKind;

use crate::cli::command_line::Program;
use crate::support::{example, files, service, service_in, window};

fn masked(text: &str) -> String {
    mask(text, |_| false).map_or_else(|| text.to_owned(), |masked| masked.text)
}

#[test]
fn secrets_of_every_kind_are_masked_and_the_words_around_them_stay() {
    let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----";
    let forty = "0123456789abcdef0123456789abcdef01234567";
    for (text, expected) in [
        ("my password: hunter2!", "my password: [password masked]"),
        ("login pwd=correctHorse now", "login pwd=[password masked] now"),
        ("user: pat\nPassword: sommer\nthanks", "user: pat\nPassword: [password masked]\nthanks"),
        ("the password is S3cret-99 ok", "the password is [password masked] ok"),
        ("Authorization: Bearer abcdefgh12345678", "Authorization: [token masked]"),
        ("Cookie: SID=abc123; HSID=def456\nnext", "Cookie: [cookie masked]\nnext"),
        (&format!("x-api-key: {forty}"), "x-api-key: [token masked]"),
        (&format!("key {forty} end"), "key [token masked] end"),
        (&format!("before\n{key}\nafter"), "before\n[private key masked]\nafter"),
        ("token ya29.a0AfH6SMBx1234567890abcdef", "token [token masked]"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijk rest", "[token masked] rest"),
        ("token=abcd1234efgh5678 now", "token=[token masked] now"),
        ("pw: Hunter2secret!", "pw: [password masked]"),
        ("client_secret=GOCSPX-abcdefghijklmnopqrstuvwx", "client_secret=[token masked]"),
        ("codes:\n1234 5678\n2345 6789\n3456 7890", "codes:\n[backup code masked]"),
        ("your code is G-123456", "your code is G-[backup code masked]"),
        ("Backup codes: 1234 5678 8765 4321", "Backup codes: [backup code masked]"),
        ("my backup code is 12345678.", "my backup code is [backup code masked]."),
        (
            "https://example.com/cb?code=4/0AbCdEfGhIjKlMnOp&state=1",
            "https://example.com/cb?code=[token masked]&state=1",
        ),
    ] {
        assert_eq!(masked(text), expected);
        assert_eq!(masked(&masked(text)), masked(text), "masked twice");
    }
}

#[test]
fn what_only_sounds_like_a_secret_stays() {
    for text in [
        "Password: expired",
        "a column password: directory happy, the rest is not",
        "Attribut Passwort: Ausschlie\u{df}en",
        "(using password: YES)",
        "the password is not synced",
        "password is wrong since Monday",
        "password reset needed",
        "Error 400: admin_policy_enforced",
        "token: disconnected and unauthorized since Monday",
        "invalid_grant: Token has been expired or revoked.",
        "client_id=1042448498497-abc.apps.googleusercontent.com",
        "call 2026-11-23 or 555 0100",
        "pat.smith@example.com cannot log in",
        "id 5f3a1b2c3d4e5f6a7b8c9d0e",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn no_complaint_of_the_knowledge_base_loses_a_word() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("kb")];
    let mut complaints = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "jsonl") {
                for line in fs::read_to_string(path).expect("text").lines() {
                    let case: serde_json::Value = serde_json::from_str(line).expect("a case");
                    let text = case["text"].as_str().expect("its text");
                    assert_eq!(masked(text), text);
                    complaints += 1;
                }
            }
        }
    }
    assert!(complaints > 300, "only {complaints} complaints were found");
}

#[test]
fn a_secret_reaches_no_file_and_comes_back_when_it_was_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut harness, _) = window(service_in(folder.path()));
    let field = harness.get_all_by_label("What the customer reports").last().expect("the field");
    field.focus();
    harness.run();
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    harness.event(Input::Paste("cannot log in, password: Falcon77!".to_owned()));
    harness.run();
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    let complaint = |harness: &egui_kittest::Harness<'_, syncmend::app::App>| {
        harness.state().state().open.as_ref().expect("open").complaint.clone()
    };
    assert_eq!(complaint(&harness), "cannot log in, password: [password masked]");
    let is_stored = || {
        let secret = b"Falcon77";
        let holds = |bytes: &[u8]| bytes.windows(secret.len()).any(|part| part == secret);
        files(folder.path()).iter().any(|(_, bytes)| holds(bytes))
    };
    assert!(!is_stored());
    harness.get_by_label("Not a secret").click();
    harness.run_steps(4);
    assert_eq!(complaint(&harness), "cannot log in, password: Falcon77!");
    assert!(is_stored());
}

#[test]
fn what_was_let_through_is_not_masked_again() {
    let mut service = service();
    let note = |text: &str| EventKind::Noted { step: None, text: InternalText::from(text) };
    let id = example("HD-1").at(&mut service).ticket.id;
    let stored = service.record(id, vec![note("password: Falcon77!")]).expect("it is written");
    assert_eq!(stored.ticket.notes[0].text.for_insiders(), "password: [password masked]");
    let masked = service.take_masked().expect("it tells");
    assert!(masked.summary().contains("password"), "{}", masked.summary());
    let stored = service.unmask(&masked).expect("it is written");
    assert_eq!(stored.ticket.notes.len(), 1);
    let stored =
        service.record(id, vec![note("again, password: Falcon77!")]).expect("it is written");
    assert_eq!(stored.ticket.notes[1].text.for_insiders(), "again, password: Falcon77!");
    assert!(service.take_masked().is_none());
}

#[test]
fn the_command_line_masks_and_says_so() {
    let program = Program::new();
    let id = program.new_ticket("HD-1");
    let output = program.call(&["ticket", "note", &id, "password: Falcon77!"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.contains("--as-is"), "{error}");
    program.prints(&["ticket", "note", &id, "password: Falcon77!", "--as-is"]);
    let notes = program.json(&["ticket", "show", &id])["notes"].clone();
    assert_eq!(notes[0]["text"], "password: [password masked]");
    assert_eq!(notes[1]["text"], "password: Falcon77!");
}
