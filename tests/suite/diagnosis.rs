//! What answers and pasted text lead to: the ranking, its why, and what to do next.

use std::collections::BTreeSet;

use syncmend::diagnosis::evaluate::{LabelledCase, OUT_OF_SCOPE, evaluate};
use syncmend::diagnosis::{
    About, Answer, Because, Case, Diagnosis, MOST_BYTES, Next, Observation, TextReader, Unreadable,
    accept, diagnose,
};
use syncmend::kb::{CauseId, KnowledgeBase, Reliability, SymptomId};

use crate::chance::Chance;
use crate::support::kb;

fn said(symptom: &SymptomId, answer: Answer) -> Observation {
    Observation::said(symptom.clone(), answer)
}

fn knowing(observations: Vec<Observation>) -> Case {
    Case { observations, ..Case::default() }
}

/// Some answers to some symptoms, some words read in a text, some fixes that failed.
fn any_case(kb: &KnowledgeBase, chance: &mut Chance) -> Case {
    let reader = TextReader::new(kb);
    let mut case = Case::default();
    for symptom in kb.symptoms() {
        if chance.once_in(6) {
            case.observations.push(said(&symptom.id, *chance.pick(&Answer::ALL)));
        } else if chance.once_in(12) {
            let read = reader.read(&symptom.statement);
            case.observations.extend(read.into_iter().filter(|found| found.symptom == symptom.id));
        }
    }
    for cause in kb.causes() {
        if chance.once_in(12) {
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
    let mut chance = Chance::new(1);
    for _ in 0..50 {
        let mut case = any_case(&kb, &mut chance);
        case.observations.retain(|o| o.answer != Answer::CantTell);
        let before = bits(&diagnose(&kb, &case));
        for symptom in kb.symptoms() {
            if case.observations.iter().all(|o| o.symptom != symptom.id) {
                if chance.once_in(2) {
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
    let mut chance = Chance::new(2);
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
            let sum: f64 = cause.because.iter().map(|reason| reason.weight).sum();
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
    let mut chance = Chance::new(3);
    for _ in 0..50 {
        let case = any_case(&kb, &mut chance);
        let counting = case.observations.iter().filter(|o| o.answer != Answer::CantTell);
        let expected: BTreeSet<(SymptomId, Answer)> =
            counting.map(|o| (o.symptom.clone(), o.answer)).collect();
        for cause in diagnose(&kb, &case).causes {
            let answers = cause.because.iter().filter_map(|reason| match &reason.about {
                About::Answer(symptom, answer) => Some((symptom.clone(), *answer)),
                About::Commonness | About::Tried => None,
            });
            assert_eq!(answers.collect::<BTreeSet<_>>(), expected, "{}", cause.id);
        }
    }
}

#[test]
fn the_order_of_answers_does_not_matter() {
    let kb = kb();
    let mut chance = Chance::new(4);
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
        assert!(own > diagnosis.not_covered, "{own} is less than {}", diagnosis.not_covered);
    }
}

#[test]
fn error_strings_are_found_in_noisy_texts_with_their_quote() {
    let kb = kb();
    let reader = TextReader::new(&kb);
    let spaced = |text: &str| text.replace([' ', '_', '/'], "-");
    for symptom in kb.symptoms() {
        for error in &symptom.errors {
            // Where capitals join the words, they tell where a word begins.
            let joined = error.text.split([' ', '_']).any(|word| {
                word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase)
            });
            let mut writings = vec![error.text.clone(), spaced(&error.text)];
            if !joined {
                writings.extend([error.text.to_uppercase(), error.text.to_lowercase()]);
            }
            for written in writings {
                let text = format!(
                    "Hi all,\n> 2026-11-20T08:14:03Z WARN [worker-7] \u{201c}{written}\u{201d}, (code=0x2A)\n\
                     Grüße, Łukasz \u{1f642}"
                );
                check_found(&reader, &text, &symptom.id, &written);
            }
        }
    }
}

fn check_found(reader: &TextReader, text: &str, symptom: &SymptomId, written: &str) {
    let found = reader.read(text);
    let found = found.iter().find(|found| found.symptom == *symptom);
    let found = found.unwrap_or_else(|| panic!("{written:?} is not found as {symptom}"));
    assert_eq!(found.answer, Answer::Yes, "{written:?}");
    let Because::Read { quote, meaning, .. } = &found.because else {
        panic!("{written:?} was not read")
    };
    let quote = quote.for_insiders();
    assert!(text.contains(quote), "{quote:?} does not stand in the text");
    assert!(written.contains(quote), "{quote:?} is quoted for {written:?}");
    assert!(meaning.is_some(), "{written:?} has no meaning");
}

#[test]
fn an_error_string_proves_more_than_a_phrase_and_an_answer_most() {
    let kb = kb();
    let reader = TextReader::new(&kb);
    let symptom = SymptomId::from("user-limit-error");
    let cause = CauseId::from("no-license-seats");
    let believed = |observations| probability(&diagnose(&kb, &knowing(observations)), &cause);
    let read = |text: &str| {
        let found =
            reader.read(text).into_iter().filter(|found| found.symptom == symptom).collect();
        believed(found)
    };
    let nothing = believed(Vec::new());
    let error = read("412: Domain user limit reached.");
    let answered = believed(vec![said(&symptom, Answer::Yes)]);
    assert!(nothing < error && error < answered, "{nothing}, {error}, {answered}");
}

#[test]
fn words_that_are_denied_are_not_found() {
    let kb = kb();
    let reader = TextReader::new(&kb);
    let finds = |text: &str| reader.read(text).iter().any(|o| o.symptom.as_str() == "import-500");
    assert!(finds("The import ends with a 500 error."));
    assert!(!finds("There is no 500 error in the import."));
}

#[test]
fn a_failed_fix_lowers_its_cause_and_is_not_tried_again() {
    let kb = kb();
    let fails = (1.0 - kb.numbers().repair.works).ln();
    for cause in kb.causes() {
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
        assert_ne!(diagnose(&kb, &case).next, Next::Try { cause: cause.id.clone() });
    }
}

/// Follows the advice with these answers until it hands over, and never gets the same advice twice.
fn follow(kb: &KnowledgeBase, chance: &mut Chance, answers: &[Answer]) -> (usize, usize) {
    let mut case = Case::default();
    let (mut asked, mut tried) = (BTreeSet::new(), BTreeSet::new());
    loop {
        match diagnose(kb, &case).next {
            Next::Ask { symptom, settles } => {
                assert!((0.0..=1.0).contains(&settles), "an answer settles {settles}");
                assert!(asked.insert(symptom.clone()), "{symptom} is asked again");
                if chance.once_in(4) {
                    case.put_off.push(symptom);
                } else {
                    case.observations.push(said(&symptom, *chance.pick(answers)));
                }
            }
            Next::Try { cause } => {
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
    let mut chance = Chance::new(5);
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
    let next = diagnose(&kb(), &Case::default()).next;
    assert!(matches!(next, Next::Ask { .. }), "{next:?}");
}

#[test]
fn a_question_that_was_put_off_is_not_asked() {
    let kb = kb();
    let mut chance = Chance::new(6);
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
    assert_eq!(next, Next::Try { cause: CauseId::from("no-license-seats") });
}

#[test]
fn texts_that_nothing_covers_are_left_to_not_covered() {
    let kb = kb();
    let reader = TextReader::new(&kb);
    for text in [
        "The printer on the third floor is out of toner, who can bring a new one?",
        "Outlook keeps asking for my Exchange certificate since the update.",
        "Can I get a second monitor and a docking station for my laptop?",
        "Zoom has no sound in the big meeting room.",
        "Wie lange ist die Kantine heute offen?",
        "",
        "\u{1f642}\u{1f642}\u{1f642}",
    ] {
        let diagnosis = diagnose(&kb, &knowing(reader.read(text)));
        let first = &diagnosis.causes[0];
        let (id, claimed) = (&first.id, first.probability);
        assert!(diagnosis.not_covered > claimed, "{text:?} is claimed for {id} with {claimed}");
    }
}

#[test]
fn texts_that_are_too_long_or_binary_are_refused() {
    assert_eq!(accept("Import ends with a 500 error\r\n\tä \u{1f642}"), Ok(()));
    assert_eq!(accept(&"x".repeat(MOST_BYTES)), Ok(()));
    let ten = "x".repeat(10_000_000);
    assert_eq!(accept(&ten), Err(Unreadable::TooLong(10_000_000)));
    assert_eq!(accept("500\0error"), Err(Unreadable::Binary));
    let sentence = accept(&ten).expect_err("it is too long").to_string();
    assert!(sentence.contains(&format!("{} kB", MOST_BYTES / 1000)), "{sentence}");
}

fn labelled(id: &str, text: &str, label: &str) -> LabelledCase {
    let (id, text, label) = (id.to_owned(), text.to_owned(), label.to_owned());
    LabelledCase { id, text, accept: vec![label.clone()], label }
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
