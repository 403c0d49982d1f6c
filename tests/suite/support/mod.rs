//! The one harness for the window, the one builder for example tickets, the one clock, and what a
//! technician does at the window.

pub mod actions;
pub mod chance;
pub mod harness;

pub use actions::*;
pub use harness::*;
