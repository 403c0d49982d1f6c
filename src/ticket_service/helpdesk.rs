//! What the preferences of the window say of the helpdesk itself, which is no knowledge of a customer.

use serde::Deserialize;
use serde_json::Value;

use super::{ServiceError, TicketService};
use crate::export::LETTERHEAD_SETTING;
use crate::privacy::CustomerText;
use crate::ticket::customer::{Defaults, domain_of};

/// The helpdesk that works with this store.
pub(super) struct Helpdesk {
    /// What every new ticket begins with.
    pub defaults: Defaults,
    /// The domains in which the helpdesk has addresses.
    pub domains: Vec<String>,
}

/// The fields that are read, each apart from the others, so that one that cannot be read spoils none. A
/// logo, which may be large, is passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Stored {
    google_admin: Value,
    region: Value,
    letterhead: Sender,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sender {
    email: Value,
}

impl TicketService {
    /// Returns what the preferences say of the helpdesk; nothing if there are none.
    pub(super) fn helpdesk(&self) -> Result<Helpdesk, ServiceError> {
        let json = self.store.setting(LETTERHEAD_SETTING)?.unwrap_or_default();
        let stored: Stored = serde_json::from_str(&json).unwrap_or_default();
        let admin = stored.google_admin.as_str().unwrap_or_default().trim();
        let sender = stored.letterhead.email.as_str().unwrap_or_default();
        let domains = [admin, sender].into_iter().filter_map(domain_of).collect();
        let google_admin = CustomerText::from(admin);
        let region = serde_json::from_value(stored.region).unwrap_or_default();
        Ok(Helpdesk { defaults: Defaults { google_admin, region }, domains })
    }
}
