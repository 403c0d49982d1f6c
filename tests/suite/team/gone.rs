//! What is deleted, purged or forgotten on one seat goes on every seat, without a trace in its files.

use jiff::SignedDuration;
use syncmend::privacy::InternalText;
use syncmend::team::{State, Status};
use syncmend::ticket::EventKind;
use syncmend::ticket::store::StoreError;

use crate::support::*;

#[test]
fn a_purge_reaches_every_seat_and_its_files_and_nothing_brings_it_back() {
    let (folder, other) = (folder(), folder());
    let server = Server::default();
    let (mut here, mut there) = (joined(service()), joined(service_in(folder.path())));
    let id = example("HD-1").note("zanzibarian canary").at(&mut here).ticket.id;
    settle(&mut [&mut here, &mut there], &server);
    assert!(holds(folder.path(), "zanzibarian"));
    let backup = other.path().join("backup.db");
    there.store().back_up(&backup).expect("it is written");

    let tomorrow = now().checked_add(SignedDuration::from_hours(24)).expect("a time");
    here.store().purge_unchanged_since(tomorrow).expect("it is purged");
    // Before it hears of that, the other seat goes on with the ticket.
    there.record(id, vec![note("zanzibarian again")]).expect("it is stored");
    settle(&mut [&mut here, &mut there], &server);
    for seat in [&mut here, &mut there] {
        assert!(everything(seat).is_empty());
        assert_eq!(Status::of(seat.store()).expect("it is read").state, State::UpToDate);
    }
    assert!(ids_held(&server).is_empty());
    assert!(!holds(folder.path(), "zanzibarian"), "a trace is left");

    there.store().restore(&backup, now()).expect("it is restored");
    assert!(everything(&mut there).is_empty(), "the backup does not bring it back");
    let mut third = joined(service());
    third.store().restore(&backup, now()).expect("it is restored");
    settle(&mut [&mut third, &mut here], &server);
    assert!(everything(&mut third).is_empty() && everything(&mut here).is_empty());
}

#[test]
fn a_forgotten_customer_is_forgotten_on_every_seat() {
    let folder = folder();
    let server = Server::default();
    let (mut here, mut there) = (joined(service()), joined(service_in(folder.path())));
    let customer = known_customer(&mut here, "Quillfeather Ltd", "ann@quillfeather.example.com");
    settle(&mut [&mut here, &mut there], &server);
    // A ticket of the customer that only the other seat has, and one that once was taken for theirs.
    let own = example("HD-2").user("bob@quillfeather.example.com").at(&mut there);
    assert_eq!(own.ticket.customer_id, Some(customer), "it is recognized there, too");
    let else_s = example("HD-3").at(&mut there);
    there.confirm_customer(else_s.ticket.id, customer).expect("it is linked");
    there.undo(else_s.ticket.id).expect("it is undone");
    assert!(holds(folder.path(), "quillfeather"));

    here.forget_customer(customer).expect("it is forgotten");
    settle(&mut [&mut here, &mut there], &server);
    assert_eq!(references(&mut there), ["HD-3"]);
    assert!(there.store().known_customer(customer).expect("it is read").is_none());
    let told = there.tell_of_customer(customer, Vec::new());
    assert!(told.is_err(), "nothing brings it back");
    for name in ["Quillfeather", "quillfeather"] {
        assert!(!holds(folder.path(), name), "{name} is left in the files");
    }
    server.with(|held| assert!(held.events().all(|event| !event.body.contains("uillfeather"))));
}

#[test]
fn who_may_not_delete_for_the_team_is_told_and_everything_else_is_sent() {
    let server = Server::default();
    let (mut here, mut there) = (joined(service()), joined(service()));
    let id = example("HD-1").at(&mut here).ticket.id;
    settle(&mut [&mut here, &mut there], &server);
    here.store().delete(id).expect("it is deleted");
    example("HD-2").at(&mut here);
    let mut connection = server.connect();
    connection.denied = true;
    let synced = sync_at(&mut here, &mut connection).expect("the rest is sent");
    assert_eq!(synced.sent, 1);
    assert!(synced.notices()[0].contains("syncmend_purge"), "{:?}", synced.notices());
    let status = Status::of(here.store()).expect("it is read");
    assert_eq!((status.state, status.to_send), (State::Refused, 1));
    settle(&mut [&mut here, &mut there], &server);
    assert_eq!(references(&mut there), ["HD-2"]);
    assert_eq!(Status::of(here.store()).expect("it is read").state, State::UpToDate);
}

#[test]
fn a_ticket_that_never_left_is_deleted_without_any_right() {
    let server = Server::default();
    let mut here = joined(service());
    let mut connection = server.connect();
    connection.denied = true;
    let empty = example("HD-1").at(&mut here).ticket.id;
    here.store().delete(empty).expect("it is deleted");
    let synced = sync_at(&mut here, &mut connection).expect("nothing is in the way");
    assert_eq!((synced.not_removed, synced.sent), (None, 0));
    assert_eq!(Status::of(here.store()).expect("it is read").state, State::UpToDate);
    // One whose push was cut may have left, whatever the team store says.
    let tried = example("HD-2").at(&mut here).ticket.id;
    sync_at(&mut here, &mut server.connect_until(4, 1)).expect_err("it is cut");
    assert_eq!(ids_held(&server).len(), 1);
    here.store().delete(tried).expect("it is deleted");
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    assert!(everything(&mut here).is_empty() && ids_held(&server).is_empty());
}

#[test]
fn a_ticket_deleted_here_is_not_pulled_again() {
    let server = Server::default();
    let mut here = joined(service());
    let id = example("HD-1").at(&mut here).ticket.id;
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    here.store().delete(id).expect("it is deleted");
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    assert!(matches!(here.store().load(id), Err(StoreError::NoTicket(_))));
    let text = InternalText::from("late");
    let late = here.record(id, vec![EventKind::Noted { step: None, text }]);
    assert!(late.is_err() && ids_held(&server).is_empty());
}
