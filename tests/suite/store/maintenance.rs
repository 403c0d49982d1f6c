//! Backup, restore, purge and handing over.

use std::fs;

use egui_kittest::kittest::Queryable;
use jiff::SignedDuration;
use syncmend::built_in;
use syncmend::export::{Audience, Format};
use syncmend::privacy::InternalText;
use syncmend::progress::Progress;
use syncmend::ticket::store::{FILE_NAME, Query, StoreError};
use syncmend::ticket::{Event, EventKind};
use syncmend::ticket_service::TicketService;

use crate::cli::command_line::Program;
use crate::documents::legible::written;
use crate::support::{
    Recorder, SIZE, event, example, files, holds, now, references, service, service_in, window_as,
};

#[test]
fn a_backup_restores_what_is_missing_and_overwrites_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("backup.db");
    let mut service = service_in(&folder.path().join("one"));
    let kept = example("HD-1").note("in the backup").at(&mut service);
    example("HD-2").at(&mut service);
    service.store().set_setting("theme", "\"dark\"").expect("it is set");
    service.store().back_up(&backup).expect("it is written");
    service.store().back_up(&backup).expect("it is replaced");

    let mut other = service_in(&folder.path().join("two"));
    example("HD-3").at(&mut other);
    other.store().set_setting("theme", "\"light\"").expect("it is set");
    let restored = other.store().restore(&backup, now()).expect("it is taken in");
    assert_eq!((restored.tickets, restored.entries), (2, 3));
    assert_eq!(references(&mut other), ["HD-1", "HD-2", "HD-3"]);
    let again = other.store().load(kept.ticket.id).expect("it is there");
    assert_eq!(again.events, kept.events);
    assert_eq!(again.kb.fingerprint(), kept.kb.fingerprint());
    let theme = other.store().setting("theme").expect("it is read");
    assert_eq!(theme.as_deref(), Some("\"light\""));
    let twice = other.store().restore(&backup, now()).expect("it is taken in");
    assert_eq!((twice.tickets, twice.entries), (0, 0));
}

#[test]
fn a_backup_of_an_older_version_is_taken_in_and_what_is_none_is_refused() {
    let mut service = service();
    for version in 1..=2 {
        let (root, mut fresh) = (env!("CARGO_MANIFEST_DIR"), self::service());
        let fixture = format!("{root}/tests/fixtures/store-{version}.db");
        fresh.store().restore(fixture.as_ref(), now()).expect("it is taken in");
        assert_eq!(references(&mut fresh), ["HD-1", "HD-2", "HD-3"]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in [("empty", ""), ("text", "not a backup of anything at all")] {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("it is written");
        let refused = service.store().restore(&path, now()).expect_err("it is no backup");
        assert!(matches!(refused, StoreError::NotABackup(_)), "{refused}");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), content);
    }
    let missing =
        service.store().restore(&folder.path().join("gone"), now()).expect_err("it is not there");
    assert!(missing.to_string().contains("gone"), "{missing}");
    let no_place = service.store().back_up(&folder.path().join("no/such/folder.db"));
    assert!(matches!(no_place, Err(StoreError::Backup { .. })));
}

/// Makes a ticket that last changed some days ago.
fn old(service: &mut TicketService, reference: &str, secret: &str, days: i64) {
    let stored = example(reference).customer(secret).reported(secret).at(&mut TicketService::new(
        syncmend::ticket::store::Store::in_memory(crate::support::kb()).expect("SQLite starts"),
        now,
    ));
    let at = now().checked_sub(SignedDuration::from_hours(24 * days)).expect("a time");
    let mut events: Vec<Event> =
        stored.events.iter().map(|event| Event { at, ..event.clone() }).collect();
    let text = InternalText::from(secret.repeat(2_000).as_str());
    let what = EventKind::Noted { step: None, text };
    events.push(event("test", at, what));
    service.store().append(stored.ticket.id, &events).expect("it is taken");
}

#[test]
fn a_purge_leaves_no_trace_of_old_tickets_and_keeps_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    old(&mut service, "HD-OLD", "zebrafinch", 400);
    old(&mut service, "HD-NEW", "kingfisher", 10);
    for number in 0..20 {
        old(&mut service, &format!("HD-{number}"), "zebrafinch", 500);
    }
    assert!(holds(folder.path(), "zebrafinch") && holds(folder.path(), "HD-OLD"));
    assert_eq!(service.count_older_than(365).expect("they are counted"), 21);
    let purged = service.purge_older_than(365).expect("they are purged");
    assert_eq!((purged.tickets, purged.is_complete), (21, true));
    assert!(!holds(folder.path(), "zebrafinch") && !holds(folder.path(), "zebr"));
    assert!(!holds(folder.path(), "HD-OLD"));
    assert!(holds(folder.path(), "kingfisher"));
    assert_eq!(references(&mut service), ["HD-NEW"]);
    let tallies = service.store().tallies(now()).expect("they are counted");
    assert_eq!(tallies.states.iter().map(|(_, tickets)| tickets).sum::<u32>(), 1);
    drop(service);
    assert_eq!(references(&mut service_in(folder.path())), ["HD-NEW"]);
    assert!(!holds(folder.path(), "zebr"));
}

#[test]
fn a_ticket_goes_to_another_installation_with_its_history_and_knowledge_base() {
    let mut service = service();
    let stored = example("HD-1").note("handed over").at(&mut service);
    let stored = service.undo(stored.ticket.id).expect("the note");
    let file = written(&stored, Format::Json, Audience::Internal);
    let folder = tempfile::tempdir().expect("a folder");
    // There the knowledge base has gone on.
    let files = built_in::kb_files();
    let name = "causes/import-timing.toml";
    let text = files.iter().find(|file| file.name == name).expect("it is there").text.clone();
    let text = text.replacen("title = \"", "title = \"Later: ", 1);
    let newer = syncmend::kb::KbFile { name: name.to_owned(), text: text.into() };
    let newer = syncmend::kb::read(&[files, vec![newer]]).expect("it is sound");
    let store = syncmend::ticket::store::Store::open(folder.path(), newer.into(), now());
    let mut there = TicketService::new(store.expect("it opens").0, now);
    for _ in 0..2 {
        let imported = there.import(&file).expect("it is taken in");
        assert_eq!(imported.events, stored.events);
        assert_eq!(imported.ticket, stored.ticket);
        assert_eq!(imported.kb.fingerprint(), stored.kb.fingerprint());
    }
    assert_eq!(references(&mut there), ["HD-1"]);
}

#[test]
fn the_window_backs_up_restores_imports_and_purges() {
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("backup.db");
    let mut first = service_in(&folder.path().join("one"));
    old(&mut first, "HD-OLD", "zebrafinch", 900);
    let outside = Recorder { picks: Some(backup.clone()), ..Recorder::default() };
    let light = syncmend::theme::ThemeChoice::Light;
    let (mut harness, _) = window_as(first, outside.clone(), SIZE, light, 1.0);
    let show = |harness: &mut egui_kittest::Harness<'static, syncmend::app::App>| {
        harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::K);
        harness.run();
        harness.event(eframe::egui::Event::Text("import, back".to_owned()));
        harness.run();
        harness.key_press(eframe::egui::Key::Enter);
        harness.run();
    };
    show(&mut harness);
    harness.get_by_label("Back up all tickets").click();
    harness.run_steps(3);
    assert!(backup.exists());
    show(&mut harness);
    harness.get_by_label("Count").click();
    harness.run_steps(3);
    harness.get_by_label("Purge 1 ticket").click();
    harness.run_steps(3);
    assert!(harness.state().state().list.page.rows.is_empty());
    assert!(!holds(&folder.path().join("one"), "zebrafinch"));
    show(&mut harness);
    harness.get_by_label("Restore a backup").click();
    harness.run_steps(4);
    assert_eq!(harness.state().state().list.page.rows.len(), 1);
    assert!(folder.path().join("one").join(FILE_NAME).exists());
}

#[test]
fn the_command_line_keeps_tickets_too() {
    let program = Program::new();
    let id = program.new_ticket("HD-1");
    program.prints(&["ticket", "note", &id, "first"]);
    program.prints(&["ticket", "undo", &id]);
    let notes = |program: &Program| {
        program.json(&["ticket", "show", &id])["notes"].as_array().expect("notes").len()
    };
    assert_eq!(notes(&program), 0);
    program.prints(&["ticket", "redo", &id]);
    assert_eq!(notes(&program), 1);
    program.refuses(&["ticket", "redo", &id], 1, "left to redo");
    let backup = program.path("backup.db").display().to_string();
    program.prints(&["ticket", "backup", &backup]);
    let other = Program::new();
    let restored = other.prints(&["ticket", "restore", &backup]);
    assert_eq!(restored, "4 new entries in 1 ticket\n");
    assert!(other.prints(&["ticket", "list"]).contains("HD-1"));
    assert_eq!(other.prints(&["ticket", "purge", "--older-than", "1"]), "0 tickets deleted\n");
    other.refuses(
        &["ticket", "restore", &other.file("text", "x".repeat(99))],
        1,
        "not a Syncmend backup",
    );
    other.refuses(&["ticket", "purge"], 2, "--older-than");
    let waiting = other.prints(&["ticket", "list", "--state", "waiting"]);
    assert_eq!(waiting, "");
    assert!(other.prints(&["ticket", "list", "--state", "open", "--days", "2"]).contains("HD-1"));
}

#[test]
fn work_that_is_stopped_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let (backup, none) = (folder.path().join("backup.db"), folder.path().join("none.db"));
    let mut service = service_in(&folder.path().join("one"));
    example("HD-1").at(&mut service);
    service.store().back_up(&backup).expect("it is written");
    let mut other = service_in(&folder.path().join("two"));
    example("HD-2").at(&mut other);

    let stopped = Progress::default();
    stopped.stop();
    other.store().watch(stopped.clone()).expect("it is watched");
    let errors = [
        other.store().back_up(&none).expect_err("stopped"),
        other.store().restore(&backup, now()).expect_err("stopped"),
        other.store().purge_unchanged_since(jiff::Timestamp::MAX).expect_err("stopped"),
    ];
    assert!(errors.iter().all(|error| matches!(error, StoreError::Stopped)), "{errors:?}");
    assert!(!none.exists() && files(folder.path()).len() == 1, "something was left behind");

    let wanted = Progress::default();
    other.store().watch(wanted.clone()).expect("it is watched");
    assert_eq!(references(&mut other), ["HD-2"]);
    other.store().restore(&backup, now()).expect("it is taken in");
    assert_eq!(references(&mut other), ["HD-1", "HD-2"]);
    assert!(wanted.share().is_some_and(|share| share >= 0.5), "{:?}", wanted.share());
}

#[test]
fn a_long_search_is_stopped_in_the_middle() {
    let mut service = service();
    for number in 0..40 {
        example(&format!("HD-{number}")).at(&mut service);
    }
    let stopped = Progress::default();
    service.store().watch(stopped.clone()).expect("it is watched");
    stopped.stop();
    // However many rows there are, SQLite asks after so many of its own steps.
    let query = Query { words: "h".to_owned(), ..Query::default() };
    let found = (0..2000).find_map(|_| service.store().list(&query, now()).err());
    assert!(matches!(found, Some(StoreError::Stopped)), "{found:?}");
}
