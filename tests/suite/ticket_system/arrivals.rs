//! From a link to a filled ticket: the row in the store, the window that shows it, the call that leaves it.

use egui_kittest::kittest::Queryable;
use syncmend::app::command::{Command, NavigateCommand, PreferencesCommand, TicketSystemCommand};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::settings::preferences::Preference;
use syncmend::ticket_system::Arrival;

use crate::cli::command_line::Program;
use crate::support::{
    click, example, files, notices, press, run_command, service_in, state, ticket, window,
};
use eframe::App as _;
use eframe::egui::Key;

fn arrival(reference: &str) -> Arrival {
    let text = "Import ends with a 500 error. password: hunter2-Example";
    Arrival::new(reference, "Example GmbH", "pat@example.com", text).expect("sound fields")
}

#[test]
fn a_running_window_shows_what_came_and_fills_a_ticket_when_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    other.leave(&arrival("HD-2")).expect("it is left");
    harness.run();
    assert_eq!(state(&harness).overlay, Some(Overlay::Arrival));
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1", "nothing has happened yet");
    assert!(harness.query_by_label("Example GmbH").is_some(), "its fields are shown");
    click(&mut harness, "Begin a new ticket");
    let new = ticket(&harness);
    assert_eq!(new.reference.as_str(), "HD-2");
    assert_eq!(new.customer.as_str(), "Example GmbH");
    assert_eq!(new.user.as_str(), "pat@example.com");
    assert!(new.complaint.for_insiders().contains("500 error"));
    assert_eq!(state(&harness).overlay, None);
    // The row is gone: no other window gets it, nor does this one twice.
    assert!(other.take_arrival().expect("the store is read").is_none());
}

#[test]
fn what_is_left_alone_begins_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    other.leave(&arrival("HD-2")).expect("it is left");
    other.leave(&arrival("HD-3")).expect("it is left");
    harness.run();
    press(&mut harness, &[Key::Escape]);
    assert_eq!(state(&harness).arrived.len(), 1, "the next one is shown");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(state(&harness).overlay, None);
    assert_eq!(state(&harness).list.page.rows.len(), 1);
}

#[test]
fn a_reference_that_is_here_already_opens_its_ticket() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    example("HD-2").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    assert_eq!(ticket(&harness).reference.as_str(), "HD-2");
    other.leave(&arrival("HD-1")).expect("it is left");
    harness.run();
    click(&mut harness, "Open that ticket");
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1");
    assert_eq!(state(&harness).list.page.rows.len(), 2, "and begins no other");
}

#[test]
fn nothing_comes_over_a_shared_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").fix("last-name-missing").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    run_command(&mut harness, Command::Navigate(NavigateCommand::Show(Screen::Present)));
    other.leave(&arrival("HD-2")).expect("it is left");
    harness.run();
    assert_eq!((state(&harness).screen, state(&harness).overlay), (Screen::Present, None));
    assert!(harness.query_by_label("Example GmbH").is_none());
    assert!(notices(&harness).contains("From your ticket system: HD-2"));
}

#[test]
fn a_secret_that_comes_is_masked_before_it_is_stored() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    service.leave(&arrival("HD-2")).expect("it is left");
    for (path, content) in files(folder.path()) {
        let holds = content.windows(15).any(|part| part == b"hunter2-Example");
        assert!(!holds, "{} holds the secret", path.display());
    }
    let (taken, _) = service.take_arrival().expect("it is read").expect("it waits");
    assert_eq!(taken.reference(), "HD-2");
}

#[test]
fn a_backup_brings_nothing_that_waited() {
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("backup.db");
    let mut before = service_in(&folder.path().join("before"));
    before.leave(&arrival("HD-2")).expect("it is left");
    before.store().back_up(&backup).expect("it is backed up");
    let mut after = service_in(&folder.path().join("after"));
    after.store().restore(&backup).expect("it is restored");
    assert!(after.take_arrival().expect("the store is read").is_none());
}

#[test]
fn the_call_leaves_its_fields_for_a_window_that_is_open() {
    let program = Program::new();
    let (mut harness, _) = window(service_in(&program.path("data")));
    let address = "syncmend://ticket?reference=HD-7&customer=Example";
    assert_eq!(program.prints(&["open", "--", address]), "");
    harness.run();
    assert_eq!(state(&harness).arrived[0].arrival.reference(), "HD-7");
    assert_eq!(program.prints(&["open", "--reference", "HD-8", "--user", "pat@example.com"]), "");
    harness.run();
    assert_eq!(state(&harness).arrived.len(), 2);
    program.refuses(&["open", "--", "syncmend://ticket?fix=x&reference=1"], 2, "no such field");
    program.refuses(&["open", "--", address, "--kb=elsewhere"], 2, "unexpected argument");
    program.refuses(&["open", "--customer", "Example"], 2, "--reference");
}

#[test]
fn one_key_opens_the_ticket_where_it_came_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    example("HD-1").at(&mut service);
    let (mut harness, asked) = window(service);
    press(&mut harness, &[Key::B]);
    assert!(asked.asked.borrow().opened.is_empty());
    assert!(notices(&harness).contains("enter it in the preferences"), "{}", notices(&harness));
    let address = "https://desk.example.com/tickets/{reference}".to_owned();
    let change = PreferencesCommand::Change(Preference::TicketAddress(address));
    run_command(&mut harness, change.into());
    press(&mut harness, &[Key::B]);
    assert_eq!(asked.asked.borrow().opened, ["https://desk.example.com/tickets/HD-1"]);
    run_command(&mut harness, TicketSystemCommand::OpenPage.into());
    assert_eq!(asked.asked.borrow().opened.len(), 2);
}

#[test]
fn what_was_not_decided_waits_for_the_next_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    other.leave(&arrival("HD-2")).expect("it is left");
    other.leave(&arrival("HD-3")).expect("it is left");
    let (mut harness, _) = window(service_in(folder.path()));
    press(&mut harness, &[Key::Escape]);
    harness.state_mut().on_exit(None);
    drop(harness);
    let (harness, _) = window(service_in(folder.path()));
    let waiting: Vec<&str> =
        state(&harness).arrived.iter().map(|it| it.arrival.reference()).collect();
    assert_eq!(waiting, ["HD-3"], "HD-2 was decided");
}
