//! What somebody stumbles over who uses the window for the first time, each by its kind.

use std::fs;

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use syncmend::app::App;
use syncmend::app::command::{Command, MaintenanceCommand, NavigateCommand, PreferencesCommand};
use syncmend::app::effects::platform::{Purpose, Replace};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::settings::preferences::Preference;
use syncmend::app::view::palette_search::find;
use syncmend::ticket::{Outcome, StepResult, Ticket};
use syncmend::ticket_service::TicketService;

use crate::evidence::formats::fixture;
use crate::support::{
    click, drop_files, end_step, example, hold, leave, notices, open_ticket, press, run_command,
    service, state, ticket, window, without_dialog, write,
};

fn events(harness: &Harness<'_, App>) -> usize {
    open_ticket(harness).stored.events.len()
}

/// The accessible name of what has the focus.
fn focused(harness: &Harness<'_, App>) -> Option<String> {
    let node = harness.root().children_recursive().find(Node::is_focused)?;
    node.accesskit_node().label()
}

#[test]
fn a_step_that_has_ended_is_not_recorded_again_by_its_key() {
    let mut service = service();
    example("HD-1").fix("last-name-missing").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2]);
    let steps = open_ticket(&harness).steps().len();
    for _ in 0..steps {
        press(&mut harness, &[Key::D]);
    }
    let (all, steps) = (events(&harness), ticket(&harness).steps.clone());
    press(&mut harness, &[Key::D, Key::D, Key::S]);
    assert_eq!(events(&harness), all, "after the last step its keys do nothing");
    // A step that is done and chosen again is only left.
    press(&mut harness, &[Key::ArrowUp, Key::ArrowUp, Key::D]);
    assert_eq!((events(&harness), &ticket(&harness).steps), (all, &steps));
    press(&mut harness, &[Key::ArrowUp, Key::S]);
    assert_eq!(events(&harness), all + 1, "another end is a correction");
}

#[test]
fn the_focus_stays_with_a_ticket_and_not_with_its_place_in_the_list() {
    let mut service = service();
    for number in 1..6 {
        example(&format!("HD-{number}")).customer("Example School").at(&mut service);
    }
    let (mut harness, _) = window(service);
    harness.get_by_label_contains("HD-2,").focus();
    harness.run();
    // Something happens to another ticket, which moves to the top.
    harness.get_by_label_contains("HD-1,").click();
    harness.run();
    harness.get_by_label_contains("HD-2,").focus();
    harness.run();
    press(&mut harness, &[Key::Num1]);
    hold(&mut harness, Modifiers::ALT, Key::Num2);
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1");
    assert!(ticket(&harness).fix.is_some(), "it changed");
    let name = focused(&harness).expect("something has the focus");
    assert!(name.starts_with("HD-2,"), "{name}");
}

#[test]
fn another_ticket_begins_at_its_top() {
    let mut service = service();
    example("HD-1").reported("Nobody can log in").at(&mut service);
    example("HD-2").reported("Nobody can log in").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::PageDown, Key::PageDown, Key::PageDown, Key::PageDown]);
    for _ in 0..12 {
        press(&mut harness, &[Key::PageDown]);
    }
    let top = |harness: &Harness<'_, App>| {
        let text = harness.get_all_by_label("What the customer reports");
        text.map(|node| node.rect().top()).fold(f32::INFINITY, f32::min)
    };
    let scrolled = top(&harness);
    hold(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
    assert!(top(&harness) > scrolled + 100.0, "{scrolled} and {}", top(&harness));
}

#[test]
fn a_failure_is_said_in_words_of_the_trade_and_covers_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = folder.path().join("ticket.json");
    fs::write(&broken, "{\"format\": 7").expect("it is written");
    let (mut harness, _) = window(service());
    for path in [broken, folder.path().join("nowhere.json")] {
        for purpose in [Purpose::Import, Purpose::Restore] {
            let file = MaintenanceCommand::UseFile(purpose, path.clone(), Replace::AskFirst);
            run_command(&mut harness, Command::Maintenance(file));
        }
    }
    let said = notices(&harness);
    for word in ["os error", "line 1", "column", "EOF", "Error(", "kind:", "invalid type"] {
        assert!(!said.contains(word), "{word:?} in {said}");
    }
    let failed = harness.get_by_label_contains("Failed: ");
    assert!(failed.rect().bottom() <= 48.0, "it stands in the top bar: {:?}", failed.rect());
}

#[test]
fn a_new_ticket_that_is_left_at_once_leaves_nothing_behind() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    let rows = |harness: &Harness<'_, App>| state(harness).list.page.rows.len();
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    assert_eq!(rows(&harness), 2);
    press(&mut harness, &[Key::Escape]);
    assert_eq!(rows(&harness), 1);
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1");
    // Left for another ticket, it is as little missed.
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    press(&mut harness, &[Key::Enter]);
    leave(&mut harness);
    harness.get_by_label_contains("HD-1,").click();
    harness.run();
    assert_eq!(rows(&harness), 1);
    // With a word in it, it stays.
    hold(&mut harness, Modifiers::COMMAND, Key::N);
    write(&mut harness, "Customer", "Example Bakery");
    leave(&mut harness);
    assert_eq!(rows(&harness), 2);
}

#[test]
fn a_ticket_is_deleted_only_after_asking() {
    let mut service = service();
    example("HD-1").at(&mut service);
    example("HD-2").at(&mut service);
    let (mut harness, _) = window(service);
    harness.get_by_label_contains("HD-2,").click();
    harness.run();
    hold(&mut harness, Modifiers::COMMAND, Key::K);
    harness.event(Event::Text("delete this".to_owned()));
    harness.run();
    press(&mut harness, &[Key::Enter]);
    assert_eq!(ticket(&harness).reference.as_str(), "HD-2", "nothing is gone yet");
    harness.get_all_by_label("Delete HD-2").last().expect("it asks").click();
    harness.run();
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1");
    assert_eq!(state(&harness).list.page.rows.len(), 1);
}

#[test]
fn zoom_keys_work_as_every_keyboard_sends_them() {
    let (mut harness, _) = window(service());
    let zoom = |harness: &Harness<'_, App>| state(harness).preferences.zoom.percent();
    let shifted = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    for (modifiers, key, expected) in [
        (Modifiers::COMMAND, Key::Equals, 110),
        (shifted, Key::Equals, 125),
        (shifted, Key::Plus, 150),
        (Modifiers::COMMAND, Key::Plus, 175),
        (shifted, Key::Minus, 150),
        (Modifiers::COMMAND, Key::Minus, 125),
        (Modifiers::COMMAND, Key::Num0, 100),
    ] {
        hold(&mut harness, modifiers, key);
        assert_eq!(zoom(&harness), expected, "{key:?}");
    }
}

#[test]
fn the_text_size_is_chosen_with_one_click() {
    let (mut harness, _) = window(service());
    run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(Overlay::Preferences)));
    for percent in [150, 80, 100] {
        click(&mut harness, &format!("{percent} %"));
        assert_eq!(state(&harness).preferences.zoom.percent(), percent);
    }
}

#[test]
fn the_palette_finds_words_before_letters_and_keeps_kinds_together() {
    let (harness, _) = window(service());
    for typed in ["lic", "import", "google ad", "re", "user"] {
        let found = find(state(&harness), typed);
        let (_, matches) = found.split_last().expect("the search is there");
        assert!(!matches.is_empty(), "{typed}");
        for entry in matches {
            let name = entry.name.to_lowercase();
            assert!(typed.split(' ').all(|word| name.contains(word)), "{typed}: {name}");
        }
        let kinds: Vec<_> = matches.iter().map(|entry| entry.kind).collect();
        let mut distinct = kinds.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(kinds.chunk_by(|a, b| a == b).count(), distinct.len(), "{typed}: {kinds:?}");
    }
    let first = find(state(&harness), "re").remove(0).name;
    assert!(first.to_lowercase().split(' ').any(|word| word.starts_with("re")), "{first}");
}

#[test]
fn a_file_that_is_read_elsewhere_says_so_with_a_way_to_it() {
    let mut service = service();
    example("HD-1").fix("last-name-missing").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2]);
    drop_files(&mut harness, &[&fixture("google-users-classic.csv")]);
    assert_eq!(state(&harness).screen, Screen::Fix, "nobody is taken away from a step");
    click(&mut harness, "Show");
    assert_eq!(state(&harness).screen, Screen::Files);
}

#[test]
fn what_files_showed_of_a_former_user_goes_with_that_user() {
    let files = ["google-users-classic.csv", "jumpcloud-backup.csv"];
    let mut service = service();
    example("HD-1").user("pat@example.com").inspected(&files, "pat@example.com").at(&mut service);
    let (mut harness, _) = window(service);
    let told = |harness: &Harness<'_, App>| {
        let inspections = &ticket(harness).inspections;
        let compared = inspections.iter().filter_map(|it| it.comparison.as_ref());
        let compared = compared.map(|it| it.user.for_insiders().to_owned());
        let quotes = inspections.iter().flat_map(|it| &it.findings);
        let quotes = quotes.map(|it| it.quote.for_insiders().to_owned());
        compared.chain(quotes).collect::<Vec<_>>().join("\n")
    };
    assert!(told(&harness).contains("pat@example.com"), "{}", told(&harness));
    press(&mut harness, &[Key::T]);
    write(&mut harness, "Affected user", "robin@example.com");
    leave(&mut harness);
    assert!(!told(&harness).contains("pat@example.com"), "{}", told(&harness));
    assert_eq!(ticket(&harness).inspections.len(), 1, "what concerns everybody stays");
    hold(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(told(&harness).contains("pat@example.com"), "undone with the change");
}

#[test]
fn files_are_read_again_for_the_user_that_the_ticket_is_about_now() {
    let mut service = service();
    example("HD-1").user("pat@example.com").at(&mut service);
    let (mut harness, _) = window(service);
    let files = ["google-users-classic.csv", "jumpcloud-backup.csv"].map(fixture);
    drop_files(&mut harness, &[&files[0], &files[1]]);
    press(&mut harness, &[Key::T]);
    write(&mut harness, "Affected user", "robin@example.com");
    leave(&mut harness);
    let compared = ticket(&harness).inspections.last().and_then(|it| it.comparison.as_ref());
    let compared = compared.map(|it| it.user.for_insiders().to_owned());
    assert_eq!(compared.as_deref(), Some("robin@example.com"));
}

#[test]
fn a_folder_that_does_not_exist_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut harness, _) = window(service());
    let choose = |path: &std::path::Path| {
        let change = Preference::Folder(path.display().to_string());
        Command::Preferences(PreferencesCommand::Change(change))
    };
    run_command(&mut harness, choose(folder.path()));
    assert!(notices(&harness).is_empty(), "{}", notices(&harness));
    run_command(&mut harness, choose(&folder.path().join("gone")));
    assert!(notices(&harness).contains("does not exist"), "{}", notices(&harness));
    run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(Overlay::Preferences)));
    assert!(harness.query_by_label_contains("This folder does not exist").is_some());
}

#[test]
fn a_reference_that_another_ticket_has_is_said() {
    let mut service = service();
    example("HD-1").at(&mut service);
    example("HD-2").at(&mut service);
    let (mut harness, _) = window(service);
    harness.get_by_label_contains("HD-2,").click();
    harness.run();
    press(&mut harness, &[Key::T]);
    write(&mut harness, "Reference", "HD-1");
    leave(&mut harness);
    assert!(notices(&harness).contains("has the reference HD-1"), "{}", notices(&harness));
    press(&mut harness, &[Key::T]);
    assert!(harness.query_by_label_contains("Another ticket has this reference").is_some());
    write(&mut harness, "Reference", "HD-3");
    leave(&mut harness);
    press(&mut harness, &[Key::T]);
    assert!(harness.query_by_label_contains("Another ticket has this reference").is_none());
}

#[test]
fn where_no_dialog_opens_it_is_said_what_to_do_instead() {
    let (mut harness, _) = without_dialog(service());
    press(&mut harness, &[Key::Num3]);
    assert!(harness.query_by_label("File to save the document to").is_none());
    click(&mut harness, "Save\u{2026}");
    assert!(notices(&harness).contains("Type the path"), "{}", notices(&harness));
    assert!(harness.ctx.text_edit_focused(), "the path can be typed at once");
}

#[test]
fn steps_that_two_methods_share_are_carried_over_but_not_whether_it_works() {
    let mut service = service();
    let mut stored = example("HD-1").fix("no-license-seats").at(&mut service);
    let count = stored.ticket.current_steps(&stored.kb).len();
    for _ in 0..count {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    let done: Vec<_> = stored.ticket.steps.keys().map(|(.., step)| step.clone()).collect();
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2, Key::W]);
    let open = open_ticket(&harness);
    let (cause, _) = open.ticket().current_fix(open.kb()).expect("a fix");
    for step in open.steps() {
        let ended = open.ticket().current_record(open.kb(), step).is_some();
        let is_shared = done.contains(&step.id) && step.id != cause.confirm.id;
        let has_failed = step.id == cause.confirm.id && ended;
        assert!(!has_failed, "whether it works is open again");
        assert_eq!(ended, is_shared || (step.once && ended), "{}", step.title);
    }
}

#[test]
fn a_fix_that_failed_is_not_closed_as_solved_by_the_key_of_a_hidden_row() {
    let mut service = service();
    let stored = example("HD-1").fix("last-name-missing").at(&mut service);
    end_step(&mut service, &stored, StepResult::NoEffect);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2]);
    assert!(harness.query_by_label_contains("Yes, solved").is_none());
    press(&mut harness, &[Key::Y]);
    assert_eq!(ticket(&harness).outcome, None);
    let (mut harness, _) = window(solvable());
    press(&mut harness, &[Key::Num2, Key::Y]);
    assert_eq!(ticket(&harness).outcome, Some(Outcome::Solved), "all steps are done");
}

/// A desk with a ticket whose fix has come to its end.
fn solvable() -> TicketService {
    solvable_with("last-name-missing")
}

fn solvable_with(fix: &str) -> TicketService {
    let mut service = service();
    let mut stored = example("HD-1").fix(fix).at(&mut service);
    while stored.ticket.current_step(&stored.kb).is_some() {
        stored = end_step(&mut service, &stored, StepResult::Done);
    }
    service
}

#[test]
fn another_method_or_cause_is_one_action_to_undo_and_redo() {
    for key in [Key::W, Key::N] {
        let (mut harness, _) = window(solvable_with("no-license-seats"));
        press(&mut harness, &[Key::Num2]);
        assert!(harness.query_by_label_contains("No: try another method").is_some());
        let before = ticket(&harness).clone();
        let fix = |ticket: &Ticket| ticket.fix.clone();
        press(&mut harness, &[key]);
        let after = ticket(&harness).clone();
        assert_ne!(fix(&after), fix(&before), "{key:?} goes on with something else");
        assert_ne!(after.steps, before.steps, "and says that this did not help");
        hold(&mut harness, Modifiers::COMMAND, Key::Z);
        let undone = ticket(&harness).clone();
        assert_eq!((fix(&undone), &undone.steps), (fix(&before), &before.steps), "{key:?}");
        hold(&mut harness, Modifiers::COMMAND, Key::Y);
        let redone = ticket(&harness).clone();
        assert_eq!((fix(&redone), &redone.steps), (fix(&after), &after.steps), "{key:?}");
    }
}
