//! Which customer a name or an address speaks of. Only whole domains and whole names are compared, so
//! that customers with alike names never mix; where two fit, a person decides.

use std::collections::BTreeSet;

use crate::ticket::ids::CustomerId;

/// By what a customer was recognized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecognizedBy {
    /// By the domain of an address.
    Domain(String),
    /// By a name that somebody confirmed before.
    Name,
}

/// Whose ticket it is, by what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Recognition {
    /// Nobody's that is known.
    #[default]
    Nobody,
    /// This customer's.
    Known(CustomerId, RecognizedBy),
    /// It may be one of these; somebody has to confirm which.
    Ask(Vec<CustomerId>),
}

impl Recognition {
    /// Decides whose ticket it is.
    ///
    /// `by_domain` has every customer with a domain that stands in the ticket, with that domain;
    /// `by_name` every customer whose name or confirmed name is that of the ticket, and whether it was
    /// confirmed.
    pub fn of(by_domain: &[(CustomerId, String)], by_name: &[(CustomerId, bool)]) -> Self {
        let domains: BTreeSet<CustomerId> = by_domain.iter().map(|(id, _)| *id).collect();
        let names: BTreeSet<CustomerId> = by_name.iter().map(|(id, _)| *id).collect();
        let all: BTreeSet<CustomerId> = domains.union(&names).copied().collect();
        let only = if all.len() == 1 { all.first().copied() } else { None };
        let domain = by_domain.first().map(|(_, domain)| domain.clone());
        let is_confirmed = by_name.iter().any(|(_, is_confirmed)| *is_confirmed);
        match (only, domain) {
            (Some(id), Some(domain)) => Self::Known(id, RecognizedBy::Domain(domain)),
            (Some(id), None) if is_confirmed => Self::Known(id, RecognizedBy::Name),
            // An address says more than a name, which others may have, too.
            (None, Some(domain)) if domains.len() == 1 && domains.is_subset(&names) => {
                let id = by_domain[0].0;
                Self::Known(id, RecognizedBy::Domain(domain))
            }
            _ if all.is_empty() => Self::Nobody,
            _ => {
                let rest = names.difference(&domains);
                Self::Ask(domains.iter().chain(rest).copied().collect())
            }
        }
    }
}

/// Returns a name in the form in which names are compared: its letters and digits in lower case, with
/// one space between words.
pub fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the domain of an email address, in lower case; `None` if it is no address.
pub fn domain_of(address: &str) -> Option<String> {
    let (name, domain) = address.trim().rsplit_once('@')?;
    let domain = domain.trim_end_matches('.').to_lowercase();
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_domain = domain.contains('.') && domain.len() <= 253 && domain.split('.').all(is_label);
    (!name.is_empty() && is_domain).then_some(domain)
}

/// The most domains of one text that are compared.
const MOST_DOMAINS: usize = 32;

/// Returns the domains of the email addresses in a text that may be a customer's own, in order of
/// their first mention.
pub fn domains_in(text: &str) -> Vec<String> {
    let mut domains = Vec::new();
    let is_part = |c: char| c.is_alphanumeric() || "@.-_+'".contains(c);
    for word in text.split(|c| !is_part(c)).filter(|word| word.contains('@')) {
        let address = word.trim_matches(|c: char| !c.is_alphanumeric());
        let domain = domain_of(address).filter(|domain| !is_public_mail(domain));
        if let Some(domain) = domain
            && !domains.contains(&domain)
        {
            domains.push(domain);
        }
        if domains.len() == MOST_DOMAINS {
            break;
        }
    }
    domains
}

/// Domains in which anybody can have an address, and those of the two vendors: they say nothing of a
/// customer.
const PUBLIC: [&str; 27] = [
    "gmail.com",
    "googlemail.com",
    "google.com",
    "gserviceaccount.com",
    "jumpcloud.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.co.uk",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "yahoo.de",
    "icloud.com",
    "me.com",
    "aol.com",
    "proton.me",
    "protonmail.com",
    "gmx.de",
    "gmx.net",
    "gmx.com",
    "web.de",
    "t-online.de",
    "orange.fr",
    "free.fr",
    "zoho.com",
    "fastmail.com",
];

/// Returns whether anybody can have an address in a domain, or a vendor has it, so that it tells no
/// customer from another.
pub fn is_public_mail(domain: &str) -> bool {
    PUBLIC.iter().any(|public| {
        domain == *public || domain.strip_suffix(public).is_some_and(|rest| rest.ends_with('.'))
    })
}
