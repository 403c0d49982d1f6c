//! Fits the numbers of `src/diagnosis/reading/weights.rs` on labelled sentences and prints them.
//! `cargo bench --bench fit_reader -- kb/sentences/tune.jsonl`; the sentences of the knowledge base are
//! read by readers that have not learned from their source, those of the file by the whole reader.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement prints and may stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syncmend::built_in;

use syncmend::diagnosis::{MeasuredPart, TextReader};
use syncmend::kb::{KbFile, KnowledgeBase, Sentence, Stated, sentences_in};

/// How much a sentence that somebody else wrote counts beside one that was written to learn from.
const REAL: f64 = 3.0;
/// Into how many parts the sources are split to see how sure both regressions together are.
const FOLDS: usize = 8;
/// Statements about a symptom that teach it well enough to be measured without one source.
const LEAST_TAUGHT: usize = 8;
/// Steps of Newton's method; it settles in fewer.
const STEPS: usize = 30;

/// A sentence with what was measured in its parts.
struct Read {
    sentence: Sentence,
    parts: Vec<MeasuredPart>,
}

/// Rows of measures with what they should come to and how much each counts.
#[derive(Default)]
struct Rows {
    measures: Vec<Vec<f64>>,
    holds: Vec<bool>,
    counts: Vec<f64>,
}

impl Rows {
    fn add(&mut self, measures: &[f64], holds: bool, counts: f64) {
        self.measures.push(measures.iter().copied().chain([1.0]).collect());
        self.holds.push(holds);
        self.counts.push(counts);
    }

    /// Logistic regression with a squared penalty of one half, the constant aside.
    fn fit(&self) -> Vec<f64> {
        let n = self.measures.first().map_or(0, Vec::len);
        let mut weights = vec![0.0; n];
        for _ in 0..STEPS {
            let mut gradient = vec![0.0; n];
            let mut curve = vec![vec![0.0; n]; n];
            for ((row, &holds), &counts) in self.measures.iter().zip(&self.holds).zip(&self.counts)
            {
                let p = 1.0 / (1.0 + (-dot(&weights, row)).exp());
                let off = counts * (f64::from(u8::from(holds)) - p);
                let bend = counts * p * (1.0 - p);
                for i in 0..n {
                    gradient[i] += off * row[i];
                    for j in 0..n {
                        curve[i][j] += bend * row[i] * row[j];
                    }
                }
            }
            for i in 0..n.saturating_sub(1) {
                gradient[i] -= weights[i];
                curve[i][i] += 1.0;
            }
            let step = solve(curve, gradient);
            weights.iter_mut().zip(step).for_each(|(weight, step)| *weight += step);
        }
        weights
    }
}

fn main() {
    let path = std::env::args()
        .skip(1)
        .find(|it| Path::new(it).extension().is_some_and(|ending| ending == "jsonl"))
        .expect("name a file of sentences");
    let kb = built_in::knowledge_base().expect("the embedded knowledge base is sound");
    let text = std::fs::read_to_string(&path).expect("the file can be read");
    let (tune, problems) = sentences_in(&KbFile { name: path, text: text.into() });
    assert!(problems.is_empty(), "{problems:#?}");

    let whole = TextReader::learn(&kb);
    let mut read: Vec<Read> = tune.into_iter().map(|it| measure(&whole, it)).collect();
    let sources: BTreeSet<&str> = kb.sentences().iter().map(|it| &*it.source).collect();
    for source in sources.iter().filter(|source| is_taught_elsewhere(&kb, source)) {
        let (own, rest): (Vec<_>, Vec<_>) =
            kb.sentences().iter().cloned().partition(|it| it.source == *source);
        let reader = TextReader::learn(&kb.clone().with_sentences(rest.into()));
        read.extend(own.into_iter().map(|it| measure(&reader, it)));
    }
    let all: Vec<&Read> = read.iter().collect();
    let (matter, polarity) = fit_both(&all);
    let mut sure = Rows::default();
    let sources: BTreeSet<&str> = read.iter().map(|it| &*it.sentence.source).collect();
    let fold_of: BTreeMap<&str, usize> =
        sources.into_iter().enumerate().map(|(at, source)| (source, at % FOLDS)).collect();
    for fold in 0..FOLDS {
        let is_in = |it: &&&Read| fold_of[&*it.sentence.source] == fold;
        let taught: Vec<&Read> = all.iter().filter(|it| !is_in(it)).copied().collect();
        let (matter, polarity) = fit_both(&taught);
        for it in all.iter().filter(is_in) {
            add_sure(&mut sure, it, &matter, &polarity);
        }
    }
    for (name, weights) in [("MATTER", matter), ("POLARITY", polarity), ("SURE", sure.fit())] {
        let weights: Vec<String> = weights.iter().map(|weight| format!("{weight:.3}")).collect();
        println!("pub(super) const {name}_WEIGHTS: [f64; {name} + 1] = [{}];", weights.join(", "));
    }
}

/// Whether other sources teach nearly everything that a source states: what only one source states,
/// a reader that has not learned from it cannot know.
fn is_taught_elsewhere(kb: &KnowledgeBase, source: &str) -> bool {
    let (mut all, mut taught) = (0, 0);
    for label in kb.sentences().iter().filter(|it| it.source == source).flat_map(|it| &it.labels) {
        let others = kb.sentences().iter().filter(|it| it.source != source);
        let same = others.flat_map(|it| &it.labels).filter(|it| it.symptom == label.symptom);
        all += 1;
        taught += usize::from(same.count() >= LEAST_TAUGHT);
    }
    taught * 10 >= all * 9
}

fn measure(reader: &TextReader, sentence: Sentence) -> Read {
    let parts = reader.measure(&sentence.text);
    Read { sentence, parts }
}

fn counts(sentence: &Sentence) -> f64 {
    if sentence.origin == "real" { REAL } else { 1.0 }
}

/// Whether a sentence states the symptom of a part, and whether in these words.
fn stated(sentence: &Sentence, part: &MeasuredPart) -> (Option<Stated>, bool) {
    let label = sentence.labels.iter().find(|label| label.symptom == part.symptom);
    let Some(label) = label else { return (None, true) };
    let start = sentence.text.find(&label.quote).unwrap_or(0);
    let end = start + label.quote.len();
    (Some(label.answer), part.bytes.start < end && start < part.bytes.end)
}

fn fit_both(read: &[&Read]) -> (Vec<f64>, Vec<f64>) {
    let (mut matter, mut polarity) = (Rows::default(), Rows::default());
    for Read { sentence, parts } in read {
        for part in parts {
            let (answer, is_here) = stated(sentence, part);
            if !is_here {
                continue;
            }
            matter.add(&part.matter, answer.is_some(), counts(sentence));
            if let Some(answer) = answer {
                polarity.add(&part.polarity, answer == Stated::Yes, counts(sentence));
            }
        }
    }
    (matter.fit(), polarity.fit())
}

/// What is said of each symptom by the part that most likely speaks of it, and whether it is so.
fn add_sure(rows: &mut Rows, read: &Read, matter: &[f64], polarity: &[f64]) {
    let mut best: BTreeMap<&str, (f64, f64, &MeasuredPart)> = BTreeMap::new();
    for part in &read.parts {
        let of = |weights: &[f64], measures: &[f64]| {
            dot(weights, &measures.iter().copied().chain([1.0]).collect::<Vec<_>>())
        };
        let found = (of(matter, &part.matter), of(polarity, &part.polarity), part);
        let entry = best.entry(part.symptom.as_str()).or_insert(found);
        if found.0 > entry.0 {
            *entry = found;
        }
    }
    for (matter, polarity, part) in best.into_values() {
        let said = if polarity > 0.0 { Stated::Yes } else { Stated::No };
        let label = read.sentence.labels.iter().find(|label| label.symptom == part.symptom);
        let is_so = label.is_some_and(|label| label.answer == said);
        rows.add(&part.sure(matter, polarity), is_so, counts(&read.sentence));
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Solves a small system of linear equations by elimination.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for at in 0..n {
        let pivot = (at..n).max_by(|&i, &j| a[i][at].abs().total_cmp(&a[j][at].abs()));
        let pivot = pivot.unwrap_or(at);
        a.swap(at, pivot);
        b.swap(at, pivot);
        for row in at + 1..n {
            let factor = a[row][at] / a[at][at];
            let pivot_row = a[at].clone();
            for (value, of_pivot) in a[row].iter_mut().zip(&pivot_row).skip(at) {
                *value -= factor * of_pivot;
            }
            b[row] -= factor * b[at];
        }
    }
    for at in (0..n).rev() {
        let known: f64 = (at + 1..n).map(|column| a[at][column] * b[column]).sum();
        b[at] = (b[at] - known) / a[at][at];
    }
    b
}
