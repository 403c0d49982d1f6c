//! A ticket is the fold of its events. No clock, no chance: the same events give the same ticket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::event::{Detail, Event, EventKind, Outcome, StepResult, TicketId};
use super::history::undone;
use crate::diagnosis::{Answer, Because, Case, Observation, Reading, Screen, TextReader};
use crate::evidence::{Inspection, ListKind, UserList};
use crate::kb::address::{Places, Region};
use crate::kb::{Cause, CauseId, KnowledgeBase, Method, MethodId, Step, StepId, SymptomId};
use crate::privacy::{CustomerText, InternalText};

/// How a step ended, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepRecord {
    /// How.
    pub result: StepResult,
    /// When.
    pub at: Timestamp,
}

/// A step on one of the ways to repair a cause.
pub type StepOfMethod = (CauseId, MethodId, StepId);

/// A note with its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// When it was written.
    pub at: Timestamp,
    /// The step it is about, or the whole ticket.
    pub step: Option<StepId>,
    /// What it says.
    pub text: InternalText,
}

/// The time that the effect of a step may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// When the step was done.
    pub since: Timestamp,
    /// Until when, at most.
    pub until: Timestamp,
}

/// The fix that was chosen last.
#[derive(Clone, Debug, PartialEq)]
pub struct FixInHand {
    /// The cause it removes.
    pub cause: CauseId,
    /// The way; nothing is the first.
    pub method: Option<MethodId>,
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Something is to be done.
    Open,
    /// A change needs time to take hold.
    Waiting,
    /// The repair is confirmed.
    Solved,
    /// It was given to someone else.
    Escalated,
    /// It was given up.
    Abandoned,
}

impl State {
    /// All states, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Waiting, Self::Solved, Self::Escalated, Self::Abandoned];

    /// The state as it is shown and stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Solved => "solved",
            Self::Escalated => "escalated",
            Self::Abandoned => "abandoned",
        }
    }

    /// The state of a ticket that was closed so, or that waits until a time.
    pub fn of(outcome: Option<Outcome>, waits_until: Option<Timestamp>, now: Timestamp) -> Self {
        match outcome {
            Some(Outcome::Solved) => Self::Solved,
            Some(Outcome::Escalated) => Self::Escalated,
            Some(Outcome::Abandoned) => Self::Abandoned,
            None if waits_until.is_some_and(|until| until > now) => Self::Waiting,
            None => Self::Open,
        }
    }
}

/// One customer problem from first complaint to wrap-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// Its name on every machine.
    pub id: TicketId,
    /// The number in the ticket system.
    pub reference: CustomerText,
    /// Who called.
    pub customer: CustomerText,
    /// The affected user's e-mail address.
    pub user: CustomerText,
    /// The Google admin account to open links with.
    pub google_admin: CustomerText,
    /// Where the customer's JumpCloud console runs.
    pub region: Region,
    /// The fingerprint of the knowledge base it is pinned to: the one it began with, unless the
    /// technician chose a newer one.
    pub knowledge: Uuid,
    /// The complaint.
    pub complaint: InternalText,
    /// Answers given; nothing marks a finding that was taken back.
    pub answers: BTreeMap<SymptomId, Option<Answer>>,
    /// What the screen says, word for word, once that was asked; the inner `None` if nobody could
    /// tell.
    pub screen: Option<Option<InternalText>>,
    /// Symptoms that nobody could tell, neither the customer nor the technician who looked them up.
    pub looked_up: Vec<SymptomId>,
    /// Questions put off.
    pub put_off: Vec<SymptomId>,
    /// The fix chosen last.
    pub fix: Option<FixInHand>,
    /// Every cause whose fix was chosen, in order.
    pub fixes: Vec<CauseId>,
    /// How steps ended, on each way for itself.
    pub steps: BTreeMap<StepOfMethod, StepRecord>,
    /// Notes, in order.
    pub notes: Vec<Note>,
    /// What exported files showed, in order.
    pub inspections: Vec<Arc<Inspection>>,
    /// Steps that need time, until what comes after them on their way is done.
    pub waits: BTreeMap<StepOfMethod, Wait>,
    /// How it was closed.
    pub outcome: Option<Outcome>,
    /// When it began.
    pub opened_at: Timestamp,
    /// When something last happened.
    pub changed_at: Timestamp,
}

impl Ticket {
    /// Folds events, in order. Events before the first `Opened` are passed over.
    pub fn fold(id: TicketId, events: &[Event]) -> Option<Self> {
        let undone = undone(events);
        let mut ticket: Option<Self> = None;
        for event in events {
            match (&mut ticket, &event.what) {
                (None, EventKind::Opened { reference, knowledge }) => {
                    ticket = Some(Self::opened(id, event, reference.clone(), *knowledge));
                }
                (Some(ticket), what) => {
                    ticket.changed_at = ticket.changed_at.max(event.at);
                    if !undone.contains(&event.id) {
                        ticket.apply(event, what);
                    }
                }
                (None, _) => {}
            }
        }
        ticket
    }

    fn opened(id: TicketId, event: &Event, reference: CustomerText, knowledge: Uuid) -> Self {
        Self {
            id,
            reference,
            customer: CustomerText::default(),
            user: CustomerText::default(),
            google_admin: CustomerText::default(),
            region: Region::default(),
            knowledge,
            complaint: InternalText::default(),
            answers: BTreeMap::new(),
            screen: None,
            looked_up: Vec::new(),
            put_off: Vec::new(),
            fix: None,
            fixes: Vec::new(),
            steps: BTreeMap::new(),
            notes: Vec::new(),
            inspections: Vec::new(),
            waits: BTreeMap::new(),
            outcome: None,
            opened_at: event.at,
            changed_at: event.at,
        }
    }

    fn apply(&mut self, event: &Event, what: &EventKind) {
        match what {
            EventKind::Opened { .. } | EventKind::Undone { .. } => {}
            EventKind::Detailed { detail } => self.detail(detail.clone()),
            EventKind::Reported { text } => self.complaint = text.clone(),
            EventKind::Answered { symptom, answer } => {
                self.put_off.retain(|put_off| put_off != symptom);
                let could_not_tell = self.answers.get(symptom) == Some(&Some(Answer::CantTell));
                self.looked_up.retain(|looked_up| looked_up != symptom);
                if could_not_tell && *answer == Some(Answer::CantTell) {
                    self.looked_up.push(symptom.clone());
                }
                let was_said = matches!(self.answers.get(symptom), Some(Some(_)));
                if answer.is_none() && was_said {
                    // Only what was said is taken back; what the text says of it counts again.
                    self.answers.remove(symptom);
                } else {
                    self.answers.insert(symptom.clone(), *answer);
                }
            }
            EventKind::ScreenSaid { text } => self.screen = Some(text.clone()),
            EventKind::PutOff { symptom } => self.put_off.push(symptom.clone()),
            EventKind::FixChosen { cause, method } => {
                self.fix = Some(FixInHand { cause: cause.clone(), method: method.clone() });
                if !self.fixes.contains(cause) {
                    self.fixes.push(cause.clone());
                }
            }
            EventKind::Stepped { step, cause, method, result, wait_until } => {
                let on_method = (cause.clone(), method.clone(), step.clone());
                self.steps.insert(on_method.clone(), StepRecord { result: *result, at: event.at });
                // What was left out takes no time, and ends no wait either.
                if *result != StepResult::Skipped {
                    self.waits.retain(|(c, w, _), _| c != cause || w != method);
                    let wait = wait_until.map(|until| Wait { since: event.at, until });
                    self.waits.extend(wait.map(|wait| (on_method, wait)));
                }
            }
            EventKind::Noted { step, text } => {
                self.notes.push(Note { at: event.at, step: step.clone(), text: text.clone() });
            }
            EventKind::Inspected { inspection } => {
                // Files that were read again count as they are now.
                self.inspections.retain(|earlier| !inspection.covers(earlier));
                self.inspections.push(inspection.clone());
            }
            EventKind::WaitEnded { step, cause, method } => {
                self.waits.remove(&(cause.clone(), method.clone(), step.clone()));
            }
            EventKind::Closed { outcome } => self.outcome = Some(*outcome),
            EventKind::Reopened => self.outcome = None,
            EventKind::Repinned { knowledge } => self.knowledge = *knowledge,
        }
    }

    fn detail(&mut self, detail: Detail) {
        match detail {
            Detail::Reference(text) => self.reference = text,
            Detail::Customer(text) => self.customer = text,
            Detail::User(text) => self.user = text,
            Detail::GoogleAdmin(text) => self.google_admin = text,
            Detail::Region(region) => self.region = region,
        }
    }

    /// Where the ticket stands at a time.
    pub fn state(&self, now: Timestamp) -> State {
        State::of(self.outcome, self.waits_until(), now)
    }

    /// When the first of its waits is over: from then on there is something to look at.
    pub fn waits_until(&self) -> Option<Timestamp> {
        self.waits.values().map(|wait| wait.until).min()
    }

    /// What goes into addresses.
    pub fn places(&self) -> Places {
        let known =
            |text: &CustomerText| (!text.is_blank()).then(|| text.as_str().trim().to_owned());
        Places {
            user: known(&self.user),
            google_admin: known(&self.google_admin),
            region: self.region,
        }
    }

    /// The users of one kind that files showed last.
    pub fn user_list(&self, kind: ListKind) -> Option<&UserList> {
        self.inspections.iter().rev().find_map(|inspection| inspection.list(kind))
    }

    /// What the screen and files show of symptoms, also of those that were answered or taken back. A
    /// later file counts for more than an earlier one: something may have been repaired meanwhile.
    pub fn shown(&self, reader: &TextReader) -> BTreeMap<SymptomId, Observation> {
        let on_screen = self.screen.iter().flatten();
        let on_screen = on_screen.flat_map(|text| reader.shown_in(text.for_insiders()));
        let on_screen = on_screen.map(|shown| (shown.symptom.clone(), shown));
        let findings = self.inspections.iter().flat_map(|inspection| &inspection.findings);
        let shown = findings.map(|finding| {
            let because = Because::InFile { quote: finding.quote.clone() };
            let (symptom, answer) = (finding.symptom.clone(), finding.answer);
            (finding.symptom.clone(), Observation { symptom, answer, because })
        });
        on_screen.chain(shown).collect()
    }

    /// What the complaint tells beside the answers given, what files show, and the findings taken
    /// back.
    pub fn read(&self, reader: &TextReader) -> Reading {
        let known = self.known(&self.shown(reader));
        reader.read(self.complaint.for_insiders(), &known)
    }

    /// What a diagnosis starts from: answers given, what files show, and beside them what the
    /// complaint tells.
    pub fn case(&self, reader: &TextReader) -> Case {
        self.case_with(self.read(reader), reader)
    }

    /// The symptoms that were answered, taken back, or shown elsewhere than in the complaint.
    fn known(&self, shown: &BTreeMap<SymptomId, Observation>) -> BTreeSet<SymptomId> {
        self.answers.keys().chain(shown.keys()).cloned().collect()
    }

    /// The same, where the complaint is read already.
    pub fn case_with(&self, reading: Reading, reader: &TextReader) -> Case {
        let said = self.answers.iter().filter_map(|(symptom, answer)| {
            answer.map(|answer| Observation::said(symptom.clone(), answer))
        });
        let shown = self.shown(reader);
        let known = self.known(&shown);
        let is_open = |shown: &Observation| !self.answers.contains_key(&shown.symptom);
        let observations = said.chain(shown.into_values().filter(is_open)).collect();
        let read = reading.beside(observations, &known);
        let done = self.steps.iter().filter(|(_, record)| record.result == StepResult::Done);
        Case {
            tried: self.tried(),
            done: done.map(|((_, _, step), _)| step.clone()).collect(),
            put_off: self.put_off.clone(),
            looked_up: self.looked_up.clone(),
            screen: if self.screen.is_some() { Screen::Asked } else { Screen::NotAsked },
            ..read
        }
    }

    /// The cause and way in hand, where the knowledge base has them.
    pub fn fix_in_hand<'a>(&self, kb: &'a KnowledgeBase) -> Option<(&'a Cause, &'a Method)> {
        let fix = self.fix.as_ref()?;
        let cause = kb.cause(&fix.cause)?;
        Some((cause, cause.method(fix.method.as_ref())?))
    }

    /// The steps of the fix in hand, the confirmation last.
    pub fn steps_in_hand<'a>(&self, kb: &'a KnowledgeBase) -> Vec<&'a Step> {
        self.fix_in_hand(kb).map_or_else(Vec::new, |(cause, method)| kb.steps_of(cause, method))
    }

    /// How a step of a way ended: there, or anywhere else where once is enough.
    pub fn record(&self, cause: &Cause, method: &Method, step: &Step) -> Option<StepRecord> {
        let here = (cause.id.clone(), method.id.clone(), step.id.clone());
        let elsewhere = |(at, record): (&StepOfMethod, &StepRecord)| {
            (step.once && at.2 == step.id && record.result == StepResult::Done).then_some(*record)
        };
        self.steps.get(&here).copied().or_else(|| self.steps.iter().find_map(elsewhere))
    }

    /// How a step of the fix in hand ended.
    pub fn record_in_hand(&self, kb: &KnowledgeBase, step: &Step) -> Option<StepRecord> {
        let (cause, method) = self.fix_in_hand(kb)?;
        self.record(cause, method, step)
    }

    /// The steps of the fix in hand, each with how it ended.
    pub fn results_in_hand<'a>(
        &self,
        kb: &'a KnowledgeBase,
    ) -> Vec<(&'a Step, Option<StepResult>)> {
        let steps = self.steps_in_hand(kb).into_iter();
        steps
            .map(|step| (step, self.record_in_hand(kb, step).map(|record| record.result)))
            .collect()
    }

    /// Causes whose fix had no effect, by id.
    pub fn tried(&self) -> Vec<CauseId> {
        let failed = self.steps.iter().filter(|(_, record)| record.result == StepResult::NoEffect);
        let mut tried: Vec<CauseId> = failed.map(|((cause, _, _), _)| cause.clone()).collect();
        tried.dedup();
        tried
    }

    /// Whether the way in hand was followed and had no effect.
    pub fn has_failed_in_hand(&self, kb: &KnowledgeBase) -> bool {
        self.fix_in_hand(kb).is_some_and(|(in_hand, method_in_hand)| {
            self.steps.iter().any(|((cause, method, _), record)| {
                *cause == in_hand.id
                    && *method == method_in_hand.id
                    && record.result == StepResult::NoEffect
            })
        })
    }

    /// How many steps of the fix in hand have ended, and how many there are.
    pub fn progress(&self, kb: &KnowledgeBase) -> (usize, usize) {
        let steps = self.steps_in_hand(kb);
        let ended = steps.iter().filter(|step| self.record_in_hand(kb, step).is_some()).count();
        (ended, steps.len())
    }

    /// The first step of the fix in hand that has not ended.
    pub fn step_in_hand<'a>(&self, kb: &'a KnowledgeBase) -> Option<&'a Step> {
        let mut steps = self.steps_in_hand(kb).into_iter();
        steps.find(|step| self.record_in_hand(kb, step).is_none())
    }
}
