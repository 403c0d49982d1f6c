//! The window, in floors. Each floor knows only those above it in this list:
//!
//! ```text
//! settings/  what is kept across restarts
//! effects/   what the outside world does for us: the system, and the ticket store on its own thread
//! command/   what the window can be asked to do, in families, with names and keys
//! model/     what the window shows
//! update/    runs commands, takes in replies
//! view/      draws the model, returns commands
//! window/    opens the window, runs it frame by frame
//! ```
//!
//! egui is known by `view`, `window` and the key definitions in `command/list.rs` alone.

pub mod command;
pub mod effects;
pub mod model;
pub mod settings;
pub mod update;
pub mod view;
pub mod window;

pub use window::app::App;
