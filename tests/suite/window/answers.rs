//! How many frames it takes until what a key does is painted. Frames are counted, no clock is read.

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use syncmend::app::App;
use syncmend::app::command::{Command, DiagnoseCommand, FixCommand, LIST};
use syncmend::diagnosis::{Answer, Next};
use syncmend::ticket::StepResult;

use crate::support::{example, open_ticket, service, window};
use crate::window::walk::is_painted;

/// A key is answered by the frame in which it goes down, or by the next.
const MOST: u64 = 2;

/// Presses the key of a command and draws until something is painted; how many frames that took.
fn frames_until(
    harness: &mut Harness<'_, App>,
    command: &Command,
    is_there: impl Fn(&Harness<'_, App>) -> bool,
) -> u64 {
    let listed = LIST.iter().find(|listed| listed.command == *command).expect("it is listed");
    let key: Key = listed.keys.first().expect("it has a key").logical_key;
    let (physical_key, modifiers) = (None, Modifiers::NONE);
    assert!(!is_there(harness), "it is painted already");
    let before = harness.ctx.cumulative_frame_nr();
    harness.event(Event::Key { key, physical_key, pressed: true, repeat: false, modifiers });
    for _ in 0..2 * MOST {
        harness.step();
        if is_there(harness) {
            break;
        }
    }
    assert!(is_there(harness), "{} is not painted", listed.name);
    let took = harness.ctx.cumulative_frame_nr() - before;
    harness.event(Event::Key { key, physical_key, pressed: false, repeat: false, modifiers });
    harness.run();
    took
}

#[test]
fn an_answer_is_painted_within_two_frames_of_its_key() {
    for answer in Answer::ALL {
        let mut service = service();
        example("HD-1").no_message().at(&mut service);
        let (mut harness, _) = window(service);
        let open = open_ticket(&harness);
        let Next::Ask { symptom, .. } = &open.diagnosis.next else { panic!("nothing is asked") };
        let statement = &open.kb().symptom(symptom).expect("it is there").statement;
        let name = format!("{}: {statement}", answer.name());
        let is_given = |harness: &Harness<'_, App>| {
            let mut buttons = harness.query_all_by_label(&name);
            buttons.any(|button| button.accesskit_node().toggled() == Some(Toggled::True))
        };
        let frames = frames_until(
            &mut harness,
            &Command::Diagnose(DiagnoseCommand::AnswerNext(answer)),
            is_given,
        );
        assert!(frames <= MOST, "{} took {frames} frames", answer.name());
    }
}

#[test]
fn the_end_of_a_step_is_painted_within_two_frames_of_its_key() {
    for result in [StepResult::Done, StepResult::Skipped] {
        let (mut harness, _) = window(service());
        let ctx = harness.ctx.clone();
        harness.state_mut().run(&ctx, Command::Fix(FixCommand::StartSuggested));
        harness.run();
        let open = open_ticket(&harness);
        let second = format!("2. {}", open.steps()[1].title);
        let is_next = |harness: &Harness<'_, App>| is_painted(harness, &second);
        let frames =
            frames_until(&mut harness, &Command::Fix(FixCommand::EndStep(result)), is_next);
        assert!(frames <= MOST, "{result:?} took {frames} frames");
    }
}
