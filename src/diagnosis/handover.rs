//! What goes with a ticket that is handed over: to whom, what was ruled out by what, and what must
//! not be done meanwhile.

use super::belief::{About, Reason};
use super::observation::{Answer, Observation};
use super::{Case, RankedCause};
use crate::kb::{Cause, CauseId, KnowledgeBase};

/// Own evidence at most this, in natural logarithms, rules a cause out: it is five times less
/// likely for it.
const RULED_OUT: f64 = -1.6;

/// A cause with more of what is proven than this is not ruled out, whatever speaks against it.
const UNLIKELY: f64 = 0.02;

/// A cause from this probability on may still be the one: what it forbids holds.
const MAY_BE: f64 = 0.05;

/// What to hand over with.
#[derive(Clone, Debug, PartialEq)]
pub struct Handover {
    /// To whom.
    pub to: String,
    /// The causes that were ruled out, each with what speaks most against it.
    pub because: Vec<(CauseId, Reason)>,
    /// What must not be done meanwhile.
    pub do_not: Vec<String>,
}

impl Handover {
    /// What goes with a case whose ranking is known.
    pub(super) fn of(
        kb: &KnowledgeBase,
        case: &Case,
        causes: &[RankedCause],
        not_covered: f64,
    ) -> Self {
        let advice = kb.model().handover.as_ref();
        let first = causes.first().filter(|first| first.probability > not_covered);
        let first = first.and_then(|first| kb.cause(&first.id));
        let to = first.map(|cause| &cause.escalate.to).or(advice.map(|advice| &advice.to));
        let because = causes
            .iter()
            .filter_map(|ranked| Some((ranked.id.clone(), ruled_out(kb, case, ranked)?)));
        let mut do_not: Vec<String> = advice.map_or(Vec::new(), |advice| advice.do_not.clone());
        let may_be = causes.iter().filter(|ranked| ranked.probability >= MAY_BE);
        for text in may_be.filter_map(|ranked| kb.cause(&ranked.id)).flat_map(|it| &it.do_not) {
            if !do_not.contains(text) {
                do_not.push(text.clone());
            }
        }
        Self { to: to.cloned().unwrap_or_default(), because: because.collect(), do_not }
    }
}

/// What rules a cause out, if something does: a fix without effect, or something shown or said about
/// a symptom that the cause itself names. That another cause is likelier rules nothing out.
pub(super) fn ruled_out(kb: &KnowledgeBase, case: &Case, ranked: &RankedCause) -> Option<Reason> {
    if ranked.proof >= UNLIKELY {
        return None;
    }
    let cause = kb.cause(&ranked.id)?;
    if case.tried.contains(&cause.id) {
        let weight = (1.0 - kb.fix_works(cause)).ln();
        return Some(Reason { about: About::Tried(cause.id.clone()), weight });
    }
    let against = case.observations.iter().filter_map(|observation| {
        let weight = own_weight(kb, cause, observation)?;
        let about = About::Answer(observation.symptom.clone(), observation.answer);
        Some(Reason { about, weight })
    });
    let strongest = against.min_by(|a, b| a.weight.total_cmp(&b.weight))?;
    (strongest.weight <= RULED_OUT).then_some(strongest)
}

/// How much likelier an observation is with a cause that names its symptom than otherwise, as a
/// natural logarithm.
fn own_weight(kb: &KnowledgeBase, cause: &Cause, observation: &Observation) -> Option<f64> {
    if observation.answer == Answer::CantTell {
        return None;
    }
    let shows = cause.shows.iter().find(|shows| shows.symptom == observation.symptom)?;
    let own = observation.likelihood(kb, kb.probability(shows.how))?;
    let otherwise = observation.likelihood(kb, kb.otherwise(&observation.symptom))?;
    Some((own / otherwise).ln())
}
