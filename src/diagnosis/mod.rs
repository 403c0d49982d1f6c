//! Answers and text in; ranked causes with their why, and what to do next, out. Knows `kb` only.
//!
//! ```text
//! reading/         pasted text -> findings, and what its wording sounds like
//! observation.rs   what is known or suggested about the symptoms, and from where
//! belief.rs        what is known -> how likely each cause is, and why
//! contradiction.rs answers that contradict each other
//! method.rs        which way to repair a cause
//! plan/            belief and proof -> what to do next
//! handover.rs      what goes with a ticket that is handed over
//! ```
//!
//! No I/O, no clock, no chance: the same case gives the same diagnosis, to the bit.

mod belief;
mod contradiction;
mod handover;
mod method;
mod observation;
mod plan;
mod reading;

pub use belief::{About, FIXED_BEFORE, Reason};
pub use contradiction::Contradiction;
pub use handover::Handover;
pub use method::method_for;
pub use observation::{
    Answer, AskedQuestion, Because, CauseLikelihood, Grade, Observation, Suggestion, Wording,
};
pub use plan::{
    Next, SCREEN_QUESTION, TooLarge, cost_of_cause, cost_of_following, cost_of_optimum,
    cost_of_search,
};
pub use reading::{
    ErrorStrings, Learned, MOST_BYTES, MeasuredPart, Reading, TextReader, Unread, Unreadable,
    accept,
};

use crate::kb::{CauseId, KnowledgeBase, LinkId, StepId, SymptomId};
use crate::privacy::InternalText;

use belief::Belief;

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
    /// Why nothing could be read in the complaint; `None` if something could, or there is none.
    pub unread: Option<Unread>,
    /// How many users are affected, if a number is known.
    pub affected_users: Option<u64>,
    /// Symptoms of which the customer could not tell, and that the technician looked up in vain.
    pub looked_up: Vec<SymptomId>,
    /// Causes whose fix was carried out and had no effect.
    pub tried: Vec<CauseId>,
    /// Causes whose fix solved earlier tickets of this customer, the latest first.
    pub fixed_before: Vec<CauseId>,
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
    /// The same over what was shown and said alone.
    pub proof: f64,
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
    /// What to hand over with, if that is what to do next.
    pub handover: Option<Handover>,
    /// The best question that is left, if asking is to go on whatever comes next.
    pub keep_asking: Option<SymptomId>,
    /// Answers that contradict each other.
    pub contradiction: Option<Contradiction>,
    /// Pages to check before anything else.
    pub check_first: Vec<LinkId>,
    /// Answers of the knowledge base to what the customer asks.
    pub question_answers: Vec<AskedQuestion>,
    /// The words that tell of a second problem, for a ticket of its own.
    pub second_problem: Option<InternalText>,
    belief: Belief,
}

impl Diagnosis {
    /// Why a cause is as likely as it is: weights that add up to its log-odds.
    pub fn why(&self, cause: &RankedCause) -> Vec<Reason> {
        self.belief.reasons(cause.place)
    }

    /// The causes that are ruled out by what was shown or said about their own symptoms, or by a fix
    /// without effect, in the order of the ranking, each with what speaks most against it. What was
    /// only read rules nothing out.
    pub fn ruled_out(&self, kb: &KnowledgeBase, case: &Case) -> Vec<(&RankedCause, Reason)> {
        let against = |cause| Some((cause, handover::ruled_out(kb, case, cause)?));
        self.causes.iter().filter_map(against).collect()
    }

    /// What to hand a ticket over with now, whatever comes next.
    pub fn handover_now(&self, kb: &KnowledgeBase, case: &Case) -> Handover {
        Handover::of(kb, case, &self.causes, self.not_covered)
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
    let (belief, proof) = (Belief::of(kb, case), Belief::proof(kb, case));
    let mut probabilities = belief.probabilities();
    let not_covered = probabilities.pop().unwrap_or(1.0);
    let proven = proof.probabilities();
    let ranked = kb.causes().iter().zip(probabilities).enumerate();
    let mut causes: Vec<RankedCause> = ranked
        .map(|(place, (cause, probability))| RankedCause {
            id: cause.id.clone(),
            probability,
            proof: proven[place],
            log_odds: belief.log_odds(place),
            place,
        })
        .collect();
    // Stable: causes stand in the order of their ids.
    causes.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let plan = plan::plan(kb, case, &belief, &proof);
    let handover =
        (plan.next == Next::Escalate).then(|| Handover::of(kb, case, &causes, not_covered));
    Diagnosis {
        causes,
        not_covered,
        next: plan.next,
        handover,
        keep_asking: plan.keep_asking,
        contradiction: contradiction::find(kb, &case.observations),
        check_first: check_first(kb, case),
        question_answers: case.questions.clone(),
        second_problem: case.second_problem.clone(),
        belief,
    }
}

/// The pages to check first because of symptoms that are there.
fn check_first(kb: &KnowledgeBase, case: &Case) -> Vec<LinkId> {
    let there = case.observations.iter().filter(|o| o.answer == Answer::Yes);
    let links = there.filter_map(|o| kb.symptom(&o.symptom)).flat_map(|symptom| &symptom.look);
    let mut pages: Vec<LinkId> = Vec::new();
    for link in links {
        if !pages.contains(link) {
            pages.push(link.clone());
        }
    }
    pages
}
