//! Which secret a name is of: of a key in JSON, a column, a header, a parameter, a variable, a flag, or
//! of words in a sentence.

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::SecretKind;
use super::data::{CommandEntry, NameFile, ValueRule};

/// What a name says of what stands under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub kind: SecretKind,
    pub value: ValueRule,
    /// Whether it may as well name something else: its value has to look like a secret.
    pub is_weak: bool,
}

/// Longer ones are no names.
const LONGEST: usize = 100;
/// From this length on a word of a name is found at the end of a longer word.
const JOINED: usize = 5;

/// All names of secrets.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Finds the words of names in a folded name.
    finder: Option<AhoCorasick>,
    found: Vec<Name>,
    whole: HashMap<String, Name>,
    harmless: HashSet<String>,
    harmless_behind: HashSet<String>,
    vendors: HashSet<String>,
    /// Finds the last words of names in a text.
    pub roots: Option<AhoCorasick>,
    /// Words that describe a state.
    pub states: HashSet<String>,
    pub links: HashSet<String>,
    pub fillers: HashSet<String>,
    pub commands: Vec<CommandEntry>,
    pub paths: HashSet<String>,
    pub in_company: HashSet<String>,
    pub harmless_company: HashSet<String>,
}

impl Names {
    pub(super) fn new<'v>(file: NameFile, vendors: impl Iterator<Item = &'v str>) -> Self {
        let (mut terms, mut found, mut whole) = (Vec::new(), Vec::new(), HashMap::new());
        let mut roots: HashSet<String> = HashSet::new();
        for entry in &file.name {
            let name = Name { kind: entry.kind, value: entry.value, is_weak: false };
            for word in &entry.words {
                terms.push(fold(word).text);
                found.push(name);
                let last = word.rsplit(' ').next().unwrap_or_default();
                roots.extend([last.to_owned(), last.to_uppercase(), fold(last).text]);
            }
            for word in &entry.whole {
                whole.insert(
                    fold(word).text,
                    Name {
                        is_weak: !word.contains(' ') && entry.kind == SecretKind::Token,
                        ..name
                    },
                );
                let last = word.rsplit(' ').next().unwrap_or_default();
                if last.len() > 2 || last == "pw" {
                    roots.insert(last.to_owned());
                }
            }
        }
        roots.insert("key".to_owned());
        let mut roots: Vec<String> = roots.into_iter().filter(|root| !root.is_empty()).collect();
        roots.sort();
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&terms).ok();
        let vendors: HashSet<String> = vendors.map(|vendor| fold(vendor).text).collect();
        let small = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect();
        let mut in_company: HashSet<String> = small(&file.company.secret);
        in_company
            .extend(vendors.iter().filter(|vendor| !AMBIGUOUS.contains(&vendor.as_str())).cloned());
        Self {
            finder,
            found,
            whole,
            harmless: file.harmless.names.iter().map(|name| fold(name).text).collect(),
            harmless_behind: file.harmless.behind.iter().map(|name| fold(name).text).collect(),
            vendors,
            roots: AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(&roots)
                .ok(),
            states: small(&file.states.words),
            links: small(&file.links.words),
            fillers: small(&file.links.fillers),
            commands: file.command,
            paths: small(&file.path.before),
            in_company,
            harmless_company: small(&file.company.harmless),
        }
    }

    /// What a name is of; `None` if it is none of a secret. Everything that ends before `from` (in
    /// bytes) only belongs to it as a beginning.
    pub(super) fn of(&self, name: &str, from: usize) -> Option<Name> {
        if name.len() > LONGEST {
            return None;
        }
        let folded = fold(name);
        if folded.text.len() < 2 {
            return None;
        }
        if let Some(name) = self.whole.get(&folded.text) {
            return Some(*name);
        }
        let from = folded.at(from);
        let mut best: Option<(usize, Name)> = None;
        for hit in self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(&folded.text))
        {
            let (start, end) = (hit.start(), hit.end());
            let begins = folded.starts.contains(&start) || hit.len() >= JOINED;
            let ends = folded.ends.contains(&end);
            let is_longer = best.is_none_or(|(length, _)| hit.len() > length);
            if end > from && begins && ends && is_longer && !self.is_harmless(&folded, end) {
                best = Some((hit.len(), self.found[hit.pattern().as_usize()]));
            }
        }
        let (length, best) =
            best.or_else(|| self.of_vendor(&folded)).or_else(|| of_variable(name, &folded))?;
        let is_harmless = folded.starts.iter().any(|start| {
            let end = &folded.text[*start..];
            end.len() >= length && self.harmless.contains(end)
        });
        (!is_harmless).then_some(best)
    }

    /// `OPENAI_KEY`, `jumpcloudPat`: a vendor's, and a word for a key.
    fn of_vendor(&self, folded: &Folded) -> Option<(usize, Name)> {
        let owner = ["key", "keys"].iter().find_map(|word| folded.text.strip_suffix(word))?;
        let is_vendor = folded
            .starts
            .iter()
            .any(|start| owner.get(*start..).is_some_and(|owner| self.vendors.contains(owner)));
        let name = Name { kind: SecretKind::Token, value: ValueRule::Token, is_weak: false };
        is_vendor.then_some((3, name))
    }

    /// Whether what follows in the name says that it is not of the secret itself.
    fn is_harmless(&self, folded: &Folded, end: usize) -> bool {
        folded.starts.iter().zip(&folded.ends).any(|(start, stop)| {
            *start >= end && self.harmless_behind.contains(&folded.text[*start..*stop])
        })
    }

    /// Whether a word behind a name says that it is not of the secret itself.
    pub(super) fn is_harmless_word(&self, word: &str) -> bool {
        self.harmless_behind.contains(&fold(word).text)
    }

    /// Whether a name sounds like one of a secret and is none.
    pub(super) fn is_harmless_name(&self, name: &str) -> bool {
        self.harmless.contains(&fold(name).text)
    }

    /// Whether a word describes a state.
    pub(super) fn is_state(&self, word: &str) -> bool {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        self.states.contains(&word.to_lowercase())
    }
}

/// `REDIS_PASS`, `dbPw`: a variable, not words of a sentence.
fn of_variable(name: &str, folded: &Folded) -> Option<(usize, Name)> {
    let is_variable = !name.contains(' ') && folded.starts.len() > 1;
    let words = folded.starts.iter().zip(&folded.ends);
    let is_one = words
        .map(|(start, end)| &folded.text[*start..*end])
        .any(|word| word == "pass" || word == "pw");
    let password = Name { kind: SecretKind::Password, value: ValueRule::Any, is_weak: false };
    (is_variable && is_one).then_some((4, password))
}

/// Vendors whose names are everyday words.
const AMBIGUOUS: [&str; 14] = [
    "google",
    "workspace",
    "gsuite",
    "teams",
    "office",
    "microsoft",
    "elastic",
    "square",
    "meta",
    "linear",
    "monday",
    "adobe",
    "jc",
    "jumpcloud",
];

/// A name without case, accents and what stands between its words.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub text: String,
    /// Where its words begin and end, in `text`.
    starts: Vec<usize>,
    ends: Vec<usize>,
    /// Where in the name each byte of `text` comes from.
    from: Vec<usize>,
}

impl Folded {
    /// Where in the folded text stands what stood at a place of the name.
    fn at(&self, place: usize) -> usize {
        self.from.partition_point(|from| *from < place)
    }
}

/// Folds a name: `oldPassword`, `OLD_PASSWORD` and `old password` become the same words.
pub(super) fn fold(name: &str) -> Folded {
    let mut folded = Folded::default();
    let mut before: Option<char> = None;
    let mut letters = name.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if !c.is_alphanumeric() {
            before = None;
            continue;
        }
        let next = letters.peek().map(|(_, next)| *next);
        let begins = before.is_none_or(|before| {
            (before.is_lowercase() && c.is_uppercase())
                || (before.is_numeric() != c.is_numeric())
                || (before.is_uppercase()
                    && c.is_uppercase()
                    && next.is_some_and(char::is_lowercase))
        });
        if begins {
            if !folded.starts.is_empty() {
                folded.ends.push(folded.text.len());
            }
            folded.starts.push(folded.text.len());
        }
        let length = folded.text.len();
        if c.is_ascii() {
            folded.text.push(c.to_ascii_lowercase());
        } else {
            let plain = c.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
            folded.text.extend(plain);
        }
        folded.from.resize(folded.from.len() + folded.text.len() - length, at);
        before = Some(c);
    }
    if !folded.starts.is_empty() {
        folded.ends.push(folded.text.len());
    }
    folded
}
