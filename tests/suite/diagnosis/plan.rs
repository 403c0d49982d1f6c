//! What answers and pasted text lead to: the ranking, its why, and what to do next.

use std::collections::BTreeSet;
use syncmend::readers::reader_of;

use fastrand::Rng;
use syncmend::diagnosis::{
    About, Answer, Because, Case, Diagnosis, Grade, Next, Observation, Screen, Suggestion,
    cost_of_cause, diagnose, method_for,
};
use syncmend::kb::{CauseId, KnowledgeBase, LinkId, Reliability, SymptomId};
use syncmend::privacy::InternalText;

use crate::support::kb;

fn said(symptom: &SymptomId, answer: Answer) -> Observation {
    Observation::said(symptom.clone(), answer)
}

fn knowing(observations: Vec<Observation>) -> Case {
    Case { observations, ..Case::default() }
}

/// Some answers to some symptoms, some words read in a text, some fixes that failed.
fn any_case(kb: &KnowledgeBase, chance: &mut Rng) -> Case {
    let mut text = String::new();
    let mut answers = Vec::new();
    for symptom in kb.symptoms() {
        if chance.u8(..6) == 0 {
            answers.push(said(&symptom.id, Answer::ALL[chance.usize(..Answer::ALL.len())]));
        } else if chance.u8(..12) == 0 {
            text += &format!("{}. ", symptom.statement);
        }
    }
    let mut case = reader_of(kb).case(&text, answers);
    for cause in kb.causes() {
        if chance.u8(..12) == 0 {
            case.tried.push(cause.id.clone());
        }
    }
    case
}

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
fn a_failed_fix_lowers_its_cause_and_is_not_tried_again() {
    let kb = kb();
    for cause in kb.causes() {
        let fails = (1.0 - kb.fix_works(cause)).ln();
        let shown = cause.shows.iter().filter(|shows| shows.how <= Reliability::Usually);
        let mut case = knowing(shown.map(|shows| said(&shows.symptom, Answer::Yes)).collect());
        let odds = |case: &Case| {
            let causes = diagnose(&kb, case).causes;
            causes.iter().find(|c| c.id == cause.id).expect("every cause is ranked").log_odds
        };
        let before = odds(&case);
        case.tried.push(cause.id.clone());
        let lowered = odds(&case) - before;
        assert!((lowered - fails).abs() < 1e-6, "{}: {lowered} is not {fails}", cause.id);
        let next = diagnose(&kb, &case).next;
        assert!(!is_try(&next, &cause.id), "{next:?}");
    }
}

fn is_try(next: &Next, of: &CauseId) -> bool {
    matches!(next, Next::Try { cause, .. } if cause == of)
}

/// Follows the advice with these answers until it hands over, and never gets the same advice twice.
fn follow(kb: &KnowledgeBase, chance: &mut Rng, answers: &[Answer]) -> (usize, usize) {
    let mut case = Case::default();
    let (mut asked, mut tried) = (BTreeSet::new(), BTreeSet::new());
    loop {
        match diagnose(kb, &case).next {
            Next::Ask { symptom, settles, look_up, .. } => {
                assert!((0.0..=1.0).contains(&settles), "an answer settles {settles}");
                // What the customer could not tell is looked up once.
                let is_new = asked.insert((symptom.clone(), look_up));
                assert!(is_new, "{symptom} is asked again");
                if chance.u8(..4) == 0 {
                    case.put_off.push(symptom);
                } else {
                    let answer = answers[chance.usize(..answers.len())];
                    case.observations.retain(|o| o.symptom != symptom);
                    case.observations.push(said(&symptom, answer));
                    if look_up && answer == Answer::CantTell {
                        case.looked_up.push(symptom);
                    }
                }
            }
            Next::AskScreen => {
                assert_eq!(case.screen, Screen::NotAsked, "asked what the screen says again");
                case.screen = Screen::Asked;
            }
            Next::Try { cause, .. } => {
                assert!(tried.insert(cause.clone()), "{cause} is tried again");
                case.tried.push(cause);
            }
            Next::Escalate => return (asked.len(), tried.len()),
        }
    }
}

#[test]
fn following_the_advice_ends_without_asking_or_trying_anything_twice() {
    let kb = kb();
    let mut chance = Rng::with_seed(5);
    let mut most = (0, 0);
    for answers in [&Answer::ALL[..], &[Answer::Yes], &[Answer::No], &[Answer::CantTell]] {
        let (asked, tried) = follow(&kb, &mut chance, answers);
        assert!(asked > 0, "{answers:?}: nothing was asked");
        most = (most.0.max(asked), most.1.max(tried));
    }
    assert!(most.1 > 0, "no fix was ever tried");
}

#[test]
fn nothing_known_asks_a_question() {
    let kb = kb();
    let next = diagnose(&kb, &Case::default()).next;
    assert!(matches!(next, Next::Ask { .. } | Next::AskScreen), "{next:?}");
    let next = diagnose(&kb, &Case { screen: Screen::Asked, ..Case::default() }).next;
    assert!(matches!(next, Next::Ask { .. }), "{next:?}");
}

#[test]
fn a_question_that_was_put_off_is_not_asked() {
    let kb = kb();
    let mut chance = Rng::with_seed(6);
    let mut put_off = 0;
    for _ in 0..50 {
        let mut case = any_case(&kb, &mut chance);
        let Next::Ask { symptom, .. } = diagnose(&kb, &case).next else { continue };
        case.put_off.push(symptom.clone());
        let next = diagnose(&kb, &case).next;
        assert!(
            !matches!(&next, Next::Ask { symptom: again, .. } if *again == symptom),
            "{next:?}"
        );
        put_off += 1;
        case.put_off = kb.symptoms().iter().map(|symptom| symptom.id.clone()).collect();
        let next = diagnose(&kb, &case).next;
        assert!(!matches!(next, Next::Ask { .. }), "{next:?}, though every question was put off");
    }
    assert!(put_off >= 5, "only {put_off} cases asked a question");
}

#[test]
fn a_sure_cause_is_tried() {
    let kb = kb();
    let yes = |id: &str| said(&SymptomId::from(id), Answer::Yes);
    let mut case = knowing(vec![yes("user-limit-error"), yes("new-users-missing-in-google")]);
    case.put_off = kb.symptoms().iter().map(|symptom| symptom.id.clone()).collect();
    let next = diagnose(&kb, &case).next;
    assert!(is_try(&next, &CauseId::from("no-license-seats")), "{next:?}");
}

#[test]
fn everyone_brings_the_status_pages_up_and_settles_that_it_is_not_one() {
    let kb = kb();
    let everyone = SymptomId::from("everyone-affected");
    let diagnosis = diagnose(&kb, &knowing(vec![said(&everyone, Answer::Yes)]));
    let pages: Vec<&str> = diagnosis.check_first.iter().map(LinkId::as_str).collect();
    assert_eq!(pages, ["g-status", "j-status"]);
    let one = SymptomId::from("one-user-affected");
    assert_ne!(next_question(&diagnosis), Some(&one), "asked although everyone is affected");
    assert!(diagnose(&kb, &knowing(vec![said(&everyone, Answer::No)])).check_first.is_empty());
}

fn next_question(diagnosis: &Diagnosis) -> Option<&SymptomId> {
    match &diagnosis.next {
        Next::Ask { symptom, .. } => Some(symptom),
        Next::AskScreen | Next::Try { .. } | Next::Escalate => None,
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
fn a_step_that_was_done_for_one_cause_makes_the_fix_of_another_cheaper() {
    let kb = kb();
    let shared = kb.model().shared_steps.iter().find(|step| step.once).expect("some are shared");
    let using = kb.causes().iter().filter(|cause| cause.methods[0].steps.contains(&shared.id));
    let cause = using.into_iter().next().expect("it is used");
    let (before, after) = (
        cost_of_cause(&kb, cause, &Case::default()),
        cost_of_cause(&kb, cause, &Case { done: vec![shared.id.clone()], ..Case::default() }),
    );
    assert!(
        after <= before - shared.minutes,
        "{after} is not {} less than {before}",
        shared.minutes
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

fn suggested(symptom: &str, answer: Answer, probability: f64) -> Suggestion {
    let (symptom, quote) = (SymptomId::from(symptom), InternalText::from("some words"));
    Suggestion { symptom, answer, quote, probability }
}

#[test]
fn words_alone_lead_to_no_fix_however_sure_they_are() {
    let kb = kb();
    for cause in kb.causes() {
        let shown = cause.shows.iter().filter(|shows| shows.how <= Reliability::Usually);
        let suggestions: Vec<Suggestion> =
            shown.map(|shows| suggested(shows.symptom.as_str(), Answer::Yes, 0.99)).collect();
        let case = Case { suggestions, ..Case::default() };
        let diagnosis = diagnose(&kb, &case);
        assert_eq!(diagnosis.causes[0].id, cause.id, "suggestions do not rank it first");
        let next = &diagnosis.next;
        assert!(!matches!(next, Next::Try { .. }), "{}: a fix from words: {next:?}", cause.id);
    }
}

#[test]
fn a_suggestion_of_the_check_does_not_silence_its_question() {
    let kb = kb();
    let case = Case {
        observations: vec![
            said(&SymptomId::from("new-users-missing-in-google"), Answer::Yes),
            said(&SymptomId::from("existing-users-still-sync"), Answer::Yes),
        ],
        suggestions: vec![suggested("no-free-seats", Answer::Yes, 0.9)],
        screen: Screen::Asked,
        ..Case::default()
    };
    let mut asked = case.clone();
    loop {
        let Next::Ask { symptom, .. } = diagnose(&kb, &asked).next else { panic!("never asked") };
        if symptom.as_str() == "no-free-seats" {
            break;
        }
        asked.put_off.push(symptom);
    }
    let mut confirmed = case.clone();
    confirmed.suggestions.clear();
    confirmed.observations.push(said(&SymptomId::from("no-free-seats"), Answer::Yes));
    loop {
        match diagnose(&kb, &confirmed).next {
            Next::Ask { symptom, .. } => confirmed.put_off.push(symptom),
            next => {
                return assert!(is_try(&next, &CauseId::from("no-license-seats")), "{next:?}");
            }
        }
    }
}

#[test]
fn an_exact_string_that_only_one_cause_shows_is_proof() {
    let kb = kb();
    let read = |text: &str| reader_of(&kb).case(text, Vec::new());
    let case = read("412 Domain user limit reached.");
    let because = &case.observations[0].because;
    assert!(matches!(because, Because::InText { .. }), "{because:?}");
    assert_eq!(case.observations[0].grade(), Grade::Shown);
    assert!(is_try(&diagnose(&kb, &case).next, &CauseId::from("no-license-seats")));
    // Four causes show this one.
    let next = diagnose(&kb, &read("Error 400: admin_policy_enforced")).next;
    assert!(matches!(next, Next::Ask { .. }), "{next:?}");
}

#[test]
fn what_a_customer_cannot_tell_is_looked_up_before_a_fix_is_offered_unconfirmed() {
    let kb = kb();
    let reader = reader_of(&kb);
    let text = "New joiners never turn up in Google. Everybody already there syncs fine. \
                I think our licences are all in use.";
    let check = SymptomId::from("no-free-seats");
    let mut case = reader.case(text, vec![said(&check, Answer::CantTell)]);
    case.observations.push(said(&SymptomId::from("new-users-missing-in-google"), Answer::Yes));
    case.suggestions.retain(|it| it.symptom.as_str() != "new-users-missing-in-google");
    case.screen = Screen::Asked;
    loop {
        let next = diagnose(&kb, &case).next;
        let Next::Ask { symptom, look_up, .. } = next else { panic!("{next:?}") };
        if symptom == check {
            assert!(look_up, "it was asked already");
            break;
        }
        case.put_off.push(symptom);
    }
    case.looked_up.push(check);
    for _ in 0..kb.symptoms().len() {
        match diagnose(&kb, &case).next {
            Next::Ask { symptom, .. } => case.put_off.push(symptom),
            Next::Try { unconfirmed, .. } => return assert!(unconfirmed, "nobody could tell"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_led_to_a_fix_without_effect_is_asked() {
    let kb = kb();
    let case = Case {
        suggestions: vec![suggested("no-free-seats", Answer::Yes, 0.9)],
        tried: vec![CauseId::from("no-license-seats")],
        screen: Screen::Asked,
        ..Case::default()
    };
    let next = diagnose(&kb, &case).next;
    assert!(
        matches!(&next, Next::Ask { symptom, .. } if symptom.as_str() == "no-free-seats"),
        "{next:?}"
    );
}

#[test]
fn a_ticket_is_handed_over_with_what_each_cause_was_ruled_out_by() {
    let kb = kb();
    let mut case = Case { screen: Screen::Asked, ..Case::default() };
    let handover = loop {
        let diagnosis = diagnose(&kb, &case);
        match diagnosis.next {
            Next::Ask { symptom, .. } => case.observations.push(said(&symptom, Answer::No)),
            Next::Escalate => break diagnosis.handover.expect("it is handed over"),
            other => panic!("{other:?} although nothing was said to be there"),
        }
    };
    assert!(!handover.to.is_empty() && !handover.do_not.is_empty(), "{handover:?}");
    assert!(!handover.because.is_empty());
    for (cause, reason) in &handover.because {
        let About::Answer(symptom, Answer::No) = &reason.about else { panic!("{reason:?}") };
        let own = &kb.cause(cause).expect("it is there").shows;
        assert!(own.iter().any(|shows| shows.symptom == *symptom), "{cause} by {symptom}");
    }
}

#[test]
fn answers_and_numbers_choose_the_way() {
    let kb = kb();
    let way = |cause: &str, case: &Case| {
        let cause = kb.cause(&CauseId::from(cause)).expect("it is there");
        method_for(cause, case).expect("it has a way").id.to_string()
    };
    let gone = |answer| knowing(vec![said(&SymptomId::from("authorizer-gone"), answer)]);
    assert_eq!(way("broken-sync-connection", &gone(Answer::Yes)), "other-admin");
    assert_eq!(way("broken-sync-connection", &gone(Answer::No)), "same-admin");
    let users = |users| Case { affected_users: Some(users), ..Case::default() };
    assert_eq!(way("bulk-create-suspension", &users(131)), "trust-and-restore-by-csv");
    assert_eq!(way("bulk-create-suspension", &users(3)), "trust-and-restore");
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
