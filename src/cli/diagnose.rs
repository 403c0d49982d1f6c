//! `syncmend diagnose`: a complaint in, ranked causes out. Stores nothing.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{CallError, Output, known_symptom, parse_answer, read_text};
use crate::diagnosis::{
    About, Because, Case, Diagnosis, Next, Observation, Reason, TextReader, accept, diagnose,
};
use crate::kb::KnowledgeBase;
use crate::text::percent;

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
        (None, None) if call.answers.is_empty() => {
            return Err(CallError::Usage(
                "nothing to diagnose; give the complaint, --file or --answer".to_owned(),
            ));
        }
        (None, None) => String::new(),
    };
    accept(&text)?;
    let case = TextReader::of(kb).case(&text, answers(call, kb)?);
    let diagnosis = diagnose(kb, &case);
    match call.format {
        Output::Json => writeln!(out, "{:#}", as_json(kb, &case, &diagnosis))?,
        Output::Text => print(kb, &case, &diagnosis, out)?,
    }
    Ok(())
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
    let observations: Vec<Value> = case
        .observations
        .iter()
        .map(|o| json!({"symptom": o.symptom, "answer": o.answer, "because": because(&o.because)}))
        .collect();
    let causes: Vec<Value> = diagnosis
        .causes
        .iter()
        .map(|ranked| {
            let title = kb.cause(&ranked.id).map(|cause| &cause.title);
            let because: Vec<Value> = diagnosis.why(ranked).iter().map(reason).collect();
            json!({"id": ranked.id, "title": title, "probability": ranked.probability, "because": because})
        })
        .collect();
    let next = match &diagnosis.next {
        Next::Ask { symptom, .. } => {
            let question = kb.symptom(symptom).map(|symptom| &symptom.question);
            json!({"ask": {"symptom": symptom, "question": question}})
        }
        Next::Try { cause } => json!({"try": {"cause": cause}}),
        Next::Escalate => json!({"escalate": true}),
    };
    let mut document = json!({"observations": observations, "causes": causes, "not_covered": diagnosis.not_covered, "next": next});
    if let Some(contradiction) = &diagnosis.contradiction {
        document["contradiction"] = json!(contradiction.between);
    }
    if !diagnosis.look.is_empty() {
        let pages = diagnosis.look.iter().filter_map(|link| kb.link(link));
        document["look"] = pages.map(|link| json!({"link": link.id, "page": link.page})).collect();
    }
    document
}

fn because(because: &Because) -> String {
    match because {
        Because::Said => "answered".to_owned(),
        Because::Read { quote, .. } | Because::InFile { quote } => quote.for_insiders().to_owned(),
    }
}

/// Weights are natural log-odds and add up to those of the cause.
fn reason(reason: &Reason) -> Value {
    match &reason.about {
        About::Commonness => json!({"commonness": true, "weight": reason.weight}),
        About::Answer(symptom, answer) => {
            json!({"symptom": symptom, "answer": answer, "weight": reason.weight})
        }
        About::Wording => json!({"wording": true, "weight": reason.weight}),
        About::Tried(cause) => json!({"tried": cause, "weight": reason.weight}),
    }
}

fn print(
    kb: &KnowledgeBase,
    case: &Case,
    diagnosis: &Diagnosis,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    for observation in &case.observations {
        let Some(symptom) = kb.symptom(&observation.symptom) else { continue };
        let from = match &observation.because {
            Because::Said => String::new(),
            Because::Read { quote, .. } | Because::InFile { quote } => {
                format!("  \u{201c}{}\u{201d}", quote.for_insiders().replace('\n', " "))
            }
        };
        writeln!(out, "{:10} {}{from}", observation.answer.name(), symptom.statement)?;
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
    if diagnosis.is_not_covered() {
        for (ranked, _) in diagnosis.ruled_out(case) {
            let title = kb.cause(&ranked.id).map_or("", |cause| &cause.title);
            writeln!(out, "ruled out: {title}  [{}]", ranked.id)?;
        }
    }
    writeln!(out)?;
    if let Some(contradiction) = &diagnosis.contradiction {
        let [one, other] = &contradiction.between;
        writeln!(out, "These answers hardly go together: {one} and {other}")?;
    }
    for link in diagnosis.look.iter().filter_map(|link| kb.link(link)) {
        writeln!(out, "Look first: {}  {}", link.page, link.address.as_deref().unwrap_or(""))?;
    }
    match &diagnosis.next {
        Next::Ask { symptom, .. } => {
            let question = kb.symptom(symptom).map_or("", |symptom| &symptom.question);
            writeln!(out, "Ask next: {question}  [{symptom}]")?;
        }
        Next::Try { cause } => writeln!(out, "Try next: syncmend kb show {cause}")?,
        Next::Escalate => writeln!(out, "Nothing covered is likely enough: hand over")?,
    }
    Ok(())
}
