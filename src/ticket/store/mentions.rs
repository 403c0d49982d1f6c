//! Which tickets mention a customer, in whatever was ever recorded on them: the search index holds only
//! what a ticket says now, and not all of it.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::StoreError;
use super::maintenance::report;
use crate::progress::Progress;
use crate::ticket::customer::{Profile, folded, is_public_mail};
use crate::ticket::event::Event;
use crate::ticket::ids::TicketId;
use crate::ticket::masking;

/// The names and domains of a customer.
pub(super) struct Mentions {
    /// Each folded, with a space before and after it.
    phrases: Vec<String>,
    /// The longest word of each, in which no escape of JSON can stand.
    words: BTreeSet<String>,
}

impl Mentions {
    /// Returns what mentions a customer: every name, and every domain that is no public mail service.
    pub(super) fn of(profile: &Profile) -> Self {
        let domains = profile.domains.iter().filter(|domain| !is_public_mail(domain));
        let names = profile.confirmed_names.iter().map(String::as_str);
        let all = names.chain([profile.name.as_str()]).chain(domains.map(String::as_str));
        let folded: BTreeSet<String> = all.map(folded).filter(|text| !text.is_empty()).collect();
        let longest =
            |text: &String| text.split(' ').max_by_key(|word| word.len()).map(str::to_owned);
        Self {
            words: folded.iter().filter_map(longest).collect(),
            phrases: folded.iter().map(|text| format!(" {text} ")).collect(),
        }
    }

    fn are_in(&self, text: &str) -> bool {
        let text = format!(" {} ", folded(text));
        self.phrases.iter().any(|phrase| text.contains(phrase))
    }

    fn may_be_in(&self, json: &str) -> bool {
        let json = json.to_lowercase();
        self.words.iter().any(|word| json.contains(word))
    }

    /// Returns the tickets whose events mention the customer.
    pub(super) fn tickets(
        &self,
        db: &Connection,
        progress: &Progress,
    ) -> Result<BTreeSet<TicketId>, StoreError> {
        let mut found = BTreeSet::new();
        let all: u32 = db.query_row("SELECT count(*) FROM event", [], |row| row.get(0))?;
        let mut statement = db.prepare("SELECT ticket, body FROM event")?;
        let mut rows = statement.query([])?;
        let mut done = 0;
        while let Some(row) = rows.next()? {
            done += 1;
            report(progress, done, all as usize)?;
            let body = row.get_ref(1)?.as_str().unwrap_or_default();
            if !self.may_be_in(body) {
                continue;
            }
            let Ok(ticket) = row.get::<_, String>(0)?.parse() else { continue };
            if !found.contains(&ticket) && self.are_in_event(body) {
                found.insert(ticket);
            }
        }
        Ok(found)
    }

    fn are_in_event(&self, body: &str) -> bool {
        // An event that cannot be read is looked through as it is.
        let Ok(event) = serde_json::from_str::<Event>(body) else { return self.are_in(body) };
        let mut are_in = false;
        masking::texts(&event.what, &mut |text| are_in |= self.are_in(text));
        are_in
    }
}
