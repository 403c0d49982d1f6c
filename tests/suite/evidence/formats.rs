//! Exported files and what they show: every format, with old, new and translated headers.

use std::path::{Path, PathBuf};

use syncmend::diagnosis::{Answer, ErrorStrings};
use syncmend::evidence::{ANSWERED, Format, Input, Inquiry, Inspection, ListKind, inspect};
use syncmend::kb::SymptomId;
use syncmend::progress::Progress;

use crate::cli::command_line::Program;
use crate::support::kb;

/// The path of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence").join(name)
}

/// What these bytes show, under a name that says nothing.
pub fn shown(content: &[u8], inquiry: &Inquiry) -> Inspection {
    let input = Input {
        name: "export".to_owned(),
        length: content.len() as u64,
        open: Box::new(|| Ok(Box::new(content))),
        is_pipe: false,
    };
    inspect(vec![input], inquiry, &ErrorStrings::new(&kb()), &Progress::default())
        .expect("nobody stops it")
}

pub fn inspected(files: &[&str], inquiry: &Inquiry) -> Inspection {
    let inputs = files.iter().map(|name| Input::open(&fixture(name))).collect();
    inspect(inputs, inquiry, &ErrorStrings::new(&kb()), &Progress::default())
        .expect("nobody stops it")
}

pub fn about(user: &str) -> Inquiry {
    Inquiry { user: Some(user.to_owned()), ..Inquiry::default() }
}

pub fn anybody() -> Inquiry {
    Inquiry::default()
}

/// The findings as `symptom=answer`, by symptom.
pub fn told(inspection: &Inspection) -> Vec<String> {
    let told = inspection.findings.iter();
    told.map(|finding| format!("{}={}", finding.symptom, finding.answer.name().to_lowercase()))
        .collect()
}

pub fn quote(inspection: &Inspection, symptom: &str) -> String {
    let finding =
        inspection.findings.iter().find(|finding| finding.symptom == SymptomId::from(symptom));
    finding.expect("it was found").quote.for_insiders().to_owned()
}

pub fn listed(inspection: &Inspection, kind: ListKind) -> Vec<String> {
    let users = inspection.list(kind).map_or(&[][..], |list| &list.users);
    users.iter().map(|user| user.address.for_insiders().to_owned()).collect()
}

#[test]
fn every_format_is_recognized_by_its_content_and_read_whole() {
    for (name, format, rows) in [
        ("google-users-classic.csv", Format::GoogleUsers, 5),
        ("google-users-new.csv", Format::GoogleUsers, 2),
        ("google-users-es.csv", Format::GoogleUsers, 2),
        ("google-users-template.csv", Format::GoogleUsers, 2),
        ("account-report.csv", Format::AccountReport, 3),
        ("google-admin-log.csv", Format::GoogleLogCsv, 3),
        ("google-oauth-log.csv", Format::GoogleLogCsv, 3),
        ("google-admin-log.json", Format::GoogleLogJson, 5),
        ("google-admin-log-2026.jsonl", Format::GoogleLogJson, 3),
        ("google-token-log.json", Format::GoogleLogJson, 2),
        ("jumpcloud-import.csv", Format::JumpcloudUsers, 3),
        ("jumpcloud-update.csv", Format::JumpcloudUsers, 2),
        ("jumpcloud-backup.csv", Format::JumpcloudUsers, 3),
        ("jumpcloud-report.csv", Format::JumpcloudUsers, 2),
        ("insights.json", Format::InsightsJson, 4),
        ("insights.jsonl", Format::InsightsJson, 4),
        ("insights-events.json", Format::InsightsJson, 1),
        ("insights.csv", Format::InsightsCsv, 3),
        ("insights-console.csv", Format::InsightsCsv, 1),
        ("sign-in.har", Format::Har, 2),
    ] {
        let content = std::fs::read(fixture(name)).expect("the fixture is there");
        let inspection = shown(&content, &anybody());
        let file = &inspection.files[0];
        assert_eq!((file.format, file.rows), (Some(format), rows), "{name}: {:?}", file.notes);
        assert!(file.is_whole(), "{name}: {:?}", file.faults);
    }
}

#[test]
fn unknown_columns_are_told_and_known_ones_are_not() {
    let unknown = |name: &str| inspected(&[name], &anybody()).files[0].unknown_columns.clone();
    assert_eq!(unknown("google-users-new.csv"), ["Favorite color"]);
    assert_eq!(unknown("insights.csv"), ["favorite_color"]);
    for name in [
        "google-users-classic.csv",
        "jumpcloud-backup.csv",
        "jumpcloud-import.csv",
        "jumpcloud-report.csv",
        "account-report.csv",
    ] {
        assert_eq!(unknown(name), [""; 0], "{name}");
    }
}

#[test]
fn a_file_in_utf_16_reads_like_one_in_utf_8() {
    let text =
        std::fs::read_to_string(fixture("google-users-classic.csv")).expect("the fixture is there");
    let expected = told(&shown(text.as_bytes(), &anybody()));
    assert!(!expected.is_empty());
    for (mark, bytes) in
        [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)]
    {
        let text = text.trim_start_matches('\u{feff}');
        let content: Vec<u8> =
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect();
        let inspection = shown(&content, &anybody());
        assert_eq!(told(&inspection), expected);
        assert!(inspection.files[0].notes[0].contains("UTF-16"), "{:?}", inspection.files[0].notes);
    }
}

#[test]
fn an_empty_last_name_is_seen_in_jumpclouds_list_and_answers_for_the_user_in_question() {
    let all = inspected(&["jumpcloud-import.csv"], &anybody());
    assert_eq!(told(&all), ["breaks-google-rules=yes", "last-name-empty=yes"]);
    assert_eq!(listed(&all, ListKind::LastNameEmpty), ["pat@example.com"]);
    assert_eq!(
        quote(&all, "last-name-empty"),
        "export, row 2: pat@example.com, the last name is empty"
            .replace("export", "jumpcloud-import.csv")
    );
    assert_eq!(
        told(&inspected(&["jumpcloud-import.csv"], &about("PAT@example.com"))),
        ["last-name-empty=yes"]
    );
    let robin = inspected(&["jumpcloud-import.csv"], &about("robin@example.com"));
    assert_eq!(told(&robin), ["breaks-google-rules=yes", "last-name-empty=no"]);
    let spaces = inspected(&["jumpcloud-update.csv"], &about("robin@example.com"));
    assert_eq!(told(&spaces), ["last-name-empty=yes"]);
}

#[test]
fn passwords_are_measured_and_never_quoted() {
    let inspection = inspected(&["jumpcloud-import.csv", "google-users-template.csv"], &anybody());
    let json = serde_json::to_string(&inspection).expect("it is data");
    assert!(json.contains("shorter than 8"), "{json}");
    assert!(!json.contains("Correct-Horse-9") && !json.contains("long-enough-9"), "{json}");
    assert!(!json.contains(", short") && !json.contains("\"short\""), "{json}");
}

#[test]
fn names_that_google_refuses_are_told_with_the_rule() {
    let long = "x".repeat(65);
    let name = "n".repeat(61);
    for (address, last, rule) in [
        (format!("{long}@example.com"), "Smith", "64"),
        ("pat+1@example.com".to_owned(), "Smith", "not allow"),
        (".pat@example.com".to_owned(), "Smith", "period"),
        ("pat..s@example.com".to_owned(), "Smith", "two periods"),
        ("j\u{fc}rgen@example.com".to_owned(), "Smith", "not allow"),
        ("Postmaster@example.com".to_owned(), "Smith", "reserves"),
        ("pat@example.com".to_owned(), name.as_str(), "60"),
        ("pat@example.com".to_owned(), "<Smith>", "bracket"),
    ] {
        let csv = format!("Username,FirstName,LastName,Email\npat,Pat,{last},{address}\n");
        let inspection = shown(csv.as_bytes(), &anybody());
        assert!(quote(&inspection, "breaks-google-rules").contains(rule), "{address}");
    }
    let fine = "Username,FirstName,LastName,Email\npat,Pat,O'Neil,pat.o'neil-x_1@example.com\n";
    assert_eq!(told(&shown(fine.as_bytes(), &anybody())), ["last-name-empty=no"]);
}

#[test]
fn new_users_who_are_suspended_are_told_from_those_who_left() {
    let all = inspected(&["google-users-classic.csv"], &anybody());
    assert_eq!(told(&all), ["new-users-suspended=yes", "no-second-factor=yes"]);
    assert_eq!(listed(&all, ListKind::Suspended).len(), 4);
    assert_eq!(
        told(&inspected(&["google-users-classic.csv"], &about("sam@example.com"))),
        ["new-users-suspended=no"]
    );
    assert_eq!(
        told(&inspected(&["google-users-classic.csv"], &about("robin@example.com"))),
        ["new-users-suspended=yes", "no-second-factor=yes"]
    );
    let spanish = inspected(&["google-users-es.csv"], &about("robin@example.com"));
    assert_eq!(told(&spanish), ["new-users-suspended=yes"]);
    assert_eq!(spanish.files[0].notes, ["cells are separated by semicolons, not commas"]);
}

#[test]
fn two_lists_are_joined_whichever_comes_first() {
    for files in [
        ["google-users-classic.csv", "jumpcloud-backup.csv"],
        ["jumpcloud-backup.csv", "google-users-classic.csv"],
    ] {
        let all = inspected(&files, &anybody());
        // JumpCloud's robin has another address, so that an import of Google's robin fails.
        assert_eq!(listed(&all, ListKind::PrefixTaken), ["robin@example.com"]);
        assert!(told(&all).contains(&"prefix-taken-in-jumpcloud=yes".to_owned()));
        let pat = told(&inspected(&files, &about("pat@example.com")));
        assert!(pat.contains(&"prefix-taken-in-jumpcloud=no".to_owned()), "{pat:?}");
        assert!(pat.contains(&"new-users-missing-in-google=no".to_owned()), "{pat:?}");
        let new = told(&inspected(&files, &about("new.hire@example.com")));
        assert!(new.contains(&"new-users-missing-in-google=yes".to_owned()), "{new:?}");
    }
}

#[test]
fn seats_are_counted_against_users() {
    let seats = |seats| {
        let inquiry = Inquiry { seats: Some(seats), ..Inquiry::default() };
        told(&inspected(&["google-users-new.csv"], &inquiry))
            .into_iter()
            .find(|told| told.starts_with("no-free-seats"))
    };
    assert_eq!(seats(2).as_deref(), Some("no-free-seats=yes"));
    assert_eq!(seats(3).as_deref(), Some("no-free-seats=no"));
    // Whether suspended users hold a seat depends on the plan.
    let inquiry = Inquiry { seats: Some(3), ..Inquiry::default() };
    let unclear = told(&inspected(&["google-users-classic.csv"], &inquiry));
    assert!(!unclear.iter().any(|told| told.starts_with("no-free-seats")), "{unclear:?}");
}

#[test]
fn the_account_report_tells_who_is_an_admin() {
    let inquiry = |user: &str, admin: &str| Inquiry {
        user: Some(user.to_owned()),
        google_admin: Some(admin.to_owned()),
        seats: None,
    };
    let pat =
        told(&inspected(&["account-report.csv"], &inquiry("pat@example.com", "it@example.com")));
    assert_eq!(
        pat,
        ["affects-google-admin=no", "authorizer-is-super-admin=yes", "no-second-factor=yes"]
    );
    let helpdesk = told(&inspected(
        &["account-report.csv"],
        &inquiry("helpdesk@example.com", "helpdesk@example.com"),
    ));
    assert_eq!(
        helpdesk,
        ["affects-google-admin=yes", "authorizer-is-super-admin=no", "breaks-google-rules=yes"]
    );
}

#[test]
fn both_consoles_stand_side_by_side_and_mismatches_are_marked() {
    let files = ["google-users-classic.csv", "jumpcloud-backup.csv"];
    let comparison = inspected(&files, &about("pat@example.com")).comparison.expect("a board");
    let row = |what: &str| comparison.rows.iter().find(|row| row.what == what).expect("a row");
    let cells = |what: &str| {
        let row = row(what);
        let cell = |text: &Option<syncmend::privacy::InternalText>| {
            text.as_ref().map(|text| text.for_insiders().to_owned())
        };
        (
            cell(&row.google).unwrap_or_default(),
            cell(&row.jumpcloud).unwrap_or_default(),
            row.differs,
        )
    };
    let is =
        |google: &str, jumpcloud: &str, differs| (google.to_owned(), jumpcloud.to_owned(), differs);
    assert_eq!(cells("Exists"), is("yes", "yes", false));
    assert_eq!(cells("State"), is("active", "active", false));
    assert_eq!(cells("First name"), is("Pat", "Patricia", true));
    assert_eq!(cells("Last name"), is("Smith", "Smith", false));
    assert_eq!(cells("Other addresses"), is("", "pat.home@example.com", false));
    assert_eq!(cells("2-Step Verification"), is("enrolled, enforced", "", false));
    let missing = inspected(&files, &about("new.hire@example.com")).comparison.expect("a board");
    assert!(missing.rows[0].differs, "it exists on one side only");
    assert!(inspected(&files, &about("nobody@example.com")).comparison.is_none());
}

#[test]
fn every_symptom_that_files_answer_is_in_the_knowledge_base() {
    for symptom in ANSWERED {
        assert!(kb().symptom(&SymptomId::from(symptom)).is_some(), "{symptom}");
    }
    let names = std::fs::read_dir(fixture("")).expect("the fixtures are there");
    for name in names {
        let content = std::fs::read(name.expect("an entry").path()).expect("a fixture");
        for finding in shown(&content, &anybody()).findings {
            assert!(kb().symptom(&finding.symptom).is_some(), "{}", finding.symptom);
            assert_ne!(finding.answer, Answer::CantTell);
        }
    }
}

#[test]
fn inspect_prints_findings_for_people_and_programs() {
    let program = Program::new();
    let path = fixture("jumpcloud-import.csv");
    let path = path.to_str().expect("a plain path");
    let text = program.prints(&["inspect", path]);
    assert!(
        text.contains("JumpCloud users (CSV), 3 rows")
            && text.contains("Users without a last name: 1"),
        "{text}"
    );
    let json = program.json(&["inspect", path, "--user", "pat@example.com"]);
    assert_eq!(json["findings"][0]["symptom"], "last-name-empty");
    assert_eq!(json["findings"][0]["answer"], "yes");
    assert_eq!(json["lists"][0]["users"][0]["address"], "pat@example.com");
    assert_eq!(json["files"][0]["format"], "jumpcloud-users");
    let zip = program.file("users.zip", b"PK\x03\x04rest");
    let failed = program.call(&["inspect", &zip]);
    let error = String::from_utf8_lossy(&failed.stderr);
    assert!(failed.status.code() == Some(1) && error.contains("zip archive"), "{error}");
}
