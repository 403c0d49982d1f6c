//! One test binary for everything, so that it links once. Needs no network, display or GPU.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::float_cmp,
    clippy::format_push_string,
    reason = "a test that cannot go on says so, and writes only to folders of its own"
)]

mod advice;
mod architecture;
mod calls;
mod chance;
mod command_line;
mod diagnosis;
mod export;
mod faults;
mod files;
mod history;
mod keep;
mod knowledge;
mod links;
mod lists;
mod secrets;
mod store;
mod support;
mod tickets;
mod typing;
mod waits;
mod window;
mod windows;
