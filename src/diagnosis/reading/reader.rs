//! A knowledge base prepared for reading, and what it reads in a text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Reading;
use super::error_use::{ErrorReader, ErrorUse, Found, add_denied};
use super::errors::ErrorStrings;
use super::facts::{FactReader, Facts};
use super::layout::{Prose, Unread, is_foreign};
use super::learned::Learned;
use super::mood::Mood;
use super::parts::{Part, parts};
use super::questions::Questions;
use super::second;
use super::statements::{Candidate, MeasuredPart, Statement, Weighing, surest};
use super::wording::{Evidence, WordingModel, quotes};
use super::words::{Word, quote, words};
use crate::diagnosis::observation::{
    Answer, AskedQuestion, Because, CauseLikelihood, Observation, Suggestion, Wording,
};
use crate::kb::{KnowledgeBase, Stated, SymptomId};
use crate::privacy::InternalText;

/// A statement is suggested from this probability on.
const LEAST_SURE: f64 = 0.7;
/// How often what the patterns of `scope.rs` find is really stated.
const SCOPE_STATED: f64 = 0.8;
/// The symptoms that the patterns of `scope.rs` answer.
pub(super) const ONE_USER: &str = "one-user-affected";
pub(super) const EVERYONE: &str = "everyone-affected";
const RECENT_CHANGE: &str = "change-is-recent";

/// What a text is compared with, learned once from a whole knowledge base.
#[derive(Debug)]
pub(super) struct WholeReader {
    errors: ErrorStrings,
    learned: Learned,
    wording: WordingModel,
    facts: FactReader,
    questions: Questions,
    /// The symptoms in the order of their classes.
    ids: Vec<SymptomId>,
    /// For each symptom how often it shows otherwise, and how much more often each cause shows it.
    shown_by: Vec<(f64, Vec<(usize, f64)>)>,
    /// Which symptoms have exact error strings.
    has_errors: Vec<bool>,
    /// Which symptoms cannot be there together.
    excludes: Vec<Vec<SymptomId>>,
}

impl WholeReader {
    /// A reader for a knowledge base, which knows what was learned from it.
    pub(super) fn new(kb: &KnowledgeBase, learned: Learned) -> Self {
        Self {
            errors: ErrorStrings::new(kb),
            learned,
            wording: WordingModel::new(kb),
            facts: FactReader::default(),
            questions: Questions::new(kb),
            ids: kb.symptoms().iter().map(|symptom| symptom.id.clone()).collect(),
            shown_by: kb.symptoms().iter().map(|symptom| shown_by(kb, &symptom.id)).collect(),
            has_errors: kb.symptoms().iter().map(|symptom| !symptom.errors.is_empty()).collect(),
            excludes: kb.symptoms().iter().map(|symptom| symptom.excludes.clone()).collect(),
        }
    }

    /// The symptoms whose exact error strings stand in a text.
    fn shown_in(&self, text: &str) -> Vec<Observation> {
        let words = words(text);
        let errors = self.errors_in(text, &words);
        let shown = errors.into_iter().filter(|error| error.use_ == ErrorUse::Shown);
        let mut found: BTreeMap<SymptomId, Observation> = BTreeMap::new();
        for Found { error, .. } in shown {
            let quote = quote(text, &words, &error.words);
            let because = Because::InText { quote, meaning: error.meaning.to_owned() };
            let symptom = error.symptom.clone();
            found.entry(symptom.clone()).or_insert(Observation {
                symptom,
                answer: Answer::Yes,
                because,
            });
        }
        found.into_values().collect()
    }

    /// The error strings of a text, each with what the sentence around it says of it.
    fn errors_in(&self, text: &str, words: &[Word<'_>]) -> Vec<Found<'_>> {
        ErrorReader { errors: &self.errors, facts: &self.facts }.find(text, words)
    }

    /// What a text tells. Words that speak of symptoms in `known` do not count for its wording.
    pub(super) fn read(&self, text: &str, known: &BTreeSet<SymptomId>) -> Reading {
        let all = words(text);
        let prose = Prose::of(text);
        let errors = self.errors_in(text, &all);
        let shown = self.shown_in(text);
        let told: Vec<Word<'_>> =
            all.iter().filter(|word| prose.holds(word.span.start)).cloned().collect();
        let parts = parts(text, &told);
        let mut compared = self.learned.classifier.compare(&told);
        let quote = |range: &Range<usize>| quote(text, &told, range);

        let everything = without(told.len(), &[]);
        let likely = self.wording.ratios(&mut compared, &everything, Evidence::default());
        let expected = self.expected(&self.wording.believed(likely.as_deref()));
        let candidates = self.weighing(text, &expected).candidates(&mut compared, &told, &parts);
        let mut statements = surest(&candidates);
        statements.retain(|statement| statement.probability >= LEAST_SURE);
        let strings = self.shown_statements(&told, &all, &errors);
        let second = second::find(&statements, &strings, &parts, &self.shown_by);
        self.add_scope(&mut statements, &told, &parts);
        let mut suggestions = self.suggestions(&statements, quote);
        add_denied(&mut suggestions, text, &all, &errors);
        suggestions.retain(|it| shown.iter().all(|shown| shown.symptom != it.symptom));
        suggestions.sort_by(|a, b| a.symptom.cmp(&b.symptom));

        let mut answered: Vec<Range<usize>> = Vec::new();
        for statement in statements.iter().filter(|it| known.contains(&self.ids[it.symptom])) {
            answered.push(statement.words.clone());
        }
        for found in errors.iter().filter(|found| known.contains(found.error.symptom)) {
            answered.push(within(&told, &all, &found.error.words));
        }
        let counting = without(told.len(), &answered);
        let stated = statements.iter().filter(|it| !known.contains(&self.ids[it.symptom]));
        let evidence = Evidence {
            has_error: shown.iter().any(|shown| !known.contains(&shown.symptom)),
            stated: stated.filter(|it| !self.is_scope(it.symptom)).map(|it| it.probability).sum(),
        };
        let wording = self.wording.ratios(&mut compared, &counting, evidence).map(|ratios| {
            let quotes = quotes(&ratios, &mut compared, &parts, &counting);
            let causes = ratios.into_iter().zip(quotes).map(|(log_ratio, words)| CauseLikelihood {
                log_ratio,
                quote: words.as_ref().map(quote),
            });
            Wording { causes: causes.collect() }
        });
        let unread = match prose.unread {
            Some(_) if !shown.is_empty() => None,
            None if told.is_empty() => Some(Unread::Empty),
            None if wording.is_none() && is_foreign(text) => Some(Unread::Language),
            unread => unread,
        };
        Reading {
            shown,
            suggestions,
            questions: self.asked(&told, &parts, quote),
            second_problem: second.as_ref().map(quote),
            affected_users: self.affected_users(&told, &parts),
            wording: wording.filter(|_| !is_foreign(text)),
            unread,
        }
    }

    fn weighing<'a>(&'a self, text: &'a str, expected: &'a [f64]) -> Weighing<'a> {
        Weighing {
            aspects: &self.learned.aspects,
            clauses: &self.learned.clauses,
            ids: &self.ids,
            facts: &self.facts,
            text,
            has_errors: &self.has_errors,
            expected,
            silence: self.learned.silence,
        }
    }

    /// How likely each symptom is where causes are believed so, as a logarithm: what a part of a text
    /// seems to state is more or less credible for that.
    fn expected(&self, believed: &[f64]) -> Vec<f64> {
        let likely = |(otherwise, by): &(f64, Vec<(usize, f64)>)| {
            otherwise + by.iter().map(|&(cause, more)| more * believed[cause]).sum::<f64>()
        };
        self.shown_by.iter().map(|by| likely(by).ln()).collect()
    }

    /// What error strings state, by their places among the words that are read.
    fn shown_statements(
        &self,
        told: &[Word<'_>],
        all: &[Word<'_>],
        errors: &[Found<'_>],
    ) -> Vec<Statement> {
        let shown = errors.iter().filter(|found| found.use_ == ErrorUse::Shown);
        let statement = |found: &Found<'_>| {
            let symptom = self.ids.iter().position(|id| id == found.error.symptom)?;
            let words = within(told, all, &found.error.words);
            let stated = Stated::Yes;
            (!words.is_empty()).then_some(Statement { symptom, stated, words, probability: 1.0 })
        };
        shown.filter_map(statement).collect()
    }

    /// The statements as suggestions; of symptoms that exclude each other the surest yes.
    fn suggestions(
        &self,
        statements: &[Statement],
        quote: impl Fn(&Range<usize>) -> InternalText,
    ) -> Vec<Suggestion> {
        let mut kept: Vec<Suggestion> = Vec::new();
        for statement in statements {
            let symptom = &self.ids[statement.symptom];
            let excludes = &self.excludes[statement.symptom];
            let is_yes = statement.stated == Stated::Yes;
            let clashes = |other: &Suggestion| {
                other.symptom == *symptom
                    || is_yes && other.answer == Answer::Yes && excludes.contains(&other.symptom)
            };
            if !kept.iter().any(clashes) {
                let answer = if is_yes { Answer::Yes } else { Answer::No };
                let (symptom, quote) = (symptom.clone(), quote(&statement.words));
                kept.push(Suggestion {
                    symptom,
                    answer,
                    quote,
                    probability: statement.probability,
                });
            }
        }
        kept
    }

    /// Adds what the patterns say about who is affected and since when, in place of what similarity
    /// says about it. The shortest part that says it is quoted.
    fn add_scope(&self, statements: &mut Vec<Statement>, words: &[Word<'_>], parts: &[Part]) {
        let places = [ONE_USER, EVERYONE, RECENT_CHANGE]
            .map(|id| self.ids.iter().position(|symptom| symptom.as_str() == id));
        statements.retain(|statement| !places.contains(&Some(statement.symptom)));
        let mut by_length: Vec<&Part> = parts.iter().collect();
        by_length.sort_by_key(|part| part.words.len());
        for part in by_length {
            let Some(facts) = self.fact(words, part) else { continue };
            let answers = [facts.scope.one, facts.scope.everyone, facts.is_recent];
            for (place, answer) in places.into_iter().zip(answers) {
                let (Some(symptom), Some(is_so)) = (place, answer) else { continue };
                if statements.iter().all(|other| other.symptom != symptom) {
                    let stated = if is_so { Stated::Yes } else { Stated::No };
                    let words = part.words.clone();
                    statements.push(Statement {
                        symptom,
                        stated,
                        words,
                        probability: SCOPE_STATED,
                    });
                }
            }
        }
    }

    /// What the patterns say about a part, if it is said as a fact of now.
    fn fact(&self, words: &[Word<'_>], part: &Part) -> Option<Facts> {
        let is_fact = self.facts.read(words, &part.sentence).moods.is_fact() && !part.is_asked;
        is_fact.then(|| self.facts.read(words, &part.words))
    }

    /// Whether a symptom tells who is affected or since when, and nothing about what is wrong.
    fn is_scope(&self, symptom: usize) -> bool {
        [ONE_USER, EVERYONE, RECENT_CHANGE].contains(&self.ids[symptom].as_str())
    }

    fn affected_users(&self, words: &[Word<'_>], parts: &[Part]) -> Option<u64> {
        parts.iter().find_map(|part| self.fact(words, part)?.scope.users)
    }

    fn asked(
        &self,
        words: &[Word<'_>],
        parts: &[Part],
        quote: impl Fn(&Range<usize>) -> InternalText,
    ) -> Vec<AskedQuestion> {
        let whole = parts.iter().filter(|part| part.is_whole());
        let asking = whole.filter(|part| {
            part.is_asked || self.facts.read(words, &part.sentence).moods.has(Mood::Question)
        });
        let found = self.questions.find(words, asking.cloned());
        found.into_iter().map(|(answer, at)| AskedQuestion { answer, quote: quote(&at) }).collect()
    }

    /// What is measured in the parts of a text, before it is weighed: what the weights of `weights.rs`
    /// are fitted on.
    pub(super) fn measure(&self, text: &str) -> Vec<MeasuredPart> {
        let told = prose_words(text, &words(text));
        let parts = parts(text, &told);
        let mut compared = self.learned.classifier.compare(&told);
        let everything = without(told.len(), &[]);
        let likely = self.wording.ratios(&mut compared, &everything, Evidence::default());
        let expected = self.expected(&self.wording.believed(likely.as_deref()));
        let candidates = self.weighing(text, &expected).candidates(&mut compared, &told, &parts);
        let measured = |candidate: Candidate| MeasuredPart {
            symptom: self.ids[candidate.symptom].clone(),
            bytes: told[candidate.words.start].span.start..told[candidate.words.end - 1].span.end,
            matter: candidate.matter,
            polarity: candidate.polarity,
        };
        candidates.into_iter().map(measured).collect()
    }
}

/// The words of a text that somebody wrote for this ticket.
fn prose_words<'a>(text: &str, words: &[Word<'a>]) -> Vec<Word<'a>> {
    let prose = Prose::of(text);
    words.iter().filter(|word| prose.holds(word.span.start)).cloned().collect()
}

/// How often a symptom shows otherwise, and how much more often each cause shows it.
fn shown_by(kb: &KnowledgeBase, symptom: &SymptomId) -> (f64, Vec<(usize, f64)>) {
    let otherwise = kb.otherwise(symptom);
    let by = kb.shown_by(symptom).iter();
    (otherwise, by.map(|&(cause, how)| (cause, kb.probability(how) - otherwise)).collect())
}

/// Where some of all words stand among those that are left of them.
fn within(left: &[Word<'_>], all: &[Word<'_>], range: &Range<usize>) -> Range<usize> {
    let at = |word: usize| {
        let start = all.get(word).map_or(usize::MAX, |word| word.span.start);
        left.partition_point(|word| word.span.start < start)
    };
    at(range.start)..at(range.end)
}

/// The words outside of some ranges.
fn without(words: usize, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut start = 0;
    for at in 0..=words {
        let ends = at == words || ranges.iter().any(|range| range.contains(&at));
        if ends {
            if start < at {
                left.push(start..at);
            }
            start = at + 1;
        }
    }
    left
}
