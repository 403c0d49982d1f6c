//! The time spent on a ticket.

use jiff::{SignedDuration, Timestamp};
use syncmend::app::model::work_clock::WorkClock;
use syncmend::export::{Audience, Format};
use syncmend::ticket::{Event, EventKind, Ticket, TicketId};
use uuid::Uuid;

use crate::cli::command_line::Program;
use crate::documents::legible::written;
use crate::support::{event, example, now, opened, service};

fn at(seconds: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_secs(seconds)).expect("a time")
}

fn worked(from: i64, until: i64) -> Event {
    let what = EventKind::Worked { from: at(from), until: at(until) };
    event("test", at(until), what)
}

/// The ticket after these events, which needs no store.
fn after(events: Vec<Event>) -> Ticket {
    let all: Vec<Event> = std::iter::once(opened()).chain(events).collect();
    Ticket::fold(TicketId(Uuid::nil()), &all).expect("it is opened")
}

#[test]
fn counted_time_is_never_more_than_the_clock() {
    let mut chance = fastrand::Rng::with_seed(5);
    for _ in 0..1000 {
        // Two windows, clocks that differ and files that lie.
        let events: Vec<Event> = (0..20)
            .map(|_| {
                let (from, until) = (chance.i64(-9_000..9_000), chance.i64(-9_000..9_000));
                let mut event = worked(from, until);
                event.at = at(chance.i64(0..3_600));
                event
            })
            .collect();
        let last = events.iter().map(|event| event.at).max().expect("an event");
        let clock = last.duration_since(now()).as_mins();
        let minutes = i64::from(after(events).work_time.minutes());
        assert!(minutes <= clock, "{minutes} of {clock}");
    }
    let twice = after(vec![worked(0, 600), worked(300, 900), worked(1200, 1500)]);
    assert_eq!(twice.work_time.label().as_deref(), Some("20 min"));
}

#[test]
fn counting_changes_neither_the_time_of_change_nor_what_undo_takes_back() {
    let mut service = service();
    let stored = example("HD-1").note("first").at(&mut service);
    let id = stored.ticket.id;
    let undone = service.undo(id).expect("the note is undone");
    let later = at(1_800);
    let mut counted = worked(0, 1_800);
    counted.by = service.account().to_owned();
    let counted = service.store().append(id, &[counted]).expect("it is stored");
    assert_eq!(counted.ticket.work_time.minutes(), 30);
    assert!(counted.ticket.changed_at < later);
    assert_eq!(counted.changes(), undone.changes());
    let redone = service.redo(id).expect("the note is still there to redo");
    assert_eq!(redone.ticket.notes.len(), 1);
    let undone = service.undo(id).expect("the note is undone");
    assert_eq!((undone.ticket.notes.len(), undone.ticket.work_time.minutes()), (0, 30));
}

#[test]
fn minutes_set_by_hand_hold_and_count_on() {
    let set = event("test", at(600), EventKind::MinutesSet { minutes: 35 });
    let ticket = after(vec![worked(0, 600), set.clone(), worked(500, 720)]);
    assert_eq!(ticket.work_time.label().as_deref(), Some("37 min"));
    let undo = event("test", at(601), EventKind::Undone { event: set.id });
    assert_eq!(after(vec![worked(0, 600), set, undo]).work_time.minutes(), 10);
    let program = Program::new();
    program.new_ticket("HD-1");
    program.prints(&["ticket", "set", "HD-1", "--minutes", "35"]);
    assert_eq!(program.json(&["ticket", "show", "HD-1"])["minutes"], 35);
}

#[test]
fn the_internal_document_says_how_long_it_took() {
    let mut service = service();
    let stored = example("HD-1").at(&mut service);
    let set = vec![EventKind::MinutesSet { minutes: 35 }];
    let stored = service.record(stored.ticket.id, set).expect("it is stored");
    assert!(written(&stored, Format::Txt, Audience::Internal).contains("35 min"));
    assert!(!written(&stored, Format::Txt, Audience::Customer).contains("35 min"));
}

#[test]
fn only_work_in_front_without_long_breaks_is_counted() {
    let (one, two) = (TicketId(Uuid::nil()), TicketId(Uuid::max()));
    let mut clock = WorkClock::default();
    let mut spans = Vec::new();
    // A minute of work, a break of ten, another minute, then the other ticket.
    for seconds in [0, 30, 60, 660, 720] {
        spans.extend(clock.work(one, at(seconds)));
    }
    spans.extend(clock.work(two, at(725)));
    spans.extend(clock.work(two, at(735)));
    spans.extend(clock.stop());
    let told: Vec<(TicketId, Timestamp, Timestamp)> =
        spans.iter().map(|span| (span.ticket, span.from, span.until)).collect();
    assert_eq!(told, [(one, at(0), at(60)), (one, at(660), at(720)), (two, at(725), at(735))]);
    // Long work is stored on the way, so that a crash loses little of it.
    let long: Vec<_> = (0..=60).filter_map(|step| clock.work(one, at(1_000 + 10 * step))).collect();
    assert_eq!(long.len(), 2);
    clock.forget(one);
    assert_eq!(clock.stop(), None);
}
