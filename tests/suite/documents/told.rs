//! What customers are told about the work: no repair that was not made, no cause ruled out that was it.

use jiff::SignedDuration;
use syncmend::export::{Audience, Format};
use syncmend::kb::{CauseId, MethodId};
use syncmend::ticket::store::Stored;
use syncmend::ticket::{Detail, EventKind, Outcome, StepResult};
use syncmend::ticket_service::TicketService;

use crate::documents::legible::written;
use crate::support::{end_step, example, kb, now, record, service};

/// A cause with several methods, whose steps are its own.
const CAUSE: &str = "last-name-missing";
/// Its methods.
const FIRST: &str = "enter-last-name";
const SECOND: &str = "clean-names";
/// What is said once the second has been carried out.
const SECOND_DONE: &str = "Google accepts the name of the user";
/// Another cause.
const OTHER: &str = "jumpcloud-not-trusted";

fn open(service: &mut TicketService) -> Stored {
    example("HD-1").customer("Example Dental").at(service)
}

/// Takes up a method, which becomes the one in hand.
fn take_up(service: &mut TicketService, stored: &Stored, cause: &str, method: &str) -> Stored {
    let (cause, method) = (CauseId::from(cause), Some(MethodId::from(method)));
    record(service, stored, EventKind::FixChosen { cause, method })
}

/// Ends the open steps of the fix in hand as told, the last of them for all that are left.
fn end_all(service: &mut TicketService, stored: &Stored, results: &[StepResult]) -> Stored {
    let (mut stored, mut results) = (stored.clone(), results.iter());
    let mut result = StepResult::Done;
    while stored.ticket.current_step(&stored.kb).is_some() {
        result = *results.next().unwrap_or(&result);
        stored = end_step(service, &stored, result);
    }
    stored
}

/// Carries a fix out without effect: its confirmation fails.
fn fail(service: &mut TicketService, stored: &Stored) -> Stored {
    let steps = stored.ticket.current_steps(&stored.kb).len();
    let mut results = vec![StepResult::Done; steps - 1];
    results.push(StepResult::NoEffect);
    end_all(service, stored, &results)
}

fn close(service: &mut TicketService, stored: &Stored) -> Stored {
    record(service, stored, EventKind::Closed { outcome: Outcome::Solved })
}

fn told(stored: &Stored) -> String {
    written(stored, Format::Txt, Audience::Customer)
}

fn headline(stored: &Stored) -> String {
    told(stored).lines().next().expect("a headline").to_owned()
}

#[test]
fn a_cause_that_its_second_method_repaired_is_not_ruled_out() {
    let mut service = service();
    let opened = open(&mut service);
    let first = take_up(&mut service, &opened, CAUSE, FIRST);
    let failed = fail(&mut service, &first);
    assert!(told(&failed).contains("Ruled out"), "{}", told(&failed));
    let second = take_up(&mut service, &failed, CAUSE, SECOND);
    assert!(!told(&second).contains("Ruled out"), "while another is tried: {}", told(&second));
    let repaired = end_all(&mut service, &second, &[StepResult::Done]);
    let solved = close(&mut service, &repaired);
    for stored in [repaired, solved] {
        let text = told(&stored);
        assert!(!text.contains("Ruled out"), "{text}");
        let kb = kb();
        let why = &kb.cause(&CauseId::from(CAUSE)).expect("it is there").why;
        let start: String = why.split(' ').take(4).collect::<Vec<_>>().join(" ");
        assert!(text.contains(&start), "{start} is not in {text}");
        assert_eq!(headline(&stored), SECOND_DONE);
    }
}

#[test]
fn a_cause_whose_last_method_failed_stays_ruled_out() {
    let mut service = service();
    let opened = open(&mut service);
    let first = take_up(&mut service, &opened, CAUSE, FIRST);
    let failed = fail(&mut service, &first);
    // Another method is taken up, but nothing is done of it before the ticket is closed.
    let looked = take_up(&mut service, &failed, CAUSE, SECOND);
    let solved = close(&mut service, &looked);
    assert!(told(&solved).contains("Ruled out"), "{}", told(&solved));
}

#[test]
fn a_repair_is_claimed_only_once_every_step_was_done() {
    let mut service = service();
    let left_after_one = {
        let opened = open(&mut service);
        let begun = take_up(&mut service, &opened, CAUSE, SECOND);
        let one_done = end_step(&mut service, &begun, StepResult::Done);
        take_up(&mut service, &one_done, OTHER, "trust-jumpcloud")
    };
    let skipped = {
        let opened = open(&mut service);
        let begun = take_up(&mut service, &opened, CAUSE, SECOND);
        end_all(&mut service, &begun, &[StepResult::Done, StepResult::Skipped])
    };
    for stored in [left_after_one, skipped] {
        for stored in [close(&mut service, &stored), stored] {
            let headline = headline(&stored);
            assert!(headline != SECOND_DONE && !headline.starts_with("Repaired"), "{headline}");
        }
    }
}

#[test]
fn the_confirmation_is_no_part_of_the_repair() {
    let mut service = service();
    let opened = open(&mut service);
    let mut stored = take_up(&mut service, &opened, CAUSE, SECOND);
    while stored.ticket.current_steps(&stored.kb).len() - stored.ticket.progress(&stored.kb).0 > 1 {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    assert_eq!(headline(&stored), SECOND_DONE);
}

#[test]
fn the_headline_names_the_fix_in_hand() {
    let mut service = service();
    let opened = open(&mut service);
    let mut stored = take_up(&mut service, &opened, CAUSE, SECOND);
    stored = end_step(&mut service, &stored, StepResult::Done);
    let method = kb().cause(&CauseId::from(OTHER)).expect("it is there").methods[0].id.clone();
    stored = take_up(&mut service, &stored, OTHER, method.as_str());
    stored = end_all(&mut service, &stored, &[StepResult::Done]);
    stored = take_up(&mut service, &stored, CAUSE, SECOND);
    stored = end_all(&mut service, &stored, &[StepResult::Done]);
    assert_eq!(headline(&stored), SECOND_DONE);
}

#[test]
fn no_result_is_promised_for_a_callback_before_the_end_of_a_wait() {
    let mut service = service();
    let mut with_wait = |callback: i64, wait: i64| {
        let stored = open(&mut service);
        let at = |hours| Some(now() + SignedDuration::from_hours(hours));
        let what = vec![
            EventKind::Detailed { detail: Detail::Callback(at(callback)) },
            EventKind::WaitSet { until: at(wait), call_back: None },
        ];
        told(&service.record(stored.ticket.id, what).expect("the store takes it"))
    };
    for (callback, wait, is_promised) in [(2, 24, false), (24, 24, true), (30, 24, true)] {
        let text = with_wait(callback, wait);
        assert!(text.contains("We call you on"), "{callback} {wait}: {text}");
        let checks = text.contains("check the result together");
        assert_eq!(checks, is_promised, "{callback} {wait}: {text}");
        let warns = text.contains("may not have taken full effect");
        assert_eq!(warns, !is_promised, "{callback} {wait}: {text}");
    }
}

#[test]
fn a_callback_is_promised_only_while_it_is_to_come() {
    let mut service = service();
    let mut with_callback = |hours: i64, outcome: Option<Outcome>| {
        let stored = open(&mut service);
        let at = Some(now() + SignedDuration::from_hours(hours));
        let mut what = vec![EventKind::Detailed { detail: Detail::Callback(at) }];
        what.extend(outcome.map(|outcome| EventKind::Closed { outcome }));
        told(&service.record(stored.ticket.id, what).expect("the store takes it"))
    };
    assert!(with_callback(2, None).contains("We call you on"), "it is to come");
    for (hours, outcome) in [
        (-2, None),
        (2, Some(Outcome::Solved)),
        (2, Some(Outcome::Escalated)),
        (2, Some(Outcome::Abandoned)),
    ] {
        let text = with_callback(hours, outcome);
        assert!(!text.contains("We call you on"), "{hours} h, {outcome:?}: {text}");
    }
}
