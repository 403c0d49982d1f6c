//! What a customer asks instead of reporting it, matched with what the knowledge base answers.

use std::collections::BTreeSet;
use std::ops::Range;

use super::parts::Part;
use super::words::{Word, words};
use crate::kb::{AnswerId, KnowledgeBase};

/// The share of a phrase's words that a question must hold to be the same.
const LEAST_SHARED: f64 = 0.6;
/// Words that say nothing about what is asked.
const COMMON: &[&str] = &[
    "a", "am", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "could", "das",
    "de", "den", "der", "des", "die", "do", "does", "ein", "eine", "el", "er", "es", "for", "from",
    "he", "her", "him", "his", "how", "i", "if", "ich", "in", "is", "it", "its", "la", "le", "los",
    "man", "me", "my", "of", "on", "or", "our", "out", "que", "s", "she", "should", "so", "t",
    "that", "the", "their", "them", "then", "there", "they", "this", "to", "und", "un", "una",
    "was", "we", "what", "when", "which", "who", "will", "wir", "with", "would", "you", "your",
];

/// The questions that a knowledge base answers.
#[derive(Debug)]
pub(super) struct Questions {
    /// For each writing of each question its telling words.
    asked: Vec<(AnswerId, BTreeSet<String>)>,
}

impl Questions {
    /// Takes the questions of a knowledge base with their phrases.
    pub(super) fn new(kb: &KnowledgeBase) -> Self {
        let asked = kb.answers().iter().flat_map(|answer| {
            let writings = answer.phrases.iter().chain([&answer.question]);
            writings.map(|text| (answer.id.clone(), telling(&words(text))))
        });
        Self { asked: asked.filter(|(_, words)| !words.is_empty()).collect() }
    }

    /// The entry that answers what some words ask, with how much of its phrase they hold.
    pub(super) fn answer(&self, asked: &[Word<'_>]) -> Option<(&AnswerId, f64)> {
        let told = telling(asked);
        let score = |words: &BTreeSet<String>| {
            let shared = words.iter().filter(|word| told.contains(*word)).count() as f64;
            // A longer phrase that is held whole tells more than a short one.
            shared / words.len() as f64 + shared / 100.0
        };
        let scores = self.asked.iter().map(|(id, words)| (id, score(words)));
        let best = scores.max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        best.filter(|(_, score)| *score >= LEAST_SHARED)
    }

    /// What the parts of a text ask, once each.
    pub(super) fn find(
        &self,
        words: &[Word<'_>],
        asking: impl Iterator<Item = Part>,
    ) -> Vec<(AnswerId, Range<usize>)> {
        let mut found: Vec<(AnswerId, Range<usize>)> = Vec::new();
        for part in asking {
            if let Some((id, _)) = self.answer(&words[part.words.clone()])
                && found.iter().all(|(other, _)| other != id)
            {
                found.push((id.clone(), part.words));
            }
        }
        found
    }
}

/// The words that tell what is asked, without their endings.
fn telling(words: &[Word<'_>]) -> BTreeSet<String> {
    let words = words.iter().map(|word| &*word.folded).filter(|word| !COMMON.contains(word));
    words.map(stem).collect()
}

/// An English word without the endings that change most.
fn stem(word: &str) -> String {
    let stem = ["ing", "ed", "es", "s"].iter().find_map(|end| word.strip_suffix(end));
    let stem = stem.filter(|stem| stem.len() >= 3).unwrap_or(word);
    // "unbinding", "unbind"; "overwritten", "overwrites".
    match stem {
        "overwritten" | "overwritt" | "overwrit" | "overwrite" => "overwrit".to_owned(),
        "happen" => "happen".to_owned(),
        stem => stem.trim_end_matches('e').to_owned(),
    }
}
