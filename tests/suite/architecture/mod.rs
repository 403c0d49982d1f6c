//! The layers of the design, read from the sources: who may name whom, and what nobody may do.

mod documents;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use sources::*;

const PLAIN_LAYERS: [&str; 3] = ["src/kb/", "src/diagnosis/", "src/ticket/"];
const ITS_IO: &[&str] = &["src/kb/files.rs", "src/ticket/store/"];

#[test]
fn only_what_draws_knows_egui() {
    let egui = ["egui", "eframe", "egui_kittest", "winit::", "wgpu::"];
    let places = [
        "src/app/view/",
        "src/app/window/",
        "src/app/command/list.rs",
        "src/picture/",
        "src/theme/",
    ];
    check_only_in(&egui, &places);
}

#[test]
fn layers_know_only_what_lies_below_them() {
    check_knows("src/privacy/", &[]);
    check_knows("src/progress.rs", &[]);
    check_knows("src/files.rs", &[]);
    check_knows("src/text.rs", &[]);
    check_knows("src/paths.rs", &[]);
    check_knows("src/renderer.rs", &[]);
    check_knows("src/theme/", &[]);
    check_knows("src/kb/", &["privacy"]);
    check_knows("src/diagnosis/", &["kb", "privacy"]);
    check_knows("src/built_in.rs", &["kb"]);
    check_knows("src/readers.rs", &["kb", "diagnosis", "built_in"]);
    check_knows("src/evaluation/", &["kb", "diagnosis", "privacy", "readers"]);
    check_knows("src/evidence/", &["kb", "diagnosis", "privacy", "progress"]);
    check_knows("src/ticket/", &["kb", "diagnosis", "evidence", "privacy", "progress", "text"]);
    let under_export = ["kb", "diagnosis", "evidence", "ticket", "privacy", "progress"];
    check_knows(
        "src/export/",
        &[&under_export[..], &["drawing", "files", "readers", "text"]].concat(),
    );
    check_knows("src/ticket_system/", &["export", "privacy", "text", "ticket"]);
    let under_service = ["kb", "ticket", "export", "privacy", "ticket_system"];
    check_knows("src/ticket_service.rs", &under_service);
    check_knows("src/drawing/", &["kb"]);
    let under_picture = ["kb", "drawing", "theme", "ticket", "export", "files", "progress"];
    check_knows("src/picture/", &under_picture);
    check_knows("src/crash.rs", &["files", "privacy"]);
    check_knows("src/build_info.rs", &["kb"]);
    let below = [
        "kb",
        "diagnosis",
        "built_in",
        "readers",
        "evidence",
        "ticket",
        "export",
        "files",
        "text",
        "privacy",
        "progress",
        "ticket_service",
        "ticket_system",
        "paths",
        "renderer",
        "picture",
    ];
    // The command line alone measures, the window alone draws.
    check_knows("src/cli/", &[&below[..], &["build_info", "evaluation"]].concat());
    check_knows(
        "src/app/",
        &[&below[..], &["build_info", "crash", "drawing", "theme", "APPLICATION_ID"]].concat(),
    );
}

#[test]
fn floors_of_the_window_know_only_those_below_them() {
    check_floor("settings", &[]);
    check_floor("effects", &["settings"]);
    check_floor("command", &["settings", "effects"]);
    check_floor("model", &["settings", "effects", "command"]);
    check_floor("update", &["settings", "effects", "command", "model"]);
    check_floor("view", &["settings", "effects", "command", "model", "update"]);
    let all = ["settings", "effects", "command", "model", "update", "view"];
    check_floor("window", &all);
}

#[test]
fn no_files_know_each_other_in_a_circle() {
    // A file that holds JSON is JSON inside of a file: the two are truly recursive.
    let recursive = ["src/evidence/redact/json.rs", "src/evidence/redact/redactor.rs"];
    let all = sources();
    let mut left: BTreeMap<&str, BTreeSet<&str>> =
        all.iter().map(|source| (source.path.as_str(), files_used(source, &all))).collect();
    assert!(left.values().map(BTreeSet::len).sum::<usize>() > all.len(), "the check is blind");
    let both_know = recursive.iter().all(|file| left[file].iter().any(|f| recursive.contains(f)));
    assert!(both_know, "{recursive:?} are no longer recursive: take them off the list");
    for file in recursive {
        left.entry(file).and_modify(|named| named.retain(|file| !recursive.contains(file)));
    }
    // Takes away what knows nothing that is left, and what nothing knows that is left, until nothing
    // changes; circles stay.
    loop {
        let known: BTreeSet<&str> = left.values().flatten().copied().collect();
        let is_done =
            |file: &str, named: &BTreeSet<&str>| named.is_empty() || !known.contains(file);
        let done: Vec<&str> = left
            .iter()
            .filter(|(file, named)| is_done(file, named))
            .map(|(file, _)| *file)
            .collect();
        if done.is_empty() {
            break;
        }
        left.retain(|file, _| !done.contains(file));
        for named in left.values_mut() {
            named.retain(|file| !done.contains(file));
        }
    }
    assert!(left.is_empty(), "these know each other in a circle: {:?}", left.keys());
}

#[test]
fn only_the_store_speaks_sql() {
    check_only_in(&["rusqlite"], &["src/ticket/store/"]);
}

#[test]
fn the_plain_layers_touch_no_disk_clock_or_chance() {
    let paths = [
        "std::fs",
        "fs::",
        "File::",
        "std::env",
        "env::",
        "std::io",
        "std::process",
        "std::thread",
        "Timestamp::now",
        "Zoned::now",
        "SystemTime",
        "Instant",
        "now_v7",
        "new_v4",
        "rand",
        "fastrand",
        "TimeZone::system",
        "stdin",
        "stdout",
    ];
    for layer in PLAIN_LAYERS {
        check_not_in(&paths, layer, ITS_IO);
    }
    // The same look finds them where they may stand.
    check_only_in(&["fs::"], &["src/"]);
    check_only_in(&["Timestamp::now"], &["src/app/window/", "src/cli/", "src/crash.rs"]);
    check_only_in(&["now_v7"], &["src/ticket_service.rs", "src/ticket/store/seat.rs"]);
}

#[test]
fn what_customers_read_is_made_without_internal_text() {
    // The types refuse it; these are the ways around them.
    let around = ["for_insiders", "InternalText", "CustomerText::from", "leak", "marked", "inside"];
    for file in ["src/export/customer.rs", "src/export/context.rs"] {
        check_not_in(&around, file, &[]);
    }
    check_only_in(&["for_insiders"], &["src/"]);
}

#[test]
fn the_program_opens_no_socket() {
    let sockets = [
        "std::net",
        "net::",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "ToSocketAddrs",
        "reqwest",
        "ureq",
        "hyper",
        "tokio",
    ];
    check_only_in(&sockets, &[]);
}

#[test]
fn addresses_leave_through_one_function_and_nothing_becomes_a_command_line() {
    check_only_in(&["open::"], &["src/app/effects/native.rs"]);
    // The program starts nothing but itself.
    check_only_in(&["Command::new", "std::process::Command", "process::Command"], &["src/main.rs"]);
}

#[test]
fn the_look_at_the_sources_finds_what_it_should() {
    assert!(names("use egui::Ui;", "egui") && names("let x = fs::read(p);", "fs::"));
    assert!(names("jiff::Timestamp::now()", "Timestamp::now") && names("Uuid::now_v7()", "now_v7"));
    assert!(!names("use egui_extra::Ui;", "egui") && !names("reopen::it()", "open::"));
    assert_eq!(without_comment("let a = 1; // egui"), "let a = 1; ");
    assert_eq!(without_comment("\"https://x\" // y"), "\"https://x\" ");
    let named = |path: &str, code: &str| {
        let source = Source { path: path.to_owned(), code: code.to_owned() };
        modules_named(&source, "").into_iter().collect::<Vec<_>>()
    };
    assert_eq!(named("src/kb/read.rs", "use crate::app::x;"), ["app"]);
    assert_eq!(named("src/kb/read.rs", "use crate::{app::{a, b}, cli};"), ["app", "cli"]);
    assert_eq!(named("src/kb/read.rs", "use super::super::desk::Desk;"), ["desk"]);
    assert_eq!(named("src/kb/mod.rs", "use super::desk::Desk;"), ["desk"]);
    assert_eq!(named("src/kb/read.rs", "use super::model::Cause;"), [""; 0]);
    let used = |path: &str, code: &str| {
        paths_used(&Source { path: path.to_owned(), code: code.to_owned() })
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        used("src/kb/read.rs", "use super::{model::Cause, ids as i};"),
        ["kb::ids", "kb::model::Cause"]
    );
    assert_eq!(
        used("src/a/b/c.rs", "use crate::x::{y, z::{v, w}};"),
        ["x::y", "x::z::v", "x::z::w"]
    );
    assert_eq!(used("src/a/mod.rs", "use super::b::c; use std::fs;"), ["b::c"]);
    let floors = |path: &str, code: &str| {
        let source = Source { path: path.to_owned(), code: code.to_owned() };
        modules_named(&source, "app::").into_iter().collect::<Vec<_>>()
    };
    assert_eq!(floors("src/app/view/keys.rs", "use crate::app::update::lists;"), ["update"]);
    assert_eq!(floors("src/app/view/keys.rs", "use super::super::update::lists;"), ["update"]);
    assert_eq!(floors("src/app/view/parts/note.rs", "use super::super::focus;"), [""; 0]);
}
