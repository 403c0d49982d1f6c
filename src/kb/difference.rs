//! What one knowledge base says otherwise than another.

use std::collections::BTreeMap;

use super::{CauseId, KnowledgeBase, Link, LinkId, Step, StepId, SymptomId};

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A cause: its title, why it happens, its ways and what it shows.
    Cause(CauseId),
    /// A step.
    Step(StepId),
    /// A symptom.
    Symptom(SymptomId),
    /// A link.
    Link(LinkId),
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// Its name, as the newer knowledge base has it.
    pub name: String,
    /// What the older one says; nothing where it has no such thing.
    pub before: Option<String>,
    /// What the newer one says; nothing where it has no such thing any more.
    pub after: Option<String>,
}

/// Something that may differ: its name, what is told of it, and all of it for comparison.
struct Thing {
    name: String,
    told: String,
    all: String,
}

/// What the newer knowledge base says otherwise: causes, then steps, symptoms and links.
pub fn difference(older: &KnowledgeBase, newer: &KnowledgeBase) -> Vec<Change> {
    let (mut before, after) = (things(older), things(newer));
    let mut changes: Vec<Change> = Vec::new();
    for (subject, thing) in after {
        let was = before.remove(&subject);
        if was.as_ref().is_none_or(|was| was.all != thing.all) {
            let before = was.map(|was| was.told);
            changes.push(Change { subject, name: thing.name, before, after: Some(thing.told) });
        }
    }
    let gone = before.into_iter().map(|(subject, was)| Change {
        subject,
        name: was.name,
        before: Some(was.told),
        after: None,
    });
    changes.extend(gone);
    changes.sort_by(|a, b| a.subject.cmp(&b.subject));
    changes
}

fn things(kb: &KnowledgeBase) -> BTreeMap<Subject, Thing> {
    let mut things = BTreeMap::new();
    for cause in kb.causes() {
        // Its steps are told for themselves.
        let mut bare = cause.clone();
        bare.steps.clear();
        let told = cause.why.clone();
        let all = format!("{bare:?}");
        let thing = Thing { name: cause.title.clone(), told, all };
        things.insert(Subject::Cause(cause.id.clone()), thing);
        for step in cause.steps.iter().chain([&cause.confirm]) {
            things.insert(Subject::Step(step.id.clone()), step_thing(step));
        }
    }
    for step in &kb.model().shared_steps {
        things.insert(Subject::Step(step.id.clone()), step_thing(step));
    }
    for symptom in kb.symptoms() {
        let (name, told) = (symptom.statement.clone(), symptom.question.clone());
        let thing = Thing { name, told, all: format!("{symptom:?}") };
        things.insert(Subject::Symptom(symptom.id.clone()), thing);
    }
    for link in &kb.model().links {
        things.insert(Subject::Link(link.id.clone()), link_thing(link));
    }
    things
}

fn step_thing(step: &Step) -> Thing {
    Thing { name: step.title.clone(), told: step.action.clone(), all: format!("{step:?}") }
}

fn link_thing(link: &Link) -> Thing {
    let address = link.address.as_deref().unwrap_or("no published address");
    let told = format!("{} ({address})", link.breadcrumb.join(" > "));
    Thing { name: link.breadcrumb.join(" > "), told, all: format!("{link:?}") }
}
