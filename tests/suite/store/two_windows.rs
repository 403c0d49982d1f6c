//! Two windows on one store, and a window whose store cannot take what is done.

use std::time::Duration;

use eframe::egui::{Key, Modifiers, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rusqlite::Connection;
use syncmend::app::App;
use syncmend::app::model::state::Closing;
use syncmend::app::view::parts::notices::held_in_words;
use syncmend::diagnosis::Answer;
use syncmend::kb::SymptomId;
use syncmend::privacy::InternalText;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::store::FILE_NAME;
use syncmend::ticket::{EventKind, StepResult};
use syncmend::ticket_service::TicketService;

use crate::support::{
    Recorder, end_step, example, note, notices, open_ticket, service, service_in, state, ticket,
    window, window_as,
};

fn notes(harness: &Harness<'_, App>) -> Vec<String> {
    let open = open_ticket(harness);
    open.ticket().notes.iter().map(|note| note.text.for_insiders().to_owned()).collect()
}

#[test]
fn a_window_shows_what_another_one_did() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path()).of_account("robin");
    let ticket = example("HD-1").at(&mut other).ticket.id;
    let (mut harness, _) = window(service_in(folder.path()));
    other.record(ticket, vec![note("from next door")]).expect("it is written");
    example("HD-2").at(&mut other);
    harness.run();
    assert_eq!(notes(&harness), ["from next door"]);
    assert_eq!(state(&harness).list.page.rows.len(), 2);
    assert!(notices(&harness).contains("robin: Note added"), "{}", notices(&harness));
}

#[test]
fn what_arrives_late_is_told_though_it_stands_before_what_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut here = service_in(folder.path()).of_account("pat");
    let ticket = example("HD-1").at(&mut here).ticket.id;
    let mut there = service().of_account("robin");
    let opening = here.store().load(ticket).expect("it is there").events;
    there.store().append(ticket, &opening).expect("it is taken in");
    let answered = EventKind::PutOff { symptom: SymptomId::from("everyone-affected") };
    let late = there.record(ticket, vec![answered]).expect("it is written").events;
    for number in 0..3 {
        here.record(ticket, vec![note(&number.to_string())]).expect("it is written");
    }
    let (mut harness, _) = window(service_in(folder.path()));
    here.store().take_in(ticket, &late).expect("it is taken in");
    harness.run();
    let told = notices(&harness);
    assert!(told.contains("robin: ") && !told.contains("pat: "), "{told}");
}

#[test]
fn edits_of_the_same_text_both_stay_in_the_history() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut left, mut right) = (
        service_in(folder.path()).of_account("pat"),
        service_in(folder.path()).of_account("robin"),
    );
    let ticket = example("HD-1").at(&mut left).ticket.id;
    let reported = |text: &str| EventKind::Reported { text: InternalText::from(text) };
    left.record(ticket, vec![reported("as pat heard it")]).expect("it is written");
    let stored = right.record(ticket, vec![reported("as robin heard it")]).expect("it is written");
    assert_eq!(stored.ticket.complaint.for_insiders(), "as robin heard it");
    let both = stored.events.iter().filter(|e| matches!(e.what, EventKind::Reported { .. }));
    assert_eq!(both.count(), 2);
    // What the other did is not taken back by an undo of one's own.
    let after = left.undo(ticket).expect("pat has something to undo");
    assert_eq!(after.ticket.complaint.for_insiders(), "as robin heard it");
    let after = right.undo(ticket).expect("robin has something to undo");
    assert_eq!(after.ticket.complaint.for_insiders(), "");
    let after = left.redo(ticket).expect("pat has something to redo");
    assert_eq!(after.ticket.complaint.for_insiders(), "as pat heard it");
}

fn locked(folder: &std::path::Path) -> Connection {
    let other = Connection::open(folder.join(FILE_NAME)).expect("it opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("it locks");
    other
}

fn impatient(mut service: TicketService) -> TicketService {
    service.store().set_patience(Duration::ZERO).expect("it is set");
    service
}

#[test]
fn what_cannot_be_stored_is_kept_in_order_and_stored_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut harness, _) = window(impatient(service_in(folder.path())));
    let lock = locked(folder.path());
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Y);
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run_steps(3);
    let open = open_ticket(&harness);
    assert!(open.ticket().answers.is_empty(), "shown as done before it was stored");
    assert_eq!(state(&harness).unsaved.requests.len(), 2);
    assert!(harness.query_by_label_contains("2 actions are held").is_some());
    assert!(held_in_words(state(&harness)).contains("New ticket: NEW-"));
    harness.get_by_label("Try now").click();
    harness.run_steps(3);
    assert_eq!(state(&harness).unsaved.requests.len(), 2, "it is still locked");
    lock.execute_batch("ROLLBACK").expect("it lets go");
    harness.get_by_label("Try now").click();
    harness.run_steps(6);
    assert!(state(&harness).unsaved.requests.is_empty());
    assert!(notices(&harness).contains("stored now"), "{}", notices(&harness));
    let mut service = service_in(folder.path());
    let sample = service.store().find("SAMPLE-1").expect("it is there");
    let answers = service.store().load(sample).expect("it is read").ticket.answers;
    assert_eq!(answers.values().next(), Some(&Some(Answer::Yes)));
    assert_eq!(state(&harness).list.page.rows.len(), 2);
}

#[test]
fn what_is_held_is_tried_again_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut harness, _) = window(impatient(service_in(folder.path())));
    let lock = locked(folder.path());
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::N);
    harness.run_steps(2);
    assert_eq!(state(&harness).unsaved.requests.len(), 1);
    lock.execute_batch("ROLLBACK").expect("it lets go");
    harness.run_steps(12);
    assert!(state(&harness).unsaved.requests.is_empty());
    let answers = &ticket(&harness).answers;
    assert_eq!(answers.values().next(), Some(&Some(Answer::No)));
    assert!(!answers.contains_key(&SymptomId::from("nothing-of-that-name")));
}

#[test]
fn what_lies_over_the_screen_fits_the_smallest_window() {
    for overlay in ["History", "Import, back up, restore, purge"] {
        let mut service = service();
        let mut ticket = example("HD-1").customer("Example Dental");
        for number in 0..60 {
            ticket = ticket.note(&format!("note {number} {}", "with many words ".repeat(20)));
        }
        ticket.at(&mut service);
        let size = eframe::egui::vec2(900.0, 600.0);
        let (mut harness, _) =
            window_as(service, Recorder::default(), size, ThemeChoice::Dark, 1.0);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        harness.run();
        harness.event(eframe::egui::Event::Text(overlay.to_owned()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        harness.run();
        let close = harness.get_by_label("Close").rect();
        assert!(close.bottom() < 600.0 && close.right() < 900.0, "{overlay}: {close:?}");
        harness.get_by_label("Close").click();
        harness.run();
        assert!(state(&harness).overlay.is_none());
    }
}

/// The window is asked to close, as by its button.
fn ask_to_close(harness: &mut Harness<'_, App>) {
    let windows = &mut harness.input_mut().viewports;
    let window = windows.get_mut(&ViewportId::ROOT).expect("the window");
    window.events.push(ViewportEvent::Close);
    harness.step();
    harness.step();
}

#[test]
fn a_window_closes_once_everything_is_stored_and_not_over_what_is_held_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut harness, _) = window(impatient(service_in(folder.path())));
    ask_to_close(&mut harness);
    assert_eq!(state(&harness).session.closing, Closing::Now);

    let (mut harness, _) = window(impatient(service_in(folder.path())));
    let lock = locked(folder.path());
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Y);
    harness.run_steps(2);
    ask_to_close(&mut harness);
    assert_eq!(state(&harness).session.closing, Closing::No);
    assert!(notices(&harness).contains("would lose"), "{}", notices(&harness));
    harness.get_by_label("Close anyway").click();
    harness.run_steps(2);
    assert_eq!(state(&harness).session.closing, Closing::Now);
    drop(lock);
}

#[test]
fn a_small_window_scrolls_the_step_in_hand_into_view() {
    let mut service = service();
    let mut stored = example("HD-1").fix("api-access-restricted").at(&mut service);
    while stored.ticket.current_steps(&stored.kb).len() > stored.ticket.steps.len() + 1 {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    let last = stored.ticket.current_steps(&stored.kb).len();
    let size = eframe::egui::vec2(900.0, 600.0);
    let (mut harness, _) = window_as(service, Recorder::default(), size, ThemeChoice::Light, 1.0);
    harness.key_press(Key::Num2);
    harness.run();
    let row = harness.get_by_label_contains(&format!("Step {last}: ")).rect();
    assert!(row.top() > 60.0 && row.bottom() < 600.0, "{row:?}");
}
