//! One test binary for everything, so that it links once. Needs no network, display or GPU.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::float_cmp,
    clippy::format_push_string,
    reason = "a test that cannot go on says so, and writes only to folders of its own"
)]

// What the store promises.
mod faults;
mod handed_over;
mod hands;
mod history;
mod keep;
mod lists;
mod secrets;
mod waits;
mod windows;

mod advice;
mod answers;
mod architecture;
mod article;
mod calls;
mod chance;
mod comfort;
mod command_line;
mod command_output;
mod crash;
mod damage;
mod diagnosis;
mod differences;
mod documents;
mod drawing;
mod drop;
mod evaluation;
mod evidence;
mod evidence_kinds;
mod evidence_logs;
mod export;
mod exported_files;
mod files;
mod finding;
mod golden;
mod inspected;
mod keyboard;
mod knowledge;
mod legible;
mod links;
mod pictures;
mod present;
mod reading;
mod redacting;
mod several_files;
mod store;
mod support;
mod tickets;
mod typing;
mod walk;
mod window;
mod window_place;
