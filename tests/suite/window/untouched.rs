//! A new ticket that is left: which one nobody would miss, and where the window goes on.

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use syncmend::app::App;
use syncmend::app::command::{Command, DiagnoseCommand, TicketsCommand};
use syncmend::diagnosis::Answer;

use crate::evidence::formats::fixture;
use crate::support::{
    drop_files, example, hold, leave, notices, press, service, state, ticket, window,
};

fn rows(harness: &Harness<'_, App>) -> usize {
    state(harness).list.page.rows.len()
}

#[test]
fn two_new_tickets_in_a_row_lead_back_to_the_one_that_was_open() {
    let mut service = service();
    example("HD-1").at(&mut service);
    example("HD-2").at(&mut service);
    let (mut harness, _) = window(service);
    let before = ticket(&harness).reference.as_str().to_owned();
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    assert_eq!(rows(&harness), 3, "the first one is gone");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(ticket(&harness).reference.as_str(), before);
    assert_eq!(rows(&harness), 2);
    assert!(!notices(&harness).contains("no ticket"), "{}", notices(&harness));
}

#[test]
fn the_row_of_a_ticket_left_untouched_goes_at_once() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::Tickets(TicketsCommand::New));
    assert_eq!(rows(&harness), 1, "before the store has answered");
}

#[test]
fn a_new_ticket_that_is_chosen_in_the_list_stays_open() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    let new = ticket(&harness).id;
    press(&mut harness, &[Key::Enter]);
    leave(&mut harness);
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::Tickets(TicketsCommand::Open(new)));
    harness.run();
    assert_eq!(ticket(&harness).id, new);
    assert_eq!(rows(&harness), 2);
}

#[test]
fn a_new_ticket_for_which_files_are_read_is_not_left_untouched() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    press(&mut harness, &[Key::Enter]);
    let new = ticket(&harness).id;
    // It is left in the frame in which the files were dropped, before they are read.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    drop_files(&mut harness, &[&fixture("google-users-classic.csv")]);
    assert!(state(&harness).list.page.rows.iter().any(|row| row.id == new));
}

#[test]
fn an_answer_that_is_not_stored_yet_keeps_its_ticket() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    let new = ticket(&harness).id;
    let ctx = harness.ctx.clone();
    let answer = Command::Diagnose(DiagnoseCommand::AnswerNext(Answer::Yes));
    harness.state_mut().run(&ctx, answer);
    harness.state_mut().run(&ctx, Command::Tickets(TicketsCommand::New));
    harness.run();
    assert!(state(&harness).list.page.rows.iter().any(|row| row.id == new));
}
