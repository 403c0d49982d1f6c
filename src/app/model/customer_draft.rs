//! The profile of a customer while it is being edited.

use std::collections::BTreeSet;

use crate::privacy::{CustomerText, InternalText};
use crate::ticket::customer::{Fact, Profile, ProfileChange, Seats, domain_of};

/// The facts of a profile as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerDraft {
    /// The domains, separated by commas or spaces.
    pub domains: String,
    /// The edition of Google Workspace.
    pub edition: String,
    /// The number of seats bought.
    pub bought: String,
    /// The number of seats in use.
    pub in_use: String,
    /// The account that authorized the connection.
    pub authorizer: String,
    /// The customer's page in the ticket system.
    pub helpdesk: String,
    /// Who to talk to, and how.
    pub contact: String,
    /// What else a colleague should know.
    pub notes: String,
}

impl CustomerDraft {
    /// The draft that shows a profile.
    pub fn of(profile: &Profile) -> Self {
        let number = |seats: Option<u32>| seats.map_or_else(String::new, |seats| seats.to_string());
        let domains: Vec<&str> = profile.domains.iter().map(String::as_str).collect();
        Self {
            domains: domains.join(", "),
            edition: profile.edition.as_str().to_owned(),
            bought: number(profile.seats.bought),
            in_use: number(profile.seats.in_use),
            authorizer: profile.authorizer.as_str().to_owned(),
            helpdesk: profile.helpdesk.for_insiders().to_owned(),
            contact: profile.contact.for_insiders().to_owned(),
            notes: profile.notes.for_insiders().to_owned(),
        }
    }

    /// What is typed otherwise than the profile has it. What is no domain or no number is left as it was.
    pub fn changes(&self, profile: &Profile) -> Vec<ProfileChange> {
        let known = Self::of(profile);
        let mut facts = Vec::new();
        for (typed, known, fact) in [
            (&self.edition, &known.edition, Fact::Edition as fn(CustomerText) -> Fact),
            (&self.authorizer, &known.authorizer, Fact::Authorizer),
        ] {
            if typed.trim() != known {
                facts.push(fact(CustomerText::from(typed.trim())));
            }
        }
        for (typed, known, fact) in [
            (&self.helpdesk, &known.helpdesk, Fact::Helpdesk as fn(InternalText) -> Fact),
            (&self.contact, &known.contact, Fact::Contact),
            (&self.notes, &known.notes, Fact::Notes),
        ] {
            if typed.trim() != known {
                facts.push(fact(InternalText::from(typed.trim())));
            }
        }
        facts.extend(self.seats(&profile.seats).map(Fact::Seats));
        let facts = facts.into_iter().map(|fact| ProfileChange::Told { fact });
        facts.chain(self.changed_domains(profile)).collect()
    }

    fn seats(&self, known: &Seats) -> Option<Seats> {
        let number = |typed: &str, known: Option<u32>| match typed.trim() {
            "" => None,
            typed => typed.parse().ok().or(known),
        };
        let bought = number(&self.bought, known.bought);
        let in_use = number(&self.in_use, known.in_use);
        let is_new = (bought, in_use) != (known.bought, known.in_use);
        is_new.then_some(Seats { bought, in_use, file: None })
    }

    fn changed_domains(&self, profile: &Profile) -> Vec<ProfileChange> {
        let words = self.domains.split([',', ';', ' ', '\n']).map(str::trim);
        let typed: BTreeSet<String> = words
            .filter(|word| !word.is_empty())
            .filter_map(|word| domain_of(&format!("user@{}", word.trim_start_matches('@'))))
            .collect();
        let text = |domain: &String| CustomerText::from(domain.as_str());
        let added = typed.difference(&profile.domains);
        let added = added.map(|domain| ProfileChange::DomainAdded { domain: text(domain) });
        let removed = profile.domains.difference(&typed);
        let removed = removed.map(|domain| ProfileChange::DomainRemoved { domain: text(domain) });
        added.chain(removed).collect()
    }
}
