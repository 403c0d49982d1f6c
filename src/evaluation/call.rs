//! One simulated call: a customer with a fault, and a technician who follows the advice or an order.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;

use crate::diagnosis::{Answer, Because, Case, Next, Observation, Screen, cost_of_cause, diagnose};
use crate::kb::{KnowledgeBase, Reliability, Symptom, SymptomId};
use crate::privacy::InternalText;

/// Minutes it takes to have the words on the screen read out.
const SCREEN_MINUTES: f64 = 1.0;

/// How a simulated customer answers; shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AnswerNoise {
    /// How many answers are wrong.
    pub(super) wrong: f64,
    /// How many questions the customer cannot tell.
    pub(super) cannot_tell: f64,
}

/// A fault with everything that follows from it, drawn before anybody asks, so that each way of
/// repair meets the same customer.
pub(super) struct Fault {
    /// Its place in the knowledge base; nothing where no cause covers it.
    pub(super) cause: Option<usize>,
    answers: BTreeMap<SymptomId, Answer>,
    /// The symptoms that are there, whatever the customer says.
    there: BTreeSet<SymptomId>,
    /// What the customer calls about, where it can be named.
    pub(super) reported: Option<SymptomId>,
    fix_works: bool,
}

/// Whether a customer notices and names a symptom by itself: it needs no look into a console and is
/// not commonplace.
fn is_noticed(symptom: &Symptom) -> bool {
    symptom.minutes <= 1.0 && symptom.otherwise >= Reliability::Rarely
}

/// What a call cost.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Minutes of the technician's time.
    pub(super) minutes: f64,
    /// Questions asked.
    pub(super) questions: usize,
}

impl Fault {
    /// Draws a fault as common as the knowledge base says.
    pub(super) fn draw(kb: &KnowledgeBase, noise: AnswerNoise, chance: &mut Rng) -> Self {
        let weights = kb.commonness();
        let mut left = chance.f64() * weights.iter().sum::<f64>();
        let drawn = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        let cause = drawn.filter(|&at| at < kb.causes().len());
        Self::of(kb, cause, noise, chance)
    }

    /// Draws what follows from a fault.
    pub(super) fn of(
        kb: &KnowledgeBase,
        cause: Option<usize>,
        noise: AnswerNoise,
        chance: &mut Rng,
    ) -> Self {
        let mut answers = BTreeMap::new();
        let mut there = BTreeSet::new();
        let mut noticed = Vec::new();
        for symptom in kb.symptoms() {
            let shown = kb.shown_by(&symptom.id).iter().find(|(by, _)| Some(*by) == cause);
            let yes = shown.map_or(kb.otherwise(&symptom.id), |(_, how)| kb.probability(*how));
            let is_there = chance.f64() < yes;
            if is_there {
                there.insert(symptom.id.clone());
            }
            if is_there && is_noticed(symptom) {
                noticed.push(symptom.id.clone());
            }
            let says_so = is_there != (chance.f64() < noise.wrong);
            let answer = if says_so { Answer::Yes } else { Answer::No };
            let cannot_tell = chance.f64() < noise.cannot_tell;
            let answer = if cannot_tell { Answer::CantTell } else { answer };
            answers.insert(symptom.id.clone(), answer);
        }
        let reported = chance.choice(noticed);
        let works = cause.map_or(0.0, |cause| kb.fix_works(&kb.causes()[cause]));
        Self { cause, answers, there, reported, fix_works: chance.f64() < works }
    }

    /// The same fault of a customer who does not say what the call is about.
    pub(super) fn unsaid(self) -> Self {
        Self { reported: None, ..self }
    }

    /// What is known when the call begins.
    pub(super) fn case(&self) -> Case {
        let reported = self.reported.clone().map(|symptom| Observation::said(symptom, Answer::Yes));
        Case { observations: reported.into_iter().collect(), ..Case::default() }
    }

    /// What it costs to follow the advice of a knowledge base, which may be wrong about the fault.
    pub(super) fn follow(&self, kb: &KnowledgeBase, advice: &KnowledgeBase) -> Cost {
        let mut case = self.case();
        let mut cost = Cost::default();
        let numbers = &kb.numbers().repair;
        let nothing_known = Case::default();
        loop {
            match diagnose(advice, &case).next {
                Next::Ask { symptom, look_up, .. } => {
                    let minutes = kb.symptom(&symptom).map_or(0.0, |symptom| symptom.minutes);
                    cost.minutes += minutes + numbers.question_minutes;
                    cost.questions += 1;
                    case.observations.retain(|o| o.symptom != symptom);
                    let answer = self.answer(&symptom, look_up);
                    case.observations.push(Observation::said(symptom, answer));
                }
                Next::AskScreen => {
                    cost.minutes += SCREEN_MINUTES + numbers.question_minutes;
                    cost.questions += 1;
                    case.screen = Screen::Asked;
                    self.read_screen(kb, &mut case);
                }
                Next::Try { cause, .. } => {
                    let at = kb.place_of_cause(&cause);
                    cost.minutes +=
                        at.map_or(0.0, |at| cost_of_cause(kb, &kb.causes()[at], &nothing_known));
                    if at == self.cause && self.fix_works {
                        return cost;
                    }
                    case.tried.push(cause);
                }
                Next::Escalate => {
                    cost.minutes += numbers.escalation_minutes;
                    return cost;
                }
            }
        }
    }

    /// What is answered: by the customer, or in a console that shows what is so.
    fn answer(&self, symptom: &SymptomId, look_up: bool) -> Answer {
        if look_up {
            return if self.there.contains(symptom) { Answer::Yes } else { Answer::No };
        }
        self.answers.get(symptom).copied().unwrap_or(Answer::CantTell)
    }

    /// The exact strings of the errors that are there: the screen shows them.
    fn read_screen(&self, kb: &KnowledgeBase, case: &mut Case) {
        for symptom in kb.symptoms().iter().filter(|it| self.there.contains(&it.id)) {
            let Some(error) = symptom.errors.first() else { continue };
            let quote = InternalText::from(error.text.as_str());
            let because = Because::InText { quote, meaning: error.meaning.clone() };
            case.observations.retain(|o| o.symptom != symptom.id);
            let symptom = symptom.id.clone();
            case.observations.push(Observation { symptom, answer: Answer::Yes, because });
        }
    }

    /// What it costs to carry out some fixes in order without a question, and then to hand over.
    pub(super) fn go_through(&self, kb: &KnowledgeBase, order: &[usize]) -> Cost {
        let mut cost = Cost::default();
        for &cause in order {
            cost.minutes += cost_of_cause(kb, &kb.causes()[cause], &Case::default());
            if Some(cause) == self.cause && self.fix_works {
                return cost;
            }
        }
        cost.minutes += kb.numbers().repair.escalation_minutes;
        cost
    }

    /// What it costs where the fault is known: its fix, unless handing over is cheaper.
    pub(super) fn known(&self, kb: &KnowledgeBase) -> Cost {
        let hand_over = kb.numbers().repair.escalation_minutes;
        let pays = |&cause: &usize| {
            let of = &kb.causes()[cause];
            cost_of_cause(kb, of, &Case::default()) < kb.fix_works(of) * hand_over
        };
        let order: Vec<usize> = self.cause.filter(pays).into_iter().collect();
        self.go_through(kb, &order)
    }
}
