//! What to do next: a question, a fix, or handing over.

use std::collections::BTreeSet;

use fastrand::Rng;
use syncmend::diagnosis::{
    About, Answer, Because, Case, Diagnosis, Grade, Next, Screen, Suggestion, cost_of_cause,
    diagnose, method_for,
};
use syncmend::kb::{CauseId, KnowledgeBase, LinkId, Reliability, SymptomId};
use syncmend::privacy::InternalText;
use syncmend::readers::reader_of;

use crate::support::kb;

use super::cases::{any_case, knowing, said};

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

/// Puts off what is asked before a question, five others at most, and returns whether that is to be
/// looked up: what words suggest is asked later than what nobody has said.
fn pass_over_others(kb: &KnowledgeBase, case: &mut Case, question: &SymptomId) -> bool {
    for _ in 0..=5 {
        let next = diagnose(kb, case).next;
        let Next::Ask { symptom, look_up, .. } = next else { panic!("{next:?}") };
        if symptom == *question {
            return look_up;
        }
        case.put_off.push(symptom);
    }
    panic!("{question} is not among the next six questions")
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
    pass_over_others(&kb, &mut asked, &SymptomId::from("no-free-seats"));
    let mut confirmed = case.clone();
    confirmed.suggestions.clear();
    confirmed.observations.push(said(&SymptomId::from("no-free-seats"), Answer::Yes));
    // A few more at most, then its fix.
    for _ in 0..5 {
        if let Next::Ask { symptom, .. } = diagnose(&kb, &confirmed).next {
            confirmed.put_off.push(symptom);
        }
    }
    let next = diagnose(&kb, &confirmed).next;
    assert!(is_try(&next, &CauseId::from("no-license-seats")), "{next:?}");
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
    let look_up = pass_over_others(&kb, &mut case, &check);
    assert!(look_up, "it was asked already");
    case.looked_up.push(check);
    for _ in 0..kb.symptoms().len() {
        match diagnose(&kb, &case).next {
            Next::Ask { symptom, .. } => case.put_off.push(symptom),
            Next::Try { unconfirmed, .. } => return assert!(unconfirmed, "nobody could tell"),
            other => panic!("{other:?}"),
        }
    }
    panic!("no fix is offered");
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
