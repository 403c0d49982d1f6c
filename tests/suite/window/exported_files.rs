//! Exported files in the window: dropped or chosen, read beside it, shown, taken back, saved as lists.

use std::sync::mpsc::channel;

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::tz::TimeZone;
use syncmend::app::App;
use syncmend::app::command::{Command, ExportsCommand, ShownRows};
use syncmend::app::effects::platform::{InspectedFiles, PlatformReply};
use syncmend::app::effects::worker::Worker;
use syncmend::app::model::open_ticket::OpenTicket;
use syncmend::app::model::state::State;
use syncmend::app::settings::navigation::Screen;
use syncmend::app::update::UpdateContext;
use syncmend::diagnosis::{Because, ErrorStrings};
use syncmend::evidence::differences::NotCompared;
use syncmend::evidence::{Console, Input, Inquiry, inspect};
use syncmend::progress::Progress;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::EventKind;

use crate::evidence::formats::fixture;
use crate::support::{
    Recorder, SIZE, click, drop_files, example, hold, kb, notices, now, open_ticket, press,
    run_command, service, state, ticket, type_text, window, window_as, write,
};

#[test]
fn dropped_exports_are_read_together_shown_and_taken_back() {
    let mut service = service();
    example("HD-1").user("pat@example.com").at(&mut service);
    let (mut harness, _) = window(service);
    let files = ["google-users-classic.csv", "jumpcloud-backup.csv"].map(fixture);
    drop_files(&mut harness, &[&files[0], &files[1]]);
    assert_eq!(state(&harness).screen, Screen::Files, "{}", notices(&harness));
    let inspection = ticket(&harness).inspections[0].clone();
    assert_eq!(inspection.files.len(), 2);
    assert!(inspection.comparison.is_some(), "both consoles know the user");
    assert!(
        harness.query_by_label("JumpCloud").is_some() && harness.query_by_label("Google").is_some()
    );

    press(&mut harness, &[Key::Escape]);
    let open = open_ticket(&harness);
    let from_file = |because: &Because| matches!(because, Because::InFile { .. });
    assert!(open.findings.iter().any(|finding| from_file(&finding.because)));
    assert!(open.case.observations.iter().any(|it| from_file(&it.because)), "it counts");

    hold(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(ticket(&harness).inspections.is_empty());
    let open = open_ticket(&harness);
    assert!(open.case.observations.iter().all(|it| !from_file(&it.because)));
}

#[test]
fn a_second_file_is_read_beside_the_first_and_seats_are_counted() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    drop_files(&mut harness, &[&fixture("jumpcloud-backup.csv")]);
    drop_files(&mut harness, &[&fixture("google-users-classic.csv")]);
    assert_eq!(ticket(&harness).inspections.len(), 1);
    assert_eq!(ticket(&harness).inspections[0].files.len(), 2);
    write(&mut harness, "Google seats the customer has bought", "many");
    click(&mut harness, "Read again");
    assert!(notices(&harness).contains("digits only"), "{}", notices(&harness));
    write(&mut harness, "Google seats the customer has bought", "1");
    click(&mut harness, "Read again");
    let shown = |id: &str| {
        ticket(&harness).inspections[0].findings.iter().any(|it| it.symptom.as_str() == id)
    };
    assert!(shown("no-free-seats"), "{:?}", ticket(&harness).inspections[0].findings);
}

#[test]
fn users_are_saved_in_the_form_that_google_takes() {
    let mut service = service();
    example("HD-1").inspected(&["google-users-classic.csv"], "pat@example.com").at(&mut service);
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::I]);
    let name = "Save for Google\u{2019}s bulk upload\u{2026}: Users suspended in Google";
    harness.get_by_label(name).scroll_to_me();
    harness.run();
    click(&mut harness, name);
    let asked = recorder.asked.borrow();
    let (path, job) = &asked.saved[0];
    assert_eq!(path.to_string_lossy(), "upload-unsuspend-suspended.csv");
    let text = String::from_utf8(job.content.clone()).expect("it is text");
    assert!(text.starts_with("\"First Name [Required]\","), "{text}");
    assert!(text.contains("\"Active\""), "{text}");
}

#[test]
fn a_file_is_chosen_by_key_and_one_that_shows_nothing_says_why() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let recorder =
        Recorder { picks: Some(fixture("google-admin-log.json")), ..Recorder::default() };
    let (mut harness, _) = window_as(service, recorder, SIZE, ThemeChoice::Light, 1.0);
    hold(&mut harness, Modifiers::COMMAND, Key::O);
    assert_eq!(ticket(&harness).inspections.len(), 1, "{}", notices(&harness));
    let events = &open_ticket(&harness).stored.events;
    assert!(events.iter().any(|event| matches!(event.what, EventKind::Inspected { .. })));

    let folder = tempfile::tempdir().expect("a folder");
    let workbook = folder.path().join("users.xlsx");
    std::fs::write(&workbook, b"PK\x03\x04\x14\0\x06\0").expect("it is written");
    drop_files(&mut harness, &[&workbook]);
    assert!(notices(&harness).contains("users.xlsx"), "{}", notices(&harness));
    assert_eq!(ticket(&harness).inspections.len(), 1);
}

#[test]
fn a_redacted_copy_of_a_recording_is_saved_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let har = folder.path().join("sign-in.har");
    std::fs::copy(fixture("sign-in.har"), &har).expect("it is copied");
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    drop_files(&mut harness, &[&har]);
    click(&mut harness, "Save a redacted copy of sign-in.har");
    let copy = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it is saved");
    let redacted = copy("sign-in-redacted.har");
    assert!(
        redacted.contains("Domain cannot use apis") && !redacted.contains("s3cr3t"),
        "{redacted}"
    );
    assert!(notices(&harness).contains("sign-in-redacted.har"), "{}", notices(&harness));
    click(&mut harness, "Replace names");
    click(&mut harness, "Save a redacted copy of sign-in.har");
    assert!(copy("sign-in-redacted-2.har").contains("Domain cannot use apis"));
}

#[test]
fn files_that_are_read_while_a_step_is_presented_leave_its_keys_alone() {
    let mut service = service();
    example("HD-1").fix("no-license-seats").at(&mut service);
    let (mut harness, _) = window(service);
    drop_files(&mut harness, &[&fixture("google-users-classic.csv")]);
    press(&mut harness, &[Key::Escape, Key::F5]);
    // A large file that was asked for before takes until now.
    run_command(&mut harness, Command::Exports(ExportsCommand::ReadAgain));
    assert_eq!(state(&harness).overlay, None);
    press(&mut harness, &[Key::D]);
    assert_eq!(ticket(&harness).steps.len(), 1, "the key ends the step");
}

#[test]
fn why_the_users_do_not_stand_side_by_side_is_said() {
    let mut service = service();
    let stored = example("HD-1").at(&mut service);
    let id = stored.ticket.id;
    let mut state = State::new(now(), TimeZone::UTC);
    state.open = Some(OpenTicket::new(stored));
    let input = Input::open(&fixture("google-users-classic.csv"));
    let errors = ErrorStrings::new(&kb());
    let read = inspect(vec![input], &Inquiry::default(), &errors, &Progress::default());
    let inspection = read.expect("nobody stops it");
    let too_many = NotCompared::TooMany(Console::Google).to_string();
    let files = InspectedFiles { inspection, side_by_side: Err(too_many.clone()) };
    let (replies, _) = channel();
    let mut context = UpdateContext {
        state: &mut state,
        worker: &mut Worker::inline(service),
        platform: &mut Recorder::default(),
        replies: &replies,
    };
    context.take_platform_reply(PlatformReply::Inspected(id, Ok(Box::new(files))));
    let told = state.notices.all().iter().any(|notice| notice.text.contains(&too_many));
    assert!(told, "{:?}", state.notices.all());
}

#[test]
fn the_table_follows_its_filter_its_list_and_the_files() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    let files = ["google-users-classic.csv", "jumpcloud-backup.csv"].map(fixture);
    drop_files(&mut harness, &[&files[0], &files[1]]);
    let rows = |harness: &Harness<'_, App>| {
        let rows = harness.query_all_by_label_contains("JumpCloud ");
        rows.filter(|node| node.accesskit_node().label().is_some_and(|it| it.contains('@'))).count()
    };
    let all = rows(&harness);
    assert!(all > 1, "{all}");
    run_command(&mut harness, Command::Exports(ExportsCommand::FilterUsers));
    type_text(&mut harness, "nobody at all");
    assert_eq!(rows(&harness), 0);
    hold(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, &[Key::Backspace]);
    assert_eq!(rows(&harness), all);
    let kind = state(&harness).open.as_ref().and_then(|open| {
        let both = open.exports.side_by_side.as_ref()?;
        let kinds = both.problems.iter().map(|problem| problem.kind);
        kinds
            .map(|kind| (kind, both.rows.iter().filter(|row| row.kinds.contains(&kind)).count()))
            .find(|(_, count)| *count < all)
    });
    let (kind, count) = kind.expect("not all differ in the same way");
    let shown = ExportsCommand::ShowRows(Some(ShownRows::Kind(kind)));
    run_command(&mut harness, Command::Exports(shown));
    assert_eq!(rows(&harness), count);
    run_command(&mut harness, Command::Exports(ExportsCommand::ReadAgain));
    assert_eq!(rows(&harness), all, "read again, all are shown");
}

#[test]
fn a_field_that_appears_later_does_not_take_the_cursor() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    let files = ["google-users-classic.csv", "jumpcloud-backup.csv"].map(fixture);
    drop_files(&mut harness, &[&files[0]]);
    assert_eq!(state(&harness).screen, Screen::Files);
    press(&mut harness, &[Key::Slash]);
    drop_files(&mut harness, &[&files[1]]);
    assert!(harness.query_by_label("Filter users").is_some(), "there is a table now");
    assert!(!harness.ctx.text_edit_focused(), "nobody asks for its filter any more");
    press(&mut harness, &[Key::Slash]);
    assert!(harness.ctx.text_edit_focused());
}
