//! History: undo and redo as events, what the window shows of them, and histories of random length.

use std::sync::Arc;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use fastrand::Rng;
use jiff::SignedDuration;
use syncmend::built_in;
use syncmend::diagnosis::Answer;
use syncmend::kb::difference::{Subject, difference};
use syncmend::kb::{CauseId, KbFile, KnowledgeBase, MethodId, StepId, SymptomId, read};
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::ticket::history::{Author, last_redoable, last_undoable};
use syncmend::ticket::store::{Query, Store, Stored};
use syncmend::ticket::{
    Detail, Event, EventKind, Outcome, SeatId, StepResult, Summary, Ticket, TicketId,
};
use syncmend::ticket_service::{ServiceError, TicketService};
use uuid::Uuid;

use crate::support::{
    content, event, example, kb, note, now, open_ticket, opened, service, service_in, window,
};

/// Something that may happen to a ticket, from a small world in which much meets.
fn anything(chance: &mut Rng) -> EventKind {
    let number = chance.usize(..3);
    let symptom = SymptomId::from(["a", "b", "c"][number]);
    let cause = CauseId::from(["import-timing", "broken-sync-connection", "gone"][number]);
    let method = MethodId::from(["main", "other-admin"][chance.usize(..2)]);
    let step = StepId::from(["reactivate-sync", "run-manual-import"][chance.usize(..2)]);
    match chance.usize(..11) {
        0 => EventKind::Detailed { detail: Detail::Customer(CustomerText::from("Example")) },
        1 => EventKind::Reported { text: InternalText::from(["x", "y", "z"][number]) },
        2 => EventKind::Answered { symptom, answer: Some(Answer::ALL[number]) },
        3 => EventKind::Answered { symptom, answer: None },
        4 => EventKind::PutOff { symptom },
        5 => EventKind::FixChosen { cause, method: None },
        6 => EventKind::Stepped {
            step,
            cause,
            method,
            result: [StepResult::Done, StepResult::Skipped, StepResult::NoEffect][number],
            wait_until: (chance.u8(..2) == 0).then(|| {
                now().checked_add(SignedDuration::from_hours([1, 2, 3][number])).expect("a time")
            }),
        },
        7 => EventKind::WaitEnded { step, cause, method },
        8 => note(["x", "y", "z"][number]),
        9 => EventKind::Closed { outcome: Outcome::Solved },
        _ => EventKind::Reopened,
    }
}

fn author(account: &str) -> Author<'_> {
    Author { account, seat: SeatId::BEFORE_SEATS }
}

/// A random history of two accounts, undos and redos included.
fn random_history(chance: &mut Rng, length: usize) -> Vec<Event> {
    let mut events = vec![opened()];
    let mut at = now();
    for _ in 0..length {
        at = at.checked_add(SignedDuration::from_secs(1)).expect("a time");
        let by = ["pat", "robin"][chance.usize(..2)];
        let target = match chance.usize(..4) {
            0 => last_undoable(&events, author(by)),
            1 => last_redoable(&events, author(by)),
            _ => None,
        };
        let what = match target {
            Some(target) => EventKind::Undone { event: target.id },
            None => anything(chance),
        };
        events.push(event(by, at, what));
    }
    events
}

fn fold(events: &[Event]) -> Ticket {
    Ticket::fold(TicketId(Uuid::nil()), events).expect("a ticket begins")
}

#[test]
fn in_random_histories_undo_and_redo_are_each_others_inverse() {
    let mut chance = Rng::with_seed(3);
    for _ in 0..500 {
        let length = chance.usize(..40);
        let mut events = random_history(&mut chance, length);
        for by in ["pat", "robin"] {
            let before = fold(&events);
            let done = event(by, now(), anything(&mut chance));
            events.push(done.clone());
            let after = fold(&events);
            let last = last_undoable(&events, author(by)).expect("the last thing done");
            assert_eq!(last.id, done.id);
            events.push(event(by, now(), EventKind::Undone { event: done.id }));
            assert_eq!(content(&fold(&events)), content(&before), "undo inverts");
            let undo = last_redoable(&events, author(by)).expect("the undo").id;
            events.push(event(by, now(), EventKind::Undone { event: undo }));
            assert_eq!(content(&fold(&events)), content(&after), "redo inverts undo");
            let again = last_undoable(&events, author(by)).expect("it stands again").id;
            assert_eq!(again, done.id);
        }
    }
}

#[test]
fn random_histories_replay_to_the_same_ticket_and_row_however_they_were_stored() {
    let mut chance = Rng::with_seed(9);
    let folder = tempfile::tempdir().expect("a folder");
    for round in 0..30 {
        let length = chance.usize(..60);
        let events = random_history(&mut chance, length);
        let ticket = TicketId(Uuid::now_v7());
        let mut service = service_in(folder.path());
        // One by one, several at once, some twice.
        let mut from = 0;
        let mut last = None;
        while from < events.len() {
            let to = (from + 1 + chance.usize(..5)).min(events.len());
            let again = from.saturating_sub(chance.usize(..3));
            last = Some(service.store().append(ticket, &events[again..to]).expect("it is taken"));
            from = to;
        }
        let stored = last.expect("a ticket begins");
        let ids = |events: &[Event]| events.iter().map(|event| event.id).collect::<Vec<_>>();
        assert_eq!(ids(&stored.events), ids(&events), "round {round}");
        drop(service);
        let mut service = service_in(folder.path());
        let read = service.store().load(ticket).expect("it is read");
        assert_eq!(read.ticket, stored.ticket);
        assert_eq!(Ticket::fold(ticket, &events), Some(read.ticket.clone()));
        let rows = service.store().list(&Query::default(), now()).expect("it is read").rows;
        let row = rows.iter().find(|row| row.id == ticket).expect("it has a row");
        let at = |row: &Summary| Summary { changed_at: now(), ..row.clone() };
        assert_eq!(at(row), at(&Summary::of(&read.ticket, &read.kb)));
    }
}

/// What an account does that touches nothing the other one touches.
fn apart(chance: &mut Rng, side: usize) -> EventKind {
    let symptom = SymptomId::from([["a", "b"], ["c", "d"]][side][chance.usize(..2)]);
    let cause = CauseId::from(["import-timing", "broken-sync-connection"][side]);
    let method = MethodId::from("main");
    let step = StepId::from(["s", "t"][chance.usize(..2)]);
    match chance.usize(..4) {
        0 => EventKind::Answered { symptom, answer: Some(Answer::ALL[chance.usize(..3)]) },
        1 => EventKind::Answered { symptom, answer: None },
        2 => {
            let wait_until = (chance.u8(..2) == 0).then_some(now());
            EventKind::Stepped { step, cause, method, result: StepResult::Done, wait_until }
        }
        _ => EventKind::WaitEnded { step, cause, method },
    }
}

#[test]
fn the_order_of_two_writers_does_not_matter_where_they_touch_different_things() {
    let mut chance = Rng::with_seed(21);
    for _ in 0..300 {
        let write = |chance: &mut Rng, side: usize| -> Vec<Event> {
            (0..chance.usize(..12)).map(|_| event("pat", now(), apart(chance, side))).collect()
        };
        let (left, right) = (write(&mut chance, 0), write(&mut chance, 1));
        let mut mixed = vec![opened()];
        let (mut l, mut r) = (left.iter(), right.iter());
        while l.len() + r.len() > 0 {
            let side = if chance.u8(..2) == 0 { l.next().or_else(|| r.next()) } else { r.next() };
            mixed.extend(side.cloned());
        }
        let one = [vec![mixed[0].clone()], left.clone(), right.clone()].concat();
        let other = [vec![mixed[0].clone()], right, left].concat();
        assert_eq!(fold(&one), fold(&other));
        assert_eq!(fold(&one), fold(&mixed));
    }
}

#[test]
fn whoever_goes_on_cannot_redo() {
    let mut service = service();
    let id = example("HD-1").note("first").note("second").at(&mut service).ticket.id;
    assert!(matches!(service.redo(id), Err(ServiceError::NothingToRedo)));
    service.undo(id).expect("the second");
    service.undo(id).expect("the first");
    let notes = |stored: &Stored| stored.ticket.notes.len();
    assert_eq!(notes(&service.redo(id).expect("the first")), 1);
    assert_eq!(notes(&service.redo(id).expect("the second")), 2);
    assert!(matches!(service.redo(id), Err(ServiceError::NothingToRedo)));
    service.undo(id).expect("the second");
    service.record(id, vec![note("third")]).expect("it is written");
    assert!(matches!(service.redo(id), Err(ServiceError::NothingToRedo)));
}

#[test]
fn the_window_shows_the_history_and_takes_back_any_entry() {
    let mut service = service().of_account("robin");
    example("HD-1").customer("Example Dental").note("call at ten").at(&mut service);
    let (mut harness, _) = window(service.of_account("pat"));
    harness.key_press(Key::H);
    harness.run();
    let shown = |harness: &egui_kittest::Harness<'_, _>, words: &str| {
        harness.query_all_by_label_contains(words).count() > 0
    };
    assert!(shown(&harness, "Customer: Example Dental") && shown(&harness, "robin"));
    assert!(shown(&harness, "Note added: call at ten"));
    harness.get_by_label("Take back: Customer: Example Dental").click();
    harness.run();
    let customer = |harness: &egui_kittest::Harness<'_, syncmend::app::App>| {
        let open = open_ticket(harness);
        open.ticket().customer.as_str().to_owned()
    };
    assert_eq!(customer(&harness), "");
    assert!(shown(&harness, "Undone: Customer: Example Dental"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(customer(&harness), "", "an undo is no step of its own");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run();
    assert_eq!(customer(&harness), "Example Dental");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().state().overlay.is_none());
}

/// Today's knowledge base with one step said otherwise.
fn revised() -> Arc<KnowledgeBase> {
    let files = built_in::kb_files();
    let name = "causes/import-timing.toml";
    let file = files.iter().find(|file| file.name == name).expect("it is there");
    let text = file.text.replacen("\ndo = \"", "\ndo = \"Revised: ", 1);
    let layers = [files.clone(), vec![KbFile { name: name.to_owned(), text: text.into() }]];
    Arc::new(read(&layers).expect("it is sound"))
}

#[test]
fn a_difference_names_what_changed_and_nothing_else() {
    let changes = difference(&kb(), &revised());
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(matches!(changes[0].subject, Subject::Step(_)));
    assert!(changes[0].after.as_ref().expect("it is there").starts_with("Revised: "));
    assert!(difference(&kb(), &kb()).is_empty());
}

#[test]
fn a_ticket_is_taken_over_to_a_newer_knowledge_base_only_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    example("HD-1").fix("import-timing").at(&mut service_in(folder.path()));
    let store = Store::open(folder.path(), revised(), now()).expect("it opens").0;
    let (mut harness, _) = window(TicketService::new(store, now));
    harness.key_press(Key::Num2);
    harness.run();
    let pinned = |harness: &egui_kittest::Harness<'_, syncmend::app::App>| {
        open_ticket(harness).kb().fingerprint()
    };
    assert_eq!(pinned(&harness), kb().fingerprint());
    harness.get_by_label("See what is new").click();
    harness.run();
    assert!(harness.query_by_label_contains("now: Revised:").is_some());
    harness.get_by_label("Update this ticket").click();
    harness.run();
    assert_eq!(pinned(&harness), revised().fingerprint());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(pinned(&harness), kb().fingerprint());
}
