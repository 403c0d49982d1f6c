//! What exported files tell of a customer and the profile does not say yet. It is offered, never stored
//! unasked: a file may be another customer's.

use super::event::{Fact, ProfileChange, Seats};
use super::profile::Profile;
use super::recognize::folded;
use crate::evidence::{Inspection, LicenseCount};
use crate::privacy::CustomerText;
use crate::ticket::fold::Ticket;

/// What files tell of a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The licenses, as a file shows them.
    pub licenses: LicenseCount,
    /// What would be stored in the profile.
    pub changes: Vec<ProfileChange>,
}

impl Offer {
    /// What the files of a ticket, read last first, tell that the profile of its customer does not;
    /// `None` if there is nothing of the kind.
    pub fn of(ticket: &Ticket, profile: &Profile) -> Option<Self> {
        let read = ticket.inspections.iter().rev();
        let licenses =
            read.map(AsRef::as_ref).find_map(|read: &Inspection| read.licenses.as_ref())?;
        let is_edition_known =
            folded(profile.edition.as_str()).ends_with(&folded(&licenses.edition));
        let edition = (!is_edition_known)
            .then(|| Fact::Edition(CustomerText::from(licenses.edition.as_str())));
        let known = &profile.seats;
        let bought = licenses.bought.or(known.bought);
        let is_new = (bought, Some(licenses.in_use)) != (known.bought, known.in_use);
        let file = Some(licenses.file.clone());
        let seats = Seats { bought, in_use: Some(licenses.in_use), file };
        let facts = edition.into_iter().chain(is_new.then_some(Fact::Seats(seats)));
        let changes: Vec<_> = facts.map(|fact| ProfileChange::Told { fact }).collect();
        (!changes.is_empty()).then(|| Self { licenses: licenses.clone(), changes })
    }
}
