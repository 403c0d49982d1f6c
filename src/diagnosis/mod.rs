//! Answers and text in; ranked causes with their why, and what to do next, out. Knows `kb` only.
//!
//! ```text
//! reading/         pasted text -> findings, and what its wording sounds like
//! observation.rs   what is known about the symptoms, and from where
//! belief.rs        what is known -> how likely each cause is, and why
//! contradiction.rs answers that hardly go together
//! plan/            belief -> what to do next
//! ```
//!
//! No I/O, no clock, no chance: the same case gives the same diagnosis, to the bit.

mod belief;
mod contradiction;
mod observation;
mod plan;
mod reading;

pub use belief::{About, Reason};
pub use contradiction::Contradiction;
pub use observation::{
    Answer, AskedQuestion, Because, CauseLikelihood, Grade, Observation, Suggestion, Wording,
};
pub use plan::{Next, TooLarge, cost_of_cause, cost_of_following, cost_of_optimum};
pub use reading::{ErrorStrings, MOST_BYTES, Reading, TextReader, Unreadable, accept};

use crate::kb::{CauseId, KnowledgeBase, LinkId, StepId, SymptomId};
use crate::privacy::InternalText;

use belief::Belief;

/// A reason at most this, in natural log-odds, rules a cause out: it is five times less likely.
const RULED_OUT: f64 = -1.6;

/// A cause more likely than this is not ruled out, whatever speaks against it.
const UNLIKELY: f64 = 0.02;

/// What came of the open question "What does the screen say, word for word?".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// It was not asked.
    #[default]
    NotAsked,
    /// It was asked; what was said of it stands among the observations.
    Asked,
}

/// Everything a diagnosis starts from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// What was shown or said, at most one observation a symptom.
    pub observations: Vec<Observation>,
    /// What words seem to say, at most one suggestion a symptom, and none of a symptom that was
    /// shown or said.
    pub suggestions: Vec<Suggestion>,
    /// What the complaint as a whole suggests.
    pub wording: Option<Wording>,
    /// What the screen says, word for word, as far as it was asked for.
    pub screen: Screen,
    /// What the customer asks instead of reporting it.
    pub questions: Vec<AskedQuestion>,
    /// The words that tell of a second problem.
    pub second_problem: Option<InternalText>,
    /// How many users are affected, if a number is known.
    pub affected_users: Option<u64>,
    /// Symptoms of which the customer could not tell, and that the technician looked up in vain.
    pub looked_up: Vec<SymptomId>,
    /// Causes whose fix was carried out and had no effect.
    pub tried: Vec<CauseId>,
    /// Steps that were done.
    pub done: Vec<StepId>,
    /// Symptoms not to ask about now.
    pub put_off: Vec<SymptomId>,
}

/// One cause with its probability.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedCause {
    /// The cause.
    pub id: CauseId,
    /// From 0 to 1; with the share not covered they add up to 1.
    pub probability: f64,
    /// The natural logarithm of its odds.
    pub log_odds: f64,
    /// Its place in the knowledge base.
    place: usize,
}

/// What is believed, and what to do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// All causes, most likely first, equal ones by id.
    pub causes: Vec<RankedCause>,
    /// The probability that no cause covers this.
    pub not_covered: f64,
    /// What to do next.
    pub next: Next,
    /// Answers that hardly go together.
    pub contradiction: Option<Contradiction>,
    /// Pages worth a look before anything else.
    pub look: Vec<LinkId>,
    belief: Belief,
}

impl Diagnosis {
    /// Why a cause is as likely as it is: weights that add up to its log-odds.
    pub fn why(&self, cause: &RankedCause) -> Vec<Reason> {
        self.belief.reasons(cause.place)
    }

    /// The causes that something said, or a fix without effect, speaks strongly against, in the order
    /// of the ranking, each with what speaks against it. What was only read rules nothing out.
    pub fn ruled_out(&self, case: &Case) -> Vec<(&RankedCause, Reason)> {
        let is_said = |symptom: &SymptomId| {
            case.observations.iter().any(|o| o.symptom == *symptom && o.is_said())
        };
        let against = |cause: &RankedCause| {
            let mut reasons = self.why(cause);
            reasons.retain(|reason| match &reason.about {
                About::Answer(symptom, _) => is_said(symptom),
                About::Tried(tried) => *tried == cause.id,
                About::Commonness | About::Wording | About::Suggestion(..) => false,
            });
            let strongest = reasons.into_iter().min_by(|a, b| a.weight.total_cmp(&b.weight))?;
            (strongest.weight <= RULED_OUT && cause.probability < UNLIKELY).then_some(strongest)
        };
        self.causes.iter().filter_map(|cause| Some((cause, against(cause)?))).collect()
    }

    /// The fixes, by their place in the knowledge base, that pay without a further question: by
    /// probability over cost, cut where handing over is cheaper.
    pub fn fixes_in_order(&self, kb: &KnowledgeBase) -> Vec<usize> {
        plan::fixes_in_order(kb, &self.belief)
    }

    /// Whether it is likelier that no cause covers this than that the first one does.
    pub fn is_not_covered(&self) -> bool {
        self.causes.first().is_none_or(|first| first.probability < self.not_covered)
    }
}

/// Ranks the causes and chooses what to do next.
pub fn diagnose(kb: &KnowledgeBase, case: &Case) -> Diagnosis {
    let belief = Belief::of(kb, case);
    let mut probabilities = belief.probabilities();
    let not_covered = probabilities.pop().unwrap_or(1.0);
    let ranked = kb.causes().iter().zip(probabilities).enumerate();
    let mut causes: Vec<RankedCause> = ranked
        .map(|(place, (cause, probability))| RankedCause {
            id: cause.id.clone(),
            probability,
            log_odds: belief.log_odds(place),
            place,
        })
        .collect();
    // Stable: causes stand in the order of their ids.
    causes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    Diagnosis {
        causes,
        not_covered,
        next: plan::next(kb, case, &belief),
        contradiction: contradiction::find(kb, &case.observations),
        look: look(kb, case),
        belief,
    }
}

/// The pages that symptoms which are there make worth a look.
fn look(kb: &KnowledgeBase, case: &Case) -> Vec<LinkId> {
    let there = case.observations.iter().filter(|o| o.answer == Answer::Yes);
    let mut look: Vec<LinkId> = Vec::new();
    for symptom in there.filter_map(|o| kb.symptom(&o.symptom)) {
        look.extend(
            symptom.look.iter().filter(|link| !look.contains(link)).cloned().collect::<Vec<_>>(),
        );
    }
    look
}
