//! Files dropped on the window: what is in them decides what becomes of them.

use std::fs;
use std::path::Path;

use eframe::egui::HoveredFile;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::effects::file_kind::{FileKind, recognize};
use syncmend::app::settings::navigation::Screen;
use syncmend::export::{Audience, Format};

use crate::documents::legible::written;
use crate::support::{drop_files, example, notices, open_ticket, service, window};

fn complaint<'a>(harness: &'a Harness<'_, App>) -> &'a str {
    open_ticket(harness).complaint.as_str()
}

/// The words of a file, or why they are not taken.
fn text_of(folder: &Path, content: &[u8]) -> Result<String, String> {
    let path = folder.join("dropped");
    fs::write(&path, content).expect("it is written");
    match recognize(path) {
        FileKind::Text(_, text) => Ok(text),
        FileKind::Other(_, reason) => Err(reason),
        other => panic!("{other:?} is no text"),
    }
}

#[test]
fn a_log_in_any_usual_encoding_is_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let words = "Import f\u{fc}r Pat: 500 error";
    let wide: Vec<u16> = std::iter::once(0xfeff).chain(words.encode_utf16()).collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let marked = format!("\u{feff}{words}");
    for content in [words.as_bytes(), marked.as_bytes(), &little, &big] {
        assert_eq!(text_of(folder, content).expect("it is text"), words);
    }
    let latin = text_of(folder, b"Import f\xfcr Pat").expect_err("it is not UTF-8");
    assert!(latin.contains("save it as UTF-8"), "{latin}");
    let long = text_of(folder, "error\n".repeat(20_000).as_bytes()).expect_err("it is too long");
    assert!(long.contains("at most 100 kB"), "{long}");
    let picture = text_of(folder, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").expect_err("it is no text");
    assert!(picture.contains("type what it says"), "{picture}");
    assert!(text_of(folder, b" \n").is_err());
    assert!(matches!(recognize(folder.to_owned()), FileKind::Other(..)));
}

#[test]
fn of_a_mail_only_subject_and_words_are_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let mail = "From: Pat <pat@example.com>\r\nTo: help@example.com\r\n\
        Date: Mon, 23 Nov 2026 09:00:00 +0000\r\nSubject: =?utf-8?q?Import_f=C3=BCr_alle?=\r\n\
        Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
        SW1wb3J0IGVuZHMgd2l0aCBhIDUwMCBlcnJvcg==\r\n";
    let text = text_of(folder.path(), mail.as_bytes()).expect("it is a mail");
    assert_eq!(text, "Subject: Import f\u{fc}r alle\n\nImport ends with a 500 error");
    let log = "09:00 error: From: nobody\nDate: today";
    assert_eq!(text_of(folder.path(), log.as_bytes()).expect("it is a log"), log);
}

#[test]
fn a_dropped_text_is_added_to_the_complaint_and_stored() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sync.log");
    fs::write(&path, "Error: Domain user limit reached.").expect("it is written");
    let mut service = service();
    example("HD-1").reported("New people do not arrive").at(&mut service);
    let (mut harness, _) = window(service);
    harness.key_press(eframe::egui::Key::Num3);
    harness.run();
    drop_files(&mut harness, &[&path]);
    let expected = "New people do not arrive\n\nError: Domain user limit reached.";
    assert_eq!(complaint(&harness), expected);
    let state = harness.state().state();
    assert_eq!(state.screen, Screen::Diagnose);
    let open = open_ticket(&harness);
    assert_eq!(open.diagnosis.causes[0].id.as_str(), "no-license-seats");
    assert_eq!(open.stored.events.len(), 3, "it is not stored");
    assert!(notices(&harness).contains("sync.log"), "{}", notices(&harness));
    harness.get_by_label("Undo").click();
    harness.run();
    assert_eq!(complaint(&harness), "New people do not arrive");
}

#[test]
fn a_dropped_ticket_is_imported_and_a_backup_only_after_asking() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service();
    let stored = example("HD-77").at(&mut other);
    let ticket = folder.path().join("ticket.txt");
    fs::write(&ticket, written(&stored, Format::Json, Audience::Internal)).expect("written");
    example("HD-78").at(&mut other);
    let backup = folder.path().join("backup.bin");
    other.store().back_up(&backup).expect("it is written");

    let (mut harness, _) = window(service());
    drop_files(&mut harness, &[&ticket]);
    let references = |harness: &Harness<'_, App>| {
        let rows = &harness.state().state().list.page.rows;
        let mut names: Vec<String> = rows.iter().map(|row| row.reference.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(references(&harness), ["HD-77", "SAMPLE-1"]);
    drop_files(&mut harness, &[&backup]);
    assert_eq!(references(&harness), ["HD-77", "SAMPLE-1"], "nobody was asked");
    harness.get_by_label("Restore").click();
    harness.run();
    assert_eq!(references(&harness), ["HD-77", "HD-78", "SAMPLE-1"]);
}

#[test]
fn what_cannot_be_taken_is_told_and_while_a_file_is_held_the_window_says_what_can() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("photo.png");
    fs::write(&path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").expect("it is written");
    let (mut harness, _) = window(service());
    let before = complaint(&harness).to_owned();
    harness.input_mut().hovered_files.push(HoveredFile::default());
    // While a file is held, egui draws every frame.
    harness.run_steps(3);
    assert!(harness.query_by_label("Drop files anywhere").is_some());
    harness.input_mut().hovered_files.clear();
    drop_files(&mut harness, &[&path]);
    assert!(harness.query_by_label("Drop files anywhere").is_none());
    let said = notices(&harness);
    assert!(said.contains("photo.png") && said.contains("copy the text of the error"), "{said}");
    assert_eq!(complaint(&harness), before);
}
