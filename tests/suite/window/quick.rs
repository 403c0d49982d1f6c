//! How few keys and frames a call takes. Frames are counted, so that no clock decides.

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use syncmend::app::App;
use syncmend::app::settings::navigation::Screen;
use syncmend::diagnosis::Next;
use syncmend::ticket::Outcome;

use crate::support::{
    example, known_customer, open_ticket, press, service, state, ticket, type_text, window,
};

/// Everything that the window says now, in order.
fn words(harness: &Harness<'_, App>) -> Vec<String> {
    let nodes = harness.root().children_recursive();
    let said = nodes.map(|node| {
        let node = node.accesskit_node();
        format!("{:?} {:?} {:?} {:?}", node.role(), node.label(), node.value(), node.toggled())
    });
    said.collect()
}

#[test]
fn what_a_key_does_is_painted_within_two_frames() {
    let none = Modifiers::NONE;
    for (before, key, modifiers) in [
        (&[][..], Key::Y, none),
        (&[], Key::N, none),
        (&[], Key::U, none),
        (&[], Key::L, none),
        (&[], Key::ArrowDown, none),
        (&[Key::PageDown], Key::Y, none),
        (&[], Key::F, none),
        (&[], Key::Num2, none),
        (&[], Key::Num3, none),
        (&[], Key::I, none),
        (&[Key::Num2], Key::D, none),
        (&[Key::Num2], Key::S, none),
        (&[Key::Num2], Key::X, none),
        (&[Key::Num2], Key::ArrowDown, none),
        (&[Key::Num2], Key::F5, none),
        (&[Key::F5], Key::ArrowRight, none),
        (&[Key::F5], Key::D, none),
        (&[Key::Num3], Key::S, none),
        (&[Key::Num3, Key::S], Key::Enter, none),
        (&[Key::Y], Key::Z, Modifiers::COMMAND),
        (&[], Key::ArrowDown, Modifiers::COMMAND),
        // As a keyboard sends it.
        (&[], Key::Questionmark, Modifiers::SHIFT),
    ] {
        let mut service = service();
        example("HD-1").reported("The printer is slow").at(&mut service);
        let text = "Group members do not arrive in Google";
        example("HD-2").reported(text).fix("no-license-seats").at(&mut service);
        let (mut harness, _) = window(service);
        press(&mut harness, before);
        let stood = words(&harness);
        harness.key_press_modifiers(modifiers, key);
        harness.step();
        harness.step();
        let painted = words(&harness);
        harness.run();
        let settled = words(&harness);
        let late = settled.iter().zip(&painted).find(|(settled, painted)| settled != painted);
        assert_eq!(late, None, "{key:?} after {before:?}");
        assert!(painted.len() == settled.len(), "{key:?} after {before:?}");
        assert!(painted != stood, "{key:?} after {before:?} does nothing");
    }
}

#[test]
fn a_known_customer_is_advised_three_keys_after_the_call_begins() {
    let mut service = service();
    known_customer(&mut service, "Larkfield School", "priya@larkfield.example.com");
    let (mut harness, _) = window(service);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run();
    press(&mut harness, &[Key::Enter]);
    // The third: Ctrl V.
    let mail = "From: Sam <sam@larkfield.example.com>\nNew users get no account in Google since Monday. Error: Domain user limit reached.";
    harness.event(Event::Paste(mail.to_owned()));
    harness.run_steps(8);
    let open = open_ticket(&harness);
    assert_eq!(open.customer.profile.as_ref().map(|it| it.name.as_str()), Some("Larkfield School"));
    assert_eq!(ticket(&harness).customer.as_str(), "Larkfield School", "nobody typed it");
    assert!(!matches!(open.diagnosis.next, Next::Escalate), "it is advised");
    let title = match &open.diagnosis.next {
        Next::Try { cause, .. } => open.kb().cause(cause).expect("it is known").title.clone(),
        Next::Ask { symptom, .. } => {
            open.kb().symptom(symptom).expect("it is known").question.clone()
        }
        other => panic!("no advice: {other:?}"),
    };
    assert!(harness.query_all_by_label_contains(&title).count() > 0, "{title} is not shown");
}

#[test]
fn a_whole_ticket_takes_two_keys_a_step_and_six_others() {
    let (mut harness, recorder) = window(service());
    let mut keys = 0;
    let mut hit = |harness: &mut Harness<'_, App>, modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        keys += 1;
    };
    let none = Modifiers::NONE;
    hit(&mut harness, Modifiers::COMMAND, Key::N);
    type_text(&mut harness, "HD-77");
    hit(&mut harness, none, Key::Enter);
    harness.event(Event::Paste("Error: Domain user limit reached.".to_owned()));
    harness.run();
    hit(&mut harness, none, Key::F);
    assert_eq!(state(&harness).screen, Screen::Fix, "the fix is suggested at once");
    let steps = open_ticket(&harness).steps().len();
    for _ in 0..steps {
        hit(&mut harness, none, Key::Enter);
        hit(&mut harness, none, Key::D);
    }
    hit(&mut harness, none, Key::Y);
    assert_eq!(ticket(&harness).outcome, Some(Outcome::Solved));
    hit(&mut harness, none, Key::Num3);
    hit(&mut harness, Modifiers::COMMAND, Key::S);
    assert_eq!(recorder.asked.borrow().saved.len(), 1, "the document is saved");
    assert!(steps > 2 && keys <= 2 * steps + 6, "{keys} keys for {steps} steps");
}
