//! Two regressions over the words of clauses, learned from what the sentences and phrases of a
//! knowledge base state, and from what they only seem to.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::classifier::{Classifier, Compared};
use super::clause_features::{Kind, of_matter, of_polarity};
use super::linear::{LinearModel, LinearTrainer};
use super::parts::{Part, parts};
use super::training::{Classes, SYMPTOMS};
use super::words::{Word, words};
use crate::kb::{KnowledgeBase, Stated, Symptom};

/// What a phrase of a symptom counts beside a sentence: no phrase states an opposite.
const PHRASE: f32 = 0.3;
/// For how many symptoms a clause is an example of not stating them, the most similar first.
const NEAR: usize = 4;

/// Whether clauses state a symptom, and whether they say yes or no.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct ClauseModels {
    matter: LinearModel,
    polarity: LinearModel,
}

impl ClauseModels {
    /// Learns from a knowledge base; `classifier` tells what a clause that states nothing seems to
    /// state.
    pub(super) fn learn(kb: &KnowledgeBase, classifier: &Classifier, classes: Classes) -> Self {
        let mut learning = Learning {
            kb,
            classifier,
            classes,
            matter: LinearTrainer::default(),
            polarity: LinearTrainer::default(),
        };
        for (place, symptom) in kb.symptoms().iter().enumerate() {
            for text in symptom.phrases.iter().chain([&symptom.statement]) {
                learning.whole(text, place, Stated::Yes, PHRASE);
            }
            if let Some(text) = &symptom.statement_no {
                learning.whole(text, place, Stated::No, 1.0);
            }
        }
        for sentence in kb.sentences().iter() {
            let labels = sentence.labels.iter().filter_map(|label| {
                Some((kb.place_of_symptom(&label.symptom)?, label.answer, &*label.quote))
            });
            learning.text(&sentence.text, &labels.collect::<Vec<_>>());
        }
        Self { matter: learning.matter.learn(), polarity: learning.polarity.learn() }
    }

    /// The log-odds that a clause states a symptom as a fact of now.
    pub(super) fn matter(
        &self,
        kind: Kind<'_>,
        clause: &[Word<'_>],
        sentence: &[Word<'_>],
        is_asked: bool,
    ) -> f64 {
        self.matter.log_odds(&of_matter(kind, clause, sentence, is_asked))
    }

    /// The log-odds that a clause about a symptom says that it is there.
    pub(super) fn polarity(&self, kind: Kind<'_>, clause: &[Word<'_>]) -> f64 {
        self.polarity.log_odds(&of_polarity(kind, clause))
    }
}

/// A symptom with what some words of a text state of it.
type Label<'a> = (usize, Stated, &'a str);

struct Learning<'a> {
    kb: &'a KnowledgeBase,
    classifier: &'a Classifier,
    classes: Classes,
    matter: LinearTrainer,
    polarity: LinearTrainer,
}

fn kind(symptom: &Symptom) -> Kind<'_> {
    Kind { id: symptom.id.as_str(), is_error: !symptom.errors.is_empty() }
}

impl Learning<'_> {
    /// A text that states one symptom as a whole.
    fn whole(&mut self, text: &str, place: usize, stated: Stated, counts: f32) {
        let words = words(text);
        let kind = kind(&self.kb.symptoms()[place]);
        self.matter.add(of_matter(kind, &words, &words, false), true, counts);
        self.polarity.add(of_polarity(kind, &words), stated == Stated::Yes, counts);
    }

    /// A text of which some words state symptoms, and all others none.
    fn text(&mut self, text: &str, labels: &[Label<'_>]) {
        let words = words(text);
        let mut compared = self.classifier.compare(&words);
        let at = |quote: &str| text.find(quote).map(|start| start..start + quote.len());
        let labels: Vec<(usize, Stated, Range<usize>)> = labels
            .iter()
            .filter_map(|(place, stated, quote)| Some((*place, *stated, at(quote)?)))
            .collect();
        for part in parts(text, &words) {
            let start = words[part.words.start].span.start;
            let end = words[part.words.end - 1].span.end;
            let clause = &words[part.words.clone()];
            let sentence = &words[part.sentence.clone()];
            let here = |quote: &Range<usize>| quote.start < end && start < quote.end;
            for (place, stated, _) in labels.iter().filter(|(.., quote)| here(quote)) {
                let kind = kind(&self.kb.symptoms()[*place]);
                let features = of_matter(kind, clause, sentence, part.is_asked);
                self.matter.add(features, true, 1.0);
                self.polarity.add(of_polarity(kind, clause), *stated == Stated::Yes, 1.0);
            }
            for place in self.near(&mut compared, &part) {
                // What is stated elsewhere in the text is no example of not being stated.
                if labels.iter().all(|(labeled, ..)| *labeled != place) {
                    let kind = kind(&self.kb.symptoms()[place]);
                    let features = of_matter(kind, clause, sentence, part.is_asked);
                    self.matter.add(features, false, 1.0);
                }
            }
        }
    }

    /// The symptoms that a clause seems to state.
    fn near(&self, compared: &mut Compared<'_>, part: &Part) -> Vec<usize> {
        let similarity = compared.similarity(SYMPTOMS, std::slice::from_ref(&part.words));
        let Some(similarity) = similarity else { return Vec::new() };
        let mut order: Vec<usize> = (0..self.classes.symptoms).collect();
        order.sort_by(|&a, &b| similarity.to[b].total_cmp(&similarity.to[a]).then(a.cmp(&b)));
        order.truncate(NEAR);
        order
    }
}
