//! What leaves with a ticket.

mod checklists;
mod files;
pub(crate) mod golden;
pub(crate) mod legible;
mod pictures;
pub(crate) mod readers;
