//! What answers and pasted text lead to: the ranking and its why.

use std::collections::BTreeSet;

use fastrand::Rng;
use syncmend::diagnosis::{About, Answer, Case, Diagnosis, Observation, diagnose};
use syncmend::kb::{CauseId, KnowledgeBase, Reliability, SymptomId};
use syncmend::readers::reader_of;

use crate::support::kb;

use super::cases::{any_case, knowing, said};

/// Every cause with the bits of its probability and log-odds, in the order of the ranking.
fn bits(diagnosis: &Diagnosis) -> (Vec<(CauseId, u64, u64)>, u64) {
    let ranked = diagnosis.causes.iter();
    let ranked = ranked.map(|c| (c.id.clone(), c.probability.to_bits(), c.log_odds.to_bits()));
    (ranked.collect(), diagnosis.not_covered.to_bits())
}

fn probability(diagnosis: &Diagnosis, cause: &CauseId) -> f64 {
    diagnosis.causes.iter().find(|c| c.id == *cause).expect("every cause is ranked").probability
}

#[test]
fn cannot_tell_and_put_off_change_nothing_to_the_bit() {
    let kb = kb();
    let mut chance = Rng::with_seed(1);
    for _ in 0..50 {
        let mut case = any_case(&kb, &mut chance);
        case.observations.retain(|o| o.answer != Answer::CantTell);
        let before = bits(&diagnose(&kb, &case));
        for symptom in kb.symptoms() {
            if case.observations.iter().all(|o| o.symptom != symptom.id) {
                if chance.u8(..2) == 0 {
                    case.observations.push(said(&symptom.id, Answer::CantTell));
                } else {
                    case.put_off.push(symptom.id.clone());
                }
            }
        }
        assert_eq!(bits(&diagnose(&kb, &case)), before, "{case:?}");
    }
}

#[test]
fn an_answer_changes_something() {
    let kb = kb();
    let nothing = bits(&diagnose(&kb, &Case::default()));
    for symptom in kb.symptoms() {
        for answer in [Answer::Yes, Answer::No] {
            let known = bits(&diagnose(&kb, &knowing(vec![said(&symptom.id, answer)])));
            assert_ne!(known, nothing, "{answer:?} to {} tells nothing", symptom.id);
        }
    }
}

#[test]
fn probabilities_add_up_to_one_and_reasons_to_the_log_odds() {
    let kb = kb();
    let mut chance = Rng::with_seed(2);
    for _ in 0..200 {
        let case = any_case(&kb, &mut chance);
        let diagnosis = diagnose(&kb, &case);
        assert_eq!(diagnosis.causes.len(), kb.causes().len());
        let total: f64 = diagnosis.causes.iter().map(|c| c.probability).sum();
        assert!(
            (total + diagnosis.not_covered - 1.0).abs() < 1e-9,
            "{total} and the rest, {case:?}"
        );
        for cause in &diagnosis.causes {
            let sum: f64 = diagnosis.why(cause).iter().map(|reason| reason.weight).sum();
            let odds = (cause.probability / (1.0 - cause.probability)).ln();
            assert!(
                (sum - cause.log_odds).abs() < 1e-6,
                "{}: {sum} is not {}",
                cause.id,
                cause.log_odds
            );
            assert!(
                (odds - cause.log_odds).abs() < 1e-6,
                "{}: {odds} is not {}",
                cause.id,
                cause.log_odds
            );
        }
    }
}

#[test]
fn every_answer_that_counts_has_its_reason() {
    let kb = kb();
    let mut chance = Rng::with_seed(3);
    for _ in 0..50 {
        let case = any_case(&kb, &mut chance);
        let counting = case.observations.iter().filter(|o| o.answer != Answer::CantTell);
        let expected: BTreeSet<(SymptomId, Answer)> =
            counting.map(|o| (o.symptom.clone(), o.answer)).collect();
        let diagnosis = diagnose(&kb, &case);
        for cause in &diagnosis.causes {
            let why = diagnosis.why(cause);
            let answers = why.iter().filter_map(|reason| match &reason.about {
                About::Answer(symptom, answer) => Some((symptom.clone(), *answer)),
                _ => None,
            });
            assert_eq!(answers.collect::<BTreeSet<_>>(), expected, "{}", cause.id);
            let wording = why.iter().any(|reason| reason.about == About::Wording);
            assert_eq!(wording, case.wording.is_some(), "{}", cause.id);
        }
    }
}

#[test]
fn the_order_of_answers_does_not_matter() {
    let kb = kb();
    let mut chance = Rng::with_seed(4);
    for _ in 0..50 {
        let case = any_case(&kb, &mut chance);
        let expected = diagnose(&kb, &case);
        let mut other = case.clone();
        chance.shuffle(&mut other.observations);
        chance.shuffle(&mut other.tried);
        let found = diagnose(&kb, &other);
        assert_eq!(bits(&found), bits(&expected), "{case:?}");
        assert_eq!(found.next, expected.next, "{case:?}");
    }
}

#[test]
fn every_cause_ranks_first_when_its_reliable_symptoms_are_there() {
    let kb = kb();
    for cause in kb.causes() {
        let reliable = cause
            .shows
            .iter()
            .filter(|shows| matches!(shows.how, Reliability::Always | Reliability::Usually));
        let answers: Vec<_> = reliable.map(|shows| said(&shows.symptom, Answer::Yes)).collect();
        assert!(!answers.is_empty(), "{} has no reliable symptom", cause.id);
        let diagnosis = diagnose(&kb, &knowing(answers));
        let first = &diagnosis.causes[0];
        let own = probability(&diagnosis, &cause.id);
        assert_eq!(first.id, cause.id, "{} wins with {}, not {own}", first.id, first.probability);
        let not_covered = diagnosis.not_covered;
        assert!(own > not_covered, "{}: {own} is less than {not_covered}", cause.id);
    }
}

#[test]
fn answers_that_do_not_go_together_are_named() {
    let kb = kb();
    let yes = |id: &str| said(&SymptomId::from(id), Answer::Yes);
    let between = |answers: Vec<Observation>| {
        let found = diagnose(&kb, &knowing(answers)).contradiction;
        found.map(|found| found.between.map(|symptom| symptom.to_string()))
    };
    let scope = vec![yes("one-user-affected"), yes("everyone-affected")];
    assert_eq!(between(scope), Some(["everyone-affected", "one-user-affected"].map(str::to_owned)));
    let two_faults = vec![
        yes("no-group-email-column"),
        yes("only-backup-code"),
        yes("existing-users-still-sync"),
    ];
    let expected = ["no-group-email-column", "only-backup-code"].map(str::to_owned);
    assert_eq!(between(two_faults), Some(expected));
    for cause in kb.causes() {
        let shown = cause.shows.iter().filter(|shows| shows.how <= Reliability::Usually);
        let fitting = shown.map(|shows| said(&shows.symptom, Answer::Yes)).collect();
        assert_eq!(between(fitting), None, "{}", cause.id);
    }
}

#[test]
fn what_an_answer_rules_out_is_told_with_the_answer() {
    let kb = kb();
    let symptom = SymptomId::from("password-not-reaching-google");
    let case = knowing(vec![said(&symptom, Answer::No)]);
    let diagnosis = diagnose(&kb, &case);
    let ruled_out = diagnosis.ruled_out(&kb, &case);
    let reason = ruled_out.iter().find(|(cause, _)| cause.id.as_str() == "password-export-off");
    let reason = &reason.expect("its one sure sign is missing").1;
    assert_eq!(reason.about, About::Answer(symptom, Answer::No));
    assert!(ruled_out.iter().all(|(cause, _)| cause.probability < 0.05), "{ruled_out:?}");
    let read = reader_of(&kb).case("Domain user limit reached", Vec::new());
    assert!(
        diagnose(&kb, &read).ruled_out(&kb, &read).is_empty(),
        "what was read rules nothing out"
    );
}

#[test]
fn odds_stay_numbers_however_much_is_known() {
    let kb = kb();
    let sure = kb.symptoms().iter().map(|symptom| said(&symptom.id, Answer::Yes)).collect();
    for cause in diagnose(&kb, &knowing(sure)).causes {
        assert!(cause.log_odds.is_finite() && cause.probability.is_finite(), "{cause:?}");
    }
}

#[test]
fn not_covered_keeps_its_share_however_many_causes_there_are() {
    let kb = kb();
    let all = diagnose(&kb, &Case::default()).not_covered;
    let mut model = kb.model().clone();
    model.causes.truncate(5);
    let few = diagnose(&KnowledgeBase::new(model), &Case::default()).not_covered;
    assert!((all - few).abs() < 1e-9, "{all} of all, {few} of five");
}
