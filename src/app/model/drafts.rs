//! What is being typed or chosen and belongs to this window alone.

use std::path::PathBuf;

use super::shown_users::ShownUsers;
use crate::app::command::ShownRows;
use crate::app::settings::preferences::Preferences;
use crate::evidence::differences::{Field, SideBySide};
use crate::evidence::redact::Identities;
use crate::kb::{StepId, TypedPage};
use crate::ticket::Ticket;

/// What is being typed outside the ticket.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// The address to store for a page that has none.
    pub address: String,
    /// The palette while it is open.
    pub palette: Palette,
    /// What is typed to import, back up, restore or purge.
    pub maintenance: MaintenanceDrafts,
    /// Preferences that are being typed.
    pub preferences: PreferenceDrafts,
    /// How the page of a step looks here.
    pub own_page: OwnPageDraft,
}

/// How the page of a step looks here, while it is typed.
#[derive(Clone, Debug, Default)]
pub struct OwnPageDraft {
    /// The step.
    pub step: Option<StepId>,
    /// What is typed.
    pub typed: TypedPage,
    /// Why it was not kept; `None` if that was not tried.
    pub refusal: Option<String>,
}

impl OwnPageDraft {
    /// Whether it is about this step.
    pub fn is_of(&self, step: &StepId) -> bool {
        self.step.as_ref() == Some(step)
    }
}

/// Details that are being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailDrafts {
    /// The number in the technician's ticket system.
    pub reference: String,
    /// Who called.
    pub customer: String,
    /// The affected user.
    pub user: String,
    /// The account to open Google's console with.
    pub google_admin: String,
    /// The headline of the customer's document.
    pub headline: String,
    /// Its last sentence.
    pub closing: String,
    /// When the customer is called back, at the customer's local time; empty once that is stored.
    pub callback: String,
}

impl DetailDrafts {
    /// The details as the ticket has them.
    pub(super) fn of(ticket: &Ticket) -> Self {
        Self {
            reference: ticket.reference.as_str().to_owned(),
            customer: ticket.customer.as_str().to_owned(),
            user: ticket.user.as_str().to_owned(),
            google_admin: ticket.google_admin.as_str().to_owned(),
            headline: ticket.headline.as_str().to_owned(),
            closing: ticket.closing.as_str().to_owned(),
            callback: String::new(),
        }
    }

    /// Takes in the details that the ticket has `now` otherwise than `before`. What is being typed stays.
    pub(super) fn follow(&mut self, before: &Ticket, now: &Ticket) {
        let (before, now) = (Self::of(before), Self::of(now));
        for (typed, before, now) in [
            (&mut self.reference, before.reference, now.reference),
            (&mut self.customer, before.customer, now.customer),
            (&mut self.user, before.user, now.user),
            (&mut self.google_admin, before.google_admin, now.google_admin),
            (&mut self.headline, before.headline, now.headline),
            (&mut self.closing, before.closing, now.closing),
        ] {
            // A space at the end may be the beginning of the next word.
            if now != before && typed.trim() == before.trim() {
                *typed = now;
            }
        }
    }
}

/// The exported files read for a ticket since the window opened, and what is typed before they are
/// read again.
#[derive(Clone, Debug, Default)]
pub struct ExportDrafts {
    /// The files.
    pub paths: Vec<PathBuf>,
    /// How many Google seats the customer has bought.
    pub seats: String,
    /// The users of both consoles side by side, if there are lists of both among the files.
    pub side_by_side: Option<SideBySide>,
    /// Whether they are to be read again, because the ticket is about somebody else now.
    pub is_stale: bool,
    /// Which rows of it are shown; `None` for all.
    pub shown: Option<ShownRows>,
    /// What the users are filtered by, as typed.
    pub filter: String,
    /// The users that these show.
    pub(super) shown_users: ShownUsers,
    /// Whether redacted copies of the files keep identities.
    pub identities: Identities,
}

/// The output of a command that is being pasted to prove a step.
#[derive(Clone, Debug, Default)]
pub struct ProofDraft {
    /// The step.
    pub step: Option<StepId>,
    /// The output as pasted.
    pub text: String,
    /// Why it proves nothing; `None` if it was not checked.
    pub refusal: Option<String>,
}

impl ExportDrafts {
    /// The columns of the users side by side.
    pub fn columns(&self) -> &[Field] {
        self.side_by_side.as_ref().map_or(&[], |both| &both.columns)
    }
}

/// What is being typed to import, back up, restore or purge.
#[derive(Clone, Debug)]
pub struct MaintenanceDrafts {
    /// The file to read or write.
    pub path: String,
    /// The age, in days without a change, from which tickets are purged.
    pub days: String,
    /// The days last asked about, and the number of tickets that have not changed for that long.
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
    /// The row that Enter runs.
    pub row: usize,
}

/// Preferences that are being typed.
#[derive(Clone, Debug, Default)]
pub struct PreferenceDrafts {
    /// The Google account of new tickets.
    pub google_admin: String,
    /// The name of the helpdesk.
    pub company: String,
    /// The technician's name.
    pub technician: String,
    /// The telephone number for questions.
    pub phone: String,
    /// The email address for questions.
    pub email: String,
    /// The time zone of customers whose own is not known.
    pub time_zone: String,
    /// Where files are saved.
    pub folder: String,
    /// The address of a ticket in the ticket system.
    pub ticket_address: String,
    /// Words to remove from customer documents, separated by commas.
    pub removed_words: String,
}

impl PreferenceDrafts {
    /// The drafts that show these preferences.
    pub fn of(preferences: &Preferences) -> Self {
        let folder = preferences.folder.as_deref();
        let letterhead = &preferences.letterhead;
        Self {
            google_admin: preferences.google_admin.clone(),
            company: letterhead.company.as_str().to_owned(),
            technician: letterhead.technician.as_str().to_owned(),
            phone: letterhead.phone.as_str().to_owned(),
            email: letterhead.email.as_str().to_owned(),
            time_zone: letterhead.time_zone.clone(),
            folder: folder.map_or_else(String::new, |folder| folder.display().to_string()),
            ticket_address: preferences.ticket_address.clone(),
            removed_words: preferences.removed_words.join(", "),
        }
    }
}
