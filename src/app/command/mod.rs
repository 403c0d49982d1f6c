//! What the window can be asked to do. Views return commands; `update` runs them.
//!
//! ```text
//! families.rs  every command
//! fold.rs      the parts of screens that fold
//! list.rs      the commands that need no more than a name, with their keys
//! ```

mod families;
mod fold;
mod list;

pub use families::{
    Command, CustomerCommand, DiagnoseCommand, DocumentsCommand, Ending, ExportsCommand,
    FixCommand, MaintenanceCommand, NavigateCommand, PreferencesCommand, PresentCommand, ShownRows,
    Steps, TicketCommand, TicketSystemCommand, TicketsCommand, Unfold, UsersFile, WindowCommand,
};
pub use fold::Fold;
pub use list::{LIST, Listed, START_LISTED, WORK, name_of};
