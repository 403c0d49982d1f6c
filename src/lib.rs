//! Syncmend repairs the connection between JumpCloud and Google Workspace: from what a customer
//! reports to the most likely causes, the question that helps most, and a fix step by step.
//!
//! Each module knows those above it in this list, and none below; the window knows no command line.
//!
//! ```text
//! privacy    what a customer may read, and what stays inside
//! progress   how far a longer piece of work is, and whether it is still wanted
//! kb         the knowledge base
//! drawing    the simplified drawing of a console page, as plain shapes
//! diagnosis  answers and text in; ranked causes and the next question out
//! evidence   exported files in; findings out
//! evaluation how good the diagnosis is, measured
//! ticket     events, the ticket they add up to, the store
//! export     a ticket out as a document
//! service    the store with a clock and a name
//! crash      what is left of something that went wrong inside
//! theme      colors, sizes, fonts
//! picture    a step as pixels
//! cli        the same work without a window
//! app        the window
//! ```

pub mod app;
pub mod cli;
pub mod crash;
pub mod diagnosis;
pub mod drawing;
pub mod evaluation;
pub mod evidence;
pub mod export;
pub mod kb;
pub mod paths;
pub mod picture;
pub mod privacy;
pub mod progress;
pub mod renderer;
pub mod theme;
pub mod ticket;
pub mod ticket_service;
