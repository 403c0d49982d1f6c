//! All that planning needs to know: the likely causes with the cost of their fixes, and the
//! questions that tell them apart.

use std::collections::BTreeSet;

use super::cost::cost_of_method;
use crate::diagnosis::Case;
use crate::diagnosis::belief::{Belief, Stated};
use crate::diagnosis::method::method_for;
use crate::diagnosis::observation::{Answer, Observation, report_likelihood};
use crate::kb::{KnowledgeBase, Reliability, Symptom, SymptomId};

/// How many causes are planned for, the most likely first. Keeps a plan as fast with ten thousand
/// causes as with twenty.
const PLANNED_FOR: usize = 24;
/// A fix is never free.
const LEAST_COST: f64 = 0.1;
/// Minutes that asking adds if the text surely states the answer already.
const ASKED_AGAIN: f64 = 2.0;
/// What has at least this share of what leads, leads too.
const LEADERS: f64 = 0.2;
/// Leaders are told apart by an answer that is this much likelier with one than with another.
const PARTED: f64 = 0.2;
/// Of the causes that show an exact string, the one that has more than this share of it is decided by it.
const SHOWN_SHARE: f64 = 0.6;
/// A cause at least this likely, beside the likeliest, is worth questions of its own.
const LEADS: f64 = 0.05;

/// What is believed, what is proven, and what can be done about it.
///
/// Weights have an entry for each cause planned for, then one for the causes beyond these, and last
/// one for what no cause covers. They are probabilities that need not add up to 1.
#[derive(Clone, Debug)]
pub(super) struct Situation {
    /// What is believed on all there is.
    pub(super) weights: Vec<f64>,
    /// The same over what was shown and said alone.
    pub(super) proof: Vec<f64>,
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
    /// What decides whether the cause is the one.
    pub(super) check: Option<Check>,
    /// Whether something shown decides it by itself: no other cause shows it more than rarely.
    pub(super) is_shown: bool,
}

/// What decides whether a cause is the one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Check {
    /// The place of the symptom in the knowledge base.
    pub(super) symptom: usize,
    /// Whether a yes confirms the cause; otherwise a no does.
    pub(super) expects_yes: bool,
    /// Whether it confirms the cause; `None` if it is open.
    pub(super) confirms: Option<bool>,
}

/// One question.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The place of the symptom in the knowledge base.
    pub(super) symptom: usize,
    /// Minutes, with what asking adds.
    pub(super) cost: f64,
    /// The places of the symptoms that cannot be there where this one is.
    pub(super) excludes: Vec<usize>,
    /// The probability of a yes under each entry of the weights.
    pub(super) yes: Vec<f64>,
    /// The same where nothing is suggested.
    pub(super) yes_unsuggested: Vec<f64>,
    /// Whether the customer could not tell, so that the technician is to look it up.
    pub(super) is_look_up: bool,
    /// Whether words suggested its answer, and the fix that it decides on had no effect.
    pub(super) is_in_doubt: bool,
}

impl Situation {
    /// The situation of a case.
    pub(super) fn new(kb: &KnowledgeBase, case: &Case, belief: &Belief, proof: &Belief) -> Self {
        let probabilities = belief.probabilities();
        let planned = most_likely(&probabilities);
        Self {
            weights: planned_weights(&probabilities, &planned),
            proof: planned_weights(&proof.probabilities(), &planned),
            fixes: fixes(kb, case, &planned),
            questions: questions(kb, case, &planned, &probabilities),
            said: case.observations.iter().filter(|o| o.is_said()).count(),
            escalation: kb.numbers().repair.escalation_minutes,
        }
    }

    /// The situation after a question was answered, its probability left in the weights.
    pub(super) fn answered(&self, question: usize, yes: bool) -> Self {
        let mut after = self.clone();
        after.said += 1;
        let asked = after.questions.remove(question);
        let side = |(there, not_there): (Vec<f64>, Vec<f64>)| if yes { there } else { not_there };
        after.weights = side(split(&self.weights, &asked.yes));
        after.proof = side(split(&self.proof, &asked.yes_unsuggested));
        after.questions.retain(|other| !(yes && asked.excludes.contains(&other.symptom)));
        for check in after.fixes.iter_mut().filter_map(|fix| fix.check.as_mut()) {
            if check.symptom == asked.symptom {
                check.confirms = Some(yes == check.expects_yes);
            }
        }
        after
    }

    /// The situation after a fix had no effect, its probability left in the weights.
    pub(super) fn failed(&self, fix: usize) -> Self {
        let mut after = self.clone();
        let Fix { at, works, .. } = after.fixes.remove(fix);
        after.weights[at] *= 1.0 - works;
        after.proof[at] *= 1.0 - works;
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

    /// Whether the answer to a question tells those apart that lead what is believed, what no cause
    /// covers among them.
    pub(super) fn parts_leaders(&self, question: &Question) -> bool {
        let most = self.weights.iter().copied().fold(0.0, f64::max);
        let leads = |weight: f64| weight >= most * LEADERS;
        let led = self.weights.iter().zip(&question.yes).filter(|(weight, _)| leads(**weight));
        let (least, most) = led
            .fold((1.0_f64, 0.0_f64), |(least, most), (_, yes)| (least.min(*yes), most.max(*yes)));
        most - least >= PARTED
    }

    /// The share of a fix's cause in what is believed.
    pub(super) fn believed(&self, fix: &Fix) -> f64 {
        self.weights[fix.at] / self.weights.iter().sum::<f64>()
    }

    /// The share of what no cause covers in what is believed.
    pub(super) fn not_covered(&self) -> f64 {
        self.weights.last().map_or(1.0, |last| last / self.weights.iter().sum::<f64>())
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

/// The probabilities of the causes planned for, of those beyond, and of what no cause covers.
fn planned_weights(probabilities: &[f64], planned: &[usize]) -> Vec<f64> {
    let mut weights: Vec<f64> = planned.iter().map(|&cause| probabilities[cause]).collect();
    let not_covered = probabilities.last().copied().unwrap_or(1.0);
    let beyond = 1.0 - not_covered - weights.iter().sum::<f64>();
    weights.push(beyond.max(0.0));
    weights.push(not_covered);
    weights
}

fn fixes(kb: &KnowledgeBase, case: &Case, planned: &[usize]) -> Vec<Fix> {
    let untried = planned.iter().enumerate().filter(|(_, cause)| {
        // A fix is carried out once; its failure is evidence already.
        !case.tried.contains(&kb.causes()[**cause].id)
    });
    untried
        .map(|(at, &cause)| {
            let of = &kb.causes()[cause];
            let cost = method_for(of, case)
                .map_or(f64::INFINITY, |method| cost_of_method(kb, of, method, &case.done));
            Fix {
                cause,
                at,
                cost: cost.max(LEAST_COST),
                works: kb.fix_works(of),
                check: check(kb, case, cause),
                is_shown: is_shown(kb, case, cause),
            }
        })
        .collect()
}

/// The check of a cause: the one it names, else the symptom by which it stands out most.
fn check(kb: &KnowledgeBase, case: &Case, cause: usize) -> Option<Check> {
    let of = &kb.causes()[cause];
    let stands_out =
        |symptom: &SymptomId, how: Reliability| kb.probability(how) / kb.otherwise(symptom);
    let telling = of.shows.iter().filter(|shows| shows.how <= Reliability::Usually);
    let most_telling = || {
        telling
            .max_by(|a, b| stands_out(&a.symptom, a.how).total_cmp(&stands_out(&b.symptom, b.how)))
    };
    let symptom = of.check.as_ref().or_else(|| Some(&most_telling()?.symptom))?;
    let expects_yes = kb.reliability(of, symptom) <= Reliability::Often;
    let known = case.observations.iter().find(|o| o.symptom == *symptom && o.is_answer());
    let confirms = known.map(|known| (known.answer == Answer::Yes) == expects_yes);
    Some(Check { symptom: kb.place_of_symptom(symptom)?, expects_yes, confirms })
}

/// Whether something shown decides for a cause by itself: of all that shows it more than rarely, the
/// cause has most by far.
fn is_shown(kb: &KnowledgeBase, case: &Case, cause: usize) -> bool {
    let common = kb.commonness();
    let decides = |observation: &Observation| {
        let shown_by = kb.shown_by(&observation.symptom).iter();
        let often = shown_by.filter(|(_, how)| *how < Reliability::Rarely);
        let weight = |&(other, how): &(usize, Reliability)| common[other] * kb.probability(how);
        let (mut own, mut all) = (0.0, 0.0);
        for shows in often {
            all += weight(shows);
            if shows.0 == cause {
                own = weight(shows);
            }
        }
        observation.is_shown() && observation.answer == Answer::Yes && own > SHOWN_SHARE * all
    };
    case.observations.iter().any(decides)
}

/// The questions that are open and tell leading causes apart, in the order of the knowledge base.
fn questions(
    kb: &KnowledgeBase,
    case: &Case,
    planned: &[usize],
    probabilities: &[f64],
) -> Vec<Question> {
    let known = known(kb, case);
    let most = planned.iter().map(|&cause| probabilities[cause]).fold(0.0, f64::max);
    let mut symptoms: BTreeSet<usize> = BTreeSet::new();
    for &cause in planned.iter().filter(|&&cause| probabilities[cause] >= LEADS * most) {
        let of = &kb.causes()[cause];
        let asked = of.shows.iter().map(|shows| &shows.symptom).chain(&of.check);
        symptoms.extend(asked.filter_map(|symptom| kb.place_of_symptom(symptom)));
    }
    // What words suggested of a check whose fix had no effect is asked, whatever leads now.
    let tried = case.tried.iter().filter_map(|tried| kb.cause(tried)?.check.as_ref());
    let suggested = |check: &&SymptomId| case.suggestions.iter().any(|it| it.symptom == **check);
    let doubted: Vec<usize> =
        tried.filter(suggested).filter_map(|check| kb.place_of_symptom(check)).collect();
    symptoms.extend(&doubted);
    let open = symptoms.into_iter().map(|at| (at, &kb.symptoms()[at]));
    let open = open.filter(|(_, symptom)| !known.contains(&symptom.id));
    open.map(|(at, symptom)| Question {
        is_in_doubt: doubted.contains(&at),
        ..question(kb, case, planned, at, symptom)
    })
    .collect()
}

fn question(
    kb: &KnowledgeBase,
    case: &Case,
    planned: &[usize],
    at: usize,
    symptom: &Symptom,
) -> Question {
    let says_yes = |is_there| report_likelihood(is_there, kb.numbers().answers.ratio);
    let mut yes_unsuggested = vec![says_yes(kb.otherwise(&symptom.id)); planned.len() + 2];
    for &(cause, how) in kb.shown_by(&symptom.id) {
        if let Ok(at) = planned.binary_search(&cause) {
            yes_unsuggested[at] = says_yes(kb.probability(how));
        }
    }
    let suggestion = case.suggestions.iter().find(|it| it.symptom == symptom.id);
    let suggested = suggestion.and_then(|it| Some((it, Stated::of(kb, case, it)?)));
    let mut yes = yes_unsuggested.clone();
    if let Some((suggestion, stated)) = &suggested {
        let not_covered = kb.causes().len();
        let places = planned.iter().copied().chain([not_covered, not_covered]);
        for (yes, place) in yes.iter_mut().zip(places) {
            *yes = match suggestion.answer {
                Answer::No => 1.0 - stated.confirmed(place, 1.0 - *yes),
                _ => stated.confirmed(place, *yes),
            };
        }
    }
    // Nobody likes to be asked what they have just written.
    let again = suggestion.map_or(0.0, |it| it.probability * ASKED_AGAIN);
    Question {
        symptom: at,
        cost: symptom.minutes + kb.numbers().repair.question_minutes + again,
        excludes: symptom.excludes.iter().filter_map(|id| kb.place_of_symptom(id)).collect(),
        yes,
        yes_unsuggested,
        is_look_up: case.observations.iter().any(|o| o.symptom == symptom.id),
        is_in_doubt: false,
    }
}

/// The symptoms that need no question: answered, put off, or excluded by one that is there. What a
/// customer could not tell stays open where the technician can look it up and has not yet. What is
/// only suggested stays open, too.
fn known(kb: &KnowledgeBase, case: &Case) -> BTreeSet<SymptomId> {
    let mut known: BTreeSet<SymptomId> = case.put_off.iter().cloned().collect();
    for observation in &case.observations {
        let Some(symptom) = kb.symptom(&observation.symptom) else { continue };
        let can_look_up = !symptom.places.is_empty() && !case.looked_up.contains(&symptom.id);
        if observation.is_answer() || !can_look_up {
            known.insert(symptom.id.clone());
        }
        if observation.answer == Answer::Yes {
            known.extend(symptom.excludes.iter().cloned());
        }
    }
    known
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
