//! Played calls: callers as data, played against the real planner. They measure the product, where
//! simulated calls measure the planner on its own model.

use crate::readers::reader_of;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diagnosis::{
    Answer, Case, Next, Observation, Reading, SCREEN_QUESTION, Screen, TextReader, diagnose,
};
use crate::kb::{CauseId, KnowledgeBase, MethodId, SymptomId};

/// After so many moves a call is given up: the advice goes round in circles.
const MOST_MOVES: usize = 60;

/// What would do harm in a call.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MustNot {
    /// Causes whose fix must not be proposed.
    pub causes: Vec<String>,
    /// Ways that must not be proposed.
    pub methods: Vec<String>,
    /// Steps that must not be on a way that is proposed.
    pub steps: Vec<String>,
}

/// A caller as data: one line of a file of calls.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlayedCall {
    /// Its name in reports.
    pub id: String,
    /// Who wrote it.
    #[serde(default)]
    pub source: String,
    /// How the ticket opens.
    pub opening: String,
    /// What the screen says, word for word; `None` if the caller cannot tell.
    #[serde(default)]
    pub screen: Option<String>,
    /// What the caller, or the technician in a console, finds; everything else cannot be told.
    pub answers: BTreeMap<SymptomId, Answer>,
    /// Symptoms that the caller is mistaken about.
    #[serde(default)]
    pub wrong: Vec<SymptomId>,
    /// The true cause, or `out-of-scope`.
    pub cause: String,
    /// Further causes that count as right.
    #[serde(default)]
    pub accept: Vec<String>,
    /// What would do harm.
    #[serde(default)]
    pub must_not: MustNot,
}

/// One move of a call.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// A question was asked and answered.
    Ask {
        /// The symptom.
        symptom: SymptomId,
        /// The answer.
        answer: Answer,
        /// Whether the opening had suggested this answer, and no fix depends on it.
        already_answered: bool,
        /// Whether the opening had suggested this answer, which is confirmed because it decides a fix.
        confirms: bool,
        /// Whether the technician looked it up because the caller could not tell.
        look_up: bool,
    },
    /// What the screen says was asked.
    AskScreen {
        /// What it says.
        text: Option<String>,
    },
    /// A fix was proposed.
    Try {
        /// Its cause.
        cause: CauseId,
        /// The way.
        method: MethodId,
        /// Whether it was offered as unconfirmed.
        unconfirmed: bool,
        /// Whether its cause is right.
        right: bool,
        /// Whether it would do harm.
        harmful: bool,
    },
    /// The ticket was handed over.
    HandOver,
}

/// How one call went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Course {
    /// The call.
    pub id: String,
    /// Who wrote it.
    pub source: String,
    /// Its true cause, or `out-of-scope`.
    pub cause: String,
    /// Whether a cause of the knowledge base covers it.
    pub is_covered: bool,
    /// What was done, in order.
    pub moves: Vec<Move>,
}

/// Counts over played calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Played {
    /// Calls that a cause covers.
    pub covered: usize,
    /// Of these, with the right fix first.
    pub right_first: usize,
    /// Of these, with the right fix among the first two.
    pub right_within_two: usize,
    /// Calls that no cause covers.
    pub uncovered: usize,
    /// Of these, handed over without any fix.
    pub handed_over_rightly: usize,
    /// Calls with a fix that would do harm.
    pub harmful: usize,
    /// Questions asked in the middle call, look-ups and the open question included.
    pub median_questions: usize,
    /// Questions that nine of ten calls stay within.
    pub ninetieth_questions: usize,
    /// Questions that need a yes or a no, without look-ups.
    pub questions: usize,
    /// Of these, whose answer the opening had suggested, and on which no fix depends.
    pub already_answered: usize,
    /// Of these, whose answer the opening had suggested, and which decides a fix.
    pub confirmations: usize,
    /// How often it was asked what the screen says.
    pub open_questions: usize,
    /// Fixes that were offered as unconfirmed.
    pub unconfirmed: usize,
}

/// The symptoms that calls name and a knowledge base does not have, each with its call. A cause may
/// be one to come.
pub fn unknown_symptoms(kb: &KnowledgeBase, calls: &[PlayedCall]) -> Vec<String> {
    let mut unknown = Vec::new();
    for call in calls {
        let named = call.answers.keys().chain(&call.wrong);
        let missing = named.filter(|symptom| kb.symptom(symptom).is_none());
        unknown
            .extend(missing.map(|symptom| format!("{}: there is no symptom {symptom}", call.id)));
    }
    unknown
}

/// Plays every call.
pub fn play(kb: &KnowledgeBase, calls: &[PlayedCall]) -> Vec<Course> {
    let reader = reader_of(kb);
    calls.iter().map(|call| Player::new(kb, &reader, call).play()).collect()
}

/// A call under way.
struct Player<'a> {
    kb: &'a KnowledgeBase,
    reader: &'a TextReader,
    call: &'a PlayedCall,
    opening: Reading,
    said: Vec<Observation>,
    on_screen: Option<&'a str>,
    rest: Case,
    moves: Vec<Move>,
}

impl<'a> Player<'a> {
    fn new(kb: &'a KnowledgeBase, reader: &'a TextReader, call: &'a PlayedCall) -> Self {
        let opening = reader.read(&call.opening, &BTreeSet::new());
        let (said, moves) = (Vec::new(), Vec::new());
        Self { kb, reader, call, opening, said, on_screen: None, rest: Case::default(), moves }
    }

    fn play(mut self) -> Course {
        while self.moves.len() < MOST_MOVES && self.goes_on() {}
        let Self { kb, call, moves, .. } = self;
        let (id, source, cause) = (call.id.clone(), call.source.clone(), call.cause.clone());
        let mut right = call.accept.iter().chain([&call.cause]);
        let is_covered = right.any(|cause| kb.cause(&CauseId::from(cause.as_str())).is_some());
        Course { id, source, cause, is_covered, moves }
    }

    /// What is known by now, as a ticket would have it.
    fn case(&self) -> Case {
        let symptoms = self.said.iter().map(|o| o.symptom.clone()).collect();
        let read = self.reader.read_with_screen(&self.call.opening, self.on_screen, &symptoms);
        let read = read.beside(self.said.clone(), &symptoms);
        let Case { screen, looked_up, tried, .. } = self.rest.clone();
        Case { screen, looked_up, tried, ..read }
    }

    /// Follows the advice once; whether the call goes on.
    fn goes_on(&mut self) -> bool {
        let case = self.case();
        match diagnose(self.kb, &case).next {
            Next::Ask { symptom, look_up, .. } => {
                self.ask(symptom, look_up);
                true
            }
            Next::AskScreen => {
                let text = self.call.screen.clone();
                self.on_screen = self.call.screen.as_deref();
                self.rest.screen = Screen::Asked;
                self.moves.push(Move::AskScreen { text });
                true
            }
            Next::Try { cause, method, unconfirmed } => {
                let right = self.is_right(&cause);
                let harmful = self.is_harmful(&cause, &method);
                self.rest.tried.push(cause.clone());
                self.moves.push(Move::Try { cause, method, unconfirmed, right, harmful });
                !right
            }
            Next::Escalate => {
                self.moves.push(Move::HandOver);
                false
            }
        }
    }

    fn ask(&mut self, symptom: SymptomId, look_up: bool) {
        let answer = self.call.answers.get(&symptom).copied().unwrap_or(Answer::CantTell);
        let is_suggested = !look_up && self.is_suggested(&symptom, answer);
        let is_check = self.kb.causes().iter().any(|cause| cause.check.as_ref() == Some(&symptom));
        let (already_answered, confirms) = (is_suggested && !is_check, is_suggested && is_check);
        self.said.retain(|o| o.symptom != symptom);
        self.said.push(Observation::said(symptom.clone(), answer));
        if look_up && answer == Answer::CantTell {
            self.rest.looked_up.push(symptom.clone());
        }
        self.moves.push(Move::Ask { symptom, answer, already_answered, confirms, look_up });
    }

    /// Whether the opening had suggested an answer, or shown what excludes another.
    fn is_suggested(&self, symptom: &SymptomId, answer: Answer) -> bool {
        let excludes = self.kb.symptom(symptom).map_or(&[][..], |it| &it.excludes[..]);
        self.opening.suggestions.iter().any(|it| {
            let is_it = it.symptom == *symptom && it.answer == answer;
            let is_excluded = it.answer == Answer::Yes && excludes.contains(&it.symptom);
            is_it || (is_excluded && answer == Answer::No)
        })
    }

    fn is_right(&self, cause: &CauseId) -> bool {
        let PlayedCall { cause: own, accept, .. } = self.call;
        own == cause.as_str() || accept.iter().any(|accepted| accepted == cause.as_str())
    }

    fn is_harmful(&self, cause: &CauseId, method: &MethodId) -> bool {
        let MustNot { causes, methods, steps } = &self.call.must_not;
        let is_on_way = |step: &String| {
            let of = self.kb.cause(cause);
            let way = of.and_then(|of| of.method(Some(method)));
            way.is_some_and(|way| way.steps.iter().any(|on_way| on_way.as_str() == step))
        };
        causes.iter().any(|it| it == cause.as_str())
            || methods.iter().any(|it| it == method.as_str())
            || steps.iter().any(is_on_way)
    }
}

impl Course {
    /// The place of the right fix among those proposed, from 1.
    pub fn right_at(&self) -> Option<usize> {
        let tries = self.moves.iter().filter_map(|it| match it {
            Move::Try { right, .. } => Some(*right),
            _ => None,
        });
        tries.into_iter().position(|right| right).map(|at| at + 1)
    }

    /// Whether it was handed over without any fix.
    pub fn is_handed_over_at_once(&self) -> bool {
        self.moves.iter().all(|it| !matches!(it, Move::Try { .. }))
            && self.moves.last() == Some(&Move::HandOver)
    }

    /// Whether some fix would do harm.
    pub fn is_harmful(&self) -> bool {
        self.moves.iter().any(|it| matches!(it, Move::Try { harmful: true, .. }))
    }

    /// Whether it went as it should.
    pub fn is_right(&self) -> bool {
        let went_right = if self.is_covered {
            self.right_at() == Some(1)
        } else {
            self.is_handed_over_at_once()
        };
        went_right && !self.is_harmful()
    }

    /// The questions that were asked, the open one and look-ups included.
    pub fn questions(&self) -> usize {
        self.moves
            .iter()
            .filter(|it| matches!(it, Move::Ask { .. } | Move::AskScreen { .. }))
            .count()
    }
}

/// Counts over some courses.
pub fn count<'a>(courses: impl IntoIterator<Item = &'a Course>) -> Played {
    let mut played = Played::default();
    let mut questions = Vec::new();
    for course in courses {
        if course.is_covered {
            played.covered += 1;
            played.right_first += usize::from(course.right_at() == Some(1));
            played.right_within_two += usize::from(course.right_at().is_some_and(|at| at <= 2));
        } else {
            played.uncovered += 1;
            played.handed_over_rightly += usize::from(course.is_handed_over_at_once());
        }
        played.harmful += usize::from(course.is_harmful());
        questions.push(course.questions());
        for it in &course.moves {
            match it {
                Move::Ask { already_answered, confirms, look_up, .. } => {
                    played.questions += usize::from(!look_up);
                    played.confirmations += usize::from(*confirms);
                    played.already_answered += usize::from(*already_answered);
                }
                Move::AskScreen { .. } => played.open_questions += 1,
                Move::Try { unconfirmed, .. } => played.unconfirmed += usize::from(*unconfirmed),
                Move::HandOver => {}
            }
        }
    }
    questions.sort_unstable();
    let at = |share: f64| {
        let last = questions.len().saturating_sub(1);
        questions.get((share * last as f64).round() as usize).copied().unwrap_or(0)
    };
    (played.median_questions, played.ninetieth_questions) = (at(0.5), at(0.9));
    played
}

/// One move, in a line.
pub fn described(it: &Move) -> String {
    match it {
        Move::Ask { symptom, answer, already_answered, confirms, look_up } => {
            let how = match (look_up, confirms) {
                (true, _) => "look up",
                (_, true) => "confirm",
                _ => "ask",
            };
            let again = if *already_answered { "  (the opening suggests it)" } else { "" };
            format!("{how} {symptom}: {}{again}", answer.name().to_lowercase())
        }
        Move::AskScreen { text } => {
            format!("{SCREEN_QUESTION} {}", text.as_deref().unwrap_or("can't tell"))
        }
        Move::Try { cause, method, unconfirmed, right, harmful } => {
            let mark = match (right, harmful) {
                (_, true) => "HARMFUL",
                (true, false) => "right",
                (false, false) => "wrong",
            };
            let unconfirmed = if *unconfirmed { ", unconfirmed" } else { "" };
            format!("try {cause} ({method}{unconfirmed}): {mark}")
        }
        Move::HandOver => "hand over".to_owned(),
    }
}
