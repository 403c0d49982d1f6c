//! One test binary for everything, so that it links once. Needs no network, display or GPU.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::float_cmp,
    clippy::format_push_string,
    reason = "a test that cannot go on says so, and writes only to folders of its own"
)]

mod architecture;
mod cli;
mod diagnosis;
mod documents;
mod evidence;
mod knowledge;
mod packaging;
mod store;
mod support;
mod team;
mod ticket_system;
mod window;
