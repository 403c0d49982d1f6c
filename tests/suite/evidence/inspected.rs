//! What exported files showed, kept with a ticket: it counts, can be overruled and taken back, and
//! stays inside.

use syncmend::export::{Audience, Format};

use crate::cli::command_line::Program;
use crate::documents::legible::{packed, written};
use crate::evidence::formats::fixture;
use crate::support::service_in;

/// A program with a ticket HD-1 to which a file was read.
fn with(files: &[&str]) -> Program {
    let program = Program::new();
    program.new_ticket("HD-1");
    inspect(&program, files);
    program
}

fn inspect(program: &Program, files: &[&str]) {
    let paths: Vec<String> = files.iter().map(|name| fixture(name).display().to_string()).collect();
    let mut call = vec!["ticket", "inspect", "HD-1"];
    call.extend(paths.iter().map(String::as_str));
    program.prints(&call);
}

/// The answer that counts for a symptom, and where it comes from.
fn known(program: &Program, symptom: &str) -> Option<(String, String)> {
    let shown = program.json(&["ticket", "show", "HD-1"]);
    let observations = shown["diagnosis"]["observations"].as_array().expect("a list").clone();
    let found = observations.into_iter().find(|it| it["symptom"] == symptom)?;
    let text = |key: &str| found[key].as_str().expect("a text").to_owned();
    Some((text("answer"), text("because")))
}

#[test]
fn what_a_file_shows_counts_until_it_is_answered_or_undone() {
    let program = with(&["jumpcloud-import.csv"]);
    let (answer, because) = known(&program, "last-name-empty").expect("it counts");
    assert_eq!(answer, "yes");
    assert!(because.starts_with("jumpcloud-import.csv, row 2: pat@example.com"), "{because}");
    program.prints(&["ticket", "answer", "HD-1", "last-name-empty", "no"]);
    let answered = known(&program, "last-name-empty").expect("it was answered");
    assert_eq!(answered, ("no".to_owned(), "answered".to_owned()));
    program.prints(&["ticket", "undo", "HD-1"]);
    assert_eq!(known(&program, "last-name-empty").expect("it counts again").0, "yes");
    program.prints(&["ticket", "undo", "HD-1"]);
    assert_eq!(known(&program, "last-name-empty"), None);
}

#[test]
fn a_file_that_is_read_again_counts_as_it_is_now() {
    let program = with(&["google-admin-log.json"]);
    inspect(&program, &["google-admin-log.json"]);
    let shown = program.json(&["ticket", "show", "HD-1"]);
    assert_eq!(shown["inspections"].as_array().map(Vec::len), Some(1));
    inspect(&program, &["insights.csv"]);
    let shown = program.json(&["ticket", "show", "HD-1"]);
    assert_eq!(shown["inspections"].as_array().map(Vec::len), Some(2));
    assert!(known(&program, "jumpcloud-app-untrusted").is_some());
    assert!(known(&program, "user-limit-error").is_some());
}

#[test]
fn affected_users_go_to_insiders_and_never_to_the_customer() {
    let program = with(&["google-users-classic.csv"]);
    let mut service = service_in(&program.path("data"));
    let id = service.store().find("HD-1").expect("it is there");
    let stored = service.store().load(id).expect("it can be read");
    for format in Format::ALL {
        let customers = written(&stored, format, Audience::Customer);
        assert!(!customers.contains("robin@example.com"), "{format:?}: {customers}");
    }
    let checklist = written(&stored, Format::Txt, Audience::Internal);
    for text in [checklist, packed(&stored, Format::Txt)] {
        assert!(text.contains("google-users-classic.csv"), "{text}");
        assert!(text.contains("robin@example.com: google-users-classic.csv, row"), "{text}");
    }
}

#[test]
fn affected_users_become_csv_that_google_takes_to_unsuspend() {
    let program = with(&["google-users-classic.csv"]);
    let csv = program.prints(&["ticket", "users", "HD-1", "--list", "suspended", "--unsuspend"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(header.get(2), Some("Email Address [Required]"));
    let rows: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().expect("it is CSV");
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.get(3) == Some("****") && row.get(5) == Some("Active")));
    let path = program.path("users.csv");
    let path = path.to_str().expect("a plain path");
    program.prints(&["ticket", "users", "HD-1", "--list", "suspended", "--out", path]);
    program.refuses(
        &["ticket", "users", "HD-1", "--list", "suspended", "--out", path],
        1,
        "exists",
    );
    program.refuses(&["ticket", "users", "HD-1", "--list", "elephants"], 2, "it has suspended");
    let other = ["ticket", "users", "HD-1", "--list", "second-factor-missing", "--unsuspend"];
    program.refuses(&other, 2, "leave --unsuspend out");
}

#[test]
fn a_file_that_is_no_export_leaves_the_ticket_as_it_was() {
    let program = Program::new();
    program.new_ticket("HD-1");
    let zip = program.file("users.zip", b"PK\x03\x04rest");
    program.refuses(&["ticket", "inspect", "HD-1", &zip], 1, "zip archive");
    let shown = program.json(&["ticket", "show", "HD-1"]);
    assert_eq!(shown["inspections"].as_array().map(Vec::len), Some(0));
}
