//! What single clauses are weighed by for a symptom, for two regressions of `linear.rs`: whether they
//! state it as a fact of now, and whether they say that it is there or that it is not.

use super::cues::{is_negation, value};
use super::linear::feature;
use super::words::Word;

/// How many words a negation reaches.
const REACH: usize = 4;
/// How many good, bad and denying words, the last of a clause, are compared as a sequence.
const SEQUENCE: usize = 3;

/// A symptom as these regressions know it: by its name, so that another symptom more changes nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind<'a> {
    /// The id of the symptom.
    pub(super) id: &'a str,
    /// Whether it is an error message.
    pub(super) is_error: bool,
}

/// Features of whether a clause states a symptom at all: its words beside the symptom, and how its
/// sentence is said.
pub(super) fn of_matter(
    kind: Kind<'_>,
    clause: &[Word<'_>],
    sentence: &[Word<'_>],
    is_asked: bool,
) -> Vec<u64> {
    let mut features = Vec::with_capacity(clause.len() * 2 + sentence.len() * 2 + 8);
    let mut add = |parts: &[&str]| features.push(feature(parts));
    for (at, word) in clause.iter().enumerate() {
        add(&["m", kind.id, &word.folded]);
        if let Some(next) = clause.get(at + 1) {
            add(&["mp", kind.id, &word.folded, &next.folded]);
        }
    }
    for (at, word) in sentence.iter().enumerate() {
        add(&["mw", &word.folded]);
        if let Some(next) = sentence.get(at + 1) {
            add(&["mv", &word.folded, &next.folded]);
        }
    }
    for (at, word) in sentence.iter().take(2).enumerate() {
        add(&["mf", ["0", "1"][at], &word.folded]);
    }
    add(&["mq", if is_asked { "?" } else { "." }]);
    add(&["mk", kind.id]);
    add(&["mc", if clause.len() == sentence.len() { "whole" } else { "part" }]);
    features.sort_unstable();
    features.dedup();
    features
}

/// Features of whether a clause that speaks of a symptom says that it is there: its words, those that
/// are denied, and the order of good and bad in it, each for all symptoms together, for those of its
/// kind, and for the symptom alone.
pub(super) fn of_polarity(kind: Kind<'_>, words: &[Word<'_>]) -> Vec<u64> {
    let of_kind = if kind.is_error { "error" } else { "fact" };
    let mut features = Vec::with_capacity(words.len() * 5 + 16);
    let mut add = |parts: &[&str]| features.push(feature(parts));
    let mut sequence = String::new();
    let (mut denied_at, mut denials) = (None, 0_usize);
    for (at, word) in words.iter().enumerate() {
        let word = &*word.folded;
        if is_negation(words, at) {
            denied_at = Some(at);
            denials += 1;
            sequence.push('n');
            continue;
        }
        let is_denied = denied_at.is_some_and(|denied| at - denied <= REACH);
        let value = value(word) * if is_denied { -1 } else { 1 };
        if value != 0 {
            sequence.push(if value > 0 { 'g' } else { 'b' });
        }
        add(&["w", word]);
        add(&["w", kind.id, word]);
        if is_denied {
            add(&["d", word]);
            add(&["d", kind.id, word]);
        }
        if let Some(next) = words.get(at + 1) {
            add(&["p", kind.id, word, &next.folded]);
        }
    }
    let denials = ["0", "1", "2"][denials.min(2)];
    let tones = || sequence.char_indices().filter(|(_, c)| *c != 'n');
    let tone = |found: Option<(usize, char)>| match found {
        Some((_, 'g')) => "g",
        Some(_) => "b",
        None => "-",
    };
    let (first, last) = (tone(tones().next()), tone(tones().next_back()));
    let tail = &sequence[sequence.len().saturating_sub(SEQUENCE)..];
    let amount = amount(words);
    for of in ["", of_kind, kind.id] {
        add(&["a", of, amount]);
        add(&["f", of, first]);
        add(&["l", of, last]);
        add(&["n", of, denials]);
        add(&["s", of, tail]);
    }
    add(&["k", kind.id]);
    features.sort_unstable();
    features.dedup();
    features
}

/// How much of a whole some words tell: "30 of 30", "83/100", "none left", "14 free".
fn amount(words: &[Word<'_>]) -> &'static str {
    let number = |at: usize| words.get(at)?.folded.parse::<u32>().ok();
    let is_of = |at: usize| words.get(at).is_some_and(|word| word.folded == "of");
    for at in 0..words.len() {
        let Some(part) = number(at) else { continue };
        let skipped = usize::from(words.get(at + 1).is_some_and(|word| word.folded == "out"));
        let next = at + 1 + skipped;
        let whole = if is_of(next) { number(next + 1) } else { number(next) };
        match whole {
            Some(whole) if part > 1 && part == whole => return "full",
            Some(whole) if part < whole => return "part",
            _ => {}
        }
    }
    match (0..words.len()).find_map(number) {
        Some(0) => "none",
        Some(1) => "one",
        Some(_) => "some",
        None => "",
    }
}
