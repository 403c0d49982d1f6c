//! Why a cause is as likely as it is, in words.

use crate::app::model::open_ticket::OpenTicket;
use crate::diagnosis::{About, Answer, FIXED_BEFORE, RankedCause, Reason};
use crate::text::percent;

/// From this weight on, in natural log-odds, a reason is strong: seven to one.
const STRONG: f64 = 2.0;
/// From this weight on it counts for something: two to one.
const SOME: f64 = 0.7;

/// How much a reason counts, in a word.
pub fn weight_word(reason: &Reason) -> &'static str {
    match reason.weight.abs() {
        weight if weight >= STRONG => "strong",
        weight if weight >= SOME => "some",
        _ => "weak",
    }
}

/// The strongest reason of a cause in one line.
pub fn strongest(open: &OpenTicket, ranked: &RankedCause) -> String {
    let reasons = open.reasons(ranked);
    let named = reasons.iter().find_map(|it| Some((it, reason_text(open, ranked, it)?)));
    match named {
        Some((reason, text)) if reason.weight > 0.0 => format!("for: {text}"),
        Some((_, text)) => format!("against: {text}"),
        None => "nothing known but how common it is".to_owned(),
    }
}

/// What rules a cause out, in one line.
pub fn ruled_out_by(open: &OpenTicket, ranked: &RankedCause, reason: &Reason) -> String {
    reason_text(open, ranked, reason).unwrap_or_default()
}

/// A cause for screen readers: its title and how likely it is.
pub fn cause_name(title: &str, ranked: &RankedCause) -> String {
    format!("{title}, {}", percent(ranked.probability))
}

/// One reason in a few words; `None` if it is only about how common causes are.
pub fn reason_text(open: &OpenTicket, ranked: &RankedCause, reason: &Reason) -> Option<String> {
    let told = |symptom, answer: &Answer| {
        let symptom = open.kb().symptom(symptom)?;
        Some(symptom.statement_of(*answer == Answer::Yes))
    };
    match &reason.about {
        About::Answer(symptom, answer) => told(symptom, answer),
        About::Suggestion(symptom, answer) => Some(format!("{}, maybe", told(symptom, answer)?)),
        About::Wording if reason.weight > 0.0 => Some(matching_text(open, ranked)),
        About::Wording => Some("Little in the text fits".to_owned()),
        About::Tried(cause) if *cause == ranked.id => Some("Its fix was tried".to_owned()),
        About::FixedBefore(cause) if *cause == ranked.id => {
            Some("It fixed this for the customer before".to_owned())
        }
        About::Tried(_) | About::FixedBefore(_) | About::Commonness => None,
    }
}

/// The words of the complaint that fit a cause.
fn matching_text(open: &OpenTicket, ranked: &RankedCause) -> String {
    let place = open.kb().place_of_cause(&ranked.id);
    let matches = open.case.wording.as_ref().zip(place).map(|(wording, at)| &wording.causes[at]);
    match matches.and_then(|matches| matches.quote.as_ref()) {
        Some(words) => format!("The text fits: \u{201c}{}\u{201d}", words.for_insiders()),
        None => "The text fits".to_owned(),
    }
}

/// Every reason with its weight, in natural log-odds; they add up to those of the cause.
pub fn weights(open: &OpenTicket, ranked: &RankedCause) -> String {
    let why = open.diagnosis.why(ranked);
    let mut lines: Vec<String> = why
        .iter()
        .map(|reason| {
            let about = match &reason.about {
                About::Commonness => "How common it is".to_owned(),
                About::Wording => matching_text(open, ranked),
                About::Tried(tried) => {
                    let title = open.kb().cause(tried).map_or("", |cause| cause.title.as_str());
                    format!("Fix that did not help: {title}")
                }
                About::FixedBefore(fixed) => {
                    let title = open.kb().cause(fixed).map_or("", |cause| cause.title.as_str());
                    format!("Fixed an earlier ticket, {FIXED_BEFORE} times as likely: {title}")
                }
                About::Answer(symptom, answer) | About::Suggestion(symptom, answer) => {
                    let statement = open.kb().symptom(symptom).map_or("", |s| s.statement.as_str());
                    format!("{statement}: {}", answer.name().to_lowercase())
                }
            };
            format!("{:+.2}  {about}", reason.weight)
        })
        .collect();
    lines.push(format!("{:+.2}  Total (natural log-odds)", ranked.log_odds));
    lines.join("\n")
}
