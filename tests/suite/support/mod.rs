//! The one harness for the window, the one builder for example tickets, the one clock, and what a
//! technician does at the window.

pub mod actions;
pub mod harness;

pub use actions::*;
pub use harness::*;

/// One of the things, by chance.
pub fn pick<'a, T>(chance: &mut fastrand::Rng, things: &'a [T]) -> &'a T {
    &things[chance.usize(..things.len())]
}
