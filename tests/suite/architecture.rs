//! The layers of the design, read from the sources: who may name whom, and what nobody may do.

use std::collections::{BTreeMap, BTreeSet};
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
            // Tests stand at the end of a file, and may use more than it does.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
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

/// The modules below `base` that a file names: by `crate::` and the base, or by climbing up to it.
/// The base is empty for the crate itself.
fn modules_named(source: &Source, base: &str) -> BTreeSet<String> {
    let below = source.path.trim_start_matches("src/").trim_end_matches(".rs");
    let depth = below.trim_end_matches("/mod").split('/').count();
    let levels = base.split("::").filter(|level| !level.is_empty()).count();
    let climb = "super::".repeat(depth.saturating_sub(levels));
    let from_top = format!("crate::{base}");
    let mut modules = BTreeSet::new();
    for start in [from_top.as_str(), climb.as_str()].into_iter().filter(|start| !start.is_empty()) {
        for (at, _) in source.code.match_indices(start) {
            let climbs_further = source.code[..at].ends_with("super::");
            let rest = &source.code[at + start.len()..];
            match rest.strip_prefix('{') {
                _ if climbs_further => {}
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

/// The sources of a place, a folder or a file, which has to be there.
#[track_caller]
fn sources_in(place: &str) -> Vec<Source> {
    let found: Vec<Source> =
        sources().into_iter().filter(|source| source.path.starts_with(place)).collect();
    assert!(!found.is_empty(), "there is no {place}");
    found
}

/// No file outside `places` names any of these paths, and each of them names one.
#[track_caller]
fn check_only_in(paths: &[&str], places: &[&str]) {
    let named = |source: &Source| -> Vec<String> {
        paths.iter().filter(|path| names(&source.code, path)).map(ToString::to_string).collect()
    };
    for source in sources().iter().filter(|source| !is_in(source, places)) {
        assert!(named(source).is_empty(), "{} names {:?}", source.path, named(source));
    }
    for place in places {
        let is_named = sources_in(place).iter().any(|source| !named(source).is_empty());
        assert!(is_named, "nothing in {place} names {paths:?}: the check is blind or the list old");
    }
}

/// No file of a place names any of these paths, apart from those in `except`, which have to be there.
#[track_caller]
fn check_not_in(paths: &[&str], place: &str, except: &[&str]) {
    for source in sources_in(place).iter().filter(|source| !is_in(source, except)) {
        let found: Vec<&&str> = paths.iter().filter(|path| names(&source.code, path)).collect();
        assert!(found.is_empty(), "{} names {found:?}", source.path);
    }
    for place in except {
        sources_in(place);
    }
}

/// The files of a place name no module of the crate but their own and these.
#[track_caller]
fn check_knows(place: &str, others: &[&str]) {
    check_names("", place, others);
}

/// The files of a floor of the window name no other floor but these.
#[track_caller]
fn check_floor(floor: &str, below: &[&str]) {
    check_names("app::", &format!("src/app/{floor}/"), below);
}

#[track_caller]
fn check_names(base: &str, place: &str, others: &[&str]) {
    let top = format!("src/{}", base.replace("::", "/"));
    let own = place.trim_start_matches(&top).trim_end_matches('/').trim_end_matches(".rs");
    let allowed: BTreeSet<&str> = others.iter().copied().chain([own]).collect();
    let mut seen = BTreeSet::new();
    for source in sources_in(place) {
        for module in modules_named(&source, base) {
            assert!(allowed.contains(module.as_str()), "{} names {base}{module}", source.path);
            seen.insert(module);
        }
    }
    let unseen: Vec<&&str> = others.iter().filter(|other| !seen.contains(**other)).collect();
    assert!(
        unseen.is_empty(),
        "{place} does not name {unseen:?}: the check is blind or the list old"
    );
}

/// The paths that the `use` statements of a file name, each from the top of the crate.
fn paths_used(source: &Source) -> BTreeSet<String> {
    let below = source.path.trim_start_matches("src/").trim_end_matches(".rs");
    let own: Vec<&str> = below.trim_end_matches("/mod").split('/').collect();
    let statements = source.code.split("use ").skip(1).filter_map(|rest| rest.split(';').next());
    let mut paths = BTreeSet::new();
    for path in statements.flat_map(|statement| expanded(&[], statement)) {
        let climbs = path.iter().take_while(|part| *part == "super").count();
        if path.first().is_some_and(|first| first == "crate") {
            paths.insert(path[1..].join("::"));
        } else if climbs > 0 && climbs <= own.len() {
            let above = own[..own.len() - climbs].iter().copied();
            let below = path[climbs..].iter().map(String::as_str);
            paths.insert(above.chain(below).collect::<Vec<_>>().join("::"));
        }
    }
    paths
}

/// A tree of paths, each written out.
fn expanded(before: &[String], tree: &str) -> Vec<Vec<String>> {
    let parts = |text: &str| -> Vec<String> {
        let parts =
            text.split("::").map(|part| part.trim().split(" as ").next().unwrap_or_default());
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let Some((head, group)) = tree.split_once('{') else {
        return vec![[before, &parts(tree)].concat()];
    };
    let before = [before, &parts(head)].concat();
    let group = group.rsplit_once('}').map_or(group, |(inside, _)| inside);
    let (mut level, mut part, mut paths) = (0, String::new(), Vec::new());
    for c in group.chars().chain([',']) {
        level += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && level == 0 {
            paths.extend(expanded(&before, &std::mem::take(&mut part)));
        } else {
            part.push(c);
        }
    }
    paths
}

/// The files of the crate that a file uses. Folders' `mod.rs` do not count: they only hand on what
/// their files have.
fn files_used<'a>(source: &Source, all: &'a [Source]) -> BTreeSet<&'a str> {
    let used = paths_used(source);
    let is_used = |file: &&Source| {
        let below = file.path.trim_start_matches("src/").trim_end_matches(".rs");
        let module = below.replace('/', "::");
        let inside = format!("{module}::");
        used.iter().any(|path| *path == module || path.starts_with(&inside))
    };
    let others = all.iter().filter(|file| file.path != source.path);
    let others = others.filter(|file| !file.path.ends_with("/mod.rs"));
    others.filter(is_used).map(|file| file.path.as_str()).collect()
}

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
    check_knows("src/kb/", &[]);
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
        &[&below[..], &["crash", "drawing", "theme", "APPLICATION_ID"]].concat(),
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
