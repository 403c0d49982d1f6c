//! What one seat has, all have, in whatever order they push and pull.

use std::sync::{Arc, Mutex};

use fastrand::Rng;
use rusqlite::Connection as Sqlite;
use syncmend::kb::CauseId;
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::team::{State, Status, SyncError, TeamError};
use syncmend::ticket::customer::{Fact, ProfileChange};
use syncmend::ticket::store::FILE_NAME;
use syncmend::ticket::{Detail, EventKind, Outcome, TicketId};
use syncmend::ticket_service::TicketService;

use crate::support::*;

/// Something that a seat does with the tickets that it has.
pub fn act(chance: &mut Rng, seat: &mut TicketService, number: usize) {
    let all = everything(seat);
    let text = InternalText::from(format!("text {number}").as_str());
    if all.is_empty() || chance.usize(..5) == 0 {
        let customer = *pick(chance, &["Rowan Homes", "Larkfield School"]);
        let stored = example(&format!("HD-{number}")).customer(customer).at(seat);
        if chance.bool() {
            // Two customers with the name may be known by then, which is to be decided first.
            let _ = seat.remember_customer(stored.ticket.id);
        }
        return;
    }
    let (ticket, events) = pick(chance, &all);
    let kind = match chance.usize(..8) {
        0 => EventKind::Noted { step: None, text },
        1 => EventKind::Reported { text },
        2 => EventKind::Closed { outcome: Outcome::ALL[chance.usize(..3)] },
        3 => EventKind::Reopened,
        4 => EventKind::FixChosen { cause: CauseId::from("no-license-seats"), method: None },
        5 => {
            let reference = CustomerText::from(format!("HD-{number}").as_str());
            EventKind::Detailed { detail: Detail::Reference(reference) }
        }
        6 => {
            let Some(customer) = ticket.customer_id else { return };
            if seat.store().known_customer(customer).expect("it is read").is_some() {
                let told = vec![ProfileChange::Told { fact: Fact::Notes(text) }];
                seat.tell_of_customer(customer, told).expect("it is stored");
            }
            return;
        }
        _ => {
            let id = *pick(chance, events);
            EventKind::Undone { event: syncmend::ticket::EventId(id) }
        }
    };
    seat.record(ticket.id, vec![kind]).expect("it is stored");
}

#[test]
fn seats_that_push_and_pull_in_any_order_come_to_the_same() {
    let mut chance = Rng::with_seed(19);
    for round in 0..25 {
        let server = Server::default();
        let mut seats: Vec<TicketService> = (0..2 + round % 2).map(|_| joined(service())).collect();
        for number in 0..40 {
            let at = chance.usize(..seats.len());
            if chance.usize(..3) == 0 {
                let mut connection = server.connect();
                connection.most = chance.usize(1..6);
                sync_at(&mut seats[at], &mut connection).expect("nothing is in the way");
            } else {
                act(&mut chance, &mut seats[at], number);
            }
        }
        settle(&mut seats.iter_mut().collect::<Vec<_>>(), &server);
        let expected = everything(&mut seats[0]);
        assert!(!expected.is_empty());
        let customers = seats[0].store().customers(100).expect("they are read");
        for seat in &mut seats {
            assert_eq!(everything(seat), expected);
            assert_eq!(seat.store().customers(100).expect("they are read"), customers);
            let status = Status::of(seat.store()).expect("it is read");
            assert_eq!((status.state, status.to_send), (State::UpToDate, 0));
        }
        let of_tickets: usize = expected.iter().map(|(_, events)| events.len()).sum();
        let customer_events =
            server.with(|held| held.events().filter(|event| event.kind == "customer").count());
        assert_eq!(ids_held(&server).len(), of_tickets + customer_events);
    }
}

#[test]
fn what_others_commit_between_the_calls_of_a_sync_is_not_missed() {
    let mut chance = Rng::with_seed(3);
    let server = Server::default();
    let mut here = joined(service());
    let mut others: Vec<TicketService> = (0..2).map(|_| joined(service())).collect();
    for number in 0..20 {
        act(&mut chance, &mut others[number % 2], number);
    }
    let mut chance = Rng::with_seed(5);
    let there = server.clone();
    let mut connection = server.connect();
    connection.most = 2;
    let mut number = 100;
    // The other seats push between any two calls of this one.
    let shared = Arc::new(Mutex::new(others));
    let meanwhile = shared.clone();
    connection.meanwhile = Some(Box::new(move || {
        let seat = &mut meanwhile.lock().expect("nobody broke")[number % 2];
        if number < 140 {
            act(&mut chance, seat, number);
            sync_at(seat, &mut there.connect()).expect("nothing is in the way");
        }
        number += 1;
    }));
    sync_at(&mut here, &mut connection).expect("nothing is in the way");
    drop(connection);
    let mut others = shared.lock().expect("nobody broke");
    let (one, other) = others.split_at_mut(1);
    settle(&mut [&mut here, &mut one[0], &mut other[0]], &server);
    assert_eq!(everything(&mut here), everything(&mut one[0]));
    assert_eq!(everything(&mut here), everything(&mut other[0]));
}

#[test]
fn nothing_is_sent_or_queued_without_a_team_store_and_leaving_stops_it() {
    let server = Server::default();
    let mut seat = service();
    example("HD-1").at(&mut seat);
    let refused = sync_at(&mut seat, &mut server.connect()).expect_err("none is named");
    assert!(matches!(refused, SyncError::NoTeam), "{refused}");
    assert_eq!(Status::of(seat.store()).expect("it is read").state, State::Off);
    assert_eq!(seat.store().to_send().expect("it is counted"), 0);

    let mut seat = joined(seat);
    assert_eq!(
        seat.store().to_send().expect("it is counted"),
        1,
        "what was there before goes, too"
    );
    sync_at(&mut seat, &mut server.connect()).expect("nothing is in the way");
    example("HD-2").at(&mut seat);
    assert_eq!(seat.store().to_send().expect("it is counted"), 1);
    seat.store().leave_team().expect("it leaves");
    example("HD-3").at(&mut seat);
    let status = Status::of(seat.store()).expect("it is read");
    assert_eq!((status.state, status.to_send, status.seats), (State::Off, 0, vec![]));
    assert_eq!(everything(&mut seat).len(), 3, "what is here stays here");
    assert_eq!(ids_held(&server).len(), 1);
}

#[test]
fn what_leaves_is_masked_though_it_was_let_through_here() {
    let server = Server::default();
    let (mut here, mut there) = (joined(service()), joined(service()));
    let secret = "password: Tr0ub4dor&3-horse";
    let stored = example("HD-1").at(&mut here);
    let text = InternalText::from(secret);
    let noted = vec![EventKind::Noted { step: None, text }];
    here.record_as_is(stored.ticket.id, noted).expect("it is stored");
    settle(&mut [&mut here, &mut there], &server);
    server.with(|held| assert!(held.events().all(|event| !event.body.contains("Tr0ub4dor"))));
    let note = |seat: &mut TicketService| {
        let stored = seat.store().load(stored.ticket.id).expect("it is there");
        stored.ticket.notes[0].text.for_insiders().to_owned()
    };
    assert_eq!(note(&mut here), secret, "here it stays as it was let through");
    assert!(note(&mut there).contains("masked"), "{}", note(&mut there));
}

#[test]
fn another_team_store_at_the_address_is_refused_and_a_restored_one_is_filled_again() {
    let mut server = Server::default();
    let (mut here, mut there) = (joined(service()), joined(service()));
    example("HD-1").at(&mut here);
    settle(&mut [&mut here, &mut there], &server);
    let backup = server.with(|held| held.clone());
    example("HD-2").at(&mut there);
    settle(&mut [&mut here, &mut there], &server);

    let other = Server { store: uuid::Uuid::from_u128(10), ..Server::default() };
    let refused = sync_at(&mut here, &mut other.connect()).expect_err("it is another");
    assert!(matches!(refused, SyncError::Team(TeamError::AnotherStore)), "{refused}");
    assert!(ids_held(&other).is_empty());
    assert_eq!(Status::of(here.store()).expect("it is read").state, State::Refused);

    // The backup is restored, and somebody works on before the others come back.
    server.with(|held| *held = backup);
    "second".clone_into(&mut server.life);
    let mut third = joined(service());
    example("HD-3").at(&mut third);
    example("HD-4").at(&mut third);
    sync_at(&mut third, &mut server.connect()).expect("nothing is in the way");
    settle(&mut [&mut here, &mut there, &mut third], &server);
    assert_eq!(references(&mut here), ["HD-1", "HD-2", "HD-3", "HD-4"]);
    assert_eq!(everything(&mut here), everything(&mut there));
    assert_eq!(everything(&mut here), everything(&mut third));
    assert_eq!(ids_held(&server).len(), 4);
}

#[test]
fn a_copied_data_folder_is_a_seat_of_its_own() {
    let (folder, copy) = (folder(), folder());
    let server = Server::default();
    let mut here = joined(service_in(folder.path()));
    example("HD-1").note("sent").at(&mut here);
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    example("HD-2").note("not sent yet").at(&mut here);
    let seat = here.store().seat();
    drop(here);
    std::fs::copy(folder.path().join(FILE_NAME), copy.path().join(FILE_NAME)).expect("copied");
    let (mut here, mut there) = (service_in(folder.path()), service_in(copy.path()));
    assert_ne!(there.store().seat(), seat);
    example("HD-3").at(&mut there);
    settle(&mut [&mut there, &mut here], &server);
    assert_eq!(references(&mut here), ["HD-1", "HD-2", "HD-3"]);
    assert_eq!(everything(&mut here), everything(&mut there));
    assert_eq!(ids_held(&server).len(), 5);
    assert_eq!(Status::of(here.store()).expect("it is read").seats.len(), 2);
}

#[test]
fn a_backup_brings_no_team_store_and_a_recovered_store_gets_back_what_it_lost() {
    let (folder, other) = (folder(), folder());
    let server = Server::default();
    let mut here = joined(service_in(folder.path()));
    let first: Vec<TicketId> =
        (1..30).map(|number| example(&format!("HD-{number}")).at(&mut here).ticket.id).collect();
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    let expected = everything(&mut here);
    let backup = other.path().join("backup.db");
    here.store().back_up(&backup).expect("it is written");
    let mut fresh = service_in(&other.path().join("fresh"));
    fresh.store().restore(&backup, now()).expect("it is restored");
    assert_eq!(everything(&mut fresh).len(), first.len());
    assert_eq!(fresh.store().team().expect("it is read"), None);
    drop(here);

    // Some rows are lost in a way that recovery does not see.
    let db = Sqlite::open(folder.path().join(FILE_NAME)).expect("it opens");
    db.execute("DELETE FROM event WHERE seq < 20", []).expect("they go");
    drop(db);
    let path = folder.path().join(FILE_NAME);
    let mut bytes = std::fs::read(&path).expect("it is read");
    bytes[100..200].fill(0x5a);
    std::fs::write(&path, bytes).expect("it is damaged");
    let mut here = service_in(folder.path());
    assert!(here.store().team().expect("it is read").is_some(), "it stays in its team");
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    let found: Vec<_> =
        everything(&mut here).into_iter().map(|(ticket, _)| ticket.reference).collect();
    let expected: Vec<_> = expected.into_iter().map(|(ticket, _)| ticket.reference).collect();
    assert_eq!(found, expected);
}
