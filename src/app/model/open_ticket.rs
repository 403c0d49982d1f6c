//! The open ticket, its diagnosis, and what is being typed into it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::customer_draft::CustomerDraft;
use super::drafts::{DetailDrafts, ExportDrafts, ProofDraft};
use super::folds::Folds;
use super::ranking::Ranking;
use super::symptom_list::SymptomList;
use crate::diagnosis::{Case, Diagnosis, Observation, Suggestion, TextReader, diagnose};
use crate::export::customers_zone;
use crate::kb::address::{Destination, Refusal, destination, own_destination};
use crate::kb::words::{Language, Translator};
use crate::kb::{KnowledgeBase, Link, LinkId, Step, StepId, SymptomId};
use crate::picture::{Closing, Presented, Shown};
use crate::privacy::{CustomerText, InternalText};
use crate::readers::reader_of;
use crate::ticket::customer::Offer;
use crate::ticket::store::Stored;
use crate::ticket::{CustomerId, Detail, StepOfMethod, Ticket, TicketId, TrackRecord};
use crate::ticket_service::CustomerOfTicket;

/// Makes one kind of detail.
type MakeDetail = fn(CustomerText) -> Detail;

/// The open ticket, its diagnosis, and what is being typed into it.
pub struct OpenTicket {
    /// The ticket as stored.
    pub stored: Stored,
    /// What is known about its symptoms, including the complaint as typed.
    pub case: Case,
    /// What files and the complaint say about symptoms, including findings that were overruled by an
    /// answer or taken back.
    pub findings: Vec<Observation>,
    /// What the words of the complaint seem to say, including what was answered or rejected since.
    pub suggestions: Vec<Suggestion>,
    /// What the screen says, while it is being typed.
    pub screen_text: String,
    /// The diagnosis of the case.
    pub diagnosis: Diagnosis,
    /// Which causes stand where.
    pub(super) ranking: Ranking,
    /// The symptoms as they are listed.
    pub symptom_list: SymptomList,
    /// What the list of symptoms is filtered by, as typed.
    pub symptom_filter: String,
    /// What is folded and unfolded.
    pub folds: Folds,
    /// The complaint as typed.
    pub complaint: String,
    /// The complaint as stored last; the typed one is kept while it differs.
    known_complaint: String,
    /// Whether it was just created, so that its reference gets the cursor.
    pub is_new: bool,
    /// How many events it began with, if it was created in this window and nothing was asked to be
    /// recorded on it since.
    pub began_with: Option<usize>,
    /// Another ticket that has the same reference.
    pub same_reference: Option<TicketId>,
    /// When the complaint was last typed but not yet stored, in seconds of the window's clock.
    pub complaint_since: Option<f64>,
    /// The note as typed.
    pub note: String,
    /// The customer, as far as is known.
    pub customer: CustomerOfTicket,
    /// The customer's profile while it is being edited.
    pub customer_draft: Option<CustomerDraft>,
    /// The time spent as typed, in minutes.
    pub minutes: Option<String>,
    /// Details as typed.
    pub details: DetailDrafts,
    /// The output pasted to prove the step in view.
    pub proof: ProofDraft,
    /// What settings were before a step changes them, as typed and not stored yet.
    pub values_before: BTreeMap<StepOfMethod, String>,
    /// Exported files that were read.
    pub exports: ExportDrafts,
    /// How often fixes and steps helped on the tickets of this store.
    pub record: TrackRecord,
    /// The step in view; `None` for the step in hand.
    pub step: Option<StepId>,
    /// The symptom picked in the list.
    pub picked: Option<SymptomId>,
    /// The symptom picked last, from which the next pick starts.
    pub picked_last: Option<SymptomId>,
    /// Whether the picked symptom has yet to scroll into view.
    pub shows_picked: bool,
    /// Whether the end of a step is being stored.
    pub is_ending_step: bool,
    reader: Arc<TextReader>,
}

impl OpenTicket {
    /// Diagnoses a ticket that was just opened.
    pub fn new(stored: Stored) -> Self {
        let reader = reader_of(&stored.kb);
        let (case, findings, suggestions) = known(&stored.ticket, &reader);
        let diagnosis = diagnose(&stored.kb, &case);
        let mut open = Self {
            ranking: Ranking::default(),
            symptom_list: SymptomList::default(),
            symptom_filter: String::new(),
            folds: Folds::default(),
            complaint: stored.ticket.complaint.for_insiders().to_owned(),
            known_complaint: stored.ticket.complaint.for_insiders().to_owned(),
            is_new: false,
            began_with: None,
            same_reference: None,
            complaint_since: None,
            note: String::new(),
            minutes: None,
            customer: CustomerOfTicket::default(),
            customer_draft: None,
            details: DetailDrafts::of(&stored.ticket),
            proof: ProofDraft::default(),
            values_before: BTreeMap::new(),
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
            screen_text: String::new(),
            diagnosis,
            reader,
            stored,
        };
        open.sort();
        open
    }

    /// What exported files tell of the ticket's customer and the profile does not say yet.
    pub fn offer(&self) -> Option<(CustomerId, Offer)> {
        let profile = self.customer.profile.as_ref()?;
        Some((profile.id, Offer::of(self.ticket(), profile)?))
    }

    /// Keeps the rows of symptoms where they are, or lets them go to their places.
    pub fn hold_symptoms(&mut self, is_held: bool) {
        self.symptom_list.is_held = is_held;
        if !is_held {
            self.sort();
        }
    }

    /// Sorts causes and symptoms for their lists.
    fn sort(&mut self) {
        let Self { stored, case, diagnosis, .. } = self;
        self.ranking = Ranking::of(diagnosis, &diagnosis.ruled_out(&stored.kb, case));
        let list = SymptomList::of(&stored.kb, case, diagnosis, &stored.events);
        self.symptom_list.update(list);
    }

    /// Takes in the ticket as stored now; what is being typed stays.
    pub fn refresh(&mut self, stored: Stored) {
        let complaint = stored.ticket.complaint.for_insiders();
        if self.complaint == self.known_complaint {
            complaint.clone_into(&mut self.complaint);
        }
        complaint.clone_into(&mut self.known_complaint);
        self.is_ending_step = false;
        self.details.follow(&self.stored.ticket, &stored.ticket);
        if self.kb().fingerprint() != stored.kb.fingerprint() {
            self.reader = reader_of(&stored.kb);
        }
        self.stored = stored;
        self.think();
    }

    /// The complaint as typed, to be stored. The store may return it with secrets masked.
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

    /// Whether the complaint has changed since it was diagnosed, which may take longer than a frame.
    pub fn is_behind(&self) -> bool {
        self.ticket().complaint.for_insiders() != self.complaint
    }

    /// Diagnoses again if the complaint has changed.
    pub fn catch_up(&mut self) {
        if self.is_behind() {
            self.think();
        }
    }

    /// Diagnoses again with the complaint as typed.
    pub fn think(&mut self) {
        self.stored.ticket.complaint = InternalText::from(self.complaint.as_str());
        (self.case, self.findings, self.suggestions) = known(&self.stored.ticket, &self.reader);
        self.diagnosis = diagnose(&self.stored.kb, &self.case);
        self.sort();
    }

    /// The ticket.
    pub fn ticket(&self) -> &Ticket {
        &self.stored.ticket
    }

    /// The knowledge base the ticket is pinned to.
    pub fn kb(&self) -> &KnowledgeBase {
        &self.stored.kb
    }

    /// Whether it was created in this window and nothing was put into it, so that nobody would miss it.
    pub fn is_untouched(&self) -> bool {
        let typed = [&self.complaint, &self.note, &self.screen_text, &self.details.callback];
        self.began_with == Some(self.stored.changes())
            && typed.into_iter().all(|text| text.trim().is_empty())
            && self.minutes.is_none()
            && self.typed_details().is_empty()
            && self.values_before.is_empty()
            && self.exports.paths.is_empty()
    }

    /// The steps of the fix in hand.
    pub fn steps(&self) -> Vec<&Step> {
        self.ticket().current_steps(self.kb())
    }

    /// The step in view: the one chosen, else the first that has not ended, else the last.
    pub fn step_in_view(&self) -> Option<&Step> {
        let steps = self.steps();
        let asked = self.step.as_ref().and_then(|id| steps.iter().find(|step| step.id == *id));
        asked.copied().or_else(|| self.ticket().current_step(self.kb())).or(steps.last().copied())
    }

    /// The details that were typed but not stored yet.
    pub fn typed_details(&self) -> Vec<Detail> {
        let (ticket, typed) = (self.ticket(), &self.details);
        let fields: [(&String, &CustomerText, MakeDetail); 6] = [
            (&typed.reference, &ticket.reference, Detail::Reference),
            (&typed.customer, &ticket.customer, Detail::Customer),
            (&typed.user, &ticket.user, Detail::User),
            (&typed.google_admin, &ticket.google_admin, Detail::GoogleAdmin),
            (&typed.headline, &ticket.headline, Detail::Headline),
            (&typed.closing, &ticket.closing, Detail::Closing),
        ];
        let changed = fields.into_iter().filter(|(typed, known, _)| typed.trim() != known.as_str());
        changed.map(|(typed, _, detail)| detail(CustomerText::from(typed.trim()))).collect()
    }

    /// The sentence of a step to say to the customer, in the language of the ticket. `language` is that
    /// of customers whose own is not known.
    pub fn sentence_to_say<'a>(&'a self, step: &'a Step, language: Language) -> &'a str {
        let language = self.ticket().language.unwrap_or(language);
        Translator::new(self.kb().translations(), language).step(step, "say", &step.say)
    }

    /// A step as one of the fix in hand.
    pub fn in_fix(&self, step: &StepId) -> Option<StepOfMethod> {
        let (cause, method) = self.ticket().current_fix(self.kb())?;
        Some((cause.id.clone(), method.id.clone(), step.clone()))
    }

    /// What the setting of a step in the fix in hand was before, as stored.
    pub fn value_before(&self, step: &StepId) -> Option<&str> {
        self.ticket().values_before.get(&self.in_fix(step)?).map(CustomerText::as_str)
    }

    /// The callback as typed, at the local time of the customer: in the zone of the ticket, of the
    /// preferences (`own`), or of this computer (`here`). `None` if nothing is typed.
    ///
    /// # Errors
    /// If what is typed is no time.
    pub fn typed_callback(
        &self,
        own: &str,
        here: &TimeZone,
    ) -> Result<Option<Timestamp>, jiff::Error> {
        let typed = self.details.callback.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let named = [self.ticket().time_zone.as_str(), own];
        let local: DateTime = typed.parse()?;
        Ok(Some(local.to_zoned(customers_zone(&named, here))?.timestamp()))
    }

    /// What is on a shared screen: the step in view, or once all steps have ended and none was chosen,
    /// what was done and what comes next. `language` is that of customers whose own is not known.
    pub fn presented(&self, language: Language, now: Timestamp) -> Option<Presented> {
        if let (None, Some(fix)) = (&self.step, self.ticket().current_fix(self.kb())) {
            let (kb, steps) = (self.kb(), self.ticket().current_results(self.kb()));
            let language = self.ticket().language.unwrap_or(language);
            if let Some(closing) = Closing::of(kb, fix, &steps, self.ticket().state(now), language)
            {
                return Some(Presented::Closing(closing));
            }
        }
        self.shown(language).map(|shown| Presented::Step(Box::new(shown)))
    }

    /// What anyone may see of the step in view. `language` is that of customers whose own is not known.
    pub fn shown(&self, language: Language) -> Option<Shown> {
        let steps = self.ticket().current_results(self.kb());
        let in_view = &self.step_in_view()?.id;
        let at = steps.iter().position(|(step, _)| step.id == *in_view)?;
        let language = self.ticket().language.unwrap_or(language);
        Shown::step(self.kb(), &steps, at, language)
    }

    /// The link of the step in view.
    pub fn link_in_view(&self) -> Option<&Link> {
        self.step_in_view().and_then(|step| self.kb().link(step.link.as_ref()?))
    }

    /// Whether the step in view leads anywhere.
    pub fn has_destination(&self) -> bool {
        let own = self.step_in_view().and_then(|step| self.kb().own_page(&step.id));
        self.link_in_view().is_some() || own.is_some_and(|(own, _)| own.address().is_some())
    }

    /// Where the link of the step in view leads.
    pub fn destination(
        &self,
        stored: &BTreeMap<LinkId, String>,
    ) -> Option<Result<Destination, Refusal>> {
        let own = self.step_in_view().and_then(|step| self.kb().own_page(&step.id));
        if let Some(address) = own.and_then(|(page, _)| page.address()) {
            return Some(own_destination(address, &self.ticket().places()));
        }
        Some(self.destination_of(self.link_in_view()?, stored))
    }

    /// Where a link leads for this ticket.
    ///
    /// # Errors
    /// If its address must not be opened.
    pub fn destination_of(
        &self,
        link: &Link,
        stored: &BTreeMap<LinkId, String>,
    ) -> Result<Destination, Refusal> {
        let places = self.ticket().places();
        destination(self.kb(), link, &places, stored.get(&link.id).map(String::as_str))
    }
}

/// What is known about a ticket's symptoms, and everything its files and its complaint show and suggest
/// about them, one finding per symptom.
fn known(ticket: &Ticket, reader: &TextReader) -> (Case, Vec<Observation>, Vec<Suggestion>) {
    let (shown, reading) = (ticket.shown(), ticket.read(reader));
    let in_text = reading.shown.iter().filter(|finding| !shown.contains_key(&finding.symptom));
    let findings = shown.values().chain(in_text).cloned().collect();
    let suggestions = reading.suggestions.clone();
    (ticket.case_with(reading), findings, suggestions)
}
