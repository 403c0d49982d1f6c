//! Folders laid over the knowledge base, areas left out, and what has grown old, without a window.

use crate::cli::command_line::Program;
use crate::support::{kb, service_in};

const LEAVE_OUT: &str = "leave_out = [\"Google as identity provider\"]\n";
const CAUSE: &str = "idp-login-loop";

#[test]
fn what_a_folder_leaves_out_is_neither_listed_nor_shown() {
    let program = Program::new();
    program.file("mine/packs.toml", LEAVE_OUT);
    let folder = program.path("mine").to_str().expect("a plain path").to_owned();
    assert!(program.prints(&["kb", "list"]).contains(CAUSE));
    let listed = program.prints(&["kb", "list", "--kb", &folder]);
    assert!(!listed.contains(CAUSE) && listed.contains("sso-setup-incomplete"), "{listed}");
    program.refuses(&["kb", "show", CAUSE, "--kb", &folder], 2, "there is no cause");
    let told = program.prints(&["kb", "check", &folder]);
    let area = "Google as identity provider";
    let left = kb().causes().iter().filter(|cause| cause.area != area).count();
    assert!(told.contains(&format!("left out: {area}; {left} causes")), "{told}");
}

#[test]
fn folders_in_the_data_folder_are_laid_over_unless_the_preferences_leave_them_out() {
    let program = Program::new();
    program.file("data/packs/berlin/packs.toml", LEAVE_OUT);
    assert!(!program.prints(&["kb", "list"]).contains(CAUSE));
    let mut desk = service_in(&program.path("data"));
    let json = "{\"left_out_folders\":[\"berlin\"]}";
    desk.store().set_setting("preferences", json).expect("it is stored");
    drop(desk);
    assert!(program.prints(&["kb", "list"]).contains(CAUSE));
}

#[test]
fn what_was_not_checked_for_long_is_listed() {
    let program = Program::new();
    let listed = |today: &str| program.prints(&["kb", "check", "--stale", "365", "--today", today]);
    let (now, later) = (listed("2026-12-01"), listed("2100-01-01"));
    assert!(now.contains("0 of ") && !now.contains("  link "), "{now}");
    for line in ["link g-owl-services: Google services, ", "source jc-ts: "] {
        assert!(later.contains(line), "{line} is not in {later}");
    }
}
