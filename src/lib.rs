//! Syncmend helps repair the connection between JumpCloud and Google Workspace: it turns what a
//! customer reports into ranked causes, asks the most useful question, and walks through a fix.
//!
//! A module depends only on modules above it in this list. The window does not depend on the command
//! line.
//!
//! ```text
//! text            text and numbers as shown
//! files           files that are replaced as a whole
//! privacy         customer text, internal text, secrets
//! progress        the progress of longer work
//! kb              the knowledge base
//! built_in        the knowledge base inside the program, and what was learned from it
//! build_info      what this build is, and how old
//! drawing         the simplified drawing of a console page, as plain shapes
//! diagnosis       answers and text in; ranked causes and the next question out
//! readers         one reader for each knowledge base
//! evidence        exported files in; findings out
//! evaluation      measures the diagnosis
//! ticket          events, the ticket folded from them, the store
//! team            a team on one store: what one seat has, all get
//! export          a ticket as a document
//! ticket_system   the way to and from the helpdesk's ticket system
//! ticket_service  the store with a clock and an account
//! paths           where data are stored
//! crash           crash reports
//! renderer        the choice of renderer
//! theme           colors, sizes, fonts
//! picture         a step as a picture
//! cli             the command line
//! app             the window
//! ```

pub mod app;
pub mod build_info;
pub mod built_in;
pub mod cli;
pub mod crash;
pub mod diagnosis;
pub mod drawing;
pub mod evaluation;
pub mod evidence;
pub mod export;
pub mod files;
pub mod kb;
pub mod paths;
pub mod picture;
pub mod privacy;
pub mod progress;
pub mod readers;
pub mod renderer;
pub mod team;
pub mod text;
pub mod theme;
pub mod ticket;
pub mod ticket_service;
pub mod ticket_system;

/// The id by which systems know the application: its Wayland app id, its X11 window class, and the
/// name of its desktop file. It is defined in `Cargo.toml`.
pub const APPLICATION_ID: &str = env!("SYNCMEND_APPLICATION_ID");
