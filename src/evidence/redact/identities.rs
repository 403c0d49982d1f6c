//! Who can be recognized in a file, and what stands there instead. The same person gets the same
//! name everywhere, so that what happened to whom can still be followed.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use url::Host;

/// The most people that are told apart.
const MOST: usize = 200_000;

/// Names shorter than this are only replaced where they stand under a name of their own: in a text
/// they may be any word.
const SHORTEST: usize = 3;
/// Nobody's name is longer than this; as a word to look for it would only cost time and memory.
const LONGEST: usize = 100;

/// Parts of addresses before the @ that are nobody's name.
const NOBODY: &[&str] =
    &["admin", "info", "support", "helpdesk", "noreply", "no-reply", "user", "users"];

/// Domains of the two vendors, which are no customer's.
const VENDORS: &[&str] = &[
    "google.com",
    "googleapis.com",
    "gserviceaccount.com",
    "googleusercontent.com",
    "jumpcloud.com",
];

/// What of somebody a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A user name or an address.
    Login,
    /// A name of a person or a company.
    Name,
    /// A domain of a company.
    Domain,
    /// A name of a computer.
    Host,
    /// A telephone number, a place, a serial number: removed.
    Rest,
}

// Classes of letters in all scripts, and borders of words among them, cost a hundred times as much.
static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?P<before>(?:%(?:25)*[0-9A-Fa-f]{2})*)(?P<user>[^\x00-\x20@<>()\[\]{}"',;:/=&?\\%]+)(?P<at>@|%(?:25)*40)(?P<domain>[^\x00-\x20@<>()\[\]{}"',;:/=&?\\%.]+(?:\.[^\x00-\x20@<>()\[\]{}"',;:/=&?\\%.]+)+)"#,
    )
    .ok()
});
static IP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?-u:\b)|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){3,7}",
    )
    .ok()
});

/// Everybody who was seen, and what they are called instead.
#[derive(Debug, Default)]
pub struct Pseudonyms {
    /// Logins, names, domains and addresses of computers in small letters, with what stands instead.
    known: HashMap<String, String>,
    counts: [usize; 5],
    /// What stands instead, so that it is not replaced again where a text stands in another.
    given: HashSet<String>,
    finder: Option<AhoCorasick>,
    instead: Vec<String>,
}

/// What is counted on its own.
#[derive(Clone, Copy)]
enum Count {
    User,
    Name,
    Domain,
    Computer,
    Host,
}

impl Pseudonyms {
    /// Remembers who stands in a text, and who stands under a name of their own.
    pub fn collect(&mut self, part: Option<Part>, text: &str) {
        for found in EMAIL.iter().flat_map(|email| email.captures_iter(text)) {
            self.address(&found);
        }
        match part {
            Some(Part::Login) if !text.contains('@') => drop(self.user(text)),
            Some(Part::Name) => drop(self.name(text)),
            Some(Part::Domain) => drop(self.customer_domain(text)),
            Some(Part::Host) => drop(self.host(text)),
            // A place or a number that is long enough to be no other word.
            Some(Part::Rest) if text.trim().chars().count() >= 5 && self.known.len() < MOST => {
                self.known.insert(text.trim().to_lowercase(), "[removed]".to_owned());
            }
            _ => {}
        }
    }

    /// Everybody has been collected: from now on they are found in texts, too.
    pub fn prepare(&mut self) {
        let is_findable = |word: &&String| {
            (SHORTEST..=LONGEST).contains(&word.chars().count()) && !NOBODY.contains(&word.as_str())
        };
        let mut words: Vec<&String> = self.known.keys().filter(is_findable).collect();
        words.sort();
        self.finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words)
            .ok();
        self.instead = words.into_iter().map(|word| self.known[word].clone()).collect();
    }

    /// A text without anybody who could be recognized; `part` where it stands under a name.
    pub fn replace(&mut self, part: Option<Part>, text: &str) -> String {
        match part {
            _ if text.trim().is_empty() => text.to_owned(),
            Some(Part::Rest) => "[removed]".to_owned(),
            Some(Part::Login) if !text.contains(['@', ' ']) => self.user(text),
            Some(Part::Name) => self.name(text),
            Some(Part::Domain) if is_domain(text) => self.customer_domain(text),
            Some(Part::Host) if !text.contains(['/', ' ', '@']) => self.host(text),
            _ => {
                let text = self.addresses(text);
                let text = self.computers(&text);
                self.names(&text)
            }
        }
    }

    fn addresses(&mut self, text: &str) -> String {
        let Some(email) = EMAIL.as_ref() else { return "[removed]".to_owned() };
        email.replace_all(text, |found: &regex::Captures<'_>| self.address(found)).into_owned()
    }

    fn computers(&mut self, text: &str) -> String {
        let Some(ip) = IP.as_ref() else { return "[removed]".to_owned() };
        let instead = |found: &regex::Captures<'_>| {
            let address = &found[0];
            let host = if address.contains(':') { format!("[{address}]") } else { address.into() };
            let is_computer = match Host::parse(&host) {
                Ok(Host::Ipv4(address)) => !address.is_loopback() && !address.is_unspecified(),
                Ok(Host::Ipv6(address)) => !address.is_loopback() && !address.is_unspecified(),
                _ => false,
            };
            if is_computer { self.computer(address) } else { address.to_owned() }
        };
        ip.replace_all(text, instead).into_owned()
    }

    /// Replaces names that stand in a text as words of their own.
    fn names(&self, text: &str) -> String {
        let Some(finder) = &self.finder else { return text.to_owned() };
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (mut redacted, mut end) = (String::with_capacity(text.len()), 0);
        for found in finder.find_iter(text) {
            let before = text[..found.start()].chars().next_back();
            let after = text[found.end()..].chars().next();
            if !joins(before) && !joins(after) {
                redacted.push_str(&text[end..found.start()]);
                redacted.push_str(&self.instead[found.pattern().as_usize()]);
                end = found.end();
            }
        }
        redacted + &text[end..]
    }

    /// An address: the same user and the same domain get the same names.
    fn address(&mut self, found: &regex::Captures<'_>) -> String {
        let (user, domain) = (self.user(&found["user"]), self.customer_domain(&found["domain"]));
        format!("{}{user}{}{domain}", &found["before"], &found["at"])
    }

    /// A domain, unless it is one of the two vendors.
    fn customer_domain(&mut self, domain: &str) -> String {
        let small = domain.to_lowercase();
        let is_vendors = VENDORS.iter().any(|vendor| {
            small.strip_suffix(vendor).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        if is_vendors || !is_domain(domain) { domain.to_owned() } else { self.domain(domain) }
    }

    /// The name of a computer. One of a vendor, such as in a header, stays.
    fn host(&mut self, host: &str) -> String {
        if host.contains('.') {
            return self.customer_domain(host);
        }
        if host.eq_ignore_ascii_case("localhost") || host.trim().is_empty() {
            return host.to_owned();
        }
        self.known(host, Count::Host, |n| format!("host-{n}"))
    }

    fn user(&mut self, user: &str) -> String {
        self.known(user, Count::User, |n| format!("user-{n}"))
    }

    fn name(&mut self, name: &str) -> String {
        self.known(name, Count::Name, |n| format!("name-{n}"))
    }

    fn domain(&mut self, domain: &str) -> String {
        self.known(domain, Count::Domain, |n| format!("domain-{n}.example"))
    }

    /// Addresses of computers come from the range that is meant for documents (RFC 3849).
    fn computer(&mut self, address: &str) -> String {
        self.known(address, Count::Computer, |n| format!("2001:db8::{n:x}"))
    }

    fn known(&mut self, text: &str, count: Count, instead: impl Fn(usize) -> String) -> String {
        let text = text.trim().to_lowercase();
        if let Some(known) = self.known.get(&text) {
            return known.clone();
        }
        if self.given.contains(&text) {
            return text;
        }
        let number = &mut self.counts[count as usize];
        *number += 1;
        let instead = instead(*number);
        if self.known.len() < MOST {
            self.known.insert(text, instead.clone());
            self.given.insert(instead.clone());
        }
        instead
    }
}

/// Whether a text is the name of a domain.
fn is_domain(text: &str) -> bool {
    let text = text.trim();
    text.contains('.') && !text.contains([' ', '/', '@', ':', '{', '['])
}

#[cfg(test)]
mod tests {
    use super::{EMAIL, IP};

    #[test]
    fn every_shape_is_sound() {
        assert!(EMAIL.is_some() && IP.is_some());
    }
}
