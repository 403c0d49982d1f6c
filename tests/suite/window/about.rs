//! What the program says of itself: what build it is, and, once, that it has grown old.

use std::path::Path;

use eframe::egui::OutputCommand;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use syncmend::app::App;
use syncmend::app::command::NavigateCommand;
use syncmend::app::effects::worker::Worker;
use syncmend::app::model::notices::NoticeKind;
use syncmend::app::settings::graphics_backend::GraphicsBackend;
use syncmend::app::settings::navigation::Overlay;
use syncmend::app::window::handle::EguiWindow;
use syncmend::build_info;

use crate::support::{Recorder, SIZE, kb, now, run_command, service_in, state};

/// The window over the tickets of a folder, of a program that was built on a day.
fn built_on(built: Option<Date>, folder: &Path) -> Harness<'static, App> {
    let service = service_in(folder);
    let mut harness = Harness::builder().with_size(SIZE).build_eframe(move |context| {
        let worker = Worker::inline(service);
        let window = Some(EguiWindow(context.egui_ctx.clone()));
        let outside = Recorder { window, ..Recorder::default() };
        App::new(&context.egui_ctx, worker, Box::new(outside), now, TimeZone::UTC)
            .drawn_by(GraphicsBackend::Vulkan)
            .built_on(built)
    });
    harness.run();
    harness
}

/// What the window says of its age.
fn said<'a>(harness: &'a Harness<'_, App>) -> Vec<(NoticeKind, &'a str)> {
    let notices = state(harness).notices.all().iter();
    let of_age = notices.filter(|notice| notice.text.starts_with("This version is from"));
    of_age.map(|notice| (notice.kind, notice.text.as_str())).collect()
}

#[test]
fn an_old_program_says_so_at_one_start_and_not_at_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, also_old) = (date(2025, 11, 23), date(2025, 6, 1));
    let harness = built_on(Some(old), folder.path());
    let told = build_info::age_notice(Some(old), date(2026, 11, 23)).expect("it is a year old");
    assert_eq!(said(&harness), [(NoticeKind::News, told.as_str())], "it passes by itself");
    assert!(harness.query_by_label_contains("This version is from 2025-11-23").is_some());
    assert_eq!(said(&built_on(Some(old), folder.path())), [], "it was said");
    // Another build is another matter.
    assert_eq!(said(&built_on(Some(also_old), folder.path())).len(), 1);
    assert_eq!(said(&built_on(Some(also_old), folder.path())), []);
}

#[test]
fn a_program_says_nothing_of_its_age_before_it_is_old() {
    let folder = tempfile::tempdir().expect("a folder");
    for built in [None, Some(date(2025, 11, 24)), Some(date(2026, 11, 23))] {
        assert_eq!(said(&built_on(built, folder.path())), [], "{built:?}");
    }
    // What was not said does not count as said.
    assert_eq!(said(&built_on(Some(date(2025, 11, 23)), folder.path())).len(), 1);
}

#[test]
fn about_shows_and_copies_what_a_report_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = built_on(Some(date(2025, 1, 1)), folder.path());
    run_command(&mut harness, NavigateCommand::Overlay(Overlay::About).into());
    let mut facts = build_info::facts(Some(kb().as_ref()));
    facts.push(("Graphics", GraphicsBackend::Vulkan.name().to_owned()));
    facts.push(("Tickets in", folder.path().display().to_string()));
    for (name, value) in &facts {
        let is_shown = |text: &str| harness.query_all_by_label(text).next().is_some();
        assert!(is_shown(name) && is_shown(value), "{name}: {value}");
    }
    assert!(harness.query_all_by_label_contains("This version is from 2025-01-01").count() > 0);
    harness.get_by_label("Copy this").click();
    let copied = (0..4).find_map(|_| {
        harness.step();
        let commands = harness.output().platform_output.commands.iter();
        commands.into_iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    });
    let lines: Vec<String> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(copied, Some(lines.join("\n")));
}
