//! Waiting: several at once, over restarts, on top once they are over; and what fixed what.

use std::sync::atomic::{AtomicI64, Ordering};

use egui_kittest::kittest::Queryable;
use jiff::Timestamp;
use syncmend::export::{Audience, Format};
use syncmend::kb::{CauseId, MethodId, StepId};
use syncmend::ticket::store::{Query, Store};
use syncmend::ticket::{EventKind, Outcome, State, StepResult, Tried};
use syncmend::ticket_service::TicketService;

use crate::documents::legible::written;
use crate::support::{end_step, example, kb, later, now, service, service_in, ticket, window};

fn stepped(cause: &str, step: &str, hours: Option<i64>) -> EventKind {
    EventKind::Stepped {
        step: StepId::from(step),
        cause: CauseId::from(cause),
        method: MethodId::from("main"),
        result: StepResult::Done,
        wait_until: hours.map(later),
    }
}

#[test]
fn waits_of_several_fixes_run_at_once_and_over_restarts() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    let id = example("HD-1").at(&mut service).ticket.id;
    let other = EventKind::FixChosen { cause: CauseId::from("import-timing"), method: None };
    let kinds = vec![
        stepped("api-access-restricted", "a", Some(24)),
        other,
        stepped("import-timing", "b", Some(1)),
    ];
    service.record(id, kinds).expect("it is written");
    drop(service);
    let mut service = service_in(folder.path());
    let ticket = service.store().load(id).expect("it is read").ticket;
    assert_eq!(ticket.waits.len(), 2);
    assert_eq!(ticket.waits_until(), Some(later(1)), "the first that is over");
    assert_eq!((ticket.state(now()), ticket.state(later(1))), (State::Waiting, State::Open));
    let stored =
        service.record(id, vec![stepped("import-timing", "c", None)]).expect("it is written");
    assert_eq!(stored.ticket.waits_until(), Some(later(24)), "what comes after ends only its own");
    let ended = EventKind::WaitEnded {
        step: StepId::from("a"),
        cause: CauseId::from("api-access-restricted"),
        method: MethodId::from("main"),
    };
    let stored = service.record(id, vec![ended]).expect("it is written");
    assert_eq!(stored.ticket.state(now()), State::Open);
    assert_eq!(service.undo(id).expect("the end").ticket.waits.len(), 1);
}

#[test]
fn what_is_over_comes_to_the_top() {
    let mut service = service();
    for (name, hours) in [("late", Some(3)), ("early", Some(1)), ("later", Some(9)), ("no", None)] {
        let id = example(name).at(&mut service).ticket.id;
        service.record(id, vec![stepped("import-timing", "a", hours)]).expect("it is written");
    }
    let closed = example("closed").at(&mut service).ticket.id;
    let done = EventKind::Closed { outcome: Outcome::Solved };
    service
        .record(closed, vec![stepped("import-timing", "a", Some(1)), done])
        .expect("it is written");
    let names = |service: &mut TicketService, state, at| -> Vec<String> {
        let query = Query { state, ..Query::default() };
        let rows = service.store().list(&query, at).expect("it is read").rows;
        rows.into_iter().map(|row| row.reference).collect()
    };
    assert_eq!(names(&mut service, None, later(4))[..2], ["early", "late"]);
    assert_eq!(names(&mut service, Some(State::Open), later(4)), ["early", "late", "no"]);
    assert_eq!(names(&mut service, Some(State::Waiting), now()), ["early", "late", "later"]);
    let tallies = service.store().tallies(later(4)).expect("they are counted");
    assert_eq!((tallies.due, tallies.next_due), (2, Some(later(9))));
}

static HOURS: AtomicI64 = AtomicI64::new(0);

fn moving() -> Timestamp {
    later(HOURS.load(Ordering::Relaxed))
}

#[test]
fn the_window_tells_when_a_wait_is_over_and_ends_it() {
    let mut service = TicketService::new(Store::in_memory(kb()).expect("SQLite starts"), moving);
    let mut stored = example("HD-1").fix("api-access-restricted").at(&mut service);
    for _ in 0..3 {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    assert_eq!(stored.ticket.waits.len(), 1);
    let (mut harness, _) = window(service);
    harness.key_press(eframe::egui::Key::Num2);
    harness.run();
    assert!(harness.query_by_label_contains("Waiting until").is_some());
    HOURS.store(25, Ordering::Relaxed);
    harness.run_steps(2);
    let state = harness.state().state();
    assert_eq!(state.list.tallies.due, 1);
    assert!(state.notices.all().iter().any(|notice| notice.text.contains("A wait is over")));
    harness.get_by_label_contains("End the wait: ").click();
    harness.run();
    let state = harness.state().state();
    assert_eq!(state.list.tallies.due, 0);
    assert!(ticket(&harness).waits.is_empty());
}

#[test]
fn what_fixed_what_is_told_from_five_tickets_on() {
    let mut service = service();
    let (helped, not) = (CauseId::from("import-timing"), CauseId::from("last-name-missing"));
    let step = StepId::from("check-last-import");
    let record = |service: &mut TicketService| {
        service.store().tallies(now()).expect("they are counted").record
    };
    for number in 0..6 {
        let stored = example(&format!("HD-{number}")).fix(helped.as_str()).at(&mut service);
        let first = stored.ticket.current_step(&stored.kb).expect("a step").id.clone();
        let stored = end_step(&mut service, &stored, StepResult::Done);
        assert!(number == 5 || record(&mut service).of(&helped, None).is_none());
        let outcome = if number < 4 { Outcome::Solved } else { Outcome::Escalated };
        let closed = EventKind::Closed { outcome };
        service.record(stored.ticket.id, vec![closed]).expect("it is written");
        if number == 5 {
            let step_record = record(&mut service).of(&helped, Some(&first));
            assert_eq!(step_record, Some(Tried { tried: 6, helped: 4 }));
        }
    }
    assert_eq!(record(&mut service).of(&helped, None), Some(Tried { tried: 6, helped: 4 }));
    assert_eq!(record(&mut service).of(&not, None), None);
    assert_eq!(record(&mut service).of(&not, Some(&step)), None);
    let last = service.store().find("HD-0").expect("it is there");
    service.undo(last).expect("the closing");
    assert_eq!(record(&mut service).of(&helped, None), Some(Tried { tried: 5, helped: 3 }));
}

#[test]
fn a_callback_of_an_older_version_shows_as_one_and_is_taken_back_with_its_wait() {
    let mut service = service();
    let stored = example("HD-1").at(&mut service);
    let (id, agreed) = (stored.ticket.id, later(5));
    // As the version stored it that kept the callback with the wait.
    let stored_as =
        format!(r#"{{"kind":"wait-set","until":"{}","call_back":"{agreed}"}}"#, later(4));
    let wait: EventKind = serde_json::from_str(&stored_as).expect("today's code reads it");
    let waits = service.record(id, vec![wait]).expect("it is stored");
    assert_eq!((waits.ticket.wait, waits.ticket.callback), (Some(later(4)), Some(agreed)));
    let text = written(&waits, Format::Txt, Audience::Customer);
    assert!(text.contains("We call you on"), "nothing promises the callback: {text}");
    // A wait of today says nothing of the callback, and leaves it.
    let longer = EventKind::WaitSet { until: Some(later(6)), call_back: None };
    let longer = service.record(id, vec![longer]).expect("it is stored");
    assert_eq!(longer.ticket.callback, Some(agreed));
    service.undo(id).expect("the longer wait");
    assert_eq!(service.undo(id).expect("the first wait").ticket.callback, None);
}
