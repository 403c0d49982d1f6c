//! The layers of the design, read from the sources: who may name whom, and what nobody may do.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One source file of the program.
struct Source {
    /// Its path below the repository, with `/`.
    path: String,
    /// What it holds, without comments.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    collect(root, &root.join("src"), &mut sources);
    assert!(sources.len() > 40, "only {} sources were found", sources.len());
    sources
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let below = path.strip_prefix(root).expect("it is below the repository");
            let text = fs::read_to_string(&path).expect("the source is text");
            let code = text.lines().map(without_comment).collect::<Vec<_>>().join("\n");
            sources.push(Source { path: below.to_string_lossy().replace('\\', "/"), code });
        }
    }
}

/// A line up to its comment. Two slashes after a colon are part of an address.
fn without_comment(line: &str) -> &str {
    let mut from = 0;
    while let Some(at) = line[from..].find("//").map(|at| at + from) {
        if !line[..at].ends_with(':') {
            return &line[..at];
        }
        from = at + 2;
    }
    line
}

/// Whether a path stands in the code as words of its own.
fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + path.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !joins(before) && (path.ends_with("::") || !joins(after))
    })
}

/// The modules of the crate that a file names, by `crate::` or by climbing up to the top.
fn modules_named(source: &Source) -> BTreeSet<String> {
    let below = source.path.trim_start_matches("src/").trim_end_matches(".rs");
    let depth = below.trim_end_matches("/mod").split('/').count();
    let climb = "super::".repeat(depth);
    let mut modules = BTreeSet::new();
    for start in ["crate::", climb.as_str()] {
        for (at, _) in source.code.match_indices(start) {
            let rest = &source.code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => modules.extend(first_names(group)),
                None => modules.extend(first_name(rest)),
            }
        }
    }
    modules
}

fn first_name(text: &str) -> Option<String> {
    let name: String =
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty() && name != "super").then_some(name)
}

/// The first name of each part of a group, up to its closing brace.
fn first_names(group: &str) -> Vec<String> {
    let (mut level, mut part, mut names) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => level += 1,
            '}' if level == 0 => break,
            '}' => level -= 1,
            ',' if level == 0 => names.extend(first_name(&std::mem::take(&mut part))),
            _ if level == 0 => part.push(c),
            _ => {}
        }
    }
    names.extend(first_name(&part));
    names
}

fn is_in(source: &Source, places: &[&str]) -> bool {
    places.iter().any(|place| source.path.starts_with(place))
}

/// No file outside `places` names any of these paths, and some file in them names one.
#[track_caller]
fn check_only_in(paths: &[&str], places: &[&str]) {
    let mut inside = 0;
    for source in sources() {
        let found: Vec<&&str> = paths.iter().filter(|path| names(&source.code, path)).collect();
        if is_in(&source, places) {
            inside += found.len();
        } else {
            assert!(found.is_empty(), "{} names {found:?}", source.path);
        }
    }
    assert!(
        inside > 0 || places.is_empty(),
        "nothing in {places:?} names {paths:?}: the check is blind"
    );
}

/// No file of `layer` names any of these paths, apart from those in `except`.
#[track_caller]
fn check_not_in(paths: &[&str], layer: &str, except: &[&str]) {
    let all = sources();
    let files: Vec<&Source> = all.iter().filter(|s| s.path.starts_with(layer)).collect();
    assert!(!files.is_empty(), "there is no {layer}");
    for source in files.into_iter().filter(|source| !is_in(source, except)) {
        let found: Vec<&&str> = paths.iter().filter(|path| names(&source.code, path)).collect();
        assert!(found.is_empty(), "{} names {found:?}", source.path);
    }
}

/// The files of `layer` name no module of the crate but their own and these.
#[track_caller]
fn check_knows(layer: &str, others: &[&str]) {
    let own = layer.trim_start_matches("src/").trim_end_matches('/');
    let allowed: BTreeSet<&str> = others.iter().copied().chain([own]).collect();
    let mut seen = BTreeSet::new();
    for source in sources().iter().filter(|source| source.path.starts_with(layer)) {
        for module in modules_named(source) {
            assert!(allowed.contains(module.as_str()), "{} names crate::{module}", source.path);
            seen.insert(module);
        }
    }
    let unseen: Vec<&&str> = others.iter().filter(|other| !seen.contains(**other)).collect();
    assert!(
        unseen.is_empty(),
        "{layer} does not name {unseen:?}: the check is blind or the list old"
    );
}

const PLAIN_LAYERS: [&str; 3] = ["src/kb/", "src/diagnosis/", "src/ticket/"];
const ITS_IO: &[&str] = &["src/kb/files.rs", "src/ticket/store/"];

#[test]
fn only_the_window_knows_egui() {
    let egui = ["egui", "eframe", "egui_kittest", "winit", "wgpu"];
    check_only_in(&egui, &["src/app/", "src/picture/", "src/theme/"]);
}

#[test]
fn layers_know_only_what_lies_below_them() {
    check_knows("src/kb/", &[]);
    check_knows("src/diagnosis/", &["kb", "privacy"]);
    check_knows("src/evaluation/", &["kb", "diagnosis"]);
    check_knows("src/evidence/", &["kb", "diagnosis", "privacy", "progress"]);
    check_knows("src/ticket/", &["kb", "diagnosis", "evidence", "privacy", "progress"]);
    check_knows("src/export/", &["kb", "diagnosis", "evidence", "ticket", "privacy", "progress"]);
    check_knows("src/privacy/", &[]);
    check_knows("src/ticket_service.rs", &["kb", "ticket", "export", "privacy"]);
    let all_but_app =
        ["kb", "diagnosis", "ticket", "export", "privacy", "ticket_service", "paths", "renderer"];
    check_knows("src/crash.rs", &["export"]);
    check_knows("src/build_info.rs", &["kb"]);
    // The command line alone measures.
    let its_own = ["evaluation", "picture", "evidence", "progress", "build_info"];
    check_knows("src/cli/", &[&all_but_app[..], &its_own].concat());
    check_knows("src/theme/", &[]);
    check_knows("src/picture/", &["kb", "theme", "ticket", "export", "progress"]);
    check_knows(
        "src/app/",
        &[&all_but_app[..], &["crash", "theme", "picture", "progress", "evidence"]].concat(),
    );
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
    check_only_in(&["Timestamp::now"], &["src/app/", "src/cli/", "src/crash.rs"]);
    check_only_in(&["now_v7"], &["src/ticket_service.rs"]);
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
    check_only_in(&["open::"], &["src/app/outside.rs"]);
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
        modules_named(&source).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(named("src/kb/read.rs", "use crate::app::x;"), ["app"]);
    assert_eq!(named("src/kb/read.rs", "use crate::{app::{a, b}, cli};"), ["app", "cli"]);
    assert_eq!(named("src/kb/read.rs", "use super::super::desk::Desk;"), ["ticket_service"]);
    assert_eq!(named("src/kb/mod.rs", "use super::desk::Desk;"), ["ticket_service"]);
    assert_eq!(named("src/kb/read.rs", "use super::model::Cause;"), [""; 0]);
}
