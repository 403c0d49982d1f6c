//! The sources of the program as text, and which modules and files each of them names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One source file of the program.
pub(super) struct Source {
    /// Its path below the repository, with `/`.
    pub(super) path: String,
    /// What it holds, without comments.
    pub(super) code: String,
}

pub(super) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    collect(root, &root.join("src"), &mut sources);
    assert!(sources.len() > 40, "only {} sources were found", sources.len());
    sources
}

pub(super) fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
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
pub(super) fn without_comment(line: &str) -> &str {
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
pub(super) fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + path.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !joins(before) && (path.ends_with("::") || !joins(after))
    })
}

/// The modules below `base` that a file names: by `crate::` and the base, or by climbing up to it.
/// The base is empty for the crate itself.
pub(super) fn modules_named(source: &Source, base: &str) -> BTreeSet<String> {
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

pub(super) fn first_name(text: &str) -> Option<String> {
    let name: String =
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty() && name != "super").then_some(name)
}

/// The first name of each part of a group, up to its closing brace.
pub(super) fn first_names(group: &str) -> Vec<String> {
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

pub(super) fn is_in(source: &Source, places: &[&str]) -> bool {
    places.iter().any(|place| source.path.starts_with(place))
}

/// The sources of a place, a folder or a file, which has to be there.
#[track_caller]
pub(super) fn sources_in(place: &str) -> Vec<Source> {
    let found: Vec<Source> =
        sources().into_iter().filter(|source| source.path.starts_with(place)).collect();
    assert!(!found.is_empty(), "there is no {place}");
    found
}

/// No file outside `places` names any of these paths, and each of them names one.
#[track_caller]
pub(super) fn check_only_in(paths: &[&str], places: &[&str]) {
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
pub(super) fn check_not_in(paths: &[&str], place: &str, except: &[&str]) {
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
pub(super) fn check_knows(place: &str, others: &[&str]) {
    check_names("", place, others);
}

/// The files of a floor of the window name no other floor but these.
#[track_caller]
pub(super) fn check_floor(floor: &str, below: &[&str]) {
    check_names("app::", &format!("src/app/{floor}/"), below);
}

#[track_caller]
pub(super) fn check_names(base: &str, place: &str, others: &[&str]) {
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
pub(super) fn paths_used(source: &Source) -> BTreeSet<String> {
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
pub(super) fn expanded(before: &[String], tree: &str) -> Vec<Vec<String>> {
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
pub(super) fn files_used<'a>(source: &Source, all: &'a [Source]) -> BTreeSet<&'a str> {
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
