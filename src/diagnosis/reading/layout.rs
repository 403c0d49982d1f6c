//! Which lines of a pasted text somebody wrote for this ticket, and which are quoted replies,
//! signatures, logs, markup or code. Exact error strings count everywhere, what words suggest only in
//! the former.

use std::fmt;
use std::ops::Range;

/// Lines after a greeting that may still be a signature.
const SIGNATURE_LINES: usize = 8;
/// A longer line is no line of a signature.
const SIGNATURE_LENGTH: usize = 70;
/// A word of more bytes is a key, a hash or encoded data.
const LONGEST_WORD: usize = 60;
/// Prose has at least this share of letters and spaces.
const LEAST_LETTERS: f64 = 0.72;
/// Of more bytes of prose only this much at the beginning is weighed sentence by sentence.
const MOST_PROSE: usize = 20_000;

/// Why nothing can be read in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There are no words in it.
    Empty,
    /// It is only what was quoted from an earlier mail.
    Quoted,
    /// It is only logs, markup or code, without a known error string.
    Machine,
    /// It is in a language that nobody taught.
    Language,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "There is nothing to read in this text.",
            Self::Quoted => {
                "This text is only quoted replies. Paste what the customer wrote without them."
            }
            Self::Machine => {
                "This text is only a log or code without a known error. Add a sentence about what goes wrong."
            }
            Self::Language => {
                "This text is in a language that Syncmend does not read. Paste it in English."
            }
        })
    }
}

/// The lines that were written for this ticket.
pub(super) struct Prose {
    /// In bytes, in order.
    pub(super) ranges: Vec<Range<usize>>,
    /// Why there are none.
    pub(super) unread: Option<Unread>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Prose,
    Quoted,
    Machine,
    Blank,
}

impl Prose {
    /// Looks for the prose of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut ranges = Vec::new();
        let (mut quoted, mut machine, mut prose) = (false, false, 0_usize);
        let mut signature = 0_usize;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            let trimmed = line.trim();
            match kind(trimmed) {
                Line::Blank => {}
                Line::Quoted => quoted = true,
                Line::Machine => machine = true,
                Line::Prose if ends_mail(trimmed) && prose > 0 => break,
                Line::Prose if signature > 0 && trimmed.len() <= SIGNATURE_LENGTH => signature -= 1,
                Line::Prose if prose > MOST_PROSE => {}
                Line::Prose => {
                    prose += line.len();
                    let heading = if ranges.is_empty() { heading(line) } else { 0 };
                    ranges.extend(without_addresses(text, range.start + heading..range.end));
                    signature = if is_closing(trimmed) { SIGNATURE_LINES } else { 0 };
                }
            }
        }
        let unread = match (ranges.is_empty(), quoted, machine) {
            (true, true, _) => Some(Unread::Quoted),
            (true, false, true) => Some(Unread::Machine),
            (true, false, false) => Some(Unread::Empty),
            (false, ..) => None,
        };
        Self { ranges, unread }
    }

    /// Whether a byte of the text is prose.
    pub(super) fn holds(&self, at: usize) -> bool {
        let after = self.ranges.partition_point(|range| range.end <= at);
        self.ranges.get(after).is_some_and(|range| range.start <= at)
    }
}

/// Whether most letters of a text are of a script that no example is written in.
pub(super) fn is_foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (all, latin) = letters.fold((0_usize, 0_usize), |(all, latin), c| {
        (all + 1, latin + usize::from(c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c)))
    });
    all > 0 && latin * 2 < all
}

fn kind(line: &str) -> Line {
    if line.is_empty() {
        Line::Blank
    } else if line.starts_with('>') || line.starts_with('|') && line.matches('|').count() == 1 {
        Line::Quoted
    } else if is_machine(line) {
        Line::Machine
    } else {
        Line::Prose
    }
}

fn is_machine(line: &str) -> bool {
    let is_frame = (line.starts_with("at ") || line.starts_with("File \""))
        && line.contains(['(', ','])
        && line.contains(['.', '/', '\\'])
        && line.contains([':', '"']);
    let is_markup = line.starts_with('<') && line.contains(['>', '=']) && !line.starts_with("<-");
    let is_exception = line.starts_with("Caused by:") || line.starts_with("Traceback (");
    let is_encoded =
        line.split_whitespace().any(|word| word.len() > LONGEST_WORD && !word.contains("://"));
    is_frame || is_markup || is_exception || is_encoded || is_stamped(line) || is_symbols(line)
}

/// Whether a line begins with a date and a time, as logs do, and goes on like one.
fn is_stamped(line: &str) -> bool {
    let stamp: String = line.chars().take(19).collect();
    let digits = stamp.chars().filter(char::is_ascii_digit).count();
    digits >= 12 && stamp.contains(':') && stamp.contains(['-', '/'])
}

fn is_symbols(line: &str) -> bool {
    let all = line.chars().count();
    let prose = line.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).count();
    all > 40 && (prose as f64) < LEAST_LETTERS * all as f64
}

/// Whether what follows is another, older mail, or a signature without a greeting.
fn ends_mail(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_older = lower.contains("original message") && lower.starts_with('-')
        || lower.contains("ursprüngliche nachricht") && lower.starts_with('-');
    let is_reply = lower.ends_with(':')
        && lower.contains('@')
        && ["wrote", "schrieb", "escribió", "a écrit", "escreveu"]
            .iter()
            .any(|w| lower.contains(w));
    line == "--" || is_older || is_reply
}

/// Whether a mail is closed by a line.
fn is_closing(line: &str) -> bool {
    const CLOSINGS: [&str; 12] = [
        "best regards",
        "kind regards",
        "regards",
        "many thanks",
        "best",
        "cheers",
        "sincerely",
        "mit freundlichen grüßen",
        "viele grüße",
        "saludos",
        "cordialement",
        "atenciosamente",
    ];
    let lower = line.trim_end_matches([',', '.', '!']).to_lowercase();
    CLOSINGS.contains(&&*lower)
}

/// How many bytes a heading takes that names the two systems only, such as "JumpCloud to Google
/// Workspace:". It stands over what is covered and over what is not.
fn heading(line: &str) -> usize {
    const NAMES: [&str; 22] = [
        "and",
        "betreff",
        "directory",
        "from",
        "fw",
        "fwd",
        "google",
        "gsuite",
        "gws",
        "help",
        "integration",
        "issue",
        "jc",
        "jumpcloud",
        "problem",
        "re",
        "subject",
        "suite",
        "sync",
        "ticket",
        "to",
        "workspace",
    ];
    let mut taken = 0;
    while let Some(colon) = line[taken..].find(':') {
        let words = line[taken..taken + colon].split(|c: char| !c.is_alphanumeric());
        let mut words = words.filter(|word| !word.is_empty()).peekable();
        let is_empty = words.peek().is_none();
        if is_empty || !words.all(|word| word == "g" || NAMES.contains(&&*word.to_lowercase())) {
            break;
        }
        taken += colon + 1;
    }
    taken
}

/// A range of prose without the addresses of pages in it.
fn without_addresses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut start = range.start;
    while let Some(found) = text[start..range.end].find("://") {
        let scheme = text[start..start + found].rfind(|c: char| !c.is_ascii_alphabetic());
        let begins = scheme.map_or(start, |before| {
            start + before + text[start + before..].chars().next().map_or(1, char::len_utf8)
        });
        let ends = text[start + found..range.end].find(char::is_whitespace);
        left.push(start..begins);
        start = ends.map_or(range.end, |ends| start + found + ends);
    }
    left.push(start..range.end);
    left.retain(|range| !range.is_empty());
    left
}

#[cfg(test)]
mod tests {
    use super::{Prose, Unread};

    fn prose(text: &str) -> String {
        Prose::of(text).ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_others_wrote_is_left_out() {
        let text = "Nothing arrives, see https://example.com/a?error=x today.\n> old words\n\
                    <saml:Issuer>x</saml:Issuer>\n\tat com.example.Run(Run.java:12)\n\
                    2026-11-20T08:14:03Z WARN nothing\nBest regards,\nJo Doe\nHead of things\n";
        assert_eq!(prose(text), "Nothing arrives, see  today.\nBest regards,\n");
        assert_eq!(Prose::of("> a\n> b").unread, Some(Unread::Quoted));
        assert_eq!(Prose::of("\tat com.example.Run(Run.java:12)").unread, Some(Unread::Machine));
        assert_eq!(Prose::of(" \n").unread, Some(Unread::Empty));
    }
}
