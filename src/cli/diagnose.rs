//! `syncmend diagnose`: a complaint in, ranked causes out. Stores nothing.

use crate::readers::reader_of;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{CallError, Output, known_symptom, parse_answer, read_text};
use crate::diagnosis::{
    About, Answer, AskedQuestion, Because, Case, Diagnosis, Next, Observation, Reason,
    SCREEN_QUESTION, Screen, accept, diagnose,
};
use crate::kb::{CauseId, KnowledgeBase, Symptom, markup};
use crate::text::percent;

/// What stands for words on the screen that nobody can tell.
pub(super) const NOT_KNOWN: &str = "none";

/// How many causes are printed for people.
const CAUSES_PRINTED: usize = 5;

/// What to diagnose.
#[derive(Debug, Args)]
pub struct DiagnoseArguments {
    /// The complaint; - reads standard input
    #[arg(conflicts_with = "file")]
    text: Option<String>,
    /// Read the complaint from this file
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// What is known about a symptom: SYMPTOM=yes, no or cant-tell
    #[arg(long = "answer", value_name = "SYMPTOM=ANSWER")]
    answers: Vec<String>,
    /// What the screen says, word for word; none if nobody can tell
    #[arg(long, value_name = "TEXT")]
    screen: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Output,
}

/// Carries the call out.
pub(super) fn run(
    call: &DiagnoseArguments,
    kb: &KnowledgeBase,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let text = match (&call.text, &call.file) {
        (Some(text), _) if text == "-" => read_text("-".as_ref())?,
        (Some(text), _) => text.clone(),
        (None, Some(path)) => read_text(path)?,
        (None, None) if call.answers.is_empty() && call.screen.is_none() => {
            return Err(CallError::Usage(
                "nothing to diagnose; give the complaint, --file, --answer or --screen".to_owned(),
            ));
        }
        (None, None) => String::new(),
    };
    accept(&text)?;
    let mut case = case(kb, &text, answers(call, kb)?, call.screen.as_deref())?;
    // Answers alone are enough; only a complaint that says nothing is worth a sentence.
    if call.text.is_none() && call.file.is_none() {
        case.unread = None;
    }
    let diagnosis = diagnose(kb, &case);
    match call.format {
        Output::Json => writeln!(out, "{:#}", as_json(kb, &case, &diagnosis))?,
        Output::Text => print(kb, &case, &diagnosis, out)?,
    }
    Ok(())
}

/// What a diagnosis starts from: answers, what the screen says if that was asked, and beside these
/// what the complaint tells.
fn case(
    kb: &KnowledgeBase,
    text: &str,
    said: Vec<Observation>,
    screen: Option<&str>,
) -> Result<Case, CallError> {
    let words = screen.filter(|words| *words != NOT_KNOWN);
    words.map_or(Ok(()), accept)?;
    let known = said.iter().map(|o| o.symptom.clone()).collect();
    let read = reader_of(kb).read_with_screen(text, words, &known);
    let screen = if screen.is_some() { Screen::Asked } else { Screen::NotAsked };
    Ok(Case { screen, ..read.beside(said, &known) })
}

fn answers(call: &DiagnoseArguments, kb: &KnowledgeBase) -> Result<Vec<Observation>, CallError> {
    let mut observations: Vec<Observation> = Vec::new();
    for given in &call.answers {
        let usage = |reason: &str| CallError::Usage(format!("--answer {given}: {reason}"));
        let (symptom, answer) =
            given.split_once('=').ok_or_else(|| usage("expected SYMPTOM=yes, no or cant-tell"))?;
        let answer = parse_answer(answer).map_err(|reason| usage(&reason))?;
        let symptom = known_symptom(kb, symptom)?;
        // The last answer for a symptom is the one that counts.
        observations.retain(|earlier| earlier.symptom != symptom);
        observations.push(Observation::said(symptom, answer));
    }
    Ok(observations)
}

/// A diagnosis as the JSON document that `diagnose` and `ticket show` print.
pub(super) fn as_json(kb: &KnowledgeBase, case: &Case, diagnosis: &Diagnosis) -> Value {
    let observations = case.observations.iter().map(|o| {
        let because = because(&o.because);
        json!({"symptom": o.symptom, "answer": o.answer, "because": because, "grade": o.grade()})
    });
    let suggestions = case.suggestions.iter().map(|it| {
        let (quote, probability) = (it.quote.for_insiders(), it.probability);
        json!({"symptom": it.symptom, "answer": it.answer, "quote": quote, "probability": probability})
    });
    let causes = diagnosis.causes.iter().map(|ranked| {
        let title = kb.cause(&ranked.id).map(|cause| &cause.title);
        let because: Vec<Value> = diagnosis.why(ranked).iter().map(reason).collect();
        json!({"id": ranked.id, "title": title, "probability": ranked.probability, "because": because})
    });
    let mut document = json!({
        "observations": observations.collect::<Vec<_>>(),
        "suggestions": suggestions.collect::<Vec<_>>(),
        "causes": causes.collect::<Vec<_>>(),
        "not_covered": diagnosis.not_covered,
        "next": next(kb, &diagnosis.next),
    });
    if let Some(unread) = case.unread {
        document["unread"] = json!(unread.to_string());
    }
    if let Some(handover) = &diagnosis.handover {
        let because = handover.because.iter();
        let because: Vec<String> =
            because.map(|(cause, reason)| ruled_out(kb, cause, reason)).collect();
        document["handover"] =
            json!({"to": handover.to, "because": because, "do_not": handover.do_not});
    }
    if !diagnosis.question_answers.is_empty() {
        let asked = diagnosis.question_answers.iter();
        document["question_answers"] =
            asked.filter_map(|asked| question_answer(kb, asked)).collect();
    }
    if let Some(words) = &diagnosis.second_problem {
        document["second_problem"] = json!(words.for_insiders());
    }
    if let Some(contradiction) = &diagnosis.contradiction {
        document["contradiction"] = json!(contradiction.between);
    }
    if !diagnosis.check_first.is_empty() {
        let pages = diagnosis.check_first.iter().filter_map(|link| kb.link(link));
        document["look"] = pages.map(|link| json!({"link": link.id, "page": link.page})).collect();
    }
    document
}

/// The next thing to do.
fn next(kb: &KnowledgeBase, next: &Next) -> Value {
    match next {
        Next::Ask { symptom, .. } => {
            let asked = kb.symptom(symptom);
            let question = asked.map(|symptom| &symptom.question);
            let place = asked.and_then(|symptom| kb.link(symptom.places.first()?));
            let place = place.map(|link| json!({"page": link.page, "address": link.address}));
            json!({"ask": {"symptom": symptom, "question": question, "where": place}})
        }
        Next::AskScreen => json!({"ask_text": {"question": SCREEN_QUESTION}}),
        Next::Try { cause, method, unconfirmed } => {
            json!({"try": {"cause": cause, "method": method, "unconfirmed": unconfirmed}})
        }
        Next::Escalate => json!({"escalate": true}),
    }
}

/// A cause that is ruled out, with what rules it out.
fn ruled_out(kb: &KnowledgeBase, cause: &CauseId, reason: &Reason) -> String {
    let title = kb.cause(cause).map_or(cause.as_str(), |cause| &cause.title);
    let by = match &reason.about {
        About::Answer(symptom, answer) => match (kb.symptom(symptom), answer) {
            (Some(Symptom { statement_no: Some(no), .. }), Answer::No) => no.clone(),
            (Some(symptom), answer) => {
                format!("{} ({})", symptom.statement, answer.name().to_lowercase())
            }
            (None, _) => symptom.to_string(),
        },
        _ => "its fix had no effect".to_owned(),
    };
    format!("Not \u{201c}{title}\u{201d}: {by}")
}

fn question_answer(kb: &KnowledgeBase, asked: &AskedQuestion) -> Option<Value> {
    let answer = kb.answer(&asked.answer)?;
    let sources = answer.sources.iter().filter_map(|id| kb.source(id));
    let sources: Vec<&String> = sources.map(|source| &source.address).collect();
    Some(json!({
        "id": answer.id, "question": answer.question, "answer": markup::plain(&answer.answer),
        "quote": asked.quote.for_insiders(), "sources": sources,
    }))
}

fn because(because: &Because) -> String {
    match because {
        Because::Said => "answered".to_owned(),
        Because::InText { quote, .. } | Because::InFile { quote } => {
            quote.for_insiders().to_owned()
        }
    }
}

/// Weights are natural log-odds and add up to those of the cause.
fn reason(reason: &Reason) -> Value {
    match &reason.about {
        About::Commonness => json!({"commonness": true, "weight": reason.weight}),
        About::Answer(symptom, answer) => {
            json!({"symptom": symptom, "answer": answer, "weight": reason.weight})
        }
        About::Suggestion(symptom, answer) => {
            json!({"symptom": symptom, "answer": answer, "suggested": true, "weight": reason.weight})
        }
        About::Wording => json!({"wording": true, "weight": reason.weight}),
        About::FixedBefore(cause) => json!({"fixed_before": cause, "weight": reason.weight}),
        About::Tried(cause) => json!({"tried": cause, "weight": reason.weight}),
    }
}

fn print(
    kb: &KnowledgeBase,
    case: &Case,
    diagnosis: &Diagnosis,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    if let Some(unread) = case.unread {
        writeln!(out, "{unread}")?;
    }
    for observation in &case.observations {
        let Some(symptom) = kb.symptom(&observation.symptom) else { continue };
        let from = match &observation.because {
            Because::Said => String::new(),
            Because::InText { quote, .. } | Because::InFile { quote } => {
                format!("  \u{201c}{}\u{201d}", quote.for_insiders().replace('\n', " "))
            }
        };
        writeln!(out, "{:10} {}{from}", observation.answer.name(), symptom.statement)?;
    }
    for suggestion in &case.suggestions {
        let Some(symptom) = kb.symptom(&suggestion.symptom) else { continue };
        let maybe = if suggestion.answer == Answer::Yes { "Maybe" } else { "Maybe not" };
        let quote = suggestion.quote.for_insiders().replace('\n', " ");
        writeln!(out, "{maybe:10} {}  \u{201c}{quote}\u{201d}", symptom.statement)?;
    }
    writeln!(out)?;
    for ranked in diagnosis.causes.iter().take(CAUSES_PRINTED) {
        let title = kb.cause(&ranked.id).map_or("", |cause| &cause.title);
        writeln!(out, "{:>6}  {title}  [{}]", percent(ranked.probability), ranked.id)?;
    }
    writeln!(
        out,
        "{:>6}  Something this knowledge base does not cover",
        percent(diagnosis.not_covered)
    )?;
    writeln!(out)?;
    if let Some(contradiction) = &diagnosis.contradiction {
        let [one, other] = &contradiction.between;
        writeln!(out, "These answers contradict each other: {one} and {other}")?;
    }
    for link in diagnosis.check_first.iter().filter_map(|link| kb.link(link)) {
        writeln!(out, "Check first: {}  {}", link.page, link.address.as_deref().unwrap_or(""))?;
    }
    for asked in &diagnosis.question_answers {
        let Some(answer) = kb.answer(&asked.answer) else { continue };
        writeln!(out, "Asked: {}\n  {}", answer.question, markup::plain(&answer.answer))?;
    }
    if let Some(words) = &diagnosis.second_problem {
        writeln!(out, "A second problem, for a ticket of its own: {}", words.for_insiders())?;
    }
    print_next(kb, diagnosis, out)
}

fn print_next(
    kb: &KnowledgeBase,
    diagnosis: &Diagnosis,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    match &diagnosis.next {
        Next::Ask { symptom: id, look_up, companions, .. } => {
            let symptom = kb.symptom(id);
            let question = symptom.map_or("", |symptom| &symptom.question);
            let how = if *look_up { "Look up" } else { "Ask next" };
            writeln!(out, "{how}: {question}  [{id}]")?;
            if let Some(link) = symptom.and_then(|symptom| kb.link(symptom.places.first()?)) {
                writeln!(out, "  Where: {}  {}", link.page, link.address.as_deref().unwrap_or(""))?;
            }
            for symptom in companions.iter().filter_map(|id| kb.symptom(id)) {
                writeln!(out, "  Same page: {}  [{}]", symptom.question, symptom.id)?;
            }
        }
        Next::AskScreen => writeln!(out, "Ask next: {SCREEN_QUESTION}  [--screen]")?,
        Next::Try { cause, method, unconfirmed } => {
            let unconfirmed = if *unconfirmed { ", unconfirmed" } else { "" };
            writeln!(out, "Try next: syncmend kb show {cause}  [{method}{unconfirmed}]")?;
        }
        Next::Escalate => writeln!(out, "Nothing covered is likely enough: hand over")?,
    }
    if let Some(handover) = &diagnosis.handover {
        writeln!(out, "  To: {}", handover.to)?;
        for (cause, reason) in &handover.because {
            writeln!(out, "  {}", ruled_out(kb, cause, reason))?;
        }
        for text in &handover.do_not {
            writeln!(out, "  {text}")?;
        }
    }
    Ok(())
}
