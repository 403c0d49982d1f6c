//! The screens, one file or folder each.

pub mod diagnose;
pub mod files;
pub mod fix;
pub mod present;
pub mod wrap_up;
