//! What makes a window pleasant: the way back from what was just done, failures that stay, preferences.

use std::path::PathBuf;

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{
    Command, DiagnoseCommand, DocumentsCommand, NavigateCommand, PreferencesCommand,
};
use syncmend::app::model::notices::{LAST_SHOWN, NoticeKind, Notices};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::settings::preferences::{Preference, ZoomBy};
use syncmend::diagnosis::Answer;
use syncmend::export::{Audience, DocumentKind as Paper, Format};
use syncmend::kb::SymptomId;
use syncmend::kb::address::Region;
use syncmend::paths;
use syncmend::theme::ThemeChoice;

use crate::documents::legible::format_of;
use crate::support::{
    Recorder, SIZE, click, example, notices, open_ticket, press, run_command, service, service_in,
    state, ticket, window, window_as,
};

#[test]
fn what_was_just_done_can_be_taken_back_from_its_notice_and_brought_back() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    let symptom = SymptomId::from("one-user-affected");
    let answer = |harness: &Harness<'_, App>| {
        let open = open_ticket(harness);
        open.ticket().answers.get(&symptom).copied().flatten()
    };
    run_command(
        &mut harness,
        Command::Diagnose(DiagnoseCommand::Answer(symptom.clone(), Some(Answer::No))),
    );
    assert_eq!(answer(&harness), Some(Answer::No));
    harness.get_by_label("Undo").click();
    harness.run();
    assert_eq!(answer(&harness), None);
    // It is said as the last thing done, with its way back beside it.
    click(&mut harness, "Redo");
    assert_eq!(answer(&harness), Some(Answer::No));
}

#[test]
fn what_lies_over_the_screen_takes_the_tooltip_below_it_away() {
    let mut service = service();
    let subject = "Nobody can sign in since the change of the domain";
    example("HD-1").reported(subject).at(&mut service);
    let (mut harness, _) = window(service);
    let shown = |harness: &Harness<'_, App>| harness.query_all_by_label(subject).count();
    let row = harness.get_by_label_contains("HD-1, ").rect().center();
    harness.hover_at(row);
    harness.run_steps(8);
    assert_eq!(shown(&harness), 1, "the mouse shows what the ticket is about");
    for overlay in Overlay::ALL {
        run_command(&mut harness, NavigateCommand::Overlay(overlay).into());
        harness.run_steps(8);
        assert_eq!(shown(&harness), 0, "{overlay:?} is open, and the mouse rests");
        run_command(&mut harness, NavigateCommand::Overlay(overlay).into());
        harness.run_steps(8);
    }
}

#[test]
fn a_sign_that_needs_shift_works_again_when_shift_was_let_go_first() {
    let (mut harness, _) = window(service());
    let shift = Modifiers::SHIFT;
    for _ in 0..2 {
        for (key, pressed, modifiers) in
            [(Key::Questionmark, true, shift), (Key::Slash, false, Modifiers::NONE)]
        {
            let (physical_key, repeat) = (Some(Key::Slash), false);
            harness.event(Event::Key { key, physical_key, pressed, repeat, modifiers });
            harness.run();
        }
        assert_eq!(state(&harness).overlay, Some(Overlay::Keys));
        press(&mut harness, &[Key::Escape]);
        assert_eq!(state(&harness).overlay, None);
    }
}

/// What the top bar says.
fn in_bar(notices: &Notices, now: f64) -> Option<&str> {
    notices.in_bar(now).map(|notice| notice.text.as_str())
}

#[test]
fn the_last_thing_done_passes_and_a_failure_stands_until_it_is_seen() {
    let mut notices = Notices::default();
    notices.add(NoticeKind::Failure, "The file was not saved".to_owned(), 0.0);
    notices.add(NoticeKind::News, "Link copied".to_owned(), 0.0);
    assert_eq!(in_bar(&notices, 1.0), Some("The file was not saved"), "it comes first");
    notices.see_all();
    assert_eq!(in_bar(&notices, 1.0), Some("Link copied"));
    assert_eq!(notices.pass_time(LAST_SHOWN - 1.0), Some(1.0));
    assert_eq!(in_bar(&notices, LAST_SHOWN + 1.0), None);
    assert!(notices.pass_time(LAST_SHOWN + 1.0).is_none(), "nothing is left to wait for");
    let staying: Vec<&str> = notices.staying().map(|notice| notice.text.as_str()).collect();
    assert_eq!(staying, ["The file was not saved"]);
}

#[test]
fn what_waits_for_a_decision_stays_in_view() {
    let mut notices = Notices::default();
    notices.add(NoticeKind::Decision, "Restore this backup?".to_owned(), 0.0);
    assert_eq!(notices.pass_time(9999.0), None);
    assert_eq!(in_bar(&notices, 9999.0), Some("Restore this backup?"));
}

#[test]
fn an_action_takes_the_place_of_the_one_before() {
    let mut notices = Notices::default();
    notices.add(NoticeKind::Action, "Open API controls: done".to_owned(), 0.0);
    notices.add(NoticeKind::Action, "Authorize again: done".to_owned(), 0.1);
    assert_eq!(in_bar(&notices, 0.2), Some("Authorize again: done"));
    assert_eq!(notices.all().len(), 1);
}

#[test]
fn what_was_said_about_one_ticket_is_not_said_beside_the_next() {
    let mut service = service();
    example("HD-1").at(&mut service);
    example("HD-2").at(&mut service);
    let (mut harness, _) = window(service);
    run_command(&mut harness, Command::Navigate(NavigateCommand::Show(Screen::Diagnose)));
    press(&mut harness, &[Key::ArrowDown, Key::N]);
    assert_eq!(state(&harness).notices.all().len(), 1, "the answer is said");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::ArrowDown);
    harness.run();
    assert!(state(&harness).notices.all().is_empty(), "{}", notices(&harness));
}

#[test]
fn new_tickets_begin_with_the_preferred_region_and_account() {
    let (mut harness, _) = window(service());
    run_command(
        &mut harness,
        Command::Preferences(PreferencesCommand::Change(Preference::Region(Region::Eu))),
    );
    run_command(
        &mut harness,
        Command::Preferences(PreferencesCommand::Change(Preference::GoogleAdmin(
            "admin@example.com".into(),
        ))),
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run();
    let ticket = ticket(&harness);
    assert!(ticket.reference.as_str().starts_with("NEW-"));
    assert_eq!(ticket.region, Region::Eu);
    assert_eq!(ticket.google_admin.as_str(), "admin@example.com");
}

#[test]
fn words_that_are_taken_out_reach_no_customer_in_any_format() {
    let mut service = service();
    example("HD-FABRIKAM").customer("Fabrikam for Acme").fix("last-name-missing").at(&mut service);
    let (mut harness, recorder) = window(service);
    run_command(
        &mut harness,
        Command::Preferences(PreferencesCommand::Change(Preference::RemovedWords(
            "fabrikam, nobody".into(),
        ))),
    );
    for format in Paper::Checklist(Audience::Customer).formats() {
        run_command(&mut harness, Command::Documents(DocumentsCommand::SetFormat(*format)));
        run_command(&mut harness, Command::Documents(DocumentsCommand::Save));
    }
    let asked = recorder.asked.borrow();
    assert!(asked.saved.len() >= 4);
    for (_, job) in &asked.saved {
        let text = String::from_utf8_lossy(&job.content).to_lowercase();
        assert!(!text.contains("fabrikam"), "{:?}: {text}", job.file_type);
        assert!(
            format_of(job) == Format::Pdf || text.contains("acme"),
            "{:?}: {text}",
            job.file_type
        );
    }
}

#[test]
fn preferences_are_there_again_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || {
        let service = service_in(folder.path());
        window_as(service, Recorder::default(), SIZE, ThemeChoice::Light, 1.0).0
    };
    let mut harness = open();
    run_command(&mut harness, Command::Preferences(PreferencesCommand::Zoom(ZoomBy::Steps(2))));
    run_command(
        &mut harness,
        Command::Preferences(PreferencesCommand::Change(Preference::Theme(
            ThemeChoice::DarkContrast,
        ))),
    );
    drop(harness);
    let harness = open();
    let preferences = &state(&harness).preferences;
    assert_eq!(preferences.zoom.percent(), 125);
    assert_eq!(preferences.theme, ThemeChoice::DarkContrast);
    assert!((harness.ctx.zoom_factor() - 1.25).abs() < 0.001);
}

#[test]
fn one_thing_lies_over_the_screen_and_keys_of_the_screen_wait() {
    let (mut harness, _) = window(service());
    run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(Overlay::History)));
    for key in [Key::F, Key::Num3, Key::N] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(state(&harness).screen, Screen::Diagnose);
    assert_eq!(state(&harness).overlay, Some(Overlay::History));
    harness.key_press(Key::H);
    harness.run();
    assert_eq!(state(&harness).overlay, None, "its own key takes it away");
}

#[test]
fn a_typed_path_may_begin_with_the_users_folder() {
    let home = directories::BaseDirs::new().expect("there is one").home_dir().to_owned();
    assert_eq!(paths::typed(" ~/checklists/a.html "), home.join("checklists/a.html"));
    assert_eq!(paths::typed("~"), home);
    assert_eq!(paths::typed("/tmp/~a"), PathBuf::from("/tmp/~a"));
    assert_eq!(paths::typed("~other/a"), PathBuf::from("~other/a"));
}
