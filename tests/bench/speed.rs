//! How long reading and diagnosing take, beside a floor measured in the same run, and how that grows
//! with the knowledge base. `cargo bench --bench speed`.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement prints and may stop")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};
use syncmend::built_in;
use syncmend::readers::reader_of;

use syncmend::diagnosis::{Answer, Case, Observation, TextReader, diagnose};
use syncmend::kb::{Cause, CauseId, KnowledgeBase, Reliability, Shows, Symptom, SymptomId};

/// Runs of each measurement; the middle one counts.
const RUNS: usize = 31;
/// Symptoms that each made-up cause shows.
const SHOWN: usize = 6;

fn main() {
    let kb = built_in::knowledge_base().expect("the embedded knowledge base is sound");
    let begun = Instant::now();
    let reader = reader_of(&kb);
    println!("learning from {} examples, once: {:.0?}\n", kb.examples().len(), begun.elapsed());
    text(&kb, &reader);
    sentence(&reader);
    println!("\n| causes | symptoms | answer to ranking and next question | floor | ratio |");
    println!("| --- | --- | --- | --- | --- |");
    answer(&kb);
    for causes in [100, 1_000, 10_000] {
        answer(&grown(&kb, causes));
    }
}

/// Ten kilobytes of complaints read, at first and again, as while somebody types; the floor is telling
/// its words apart.
fn text(kb: &KnowledgeBase, reader: &TextReader) {
    let mut text = String::new();
    for example in kb.examples().iter().step_by(37) {
        if text.len() < 10_000 {
            text += &example.text;
            text += "\n";
        }
    }
    let known = BTreeSet::new();
    let readers: Vec<TextReader> = (0..RUNS).map(|_| TextReader::learn(kb)).collect();
    let mut fresh = readers.iter().cycle();
    let first = middle(|| fresh.next().map(|reader| reader.read(&text, &known)));
    let again = middle(|| reader.read(&text, &known));
    let floor = middle(|| {
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>()
    });
    println!("| text | read | words alone | ratio |\n| --- | --- | --- | --- |");
    for (when, reading) in [("at first", first), ("again", again)] {
        let ratio = reading.as_secs_f64() / floor.as_secs_f64();
        println!("| {} bytes {when} | {reading:.1?} | {floor:.1?} | {ratio:.1} |", text.len());
    }
}

/// A sentence that was never read before, as when somebody pauses while typing.
fn sentence(reader: &TextReader) {
    let known = BTreeSet::new();
    let mut number = 0;
    let read = middle(|| {
        number += 1;
        let text = format!(
            "Since Tuesday {number} new colleagues do not show up in Google, although their group is bound."
        );
        reader.read(&text, &known)
    });
    println!("a new sentence: {read:.1?}");
}

/// One more answer after five; the floor is Bayes over all causes for these answers.
fn answer(kb: &KnowledgeBase) {
    let cause = &kb.causes()[kb.causes().len() / 2];
    let shown = cause.shows.iter().take(SHOWN);
    let observations: Vec<Observation> =
        shown.map(|shows| Observation::said(shows.symptom.clone(), Answer::Yes)).collect();
    let case = Case { observations, ..Case::default() };
    let answered = middle(|| diagnose(kb, &case));
    let floor = middle(|| {
        let mut weights = kb.commonness();
        for observation in &case.observations {
            for (at, weight) in weights.iter_mut().enumerate() {
                let shows = kb.shown_by(&observation.symptom).iter().find(|(by, _)| *by == at);
                *weight *= shows.map_or(0.06, |(_, how)| kb.probability(*how));
            }
        }
        let all: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / all).collect::<Vec<_>>()
    });
    let ratio = answered.as_secs_f64() / floor.as_secs_f64();
    let (causes, symptoms) = (kb.causes().len(), kb.symptoms().len());
    println!("| {causes} | {symptoms} | {answered:.1?} | {floor:.1?} | {ratio:.1} |");
}

/// A made-up knowledge base: three symptoms a cause, of which each cause shows six.
fn grown(kb: &KnowledgeBase, causes: usize) -> KnowledgeBase {
    let mut model = kb.model().clone();
    let (a_symptom, a_cause) = (&kb.symptoms()[0], &kb.causes()[0]);
    let symptom_id = |at: usize| SymptomId::from(format!("symptom-{at:05}").as_str());
    model.symptoms = (0..causes * 3)
        .map(|at| Symptom {
            id: symptom_id(at),
            phrases: Vec::new(),
            errors: Vec::new(),
            scope: false,
            excludes: Vec::new(),
            look: Vec::new(),
            otherwise: Reliability::Rarely,
            ..a_symptom.clone()
        })
        .collect();
    let levels = [Reliability::Always, Reliability::Usually, Reliability::Often];
    let shows = |cause: usize| {
        (0..SHOWN).map(move |at| Shows {
            symptom: symptom_id((cause * 3 + at * at * 7) % (causes * 3)),
            how: levels[at % levels.len()],
        })
    };
    model.causes = (0..causes)
        .map(|at| Cause {
            id: CauseId::from(format!("cause-{at:05}").as_str()),
            shows: shows(at).collect(),
            check: None,
            ..a_cause.clone()
        })
        .collect();
    KnowledgeBase::new(model)
}

/// The middle of several runs, after one that does not count.
fn middle<T>(mut run: impl FnMut() -> T) -> Duration {
    black_box(run());
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            black_box(run());
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}
