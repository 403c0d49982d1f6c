//! What the window shows. Screens read it, `carry_out.rs` changes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::drafts::{DetailDrafts, KeepDrafts, Palette, PreferenceDrafts};
use super::focus::Focus;
use super::notices::{Kind, Notice, Notices};
use super::place::{Overlay, Place, Screen};
use super::preferences::Preferences;
use super::recent::Recent;
use super::window_place::WindowPlace;
use super::worker::Request;
use crate::diagnosis::{Case, Diagnosis, Observation, TextReader, diagnose};
use crate::export::{Audience, Format};
use crate::kb::address::{Destination, Refusal, destination};
use crate::kb::difference::Change;
use crate::kb::{KnowledgeBase, Link, LinkId, Step, StepId, SymptomId};
use crate::picture::Shown;
use crate::privacy::{CustomerText, InternalText};
use crate::progress::Work;
use crate::ticket::store::{Page, Query, Stored, Tallies};
use crate::ticket::{Detail, Ticket, TrackRecord};

/// How long it is told that a picture was copied, in seconds.
pub const SECONDS_PICTURE_TOLD: f64 = 2.0;

/// Work that is under way.
#[derive(Clone, Debug)]
pub struct Underway {
    /// What is done, and how far it is.
    pub work: Work,
    /// Since when, in seconds of the window's clock.
    pub since: f64,
}

/// How the step is shown to others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presenting {
    /// Whether it is shown in a window of its own, too.
    pub elsewhere: bool,
    /// When a picture of it was copied, in seconds of the window's clock.
    pub picture_at: Option<f64>,
}

/// The list of tickets on the left.
#[derive(Clone, Debug, Default)]
pub struct TicketList {
    /// Which tickets are asked for.
    pub query: Query,
    /// Their rows, as far as anybody has scrolled.
    pub page: Page,
    /// How many tickets there are of each kind.
    pub tallies: Tallies,
    /// Only tickets that changed in so many days.
    pub days: Option<u32>,
    /// The row to bring into view.
    pub go_to: Option<usize>,
}

/// Makes one kind of detail.
type MakeDetail = fn(CustomerText) -> Detail;

/// The ticket in work, with what follows from it.
pub struct OpenTicket {
    /// As the store has it.
    pub stored: Stored,
    /// What is known about its symptoms, the complaint as typed included.
    pub case: Case,
    /// What the complaint tells of symptoms, also where an answer took its place or it was taken
    /// back.
    pub findings: Vec<Observation>,
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
        let case = stored.ticket.case(&reader);
        let diagnosis = diagnose(&stored.kb, &case);
        let findings = findings(&stored.ticket, &reader);
        Self {
            complaint: stored.ticket.complaint.for_insiders().to_owned(),
            known_complaint: stored.ticket.complaint.for_insiders().to_owned(),
            is_new: false,
            complaint_since: None,
            note: String::new(),
            details: DetailDrafts::of(&stored.ticket),
            record: TrackRecord::default(),
            step: None,
            picked: None,
            picked_last: None,
            shows_picked: false,
            is_ending_step: false,
            case,
            findings,
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

    /// Diagnoses again, with the complaint as typed.
    pub fn think(&mut self) {
        self.stored.ticket.complaint = InternalText::from(self.complaint.as_str());
        self.case = self.stored.ticket.case(&self.reader);
        self.findings = findings(&self.stored.ticket, &self.reader);
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
        let steps = self.ticket().marks_in_hand(self.kb());
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

/// What a ticket's complaint tells by itself.
fn findings(ticket: &Ticket, reader: &TextReader) -> Vec<Observation> {
    reader.read(ticket.complaint.for_insiders(), &BTreeSet::new()).findings
}

/// Whether the window is about to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// It is not.
    No,
    /// It is, once everything that was done has been tried to be stored.
    AfterStoring,
    /// It is, with whatever is held.
    Now,
}

/// Everything the window shows.
pub struct State {
    /// The screen.
    pub screen: Screen,
    /// The list on the left.
    pub list: TicketList,
    /// The ticket in work.
    pub open: Option<OpenTicket>,
    /// The step to bring into view once the ticket is open.
    pub return_to: Option<StepId>,
    /// What there is to tell.
    pub notices: Notices,
    /// Addresses the technician has stored for links that have none.
    pub addresses: BTreeMap<LinkId, String>,
    /// An address that is being typed.
    pub address_draft: String,
    /// How the checklist is written.
    pub format: Format,
    /// Who reads the checklist.
    pub audience: Audience,
    /// The file that is being typed.
    pub path_draft: String,
    /// Whether a file dialog is open.
    pub is_picking: bool,
    /// Whether the ticket that opens next is a new one.
    pub opens_new: bool,
    /// Actions that could not be stored yet, and why.
    pub held: Vec<Request>,
    /// Why they could not.
    pub held_because: String,
    /// Whether the window is about to close.
    pub closing: Closing,
    /// The knowledge base that new tickets begin with.
    pub today: Option<Arc<KnowledgeBase>>,
    /// How the step is shown to others.
    pub presenting: Presenting,
    /// Where the window is.
    pub window: Option<WindowPlace>,
    /// What the technician prefers.
    pub preferences: Preferences,
    /// Longer work that is under way, the newest last.
    pub work: Vec<Underway>,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// Where the keyboard is to be put.
    pub focus: Focus,
    /// What today's knowledge base says otherwise, while it is shown.
    pub changes: Vec<Change>,
    /// What is being typed to import, back up, restore or purge.
    pub keep: KeepDrafts,
    /// Preferences that are being typed.
    pub preference_drafts: PreferenceDrafts,
    /// What draws the window.
    pub renderer: Option<&'static str>,
    /// Where the tickets are.
    pub data_folder: Option<PathBuf>,
    /// What is typed into the palette.
    pub palette: Palette,
    /// What was chosen there last.
    pub recent: Recent,
    /// The time, as of this frame.
    pub now: Timestamp,
    /// The window's clock, in seconds.
    pub seconds: f64,
    /// The time zone in which times are shown.
    pub zone: TimeZone,
    /// Whether the store has answered for the first time.
    pub is_ready: bool,
}

impl State {
    /// The state of a window that has just opened.
    pub fn new(now: Timestamp, zone: TimeZone) -> Self {
        Self {
            screen: Screen::default(),
            list: TicketList::default(),
            open: None,
            return_to: None,
            notices: Notices::default(),
            addresses: BTreeMap::new(),
            address_draft: String::new(),
            format: Format::Html,
            audience: Audience::Customer,
            path_draft: String::new(),
            is_picking: false,
            opens_new: false,
            held: Vec::new(),
            held_because: String::new(),
            closing: Closing::No,
            today: None,
            presenting: Presenting::default(),
            window: None,
            preferences: Preferences::default(),
            work: Vec::new(),
            overlay: None,
            focus: Focus::default(),
            changes: Vec::new(),
            keep: KeepDrafts::default(),
            preference_drafts: PreferenceDrafts::default(),
            renderer: None,
            data_folder: None,
            palette: Palette::default(),
            recent: Recent::default(),
            now,
            seconds: 0.0,
            zone,
            is_ready: false,
        }
    }

    /// Where the technician is.
    pub fn place(&self) -> Place {
        Place {
            ticket: self.open.as_ref().map(|open| open.ticket().id),
            // A start shows nobody's step to whoever may look on.
            screen: if self.screen == Screen::Present { Screen::Fix } else { self.screen },
            step: self.open.as_ref().and_then(|open| open.step.clone()),
            window: self.window,
        }
    }

    /// Whether today's knowledge base is another one than the ticket's.
    pub fn has_newer_knowledge(&self) -> bool {
        match (&self.open, &self.today) {
            (Some(open), Some(today)) => open.kb().fingerprint() != today.fingerprint(),
            _ => false,
        }
    }

    /// Takes in that work has begun.
    pub fn begin(&mut self, work: Work) {
        self.work.push(Underway { work, since: self.seconds });
    }

    /// Whether a picture was copied so short a time ago that it is still told.
    pub fn tells_of_picture(&self) -> bool {
        self.presenting.picture_at.is_some_and(|at| self.seconds - at < SECONDS_PICTURE_TOLD)
    }

    /// Whether something failed or is not stored, and was not looked at yet.
    pub fn needs_a_look(&self) -> bool {
        !self.held.is_empty() || self.notices.shown(self.seconds).any(Notice::stays)
    }

    /// Tells something that passes.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notices.add(Kind::News, text.into(), self.seconds);
    }

    /// Tells that something failed; the notice can be given a remedy.
    pub fn tell_error(&mut self, text: impl Into<String>) -> &mut Notice {
        self.notices.add(Kind::Failure, text.into(), self.seconds)
    }
}
