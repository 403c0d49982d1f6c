//! Wrap up: how a ticket ends or goes on, and its document.

use eframe::egui::{Key, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use syncmend::app::App;
use syncmend::app::command::{Command, DocumentsCommand, TicketsCommand};
use syncmend::app::effects::platform::Replace;
use syncmend::app::model::open_ticket::OpenTicket;
use syncmend::app::model::state::State;
use syncmend::export::Audience;
use syncmend::privacy::CustomerText;
use syncmend::ticket::{Detail, EventKind};

use crate::support::{
    example, leave, now, open_ticket, press, run_command, service, ticket, window, write,
};

fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// The menus of a name.
fn menus<'a>(harness: &'a Harness<'_, App>, name: &'a str) -> Vec<Node<'a>> {
    let all = harness.query_all_by_label(name);
    all.filter(|node| node.accesskit_node().role() == Role::ComboBox).collect()
}

/// Makes a choice in a menu.
fn choose(harness: &mut Harness<'_, App>, menu: &str, choice: &str) {
    menus(harness, menu)[0].click();
    harness.run();
    harness.get_all_by_label(choice).last().expect("it is offered").click();
    harness.run();
}

#[test]
fn a_callback_that_is_being_typed_keeps_no_other_detail_from_changing() {
    let mut service = service();
    let before = example("HD-1").customer("Example School").at(&mut service);
    let mut open = OpenTicket::new(before.clone());
    "2026-11-25 15".clone_into(&mut open.details.callback);
    "pat@example.com".clone_into(&mut open.details.user);
    let customer = Detail::Customer(CustomerText::from("Example Bakery"));
    let elsewhere = EventKind::Detailed { detail: customer };
    let stored = service.record(before.ticket.id, vec![elsewhere]).expect("it is stored");
    open.refresh(stored);
    assert_eq!(open.details.customer, "Example Bakery");
    assert_eq!(open.details.callback, "2026-11-25 15", "it is still being typed");
    let user = Detail::User(CustomerText::from("pat@example.com"));
    assert_eq!(open.typed_details(), [user], "nothing else was typed");
}

#[test]
fn the_callback_stands_once_and_is_what_the_document_promises() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num3, Key::L]);
    assert_eq!(menus(&harness, "We call back").len(), 1);
    choose(&mut harness, "We call back", "Tomorrow, 09:00");
    assert_eq!(ticket(&harness).callback, Some(time("2026-11-24T09:00Z")));
    assert!(harness.query_by_label_contains("Tuesday, 24 November 2026").is_some());
    press(&mut harness, &[Key::Enter]);
    assert!(ticket(&harness).wait.is_some());
    assert_eq!(ticket(&harness).callback, Some(time("2026-11-24T09:00Z")), "waiting keeps it");
    choose(&mut harness, "We call back", "Nobody calls");
    assert_eq!(ticket(&harness).callback, None);
}

#[test]
fn a_callback_before_the_end_of_a_wait_is_warned_of() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num3, Key::L]);
    let warns = |harness: &Harness<'_, App>| {
        harness.query_by_label_contains("Before the wait ends").is_some()
    };
    choose(&mut harness, "We call back", "13:00 today");
    assert!(warns(&harness), "the wait that is suggested ends tomorrow");
    choose(&mut harness, "Waiting until", "10:00 today");
    assert!(!warns(&harness));
    choose(&mut harness, "Waiting until", "Tomorrow, 09:00");
    press(&mut harness, &[Key::Enter]);
    assert!(ticket(&harness).wait.is_some() && warns(&harness), "it is recorded");
    choose(&mut harness, "We call back", "Tomorrow, 09:00");
    assert!(!warns(&harness));
}

#[test]
fn a_callback_typed_is_stored_once_even_if_its_field_is_not_left() {
    let field = "We call back, at the customer\u{2019}s time";
    let mut service = service();
    let other = example("HD-1").at(&mut service).ticket.id;
    let first = example("HD-2").at(&mut service).ticket.id;
    let (mut harness, _) = window(service);
    run_command(&mut harness, Command::Tickets(TicketsCommand::Open(first)));
    press(&mut harness, &[Key::Num3]);
    let events = |harness: &Harness<'_, App>| open_ticket(harness).stored.events.len();
    let before = events(&harness);
    write(&mut harness, field, "2026-11-26 16:30");
    leave(&mut harness);
    assert_eq!(ticket(&harness).callback, Some(time("2026-11-26T16:30Z")));
    write(&mut harness, field, "2026-11-26 16:30");
    leave(&mut harness);
    assert_eq!(events(&harness), before + 1);
    write(&mut harness, field, "2026-11-27 10:00");
    for id in [other, first] {
        run_command(&mut harness, Command::Tickets(TicketsCommand::Open(id)));
    }
    assert_eq!(ticket(&harness).callback, Some(time("2026-11-27T10:00Z")));
}

#[test]
fn a_time_chosen_to_wait_until_stays_chosen_while_time_passes() {
    let mut state = State::new(now(), TimeZone::UTC);
    let an_hour = time("2026-11-23T10:00Z");
    assert!(state.wait_choices(None).contains(&an_hour));
    state.ending.until = Some(an_hour);
    for minutes in [1, 20, 59] {
        state.session.now = now() + SignedDuration::from_mins(minutes);
        assert_eq!(state.wait_in_view(), an_hour);
        assert!(state.wait_choices(Some(an_hour)).contains(&an_hour), "after {minutes} min");
    }
    state.session.now = now() + SignedDuration::from_mins(61);
    assert_ne!(state.wait_in_view(), an_hour, "nobody waits until what is over");
}

#[test]
fn a_time_chosen_for_one_wait_is_not_that_of_the_next() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num3, Key::L]);
    choose(&mut harness, "Waiting until", "13:00 today");
    press(&mut harness, &[Key::Enter]);
    let until = |harness: &Harness<'_, App>| ticket(harness).wait.expect("it waits");
    assert_eq!(until(&harness), time("2026-11-23T13:00Z"));
    press(&mut harness, &[Key::L, Key::Enter]);
    assert_eq!(until(&harness), time("2026-11-24T09:00Z"), "the suggested one");
}

#[test]
fn only_the_document_to_send_counts_as_saved() {
    let mut service = service();
    example("HD-1").fix("url-blocked").at(&mut service);
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::Num3]);
    let is_saved = |harness: &Harness<'_, App>| harness.query_by_label("Show in folder").is_some();
    let others = [
        DocumentsCommand::SavePacket,
        DocumentsCommand::SaveWalkthrough,
        DocumentsCommand::SaveTicketFile,
        DocumentsCommand::SetAudience(Audience::Internal),
        DocumentsCommand::Save,
        DocumentsCommand::SetAudience(Audience::Customer),
    ];
    for other in others {
        run_command(&mut harness, other.clone().into());
        let is_internal = other == DocumentsCommand::Save;
        assert_eq!(is_saved(&harness), is_internal, "{other:?}");
    }
    assert_eq!(recorder.asked.borrow().saved.len(), 4, "all of them were saved");
    // Saved on another screen, it is saved.
    press(&mut harness, &[Key::Num2]);
    run_command(&mut harness, DocumentsCommand::Save.into());
    press(&mut harness, &[Key::Num3]);
    assert!(is_saved(&harness));
}

#[test]
fn documents_are_saved_where_a_file_was_saved_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, recorder) = window(service);
    let path = folder.path().join("first.html");
    run_command(&mut harness, DocumentsCommand::SaveTo(path, Replace::Yes).into());
    run_command(&mut harness, DocumentsCommand::Save.into());
    let (_, job) = recorder.asked.borrow().saved.last().cloned().expect("it was saved");
    assert_eq!(job.folder.as_deref(), Some(folder.path()));
}
