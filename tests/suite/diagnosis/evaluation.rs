//! How good the diagnosis is, measured: on complaints whose cause is known, and on simulated calls.

use std::collections::BTreeSet;

use syncmend::evaluation::evaluate::evaluate;
use syncmend::evaluation::play::{PlayedCall, count, play, unknown_symptoms};
use syncmend::evaluation::simulate::simulate;
use syncmend::kb::{Example, KbFile, KnowledgeBase, OUT_OF_SCOPE, examples_in};

use crate::support::kb;

fn labelled(id: &str, text: &str, label: &str) -> Example {
    let (id, text, label) = (id.to_owned(), text.to_owned(), label.to_owned());
    let accept = vec![label.clone()];
    let (source, origin) = (None, None);
    Example { id, text, accept, label, tells: Vec::new(), missed: false, source, origin }
}

#[test]
fn an_evaluation_counts_hits_misses_and_false_claims() {
    let kb = kb();
    let limit = "New users never arrive: Domain user limit reached";
    let cases = [
        labelled("hit", limit, "no-license-seats"),
        labelled("miss", limit, "url-blocked"),
        labelled("quiet", "The printer is out of toner", OUT_OF_SCOPE),
        labelled("claim", limit, OUT_OF_SCOPE),
    ];
    let found = evaluate(&kb, &cases);
    assert_eq!((found.covered, found.first, found.first_three), (2, 1, 1));
    assert_eq!((found.out_of_scope, found.claimed), (2, 1));
    let missed: Vec<&str> = found.misses.iter().map(|miss| miss.id.as_str()).collect();
    assert_eq!(missed, ["miss", "claim"]);
    let miss = &found.misses[0];
    assert_eq!(
        (miss.won.as_str(), &miss.expected),
        ("no-license-seats", &vec!["url-blocked".to_owned()])
    );
    assert!(miss.rank.is_some_and(|rank| rank > 3), "{:?}", miss.rank);
    assert!(miss.found.iter().any(|found| found.contains("Domain user limit reached")), "{miss:?}");
    assert!((0.0..=1.0).contains(&found.calibration_error));
    assert_eq!(evaluate(&kb, &[]).calibration_error, 0.0);
}

#[test]
fn a_miss_that_is_known_and_one_that_was_mended_are_told_apart() {
    let kb = kb();
    let limit = "New users never arrive: Domain user limit reached";
    let marked = |id, label| Example { missed: true, ..labelled(id, limit, label) };
    let found = evaluate(&kb, &[marked("known", "url-blocked"), marked("now", "no-license-seats")]);
    assert_eq!(found.misses.iter().map(|miss| miss.known).collect::<Vec<_>>(), [true]);
    assert_eq!(found.mended, ["now"]);
}

/// The causes of the vendor's article alone: the model on which plans are compared, frozen while the
/// knowledge base grows.
fn of_the_article() -> KnowledgeBase {
    let mut model = kb().model().clone();
    model.numbers.not_covered.share = Some(0.19);
    model.causes.retain(|cause| !cause.blocks.is_empty());
    let shown: BTreeSet<_> =
        model.causes.iter().flat_map(|cause| &cause.shows).map(|it| it.symptom.clone()).collect();
    model.symptoms.retain(|symptom| shown.contains(&symptom.id));
    KnowledgeBase::new(model)
}

#[test]
fn the_same_seed_gives_the_same_calls_and_the_advice_beats_every_plain_order() {
    let kb = of_the_article();
    let table = simulate(&kb, 60, 7).expect("the parts are small");
    assert_eq!(simulate(&kb, 60, 7).expect("the parts are small"), table);
    assert!(table.knows_fault.mean_cost < table.planner.mean_cost);
    assert!(table.planner.mean_cost < table.sorted_once.mean_cost, "{table:?}");
    assert!(table.planner.mean_cost < table.fixed_order.mean_cost, "{table:?}");
    // No plan is cheaper than the best one, and the advice stays close to it.
    assert!((1.0..=1.02).contains(&table.optimum.mean_ratio), "{table:?}");
    assert!(table.optimum.worst_ratio <= 1.1, "{table:?}");
    // Proof before every fix, and asking on before giving up, cost something where the knowledge base
    // is right, and little. Played calls, whose words are not as the model has them, need both.
    assert!((1.0..=1.09).contains(&table.optimum.mean_ratio_with_proof), "{table:?}");
}

#[test]
fn the_cases_beside_the_knowledge_base_are_read_as_they_are_marked() {
    let kb = kb();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kb/cases");
    let mut cases = Vec::new();
    for part in ["tuned", "unseen"] {
        for file in std::fs::read_dir(folder.join(part)).expect("the folder is there") {
            let name = file.expect("it can be listed").path();
            let text = std::fs::read_to_string(&name).expect("it is text");
            let file = KbFile { name: name.display().to_string(), text: text.into() };
            let (read, problems) = examples_in(&file);
            assert!(problems.is_empty(), "{problems:#?}");
            cases.extend(read);
        }
    }
    let labels = cases.iter().filter(|case| case.label == OUT_OF_SCOPE).count();
    assert!(labels >= 60, "only {labels} cases out of scope");
    for cause in kb.causes() {
        let own = cases.iter().filter(|case| case.label == cause.id.as_str()).count();
        assert!(own >= 10, "only {own} cases for {}", cause.id);
    }
    let found = evaluate(&kb, &cases);
    let fresh: Vec<_> = found.misses.iter().filter(|miss| !miss.known).collect();
    assert!(fresh.is_empty() && found.mended.is_empty(), "{fresh:#?} {:?}", found.mended);
}

#[test]
fn played_calls_get_the_right_fix_after_few_questions_and_no_harmful_advice() {
    let kb = kb();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kb/calls");
    // Calls of other pens and calls of our own: the one says nothing of the other.
    for (name, most_questions) in [("dev.jsonl", 11), ("own.jsonl", 9)] {
        let text = std::fs::read_to_string(folder.join(name)).expect("it is text");
        let calls: Vec<PlayedCall> =
            text.lines().map(|line| serde_json::from_str(line).expect("a call")).collect();
        assert_eq!(unknown_symptoms(&kb, &calls), Vec::<String>::new());
        let counts = count(&play(&kb, &calls));
        assert_eq!(counts.harmful, 0, "{name}: {counts:?}");
        let share = |part: usize, of: usize| part as f64 / of as f64;
        assert!(share(counts.right_first, counts.covered) >= 0.85, "{name}: {counts:?}");
        let handed_over = share(counts.handed_over_rightly, counts.uncovered);
        assert!(handed_over >= 0.9, "{name}: {counts:?}");
        assert!(counts.median_questions <= 5, "{name}: {counts:?}");
        assert!(counts.ninetieth_questions <= most_questions, "{name}: {counts:?}");
    }
}
