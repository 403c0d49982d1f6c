//! What comes from a team store is checked: sizes, clocks, who wrote it, and what only a newer version knows.

use jiff::SignedDuration;
use serde_json::json;
use syncmend::kb::{KnowledgeBase, Model};
use syncmend::team::{Shared, SharedEvent, State, Status};
use syncmend::ticket::stamp::ClockReading;
use syncmend::ticket::{EventKind, SeatId, TicketId};
use syncmend::ticket_service::TicketService;
use uuid::Uuid;

use crate::support::*;

const FOREIGN: SeatId = SeatId(Uuid::from_u128(77));

fn shared(kind: &str, about: Uuid, id: Uuid, body: String) -> Shared {
    let kind = kind.to_owned();
    Shared::Event(SharedEvent { id, kind, about, seat: FOREIGN, body })
}

/// An event that another program or version put into the team store.
fn written(ticket: TicketId, clock: ClockReading, fields: &serde_json::Value) -> Shared {
    let id = Uuid::now_v7();
    let mut body = json!({
        "id": id, "at": now(), "by": "robin",
        "stamp": { "clock": clock.to_string(), "seat": FOREIGN },
    });
    for (name, value) in fields.as_object().expect("fields") {
        body[name] = value.clone();
    }
    shared("ticket", ticket.0, id, body.to_string())
}

fn an_hour_later() -> ClockReading {
    ClockReading::after(ClockReading::default(), later(1))
}

fn notes(seat: &mut TicketService, id: TicketId) -> usize {
    seat.store().load(id).expect("it is there").ticket.notes.len()
}

#[test]
fn what_no_syncmend_wrote_is_refused_counted_and_in_nobodys_way() {
    let server = Server::default();
    let (mut here, mut there) = (joined(service()), joined(service()));
    let id = example("HD-1").at(&mut here).ticket.id;
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    let note = |text: &str| json!({ "kind": "noted", "step": null, "text": text });
    let no_stamp = json!({ "id": Uuid::nil(), "at": now(), "by": "x", "kind": "reopened" });
    server.with(|held| {
        held.add(shared("ticket", id.0, Uuid::now_v7(), "{\"other\": \"program\"}".to_owned()));
        held.add(shared("ticket", id.0, Uuid::now_v7(), "not JSON".to_owned()));
        held.add(shared("customer", id.0, Uuid::now_v7(), "[]".to_owned()));
        held.add(shared("ticket", id.0, Uuid::nil(), no_stamp.to_string()));
        // An id that is not the event's, a text above what is accepted, and a body above all bounds.
        let mismatch = written(id, an_hour_later(), &note("mine"));
        if let Shared::Event(event) = mismatch {
            held.add(Shared::Event(SharedEvent { id: Uuid::now_v7(), ..event }));
        }
        held.add(written(id, an_hour_later(), &note(&"long ".repeat(30_000))));
        held.add(written(id, an_hour_later(), &note(&"huge ".repeat(2_000_000))));
        let too_large = SharedEvent {
            id: Uuid::now_v7(),
            kind: "ticket".to_owned(),
            about: id.0,
            seat: FOREIGN,
            body: String::new(),
        };
        held.add(Shared::TooLarge(too_large));
        held.add(written(id, an_hour_later(), &note("sound")));
    });
    for seat in [&mut here, &mut there] {
        let synced = sync_at(seat, &mut server.connect()).expect("nothing is in the way");
        assert_eq!(synced.refused, 8);
        assert!(synced.notices()[0].contains("8 entries were"), "{:?}", synced.notices());
        assert_eq!(notes(seat, id), 1, "the sound one is here");
        let status = Status::of(seat.store()).expect("it is read");
        assert_eq!((status.state, status.refused), (State::UpToDate, 8));
    }
    assert_eq!(everything(&mut here), everything(&mut there));
}

#[test]
fn a_clock_far_ahead_waits_until_its_time_has_come() {
    let mut server = Server::default();
    let (mut here, mut late) = (joined(service()), joined(service()));
    let id = example("HD-1").at(&mut here).ticket.id;
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    let clock = |hours| {
        let time = now().checked_add(SignedDuration::from_hours(hours)).expect("a time");
        ClockReading::after(ClockReading::default(), time)
    };
    let note = |text: &str| json!({ "kind": "noted", "step": null, "text": text });
    server.with(|held| {
        held.add(written(id, clock(23), &note("within a day")));
        held.add(written(id, clock(49), &note("two days ahead")));
    });
    let synced = sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    assert_eq!((synced.waiting, notes(&mut here, id)), (1, 1));
    assert!(synced.notices()[0].contains("more than a day ahead"), "{:?}", synced.notices());
    let own = here.record(id, vec![mine()]).expect("it is stored");
    let last = own.events.last().expect("there is one").stamp.expect("it has a place").clock;
    assert!(last < clock(24), "nobody else's clock is moved: {last}");

    // A seat that comes two days later takes it in at once; this one has had it waiting.
    server.now = days(2);
    let two_days_later = || days(2);
    for seat in [&mut here, &mut late] {
        let synced = sync_by(seat, &mut server.connect(), two_days_later).expect("it works");
        assert_eq!(synced.waiting, 0);
        assert_eq!(notes(seat, id), 3);
    }
    assert_eq!(everything(&mut here), everything(&mut late));
}

fn mine() -> EventKind {
    note("mine")
}

#[test]
fn a_seat_whose_clock_is_a_day_ahead_holds_back_and_is_told() {
    let mut server = Server::default();
    let (mut ahead, mut there) = (joined(service_at(|| days(3))), joined(service()));
    let id = example("HD-1").at(&mut ahead).ticket.id;
    let synced = sync_by(&mut ahead, &mut server.connect(), || days(3)).expect("it works");
    assert_eq!((synced.ahead, synced.sent), (1, 0));
    assert!(synced.notices()[0].contains("set the clock"), "{:?}", synced.notices());
    let status = Status::of(ahead.store()).expect("it is read");
    assert_eq!((status.state, status.to_send), (State::Refused, 1));
    assert!(ids_held(&server).is_empty());
    // The clock is set right, and time goes by.
    server.now = days(2);
    sync_by(&mut ahead, &mut server.connect(), || days(2)).expect("it works");
    sync_by(&mut there, &mut server.connect(), || days(2)).expect("it works");
    assert!(there.store().load(id).is_ok(), "it has arrived");
    assert_eq!(Status::of(ahead.store()).expect("it is read").state, State::UpToDate);
}

#[test]
fn clocks_a_day_behind_or_ahead_come_to_the_same() {
    let server = Server::default();
    let mut behind = joined(service_at(|| days(-1)));
    let (mut right, mut ahead) = (joined(service()), joined(service_at(|| days(1))));
    for (number, seat) in [&mut behind, &mut right, &mut ahead].into_iter().enumerate() {
        example(&format!("HD-{number}")).at(seat);
    }
    for round in 0..3 {
        for (seat, clock) in
            [(&mut behind, (|| days(-1)) as fn() -> _), (&mut right, now), (&mut ahead, || days(1))]
        {
            sync_by(seat, &mut server.connect(), clock).expect("it works");
            let all = everything(seat);
            if round == 1 {
                let (ticket, _) = all.last().expect("there is one");
                seat.record(ticket.id, vec![note("seen")]).expect("it is stored");
            }
        }
    }
    settle(&mut [&mut behind, &mut right, &mut ahead], &server);
    assert_eq!(everything(&mut behind), everything(&mut right));
    assert_eq!(everything(&mut behind), everything(&mut ahead));
    assert_eq!(everything(&mut ahead).len(), 3);
}

#[test]
fn what_only_a_newer_version_knows_is_kept_as_it_is_and_forwarded() {
    let mut server = Server::default();
    let mut here = joined(service());
    let id = example("HD-1").at(&mut here).ticket.id;
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    let assigned = json!({ "kind": "assigned", "to": "robin", "weight": 1.50 });
    let reopened = json!({ "kind": "reopened", "because": "a field of a newer version" });
    let other = shared("overlay", Uuid::from_u128(5), Uuid::now_v7(), "{\"a\":1}".to_owned());
    let newer =
        [written(id, an_hour_later(), &assigned), written(id, an_hour_later(), &reopened), other];
    server.with(|held| newer.iter().for_each(|row| held.add(row.clone())));
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    assert!(here.store().load(id).expect("it is read").ticket.is_newer);
    assert_eq!(Status::of(here.store()).expect("it is read").state, State::UpToDate);

    // The team store is lost and set up anew from a backup without any of it.
    let held = server.with(std::mem::take);
    "second".clone_into(&mut server.life);
    sync_at(&mut here, &mut server.connect()).expect("nothing is in the way");
    let bodies = |held: &Held| {
        let mut all: Vec<_> =
            held.events().map(|event| (event.id, event.kind.clone(), event.body.clone())).collect();
        all.sort();
        all
    };
    assert_eq!(server.with(|now| bodies(now)), bodies(&held), "to the letter");
}

#[test]
fn the_knowledge_base_that_a_ticket_is_pinned_to_comes_with_it() {
    let server = Server::default();
    let mut model: Model = kb().model().clone();
    model.causes[0].title.push_str(" (of last year)");
    let older = KnowledgeBase::new(model);
    let (mut here, mut there) = (joined(service()), joined(service()));
    let mut opened = opened();
    opened.what = EventKind::Opened { reference: "HD-1".into(), knowledge: older.fingerprint() };
    here.store().keep_knowledge(&older).expect("it is kept");
    let id = TicketId(Uuid::now_v7());
    here.store().append(id, &[opened]).expect("it begins");
    settle(&mut [&mut here, &mut there], &server);
    let stored = there.store().load(id).expect("it is there");
    assert_eq!(stored.ticket.knowledge, older.fingerprint());
    assert_eq!(stored.kb.fingerprint(), older.fingerprint(), "it is not replaced by today's");
}
