//! A ticket, folded from its events. The fold uses no clock and no random numbers: the same events
//! always give the same ticket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::event::{Detail, Event, EventKind, Outcome, StepResult, TicketId};
use super::history::undone;
use crate::diagnosis::{Answer, Because, Case, Observation, Reading, Screen, TextReader};
use crate::evidence::{Inspection, ListKind, UserList};
use crate::kb::address::{Places, Region};
use crate::kb::{Cause, CauseId, KnowledgeBase, Method, MethodId, Proof, Step, StepId, SymptomId};
use crate::privacy::{CustomerText, InternalText};

/// The result of a step and its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepRecord {
    /// The result.
    pub result: StepResult,
    /// When the step ended.
    pub at: Timestamp,
}

/// A step of one method to repair a cause.
pub type StepOfMethod = (CauseId, MethodId, StepId);

/// A note and when it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// When it was written.
    pub at: Timestamp,
    /// The step it is about; `None` if it is about the whole ticket.
    pub step: Option<StepId>,
    /// The text.
    pub text: InternalText,
}

/// What the output of a command proved about a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRecord {
    /// When it was pasted.
    pub at: Timestamp,
    /// What it showed.
    pub proofs: Vec<Proof>,
    /// The last time in the output; `None` if it has none.
    pub output_at: Option<Timestamp>,
}

impl ProofRecord {
    /// Returns what was proved, as a part of a sentence.
    pub fn what(&self) -> String {
        self.proofs.iter().map(|proof| proof.label()).collect::<Vec<_>>().join(", ")
    }

    /// Returns when it was proved and what, with a time of a zone: "Proved 14:20: last name is set".
    pub fn summary(&self, zone: &TimeZone) -> String {
        let at = self.at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
        format!("Proved {at}: {}", self.what())
    }
}

/// The time that the effect of a step needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// When the step was done.
    pub since: Timestamp,
    /// When the effect should show at the latest.
    pub until: Timestamp,
}

/// The fix that was chosen last.
#[derive(Clone, Debug, PartialEq)]
pub struct CurrentFix {
    /// The cause it removes.
    pub cause: CauseId,
    /// The method; `None` means the first.
    pub method: Option<MethodId>,
}

/// The state of a ticket at a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum State {
    /// Something remains to be done.
    Open,
    /// A change needs time to take effect.
    Waiting,
    /// The repair is confirmed.
    Solved,
    /// It was handed over to someone else.
    Escalated,
    /// It was given up.
    Abandoned,
}

impl State {
    /// All states, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Waiting, Self::Solved, Self::Escalated, Self::Abandoned];

    /// Returns the state as written in JSON and on the command line. It never changes.
    pub fn id(self) -> &'static str {
        match self.outcome() {
            Some(outcome) => outcome.id(),
            None => self.name(),
        }
    }

    /// Returns the state as shown.
    pub fn name(self) -> &'static str {
        match (self, self.outcome()) {
            (_, Some(outcome)) => outcome.name(),
            (Self::Waiting, None) => "waiting",
            (_, None) => "open",
        }
    }

    /// Returns the outcome of a ticket in this state; `None` if it is not closed.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Open | Self::Waiting => None,
            Self::Solved => Some(Outcome::Solved),
            Self::Escalated => Some(Outcome::Escalated),
            Self::Abandoned => Some(Outcome::Abandoned),
        }
    }

    /// Returns the state at `now` of a ticket with this outcome and this end of its first wait.
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
    /// Identifies the ticket on every machine.
    pub id: TicketId,
    /// The reference in the ticket system.
    pub reference: CustomerText,
    /// The customer's name.
    pub customer: CustomerText,
    /// The affected user's email address.
    pub user: CustomerText,
    /// The Google admin account with which links are opened.
    pub google_admin: CustomerText,
    /// The region of the customer's JumpCloud console.
    pub region: Region,
    /// The fingerprint of the knowledge base it is pinned to: the one it began with, unless the
    /// technician chose a newer one.
    pub knowledge: Uuid,
    /// The complaint.
    pub complaint: InternalText,
    /// The answers given; `None` marks a finding that was taken back.
    pub answers: BTreeMap<SymptomId, Option<Answer>>,
    /// What the screen says, word for word, once that was asked; the inner `None` if nobody could
    /// tell.
    pub screen: Option<Option<InternalText>>,
    /// Symptoms that nobody could tell, neither the customer nor the technician who looked them up.
    pub looked_up: BTreeSet<SymptomId>,
    /// The questions postponed.
    pub put_off: Vec<SymptomId>,
    /// The fix chosen last.
    pub fix: Option<CurrentFix>,
    /// The causes whose fixes were started, in order.
    pub fixes: Vec<CauseId>,
    /// The results of steps, for each method separately.
    pub steps: BTreeMap<StepOfMethod, StepRecord>,
    /// What proves that steps worked. It speaks of the time after a change, so that it is no evidence for
    /// or against a cause.
    pub proofs: BTreeMap<StepOfMethod, ProofRecord>,
    /// Notes, in order.
    pub notes: Vec<Note>,
    /// What exported files showed, in order.
    pub inspections: Vec<Arc<Inspection>>,
    /// The waits that are under way: each ends when a later step of its method is done.
    pub waits: BTreeMap<StepOfMethod, Wait>,
    /// How it was closed; `None` while it is not.
    pub outcome: Option<Outcome>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When something last happened.
    pub changed_at: Timestamp,
}

impl Ticket {
    /// Folds events, in order; `None` if none of them opens the ticket. Events before the first
    /// `Opened` are ignored.
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
            looked_up: BTreeSet::new(),
            put_off: Vec::new(),
            fix: None,
            fixes: Vec::new(),
            steps: BTreeMap::new(),
            proofs: BTreeMap::new(),
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
                self.looked_up.remove(symptom);
                if could_not_tell && *answer == Some(Answer::CantTell) {
                    self.looked_up.insert(symptom.clone());
                }
                let was_said = matches!(self.answers.get(symptom), Some(Some(_)));
                if answer.is_none() && was_said {
                    // Only the spoken answer is taken back; what the text says counts again.
                    self.answers.remove(symptom);
                } else {
                    self.answers.insert(symptom.clone(), *answer);
                }
            }
            EventKind::ScreenSaid { text } => self.screen = Some(text.clone()),
            EventKind::PutOff { symptom } => self.put_off.push(symptom.clone()),
            EventKind::FixChosen { cause, method } => {
                self.fix = Some(CurrentFix { cause: cause.clone(), method: method.clone() });
                if !self.fixes.contains(cause) {
                    self.fixes.push(cause.clone());
                }
            }
            EventKind::Stepped { step, cause, method, result, wait_until } => {
                let on_method = (cause.clone(), method.clone(), step.clone());
                self.steps.insert(on_method.clone(), StepRecord { result: *result, at: event.at });
                // A skipped step needs no time and ends no wait.
                if *result != StepResult::Skipped {
                    self.waits.retain(|(c, w, _), _| c != cause || w != method);
                    let wait = wait_until.map(|until| Wait { since: event.at, until });
                    self.waits.extend(wait.map(|wait| (on_method, wait)));
                }
            }
            EventKind::Proved { step, cause, method, proofs, output_at } => {
                let (at, proofs, output_at) = (event.at, proofs.clone(), *output_at);
                let on_method = (cause.clone(), method.clone(), step.clone());
                self.proofs.insert(on_method, ProofRecord { at, proofs, output_at });
            }
            EventKind::Noted { step, text } => {
                self.notes.push(Note { at: event.at, step: step.clone(), text: text.clone() });
            }
            EventKind::Inspected { inspection } => {
                // A file that was read again replaces its earlier reading.
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

    /// Returns the state of the ticket at a time.
    pub fn state(&self, now: Timestamp) -> State {
        State::of(self.outcome, self.waits_until(), now)
    }

    /// Returns when the first wait ends; `None` if nothing is waited for.
    pub fn waits_until(&self) -> Option<Timestamp> {
        self.waits.values().map(|wait| wait.until).min()
    }

    /// Returns the values that fill the placeholders of addresses.
    pub fn places(&self) -> Places {
        let known =
            |text: &CustomerText| (!text.is_blank()).then(|| text.as_str().trim().to_owned());
        Places {
            user: known(&self.user),
            google_admin: known(&self.google_admin),
            region: self.region,
        }
    }

    /// Returns the newest list of one kind that files showed.
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

    /// Reads the complaint, apart from the symptoms that are known from answers or files, or whose
    /// finding was taken back.
    pub fn read(&self, reader: &TextReader) -> Reading {
        let known = self.known(&self.shown(reader));
        reader.read(self.complaint.for_insiders(), &known)
    }

    /// Returns what a diagnosis starts from: the answers, what files show, and what the complaint
    /// adds to them.
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
            looked_up: self.looked_up.iter().cloned().collect(),
            screen: if self.screen.is_some() { Screen::Asked } else { Screen::NotAsked },
            ..read
        }
    }

    /// Returns the cause and method of the current fix; `None` if no fix was started, or if the
    /// knowledge base lacks it.
    pub fn current_fix<'a>(&self, kb: &'a KnowledgeBase) -> Option<(&'a Cause, &'a Method)> {
        let fix = self.fix.as_ref()?;
        let cause = kb.cause(&fix.cause)?;
        Some((cause, cause.method(fix.method.as_ref())?))
    }

    /// Returns the steps of the current fix, the confirmation last.
    pub fn current_steps<'a>(&self, kb: &'a KnowledgeBase) -> Vec<&'a Step> {
        self.current_fix(kb).map_or_else(Vec::new, |(cause, method)| kb.steps_of(cause, method))
    }

    /// Returns the result of a step of a method. A step that has to be done only once counts
    /// wherever it was done.
    pub fn record(&self, cause: &Cause, method: &Method, step: &Step) -> Option<StepRecord> {
        let here = (cause.id.clone(), method.id.clone(), step.id.clone());
        let elsewhere = |(at, record): (&StepOfMethod, &StepRecord)| {
            (step.once && at.2 == step.id && record.result == StepResult::Done).then_some(*record)
        };
        self.steps.get(&here).copied().or_else(|| self.steps.iter().find_map(elsewhere))
    }

    /// Returns the result of a step of the current fix.
    pub fn current_record(&self, kb: &KnowledgeBase, step: &Step) -> Option<StepRecord> {
        let (cause, method) = self.current_fix(kb)?;
        self.record(cause, method, step)
    }

    /// Returns what proves that a step of a method worked; `None` if nothing does.
    pub fn proof(&self, cause: &Cause, method: &Method, step: &Step) -> Option<&ProofRecord> {
        self.proofs.get(&(cause.id.clone(), method.id.clone(), step.id.clone()))
    }

    /// Returns when the step before this one of the current fix ended; `None` if none did. What happened
    /// before that is older than the change that this step makes.
    pub fn changed_since(&self, kb: &KnowledgeBase, step: &Step) -> Option<Timestamp> {
        let before = self.current_steps(kb).into_iter().take_while(|other| other.id != step.id);
        before.filter_map(|other| self.current_record(kb, other)).map(|record| record.at).max()
    }

    /// Returns the steps of the current fix with their results.
    pub fn current_results<'a>(
        &self,
        kb: &'a KnowledgeBase,
    ) -> Vec<(&'a Step, Option<StepResult>)> {
        let steps = self.current_steps(kb).into_iter();
        steps
            .map(|step| (step, self.current_record(kb, step).map(|record| record.result)))
            .collect()
    }

    /// Returns the causes whose fix had no effect, by id.
    pub fn tried(&self) -> Vec<CauseId> {
        let failed = self.steps.iter().filter(|(_, record)| record.result == StepResult::NoEffect);
        let mut tried: Vec<CauseId> = failed.map(|((cause, _, _), _)| cause.clone()).collect();
        tried.dedup();
        tried
    }

    /// Returns whether the current fix was tried and had no effect.
    pub fn has_current_fix_failed(&self, kb: &KnowledgeBase) -> bool {
        self.current_fix(kb).is_some_and(|(current, current_method)| {
            self.steps.iter().any(|((cause, method, _), record)| {
                *cause == current.id
                    && *method == current_method.id
                    && record.result == StepResult::NoEffect
            })
        })
    }

    /// Returns how many steps of the current fix have ended, and how many there are.
    pub fn progress(&self, kb: &KnowledgeBase) -> (usize, usize) {
        let steps = self.current_steps(kb);
        let ended = steps.iter().filter(|step| self.current_record(kb, step).is_some()).count();
        (ended, steps.len())
    }

    /// Returns the first step of the current fix that has not ended.
    pub fn current_step<'a>(&self, kb: &'a KnowledgeBase) -> Option<&'a Step> {
        let mut steps = self.current_steps(kb).into_iter();
        steps.find(|step| self.current_record(kb, step).is_none())
    }
}
