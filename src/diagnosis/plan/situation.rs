//! All that planning needs to know: the likely causes with the cost of their fixes, and the
//! questions that tell them apart.

use std::collections::BTreeSet;

use crate::diagnosis::Case;
use crate::diagnosis::observation::{Answer, Observation, report_likelihood};
use crate::kb::{Cause, KnowledgeBase, Repair, RiskLevel, StepId, SymptomId};

/// How many causes are planned for, the most likely first; the others count as not covered. Keeps a
/// plan as fast with ten thousand causes as with twenty.
const PLANNED_FOR: usize = 24;
/// A fix is never free.
const LEAST_COST: f64 = 0.1;

/// What is believed, and what can be done about it.
#[derive(Clone, Debug)]
pub(super) struct Situation {
    /// Probabilities of the causes planned for, and last of everything else.
    pub(super) weights: Vec<f64>,
    /// The fixes that were not tried yet, of the causes at these places in `weights`.
    pub(super) fixes: Vec<Fix>,
    /// The questions that are open.
    pub(super) questions: Vec<Question>,
    /// What handing over costs.
    pub(super) escalation: f64,
    /// How many answers were given.
    pub(super) said: usize,
}

/// The fix of one cause.
#[derive(Clone, Debug)]
pub(super) struct Fix {
    /// The place of the cause in the knowledge base.
    pub(super) cause: usize,
    /// The place of the cause in the weights.
    pub(super) at: usize,
    /// Minutes, with what its risks add; above 0.
    pub(super) cost: f64,
    /// How often it works where its cause is right, from 0 to 1.
    pub(super) works: f64,
}

/// One question.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The place of the symptom in the knowledge base.
    pub(super) symptom: usize,
    /// Minutes, with what asking adds.
    pub(super) cost: f64,
    /// Whether it tells how far the problem reaches, and nothing is known of that yet.
    pub(super) scope: bool,
    /// The places of the symptoms that cannot be there where this one is.
    pub(super) excludes: Vec<usize>,
    /// The probability of a yes under each of the causes planned for, and last under anything else.
    pub(super) yes: Vec<f64>,
}

impl Situation {
    /// The situation of a case; `probabilities` are those of all causes, and last of none of them.
    pub(super) fn new(kb: &KnowledgeBase, case: &Case, probabilities: &[f64]) -> Self {
        let planned = most_likely(probabilities);
        let mut weights: Vec<f64> = planned.iter().map(|&cause| probabilities[cause]).collect();
        // What is left: not covered, and the causes that are too unlikely to plan for.
        let mut is_planned = vec![false; probabilities.len()];
        for &cause in &planned {
            is_planned[cause] = true;
        }
        let rest = probabilities.iter().zip(&is_planned).filter(|(_, planned)| !**planned);
        weights.push(rest.map(|(p, _)| p).sum());
        Self {
            fixes: fixes(kb, case, &planned),
            questions: questions(kb, case, &planned),
            said: case.observations.iter().filter(|o| o.is_said()).count(),
            escalation: kb.numbers().repair.escalation_minutes,
            weights,
        }
    }

    /// The situation after a question was answered, its probability left in the weights.
    pub(super) fn answered(&self, question: usize, yes: bool) -> Self {
        let mut after = self.clone();
        after.said += 1;
        let asked = after.questions.remove(question);
        let (there, not_there) = split(&self.weights, &asked.yes);
        after.weights = if yes { there } else { not_there };
        after.questions.retain(|other| !(yes && asked.excludes.contains(&other.symptom)));
        for other in &mut after.questions {
            other.scope &= !asked.scope;
        }
        after
    }

    /// The share of the entropy that an answer is expected to take away.
    pub(super) fn settles(&self, question: &Question) -> f64 {
        let (there, not_there) = split(&self.weights, &question.yes);
        let open = entropy(&self.weights);
        if open <= 0.0 {
            return 0.0;
        }
        (1.0 - (entropy(&there) + entropy(&not_there)) / open).clamp(0.0, 1.0)
    }
}

/// The causes to plan for, in the order of the knowledge base.
fn most_likely(probabilities: &[f64]) -> Vec<usize> {
    let mut causes: Vec<usize> = (0..probabilities.len().saturating_sub(1)).collect();
    if causes.len() > PLANNED_FOR {
        let likelier =
            |a: &usize, b: &usize| probabilities[*b].total_cmp(&probabilities[*a]).then(a.cmp(b));
        causes.select_nth_unstable_by(PLANNED_FOR - 1, likelier);
        causes.truncate(PLANNED_FOR);
        causes.sort_unstable();
    }
    causes
}

fn fixes(kb: &KnowledgeBase, case: &Case, planned: &[usize]) -> Vec<Fix> {
    let untried = planned.iter().enumerate().filter(|(_, cause)| {
        // A fix is carried out once; its failure is evidence already.
        !case.tried.contains(&kb.causes()[**cause].id)
    });
    untried
        .map(|(at, &cause)| {
            let of = &kb.causes()[cause];
            Fix {
                cause,
                at,
                cost: cost_of_cause(kb, of, &case.done).max(LEAST_COST),
                works: kb.fix_works(of),
            }
        })
        .collect()
}

fn questions(kb: &KnowledgeBase, case: &Case, planned: &[usize]) -> Vec<Question> {
    let known = known(kb, case);
    let scope_is_known = |o: &Observation| {
        o.is_answer() && kb.symptom(&o.symptom).is_some_and(|symptom| symptom.scope)
    };
    let scope_is_open = !case.observations.iter().any(scope_is_known);
    // In the order of the knowledge base, whatever causes they come from.
    let mut symptoms: BTreeSet<usize> = BTreeSet::new();
    for &cause in planned {
        let shown = kb.causes()[cause].shows.iter();
        symptoms.extend(shown.filter_map(|shows| kb.place_of_symptom(&shows.symptom)));
    }
    let open = symptoms.into_iter().filter(|&at| !known.contains(&kb.symptoms()[at].id));
    open.map(|at| {
        let symptom = &kb.symptoms()[at];
        let says_yes = |is_there| report_likelihood(is_there, kb.numbers().answers.ratio);
        let mut yes = vec![says_yes(kb.otherwise(&symptom.id)); planned.len() + 1];
        for &(cause, how) in kb.shown_by(&symptom.id) {
            if let Ok(at) = planned.binary_search(&cause) {
                yes[at] = says_yes(kb.probability(how));
            }
        }
        let excludes = symptom.excludes.iter().filter_map(|id| kb.place_of_symptom(id)).collect();
        let cost = symptom.minutes + kb.numbers().repair.question_minutes;
        Question { symptom: at, cost, scope: symptom.scope && scope_is_open, excludes, yes }
    })
    .collect()
}

/// The symptoms that need no question: answered, put off, or excluded by one that is there.
fn known(kb: &KnowledgeBase, case: &Case) -> BTreeSet<SymptomId> {
    let mut known: BTreeSet<SymptomId> = case.put_off.iter().cloned().collect();
    for observation in &case.observations {
        known.insert(observation.symptom.clone());
        let symptom = kb.symptom(&observation.symptom);
        if let (Answer::Yes, Some(symptom)) = (observation.answer, symptom) {
            known.extend(symptom.excludes.iter().cloned());
        }
    }
    known
}

/// The minutes of a cause's first way with what its risks add, less the steps that were done for
/// another cause and need to be done only once.
pub fn cost_of_cause(kb: &KnowledgeBase, cause: &Cause, done: &[StepId]) -> f64 {
    let Some(method) = cause.method(None) else { return f64::INFINITY };
    let mut steps = kb.steps_of(cause, method);
    steps.retain(|step| !(step.once && done.contains(&step.id)));
    let risk = steps.iter().filter_map(|step| step.risk.as_ref()).map(|risk| risk.level).max();
    let minutes: f64 = steps.iter().map(|step| step.minutes).sum();
    minutes + risk.map_or(0.0, |level| risk_minutes(&kb.numbers().repair, level))
}

fn risk_minutes(repair: &Repair, level: RiskLevel) -> f64 {
    match level {
        RiskLevel::Low => repair.low_risk_minutes,
        RiskLevel::Medium => repair.medium_risk_minutes,
        RiskLevel::High => repair.high_risk_minutes,
    }
}

/// Weights that go on after a yes and after a no.
pub(super) fn split(weights: &[f64], yes: &[f64]) -> (Vec<f64>, Vec<f64>) {
    weights.iter().zip(yes).map(|(w, p)| (w * p, w * (1.0 - p))).unzip()
}

/// The entropy of weights that add up to `m`, times `m`, in nats.
pub(super) fn entropy(weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    weights.iter().filter(|&&w| w > 0.0).map(|&w| -w * (w / total).ln()).sum()
}
