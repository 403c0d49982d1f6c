//! What is said of a customer without its secrets, before it is stored.

use super::event::{Fact, ProfileChange};
use crate::privacy::secrets::{KnownSecrets, SecretKind};
use crate::ticket::masking::{Text, each_of_json};

/// Masks the secrets in what is said of a customer, also those that are known from elsewhere or only
/// recognized in a later one of the changes; returns their kinds.
pub fn masked(changes: &mut [ProfileChange], known: &mut KnownSecrets) -> Vec<SecretKind> {
    for change in &mut *changes {
        each(change, &mut |text| drop(known.learn(text.get())));
    }
    let mut kinds = Vec::new();
    for change in changes {
        each(change, &mut |text| {
            if let Some(masked) = known.mask(text.get()) {
                text.set(&masked.text);
                kinds.extend(masked.kinds);
            }
        });
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Calls `see` with every text of a change.
fn each(what: &mut ProfileChange, see: &mut dyn FnMut(&mut dyn Text)) {
    match what {
        ProfileChange::Told { fact } => each_of_fact(fact, see),
        ProfileChange::DomainAdded { domain: text }
        | ProfileChange::DomainRemoved { domain: text }
        | ProfileChange::NameConfirmed { name: text } => see(text),
        ProfileChange::Unknown(fields) => {
            fields.values_mut().for_each(|value| each_of_json(value, see));
        }
    }
}

fn each_of_fact(fact: &mut Fact, see: &mut dyn FnMut(&mut dyn Text)) {
    match fact {
        Fact::Name(text)
        | Fact::Edition(text)
        | Fact::GoogleAdmin(text)
        | Fact::Authorizer(text) => see(text),
        Fact::Helpdesk(text) | Fact::Contact(text) | Fact::Notes(text) => see(text),
        Fact::Seats(seats) => seats.file.iter_mut().for_each(|file| see(file)),
        Fact::Region(_) | Fact::Language(_) => {}
    }
}
