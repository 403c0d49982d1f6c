//! The window by accessible name: what a technician does on a call.

use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use syncmend::app::App;
use syncmend::app::command::{Command, DocumentsCommand};
use syncmend::app::settings::navigation::Screen;
use syncmend::diagnosis::Answer;
use syncmend::export::Format;
use syncmend::kb::SymptomId;
use syncmend::kb::address::Region;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::StepResult;

use crate::documents::legible::{as_text, format_of};
use crate::support::{
    Recorder, SIZE, click, example, focus, leave, notices, open_ticket, press, run_command,
    service, service_in, state, ticket, window, window_as, without_dialog, write,
};

fn first_cause(harness: &Harness<'_, App>) -> String {
    open_ticket(harness).diagnosis.causes[0].id.to_string()
}

/// No control leaves the window to the side.
fn assert_nothing_sticks_out(harness: &Harness<'_, App>, width: f32) {
    let is_control = |role| matches!(role, Role::Button | Role::RadioButton | Role::TextInput);
    let controls = harness.root().children_recursive();
    for control in controls.filter(|node| is_control(node.accesskit_node().role())) {
        let rect = control.rect();
        let name = control.accesskit_node().label();
        assert!(rect.left() >= 0.0 && rect.right() <= width + 0.5, "{name:?} at {rect:?}");
    }
}

#[test]
fn every_screen_is_named_and_settles_in_both_themes_and_at_every_size() {
    for theme in ThemeChoice::ALL {
        for (size, scale) in [(vec2(900.0, 600.0), 1.0), (SIZE, 2.0), (vec2(1920.0, 1080.0), 1.0)] {
            let (mut harness, _) = window_as(service(), Recorder::default(), size, theme, scale);
            for screen in Screen::CALL {
                let number = Screen::CALL.iter().position(|s| *s == screen).expect("listed") + 1;
                click(&mut harness, &format!("{number}  {}", screen.name()));
                assert_eq!(state(&harness).screen, screen);
                assert_nothing_sticks_out(&harness, size.x);
            }
            press(&mut harness, &[Key::Num1, Key::F, Key::T]);
            harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
            harness.run();
        }
    }
}

#[test]
fn a_first_start_shows_a_sample_to_try() {
    let (harness, _) = window(service());
    assert_eq!(ticket(&harness).reference.as_str(), "SAMPLE-1");
    assert_eq!(first_cause(&harness), "api-access-restricted");
}

#[test]
fn a_complaint_becomes_a_saved_checklist() {
    let (mut harness, recorder) = window(service());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run();
    write(&mut harness, "Reference", "HD-4821");
    write(&mut harness, "Customer", "Example Dental");
    leave(&mut harness);
    write(&mut harness, "What the customer reports", "Error: Domain user limit reached.");
    assert_eq!(first_cause(&harness), "no-license-seats");
    leave(&mut harness);
    click(&mut harness, "Fix: Google has no free license seats");
    click(&mut harness, "Open in Google Admin");
    let steps = open_ticket(&harness).steps().len();
    for _ in 0..steps {
        click(&mut harness, "Done");
    }
    harness.get_by_label_contains("Yes, solved").click();
    harness.run();
    assert_eq!(state(&harness).screen, Screen::WrapUp);
    run_command(&mut harness, Command::Documents(DocumentsCommand::SetFormat(Format::Md)));
    click(&mut harness, "Save\u{2026}");
    let asked = recorder.asked.borrow();
    assert!(asked.opened[0].starts_with("https://admin.google.com/"), "{:?}", asked.opened);
    let (path, job) = &asked.saved[0];
    assert_eq!(path.to_str(), Some("checklist-HD-4821.md"));
    assert_eq!(format_of(job), Format::Md);
    let saved = as_text(format_of(job), &job.content);
    assert!(saved.contains("Example Dental") && saved.contains("Solved"));
    assert!(saved.contains("A Google license is free again"), "{saved}");
}

#[test]
fn a_whole_call_needs_no_mouse() {
    let (mut harness, recorder) = window(service());
    press(&mut harness, &[Key::N, Key::F, Key::Enter, Key::D]);
    assert_eq!(recorder.asked.borrow().opened.len(), 1);
    assert_eq!(ticket(&harness).steps.len(), 1);
    while ticket(&harness).current_step(open_ticket(&harness).kb()).is_some() {
        press(&mut harness, &[Key::D]);
    }
    press(&mut harness, &[Key::Num3]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run();
    assert_eq!(recorder.asked.borrow().saved.len(), 1);
}

#[test]
fn every_symptom_can_be_answered_by_key_and_by_mouse_and_taken_back() {
    let (mut harness, _) = window(service());
    let first = SymptomId::from("one-user-affected");
    press(&mut harness, &[Key::Slash]);
    assert!(harness.ctx.text_edit_focused(), "its key leads into the filter");
    write(&mut harness, "Filter symptoms", "only one user");
    press(&mut harness, &[Key::Enter, Key::ArrowDown, Key::Y]);
    assert_eq!(ticket(&harness).answers.get(&first), Some(&Some(Answer::Yes)));
    click(&mut harness, "No: Only one user is affected");
    assert_eq!(ticket(&harness).answers.get(&first), Some(&Some(Answer::No)));
    click(&mut harness, "No: Only one user is affected");
    assert_eq!(ticket(&harness).answers.get(&first), None);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(ticket(&harness).answers.get(&first), Some(&Some(Answer::No)));
}

#[test]
fn a_finding_can_be_taken_back() {
    let (mut harness, _) = window(service());
    let name = "Yes: Google shows \u{201c}Error 400: admin_policy_enforced\u{201d}";
    let with = open_ticket(&harness).diagnosis.causes[0].probability;
    click(&mut harness, name);
    let open = open_ticket(&harness);
    let symptom = SymptomId::from("authorize-error-400-policy");
    assert!(open.case.observations.iter().all(|o| o.symptom != symptom));
    assert!(open.diagnosis.causes[0].probability < with);
}

#[test]
fn letters_typed_into_a_field_are_no_commands() {
    let (mut harness, recorder) = window(service());
    press(&mut harness, &[Key::N, Key::F]);
    focus(&mut harness, "Note for this step");
    harness.event(Event::Text("d".to_owned()));
    press(&mut harness, &[Key::D, Key::X, Key::S]);
    assert!(ticket(&harness).steps.is_empty());
    press(&mut harness, &[Key::Enter]);
    assert_eq!(ticket(&harness).notes[0].text.for_insiders(), "d");
    assert!(recorder.asked.borrow().opened.is_empty());
}

#[test]
fn a_closed_window_comes_back_to_the_same_ticket_and_step() {
    let folder = tempfile::tempdir().expect("a folder");
    {
        let mut service = service_in(folder.path());
        example("HD-1").fix("broken-sync-connection").at(&mut service);
        example("HD-2").fix("last-name-missing").at(&mut service);
        let (mut harness, _) = window(service);
        harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowDown);
        harness.run();
        press(&mut harness, &[Key::Num2, Key::D, Key::ArrowDown]);
    }
    let (before, step) = {
        let (harness, _) = window(service_in(folder.path()));
        let open = open_ticket(&harness);
        (ticket(&harness).clone(), open.step_in_view().map(|step| step.id.clone()))
    };
    let (harness, _) = window(service_in(folder.path()));
    assert_eq!(state(&harness).screen, Screen::Fix);
    assert_eq!(ticket(&harness), &before);
    assert_eq!(before.steps.len(), 1);
    let open = open_ticket(&harness);
    assert_eq!(open.step_in_view().map(|step| step.id.clone()), step);
    assert_eq!(open.steps().iter().position(|s| Some(&s.id) == step.as_ref()), Some(2));
}

#[test]
fn a_typed_complaint_is_kept_without_saving() {
    let folder = tempfile::tempdir().expect("a folder");
    {
        let (mut harness, _) = window(service_in(folder.path()));
        write(&mut harness, "What the customer reports", "nobody can log in");
        harness.run_steps(4);
    }
    let (harness, _) = window(service_in(folder.path()));
    assert_eq!(ticket(&harness).complaint.for_insiders(), "nobody can log in");
}

#[test]
fn a_text_that_cannot_be_read_is_refused_and_the_one_before_stays() {
    let (mut harness, _) = window(service());
    let before = ticket(&harness).complaint.clone();
    for (text, why) in [("x".repeat(10_000_000), "10000 kB"), ("a\0b".to_owned(), "binary")] {
        focus(&mut harness, "What the customer reports");
        harness.event(Event::Paste(text));
        harness.run_steps(4);
        assert!(notices(&harness).contains(why), "{}", notices(&harness));
        assert_eq!(ticket(&harness).complaint, before);
    }
}

#[test]
fn a_browser_that_does_not_start_leaves_the_link_to_copy() {
    let outside = Recorder { refuses: true, ..Recorder::default() };
    let (mut harness, _) = window_as(service(), outside, SIZE, ThemeChoice::Light, 1.0);
    press(&mut harness, &[Key::N, Key::F, Key::Enter]);
    assert!(notices(&harness).contains("did not start"), "{}", notices(&harness));
    assert_eq!(harness.get_all_by_label("Copy link").count(), 2);
    press(&mut harness, &[Key::Num3]);
    click(&mut harness, "Save\u{2026}");
    assert!(notices(&harness).contains("Type the path"), "{}", notices(&harness));
}

#[test]
fn an_existing_file_is_replaced_only_after_asking() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("there.html");
    std::fs::File::create(&path).expect("a file");
    let (mut harness, recorder) = without_dialog(service());
    press(&mut harness, &[Key::Num3]);
    click(&mut harness, "Save\u{2026}");
    write(&mut harness, "File to save the document to", &path.display().to_string());
    click(&mut harness, "Save to this path");
    assert!(recorder.asked.borrow().saved.is_empty());
    click(&mut harness, "Replace");
    assert_eq!(recorder.asked.borrow().saved[0].0, path);
}

#[test]
fn a_fix_that_did_not_help_offers_the_next_one() {
    let (mut harness, _) = window(service());
    press(&mut harness, &[Key::N, Key::F, Key::X]);
    let tried = ticket(&harness).tried();
    assert_eq!(tried.len(), 1);
    harness.get_by_label_contains("No: next cause").click();
    harness.run();
    let fix = ticket(&harness).fix.as_ref().expect("a fix is in hand");
    assert_ne!(fix.cause, tried[0]);
    let result = ticket(&harness).steps.values().next().map(|record| record.result);
    assert_eq!(result, Some(StepResult::NoEffect));
}

#[test]
fn links_open_for_the_tickets_user_account_and_region() {
    let mut service = service();
    example("HD-1").user("pat@example.com").fix("bulk-create-suspension").at(&mut service);
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::T]);
    write(&mut harness, "Google admin account", "admin@example.com");
    leave(&mut harness);
    press(&mut harness, &[Key::T]);
    click(&mut harness, Region::Eu.name());
    leave(&mut harness);
    press(&mut harness, &[Key::Num2]);
    for _ in 0..open_ticket(&harness).steps().len() {
        press(&mut harness, &[Key::Enter, Key::ArrowDown]);
    }
    let opened = recorder.asked.borrow().opened.clone();
    assert!(opened.iter().any(|a| a.contains("AccountChooser?Email=admin%40example.com")));
    assert!(opened.iter().all(|a| !a.contains("//console.jumpcloud.com")), "{opened:?}");
    assert_eq!(ticket(&harness).region, Region::Eu);
}

#[test]
fn a_key_that_is_held_down_does_nothing_twice() {
    let (mut harness, recorder) = window(service());
    press(&mut harness, &[Key::N, Key::F]);
    for key in [Key::Enter, Key::D] {
        for repeat in [false, true, true] {
            let modifiers = Modifiers::NONE;
            harness.event(Event::Key { key, physical_key: None, pressed: true, repeat, modifiers });
            harness.run();
        }
    }
    assert_eq!(recorder.asked.borrow().opened.len(), 1);
    assert_eq!(ticket(&harness).steps.len(), 1);
}

#[test]
fn a_picked_symptom_is_let_go_by_answering_and_by_escape() {
    let (mut harness, _) = window(service());
    let picked = |harness: &Harness<'_, App>| {
        let open = open_ticket(harness);
        open.picked.as_ref().map(ToString::to_string)
    };
    press(&mut harness, &[Key::ArrowDown, Key::ArrowDown, Key::N]);
    assert_eq!(picked(&harness), None);
    press(&mut harness, &[Key::ArrowDown]);
    assert!(picked(&harness).is_some());
    press(&mut harness, &[Key::Escape]);
    assert_eq!(picked(&harness), None);
}

#[test]
fn typed_details_are_kept_when_the_ticket_changes_and_unchanged_ones_leave_no_trace() {
    let (mut harness, _) = window(service());
    let before = open_ticket(&harness).stored.events.len();
    press(&mut harness, &[Key::T]);
    focus(&mut harness, "Customer");
    focus(&mut harness, "Affected user");
    assert_eq!(open_ticket(&harness).stored.events.len(), before);
    write(&mut harness, "Reference", "HD-5");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run();
    let references: Vec<&str> =
        state(&harness).list.page.rows.iter().map(|r| r.reference.as_str()).collect();
    assert!(references.contains(&"HD-5"), "{references:?}");
}

#[test]
fn a_stored_address_opens_from_then_on() {
    let mut service = service();
    example("HD-1").fix("broken-sync-connection").at(&mut service);
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::Num2]);
    while harness.query_by_label("Address of this page").is_none() {
        press(&mut harness, &[Key::ArrowDown]);
    }
    write(&mut harness, "Address of this page", "https://evil.example/");
    click(&mut harness, "Store address");
    assert!(notices(&harness).contains("evil.example"), "{}", notices(&harness));
    let address = "https://console.jumpcloud.com/#/directories/g_suite/1/details";
    write(&mut harness, "Address of this page", address);
    click(&mut harness, "Store address");
    press(&mut harness, &[Key::Enter]);
    assert_eq!(recorder.asked.borrow().opened, [address]);
    click(&mut harness, "Forget it");
    assert!(harness.query_by_label("Address of this page").is_some());
}

#[test]
fn after_a_save_that_failed_typing_goes_to_the_path_and_not_to_commands() {
    let (mut harness, _) = without_dialog(service());
    press(&mut harness, &[Key::Num3]);
    click(&mut harness, "Save\u{2026}");
    write(&mut harness, "File to save the document to", &std::env::temp_dir().to_string_lossy());
    press(&mut harness, &[Key::Enter]);
    assert!(notices(&harness).contains("already exists"), "{}", notices(&harness));
    let before = ticket(&harness).clone();
    harness.event(Event::Text("/so.md".to_owned()));
    press(&mut harness, &[Key::S, Key::O]);
    assert!(
        state(&harness).checklist.path.ends_with("/so.md"),
        "{}",
        state(&harness).checklist.path
    );
    assert_eq!(*ticket(&harness), before, "a key was taken for a command");
}
