//! What leaves with a ticket.

mod checklists;
mod files;
pub(crate) mod golden;
mod languages;
pub(crate) mod legible;
mod letterhead;
mod pages;
mod pictures;
mod preview;
pub(crate) mod readers;
mod removed;
mod told;
