//! What the advice must not do to a technician: give up too early, or hand the wrong text out.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use syncmend::diagnosis::{Answer, Case, Next, Observation, diagnose};
use syncmend::export::Audience;

use crate::support::{desk, example, kb, window};

#[test]
fn questions_go_on_while_everything_is_still_open() {
    let kb = kb();
    let mut case = Case::default();
    for asked in 0..3 {
        let Next::Ask { symptom, .. } = diagnose(&kb, &case).next else {
            panic!("gave up after {asked} questions");
        };
        case.observations.push(Observation::said(symptom, Answer::No));
    }
}

#[test]
fn it_hands_over_once_not_covered_is_more_likely_than_not() {
    let kb = kb();
    let mut case = Case::default();
    for _ in 0..kb.symptoms().len() {
        match diagnose(&kb, &case).next {
            Next::Ask { symptom, .. } => {
                case.observations.push(Observation::said(symptom, Answer::No));
            }
            Next::Try { cause } => case.tried.push(cause),
            Next::Escalate => return,
        }
    }
    panic!("a customer who denies everything is never handed over");
}

#[test]
fn who_reads_the_checklist_is_chosen_anew_for_each_ticket() {
    let mut desk = desk();
    example("HD-1").note("between us").at(&mut desk);
    example("HD-2").at(&mut desk);
    let (mut harness, recorder) = window(desk);
    harness.key_press(Key::Num3);
    harness.run();
    harness.get_by_label("The helpdesk").click();
    harness.run();
    harness.get_by_label("Save checklist\u{2026}").click();
    harness.run();
    let other = if harness.query_by_label_contains("HD-1,").is_some() { "HD-1," } else { "HD-2," };
    harness.get_by_label_contains(other).click();
    harness.run();
    assert_eq!(harness.state().state().audience, Audience::Customer);
    harness.get_by_label("Save checklist\u{2026}").click();
    harness.run();
    let asked = recorder.asked.borrow();
    let names: Vec<&str> = asked.saved.iter().map(|(_, job)| job.name.as_str()).collect();
    assert!(names[0].starts_with("internal-checklist-"), "{names:?}");
    assert!(names[1].starts_with("checklist-"), "{names:?}");
    assert!(!asked.saved[1].1.content.contains("between us"));
}
