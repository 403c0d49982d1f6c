//! What packages and shells ask the program for: what build it is, completions, manual pages.

use std::fs;
use std::path::Path;

use crate::cli::command_line::Program;

/// Commands that every user is told of.
const COMMANDS: [&str; 5] = ["diagnose", "inspect", "redact", "kb", "ticket"];

#[test]
fn the_version_says_on_request_what_was_built_from_what() {
    let program = Program::new();
    let version = format!("syncmend {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(program.prints(&["--version"]), version);
    assert_eq!(program.prints(&["-V"]), version);
    let told = program.prints(&["--version", "--verbose"]);
    assert!(told.starts_with(&version), "{told}");
    for name in ["Commit", "Built", "Target", "Features", "Knowledge base", "Fingerprint"] {
        let line = told.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        assert!(line.is_some_and(|value| !value.is_empty()), "no {name}: {told}");
    }
    assert_eq!(program.prints(&["--version", "--verbose"]), told, "it changes from call to call");
    program.refuses(&["--verbose"], 2, "--version");
}

#[test]
fn every_shell_completes_the_commands() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = program.prints(&["completions", shell]);
        for word in COMMANDS.iter().chain(&["data-dir", "audience", "completions"]) {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    program.refuses(&["completions", "tcsh"], 2, "tcsh");
}

#[test]
fn every_command_has_a_manual_page_that_names_its_options() {
    let program = Program::new();
    let folder = program.path("man");
    fs::create_dir(&folder).expect("the folder is made");
    let out = folder.to_str().expect("a plain path");
    for _ in 0..2 {
        // Over the pages of an older version, too.
        program.prints(&["manual", "--out", out]);
    }
    let read = |name: &str| {
        fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    for command in COMMANDS {
        assert!(read("syncmend.1").contains(&format!("syncmend\\-{command}(1)")), "{command}");
        read(&format!("syncmend-{command}.1"));
    }
    assert!(read("syncmend-ticket-export.1").contains("\\-\\-audience"));
    assert!(!folder.join("syncmend-manual.1").exists(), "a hidden command has a page");
    let nowhere = folder.join("not there");
    program.refuses(&["manual", "--out", nowhere.to_str().expect("a path")], 1, "not there");
}

/// All test functions below a folder, as they stand in the sources.
fn tests_below(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            tests_below(&path, names);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let code = fs::read_to_string(&path).expect("the source is text");
            let functions = code.lines().filter_map(|line| line.trim().strip_prefix("fn "));
            names.extend(functions.filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())));
        }
    }
}

#[test]
fn every_test_that_the_security_page_relies_on_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("SECURITY.md")).expect("the page is there");
    let mut tests = Vec::new();
    tests_below(&root.join("tests"), &mut tests);
    let quoted = page.split('`').skip(1).step_by(2);
    let named: Vec<&str> = quoted.filter(|word| word.matches('_').count() > 2).collect();
    assert!(named.len() > 20, "only {} tests are named", named.len());
    for name in named {
        assert!(tests.iter().any(|test| test == name), "there is no test {name}");
    }
}
