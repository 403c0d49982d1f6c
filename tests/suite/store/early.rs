//! Events that arrive before the one that opens their ticket, as they may from other seats.

use fastrand::Rng;
use jiff::SignedDuration;
use syncmend::kb::CauseId;
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::ticket::order::sort;
use syncmend::ticket::store::{FILE_NAME, Query, StoreError, Stored};
use syncmend::ticket::{Detail, Event, EventKind, Outcome, Ticket, TicketId};
use syncmend::ticket_service::TicketService;

use crate::support::{example, files, now, pick, service, service_in};

/// What somebody did on another seat, in order.
fn history(chance: &mut Rng) -> Stored {
    let mut there = service();
    let customer = pick(chance, &["Rowan Homes", "Larkfield School"]);
    let mut stored = example("HD-1").customer(customer).at(&mut there);
    let id = stored.ticket.id;
    for number in 0..chance.usize(0..12) {
        let text = InternalText::from(format!("text {number}").as_str());
        let kind = match chance.usize(..7) {
            0 => EventKind::Noted { step: None, text },
            1 => EventKind::Reported { text },
            2 => EventKind::Closed { outcome: Outcome::ALL[chance.usize(..3)] },
            3 => EventKind::Reopened,
            4 => EventKind::FixChosen { cause: CauseId::from("no-license-seats"), method: None },
            5 => {
                let reference = CustomerText::from(format!("HD-{number}").as_str());
                EventKind::Detailed { detail: Detail::Reference(reference) }
            }
            _ => EventKind::Undone { event: stored.events[chance.usize(..stored.events.len())].id },
        };
        stored = there.record(id, vec![kind]).expect("it is stored");
    }
    stored
}

/// Parts of a list, in order, each of at least one.
fn parts<'a>(chance: &mut Rng, mut events: &'a [Event]) -> Vec<&'a [Event]> {
    let mut parts = Vec::new();
    while !events.is_empty() {
        let (part, rest) = events.split_at(chance.usize(1..=events.len().min(4)));
        parts.push(part);
        events = rest;
    }
    parts
}

fn shown(service: &mut TicketService) -> Vec<(String, String)> {
    let rows = service.store().list(&Query::default(), now()).expect("it is read").rows;
    rows.into_iter().map(|row| (row.reference, row.customer)).collect()
}

fn is_found(service: &mut TicketService, words: &str) -> bool {
    let query = Query { words: words.to_owned(), ..Query::default() };
    !service.store().list(&query, now()).expect("it is read").rows.is_empty()
}

/// Whether the ticket is there in no way.
fn is_hidden(service: &mut TicketService, id: TicketId) -> bool {
    let loaded = matches!(service.store().load(id), Err(StoreError::NoTicket(_)));
    let found = matches!(service.store().find(&id.to_string()), Err(StoreError::NoTicket(_)));
    let tallies = service.store().tallies(now()).expect("they are counted");
    let counted: u32 = tallies.states.iter().map(|(_, tickets)| tickets).sum();
    loaded && found && counted == 0 && shown(service).is_empty() && !is_found(service, "text")
}

#[test]
fn whatever_arrives_first_the_ticket_shows_once_its_opening_is_there() {
    let mut chance = Rng::with_seed(29);
    let (mut early, mut late) = (0, 0);
    for _ in 0..150 {
        let expected = history(&mut chance);
        let id = expected.ticket.id;
        let mut arriving = expected.events.clone();
        chance.shuffle(&mut arriving);
        let mut here = service();
        let mut arrived: Vec<Event> = Vec::new();
        for part in parts(&mut chance, &arriving) {
            let taken = here.store().take_in(id, part).expect("it is taken in");
            // What arrives twice changes nothing.
            let again = here.store().take_in(id, part).expect("it is there already");
            assert_eq!(taken.as_ref().map(|it| &it.events), again.as_ref().map(|it| &it.events));
            arrived.extend(part.iter().cloned());
            sort(&mut arrived);
            let folded = Ticket::fold(id, &arrived);
            assert_eq!(taken.map(|stored| stored.ticket), folded);
            if folded.is_none() {
                assert!(is_hidden(&mut here, id));
                early += 1;
            } else {
                assert_eq!(here.store().load(id).expect("it is shown").events, arrived);
                late += 1;
            }
        }
        let stored = here.store().load(id).expect("it is shown");
        assert_eq!((&stored.ticket, &stored.events), (&expected.ticket, &expected.events));
        let row = (expected.ticket.reference.as_str(), expected.ticket.customer.as_str());
        assert_eq!(shown(&mut here), [(row.0.to_owned(), row.1.to_owned())]);
    }
    assert!(early > 50 && late > 50, "{early} before their opening, {late} after it");
}

#[test]
fn what_arrived_early_stays_over_restarts_backups_and_recovery() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut there = service();
    let stored = example("HD-1").customer("Rowan Homes").note("zebrafinch").at(&mut there);
    let (id, opening, rest) = (stored.ticket.id, &stored.events[..1], &stored.events[1..]);
    let (here, other) = (folder.path().join("here"), folder.path().join("other"));
    let mut service = service_in(&here);
    assert!(service.store().take_in(id, rest).expect("it is kept").is_none());
    // Nobody works on what nobody sees.
    let note = EventKind::Noted { step: None, text: InternalText::from("mine") };
    let refused = service.record(id, vec![note]).expect_err("it is not there");
    assert!(refused.to_string().contains("no ticket"), "{refused}");
    drop(service);
    let mut service = service_in(&here);
    assert!(is_hidden(&mut service, id));
    let backup = folder.path().join("backup.db");
    service.store().back_up(&backup).expect("it is written");
    let mut restored = service_in(&other);
    restored.store().restore(&backup, now()).expect("it is taken in");
    assert!(is_hidden(&mut restored, id));
    for service in [&mut service, &mut restored] {
        let shown = service.store().take_in(id, opening).expect("it is kept").expect("it is shown");
        assert_eq!((&shown.ticket, &shown.events), (&stored.ticket, &stored.events));
        assert!(is_found(service, "zebrafinch"));
    }

    // Recovery cannot tell what is lost from what is still to come: the opening takes the place of its own.
    let damaged = folder.path().join("damaged");
    let mut service = service_in(&damaged);
    service.store().take_in(id, rest).expect("it is kept");
    drop(service);
    let file = damaged.join(FILE_NAME);
    let mut bytes = std::fs::read(&file).expect("it is there");
    bytes[..16].fill(0);
    std::fs::write(&file, bytes).expect("it is written");
    let mut recovered = service_in(&damaged);
    let named = recovered.store().load(id).expect("it is recovered").ticket;
    assert_eq!(named.reference.as_str(), "RECOVERED-1");
    let shown = recovered.store().take_in(id, opening).expect("it is kept").expect("it is shown");
    assert_eq!(shown.ticket, stored.ticket);
    assert_eq!(self::shown(&mut recovered), [("HD-1".to_owned(), "Rowan Homes".to_owned())]);
}

#[test]
fn what_arrived_early_of_a_forgotten_customer_goes_and_what_never_opens_is_purged() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut there = service();
    let first = example("HD-1").customer("Zebrafinch School").user("z@zebrafinch.example.com");
    let first = first.at(&mut there).ticket.id;
    let stored = there.remember_customer(first).expect("it is remembered");
    let customer = stored.ticket.customer_id.expect("it is linked");
    let stored = example("HD-2").user("y@zebrafinch.example.com").note("zebrafinch").at(&mut there);
    assert_eq!(stored.ticket.customer_id, Some(customer));
    let (id, opening, rest) = (stored.ticket.id, &stored.events[..1], &stored.events[1..]);
    let has_trace = || {
        let is_in = |(_, bytes): &(_, Vec<u8>)| bytes.windows(10).any(|part| part == b"zebrafinch");
        files(folder.path()).iter().any(is_in)
    };

    // What is known here when the customer is forgotten, and what arrives afterwards.
    let backup = tempfile::tempdir().expect("a folder");
    let backup = backup.path().join("backup.db");
    let mut service = service_in(folder.path());
    let theirs = there.store().load(first).expect("it is there").events;
    there.store().back_up(&backup).expect("it is written");
    service.store().restore(&backup, now()).expect("it is taken in");
    service.store().delete(id).expect("it is deleted");
    service.store().take_in(id, rest).expect("it is kept");
    assert!(service.forget_customer(customer).expect("it is forgotten").is_complete);
    assert!(!has_trace());
    assert!(matches!(service.store().take_in(id, rest), Err(StoreError::Forgotten)));
    assert!(matches!(service.store().take_in(first, &theirs), Err(StoreError::Forgotten)));
    let later = example("HD-3").user("x@zebrafinch.example.com").at(&mut there);
    service.store().take_in(later.ticket.id, &later.events[1..]).expect("nobody knows whose it is");
    let refused = service.store().take_in(later.ticket.id, &later.events[..1]);
    assert!(matches!(refused, Err(StoreError::Forgotten)), "{refused:?}");
    assert!(service.store().take_in(id, opening).is_err());

    // What never opens goes with what is old.
    let never = example("HD-4").note("kingfisher").at(&mut there);
    service.store().take_in(never.ticket.id, &never.events[1..]).expect("it is kept");
    let before = now().checked_sub(SignedDuration::from_hours(1)).expect("a time");
    service.store().purge_unchanged_since(before).expect("it is purged");
    assert_eq!(service.store().entries(never.ticket.id).expect("they are counted"), 1);
    let after = now().checked_add(SignedDuration::from_hours(1)).expect("a time");
    service.store().purge_unchanged_since(after).expect("it is purged");
    assert_eq!(service.store().entries(never.ticket.id).expect("they are counted"), 0);
}
