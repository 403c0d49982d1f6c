//! What is said of a customer without its secrets, before it is stored.

use serde_json::Value;

use super::event::{Fact, ProfileChange};
use crate::privacy::secrets::{KnownSecrets, SecretKind};
use crate::privacy::{CustomerText, InternalText};

/// Masks the secrets in what is said of a customer; returns their kinds.
pub fn masked(what: &mut ProfileChange, known: &mut KnownSecrets) -> Vec<SecretKind> {
    let mut kinds = Vec::new();
    let mut mask = |text: &str| {
        known.learn(text);
        let masked = known.mask(text)?;
        kinds.extend(masked.kinds);
        Some(masked.text)
    };
    match what {
        ProfileChange::Told { fact } => mask_fact(fact, &mut mask),
        ProfileChange::DomainAdded { domain: text }
        | ProfileChange::DomainRemoved { domain: text }
        | ProfileChange::NameConfirmed { name: text } => customer(text, &mut mask),
        ProfileChange::Unknown(fields) => {
            fields.values_mut().for_each(|value| json(value, &mut mask));
        }
    }
    kinds
}

type Mask<'a> = dyn FnMut(&str) -> Option<String> + 'a;

fn mask_fact(fact: &mut Fact, mask: &mut Mask<'_>) {
    match fact {
        Fact::Name(text)
        | Fact::Edition(text)
        | Fact::GoogleAdmin(text)
        | Fact::Authorizer(text) => customer(text, mask),
        Fact::Helpdesk(text) | Fact::Contact(text) | Fact::Notes(text) => internal(text, mask),
        Fact::Seats(seats) => {
            if let Some(file) = &mut seats.file {
                internal(file, mask);
            }
        }
        Fact::Region(_) | Fact::Language(_) => {}
    }
}

fn customer(text: &mut CustomerText, mask: &mut Mask<'_>) {
    if let Some(masked) = mask(text.as_str()) {
        *text = CustomerText::from(masked.as_str());
    }
}

fn internal(text: &mut InternalText, mask: &mut Mask<'_>) {
    if let Some(masked) = mask(text.for_insiders()) {
        *text = InternalText::from(masked.as_str());
    }
}

fn json(value: &mut Value, mask: &mut Mask<'_>) {
    match value {
        Value::String(text) => {
            if let Some(masked) = mask(text) {
                *text = masked;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| json(value, mask)),
        Value::Object(fields) => fields.values_mut().for_each(|value| json(value, mask)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
