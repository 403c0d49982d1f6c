//! What the advice must not do to a technician: give up too early, or hand the wrong text out.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use syncmend::diagnosis::{Answer, Case, Next, Observation, Screen, diagnose};
use syncmend::export::{Audience, Format};

use crate::documents::legible::{as_text, written};
use crate::support::{click, press, write};
use crate::support::{example, kb, service, window, without_dialog};

#[test]
fn questions_go_on_while_everything_is_still_open() {
    let kb = kb();
    let mut case = Case { screen: Screen::Asked, ..Case::default() };
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
            Next::AskScreen => case.screen = Screen::Asked,
            Next::Try { cause, .. } => case.tried.push(cause),
            Next::Escalate => return,
        }
    }
    panic!("a customer who denies everything is never handed over");
}

#[test]
fn who_reads_the_checklist_is_chosen_anew_for_each_ticket() {
    let mut service = service();
    example("HD-1").note("between us").at(&mut service);
    example("HD-2").at(&mut service);
    let (mut harness, recorder) = window(service);
    harness.key_press(Key::Num3);
    harness.run();
    harness.get_by_label("Internal").click();
    harness.run();
    harness.get_by_label("Save\u{2026}").click();
    harness.run();
    let other = if harness.query_by_label_contains("HD-1,").is_some() { "HD-1," } else { "HD-2," };
    harness.get_by_label_contains(other).click();
    harness.run();
    assert_eq!(harness.state().state().checklist.audience, Audience::Customer);
    harness.get_by_label("Save\u{2026}").click();
    harness.run();
    let asked = recorder.asked.borrow();
    let names: Vec<&str> = asked.saved.iter().map(|(_, job)| job.name.as_str()).collect();
    assert!(names[0].starts_with("internal-checklist-"), "{names:?}");
    assert!(names[1].starts_with("checklist-"), "{names:?}");
    let saved = as_text(Format::Json, &asked.saved[1].1.content);
    assert!(!saved.contains("between us"));
}

#[test]
fn what_was_asked_about_one_ticket_writes_nothing_of_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("first.html");
    std::fs::write(&file, "the checklist of HD-1").expect("it is written");
    let mut service = service();
    example("HD-2").at(&mut service);
    example("HD-1").at(&mut service);
    let (mut harness, recorder) = without_dialog(service);
    press(&mut harness, &[Key::Num3]);
    click(&mut harness, "Save\u{2026}");
    write(&mut harness, "File to save the document to", &file.display().to_string());
    click(&mut harness, "Save to this path");
    assert!(harness.query_by_label("Replace").is_some(), "nothing was asked");
    let other = if harness.query_by_label_contains("HD-1,").is_some() { "HD-2," } else { "HD-1," };
    harness.get_by_label_contains(other).click();
    harness.run();
    assert!(harness.query_by_label("Replace").is_none(), "asked on about another ticket");
    assert!(recorder.asked.borrow().saved.is_empty());
}

#[test]
fn answers_that_contradict_each_other_are_not_told_to_the_customer_as_found() {
    let mut service = service();
    let stored = example("HD-1")
        .answer("one-user-affected", Answer::Yes)
        .answer("everyone-affected", Answer::Yes)
        .answer("no-free-seats", Answer::Yes)
        .at(&mut service);
    let text = written(&stored, Format::Txt, Audience::Customer);
    assert!(text.contains("All bought Google licenses are assigned"), "{text}");
    assert!(!text.contains("is affected"), "{text}");
}
