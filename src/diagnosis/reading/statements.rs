//! What sentences and clauses state: which symptom, that it is there or that it is not, and how surely.
//!
//! Two logistic regressions, whose numbers stand in the knowledge base: whether a clause speaks of a
//! symptom as a fact of now, and whether it says yes or no. Their measures say nothing about single
//! symptoms, so that they hold for symptoms that somebody adds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::aspects::{AspectOdds, AspectTable, Aspects};
use super::classifier::{Compared, Similarity};
use super::clause_features::Kind;
use super::clause_models::ClauseModels;
use super::cues::{Tone, denies};
use super::facts::FactReader;
use super::mood::{Mood, Moods};
use super::parts::Part;
use super::training::{STATED, SYMPTOMS};
use super::weights::{MATTER, MATTER_WEIGHTS, POLARITY, POLARITY_WEIGHTS, SURE, SURE_WEIGHTS};
use super::words::Word;
use crate::diagnosis::belief::log_sum;
use crate::kb::{Stated, SymptomId};

/// How many symptoms a clause is weighed for, the most similar first.
const CANDIDATES: usize = 4;
/// How sharply similarity tells symptoms apart; the weights were fitted with it.
const SHARPNESS: f64 = 26.0;

/// A clause of no more words that is neither good nor bad nor denied names something only.
const NAMES_ONLY: usize = 2;

/// A symptom that a part of a text may state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Its place.
    pub(super) symptom: usize,
    /// The words of the part.
    pub(super) words: Range<usize>,
    /// Whether the part names another error than the symptom has.
    pub(super) is_other_error: bool,
    /// Whether the part is the words of an error, in quotation marks: what they deny is the error.
    pub(super) is_quoted_error: bool,
    /// What tells whether it is stated at all.
    pub(super) matter: [f64; MATTER],
    /// What tells whether it is affirmed.
    pub(super) polarity: [f64; POLARITY],
}

/// How a part speaks of a symptom.
struct Said<'a> {
    part: &'a Part,
    moods: Moods,
    odds: AspectOdds,
    /// By how many words it is supported, and the share of the strongest.
    support: (f64, f64),
    /// Whether the part holds what a machine printed.
    is_verbatim: bool,
    /// What the regression over its words tells, in log-odds.
    learned: f64,
}

/// What is needed to weigh symptoms.
pub(super) struct Weighing<'a> {
    pub(super) aspects: &'a AspectTable,
    pub(super) clauses: &'a ClauseModels,
    /// The symptoms in the order of their places.
    pub(super) ids: &'a [SymptomId],
    pub(super) facts: &'a FactReader,
    /// The whole text.
    pub(super) text: &'a str,
    /// Which symptoms have exact error strings.
    pub(super) has_errors: &'a [bool],
    /// For each symptom how likely it is in this text, as a logarithm.
    pub(super) expected: &'a [f64],
    /// How much more common talk is that states no symptom, as a logarithm.
    pub(super) silence: f64,
}

impl Weighing<'_> {
    /// The symptoms that the parts of a text may state.
    pub(super) fn candidates(
        &self,
        compared: &mut Compared<'_>,
        words: &[Word<'_>],
        parts: &[Part],
    ) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for part in parts {
            let range = std::slice::from_ref(&part.words);
            let Some(similarity) = compared.similarity(SYMPTOMS, range) else { continue };
            let Some(stated) = compared.similarity(STATED, range) else { continue };
            if says_nothing(&words[part.words.clone()]) && !part.is_whole() {
                continue;
            }
            let moods = self.moods_of(words, part);
            let printed = part_text(self.text, words, &part.words);
            let is_verbatim = is_verbatim(printed);
            let logs = self.logs(&similarity);
            for symptom in most_similar(&logs) {
                let of_part = &words[part.words.clone()];
                let aspects = Aspects::of(of_part, &words[part.sentence.clone()]);
                if self.aspects.is_opposed(symptom, aspects) {
                    continue;
                }
                let odds = self.aspects.odds(symptom, aspects);
                let support = compared.support(SYMPTOMS, symptom, part.words.clone());
                let of_sentence = &words[part.sentence.clone()];
                let kind = self.kind(symptom);
                let learned = self.clauses.matter(kind, of_part, of_sentence, part.is_asked);
                let said = Said { part, moods, odds, support, is_verbatim, learned };
                candidates.push(Candidate {
                    symptom,
                    words: part.words.clone(),
                    is_other_error: self.has_errors[symptom] && names_error(printed),
                    is_quoted_error: self.has_errors[symptom] && is_quoted(printed),
                    matter: self.matter(symptom, &logs, &similarity, &said),
                    polarity: self.polarity(symptom, &stated, of_part, odds),
                });
            }
        }
        candidates
    }

    /// How a part is said: what its sentence is, it is too, but for a question that another clause
    /// asks.
    fn moods_of(&self, words: &[Word<'_>], part: &Part) -> Moods {
        let mut moods = self.facts.read(words, &part.words).moods;
        let of_sentence = self.facts.read(words, &part.sentence).moods;
        for mood in Mood::ALL {
            if mood != Mood::Question && of_sentence.has(mood) {
                moods = moods.with(mood);
            }
        }
        if part.is_asked { moods.with(Mood::Question) } else { moods }
    }

    /// For each symptom, and last for talk that states none, the logarithm of how well it fits.
    fn logs(&self, similarity: &Similarity) -> Vec<f64> {
        let expected = self.expected.iter().chain([&self.silence]);
        similarity.to.iter().zip(expected).map(|(to, more)| SHARPNESS * to + more).collect()
    }

    fn kind(&self, symptom: usize) -> Kind<'_> {
        Kind { id: self.ids[symptom].as_str(), is_error: self.has_errors[symptom] }
    }

    fn polarity(
        &self,
        symptom: usize,
        stated: &Similarity,
        words: &[Word<'_>],
        odds: AspectOdds,
    ) -> [f64; POLARITY] {
        let symptoms = stated.to.len() / 2;
        let (yes, no) = (stated.to[symptom], stated.to[symptoms + symptom]);
        let is_denied = f64::from(u8::from(denies(words)));
        let share = (yes - no) / (yes + no).max(1e-6);
        let by_words = self.aspects.word_odds(symptom, words);
        let learned = self.clauses.polarity(self.kind(symptom), words);
        let mut t = [0.0; Tone::COUNT];
        t[Tone::of(words) as usize] = 1.0;
        [
            odds.tone,
            odds.amount,
            odds.direction,
            yes - no,
            share,
            is_denied,
            no,
            by_words,
            learned,
            is_denied * odds.tone,
            t[0],
            t[1],
            t[3],
        ]
    }

    fn matter(
        &self,
        symptom: usize,
        logs: &[f64],
        similarity: &Similarity,
        said: &Said<'_>,
    ) -> [f64; MATTER] {
        let &Said { part, moods, odds, support: (support, strongest), is_verbatim, learned } = said;
        let own = logs[symptom];
        let others = |at: &(usize, &f64)| at.0 != symptom;
        let against = log_sum(logs.iter().enumerate().filter(others).map(|(_, log)| *log));
        let silent = logs.last().copied().unwrap_or_default();
        let m = moods.numbers();
        let is_other_error = f64::from(u8::from(self.has_errors[symptom] && is_verbatim));
        [
            (own - against).clamp(-12.0, 12.0),
            (own - silent).clamp(-12.0, 12.0),
            similarity.to[symptom],
            similarity.length.max(1.0).ln(),
            (part.words.len() as f64).ln(),
            f64::from(u8::from(part.is_whole())),
            self.expected[symptom],
            odds.matter,
            odds.tone.abs(),
            support.ln(),
            strongest,
            f64::from(u8::from(moods.is_fact())),
            m[0],
            m[1],
            m[2],
            m[3],
            m[4],
            m[5],
            m[6],
            learned,
            is_other_error,
        ]
    }
}

/// Whether words only name something, such as one thing of a list.
fn says_nothing(words: &[Word<'_>]) -> bool {
    words.len() <= NAMES_ONLY && Tone::of(words) == Tone::Plain
}

/// The symptoms that fit best.
fn most_similar(logs: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..logs.len().saturating_sub(1)).collect();
    order.sort_by(|&a, &b| logs[b].total_cmp(&logs[a]).then(a.cmp(&b)));
    order.truncate(CANDIDATES);
    order
}

/// The text around some words.
fn part_text<'a>(text: &'a str, words: &[Word<'_>], range: &Range<usize>) -> &'a str {
    let start = words[range.start].span.start;
    let end = words[range.end - 1].span.end;
    // With what stands before and after, which may be quotation marks.
    let start = text[..start].char_indices().next_back().map_or(start, |(at, _)| at);
    let end = text[end..].chars().next().map_or(end, |c| end + c.len_utf8());
    &text[start..end]
}

/// Whether some text names an error by an identifier or by a code with what follows it. Were it one
/// that is known, the exact string would have been found.
fn names_error(text: &str) -> bool {
    let has_code = text
        .as_bytes()
        .windows(4)
        .any(|four| four[..3].iter().all(u8::is_ascii_digit) && four[3] == b':');
    let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    has_code || text.split_whitespace().map(trimmed).any(|it| it.contains('_') && it.len() > 5)
}

/// Whether some text, with what stands around it, is quoted as a whole.
fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '\u{201c}', '\u{201e}'])
}

/// Whether some text holds what a machine printed: an identifier, a code with what follows it, or
/// words in quotation marks.
fn is_verbatim(text: &str) -> bool {
    let is_identifier = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.contains('_') && letters.len() > 5
            || letters
                .chars()
                .zip(letters.chars().skip(1))
                .any(|(a, b)| a.is_lowercase() && b.is_uppercase())
                && !matches!(
                    letters,
                    "JumpCloud" | "JumpCloud's" | "GSuite" | "GMail" | "IdP" | "SSOs"
                )
    };
    let is_quoted = ['"', '\u{201c}', '\u{201d}'].iter().any(|mark| text.contains(*mark));
    is_quoted || names_error(text) || text.split_whitespace().any(is_identifier)
}

/// What a text states about one symptom.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    /// The place of the symptom.
    pub(super) symptom: usize,
    /// That it is there or that it is not.
    pub(super) stated: Stated,
    /// The words that state it.
    pub(super) words: Range<usize>,
    /// How often such words really state it.
    pub(super) probability: f64,
}

/// What is measured in a part of a text for a symptom that it may state.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredPart {
    /// The symptom.
    pub symptom: SymptomId,
    /// Where the part stands in the text.
    pub bytes: Range<usize>,
    /// What tells whether it is stated at all.
    pub matter: [f64; MATTER],
    /// What tells whether it is affirmed.
    pub polarity: [f64; POLARITY],
}

impl MeasuredPart {
    /// What tells whether both are right, from the log-odds of both.
    pub fn sure(&self, matter: f64, polarity: f64) -> [f64; SURE] {
        sure(&self.matter, &self.polarity, matter, polarity)
    }
}

impl Candidate {
    /// What it comes to, in log-odds of whether the symptom is stated, and what is said of it.
    fn statement(&self) -> (f64, Statement) {
        let matter = log_odds(&MATTER_WEIGHTS, &self.matter);
        let polarity = log_odds(&POLARITY_WEIGHTS, &self.polarity);
        let stated = if polarity > 0.0 { Stated::Yes } else { Stated::No };
        let both = log_odds(&SURE_WEIGHTS, &sure(&self.matter, &self.polarity, matter, polarity));
        let (symptom, words) = (self.symptom, self.words.clone());
        let probability = 1.0 / (1.0 + (-both).exp());
        (matter, Statement { symptom, stated, words, probability })
    }
}

/// What tells whether both are right: a yes and a no err in different ways.
fn sure(
    matters: &[f64; MATTER],
    polarities: &[f64; POLARITY],
    matter: f64,
    polarity: f64,
) -> [f64; SURE] {
    let yes = f64::from(u8::from(polarity > 0.0));
    let no = 1.0 - yes;
    let [.., good, bad, plain] = *polarities;
    let denied = 1.0 - good - bad - plain;
    let other_error = matters[MATTER - 1];
    let sure = polarity.abs();
    [
        matter,
        sure,
        no,
        no * sure,
        no * matter,
        no * denied,
        yes * denied,
        no * plain,
        yes * plain,
        no * good,
        yes * good,
        other_error * yes,
        other_error * no,
    ]
}

/// At most one statement for each symptom: what the part says of it that most likely speaks of it.
pub(super) fn surest(candidates: &[Candidate]) -> Vec<Statement> {
    let mut best: BTreeMap<usize, (f64, Statement)> = BTreeMap::new();
    for candidate in candidates {
        let (matter, statement) = candidate.statement();
        let is_wrong = match statement.stated {
            Stated::Yes => candidate.is_other_error,
            Stated::No => candidate.is_quoted_error,
        };
        if is_wrong {
            continue;
        }
        let entry = best.entry(candidate.symptom).or_insert((matter, statement.clone()));
        if matter > entry.0 {
            *entry = (matter, statement);
        }
    }
    let mut statements: Vec<Statement> = best.into_values().map(|(_, it)| it).collect();
    statements.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    statements
}

/// The log-odds that weights and measures come to; the last weight stands alone.
fn log_odds(weights: &[f64], measures: &[f64]) -> f64 {
    weights.iter().zip(measures.iter().chain([&1.0])).map(|(w, m)| w * m).sum()
}
