//! Exported files: read, compared, redacted.

mod damage;
pub(crate) mod formats;
mod inspected;
mod logs;
mod redacting;
mod several_files;
