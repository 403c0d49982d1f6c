//! The window without a mouse: a whole ticket by keys, where the focus goes and how it is seen, and
//! what keys do over a screen and in a field.

use std::collections::{BTreeSet, HashSet};

use eframe::egui::{Event, Id, Key, Memory, Modifiers, Pos2, Role, Shape};
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};
use egui_kittest::{Harness, Node};
use syncmend::app::App;
use syncmend::app::command::{Command, LIST, NavigateCommand};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::export::{Audience, Format};
use syncmend::kb::CauseId;
use syncmend::theme::LIGHT;
use syncmend::ticket::{Outcome, StepResult};

use crate::support::{
    end_step, example, focus, hold, open_ticket, press, run_command, service, state, ticket,
    type_text, window,
};

fn in_hand(harness: &Harness<'_, App>) -> CauseId {
    ticket(harness).fix.as_ref().expect("a fix is in hand").cause.clone()
}

#[test]
fn a_whole_ticket_needs_no_mouse() {
    let (mut harness, recorder) = window(service());
    // The reference is proposed and selected; Enter goes on to what the customer reports.
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    type_text(&mut harness, "HD-77");
    press(&mut harness, &[Key::Tab]);
    type_text(&mut harness, "Example Dental");
    press(&mut harness, &[Key::Enter]);
    harness.event(Event::Paste("Error: Domain user limit reached.".to_owned()));
    harness.run();
    assert_eq!(ticket(&harness).reference.as_str(), "HD-77");
    assert_eq!(ticket(&harness).customer.as_str(), "Example Dental");
    assert_eq!(open_ticket(&harness).complaint, "Error: Domain user limit reached.");

    // Any symptom, any cause, any way, and a note on every screen.
    press(&mut harness, &[Key::PageDown, Key::ArrowDown, Key::N]);
    assert_eq!(ticket(&harness).answers.len(), 1);
    assert!(open_ticket(&harness).picked.is_none(), "the question is back");
    press(&mut harness, &[Key::A]);
    type_text(&mut harness, "calls back at noon");
    press(&mut harness, &[Key::Enter]);
    let open = open_ticket(&harness);
    let second = open.diagnosis.causes[1].id.clone();
    let title = open.kb().cause(&second).expect("it is there").title.clone();
    hold(&mut harness, Modifiers::COMMAND, Key::K);
    type_text(&mut harness, &title);
    press(&mut harness, &[Key::Enter]);
    assert_eq!(in_hand(&harness), second);
    press(&mut harness, &[Key::X, Key::N]);
    assert_eq!(in_hand(&harness).as_str(), "no-license-seats");
    let method = ticket(&harness)
        .current_fix(open_ticket(&harness).kb())
        .map(|(_, method)| method.id.clone());
    press(&mut harness, &[Key::W, Key::Enter]);
    let other = ticket(&harness)
        .current_fix(open_ticket(&harness).kb())
        .map(|(_, method)| method.id.clone());
    assert_ne!(method, other);
    press(&mut harness, &[Key::A]);
    type_text(&mut harness, "two seats free");
    hold(&mut harness, Modifiers::COMMAND, Key::Enter);
    let notes: Vec<(&str, bool)> =
        ticket(&harness).notes.iter().map(|n| (n.text.for_insiders(), n.step.is_some())).collect();
    assert_eq!(notes, [("calls back at noon", false), ("two seats free", true)]);

    // Two keys a step.
    press(&mut harness, &[Key::Enter]);
    assert_eq!(recorder.asked.borrow().opened.len(), 1);
    while ticket(&harness).current_step(open_ticket(&harness).kb()).is_some() {
        press(&mut harness, &[Key::D]);
    }
    while ticket(&harness).waits_until().is_some() {
        press(&mut harness, &[Key::R]);
    }

    // Wrap up, for both readers, and on to the next ticket.
    press(&mut harness, &[Key::Num3, Key::V, Key::F]);
    assert_eq!(state(&harness).checklist.audience, Audience::Internal);
    assert_ne!(state(&harness).checklist.format, Format::Html);
    hold(&mut harness, Modifiers::COMMAND, Key::S);
    assert_eq!(recorder.asked.borrow().saved.len(), 1);
    for (key, outcome) in
        [(Key::S, Outcome::Solved), (Key::O, Outcome::Escalated), (Key::G, Outcome::Abandoned)]
    {
        press(&mut harness, &[key]);
        assert_eq!(ticket(&harness).outcome, None, "a letter only chooses");
        press(&mut harness, &[Key::Enter]);
        assert_eq!(ticket(&harness).outcome, Some(outcome));
        press(&mut harness, &[Key::R]);
        assert_eq!(ticket(&harness).outcome, None);
    }
    press(&mut harness, &[Key::L, Key::Enter]);
    assert!(ticket(&harness).wait.is_some(), "it waits");
    press(&mut harness, &[Key::S, Key::Enter]);
    hold(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
    assert_eq!(ticket(&harness).reference.as_str(), "SAMPLE-1");
}

#[test]
fn a_wait_is_ended_by_key() {
    let mut service = service();
    let mut stored = example("HD-1").fix("google-service-disabled").at(&mut service);
    while stored.ticket.waits.is_empty() {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2, Key::R]);
    assert!(ticket(&harness).waits.is_empty());
}

/// What can be clicked: its role and name.
type Control = (String, String);

/// Everything that can be clicked in the window, or in what lies over it.
fn controls(harness: &Harness<'_, App>) -> BTreeSet<Control> {
    let is_control = |role| {
        matches!(
            role,
            Role::Button
                | Role::RadioButton
                | Role::CheckBox
                | Role::ComboBox
                | Role::TextInput
                | Role::MultilineTextInput
                | Role::ListBoxOption
        )
    };
    let is_dialog = |role| role == Role::Dialog;
    let all: Vec<_> = harness.root().children_recursive().collect();
    let dialog = all.iter().find(|node| is_dialog(node.accesskit_node().role())).copied();
    let within: Vec<_> = dialog.map_or(all, |dialog| dialog.children_recursive().collect());
    let controls = within.iter().filter(|node| is_control(node.accesskit_node().role()));
    controls.map(control).collect()
}

fn control(node: &Node<'_>) -> Control {
    let node = node.accesskit_node();
    (format!("{:?}", node.role()), node.label().unwrap_or_default())
}

/// Whether a ring is painted around what has the focus.
fn has_ring(harness: &Harness<'_, App>, focused: Id) -> bool {
    let response = harness.ctx.read_response(focused).expect("it is drawn");
    let stroke = LIGHT.focused();
    harness.output().shapes.iter().any(|shape| match &shape.shape {
        Shape::Rect(ring) => {
            ring.stroke == stroke
                && ring.rect.contains_rect(response.interact_rect)
                && response.interact_rect.expand(4.0).contains_rect(ring.rect)
        }
        _ => false,
    })
}

/// Walks once around with Tab: every control that was reached.
fn walk(harness: &mut Harness<'_, App>, what: &str) -> BTreeSet<Control> {
    let mut seen = HashSet::new();
    let mut reached = BTreeSet::new();
    loop {
        press(harness, &[Key::Tab]);
        // What scrolled into view is known where it is one frame later.
        harness.step();
        let Some(focused) = harness.ctx.memory(Memory::focused) else { continue };
        if !seen.insert(focused) {
            return reached;
        }
        assert!(seen.len() < 1000, "{what}: Tab never comes around");
        let node = harness.root().children_recursive().find(Node::is_focused);
        let node = node.expect("what has the focus is in the tree");
        assert!(has_ring(harness, focused), "{what}: no ring around {:?}", control(&node));
        reached.insert(control(&node));
    }
}

#[test]
fn tab_reaches_every_control_of_every_screen_and_shows_where_it_is() {
    let mut service = service();
    example("HD-1").fix("last-name-missing").at(&mut service);
    let (mut harness, _) = window(service);
    for screen in Screen::CALL {
        run_command(&mut harness, Command::Navigate(NavigateCommand::Show(screen)));
        let missed: Vec<Control> =
            controls(&harness).difference(&walk(&mut harness, screen.name())).cloned().collect();
        assert!(missed.is_empty(), "{}: Tab does not reach {missed:?}", screen.name());
    }
}

#[test]
fn what_lies_over_a_screen_keeps_the_focus_and_gives_it_back() {
    for overlay in Overlay::ALL.into_iter().filter(|overlay| *overlay != Overlay::Palette) {
        let (mut harness, _) = window(service());
        press(&mut harness, &[Key::Tab, Key::Tab]);
        let before = harness.ctx.memory(Memory::focused);
        assert!(before.is_some());
        run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(overlay)));
        let what = format!("{overlay:?}");
        assert!(harness.root().children_recursive().any(|node| {
            node.accesskit_node().role() == Role::Dialog && node.accesskit_node().label().is_some()
        }));
        let inside = harness.root().children_recursive().find(Node::is_focused);
        let inside = control(&inside.expect("something in it has the focus"));
        assert!(controls(&harness).contains(&inside), "{what}: {inside:?} has the focus");
        let (all, reached) = (controls(&harness), walk(&mut harness, &what));
        assert_eq!(all, reached, "{what}: what can be clicked and what Tab reaches");
        press(&mut harness, &[Key::Escape]);
        assert_eq!(state(&harness).overlay, None);
        assert_eq!(harness.ctx.memory(Memory::focused), before, "{what}");
    }
}

#[test]
fn a_notice_takes_no_focus_from_what_comes_over_the_screen() {
    let (mut harness, _) = window(service());
    press(&mut harness, &[Key::PageDown, Key::N]);
    assert!(harness.query_by_label("Undo").is_some(), "the answer can be taken back");
    for key in [Key::H, Key::M, Key::T] {
        press(&mut harness, &[key]);
        let focused = harness.root().children_recursive().find(Node::is_focused);
        let focused = focused.expect("something has the focus");
        let mut around =
            std::iter::successors(focused.accesskit_node().parent(), AccessKitNode::parent);
        assert!(around.any(|node| node.role() == Role::Dialog), "{key:?}: {focused:?}");
        press(&mut harness, &[Key::Escape]);
    }
}

#[test]
fn f6_puts_the_focus_into_each_part_of_the_window() {
    let (mut harness, _) = window(service());
    let mut places = Vec::new();
    for _ in 0..5 {
        press(&mut harness, &[Key::F6]);
        let node = harness.root().children_recursive().find(Node::is_focused);
        places.push(node.expect("something has the focus").rect().min);
    }
    let (list, main, left, right) = (places[0], places[1], places[2], places[3]);
    assert!(list.x < main.x && main.y < left.y && left.x < right.x, "{places:?}");
    assert!(places[4].y < 48.0, "the bar comes last: {places:?}");
}

/// Presses every key of every command that has neither Ctrl nor Cmd, but those that a field or a
/// dialog has for itself.
fn press_all_plain_keys(harness: &mut Harness<'_, App>) {
    let keys = LIST.iter().flat_map(|listed| &listed.keys).filter(|key| !key.modifiers.command);
    for key in keys.filter(|key| !matches!(key.logical_key, Key::Enter | Key::Escape | Key::F6)) {
        harness.key_press_modifiers(key.modifiers, key.logical_key);
    }
    harness.run();
}

#[test]
fn no_key_without_ctrl_does_anything_while_something_is_typed() {
    for (screen, overlay, field) in [
        (Screen::Diagnose, None, "Search tickets"),
        (Screen::Diagnose, None, "What the customer reports"),
        (Screen::Fix, None, "Note for this step"),
        (Screen::WrapUp, None, "Note about this ticket"),
        (Screen::Diagnose, None, "Filter symptoms"),
        (Screen::Diagnose, Some(Overlay::Details), "Customer"),
        (Screen::Diagnose, Some(Overlay::Maintenance), "Days without a change"),
        (Screen::Diagnose, Some(Overlay::Palette), "Type a command"),
        (Screen::Diagnose, Some(Overlay::Preferences), "Folder for saved files"),
    ] {
        let mut service = service();
        example("HD-1").fix("last-name-missing").at(&mut service);
        let (mut harness, recorder) = window(service);
        run_command(&mut harness, Command::Navigate(NavigateCommand::Show(screen)));
        if let Some(overlay) = overlay {
            run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(overlay)));
        }
        focus(&mut harness, field);
        let events = open_ticket(&harness).stored.events.len();
        // With Ctrl or Cmd, undo and redo are the field's, and the arrows move its cursor.
        for key in [Key::Z, Key::Y, Key::ArrowDown, Key::ArrowUp] {
            harness.key_press_modifiers(Modifiers::COMMAND, key);
        }
        press_all_plain_keys(&mut harness);
        assert_eq!((state(&harness).screen, state(&harness).overlay), (screen, overlay), "{field}");
        assert_eq!(open_ticket(&harness).stored.events.len(), events);
        assert!(harness.ctx.text_edit_focused(), "{field} has lost the cursor");
        assert!(recorder.asked.borrow().opened.is_empty());
    }
}

#[test]
fn no_key_of_a_screen_does_anything_below_what_lies_over_it() {
    for screen in Screen::CALL {
        let mut service = service();
        example("HD-1").fix("last-name-missing").at(&mut service);
        let (mut harness, recorder) = window(service);
        run_command(&mut harness, Command::Navigate(NavigateCommand::Show(screen)));
        run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(Overlay::About)));
        let events = open_ticket(&harness).stored.events.len();
        press_all_plain_keys(&mut harness);
        assert_eq!(state(&harness).overlay, Some(Overlay::About));
        assert_eq!(state(&harness).screen, screen);
        assert_eq!(open_ticket(&harness).stored.events.len(), events);
        assert!(recorder.asked.borrow().opened.is_empty());
    }
}

#[test]
fn a_fix_starts_by_its_key_only_where_a_button_shows_it() {
    let mut service = service();
    example("HD-1").reported("The printer is out of paper").at(&mut service);
    let (mut harness, _) = window(service);
    let shows_key = |harness: &Harness<'_, App>| {
        let open = open_ticket(harness);
        open.suggested_fix(Screen::Diagnose).is_some()
    };
    let mut questions = 0;
    while shows_key(&harness) && questions < 60 {
        press(&mut harness, &[Key::ArrowDown, Key::N]);
        questions += 1;
    }
    assert!(!shows_key(&harness), "with everything denied it is handed over");
    press(&mut harness, &[Key::F]);
    assert_eq!(ticket(&harness).fix, None);
    assert_eq!(state(&harness).screen, Screen::Diagnose);
}

#[test]
fn a_note_for_the_whole_ticket_can_be_written_before_it_is_handed_over() {
    let (mut harness, _) = window(service());
    press(&mut harness, &[Key::Num3, Key::A]);
    type_text(&mut harness, "second level has the logs");
    press(&mut harness, &[Key::Enter, Key::O, Key::Enter]);
    let note = &ticket(&harness).notes[0];
    assert_eq!(
        (note.text.for_insiders(), note.step.is_none()),
        ("second level has the logs", true)
    );
    assert_eq!(ticket(&harness).outcome, Some(Outcome::Escalated));
}

#[test]
fn an_answer_by_mouse_moves_nothing_in_the_list_until_the_mouse_leaves_it() {
    let (mut harness, _) = window(service());
    let places = |harness: &Harness<'_, App>| {
        let radios = harness.root().children_recursive();
        let radios = radios.filter(|node| node.accesskit_node().role() == Role::RadioButton);
        radios.map(|node| (control(&node).1, node.rect().min.y as i32)).collect::<Vec<_>>()
    };
    let card = |harness: &Harness<'_, App>| {
        harness.query_by_label("Can\u{2019}t tell").map(|button| button.rect().bottom() as i32)
    };
    let mut question_moved = false;
    let all = places(&harness);
    for (name, _) in all.iter().filter(|(name, _)| name.starts_with("No: ")) {
        let (before, above) = (places(&harness), card(&harness));
        let at = harness.get_by_label(name).rect().center();
        harness.event(Event::PointerMoved(at));
        for _ in 0..2 {
            for pressed in [true, false] {
                let (button, modifiers) = (eframe::egui::PointerButton::Primary, Modifiers::NONE);
                harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
            }
            harness.run();
            assert_eq!(places(&harness), before, "rows keep their places after {name}");
            question_moved |= card(&harness) != above;
        }
        assert!(ticket(&harness).answers.is_empty(), "the second click took the first back");
        harness.event(Event::PointerMoved(Pos2::ZERO));
        harness.run();
        assert!(!open_ticket(&harness).symptom_list.is_held());
        assert_eq!(places(&harness), before);
    }
    assert!(question_moved, "no question took a line more or less, so that nothing is proven");
}

#[test]
fn whoever_pastes_into_a_text_goes_on_writing() {
    let mut service = service();
    example("HD-1").reported("Imports fail.").at(&mut service);
    let (mut harness, _) = window(service);
    focus(&mut harness, "What the customer reports");
    harness.event(Event::Paste(" Domain user limit reached.".to_owned()));
    harness.run();
    type_text(&mut harness, " Since noon.");
    let complaint = &open_ticket(&harness).complaint;
    assert!(complaint.contains(" Domain user limit reached. Since noon."), "{complaint}");
}
