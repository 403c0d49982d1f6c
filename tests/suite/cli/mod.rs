//! The calls without a window.

mod calls;
pub(crate) mod command_line;
mod details;
mod packs;
mod preferences;
