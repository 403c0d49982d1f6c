//! What the window can be asked to do. Views return commands; `update` runs them.
//!
//! ```text
//! families.rs  every command; objects.rs what some of them act on
//! fold.rs      the parts of screens that fold
//! list.rs      the commands that need no more than a name, with their keys
//! ```

mod families;
mod fold;
mod list;
mod objects;

pub use families::{
    Command, CustomerCommand, DiagnoseCommand, DocumentsCommand, ExportsCommand, FixCommand,
    MaintenanceCommand, NavigateCommand, PreferencesCommand, PresentCommand, TicketCommand,
    TicketSystemCommand, TicketsCommand, WindowCommand,
};
pub use fold::Fold;
pub use list::{LIST, Listed, START_LISTED, WORK, name_of};
pub use objects::{Ending, ShownRows, Steps, Unfold, UsersFile};
