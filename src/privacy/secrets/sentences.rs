//! Names of secrets in sentences: "the password is …", "… is the verification code", `"…" == password`.

use std::ops::Range;

use super::data::DATA;
use super::entries::ValueRule;
use super::given::value_at;
use super::groups::{groups, groups_of_four};
use super::pairs::Pair;
use super::place::line_before;
use super::values::{self, Stands, fits};

/// How far behind a name its value begins.
const REACH: usize = 64;

impl Pair<'_> {
    /// In a sentence: some words, one that leads to a value, and the value.
    pub(super) fn said(&self, rest: &str) -> Option<Range<usize>> {
        if self.name.is_weak || self.name.value == ValueRule::Line {
            return None;
        }
        let mut at = 0;
        let (mut words, mut leads) = (0, false);
        while at < rest.len().min(REACH) {
            let skipped = rest[at..].len()
                - rest[at..].trim_start_matches([' ', '\t', '"', '\'', ')', '*', '(']).len();
            at += skipped;
            let length = rest[at..].find([' ', '\t']).unwrap_or(rest[at..].len());
            let word = &rest[at..at + length];
            if word.is_empty() {
                return None;
            }
            if word.trim_end_matches('=').contains('=') {
                return None;
            }
            let plain =
                word.trim_matches([',', ':', '=', '.', ';', '"', '\'', '\u{201e}', '\u{201c}']);
            let is_link = DATA.names.links.contains(plain.to_lowercase().as_str());
            if leads && !is_link && !DATA.names.fillers.contains(plain.to_lowercase().as_str()) {
                return self.value_said(rest, at);
            }
            if words == 0 && !is_link && DATA.names.is_harmless_word(plain) {
                return None;
            }
            let ends = word.ends_with([':', '=']) && word.len() > 1;
            leads |= is_link || ends;
            if word.ends_with(['.', ';', '!', '?']) && !ends {
                return None;
            }
            words += 1;
            if words > 8 {
                return None;
            }
            at += length;
        }
        None
    }

    fn value_said(&self, rest: &str, at: usize) -> Option<Range<usize>> {
        let at = if rest[..at].ends_with(['"', '\'']) { at - 1 } else { at };
        let (value, is_quoted) = value_at(&rest[at..], false);
        let range = at + value.start..at + value.end;
        let word = &rest[range.clone()];
        match self.name.value {
            ValueRule::Any => {
                let groups = groups_of_four(&rest[range.start..]);
                if groups > 0 {
                    return Some(range.start..range.start + groups);
                }
            }
            ValueRule::Code | ValueRule::Seed => {
                let whole = range.start..range.start + groups(&rest[range.start..]);
                if fits(self.name, &rest[whole.clone()], Stands::Said) {
                    return Some(whole);
                }
            }
            _ => {}
        }
        let stands = if is_quoted { Stands::Firmly } else { Stands::Said };
        let is_pair = word.trim_end_matches('=').contains('=') && !is_quoted;
        // A password that works at Google is ASCII: another is the matter of the complaint.
        if word.contains(' ') || is_pair || !word.is_ascii() || !values::is_told_apart(word) {
            return None;
        }
        let is_address = word.contains('@')
            && word
                .rsplit('@')
                .next()
                .is_some_and(|domain| domain.contains('.') && !domain.ends_with('.'));
        // "to pat@example.com": nobody is a password, unless what follows is one.
        if is_address {
            return None;
        }
        fits(self.name, word, stands).then_some(range)
    }

    /// "… is the password", `"…" == password`.
    pub(super) fn before(&self) -> Option<Range<usize>> {
        if self.name.is_weak || self.name.value == ValueRule::Line {
            return None;
        }
        let line = line_before(self.text, self.word.start, 160);
        let before = self.text[line.clone()].trim_end();
        let compared = ["===", "!==", "==", "!="].iter().find_map(|sign| before.strip_suffix(sign));
        let compared = compared.or_else(|| {
            let (left, _) = before.rsplit_once(' ')?;
            ["===", "!==", "==", "!="].iter().find_map(|sign| left.trim_end().strip_suffix(sign))
        });
        if let Some(before) = compared {
            let before = before.trim_end();
            let quote = before.chars().next_back().filter(|c| "\"'`".contains(*c))?;
            let inside = &before[..before.len() - 1];
            let start = inside.rfind(quote)? + 1;
            let value = &inside[start..];
            return fits(self.name, value, Stands::Firmly)
                .then(|| line.start + start..line.start + inside.len());
        }
        let mut words = before.rsplit(' ').filter(|word| !word.is_empty()).take(7);
        let link = words.by_ref().take(5).find(|word| {
            ["is", "was", "as", "ist", "war", "als", "es", "est", "\u{e9}", "como", "comme", "="]
                .contains(&word.to_lowercase().as_str())
        })?;
        let value = words.next()?;
        let start = value.as_ptr() as usize - self.text.as_ptr() as usize;
        let trimmed = value.trim_matches([
            '"', '\'', '`', ',', '.', '(', ')', ':', '\u{201c}', '\u{201d}', '\u{201e}',
        ]);
        let start = start + value.find(trimmed)?;
        let is_one = !link.is_empty()
            && match self.name.value {
                ValueRule::Any => values::is_passwordlike(trimmed),
                ValueRule::Code => {
                    trimmed.len() >= 6
                        && trimmed.chars().all(|c| c.is_ascii_digit() || c == '-')
                        && !values::is_time(trimmed)
                }
                _ => trimmed.len() >= 16 && values::is_random_enough(trimmed),
            };
        is_one.then(|| start..start + trimmed.len())
    }
}
