//! What the window shows, in named parts. Views read it, `update` changes it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::drafts::Drafts;
use super::focus::{Field, FocusRequests};
use super::notices::{Notice, NoticeKind, Notices};
use super::open_ticket::OpenTicket;
use crate::app::effects::worker::Request;
use crate::app::settings::navigation::{Location, Overlay, Screen};
use crate::app::settings::preferences::Preferences;
use crate::app::settings::recent_commands::RecentCommands;
use crate::app::settings::window_geometry::WindowGeometry;
use crate::export::{Audience, Format};
use crate::kb::difference::Change;
use crate::kb::{KnowledgeBase, LinkId, StepId};
use crate::picture::Theme;
use crate::progress::Work;
use crate::ticket::store::{Page, Query, Tallies};

/// How long the window says that a picture was copied, in seconds.
pub const SECONDS_PICTURE_SHOWN: f64 = 2.0;

/// Work that is running.
#[derive(Clone, Debug)]
pub struct RunningWork {
    /// What is done, and how far it is.
    pub work: Work,
    /// Since when, in seconds of the window's clock.
    pub since: f64,
}

/// How the step is shown to others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presenting {
    /// Whether it is shown in a second window, too.
    pub in_second_window: bool,
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
    /// Only tickets that changed within this many days.
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

/// How the checklist leaves.
#[derive(Clone, Debug)]
pub struct ChecklistChoice {
    /// How it is written.
    pub format: Format,
    /// Who reads it.
    pub audience: Audience,
    /// The path to save it to, while it is being typed.
    pub path: String,
}

impl Default for ChecklistChoice {
    fn default() -> Self {
        Self { format: Format::Html, audience: Audience::Customer, path: String::new() }
    }
}

impl ChecklistChoice {
    /// Chooses the format. A file name that was typed follows if it ends as the format did.
    pub fn set_format(&mut self, format: Format) {
        let ending = format!(".{}", self.format.extension());
        if let Some(name) = self.path.strip_suffix(&ending) {
            self.path = format!("{name}.{}", format.extension());
        }
        self.format = format;
    }
}

/// Actions that could not be stored yet.
#[derive(Clone, Debug, Default)]
pub struct Unsaved {
    /// The actions, in order.
    pub requests: Vec<Request>,
    /// Why they could not be stored.
    pub reason: String,
}

/// What holds for as long as the window is open, whatever ticket is in it.
pub struct Session {
    /// The time, as of this frame.
    pub now: Timestamp,
    /// The window's clock, in seconds.
    pub seconds: f64,
    /// The time zone in which times are shown.
    pub zone: TimeZone,
    /// Whether the store has answered for the first time.
    pub is_ready: bool,
    /// Whether the window is about to close.
    pub closing: Closing,
    /// Where the window is.
    pub geometry: Option<WindowGeometry>,
    /// Whether the window is so small that everything stands in one column.
    pub is_narrow: bool,
    /// Whether a text field has the cursor.
    pub is_typing: bool,
    /// The theme in which the window is drawn.
    pub theme: Theme,
    /// What draws the window, by name.
    pub graphics: Option<&'static str>,
    /// Where the tickets are; `None` if they are gone when the window closes.
    pub data_folder: Option<PathBuf>,
    /// The knowledge base that new tickets begin with.
    pub today: Option<Arc<KnowledgeBase>>,
}

/// Everything the window shows.
pub struct State {
    /// What holds for as long as the window is open.
    pub session: Session,
    /// The screen.
    pub screen: Screen,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// Where the keyboard focus is to go.
    pub focus: FocusRequests,
    /// The list on the left.
    pub list: TicketList,
    /// The open ticket.
    pub open: Option<OpenTicket>,
    /// The step to bring into view once the ticket is open.
    pub return_to: Option<StepId>,
    /// Whether the ticket that opens next is a new one.
    pub opens_new: bool,
    /// What there is to tell.
    pub notices: Notices,
    /// Actions that could not be stored yet.
    pub unsaved: Unsaved,
    /// Running work, the newest last.
    pub work: Vec<RunningWork>,
    /// Whether a file dialog is open.
    pub is_picking: bool,
    /// How the checklist leaves.
    pub checklist: ChecklistChoice,
    /// How the step is shown to others.
    pub presenting: Presenting,
    /// What is being typed outside of the ticket.
    pub drafts: Drafts,
    /// How today's knowledge base differs from the ticket's, while that is shown.
    pub changes: Vec<Change>,
    /// What the technician prefers.
    pub preferences: Preferences,
    /// The commands chosen last in the palette.
    pub recent: RecentCommands,
    /// The addresses that the technician stored for links that have none.
    pub addresses: BTreeMap<LinkId, String>,
}

impl State {
    /// The state of a window that has just opened.
    pub fn new(now: Timestamp, zone: TimeZone) -> Self {
        Self {
            session: Session {
                now,
                seconds: 0.0,
                zone,
                is_ready: false,
                closing: Closing::No,
                geometry: None,
                is_narrow: false,
                is_typing: false,
                theme: Theme::Light,
                graphics: None,
                data_folder: None,
                today: None,
            },
            screen: Screen::default(),
            overlay: None,
            focus: FocusRequests::default(),
            list: TicketList::default(),
            open: None,
            return_to: None,
            opens_new: false,
            notices: Notices::default(),
            unsaved: Unsaved::default(),
            work: Vec::new(),
            is_picking: false,
            checklist: ChecklistChoice::default(),
            presenting: Presenting::default(),
            drafts: Drafts::default(),
            changes: Vec::new(),
            preferences: Preferences::default(),
            recent: RecentCommands::default(),
            addresses: BTreeMap::new(),
        }
    }

    /// Where the technician is.
    pub fn location(&self) -> Location {
        Location {
            ticket: self.open.as_ref().map(|open| open.ticket().id),
            // A start shows nobody's step to whoever may look on.
            screen: if self.screen == Screen::Present { Screen::Fix } else { self.screen },
            step: self.open.as_ref().and_then(|open| open.step.clone()),
            window: self.session.geometry,
        }
    }

    /// Whether today's knowledge base is another one than the ticket's.
    pub fn has_newer_knowledge(&self) -> bool {
        match (&self.open, &self.session.today) {
            (Some(open), Some(today)) => open.kb().fingerprint() != today.fingerprint(),
            _ => false,
        }
    }

    /// Adds running work.
    pub fn begin(&mut self, work: Work) {
        self.work.push(RunningWork { work, since: self.session.seconds });
    }

    /// Whether a picture was copied so short a time ago that the window still says so.
    pub fn shows_picture_copied(&self) -> bool {
        self.presenting
            .picture_at
            .is_some_and(|at| self.session.seconds - at < SECONDS_PICTURE_SHOWN)
    }

    /// Whether something failed or is not stored, and was not looked at yet.
    pub fn needs_a_look(&self) -> bool {
        !self.unsaved.requests.is_empty()
            || self.notices.shown(self.session.seconds).any(Notice::stays)
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
        self.notices.add(NoticeKind::News, text.into(), self.session.seconds);
    }

    /// Tells that something failed; the notice can be given a remedy.
    pub fn tell_error(&mut self, text: impl Into<String>) -> &mut Notice {
        self.notices.add(NoticeKind::Failure, text.into(), self.session.seconds)
    }
}
