//! Proof of a step: the command to copy, pasted output, and where the proof stands afterwards.

use std::sync::Arc;

use eframe::egui::{Color32, ColorImage, Event, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::export::{Audience, DocumentKind, Format, Letterhead};
use syncmend::kb::StepId;
use syncmend::kb::words::Language;
use syncmend::ticket::{StepResult, Ticket};

use crate::cli::command_line::Program;
use crate::support::{
    end_step, example, file, leave, notices, open_ticket, press, service, ticket, window,
    with_letterhead, write,
};

const FIELD: &str = "Output of the command";

fn user(address: &str, last_name: &str) -> String {
    format!(
        "_id            : 5f3a1b2c3d4e5f6a7b8c9d0e\naccount_locked : False\nactivated      : True\n\
         email          : {address}\nfirstname      : Pat\nlastname       : {last_name}\n\
         username       : pat.smith\n"
    )
}

/// The window at the step that enters the last name, for a user.
fn at_last_name(address: &str) -> Harness<'static, App> {
    let mut service = service();
    let stored = example("HD-9").user(address).fix("last-name-missing").at(&mut service);
    end_step(&mut service, &stored, StepResult::Done);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2]);
    let step = open_ticket(&harness).step_in_view();
    assert_eq!(step.map(|step| step.id.clone()), Some(StepId::from("lnm-enter-last-name")));
    harness
}

fn shows(harness: &Harness<'_, App>, text: &str) -> bool {
    harness.query_by_label_contains(text).is_some()
}

fn proofs(ticket: &Ticket) -> usize {
    ticket.proofs.len()
}

#[test]
fn a_step_offers_its_command_and_pasted_output_proves_it() {
    let mut harness = at_last_name("o'brien@example.com");
    assert!(shows(&harness, "Get-JCUser -email 'o''brien@example.com'"));
    // It may stand below the fold.
    harness.get_by_label("Copy command").click_accesskit();
    harness.run();
    assert!(notices(&harness).contains("Command copied"), "{}", notices(&harness));
    write(&mut harness, FIELD, &user("sam@example.com", "Lee"));
    harness.run_steps(4);
    assert!(shows(&harness, "This output is about sam@example.com"));
    write(&mut harness, FIELD, &user("o'brien@example.com", ""));
    harness.run_steps(4);
    assert!(shows(&harness, "Not proved: last name is empty"));
    assert_eq!(proofs(ticket(&harness)), 0);
    write(&mut harness, FIELD, &user("o'brien@example.com", "Smith"));
    harness.run_steps(4);
    assert_eq!(proofs(ticket(&harness)), 1);
    assert!(shows(&harness, "Proved 09:00: first name is set, last name is set"));
    leave(&mut harness);
    // It is an event like everything else.
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::Z);
    harness.run_steps(4);
    assert_eq!(proofs(ticket(&harness)), 0);
}

#[test]
fn no_command_is_made_of_what_is_no_address() {
    let harness = at_last_name("pat@example.com; calc");
    assert!(!shows(&harness, "Get-JCUser") && shows(&harness, "not a plain email address"));
    let harness = at_last_name("");
    assert!(!shows(&harness, "Get-JCUser") && shows(&harness, "enter the affected user"));
}

#[test]
fn a_proof_stands_in_the_documents_as_one_line_and_nothing_of_the_output_does() {
    let program = Program::new();
    let id = program.new_ticket("HD-9");
    let fix = ["ticket", "fix", &id, "last-name-missing"];
    program.prints(&fix);
    program.refuses(&["ticket", "proof", &id, "1"], 1, "no command checks the step");
    program.refuses(&["ticket", "proof", &id, "2"], 1, "enter the affected user");
    let mut service = service();
    let stored = example("HD-9").user("pat@example.com").fix("last-name-missing").at(&mut service);
    let (cause, method) = stored.ticket.current_fix(&stored.kb).expect("a fix");
    let steps = stored.ticket.current_steps(&stored.kb);
    let output = user("pat@example.com", "Smithfield");
    let proved = syncmend::ticket::proof::of_output(
        &stored.ticket,
        &stored.kb,
        (cause, method, steps[1]),
        &output,
    );
    let proved = vec![proved.expect("it proves it")];
    let stored = service.record(stored.ticket.id, proved).expect("it is stored");
    let done = end_step(&mut service, &stored, StepResult::Done);
    let done = end_step(&mut service, &done, StepResult::Done);
    let told = [Audience::Customer, Audience::Internal].map(|it| (&stored, it));
    for (stored, audience) in told.into_iter().chain([(&done, Audience::Customer)]) {
        for format in [Format::Txt, Format::Md, Format::Html] {
            let file = file(stored, DocumentKind::Checklist(audience), format);
            let text = String::from_utf8(file).expect("text");
            let proof = "first name is set, last name is set";
            assert_eq!(text.matches(proof).count(), 1, "{audience:?} {format:?}: {text}");
            assert!(!text.contains("Smithfield"), "{audience:?} {format:?}");
        }
    }
    let german = Letterhead { language: Language::De, ..Letterhead::default() };
    let kind = DocumentKind::Checklist(Audience::Customer);
    let text = String::from_utf8(with_letterhead(&done, kind, Format::Txt, &german)).expect("text");
    let checked = "Geprüft am Montag, 23. November 2026, 09:00 Uhr: der Vorname ist eingetragen";
    assert!(text.contains(checked), "{text}");
    let json = file(&stored, DocumentKind::Checklist(Audience::Internal), Format::Json);
    let json = String::from_utf8(json).expect("text");
    assert!(json.contains("\"proved\"") && !json.contains("Smithfield"), "{json}");
    let mut other = crate::support::service();
    assert_eq!(other.import(&json).expect("it imports").ticket.proofs, stored.ticket.proofs);
}

#[test]
fn the_command_line_prints_the_command_and_checks_its_output() {
    let program = Program::new();
    let new = ["ticket", "new", "--reference", "HD-10", "--user", "pat@example.com"];
    let id = program.prints(&new).trim().to_owned();
    program.prints(&["ticket", "fix", &id, "last-name-missing"]);
    let proof = ["ticket", "proof", &id, "lnm-enter-last-name"];
    assert_eq!(program.prints(&proof).trim(), "Get-JCUser -email 'pat@example.com'");
    let path = program.path("output.txt");
    let checked = |text: &str| {
        std::fs::write(&path, text).expect("it is written");
        [&proof[..], &["--file", path.to_str().expect("a plain path")]].concat()
    };
    program.refuses(&checked(&user("sam@example.com", "Lee")), 1, "about sam@example.com");
    program.refuses(&checked("zsh: command not found: pwsh"), 1, "not installed there");
    let said = program.prints(&checked(&user("pat@example.com", "Smith")));
    assert!(said.starts_with("Proved") && said.contains("last name is set"), "{said}");
    std::fs::write(&path, b"\x89PNG\r\n\x1a\n\0\0").expect("it is written");
    let picture = [&proof[..], &["--file", path.to_str().expect("a plain path")]].concat();
    program.refuses(&picture, 1, "copy the text of the error");
}

#[test]
fn a_pasted_picture_is_answered_with_what_to_do() {
    let (mut harness, _) = window(service());
    let image = ColorImage::filled([2, 2], Color32::RED);
    harness.event(Event::PasteImage(Arc::new(image)));
    harness.run();
    assert!(notices(&harness).contains("type what it says"), "{}", notices(&harness));
}
