//! A ticket is the fold of its events: what each one does, and how it is taken back.

use std::sync::Arc;

use fastrand::Rng;
use jiff::SignedDuration;
use syncmend::built_in;
use syncmend::diagnosis::{Answer, Because};
use syncmend::kb::address::Region;
use syncmend::kb::{CauseId, KbFile, KnowledgeBase, MethodId, StepId, SymptomId, read};
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::readers::reader_of;
use syncmend::ticket::store::{Store, Stored};
use syncmend::ticket::{Detail, Event, EventKind, Outcome, State, StepResult, Ticket};
use syncmend::ticket_service::{ServiceError, TicketService, step_in_fix};

use crate::support::{content, end_step, example, kb, later, now, record, service, service_in};

fn answered(symptom: &str, answer: Option<Answer>) -> EventKind {
    EventKind::Answered { symptom: SymptomId::from(symptom), answer }
}

/// One of everything that can happen to a ticket.
fn everything() -> Vec<EventKind> {
    let detail = |detail| EventKind::Detailed { detail };
    let text = CustomerText::from;
    let cause = CauseId::from("broken-sync-connection");
    let step = StepId::from("reactivate-sync");
    vec![
        detail(Detail::Reference(text("HD-2"))),
        detail(Detail::Customer(text("Example Dental"))),
        detail(Detail::User(text("pat@example.com"))),
        detail(Detail::GoogleAdmin(text("admin@example.com"))),
        detail(Detail::Region(Region::Eu)),
        EventKind::Reported { text: InternalText::from("invalid_grant") },
        answered("everyone-affected", Some(Answer::Yes)),
        EventKind::PutOff { symptom: SymptomId::from("one-user-affected") },
        EventKind::FixChosen { cause: cause.clone(), method: Some(MethodId::from("other-admin")) },
        EventKind::Stepped {
            step: step.clone(),
            cause,
            method: MethodId::from("other-admin"),
            result: StepResult::NoEffect,
            wait_until: Some(later(24)),
        },
        EventKind::Noted { step: Some(step), text: InternalText::from("they will call back") },
        EventKind::Closed { outcome: Outcome::Escalated },
        EventKind::Reopened,
    ]
}

#[test]
fn every_event_leaves_its_mark() {
    let mut service = service();
    let stored = service.open_ticket("HD-1", everything()).expect("the store takes it");
    let ticket = stored.ticket;
    assert_eq!(ticket.reference.as_str(), "HD-2");
    assert_eq!(ticket.customer.as_str(), "Example Dental");
    let places = ticket.places();
    assert_eq!(places.user.as_deref(), Some("pat@example.com"));
    assert_eq!(places.google_admin.as_deref(), Some("admin@example.com"));
    assert_eq!(places.region, Region::Eu);
    assert_eq!(ticket.complaint.for_insiders(), "invalid_grant");
    assert_eq!(ticket.answers[&SymptomId::from("everyone-affected")], Some(Answer::Yes));
    assert_eq!(ticket.put_off, [SymptomId::from("one-user-affected")]);
    let (cause, method) = ticket.current_fix(&stored.kb).expect("a fix is in hand");
    assert_eq!((cause.id.as_str(), method.id.as_str()), ("broken-sync-connection", "other-admin"));
    assert_eq!(ticket.fixes, [CauseId::from("broken-sync-connection")]);
    assert_eq!(
        ticket.steps.values().next().map(|record| record.result),
        Some(StepResult::NoEffect)
    );
    assert_eq!(ticket.tried(), [CauseId::from("broken-sync-connection")]);
    assert_eq!(ticket.notes[0].text.for_insiders(), "they will call back");
    assert_eq!(ticket.outcome, None);
    assert_eq!((ticket.opened_at, ticket.changed_at), (now(), now()));
    assert_eq!(ticket.knowledge, kb().fingerprint());
}

#[test]
fn the_same_events_give_the_same_ticket_on_every_machine() {
    let mut service = service();
    let stored = service.open_ticket("HD-1", everything()).expect("the store takes it");
    let written = serde_json::to_string(&stored.events).expect("events are JSON");
    let read: Vec<Event> = serde_json::from_str(&written).expect("and read again");
    assert_eq!(read, stored.events);
    assert_eq!(Ticket::fold(stored.ticket.id, &read), Some(stored.ticket));
}

#[test]
fn events_before_the_beginning_make_no_ticket() {
    let mut service = service();
    let stored = service.open_ticket("HD-1", everything()).expect("the store takes it");
    assert_eq!(Ticket::fold(stored.ticket.id, &stored.events[1..]), None);
    assert_eq!(Ticket::fold(stored.ticket.id, &[]), None);
}

#[test]
fn undo_takes_back_everything_one_by_one_and_then_has_nothing_left() {
    let mut service = service();
    let mut stored = service.open_ticket("HD-1", Vec::new()).expect("the store takes it");
    let mut before = vec![content(&stored.ticket)];
    for happening in everything() {
        stored = record(&mut service, &stored, happening);
        before.push(content(&stored.ticket));
    }
    before.pop();
    while let Some(expected) = before.pop() {
        stored = service.undo(stored.ticket.id).expect("something is left to undo");
        assert_eq!(content(&stored.ticket), expected);
    }
    let refused = service.undo(stored.ticket.id).expect_err("the beginning stays");
    assert!(matches!(refused, ServiceError::NothingToUndo), "{refused}");
    assert_eq!(
        service.store().load(stored.ticket.id).expect("it is there").ticket.reference.as_str(),
        "HD-1"
    );
}

#[test]
fn undo_after_something_new_takes_back_the_new_and_then_the_old() {
    let mut service = service();
    let stored = example("HD-1").note("first").note("second").at(&mut service);
    let id = stored.ticket.id;
    service.undo(id).expect("the second note");
    let note = EventKind::Noted { step: None, text: InternalText::from("third") };
    service.record(id, vec![note]).expect("the store takes it");
    let notes = |stored: &Stored| -> Vec<String> {
        stored.ticket.notes.iter().map(|note| note.text.for_insiders().to_owned()).collect()
    };
    assert_eq!(notes(&service.store().load(id).expect("it is there")), ["first", "third"]);
    assert_eq!(notes(&service.undo(id).expect("the third note")), ["first"]);
    assert!(notes(&service.undo(id).expect("the first note")).is_empty());
}

#[test]
fn an_undo_that_another_machine_took_back_does_not_count() {
    let mut service = service();
    let stored = example("HD-1").note("kept").at(&mut service);
    let undone = service.undo(stored.ticket.id).expect("the note");
    assert!(undone.ticket.notes.is_empty());
    let undo = undone.events.last().expect("the undo").id;
    let back = record(&mut service, &undone, EventKind::Undone { event: undo });
    assert_eq!(back.ticket.notes, stored.ticket.notes);
}

#[test]
fn any_history_is_undone_step_by_step() {
    let mut service = service();
    let mut chance = Rng::with_seed(7);
    let choices = everything();
    for round in 0..20 {
        let reference = format!("HD-{round}");
        let mut stored = service.open_ticket(&reference, Vec::new()).expect("the store takes it");
        let mut past = Vec::new();
        for _ in 0..20 {
            if chance.u8(..3) == 0
                && let Some(expected) = past.pop()
            {
                stored = service.undo(stored.ticket.id).expect("something is left to undo");
                assert_eq!(content(&stored.ticket), expected);
            } else {
                past.push(content(&stored.ticket));
                stored =
                    record(&mut service, &stored, choices[chance.usize(..choices.len())].clone());
            }
        }
    }
}

#[test]
fn a_new_answer_replaces_the_old_and_taking_it_back_hides_a_finding() {
    let mut service = service();
    let stored = example("HD-1")
        .reported("We see: Domain user limit reached")
        .answer("everyone-affected", Answer::Yes)
        .answer("everyone-affected", Answer::No)
        .at(&mut service);
    let reader = reader_of(&stored.kb);
    let known = |stored: &Stored, symptom: &str| {
        let case = stored.ticket.case(&reader);
        let found = case.observations.into_iter().filter(|o| o.symptom.as_str() == symptom);
        found.map(|o| (o.answer, o.because == Because::Said)).collect::<Vec<_>>()
    };
    assert_eq!(known(&stored, "everyone-affected"), [(Answer::No, true)]);
    assert_eq!(known(&stored, "user-limit-error"), [(Answer::Yes, false)]);
    let stored = record(&mut service, &stored, answered("user-limit-error", Some(Answer::No)));
    assert_eq!(known(&stored, "user-limit-error"), [(Answer::No, true)]);
    let stored = record(&mut service, &stored, answered("user-limit-error", None));
    assert_eq!(known(&stored, "user-limit-error"), [(Answer::Yes, false)]);
    let stored = record(&mut service, &stored, answered("user-limit-error", None));
    assert_eq!(known(&stored, "user-limit-error"), []);
}

#[test]
fn an_answer_ends_putting_the_question_off() {
    let mut service = service();
    let stored = service.open_ticket("HD-1", Vec::new()).expect("the store takes it");
    let symptom = SymptomId::from("everyone-affected");
    let stored = record(&mut service, &stored, EventKind::PutOff { symptom: symptom.clone() });
    assert_eq!(stored.ticket.case(&reader_of(&stored.kb)).put_off, [symptom]);
    let stored =
        record(&mut service, &stored, answered("everyone-affected", Some(Answer::CantTell)));
    assert!(stored.ticket.put_off.is_empty());
}

#[test]
fn steps_end_one_after_the_other() {
    let mut service = service();
    let mut stored = example("HD-1").fix("broken-sync-connection").at(&mut service);
    let steps: Vec<String> =
        stored.ticket.current_steps(&stored.kb).iter().map(|step| step.id.to_string()).collect();
    assert_eq!(steps.last().map(String::as_str), Some("confirm-broken-sync-connection"));
    for (ended, expected) in steps.iter().enumerate() {
        assert_eq!(stored.ticket.progress(&stored.kb), (ended, steps.len()));
        let in_hand = stored.ticket.current_step(&stored.kb).map(|step| step.id.as_str());
        assert_eq!(in_hand, Some(expected.as_str()));
        let mark = if ended % 2 == 0 { StepResult::Done } else { StepResult::Skipped };
        stored = end_step(&mut service, &stored, mark);
        let step = stored.kb.step(&StepId::from(expected.as_str())).expect("it is there");
        let record = stored.ticket.current_record(&stored.kb, step);
        assert_eq!(record.map(|record| record.result), Some(mark));
    }
    assert_eq!(stored.ticket.progress(&stored.kb), (steps.len(), steps.len()));
    assert!(stored.ticket.current_step(&stored.kb).is_none());
    assert!(stored.ticket.tried().is_empty(), "a fix that was carried out has not failed");
}

#[test]
fn a_setting_that_stays_counts_for_the_next_fix_too() {
    let mut service = service();
    let mut stored = example("HD-1").fix("jumpcloud-not-trusted").at(&mut service);
    for _ in 0..4 {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    let fix = EventKind::FixChosen {
        cause: CauseId::from("api-access-restricted"),
        method: Some(MethodId::from("keep-restricted-and-trust")),
    };
    let stored = record(&mut service, &stored, fix);
    assert_eq!(stored.ticket.progress(&stored.kb), (3, 4));
    assert_eq!(stored.ticket.fixes.len(), 2);
}

#[test]
fn another_way_of_the_same_fix_begins_afresh() {
    let mut service = service();
    let stored = example("HD-1").fix("broken-sync-connection").at(&mut service);
    let stored = end_step(&mut service, &stored, StepResult::Done);
    let stored = end_step(&mut service, &stored, StepResult::NoEffect);
    assert!(stored.ticket.has_current_fix_failed(&stored.kb));
    let other = Some(MethodId::from("other-admin"));
    let cause = CauseId::from("broken-sync-connection");
    let other =
        record(&mut service, &stored, EventKind::FixChosen { cause: cause.clone(), method: other });
    let steps: Vec<_> = other.ticket.current_steps(&other.kb);
    let reactivate = steps.iter().find(|step| step.id.as_str() == "reactivate-sync");
    let reactivate = reactivate.expect("this way reactivates too");
    assert_eq!(other.ticket.current_record(&other.kb, reactivate), None);
    assert!(!other.ticket.has_current_fix_failed(&other.kb));
    let back = record(&mut service, &other, EventKind::FixChosen { cause, method: None });
    assert_eq!(
        back.ticket.progress(&back.kb).0,
        2,
        "what was done on the first way is still there"
    );
}

#[test]
fn taking_an_answer_back_lets_the_text_speak_again() {
    let mut service = service();
    let symptom = "user-limit-error";
    let stored = example("HD-1").answer(symptom, Answer::Yes).at(&mut service);
    let stored = record(&mut service, &stored, answered(symptom, None));
    let text = InternalText::from("Domain user limit reached");
    let stored = record(&mut service, &stored, EventKind::Reported { text });
    let found = |stored: &Stored| {
        let case = stored.ticket.case(&reader_of(&stored.kb));
        case.observations.iter().any(|o| o.symptom.as_str() == symptom)
    };
    assert!(found(&stored));
    let dismissed = record(&mut service, &stored, answered(symptom, None));
    assert!(!found(&dismissed), "a finding that was taken back stays away");
}

#[test]
fn a_fix_without_effect_counts_as_tried_once() {
    let mut service = service();
    let stored = example("HD-1").fix("import-timing").at(&mut service);
    let stored = end_step(&mut service, &stored, StepResult::NoEffect);
    let stored = end_step(&mut service, &stored, StepResult::NoEffect);
    assert_eq!(stored.ticket.tried(), [CauseId::from("import-timing")]);
    let case = stored.ticket.case(&reader_of(&stored.kb));
    assert_eq!(case.tried, stored.ticket.tried());
}

#[test]
fn steps_are_found_by_number_and_by_id() {
    let mut service = service();
    let stored = example("HD-1").fix("import-timing").at(&mut service);
    let find = |step: &str| step_in_fix(&stored, step).map(|(step, _, _)| step.id.to_string());
    assert_eq!(find("2").expect("it is there"), "run-manual-import");
    assert_eq!(find("run-manual-import").expect("it is there"), "run-manual-import");
    for wrong in ["0", "4", "-1", "reactivate-sync", "", "99999999999999999999"] {
        let refused = find(wrong).expect_err("there is no such step").to_string();
        assert!(refused.contains("a number from 1 to 3"), "{refused}");
    }
    let bare = example("HD-2").at(&mut service);
    assert!(matches!(step_in_fix(&bare, "1"), Err(ServiceError::NoFix)));
}

#[test]
fn a_ticket_waits_until_the_change_has_taken_hold() {
    let mut service = service();
    let mut stored = example("HD-1").fix("api-access-restricted").at(&mut service);
    for _ in 0..2 {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    assert_eq!(stored.ticket.state(now()), State::Open);
    let waiting = end_step(&mut service, &stored, StepResult::Done);
    let until = waiting.ticket.waits_until().expect("it waits");
    assert_eq!(until, later(24));
    assert_eq!(waiting.ticket.state(now()), State::Waiting);
    let before = until.checked_sub(SignedDuration::from_millis(1)).expect("a time");
    assert_eq!(waiting.ticket.state(before), State::Waiting);
    assert_eq!(waiting.ticket.state(until), State::Open);
    let confirmed = end_step(&mut service, &waiting, StepResult::Done);
    assert_eq!(confirmed.ticket.state(now()), State::Open, "what comes after ends the wait");
    let undone = service.undo(confirmed.ticket.id).expect("the confirmation");
    assert_eq!(undone.ticket.state(now()), State::Waiting);
}

#[test]
fn a_step_that_was_skipped_makes_nobody_wait() {
    let mut service = service();
    let stored = example("HD-1").fix("api-access-restricted").at(&mut service);
    let stored = end_step(&mut service, &stored, StepResult::Done);
    let stored = end_step(&mut service, &stored, StepResult::Skipped);
    assert_eq!(stored.ticket.state(now()), State::Open);
}

#[test]
fn a_closed_ticket_stands_so_until_it_is_taken_up_again() {
    let mut service = service();
    for (outcome, state) in [
        (Outcome::Solved, State::Solved),
        (Outcome::Escalated, State::Escalated),
        (Outcome::Abandoned, State::Abandoned),
    ] {
        let stored = service.open_ticket("HD-1", everything()).expect("the store takes it");
        assert_eq!(stored.ticket.state(now()), State::Waiting);
        let closed = record(&mut service, &stored, EventKind::Closed { outcome });
        assert_eq!(closed.ticket.state(now()), state);
        let again = record(&mut service, &closed, EventKind::Reopened);
        assert_eq!(again.ticket.state(now()), State::Waiting);
    }
}

/// Today's knowledge base with one title changed.
fn revised() -> Arc<KnowledgeBase> {
    let files = built_in::kb_files();
    let name = "causes/import-timing.toml";
    let file = files.iter().find(|file| file.name == name).expect("it is there");
    let text = file.text.replacen("title = \"", "title = \"Revised: ", 1);
    let layers = [files.clone(), vec![KbFile { name: name.to_owned(), text: text.into() }]];
    Arc::new(read(&layers).expect("it is sound"))
}

#[test]
fn a_ticket_keeps_the_knowledge_base_it_began_with() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let old = example("HD-1").fix("import-timing").at(&mut service_in(folder.path()));
    let title = |kb: &KnowledgeBase| {
        kb.cause(&CauseId::from("import-timing")).expect("it is there").title.clone()
    };
    let open = |kb| Store::open(folder.path(), kb, now()).expect("it opens").0;
    let mut service = TicketService::new(open(revised()), now);
    let kept = service.store().load(old.ticket.id).expect("it is there");
    assert_eq!(title(&kept.kb), title(&kb()));
    let new = example("HD-2").fix("import-timing").at(&mut service);
    assert!(title(&new.kb).starts_with("Revised: "));
    let added = service.undo(old.ticket.id).expect("the fix is taken back");
    assert_eq!(title(&added.kb), title(&kb()));
    drop(service);
    let mut back = TicketService::new(open(kb()), now);
    let new = back.store().load(new.ticket.id).expect("it is there");
    assert!(title(&new.kb).starts_with("Revised: "));
}
