//! What the window's preferences say about documents, where no window reads them, and what is said if
//! they cannot be read.

use crate::cli::command_line::Program;
use crate::support::{notices, service, service_in, window};

/// The name of the setting.
const SETTING: &str = "preferences";

/// A program with a ticket and with stored preferences.
fn with_preferences(json: &str) -> (Program, String) {
    let program = Program::new();
    let ticket = program.new_ticket("HD-1");
    program.prints(&["ticket", "set", &ticket, "--customer", "Fabrikam of Pat"]);
    service_in(&program.path("data")).store().set_setting(SETTING, json).expect("it is set");
    (program, ticket)
}

fn stored(program: &Program) -> String {
    let setting = service_in(&program.path("data")).store().setting(SETTING).expect("it is read");
    setting.expect("it is there")
}

#[test]
fn an_unreadable_field_leaves_words_to_remove_as_they_are() {
    for damaged in ["7", "{\"language\":\"xx\"}", "{\"logo\":[]}", "{\"company\":{}}"] {
        let json = format!("{{\"letterhead\":{damaged},\"theme\":[],\"redacted\":[\"Fabrikam\"]}}");
        let (program, ticket) = with_preferences(&json);
        let text = program.prints(&[
            "ticket",
            "export",
            &ticket,
            "--format",
            "txt",
            "--audience",
            "customer",
        ]);
        assert!(
            text.contains("[removed] of Pat") && !text.contains("Fabrikam"),
            "{damaged}: {text}"
        );
    }
    let json = "{\"letterhead\":{\"company\":\"Brookside\",\"language\":\"xx\"}}";
    let (program, _) = with_preferences(json);
    assert!(program.prints(&["letterhead"]).contains("Brookside"), "the other fields are read");
}

#[test]
fn without_the_words_to_remove_no_document_leaves() {
    for (damaged, words) in [
        ("{\"redacted\":\"Fabrikam\"}", "words to remove"),
        ("{\"redacted\":[\"Fabrikam\"]", "cannot be read"),
        ("[]", "cannot be read"),
    ] {
        let (program, ticket) = with_preferences(damaged);
        program.refuses(
            &["ticket", "export", &ticket, "--format", "txt", "--audience", "customer"],
            1,
            words,
        );
    }
}

#[test]
fn preferences_that_cannot_be_read_are_not_written_over() {
    for damaged in ["{\"redacted\":[\"Fabrikam\"]", "[]", "not JSON"] {
        let (program, _) = with_preferences(damaged);
        program.refuses(&["letterhead", "--company", "Brookside"], 1, "cannot be read");
        assert_eq!(stored(&program), damaged);
    }
    let (program, _) = with_preferences("{\"theme\":\"dark\",\"redacted\":[\"Fabrikam\"]}");
    program.prints(&["letterhead", "--company", "Brookside"]);
    for kept in ["\"theme\":\"dark\"", "[\"Fabrikam\"]", "Brookside"] {
        assert!(stored(&program).contains(kept), "{}", stored(&program));
    }
}

#[test]
fn the_window_says_that_it_lacks_the_words_to_remove() {
    for (json, is_told) in [("{\"redacted\":7}", true), ("{\"theme\":7}", false)] {
        let mut service = service();
        service.store().set_setting(SETTING, json).expect("it is set");
        let (harness, _) = window(service);
        let told = notices(&harness);
        assert_eq!(
            told.contains("words to remove from documents cannot be read"),
            is_told,
            "{told}"
        );
    }
}
