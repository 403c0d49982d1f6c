//! The customer of a ticket, as the window shows and forgets one.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use rusqlite::Connection;
use syncmend::app::command::{Command, CustomerCommand, TicketsCommand};
use syncmend::ticket::store::FILE_NAME;

use crate::support::{
    example, notices, open_ticket, press, run_command, service, service_in, ticket, window,
};

#[test]
fn a_damaged_earlier_ticket_hides_neither_the_profile_nor_the_other_tickets() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    let user = "sam@larkfield.example.com";
    let text = "Passwords are refused";
    let first = example("HD-1").customer("Larkfield School").user(user).reported(text);
    let first = first.at(&mut service).ticket.id;
    service.remember_customer(first).expect("it is remembered");
    let next = example("HD-2").user(user).reported("New teachers are missing").at(&mut service);
    assert!(next.ticket.customer_id.is_some(), "it is recognized");
    let db = Connection::open(folder.path().join(FILE_NAME)).expect("it opens");
    let broken = db.execute("UPDATE event SET body = '{' WHERE body LIKE '%are refused%'", []);
    assert_eq!(broken.expect("it is written"), 1);
    let (mut harness, _) = window(service);
    run_command(&mut harness, Command::Tickets(TicketsCommand::Open(next.ticket.id)));
    press(&mut harness, &[Key::T]);
    let customer = &open_ticket(&harness).customer;
    assert_eq!(customer.profile.as_ref().map(|it| it.name.as_str()), Some("Larkfield School"));
    assert_eq!(customer.tickets.len(), 2);
    assert!(harness.query_by_label_contains("cannot be read").is_some());
}

#[test]
fn that_a_customer_is_forgotten_is_still_said_beside_the_next_ticket() {
    let mut service = service();
    let other = example("HD-1").customer("Example Bakery").at(&mut service).ticket.id;
    let first = example("HD-2").customer("Larkfield School").at(&mut service).ticket.id;
    let linked = service.remember_customer(first).expect("it is remembered");
    let id = linked.ticket.customer_id.expect("it is linked");
    let (mut harness, _) = window(service);
    run_command(&mut harness, Command::Tickets(TicketsCommand::Open(first)));
    run_command(&mut harness, Command::Customer(CustomerCommand::Forget(id)));
    assert_eq!(ticket(&harness).id, other);
    assert!(notices(&harness).contains("forgotten, with 1 ticket"), "{}", notices(&harness));
}

#[test]
fn that_a_ticket_is_deleted_is_still_said_beside_the_next_one() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let second = example("HD-2").at(&mut service).ticket.id;
    let (mut harness, _) = window(service);
    run_command(&mut harness, Command::Tickets(TicketsCommand::Open(second)));
    run_command(&mut harness, Command::Tickets(TicketsCommand::AskToDelete));
    harness.get_all_by_label("Delete HD-2").last().expect("it asks").click();
    harness.run();
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1");
    assert!(notices(&harness).contains("was deleted"), "{}", notices(&harness));
}
