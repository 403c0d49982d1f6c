//! The ticket in work, with what follows from it, and what is typed into it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::drafts::{DetailDrafts, ExportDrafts};
use crate::diagnosis::{Case, Diagnosis, Observation, Suggestion, TextReader, diagnose};
use crate::kb::address::{Destination, Refusal, destination};
use crate::kb::{KnowledgeBase, Link, LinkId, Step, StepId, SymptomId};
use crate::picture::Shown;
use crate::privacy::{CustomerText, InternalText};
use crate::ticket::store::Stored;
use crate::ticket::{Detail, Ticket, TrackRecord};
/// Makes one kind of detail.
type MakeDetail = fn(CustomerText) -> Detail;

/// The ticket in work, with what follows from it.
pub struct OpenTicket {
    /// As the store has it.
    pub stored: Stored,
    /// What is known about its symptoms, the complaint as typed included.
    pub case: Case,
    /// What files and the complaint tell of symptoms, also where an answer took its place or it was
    /// taken back.
    pub findings: Vec<Observation>,
    /// What the words of the complaint seem to say, also where an answer took its place or it was
    /// rejected.
    pub suggestions: Vec<Suggestion>,
    /// What follows from that.
    pub diagnosis: Diagnosis,
    /// The complaint as typed.
    pub complaint: String,
    /// The complaint as the store last told it; the typed one is kept while it differs.
    known_complaint: String,
    /// Whether it has just begun: its reference is to get the cursor.
    pub is_new: bool,
    /// Since when the typed complaint waits to be stored, in seconds of the window's clock.
    pub complaint_since: Option<f64>,
    /// The note as typed.
    pub note: String,
    /// Details as typed.
    pub details: DetailDrafts,
    /// Exported files that were read.
    pub exports: ExportDrafts,
    /// What the tickets of this store say of fixes and steps.
    pub record: TrackRecord,
    /// The step in view, where it is not the step in hand.
    pub step: Option<StepId>,
    /// The symptom picked in the list.
    pub picked: Option<SymptomId>,
    /// The symptom picked last, from where the next pick goes on.
    pub picked_last: Option<SymptomId>,
    /// Whether the symptom picked is to be brought into view.
    pub shows_picked: bool,
    /// Whether the end of a step is on its way to the store.
    pub is_ending_step: bool,
    reader: Arc<TextReader>,
}

impl OpenTicket {
    /// A ticket that was just opened.
    pub fn new(stored: Stored) -> Self {
        let reader = TextReader::of(&stored.kb);
        let (case, findings, suggestions) = known(&stored.ticket, &reader);
        let diagnosis = diagnose(&stored.kb, &case);
        Self {
            complaint: stored.ticket.complaint.for_insiders().to_owned(),
            known_complaint: stored.ticket.complaint.for_insiders().to_owned(),
            is_new: false,
            complaint_since: None,
            note: String::new(),
            details: DetailDrafts::of(&stored.ticket),
            exports: ExportDrafts::default(),
            record: TrackRecord::default(),
            step: None,
            picked: None,
            picked_last: None,
            shows_picked: false,
            is_ending_step: false,
            case,
            findings,
            suggestions,
            diagnosis,
            reader,
            stored,
        }
    }

    /// Takes in what the store now has; what is being typed stays.
    pub fn refresh(&mut self, stored: Stored) {
        let told = stored.ticket.complaint.for_insiders();
        if self.complaint == self.known_complaint {
            told.clone_into(&mut self.complaint);
        }
        told.clone_into(&mut self.known_complaint);
        self.is_ending_step = false;
        let typed_details = self.details != DetailDrafts::of(&self.stored.ticket);
        if !typed_details {
            self.details = DetailDrafts::of(&stored.ticket);
        }
        if self.kb().fingerprint() != stored.kb.fingerprint() {
            self.reader = TextReader::of(&stored.kb);
        }
        self.stored = stored;
        self.think();
    }

    /// The complaint as typed, on its way to the store, which may tell another one back: without the
    /// secrets in it.
    pub fn complaint_sent(&mut self) -> InternalText {
        self.complaint_since = None;
        self.known_complaint.clone_from(&self.complaint);
        InternalText::from(self.complaint.as_str())
    }

    /// Takes in what was typed as the complaint; the diagnosis follows at the next frame.
    pub fn type_complaint(&mut self, typed: String, seconds: f64) {
        self.complaint = typed;
        self.complaint_since = Some(seconds);
    }

    /// Whether the complaint was typed on since it was read: that may take longer than a frame.
    pub fn is_behind(&self) -> bool {
        self.ticket().complaint.for_insiders() != self.complaint
    }

    /// Diagnoses again where the complaint was typed on.
    pub fn catch_up(&mut self) {
        if self.is_behind() {
            self.think();
        }
    }

    /// Diagnoses again, with the complaint as typed.
    pub fn think(&mut self) {
        self.stored.ticket.complaint = InternalText::from(self.complaint.as_str());
        (self.case, self.findings, self.suggestions) = known(&self.stored.ticket, &self.reader);
        self.diagnosis = diagnose(&self.stored.kb, &self.case);
    }

    /// The ticket.
    pub fn ticket(&self) -> &Ticket {
        &self.stored.ticket
    }

    /// The knowledge base it is pinned to.
    pub fn kb(&self) -> &KnowledgeBase {
        &self.stored.kb
    }

    /// The steps of the fix in hand.
    pub fn steps(&self) -> Vec<&Step> {
        self.ticket().steps_in_hand(self.kb())
    }

    /// The step in view: the one asked for, else the first that has not ended, else the last.
    pub fn step_in_view(&self) -> Option<&Step> {
        let steps = self.steps();
        let asked = self.step.as_ref().and_then(|id| steps.iter().find(|step| step.id == *id));
        asked.copied().or_else(|| self.ticket().step_in_hand(self.kb())).or(steps.last().copied())
    }

    /// Details that were typed and are not the ticket's yet.
    pub fn typed_details(&self) -> Vec<Detail> {
        let (ticket, typed) = (self.ticket(), &self.details);
        let fields: [(&String, &CustomerText, MakeDetail); 4] = [
            (&typed.reference, &ticket.reference, Detail::Reference),
            (&typed.customer, &ticket.customer, Detail::Customer),
            (&typed.user, &ticket.user, Detail::User),
            (&typed.google_admin, &ticket.google_admin, Detail::GoogleAdmin),
        ];
        let changed = fields.into_iter().filter(|(typed, known, _)| typed.trim() != known.as_str());
        changed.map(|(typed, _, detail)| detail(CustomerText::from(typed.trim()))).collect()
    }

    /// What anybody may see of the step in view.
    pub fn shown(&self) -> Option<Shown> {
        let steps = self.ticket().results_in_hand(self.kb());
        let in_view = &self.step_in_view()?.id;
        let at = steps.iter().position(|(step, _)| step.id == *in_view)?;
        Shown::step(self.kb(), &steps, at)
    }

    /// The link of the step in view.
    pub fn link_in_view(&self) -> Option<&Link> {
        self.step_in_view().and_then(|step| self.kb().link(step.link.as_ref()?))
    }

    /// Where the link of the step in view leads.
    pub fn destination(
        &self,
        stored: &BTreeMap<LinkId, String>,
    ) -> Option<Result<Destination, Refusal>> {
        Some(self.destination_of(self.link_in_view()?, stored))
    }

    /// Where a link leads for this ticket.
    ///
    /// # Errors
    /// Why its address may not be opened.
    pub fn destination_of(
        &self,
        link: &Link,
        stored: &BTreeMap<LinkId, String>,
    ) -> Result<Destination, Refusal> {
        let places = self.ticket().places();
        destination(self.kb(), link, &places, stored.get(&link.id).map(String::as_str))
    }
}

/// What is known about a ticket's symptoms, and everything its files and its complaint tell of them,
/// one finding a symptom.
fn known(ticket: &Ticket, reader: &TextReader) -> (Case, Vec<Observation>, Vec<Suggestion>) {
    let (shown, reading) = (ticket.shown(reader), ticket.read(reader));
    let in_text = reading.shown.iter().filter(|finding| !shown.contains_key(&finding.symptom));
    let findings = shown.values().chain(in_text).cloned().collect();
    let suggestions = reading.suggestions.clone();
    (ticket.case_with(reading, reader), findings, suggestions)
}
