//! Exported files: read, compared, redacted.

mod command_output;
mod damage;
mod differences;
pub(crate) mod formats;
mod inspected;
mod kinds;
mod licenses;
mod logs;
mod proof;
pub(crate) mod redacting;
mod scanner;
mod seeds;
mod several_files;
mod validity;
