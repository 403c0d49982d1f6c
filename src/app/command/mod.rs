//! What the window can be asked to do. Views return commands; `update` runs them.
//!
//! ```text
//! families.rs  every command
//! list.rs      the commands that need no more than a name, with their keys
//! ```

mod families;
mod list;

pub use families::{
    Command, DiagnoseCommand, DocumentsCommand, ExportsCommand, FixCommand, MaintenanceCommand,
    NavigateCommand, PreferencesCommand, PresentCommand, Steps, TicketCommand, TicketsCommand,
    UsersFile, WindowCommand,
};
pub use list::{CALL, LIST, Listed, START_LISTED, name_of};
