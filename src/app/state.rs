//! What the window shows. Screens read it, `carry_out.rs` changes it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::drafts::{KeepDrafts, Palette, PreferenceDrafts};
use super::focus::{Field, Focus};
use super::notices::{Kind, Notice, Notices};
use super::open_ticket::OpenTicket;
use super::place::{Overlay, Place, Screen};
use super::preferences::Preferences;
use super::recent::Recent;
use super::window_place::WindowPlace;
use super::worker::Request;
use crate::export::{Audience, Format};
use crate::kb::difference::Change;
use crate::kb::{KnowledgeBase, LinkId, StepId};
use crate::progress::Work;
use crate::ticket::store::{Page, Query, Tallies};

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
    /// Whether to go to the first row once the search has an answer.
    pub opens_found: bool,
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

    /// Puts the cursor to where the checklist is to be saved, where that is in view: what is typed next
    /// is meant for it, and would be commands elsewhere.
    pub fn goes_on_with_path(&mut self) {
        if self.screen == Screen::WrapUp && self.overlay.is_none() {
            self.focus.cursor_to = Some(Field::Path);
        }
    }

    /// Tells something that passes.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notices.add(Kind::News, text.into(), self.seconds);
    }

    /// Chooses the format of documents. A file name that was typed goes with it where it ends as the
    /// format did.
    pub fn choose(&mut self, format: Format) {
        let ending = format!(".{}", self.format.extension());
        if let Some(name) = self.path_draft.strip_suffix(&ending) {
            self.path_draft = format!("{name}.{}", format.extension());
        }
        self.format = format;
    }

    /// Tells that something failed; the notice can be given a remedy.
    pub fn tell_error(&mut self, text: impl Into<String>) -> &mut Notice {
        self.notices.add(Kind::Failure, text.into(), self.seconds)
    }
}
