//! The one harness for the window, the one builder for example tickets, the one clock, what a
//! technician does at the window, and what documents are made from.

pub mod actions;
pub mod documents;
pub mod harness;
pub mod team;
pub mod tickets;

pub use actions::*;
pub use documents::*;
pub use harness::*;
pub use team::*;
pub use tickets::*;

/// One of the things, by chance.
pub fn pick<'a, T>(chance: &mut fastrand::Rng, things: &'a [T]) -> &'a T {
    &things[chance.usize(..things.len())]
}
