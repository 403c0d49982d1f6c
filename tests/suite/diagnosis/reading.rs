//! What is read in pasted text: error strings, words that sound like a symptom, and whether anything
//! covers it at all.

use std::collections::BTreeSet;
use syncmend::readers::reader_of;

use syncmend::diagnosis::{
    Answer, Because, Case, MOST_BYTES, Next, Observation, TextReader, Unreadable, accept, diagnose,
};
use syncmend::kb::{CauseId, KnowledgeBase, Reliability, Shows, SymptomId};

use crate::support::kb;

/// What a text alone leads to.
fn told(kb: &KnowledgeBase, text: &str) -> Case {
    reader_of(kb).case(text, Vec::new())
}

#[test]
fn error_strings_are_found_in_noisy_texts_with_their_quote() {
    let kb = kb();
    let reader = reader_of(&kb);
    let spaced = |text: &str| text.replace([' ', '_', '/'], "-");
    for symptom in kb.symptoms() {
        for error in &symptom.errors {
            let writings = [
                error.text.clone(),
                spaced(&error.text),
                error.text.to_uppercase(),
                error.text.to_lowercase(),
            ];
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

#[test]
fn an_error_string_inside_of_a_longer_one_is_the_longer_one() {
    let kb = kb();
    let reader = reader_of(&kb);
    let shown = |text: &str| -> Vec<String> {
        let shown = reader.read(text, &BTreeSet::new()).shown;
        shown.into_iter().map(|it| it.symptom.to_string()).collect()
    };
    assert_eq!(shown("ERROR 403: Access Not Configured."), ["authorize-service-disabled-error"]);
    assert_eq!(shown("Error 400: access_not_configured"), ["app-not-configured-error"]);
}

#[test]
fn what_is_said_of_a_symptom_is_told_apart_from_its_opposite() {
    let kb = kb();
    let reader = reader_of(&kb);
    for (text, symptom, answer) in [
        ("We are at 40 of 40, every license is taken.", "no-free-seats", Answer::Yes),
        ("The billing page says 12 licenses are unassigned.", "no-free-seats", Answer::No),
        ("Password is set to Export on the attribute page.", "password-not-exported", Answer::No),
        ("The new accounts were suspended by Google.", "new-users-suspended", Answer::Yes),
        ("The newly created users are not suspended.", "new-users-suspended", Answer::No),
    ] {
        let read = reader.read(text, &BTreeSet::new()).suggestions;
        let found = read.iter().find(|it| it.symptom.as_str() == symptom);
        assert_eq!(found.map(|it| it.answer), Some(answer), "{text:?}: {read:?}");
    }
}

fn check_found(reader: &TextReader, text: &str, symptom: &SymptomId, written: &str) {
    let found = reader.read(text, &BTreeSet::new()).shown;
    let found = found.iter().find(|found| found.symptom == *symptom);
    let found = found.unwrap_or_else(|| panic!("{written:?} is not found as {symptom}"));
    assert_eq!(found.answer, Answer::Yes, "{written:?}");
    let Because::InText { quote, meaning } = &found.because else {
        panic!("{written:?} was not read")
    };
    let quote = quote.for_insiders();
    assert!(text.contains(quote), "{quote:?} does not stand in the text");
    assert!(written.contains(quote), "{quote:?} is quoted for {written:?}");
    assert!(!meaning.is_empty(), "{written:?} has no meaning");
}

#[test]
fn an_error_string_proves_more_than_a_phrase_and_an_answer_most() {
    let kb = kb();
    let reader = reader_of(&kb);
    let symptom = SymptomId::from("user-limit-error");
    let cause = CauseId::from("no-license-seats");
    let believed_of = |case: &Case| {
        let diagnosis = diagnose(&kb, case);
        let ranked = diagnosis.causes.iter().find(|ranked| ranked.id == cause);
        ranked.expect("every cause is ranked").probability
    };
    let case = |text: &str| {
        let mut case = reader.case(text, Vec::new());
        case.observations.retain(|found| found.symptom == symptom);
        case.suggestions.retain(|found| found.symptom == symptom);
        Case { wording: None, ..case }
    };
    let read = |text: &str| believed_of(&case(text));
    let believed = |observations| believed_of(&Case { observations, ..Case::default() });
    let nothing = believed(Vec::new());
    let words = read("we have reached the maximum number of users");
    let error = read("412: Domain user limit reached.");
    let answered = believed(vec![Observation::said(symptom.clone(), Answer::Yes)]);
    let rising = [nothing, words, error, answered];
    assert!(rising.is_sorted() && nothing < words && words < error, "{rising:?}");
}

#[test]
fn words_that_are_denied_are_not_found() {
    let kb = kb();
    let finds = |text: &str| {
        let suggestions = told(&kb, text).suggestions;
        let found = suggestions.into_iter().find(|it| it.symptom.as_str() == "import-500");
        found.map(|it| it.answer)
    };
    assert_eq!(finds("The import ends with a 500 error."), Some(Answer::Yes));
    assert_ne!(finds("There is no 500 error in the import."), Some(Answer::Yes));
}

#[test]
fn texts_that_nothing_covers_are_left_to_not_covered() {
    let kb = kb();
    for text in [
        "The printer on the third floor is out of toner, who can bring a new one?",
        "Outlook keeps asking for my Exchange certificate since the update.",
        "Can I get a second monitor and a docking station for my laptop?",
        "Zoom has no sound in the big meeting room.",
        "Wie lange ist die Kantine heute offen?",
        "",
        "\u{1f642}\u{1f642}\u{1f642}",
    ] {
        let diagnosis = diagnose(&kb, &told(&kb, text));
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

/// Strings that software prints verbatim, with the causes that they may point at: those of the
/// vendors' own interfaces that mean one of our causes.
const PRINTED: &[(&str, &[&str])] = &[
    ("Error 400: admin_policy_enforced", &["api-access-restricted", "jumpcloud-not-trusted"]),
    ("400 access_not_configured", &["google-service-disabled", "jumpcloud-not-trusted"]),
    ("invalid_grant: Token has been expired or revoked.", &["broken-sync-connection"]),
    ("Domain user limit reached. Contact Support.", &["no-license-seats"]),
    ("Domain user limit reached. Start paid subscription.", &["no-license-seats"]),
    ("DomainUserLimitExceeded", &["no-license-seats"]),
    ("Invalid Given/Family Name: FamilyName", &["last-name-missing"]),
    ("Invalid Given/Family Name: GivenName", &["last-name-missing"]),
    ("InvalidFamilyName", &["last-name-missing"]),
    ("Invalid Input: INVALID_FAMILY_NAME", &["last-name-missing"]),
    ("Invalid Password", &["name-password-guidelines"]),
    ("Invalid Input: primary_user_email", &["name-password-guidelines"]),
    ("InvalidUsername", &["name-password-guidelines"]),
    ("EntityNameNotValid", &["name-password-guidelines"]),
    ("EntityNameIsReserved", &["name-password-guidelines"]),
    ("Entity already exists.", &["address-taken-in-google"]),
    ("EntityExists", &["address-taken-in-google"]),
    ("Not Authorized to access this resource/api", &["not-super-admin"]),
    ("401 Login Required", &["broken-sync-connection", "not-super-admin"]),
    ("Domain cannot use apis", &["api-access-disabled"]),
    ("domainCannotUseApis", &["api-access-disabled"]),
    ("adminCannotUnsuspend", &["bulk-create-suspension", "suspended-for-abuse"]),
    (
        "Cannot restore a user suspended for abuse.",
        &["bulk-create-suspension", "suspended-for-abuse"],
    ),
    ("suspensionReason: WEB_LOGIN_REQUIRED", &["bulk-create-suspension"]),
    ("Insufficient archived user licenses", &["no-license-seats"]),
    ("Invalid query", &["import-filter-wrong"]),
    ("New domain name is not a verified secondary domain", &["domain-not-in-integration"]),
];

/// Strings that lead elsewhere; the test tells when one of them is right, so that it can move up.
const PRINTED_MISSED: &[(&str, &[&str])] =
    &[("Error 403: access_denied", &["jumpcloud-not-trusted", "api-access-restricted"])];

#[test]
fn every_string_that_software_prints_leads_to_its_cause() {
    let kb = kb();
    let mut wrong = Vec::new();
    for (printed, causes) in PRINTED_MISSED {
        let first = diagnose(&kb, &told(&kb, printed)).causes[0].id.to_string();
        assert!(!causes.contains(&first.as_str()), "{printed} leads to its cause now");
    }
    for (printed, causes) in PRINTED {
        for text in [(*printed).to_owned(), format!("We get this since Monday: \"{printed}\"")] {
            let diagnosis = diagnose(&kb, &told(&kb, &text));
            let first = diagnosis.causes[0].id.as_str();
            if !causes.contains(&first) || diagnosis.is_not_covered() {
                wrong.push(format!(
                    "{text:?} leads to {first}, not covered {}",
                    diagnosis.not_covered
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_of_an_answered_symptom_count_no_more() {
    let kb = kb();
    let reader = reader_of(&kb);
    let text = "Import ends with a 500 error. Domain user limit reached.";
    let symptom = SymptomId::from("user-limit-error");
    let cause = CauseId::from("no-license-seats");
    let odds = |case: &Case| {
        let causes = diagnose(&kb, case).causes;
        causes.iter().find(|ranked| ranked.id == cause).expect("every cause is ranked").log_odds
    };
    let whole = reader.case(text, Vec::new());
    let without = |text: &str| {
        let known = BTreeSet::from([symptom.clone()]);
        reader.read(text, &known).beside(Vec::new(), &known)
    };
    let taken_back = without(text);
    assert!(taken_back.observations.iter().all(|o| o.symptom != symptom));
    assert_ne!(taken_back.wording, whole.wording);
    assert!(odds(&taken_back) < odds(&whole) - 2.0, "{} {}", odds(&taken_back), odds(&whole));
    // However often it stands there.
    let twice = format!("{text} Then again: Domain user limit reached!");
    let taken_back_twice = without(&twice);
    assert!(odds(&taken_back_twice) < odds(&whole) - 2.0, "{}", odds(&taken_back_twice));
    let said = |answer| vec![Observation::said(symptom.clone(), answer)];
    let [yes, no] = [Answer::Yes, Answer::No].map(|a| odds(&reader.case(text, said(a))));
    assert!(no < yes - 2.0, "{no} after a no, {yes} after a yes");
}

#[test]
fn wrong_names_typing_errors_and_other_languages_are_read() {
    let kb = kb();
    for (text, cause) in [
        ("Gsuite improt always ends in a 500 eror", "api-access-disabled"),
        ("Google Apps: new acounts dont show up, all lisences are used", "no-license-seats"),
        ("Der Import aus Google bricht mit Fehler 500 ab", "api-access-disabled"),
        ("El usuario no tiene apellido y no se crea en Google", "last-name-missing"),
        (
            "{\"error\":{\"code\":403,\"message\":\"domain_cannot_use_apis\"}}",
            "api-access-disabled",
        ),
        ("Der neue User wird nicht gesynct, FamilyName ist leer", "last-name-missing"),
    ] {
        let diagnosis = diagnose(&kb, &told(&kb, text));
        assert_eq!(diagnosis.causes[0].id.as_str(), cause, "{text:?}");
    }
}

#[test]
fn words_that_mislead_are_not_taken_for_a_symptom() {
    let kb = kb();
    for text in [
        "Please call me back on extension 500, I am at my desk until noon.",
        "Can you block this sender? She gets spam from the same address every day.",
        "The import of the bank statements into our bookkeeping takes an hour.",
        "My phone says that the storage is full and no photo can be taken.",
    ] {
        let diagnosis = diagnose(&kb, &told(&kb, text));
        let first = &diagnosis.causes[0];
        assert!(diagnosis.is_not_covered(), "{text:?}: {} {}", first.id, first.probability);
    }
}

#[test]
fn a_cause_without_examples_takes_no_call_from_others() {
    let mut model = kb().model().clone();
    let mut own = model.causes[0].clone();
    let mut symptom = model.symptoms[0].clone();
    symptom.id = SymptomId::from("old-photo");
    symptom.statement = "The old photo is still in Gmail".to_owned();
    symptom.phrases = vec!["photo does not change".to_owned()];
    symptom.errors.clear();
    own.id = CauseId::from("photo-cache");
    own.shows = vec![Shows { symptom: symptom.id.clone(), how: Reliability::Always }];
    model.symptoms.push(symptom);
    model.causes.push(own);
    let kb = KnowledgeBase::new(model).with_examples(kb().examples().clone());
    let first = |text: &str| {
        let case = TextReader::learn(&kb).case(text, Vec::new());
        diagnose(&kb, &case).causes[0].id.to_string()
    };
    assert_eq!(first("Her photo does not change, the old photo is still in Gmail"), "photo-cache");
    assert_ne!(
        first("New users never arrive in Google, the photo is in the ticket"),
        "photo-cache"
    );
}

#[test]
fn texts_of_any_shape_are_read() {
    let kb = kb();
    let long = "x".repeat(MOST_BYTES);
    let many = "500 ".repeat(MOST_BYTES / 4);
    let marks = "e\u{301}\u{302}".repeat(2_000);
    let texts =
        ["", " ", "!?.,;:()[]{}", "a", "\u{301}", "\u{feff}", "\r\n\r\n", &long, &many, &marks];
    for text in texts {
        let diagnosis = diagnose(&kb, &told(&kb, text));
        let start: String = text.chars().take(12).collect();
        assert!(diagnosis.not_covered.is_finite(), "{start:?}");
        assert!(diagnosis.causes.iter().all(|cause| cause.log_odds.is_finite()), "{start:?}");
    }
}

#[test]
fn a_vague_text_leads_to_questions_and_answers_overrule_it() {
    let kb = kb();
    let reader = reader_of(&kb);
    for text in ["something is broken with a user in gmail", "it does not work", "sync is broken"] {
        let next = diagnose(&kb, &told(&kb, text)).next;
        assert!(matches!(next, Next::Ask { .. }), "{text:?}: {next:?}");
        let said = ["user-limit-error", "no-free-seats"];
        let said = said.map(|id| Observation::said(SymptomId::from(id), Answer::Yes));
        let answered = diagnose(&kb, &reader.case(text, said.to_vec()));
        assert_eq!(answered.causes[0].id.as_str(), "no-license-seats", "{text:?}");
        assert!(answered.not_covered < 0.5, "{text:?}: {}", answered.not_covered);
    }
}

/// What words say is kept from one text to the next, and must not color it.
#[test]
fn what_was_read_before_changes_nothing() {
    let kb = kb();
    let reader = TextReader::learn(&kb);
    let known = BTreeSet::new();
    let texts: Vec<&str> =
        kb.examples().iter().step_by(97).map(|example| example.text.as_str()).collect();
    let alone = |text: &str| TextReader::learn(&kb).read(text, &known);
    let (first, last) = (texts[0], texts[texts.len() - 1]);
    let expected = [alone(first), alone(last)];
    for text in &texts {
        reader.read(text, &known);
    }
    assert_eq!([reader.read(first, &known), reader.read(last, &known)], expected);
}

/// What a text states about a symptom.
fn stated(text: &str, symptom: &str) -> Option<Answer> {
    let kb = kb();
    let reading = reader_of(&kb).read(text, &BTreeSet::new());
    let shown = reading.shown.iter().map(|it| (&it.symptom, it.answer));
    let suggested = reading.suggestions.iter().map(|it| (&it.symptom, it.answer));
    shown.chain(suggested).find(|(id, _)| id.as_str() == symptom).map(|(_, answer)| answer)
}

#[test]
fn facts_that_rule_a_cause_out_are_read_as_a_no() {
    for (text, symptom) in [
        ("In the attribute list it says Password = Export.", "password-not-exported"),
        ("JumpCloud is Trusted under App access control.", "jumpcloud-app-untrusted"),
        ("We have 400 seats free.", "no-free-seats"),
        ("The last names are there, I checked.", "last-name-empty"),
        ("Google Workspace Admin is Unrestricted.", "google-admin-api-restricted"),
        ("Everyone else is fine, only him.", "everyone-affected"),
        ("Not only her, three more users have it.", "one-user-affected"),
    ] {
        assert_eq!(stated(text, symptom), Some(Answer::No), "{text:?}");
    }
}

#[test]
fn who_is_affected_settles_both_questions() {
    for (text, one, everyone) in [
        ("It is only him, all others sync.", Answer::Yes, Answer::No),
        ("Nobody in the company can sign in.", Answer::No, Answer::Yes),
        ("The whole company is affected.", Answer::No, Answer::Yes),
        ("Just one user, the rest is fine.", Answer::Yes, Answer::No),
    ] {
        assert_eq!(stated(text, "one-user-affected"), Some(one), "{text:?}");
        assert_eq!(stated(text, "everyone-affected"), Some(everyone), "{text:?}");
    }
}

#[test]
fn questions_plans_guesses_and_old_stories_state_nothing() {
    let kb = kb();
    let reader = reader_of(&kb);
    for text in [
        "What happens if we remove someone from the group?",
        "We want to create a lot of users next week.",
        "Maybe it is the licenses, I have not checked.",
        "Last year the connection was lost, it was fixed then.",
        "If all licenses were assigned, what would the error say?",
        "My bank asks me for a backup code as well, that is unrelated.",
        "The manual says that removed members are suspended.",
    ] {
        let reading = reader.read(text, &BTreeSet::new());
        let found: Vec<_> = reading.suggestions.iter().map(|it| it.symptom.as_str()).collect();
        assert!(found.is_empty() && reading.shown.is_empty(), "{text:?}: {found:?}");
    }
}

#[test]
fn a_look_alike_of_an_error_string_shows_nothing() {
    let kb = kb();
    let reader = reader_of(&kb);
    for text in [
        "Error 400: policy_enforced, Advanced Protection prevented the sign-in",
        "Resource Not Found: groupKey",
        "at com.google.api.client.googleapis.services.AbstractGoogleClientRequest.execute(ClientServiceRequest.java:312)",
        "<samlp:AuthnRequest AssertionConsumerServiceURL=\"https://example.com/acs\">",
        "suspended with WEB_LOGIN_REQUIRED_BY_POLICY",
        "my_invalid_grant_handler was called",
    ] {
        let shown = reader.read(text, &BTreeSet::new()).shown;
        let shown: Vec<_> = shown.iter().map(|it| it.symptom.as_str()).collect();
        assert!(shown.is_empty(), "{text:?} shows {shown:?}");
        let policy = stated(text, "authorize-error-400-policy");
        assert_ne!(policy, Some(Answer::Yes), "{text:?}");
    }
    // As part of an address it counts whole.
    let address = "https://example.com/callback?error=admin_policy_enforced&state=ab12";
    assert_eq!(stated(address, "authorize-error-400-policy"), Some(Answer::Yes));
    let denied = "It contains neither 400 nor admin_policy_enforced.";
    assert_eq!(stated(denied, "authorize-error-400-policy"), Some(Answer::No));
    let turned = "It does not name the password, it reads \u{201c}This app is blocked\u{201d}.";
    assert_eq!(stated(turned, "authorize-app-blocked"), Some(Answer::Yes));
}

#[test]
fn what_nobody_wrote_for_this_ticket_claims_nothing() {
    let kb = kb();
    let reader = reader_of(&kb);
    let quoted = "> All licenses are assigned and new users never appear in Google.\n".repeat(200);
    let log =
        "2026-11-20T08:14:03Z INFO sync user=ab12 state=0x2A rc=200 [worker-7]\n".repeat(1400);
    let saml = "<saml:Attribute Name=\"suspended\"><saml:AttributeValue>true</saml:AttributeValue></saml:Attribute>\n".repeat(40);
    let trace = "\tat com.example.sync.Import.users(Import.java:500)\n".repeat(60);
    let texts = [
        "",
        &quoted,
        &log,
        &saml,
        &trace,
        "ユーザーがグーグルに同期されません。どうすればいいですか。",
    ];
    for text in texts {
        let start: String = text.chars().take(40).collect();
        let reading = reader.read(text, &BTreeSet::new());
        assert!(reading.suggestions.is_empty() && reading.shown.is_empty(), "{start:?}");
        assert!(reading.unread.is_some(), "nothing tells why {start:?} is not read");
        assert!(diagnose(&kb, &told(&kb, text)).is_not_covered(), "{start:?}");
    }
    let written = reader.read("New users never appear in Google.", &BTreeSet::new());
    assert_eq!(written.unread, None);
}

#[test]
fn a_heading_that_names_the_two_systems_moves_nothing() {
    let kb = kb();
    let reader = reader_of(&kb);
    let text = "The printer on the third floor is out of toner.";
    let plain = reader.read(text, &BTreeSet::new());
    let headed = reader.read(&format!("JumpCloud to Google Workspace: {text}"), &BTreeSet::new());
    assert_eq!(headed.wording, plain.wording);
    assert_eq!(headed.suggestions, plain.suggestions);
}

#[test]
fn a_question_is_matched_with_what_the_knowledge_base_answers() {
    let kb = kb();
    let reader = reader_of(&kb);
    for (text, answer) in [
        ("What happens if I unbind a user?", "unbind-a-user"),
        ("Hi, one more thing. Does JumpCloud overwrite Google?", "who-is-overwritten"),
    ] {
        let asked = reader.read(text, &BTreeSet::new()).questions;
        let asked: Vec<_> = asked.iter().map(|it| it.answer.as_str()).collect();
        assert_eq!(asked, [answer], "{text:?}");
    }
    let report = reader.read("New users never appear in Google.", &BTreeSet::new());
    assert!(report.questions.is_empty(), "{:?}", report.questions);
}

#[test]
fn two_problems_are_noticed_and_one_is_not_split() {
    let kb = kb();
    let reader = reader_of(&kb);
    let second = |text: &str| reader.read(text, &BTreeSet::new()).second_problem;
    let two = "Anna gets \u{201c}Domain user limit reached\u{201d}, all our licenses are assigned. \
               Also the Distribution Group Email column is missing in the directory.";
    assert!(second(two).is_some(), "the second problem is not noticed");
    let one = "New users never appear in Google. All licenses are assigned.";
    assert_eq!(second(one), None);
}
