//! Every kind of file that people bring, however it is wrapped, and what it shows: a small file of each.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use syncmend::evidence::{Format, Inquiry, Inspection, ListKind};

use crate::cli::command_line::Program;
use crate::evidence::formats::{about, anybody, fixture, inspected, listed, quote, shown, told};

/// What a fixture shows when it is read alone.
fn read(name: &str) -> Inspection {
    inspected(&[name], &anybody())
}

#[track_caller]
fn check_read(name: &str, format: Format, rows: u64) -> Inspection {
    let inspection = read(name);
    let file = &inspection.files[0];
    assert_eq!((file.format, file.rows), (Some(format), rows), "{name}: {file:?}");
    assert!(file.is_whole(), "{name}: {:?}", file.faults);
    inspection
}

#[test]
fn googles_events_are_read_whatever_wraps_them() {
    for (name, suspended) in [
        ("google-log-wrapped.json", &["robin@example.com", "kim@example.com"][..]),
        ("google-log-event-object.jsonl", &["robin@example.com"]),
        ("google-log-flat.jsonl", &["robin@example.com"]),
        ("google-log-original.jsonl", &["robin@example.com"]),
        ("google-log-messages.json", &["robin@example.com", "kim@example.com"]),
        ("google-log-dotted.jsonl", &["robin@example.com"]),
        ("google-log-pages.json", &["robin@example.com", "kim@example.com"]),
    ] {
        let inspection = check_read(name, Format::GoogleLogJson, suspended.len() as u64);
        assert_eq!(listed(&inspection, ListKind::SuspendedInLog), suspended, "{name}");
    }
    assert_eq!(read("google-log-wrapped.json").files[0].passed_over, 1, "a note is no event");
}

#[test]
fn a_log_that_does_not_fit_the_buffer_is_read_whatever_wraps_it() {
    let line = std::fs::read_to_string(fixture("google-log-flat.jsonl")).expect("it is there");
    let rows = 3_000;
    let records = vec![line.trim(); rows].join(",\n");
    for (begin, end) in [
        ("{\"activities\":[", "]}"),
        ("{\"a\":{\"note\":\"[{\",\"list\":[[", "]]},\"total\":3000}"),
        ("[", "]"),
        ("[[", "]]"),
        ("{\"id\":\"17\",\"data\":{\"items\":[", "]}}"),
    ] {
        let inspection = shown(format!("{begin}{records}{end}").as_bytes(), &anybody());
        assert_eq!(inspection.files[0].rows, rows as u64, "{begin}: {:?}", inspection.files[0]);
        assert!(inspection.files[0].is_whole(), "{begin}: {:?}", inspection.files[0].faults);
    }
    let lines = shown(records.replace(",\n", "\n").as_bytes(), &anybody());
    assert_eq!(lines.files[0].rows, rows as u64);
}

#[test]
fn joining_a_group_creates_nobody() {
    let inspection = check_read("google-log-groups.jsonl", Format::GoogleLogJson, 22);
    assert_eq!(told(&inspection), [""; 0]);
    assert_eq!(inspection.files[0].unknown_events, [("add_user".to_owned(), 22)]);
    let console = |event: &str| {
        let rows: String = (10..50)
            .map(|minute| format!("2026-11-18 08:{minute}:00,{event},x,it@example.com\n"))
            .collect();
        told(&shown(format!("Date,Event,Description,Actor\n{rows}").as_bytes(), &anybody()))
    };
    for event in ["User added to group", "Group member added", "User alias created", "add_user"] {
        assert_eq!(console(event), [""; 0], "{event}");
    }
    assert_eq!(console("User created"), ["many-users-created=yes"]);
}

#[test]
fn only_the_same_role_restores_an_admin_and_only_unsuspending_a_user() {
    let admin = Inquiry { google_admin: Some("sync@example.com".to_owned()), ..Inquiry::default() };
    let lost = inspected(&["google-log-demoted.jsonl"], &admin);
    assert_eq!(told(&lost), ["authorizer-gone=yes"]);
    assert!(quote(&lost, "authorizer-gone").contains("row 1: 2026-11-18T08:00:00Z"));
    assert_eq!(listed(&lost, ListKind::SuspendedInLog), ["robin@example.com"]);
    let again = inspected(&["google-log-demoted.jsonl", "google-log-promoted-again.jsonl"], &admin);
    assert_eq!(told(&again), [""; 0]);
    assert_eq!(listed(&again, ListKind::SuspendedInLog), [""; 0]);
}

#[test]
fn gams_reports_are_logs_like_any_other() {
    let admin = check_read("gam-report-admin.csv", Format::GoogleLogCsv, 2);
    assert_eq!(listed(&admin, ListKind::SuspendedInLog), ["robin@example.com"]);
    assert_eq!(admin.files[0].unknown_events, [("CHANGE_PASSWORD".to_owned(), 1)]);
    assert_eq!(admin.files[0].unknown_columns, [""; 0]);
    let token = check_read("gam-report-token.csv", Format::GoogleLogCsv, 2);
    assert_eq!(told(&token), ["connection-lost=yes"]);
    assert_eq!(token.files[0].unknown_columns, [""; 0]);
}

#[test]
fn googles_users_are_read_from_gam_the_directory_api_and_usage_reports() {
    for (name, format, rows) in [
        ("gam-print-users.csv", Format::GoogleUsers, 2),
        ("gam-print-users-chatter.txt", Format::GoogleUsers, 1),
        ("gam-report-users.csv", Format::AccountReport, 2),
        ("google-users-api.json", Format::GoogleUsersJson, 2),
        ("google-users-api.jsonl", Format::GoogleUsersJson, 2),
        ("google-usage-report.json", Format::UsageReport, 1),
        ("gam-info-user.txt", Format::GoogleUsersText, 1),
    ] {
        let inspection = check_read(name, format, rows);
        assert_eq!(listed(&inspection, ListKind::Suspended), ["robin@example.com"], "{name}");
        if name != "gam-print-users-chatter.txt" {
            assert_eq!(
                listed(&inspection, ListKind::SuspendedUnused),
                ["robin@example.com"],
                "{name}"
            );
            assert_eq!(listed(&inspection, ListKind::SecondFactorMissing), ["robin@example.com"]);
        }
    }
    assert_eq!(read("gam-print-users.csv").files[0].unknown_columns, ["favoriteColor"]);
    assert_eq!(
        listed(&read("gam-print-users.csv"), ListKind::LastNameEmpty),
        ["robin@example.com"]
    );
    let admin =
        Inquiry { google_admin: Some("it@example.com".to_owned()), ..about("robin@example.com") };
    for name in ["gam-print-users.csv", "google-users-api.json"] {
        let shown = told(&inspected(&[name], &admin));
        assert!(shown.contains(&"authorizer-is-super-admin=yes".to_owned()), "{name}: {shown:?}");
    }
    let robin = told(&inspected(&["google-users-api.json"], &admin));
    assert!(robin.contains(&"affects-google-admin=no".to_owned()), "{robin:?}");
}

/// An alias in whichever column GAM puts it makes two users one person.
#[test]
fn aliases_in_numbered_columns_belong_to_one_user() {
    let jumpcloud = "Username,FirstName,LastName,Email\nit,It,Desk,desk@example.com\n";
    let gam = std::fs::read_to_string(fixture("gam-print-users.csv")).expect("it is there");
    let program = Program::new();
    let (one, other) =
        (program.file("jc.csv", jumpcloud.as_bytes()), program.file("gam.csv", gam.as_bytes()));
    let json = program.json(&["inspect", &one, &other]);
    let lists = json["lists"].as_array().expect("lists");
    assert!(!lists.iter().any(|list| list["kind"] == "prefix-taken"), "{lists:?}");
}

#[test]
fn roles_are_read_by_name_and_by_number() {
    let inquiry =
        Inquiry { google_admin: Some("it@example.com".to_owned()), ..about("robin@example.com") };
    let both = ["affects-google-admin=yes", "authorizer-is-super-admin=yes"];
    assert_eq!(told(&inspected(&["gam-print-admins.csv"], &inquiry)), both);
    let by_number = inspected(
        &["google-role-assignments.json", "google-roles.json", "google-users-api.json"],
        &inquiry,
    );
    let shown = told(&by_number);
    assert!(both.iter().all(|it| shown.contains(&(*it).to_owned())), "{shown:?}");
    let alone = inspected(&["google-role-assignments.json"], &inquiry);
    assert_eq!(told(&alone), [""; 0]);
    assert!(alone.files[0].notes[0].contains("by number"), "{:?}", alone.files[0].notes);
}

/// `Get-JCUser | Format-Table`: columns stand where their header does.
pub const TABLE: &str = "\
username email             lastname suspended
-------- -----             -------- ---------
robin    robin@example.com              False
kim      kim@example.com   Jones         True
";

#[test]
fn jumpclouds_users_are_read_from_its_api_and_from_powershell() {
    let table = shown(TABLE.as_bytes(), &anybody());
    assert_eq!(
        (table.files[0].format, table.files[0].rows),
        (Some(Format::JumpcloudUsersText), 2),
        "{table:?}"
    );
    assert_eq!(listed(&table, ListKind::LastNameEmpty), ["robin@example.com"]);
    for (name, format, rows) in [
        ("jumpcloud-systemusers.json", Format::JumpcloudUsersJson, 2),
        ("jumpcloud-get-jcuser.json", Format::JumpcloudUsersJson, 2),
        ("jumpcloud-get-jcuser-ps5.csv", Format::JumpcloudUsers, 1),
        ("jumpcloud-get-jcuser.txt", Format::JumpcloudUsersText, 2),
    ] {
        let inspection = check_read(name, format, rows);
        assert_eq!(listed(&inspection, ListKind::LastNameEmpty), ["robin@example.com"], "{name}");
        assert_eq!(told(&inspection), ["last-name-empty=yes"], "{name}");
    }
}

#[test]
fn insights_are_read_whatever_wraps_them_and_each_event_once() {
    for name in [
        "insights-results.json",
        "insights-search-hits.json",
        "insights-ecs.jsonl",
        "insights-dotted.jsonl",
    ] {
        let inspection = check_read(name, Format::InsightsJson, 1);
        assert_eq!(listed(&inspection, ListKind::ProvisioningFailed), ["robin"], "{name}");
    }
}

#[test]
fn what_does_not_say_whether_it_worked_proves_nothing() {
    let silent = check_read("insights-no-success.jsonl", Format::InsightsJson, 1);
    assert_eq!(told(&silent), [""; 0]);
    let text = std::fs::read_to_string(fixture("insights-no-success.jsonl")).expect("it is there");
    let with = |event: &str, success: &str| {
        let line = text.replace("user_create_provision", event);
        told(&shown(
            line.replacen('{', &format!("{{\"success\":{success},"), 1).as_bytes(),
            &anybody(),
        ))
    };
    assert_eq!(with("user_update_provision", "true"), ["existing-users-still-sync=yes"]);
    assert_eq!(with("user_create_provision", "true"), [""; 0], "a new user is no existing one");
    assert_eq!(with("user_update_provision", "null"), [""; 0]);
}

#[test]
fn a_row_without_a_user_is_none_and_cells_left_out_are_empty() {
    let blank = read("jumpcloud-blank-template.csv");
    assert_eq!((told(&blank), blank.lists.len(), blank.files[0].rows), (Vec::new(), 0, 0));
    assert!(blank.why_nothing().is_some_and(|why| why.contains("no user")));
    let short = check_read("jumpcloud-left-out-cells.csv", Format::JumpcloudUsers, 3);
    assert_eq!(listed(&short, ListKind::LastNameEmpty), ["robin@example.com", "pat@example.com"]);
}

#[test]
fn the_beginning_of_time_is_no_sign_in_however_it_is_written() {
    let unused = |cell: &str| {
        let csv = format!(
            "First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Last Sign In [READ ONLY]\nPat,Smith,pat@example.com,Suspended,\"{cell}\"\n"
        );
        !listed(&shown(csv.as_bytes(), &anybody()), ListKind::SuspendedUnused).is_empty()
    };
    for never in [
        "1/1/1970 12:00:00 AM",
        "1970-01-01T00:00:00.000Z",
        "01.01.1970 00:00",
        "12/31/1969 7:00:00 PM",
        "31/12/1969 16:00:00",
        "Jan 1, 1970 12:00 AM",
        "Never logged in",
        "Nunca",
    ] {
        assert!(unused(never), "{never}");
    }
    for signed_in in ["2026-11-20 08:15:00", "1/19/2026 7:00:00 PM", "11/19/1970 7:00:00 PM", ""] {
        assert!(!unused(signed_in), "{signed_in}");
    }
}

/// What a fixture is when it is compressed.
fn packed(name: &str) -> Vec<u8> {
    let content = std::fs::read(fixture(name)).expect("it is there");
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&content).expect("it is compressed");
    packer.finish().expect("it is compressed")
}

#[test]
fn compressed_files_read_like_what_is_in_them() {
    for (name, format, rows) in [
        ("google-users-new.csv", Format::GoogleUsers, 2),
        ("sign-in.har", Format::Har, 2),
        ("google-admin-log.json", Format::GoogleLogJson, 5),
    ] {
        let inspection = shown(&packed(name), &anybody());
        let file = &inspection.files[0];
        assert_eq!((file.format, file.rows), (Some(format), rows), "{name}: {file:?}");
        assert_eq!(told(&inspection), told(&read(name)), "{name}");
        // Files that were compressed one by one and put behind each other are one.
        let twice = [packed(name), packed(name)].concat();
        assert!(shown(&twice, &anybody()).files[0].rows >= rows, "{name}");
    }
    let whole = packed("sign-in.har");
    let cut = shown(&whole[..whole.len() - 20], &anybody());
    assert!(cut.files[0].faults.is_cut, "{:?}", cut.files[0]);
    let none = shown(&whole[..6], &anybody());
    assert!(none.files[0].notes[0].contains("gzip"), "{:?}", none.files[0].notes);
}

#[test]
fn a_file_of_which_nothing_is_understood_ends_with_an_error() {
    let program = Program::new();
    for (name, content, words) in [
        ("blank.csv", &b"Username,FirstName,LastName,Email\n,,,\n"[..], "no user"),
        ("empty.json", br#"{"kind":"admin#reports#activities","actor":1,"events":[]}"#, "no event"),
        ("events.json", br#"{"hits":{"hits":[{"_source":{"event_type":""}}]}}"#, "no event"),
        ("idp.xml", b"<EntityDescriptor/>", "SAML metadata"),
        ("users.xlsx", b"PK\x03\x04...xl/workbook.xml", "save its sheet as CSV"),
    ] {
        let path = program.file(name, content);
        let failed = program.call(&["inspect", &path]);
        let error = String::from_utf8_lossy(&failed.stderr);
        assert_eq!(failed.status.code(), Some(1), "{name}: {error}");
        assert!(error.lines().count() == 1 && error.contains(words), "{name}: {error}");
    }
    let one = fixture("jumpcloud-blank-template.csv");
    let other = fixture("jumpcloud-import.csv");
    let (one, other) = (one.to_str().expect("plain"), other.to_str().expect("plain"));
    assert!(program.prints(&["inspect", one, other]).contains("no user"), "one of two is told");
    let groups = fixture("google-log-groups.jsonl");
    let text = program.prints(&["inspect", groups.to_str().expect("plain")]);
    assert!(text.contains("22 events are of a kind that no check uses: add_user 22"), "{text}");
}
