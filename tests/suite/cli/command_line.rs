//! The program without its window: its exit codes, its one line of error, and what it says when
//! something is in the way.

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The built program over a data folder of its own, without a display.
pub struct Program {
    folder: TempDir,
}

impl Program {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_syncmend"));
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(display);
        }
        command.arg("--data-dir").arg(self.path("data")).args(arguments);
        command
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the data folder and returns its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        fs::write(&path, content).expect("it is written");
        path.to_str().expect("a plain path").to_owned()
    }

    pub fn call(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().expect("the program starts")
    }

    /// What a call prints that must work.
    #[track_caller]
    pub fn prints(&self, arguments: &[&str]) -> String {
        let output = self.call(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {error}");
        assert_eq!(error, "", "{arguments:?} complains");
        String::from_utf8(output.stdout).expect("output is text")
    }

    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let text = self.prints(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"))
    }

    /// Expects an exit code, one line of error with these words, and nothing half-printed.
    #[track_caller]
    pub fn refuses(&self, arguments: &[&str], code: i32, words: &str) {
        let output = self.call(arguments);
        check_refused(&output, arguments, code, words);
        assert!(output.stdout.is_empty(), "{arguments:?} prints something all the same");
    }

    pub fn new_ticket(&self, reference: &str) -> String {
        self.prints(&["ticket", "new", "--reference", reference]).trim().to_owned()
    }
}

#[track_caller]
fn check_refused(output: &Output, arguments: &[&str], code: i32, words: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
    assert!(error.ends_with('\n') && error.lines().count() == 1, "not one line: {error:?}");
    assert!(error.starts_with("syncmend: ") && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn a_folder_of_ones_own_lies_over_the_knowledge_base() {
    let program = Program::new();
    let source = "[[source]]\nid = \"ours\"\ntitle = \"Ours\"\npublisher = \"Us\"\naddress = \"https://support.google.com/a/answer/1\"\nread = \"2026-11-23\"\n";
    program.file("own/sources.toml", source);
    let own = program.path("own").display().to_string();
    assert!(program.prints(&["kb", "check", &own]).contains("no problems"));
    let model = program.json(&["--kb", &own, "kb", "dump"]);
    let sources = model["sources"].as_array().expect("a list");
    assert!(sources.iter().any(|source| source["id"] == "ours"));

    program.file("bad/sources.toml", source.replace("read", "raed"));
    let bad = program.path("bad").display().to_string();
    let output = program.call(&["kb", "check", &bad]);
    check_refused(&output, &["kb", "check"], 1, "in the knowledge base");
    let problems = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(problems.starts_with("sources.toml:6: unknown field `raed`"), "{problems}");
    for call in [&["kb", "list"][..], &["diagnose", "x"], &["ticket", "list"]] {
        program.refuses(&[&["--kb", &bad], call].concat(), 1, "sources.toml:6");
    }
    let gone = program.path("gone").display().to_string();
    program.refuses(&["--kb", &gone, "kb", "list"], 1, &gone);
    program.refuses(&["kb", "check", &gone], 1, &gone);
    program.file("binary/sources.toml", b"\xff\xfe\x00");
    program.refuses(
        &["kb", "check", &program.path("binary").display().to_string()],
        1,
        "sources.toml",
    );
}

#[test]
fn wrong_use_is_told_in_one_line_with_exit_code_2() {
    let program = Program::new();
    let id = program.new_ticket("HD-1");
    let check = |arguments: &[&str], words: &str| program.refuses(arguments, 2, words);
    check(&["diagnose"], "nothing to diagnose");
    check(
        &["diagnose", "x", "--answer", "no-such-symptom=yes"],
        "there is no symptom no-such-symptom",
    );
    check(&["diagnose", "x", "--answer", "import-500=maybe"], "expected yes, no or cant-tell");
    check(&["diagnose", "x", "--answer", "import-500"], "SYMPTOM=yes");
    check(&["diagnose", "x", "--file", "y"], "cannot be used with");
    check(&["diagnose", "x", "--format", "xml"], "xml");
    check(&["diagnose", "x", "--colour"], "--colour");
    check(&["repair"], "repair");
    check(&["kb", "show"], "CAUSE");
    check(&["kb", "show", "no-such-cause"], "there is no cause no-such-cause");
    check(&["kb", "simulate", "--calls", "0"], "at least 1");
    check(&["kb", "dump", "--format", "text"], "JSON");
    check(&["ticket", "new"], "--reference");
    check(&["ticket", "new", "--reference", " "], "the reference is empty");
    check(
        &["ticket", "answer", &id, "no-such-symptom", "yes"],
        "there is no symptom no-such-symptom",
    );
    check(
        &["ticket", "answer", &id, "import-500", "maybe"],
        "possible values: yes, no, cant-tell]",
    );
    check(&["ticket", "answer", &id, "import-500"], "ANSWER");
    check(&["ticket", "screen", &id, " "], "the screen text is empty");
    check(&["ticket", "fix", &id, "no-such-cause"], "there is no cause no-such-cause");
    check(&["ticket", "fix", &id, "url-blocked", "--way", "no-such-way"], "unblock-address");
    check(&["ticket", "step", &id, "1", "finished"], "possible values: done, skipped, no-effect]");
    check(&["ticket", "close", &id, "won"], "possible values: solved, escalated, abandoned]");
    check(&["ticket", "export", &id, "--format", "doc", "--audience", "customer"], "doc");
    check(&["ticket", "export", &id, "--format", "md", "--audience", "boss"], "boss");
    check(&["ticket", "export", &id, "--format", "md"], "--audience");
    check(&["--renderer", "crayon"], "crayon");
    check(&["kb"], "subcommand");
    check(&["ticket"], "subcommand");
    let shown = program.json(&["ticket", "show", &id]);
    assert_eq!(shown["events"], 1, "wrong use left something behind: {shown}");
}

#[test]
fn failures_are_told_in_one_line_with_exit_code_1() {
    let program = Program::new();
    let id = program.new_ticket("HD-1");
    let check = |arguments: &[&str], words: &str| program.refuses(arguments, 1, words);
    for call in [
        &["show", "HD-9"][..],
        &["note", "HD-9", "x"],
        &["undo", "HD-9"],
        &["close", "HD-9", "solved"],
        &["fix", "HD-9", "url-blocked"],
        &["step", "HD-9", "1", "done"],
        &["answer", "HD-9", "import-500", "yes"],
        &["export", "HD-9", "--format", "md", "--audience", "customer"],
    ] {
        check(&[&["ticket"], call].concat(), "no ticket has the id or reference HD-9");
    }
    check(&["ticket", "step", &id, "1", "done"], "no current fix");
    program.prints(&["ticket", "fix", &id, "import-timing"]);
    check(&["ticket", "step", &id, "7", "done"], "from 1 to 3");
    check(&["ticket", "step", &id, "no-such-step", "done"], "no-such-step");
    check(&["diagnose", "--file", "/no/such/file"], "/no/such/file");
    check(&["diagnose", "--file", &program.file("long", "x".repeat(10_000_000))], "kB");
    check(&["diagnose", "--file", &program.file("zero", "500\0error")], "binary");
    check(
        &["diagnose", "--file", &program.file("latin", b"M\xfcller")],
        "cannot read the file as text",
    );
    check(&["ticket", "import", "/no/such/file"], "/no/such/file");
    check(
        &["ticket", "import", &program.file("cut.json", "{\"format\": \"syncmend-")],
        "not a ticket",
    );
    let newer = r#"{"format": "syncmend-ticket", "version": 3}"#;
    check(&["ticket", "import", &program.file("newer.json", newer)], "newer version of Syncmend");
    let out = program.path("gone/list.md").display().to_string();
    check(
        &["ticket", "export", &id, "--format", "md", "--audience", "customer", "--out", &out],
        &out,
    );
    program.prints(&["ticket", "undo", &id]);
    check(&["ticket", "undo", &id], "left to undo");
    program.new_ticket("HD-1");
    check(&["ticket", "show", "HD-1"], "several tickets");
    assert_eq!(program.json(&["ticket", "list"]).as_array().map(Vec::len), Some(2));
}

#[test]
fn a_data_folder_that_cannot_be_used_is_named() {
    let program = Program::new();
    let file = program.file("data", "mine");
    program.refuses(&["ticket", "list"], 1, &file);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "mine");
}

#[test]
fn a_damaged_store_is_set_aside_with_a_word() {
    let program = Program::new();
    program.file("data/tickets.db", "this is no database ".repeat(100));
    let output = program.call(&["ticket", "list"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.lines().count() == 1, "{error}");
    assert!(error.contains("set aside"), "{error}");
    assert_eq!(program.prints(&["ticket", "list"]), "");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_the_window_says_how_to_go_on() {
    let program = Program::new();
    program.refuses(&[], 1, "syncmend diagnose");
}

#[test]
fn help_and_version_are_no_errors() {
    let program = Program::new();
    assert!(program.prints(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
    for call in [&["--help"][..], &["diagnose", "--help"], &["kb", "--help"], &["ticket", "--help"]]
    {
        assert!(program.prints(call).contains("Usage"), "{call:?}");
    }
}
