//! What was told on a ticket of its customer's consoles, apart from the defaults that every new ticket
//! begins with.

use crate::kb::address::Region;
use crate::privacy::CustomerText;
use crate::ticket::event::{Detail, Event, EventKind};
use crate::ticket::history::standing;

/// What a new ticket begins with, by the preferences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The Google admin account; blank for none.
    pub google_admin: CustomerText,
    /// The region of the JumpCloud console.
    pub region: Region,
}

/// What was told on a ticket; `None` for what was not, is a default only, or comes from a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketFacts {
    /// The Google admin account; never blank.
    pub google_admin: Option<CustomerText>,
    /// The region of the JumpCloud console.
    pub region: Option<Region>,
}

impl TicketFacts {
    /// Returns what the events of a ticket tell, in order. A default that stands first was filled in; set
    /// again later, it was told.
    pub fn of(events: &[Event], defaults: &Defaults) -> Self {
        let (mut admin, mut region) = (Latest::default(), Latest::default());
        for event in standing(events) {
            match &event.what {
                EventKind::Detailed { detail } => match detail {
                    Detail::GoogleAdmin(text) => admin.tell(text, &defaults.google_admin),
                    Detail::Region(told) => region.tell(told, &defaults.region),
                    _ => {}
                },
                EventKind::CustomerLinked { details, .. } => {
                    for detail in details {
                        match detail {
                            Detail::GoogleAdmin(_) => admin = Latest::filled_in(),
                            Detail::Region(_) => region = Latest::filled_in(),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        let google_admin = admin.told.filter(|text| !text.is_blank());
        Self { google_admin, region: region.told }
    }
}

/// The latest value of one detail.
struct Latest<T> {
    is_first: bool,
    told: Option<T>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { is_first: true, told: None }
    }
}

impl<T: Clone + PartialEq> Latest<T> {
    fn filled_in() -> Self {
        Self { is_first: false, told: None }
    }

    fn tell(&mut self, value: &T, default: &T) {
        let is_default = self.is_first && value == default;
        self.told = (!is_default).then(|| value.clone());
        self.is_first = false;
    }
}
