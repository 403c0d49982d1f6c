//! What is being typed or chosen, and is nobody's but this window's.

use std::path::PathBuf;

use crate::app::settings::preferences::Preferences;
use crate::evidence::redact::Identities;
use crate::ticket::Ticket;

/// What is being typed outside of the ticket.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// The address of a page that has none.
    pub address: String,
    /// The palette.
    pub palette: Palette,
    /// What is typed to import, back up, restore or purge.
    pub maintenance: MaintenanceDrafts,
    /// Preferences.
    pub preferences: PreferenceDrafts,
}

/// Details that are being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailDrafts {
    /// The number in the ticket system.
    pub reference: String,
    /// Who called.
    pub customer: String,
    /// The affected user.
    pub user: String,
    /// The account to open Google's console with.
    pub google_admin: String,
}

impl DetailDrafts {
    /// The details as the ticket has them.
    pub(super) fn of(ticket: &Ticket) -> Self {
        Self {
            reference: ticket.reference.as_str().to_owned(),
            customer: ticket.customer.as_str().to_owned(),
            user: ticket.user.as_str().to_owned(),
            google_admin: ticket.google_admin.as_str().to_owned(),
        }
    }
}

/// The exported files that were read for a ticket while the window is open, and what is typed before
/// they are read again.
#[derive(Clone, Debug, Default)]
pub struct ExportDrafts {
    /// The files.
    pub paths: Vec<PathBuf>,
    /// How many Google seats the customer has bought.
    pub seats: String,
    /// Whether redacted copies of the files keep identities.
    pub identities: Identities,
}

/// What is being typed to import, back up, restore or purge.
#[derive(Clone, Debug)]
pub struct MaintenanceDrafts {
    /// The file.
    pub path: String,
    /// The days after which tickets are purged.
    pub days: String,
    /// How many tickets have not changed for this many days, once that was asked.
    pub older: Option<(u32, u32)>,
}

impl Default for MaintenanceDrafts {
    fn default() -> Self {
        Self { path: String::new(), days: "730".to_owned(), older: None }
    }
}

/// The palette while it is open.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// What is typed.
    pub typed: String,
    /// The row that Enter carries out.
    pub row: usize,
}

/// Preferences that are being typed.
#[derive(Clone, Debug, Default)]
pub struct PreferenceDrafts {
    /// The Google account of new tickets.
    pub google_admin: String,
    /// Where files are saved.
    pub folder: String,
    /// Words to remove from customer documents, separated by commas.
    pub removed_words: String,
}

impl PreferenceDrafts {
    /// As they are.
    pub fn of(preferences: &Preferences) -> Self {
        let folder = preferences.folder.as_deref();
        Self {
            google_admin: preferences.google_admin.clone(),
            folder: folder.map_or_else(String::new, |folder| folder.display().to_string()),
            removed_words: preferences.removed_words.join(", "),
        }
    }
}
