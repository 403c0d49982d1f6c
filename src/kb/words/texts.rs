//! Every text of a knowledge base that customers read, by name.

use crate::kb::model::{Cause, Model};
use crate::kb::step::Step;

/// Returns the texts with their names, each name once.
pub fn texts(model: &Model) -> Vec<(String, &str)> {
    let mut texts: Vec<(String, &str)> = Vec::new();
    for symptom in &model.symptoms {
        texts.push((format!("symptom.{}.statement", symptom.id), &symptom.statement));
    }
    for cause in &model.causes {
        of_cause(cause, &mut texts);
    }
    for step in &model.shared_steps {
        of_step(step, &mut texts);
    }
    texts
}

fn of_cause<'a>(cause: &'a Cause, texts: &mut Vec<(String, &'a str)>) {
    texts.push((format!("cause.{}.title", cause.id), &cause.title));
    texts.push((format!("cause.{}.why", cause.id), &cause.why));
    for method in &cause.methods {
        let name = |field| format!("cause.{}.way.{}.{field}", cause.id, method.id);
        texts.push((name("title"), &method.title));
        texts.extend(method.done.iter().map(|done| (name("done"), done.as_str())));
    }
    for step in cause.steps.iter().chain([&cause.confirm]) {
        of_step(step, texts);
    }
}

fn of_step<'a>(step: &'a Step, texts: &mut Vec<(String, &'a str)>) {
    let name = |field: &str| format!("step.{}.{field}", step.id);
    let mut add = |field: &str, text: Option<&'a str>| {
        texts.extend(text.map(|text| (name(field), text)));
    };
    add("title", Some(&step.title));
    // What is done click by click is not told as a whole.
    add("do", step.clicks.is_empty().then_some(&step.action));
    add("see", Some(&step.see));
    add("say", Some(&step.say));
    add("warning", step.warning_customer.as_deref());
    add("undo", step.risk.as_ref().map(|risk| risk.undo.as_str()));
    add("wait", step.wait.as_ref().map(|wait| wait.reason.as_str()));
    if let Some(change) = &step.change {
        add("setting", Some(&change.setting));
        add("before", change.before.as_deref());
        add("after", Some(&change.after));
    }
    for (number, click) in (1..).zip(&step.clicks) {
        let number: usize = number;
        add(&format!("click.{number}"), Some(&click.action));
        add(&format!("note.{number}"), click.note.as_deref());
    }
}
