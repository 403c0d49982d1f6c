//! A ticket, folded from its events. The fold uses no clock and no random numbers: the same events
//! always give the same ticket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::event::{Detail, Event, EventKind, Outcome, StepResult};
use super::history::undone;
use super::ids::{CustomerId, EventId, TicketId};
use super::records::{CurrentFix, Note, ProofRecord, StepOfMethod, StepRecord, Wait};
use super::state::State;
use super::work_time::WorkTime;
use crate::diagnosis::Answer;
use crate::evidence::{Inspection, ListKind, UserList};
use crate::kb::address::{Places, Region};
use crate::kb::words::Language;
use crate::kb::{CauseId, SymptomId};
use crate::privacy::{CustomerText, InternalText};

/// One customer problem from first complaint to wrap-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// Identifies the ticket on every machine.
    pub id: TicketId,
    /// The reference in the ticket system.
    pub reference: CustomerText,
    /// The customer's name.
    pub customer: CustomerText,
    /// The customer it was recognized as; `None` if it was not, or not yet.
    pub customer_id: Option<CustomerId>,
    /// The causes whose fix solved earlier tickets of the customer, the latest first.
    pub fixed_before: Vec<CauseId>,
    /// The customers that it is not, as somebody said.
    pub not_customers: BTreeSet<CustomerId>,
    /// The affected user's email address.
    pub user: CustomerText,
    /// The Google admin account with which links are opened.
    pub google_admin: CustomerText,
    /// The region of the customer's JumpCloud console.
    pub region: Region,
    /// The language in which the customer reads; `None` for that of the preferences.
    pub language: Option<Language>,
    /// The customer's time zone, by its IANA name; blank for that of the preferences.
    pub time_zone: CustomerText,
    /// The headline of the customer's document, as edited; blank for the one made from the ticket.
    pub headline: CustomerText,
    /// The last sentence of the customer's document, as edited; blank for the one made from the ticket.
    pub closing: CustomerText,
    /// When the customer is called back.
    pub callback: Option<Timestamp>,
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
    /// What settings were before steps changed them.
    pub values_before: BTreeMap<StepOfMethod, CustomerText>,
    /// Notes, in order.
    pub notes: Vec<Note>,
    /// What exported files showed, in order.
    pub inspections: Vec<Arc<Inspection>>,
    /// The waits that are under way: each ends when a later step of its method is done.
    pub waits: BTreeMap<StepOfMethod, Wait>,
    /// The time until which the ticket as a whole waits, if somebody said so.
    pub wait: Option<Timestamp>,
    /// The time spent on it.
    pub work_time: WorkTime,
    /// How it was closed; `None` while it is not.
    pub outcome: Option<Outcome>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When something last happened.
    pub changed_at: Timestamp,
    /// Whether it holds events that only a newer version knows; then it can be read, not changed.
    pub is_newer: bool,
}

impl Ticket {
    /// Folds events, in order of their stamps; `None` if none of them opens the ticket. Events before
    /// the first `Opened` are ignored. The one that recovery put in for a lost one gives way to it.
    pub fn fold(id: TicketId, events: &[Event]) -> Option<Self> {
        let undone = undone(events);
        let mut ticket: Option<Self> = None;
        let mut is_stand_in = false;
        for event in events {
            match (&mut ticket, &event.what) {
                (None, EventKind::Opened { reference, knowledge }) => {
                    ticket = Some(Self::opened(id, event, reference.clone(), *knowledge));
                    is_stand_in = event.id == EventId::of_stand_in(id);
                }
                (Some(ticket), what) => {
                    if let EventKind::Opened { reference, knowledge } = what
                        && std::mem::take(&mut is_stand_in)
                    {
                        ticket.reference = reference.clone();
                        ticket.knowledge = *knowledge;
                        ticket.opened_at = event.at;
                    }
                    if !event.is_counting() {
                        ticket.changed_at = ticket.changed_at.max(event.at);
                    }
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
            customer_id: None,
            fixed_before: Vec::new(),
            not_customers: BTreeSet::new(),
            user: CustomerText::default(),
            google_admin: CustomerText::default(),
            region: Region::default(),
            language: None,
            time_zone: CustomerText::default(),
            headline: CustomerText::default(),
            closing: CustomerText::default(),
            callback: None,
            values_before: BTreeMap::new(),
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
            wait: None,
            work_time: WorkTime::default(),
            outcome: None,
            opened_at: event.at,
            changed_at: event.at,
            is_newer: false,
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
                self.wait = None;
                if !self.fixes.contains(cause) {
                    self.fixes.push(cause.clone());
                }
            }
            EventKind::Stepped { step, cause, method, result, wait_until } => {
                let on_method = (cause.clone(), method.clone(), step.clone());
                self.steps.insert(on_method.clone(), StepRecord { result: *result, at: event.at });
                // A skipped step needs no time and ends no wait.
                if *result != StepResult::Skipped {
                    self.wait = None;
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
            EventKind::ValueNoted { step, cause, method, value } => {
                let on_method = (cause.clone(), method.clone(), step.clone());
                self.values_before.insert(on_method, value.clone());
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
            EventKind::WaitSet { until, call_back } => {
                self.waits.clear();
                self.wait = *until;
                // Only older versions said it here; today's say it as a detail.
                self.callback = call_back.or(self.callback);
            }
            EventKind::Closed { outcome } => {
                self.outcome = Some(*outcome);
                self.wait = None;
            }
            EventKind::Reopened => self.outcome = None,
            EventKind::Repinned { knowledge } => self.knowledge = *knowledge,
            EventKind::CustomerLinked { customer, details, fixed_before } => {
                self.customer_id = Some(*customer);
                self.fixed_before.clone_from(fixed_before);
                self.not_customers.remove(customer);
                for detail in details {
                    self.detail(detail.clone());
                }
            }
            EventKind::CustomerDenied { customer } => {
                if self.customer_id == Some(*customer) {
                    self.customer_id = None;
                    self.fixed_before.clear();
                }
                self.not_customers.insert(*customer);
            }
            EventKind::Worked { from, until } => {
                // Never more than the clock says, whatever a file claims.
                self.work_time.add((*from).max(self.opened_at), (*until).min(event.at));
            }
            EventKind::MinutesSet { minutes } => self.work_time.set(*minutes, event.at),
            EventKind::Unknown(_) => self.is_newer = true,
        }
    }

    fn detail(&mut self, detail: Detail) {
        match detail {
            Detail::Reference(text) => self.reference = text,
            Detail::Customer(text) => self.customer = text,
            Detail::User(text) => {
                let former = std::mem::replace(&mut self.user, text);
                self.forget_former(&former, |ticket| &ticket.user);
            }
            Detail::GoogleAdmin(text) => {
                let former = std::mem::replace(&mut self.google_admin, text);
                self.forget_former(&former, |ticket| &ticket.google_admin);
            }
            Detail::Region(region) => self.region = region,
            Detail::Language(language) => self.language = Some(language),
            Detail::TimeZone(text) => self.time_zone = text,
            Detail::Headline(text) => self.headline = text,
            Detail::Closing(text) => self.closing = text,
            Detail::Callback(at) => self.callback = at,
        }
    }

    /// Forgets what files showed of a former account: it says nothing of the one the ticket is about
    /// now. What they showed of everybody stays.
    fn forget_former(&mut self, former: &CustomerText, now: fn(&Self) -> &CustomerText) {
        let address = former.as_str().trim().to_lowercase();
        if address.is_empty() || address == now(self).as_str().trim().to_lowercase() {
            return;
        }
        let is_about = |text: &InternalText| text.for_insiders().to_lowercase().contains(&address);
        for inspection in &mut self.inspections {
            let is_compared = inspection.comparison.as_ref().is_some_and(|it| is_about(&it.user));
            let is_found = inspection.findings.iter().any(|found| is_about(&found.quote));
            if is_compared || is_found {
                let mut kept = Inspection::clone(inspection);
                kept.comparison = kept.comparison.filter(|it| !is_about(&it.user));
                kept.findings.retain(|found| !is_about(&found.quote));
                *inspection = Arc::new(kept);
            }
        }
    }

    /// Returns the state of the ticket at a time.
    pub fn state(&self, now: Timestamp) -> State {
        State::of(self.outcome, self.waits_until(), now)
    }

    /// Returns when the first wait ends; `None` if nothing is waited for.
    pub fn waits_until(&self) -> Option<Timestamp> {
        let of_steps = self.waits.values().map(|wait| wait.until).min();
        self.wait.or(of_steps)
    }

    /// Returns when the last wait ends, before which no result can be promised; `None` if nothing is waited
    /// for.
    pub fn last_wait_ends(&self) -> Option<Timestamp> {
        let of_steps = self.waits.values().map(|wait| wait.until);
        of_steps.chain(self.wait).max()
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
}
