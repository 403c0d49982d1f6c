//! What is set on a ticket without the window.

use std::fs;

use serde_json::Value;

use crate::cli::command_line::Program;

#[test]
fn a_zone_that_is_typed_counts_at_once_also_if_it_is_taken_back() {
    let program = Program::new();
    let id = program.new_ticket("HD-1");
    program.prints(&["letterhead", "--time-zone", "America/New_York"]);
    let callback = |set: &[&str]| {
        let call = ["ticket", "set", &id, "--callback", "2026-11-25T15:00"];
        program.prints(&[&call[..], set].concat());
        let file = program.path("ticket.json").display().to_string();
        let export = ["ticket", "export", &id, "--format", "json", "--audience", "internal"];
        program.prints(&[&export[..], &["--out", &file, "--replace"]].concat());
        let text = fs::read_to_string(file).expect("it is written");
        let file: Value = serde_json::from_str(&text).expect("it is JSON");
        let events = file["events"].as_array().expect("a list").iter().rev();
        let mut times = events.filter_map(|event| event["detail"]["callback"].as_str());
        times.next().expect("a callback").to_owned()
    };
    assert_eq!(callback(&["--time-zone", "Europe/Berlin"]), "2026-11-25T14:00:00Z");
    assert_eq!(callback(&[]), "2026-11-25T14:00:00Z");
    assert_eq!(callback(&["--time-zone", ""]), "2026-11-25T20:00:00Z");
    program.refuses(&["ticket", "set", &id, "--time-zone", "Mars/Base"], 2, "no time zone");
}
