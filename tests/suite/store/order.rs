//! One order for the events of several seats, in whatever order they arrive.

use std::fs;

use fastrand::Rng;
use jiff::SignedDuration;
use rusqlite::Connection;
use serde_json::json;
use syncmend::export::{Audience, DocumentKind, Format};
use syncmend::privacy::InternalText;
use syncmend::ticket::customer::{Fact, ProfileChange};
use syncmend::ticket::order::{latest, sort, stamp};
use syncmend::ticket::stamp::ClockReading;
use syncmend::ticket::store::{FILE_NAME, StoreError};
use syncmend::ticket::{Event, EventId, EventKind, Outcome, SeatId, Ticket, TicketId};
use syncmend::ticket_service::{ServiceError, TicketService};
use uuid::Uuid;

use crate::documents::legible::written;
use crate::support::{event, example, file, now, opened, service, service_in};

const HERE: SeatId = SeatId(Uuid::from_u128(1));
const THERE: SeatId = SeatId(Uuid::from_u128(2));

/// Something that one seat does, which may undo what it has seen.
fn anything(chance: &mut Rng, seen: &[Event]) -> EventKind {
    match chance.usize(..5) {
        0 => EventKind::Noted {
            step: None,
            text: InternalText::from(format!("note {}", chance.u16(..)).as_str()),
        },
        1 => EventKind::Closed { outcome: Outcome::ALL[chance.usize(..3)] },
        2 => EventKind::Reopened,
        3 => EventKind::Reported {
            text: InternalText::from(format!("text {}", chance.u16(..)).as_str()),
        },
        _ => EventKind::Undone { event: seen[chance.usize(..seen.len())].id },
    }
}

/// What two seats did to a ticket whose clocks are up to a day apart. Each goes on from what it has
/// seen, which is its own and, now and then, the other's. Returns the events with the ids that each had
/// seen when it was recorded.
fn two_seats(chance: &mut Rng) -> Vec<(Event, Vec<EventId>)> {
    let mut first = vec![opened()];
    stamp(&mut first, ClockReading::default(), HERE);
    let mut all = vec![(first[0].clone(), Vec::new())];
    let mut seen = [first.clone(), first];
    let apart = SignedDuration::from_secs(chance.i64(-86_400..86_400));
    for second in 0..chance.i64(1..30) {
        let side = chance.usize(..2);
        if chance.usize(..3) == 0 {
            seen[side] = all.iter().map(|(event, _)| event.clone()).collect();
        }
        let skew = if side == 1 { apart } else { SignedDuration::ZERO };
        let at = now() + SignedDuration::from_secs(second) + skew;
        let mut new = [event("pat", at, anything(chance, &seen[side]))];
        stamp(&mut new, latest(&seen[side]), [HERE, THERE][side]);
        all.push((new[0].clone(), seen[side].iter().map(|event| event.id).collect()));
        seen[side].extend(new);
    }
    all
}

#[test]
fn ten_thousand_shuffled_arrivals_of_two_seats_fold_alike() {
    let mut chance = Rng::with_seed(17);
    let id = TicketId(Uuid::nil());
    for _ in 0..200 {
        let recorded = two_seats(&mut chance);
        let mut events: Vec<Event> = recorded.iter().map(|(event, _)| event.clone()).collect();
        sort(&mut events);
        let expected = Ticket::fold(id, &events).expect("it begins");
        let place = |id: &EventId| events.iter().position(|event| event.id == *id);
        for (event, seen) in &recorded {
            let own = place(&event.id);
            assert!(seen.iter().all(|seen| place(seen) < own), "an event precedes what it knew");
        }
        for _ in 0..50 {
            let mut arrived = events.clone();
            chance.shuffle(&mut arrived);
            sort(&mut arrived);
            assert_eq!(Ticket::fold(id, &arrived), Some(expected.clone()));
        }
    }
}

#[test]
fn two_stores_come_to_the_same_ticket_whatever_arrives_first() {
    let mut chance = Rng::with_seed(4);
    let id = TicketId(Uuid::from_u128(7));
    for _ in 0..20 {
        let events: Vec<Event> =
            two_seats(&mut chance).into_iter().map(|(event, _)| event).collect();
        let arrive = |order: &[Event]| {
            let mut service = service();
            service.store().append(id, &events[..1]).expect("it begins");
            for event in order {
                service.store().append(id, std::slice::from_ref(event)).expect("it is taken");
            }
            service.store().load(id).expect("it is there").ticket
        };
        let mut other = events.clone();
        chance.shuffle(&mut other);
        assert_eq!(arrive(&events), arrive(&other));
    }
}

#[test]
fn readings_sort_like_their_texts_and_come_back() {
    let first = ClockReading::after(ClockReading::default(), now());
    let mut readings = vec![first];
    for _ in 0..70_000 {
        readings.push(ClockReading::after(readings[readings.len() - 1], now()));
    }
    let texts: Vec<String> = readings.iter().map(ToString::to_string).collect();
    assert!(readings.is_sorted() && texts.is_sorted());
    assert!(
        readings.windows(2).all(|two| two[0] != two[1]),
        "more readings than a millisecond has"
    );
    assert_eq!(texts[70_000].parse(), Ok(readings[70_000]));
    for wrong in ["", "0-0", "01a2b3c4d5e6-00g1", "01a2b3c4d5e6+0001", "+1a2b3c4d5e6-0001"] {
        assert!(wrong.parse::<ClockReading>().is_err(), "{wrong}");
    }
}

/// Adds what a later version might have recorded on another seat.
fn add_newer(service: &mut TicketService, id: TicketId) {
    let events = service.store().load(id).expect("it is there").events;
    let clock = ClockReading::after(latest(&events), now()).to_string();
    let event = json!({
        "id": Uuid::now_v7(), "at": now(), "by": "robin", "kind": "assigned", "to": "robin",
        "stamp": { "clock": clock, "seat": THERE },
    });
    let event: Event = serde_json::from_value(event).expect("it is an event");
    service.store().append(id, &[event]).expect("it is kept");
}

#[test]
fn what_only_a_newer_version_knows_is_kept_and_its_ticket_can_be_read() {
    let mut here = service();
    let id = example("HD-1").note("before").at(&mut here).ticket.id;
    add_newer(&mut here, id);
    let stored = here.store().load(id).expect("it is read");
    assert!(stored.ticket.is_newer && stored.ticket.notes.len() == 1);
    let refused = here.record(id, vec![EventKind::Reopened]).expect_err("it cannot be changed");
    assert!(matches!(refused, ServiceError::Store(StoreError::NewerTicket)), "{refused}");
    let json = file(&stored, DocumentKind::Checklist(Audience::Internal), Format::Json);
    let json = String::from_utf8(json).expect("it is text");
    assert!(
        json.contains("\"kind\": \"assigned\"") && json.contains("\"to\": \"robin\""),
        "{json}"
    );
    let there = service().import(&json).expect("it goes on");
    assert_eq!(there.events, stored.events);
}

#[test]
fn a_copied_data_folder_is_another_seat_and_undo_is_ones_own() {
    let (folder, copy) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut here = service_in(folder.path());
    let id = example("HD-1").note("here").at(&mut here).ticket.id;
    let seat = here.store().seat();
    drop(here);
    assert_eq!(service_in(folder.path()).store().seat(), seat, "it stays");
    fs::copy(folder.path().join(FILE_NAME), copy.path().join(FILE_NAME)).expect("it is copied");
    let mut there = service_in(copy.path());
    assert_ne!(there.store().seat(), seat);
    assert!(matches!(there.undo(id), Err(ServiceError::NothingToUndo)), "the other seat wrote it");
    assert!(service_in(folder.path()).undo(id).expect("its own").ticket.notes.is_empty());
}

#[test]
fn events_of_an_older_store_get_the_same_stamps_on_every_machine() {
    let read = |version: u32| {
        let folder = tempfile::tempdir().expect("a folder");
        let root = env!("CARGO_MANIFEST_DIR");
        let fixture = format!("{root}/tests/fixtures/store-{version}.db");
        fs::copy(fixture, folder.path().join(FILE_NAME)).expect("it is copied");
        let mut service = service_in(folder.path());
        let rows = service.store().list(&syncmend::ticket::store::Query::default(), now());
        let ids: Vec<TicketId> = rows.expect("it is read").rows.iter().map(|row| row.id).collect();
        ids.into_iter()
            .map(|id| service.store().load(id).expect("it is read").events)
            .collect::<Vec<_>>()
    };
    for version in 1..=2 {
        let (one, other) = (read(version), read(version));
        assert!(!one.is_empty());
        assert_eq!(one, other);
        for events in one {
            let of_nobody =
                |event: &Event| event.stamp.is_some_and(|stamp| stamp.seat == SeatId::BEFORE_SEATS);
            assert!(events.iter().all(of_nobody));
            assert!(events.is_sorted_by_key(|event| event.stamp));
        }
    }
}

#[test]
fn a_clock_that_is_years_ahead_moves_nobody_elses() {
    let folder = tempfile::tempdir().expect("a folder");
    let last: ClockReading = "ffffffffffff-ffff".parse().expect("a reading");
    assert_eq!(ClockReading::after(last, now()).to_string().parse(), Ok(last));

    // Of a ticket file, of a backup, and of what a backup says of a customer.
    let mut there = service_in(&folder.path().join("there"));
    let theirs = example("HD-1").customer("Kingfisher").note("first").at(&mut there);
    let theirs = there.remember_customer(theirs.ticket.id).expect("it is remembered");
    let customer = theirs.ticket.customer_id.expect("it is linked");
    let ahead = |text: &str| {
        let clock = text.find("\"clock\"").map(|at| &text[at..at + 30]);
        let clock = clock.and_then(|part| part.split('"').nth(3)).expect("a clock");
        text.replace(&clock[..8], "ffffffff")
    };
    let json = written(&theirs, Format::Json, Audience::Internal);
    let db = Connection::open(folder.path().join("there").join(FILE_NAME)).expect("it opens");
    for table in ["event", "customer_event"] {
        let select = format!("SELECT seq, body FROM {table}");
        let mut statement = db.prepare(&select).expect("it is prepared");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let rows: Vec<(i64, String)> = rows.and_then(Iterator::collect).expect("they are read");
        for (seq, body) in rows {
            let update = format!("UPDATE {table} SET body = ?2 WHERE seq = ?1");
            db.execute(&update, (seq, ahead(&body))).expect("it is changed");
        }
    }
    let backup = folder.path().join("backup.db");
    there.store().back_up(&backup).expect("it is written");

    let mut by_file = service();
    by_file.import(&ahead(&json)).expect("it is taken in");
    let mut by_backup = service();
    by_backup.store().restore(&backup, now()).expect("it is taken in");
    for service in [&mut by_file, &mut by_backup] {
        let text = InternalText::from("afterwards");
        let note = EventKind::Noted { step: None, text };
        service.record(theirs.ticket.id, vec![note]).expect("it is stored");
        let stored = service.store().load(theirs.ticket.id).expect("it is read");
        assert_eq!(stored.ticket.notes.len(), 2);
        let soon = ClockReading::after(last, now()).believed(now() + SignedDuration::from_hours(1));
        assert!(latest(&stored.events) < soon, "{}", latest(&stored.events));
        let last = stored.events.last().expect("there is one");
        assert!(
            matches!(&last.what, EventKind::Noted { text, .. } if text.for_insiders() == "afterwards")
        );
    }
    let notes = Fact::Notes(InternalText::from("new"));
    let told = vec![ProfileChange::Told { fact: notes }];
    let (profile, _) = by_backup.tell_of_customer(customer, told).expect("it is stored");
    assert_eq!(profile.notes.for_insiders(), "new");
}
