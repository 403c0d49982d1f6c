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

/// The domains that stand in a ticket, none of which anybody can have an address in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Domains {
    /// Those of the customer, by where they stand: of the affected user, else of the sender of the text,
    /// else all that the text mentions.
    pub own: Vec<String>,
    /// Others, which may be of anybody who has to do with the ticket.
    pub others: Vec<String>,
}

/// The customers that have what stands in a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Those with one of the ticket's own domains, with that domain.
    pub by_domain: Vec<(CustomerId, String)>,
    /// Whether nobody has one of the ticket's own domains.
    pub has_unknown_domain: bool,
    /// Those with another domain.
    pub by_other: Vec<CustomerId>,
    /// Those whose name or confirmed name is that of the ticket, and whether it was confirmed.
    pub by_name: Vec<(CustomerId, bool)>,
}

impl Recognition {
    /// Decides whose ticket it is. What speaks of two customers, or of one that is not known, is for
    /// somebody to decide, and so is a domain that may be a third party's.
    pub fn of(matches: &Matches) -> Self {
        let Matches { by_domain, has_unknown_domain, by_other, by_name } = matches;
        let own: BTreeSet<CustomerId> = by_domain.iter().map(|(id, _)| *id).collect();
        let names: BTreeSet<CustomerId> = by_name.iter().map(|(id, _)| *id).collect();
        let others: BTreeSet<CustomerId> = by_other.iter().copied().collect();
        if let Some((id, domain)) = by_domain.first() {
            // An address says more than a name, which others may have, too.
            let is_named = names.is_empty() || names.contains(id);
            if own.len() == 1 && !has_unknown_domain && is_named {
                return Self::Known(*id, RecognizedBy::Domain(domain.clone()));
            }
            return Self::ask(&own, &names);
        }
        match by_name.as_slice() {
            [(id, true)] if others.iter().all(|other| other == id) => {
                Self::Known(*id, RecognizedBy::Name)
            }
            _ if names.is_empty() && others.is_empty() => Self::Nobody,
            _ => Self::ask(&others, &names),
        }
    }

    fn ask(first: &BTreeSet<CustomerId>, rest: &BTreeSet<CustomerId>) -> Self {
        Self::Ask(first.iter().chain(rest.difference(first)).copied().collect())
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

/// What introduces the sender of a mail in the languages of the reader.
const SENDER: [&str; 4] = ["from:", "von:", "de:", "absender:"];

/// Returns the domains of the senders of a mail that was pasted, and of those it answers or forwards, the
/// latest first, without those in which anybody can have an address.
pub fn sender_domains(text: &str) -> Vec<String> {
    let is_sender = |line: &&str| {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        SENDER.iter().any(|word| line.starts_with(word))
    };
    domains_in(&text.lines().filter(is_sender).collect::<Vec<_>>().join("\n"))
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
