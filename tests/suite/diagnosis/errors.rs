//! Exact error strings: found, told from what looks like them, and what they lead to.

use std::collections::BTreeSet;

use syncmend::diagnosis::{Answer, Because, Case, Observation, TextReader, diagnose};
use syncmend::kb::{CauseId, SymptomId};
use syncmend::readers::reader_of;

use crate::support::kb;

use super::cases::{stated, told};

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
