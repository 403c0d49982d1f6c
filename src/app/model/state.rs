//! What the window shows, in named parts. Views read it, `update` changes it.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::drafts::Drafts;
use super::ending::EndingDraft;
use super::focus::{Field, FocusRequests};
use super::folds::Folds;
use super::monitors::Monitors;
use super::notices::{Notice, NoticeKind, Notices};
use super::open_ticket::OpenTicket;
use super::preview::DocumentPreview;
use super::work_clock::WorkClock;
use crate::app::command::{Command, PresentCommand};
use crate::app::effects::worker::Request;
use crate::app::settings::navigation::{Location, Overlay, Screen};
use crate::app::settings::preferences::Preferences;
use crate::app::settings::recent_commands::RecentCommands;
use crate::app::settings::window_geometry::WindowGeometry;
use crate::build_info;
use crate::export::{Audience, Format};
use crate::kb::difference::Change;
use crate::kb::{KnowledgeBase, LinkId, StepId};
use crate::picture::{Presented, Theme};
use crate::progress::Work;
use crate::ticket::TicketId;
use crate::ticket::store::{Page, Query, Tallies};
use crate::ticket_service::Arrived;

/// Work that is running.
#[derive(Clone, Debug)]
pub struct RunningWork {
    /// The work and its progress.
    pub work: Work,
    /// When it began, in seconds of the window's clock.
    pub since: f64,
}

/// How the step is presented.
#[derive(Clone, Debug, Default)]
pub struct Presenting {
    /// What a second window shows; `None` if it is closed.
    pub second_window: Option<SecondWindow>,
}

/// What the second window shows. It stays with its ticket until the technician says otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct SecondWindow {
    /// The ticket.
    pub ticket: TicketId,
    /// What is shown of it, as of the time when it was last open.
    pub presented: Presented,
    /// The monitor that it fills, from 0; `None` for a plain window.
    pub monitor: Option<usize>,
    /// Whether the technician was told that another ticket is open.
    pub is_other_told: bool,
}

/// The list of tickets on the left.
#[derive(Clone, Debug, Default)]
pub struct TicketList {
    /// Which tickets to list.
    pub query: Query,
    /// The rows loaded so far.
    pub page: Page,
    /// The number of tickets in each state and with each cause.
    pub tallies: Tallies,
    /// Lists only tickets changed within this many days.
    pub days: Option<u32>,
    /// Whether the filters are shown below the list.
    pub shows_filters: bool,
    /// The row to scroll to.
    pub go_to: Option<usize>,
    /// Whether to open the first row once the search returns.
    pub opens_found: bool,
}

/// Whether the window is about to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// No.
    No,
    /// Yes, once the store has tried everything it was asked.
    AfterStoring,
    /// Yes, even if actions are not stored.
    Now,
}

/// How the checklist is exported.
#[derive(Clone, Debug)]
pub struct ChecklistChoice {
    /// The file format.
    pub format: Format,
    /// Who reads it.
    pub audience: Audience,
    /// Whether it includes drawings of console pages, if the format can show them.
    pub with_pictures: bool,
    /// The path to save it to, as typed.
    pub path: String,
}

impl Default for ChecklistChoice {
    fn default() -> Self {
        Self {
            format: Format::Html,
            audience: Audience::Customer,
            with_pictures: true,
            path: String::new(),
        }
    }
}

impl ChecklistChoice {
    /// Chooses the format. The typed file name changes with it if it has the extension of the old one.
    pub fn set_format(&mut self, format: Format) {
        let ending = format!(".{}", self.format.extension());
        if let Some(name) = self.path.strip_suffix(&ending) {
            self.path = format!("{name}.{}", format.extension());
        }
        self.format = format;
    }
}

/// Actions not stored yet.
#[derive(Clone, Debug, Default)]
pub struct Unsaved {
    /// The actions, in order.
    pub requests: Vec<Request>,
    /// Why they are not stored.
    pub reason: String,
}

/// What holds while the window is open, whichever ticket is open.
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
    /// Whether the list of tickets stands beside the screen, and not as a rail or an overlay.
    pub has_list: bool,
    /// Whether a text field has the cursor.
    pub is_typing: bool,
    /// The theme in which the window is drawn.
    pub theme: Theme,
    /// The day on which the program was built; `None` if nobody knows.
    pub built: Option<Date>,
    /// The name of the graphics backend.
    pub graphics: Option<&'static str>,
    /// The folder that keeps the tickets; `None` if they are lost when the window closes.
    pub data_folder: Option<PathBuf>,
    /// The monitors, as far as they are known.
    pub monitors: Monitors,
    /// The knowledge base of new tickets.
    pub today: Option<Arc<KnowledgeBase>>,
    /// The same with the areas that the preferences leave out.
    pub loaded: Option<Arc<KnowledgeBase>>,
    /// The folders of one's own that may be laid over it, by their names.
    pub pack_folders: Vec<String>,
}

impl Session {
    /// What to say of a program that has grown old; `None` if it is not old.
    pub fn age_notice(&self) -> Option<String> {
        let date = self.now.to_zoned(self.zone.clone()).date();
        build_info::age_notice(self.built, date)
    }
}

/// Everything the window shows.
pub struct State {
    /// What holds while the window is open.
    pub session: Session,
    /// The screen in front.
    pub screen: Screen,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// Requests to move the keyboard focus.
    pub focus: FocusRequests,
    /// The list on the left.
    pub list: TicketList,
    /// The open ticket.
    pub open: Option<OpenTicket>,
    /// How long somebody works on the open ticket.
    pub work_clock: WorkClock,
    /// The step to show once the ticket is open.
    pub return_to: Option<StepId>,
    /// The ticket that was open before the one that is new.
    pub before_new: Option<TicketId>,
    /// Whether the next ticket to open is a new one.
    pub opens_new: bool,
    /// What came from the ticket system and was not decided yet, the oldest first.
    pub arrived: VecDeque<Arrived>,
    /// Messages to the technician.
    pub notices: Notices,
    /// Actions not stored yet.
    pub unsaved: Unsaved,
    /// Running work, the newest last.
    pub work: Vec<RunningWork>,
    /// The folder in which a file was saved last.
    pub last_folder: Option<PathBuf>,
    /// The preferred folder, if it does not exist.
    pub missing_folder: Option<PathBuf>,
    /// Whether a file dialog is open.
    pub is_picking: bool,
    /// How the checklist is exported.
    pub checklist: ChecklistChoice,
    /// The document as its readers get it.
    pub preview: DocumentPreview,
    /// How the ticket is about to end.
    pub ending: EndingDraft,
    /// How the step is presented.
    pub presenting: Presenting,
    /// What is being typed outside the ticket.
    pub drafts: Drafts,
    /// What was folded and unfolded in tickets that are not open now.
    pub folds: BTreeMap<TicketId, Folds>,
    /// How today's knowledge base differs from the ticket's, while the overlay shows it.
    pub changes: Vec<Change>,
    /// What the technician prefers.
    pub preferences: Preferences,
    /// The commands chosen last in the palette.
    pub recent: RecentCommands,
    /// The addresses the technician stored for links that have none.
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
                has_list: true,
                is_typing: false,
                theme: Theme::Light,
                built: None,
                graphics: None,
                data_folder: None,
                monitors: Monitors::default(),
                today: None,
                loaded: None,
                pack_folders: Vec::new(),
            },
            screen: Screen::default(),
            overlay: None,
            focus: FocusRequests::default(),
            list: TicketList::default(),
            open: None,
            work_clock: WorkClock::default(),
            return_to: None,
            before_new: None,
            opens_new: false,
            arrived: VecDeque::new(),
            notices: Notices::default(),
            unsaved: Unsaved::default(),
            work: Vec::new(),
            last_folder: None,
            missing_folder: None,
            is_picking: false,
            checklist: ChecklistChoice::default(),
            preview: DocumentPreview::default(),
            ending: EndingDraft::default(),
            presenting: Presenting::default(),
            drafts: Drafts::default(),
            folds: BTreeMap::new(),
            changes: Vec::new(),
            preferences: Preferences::default(),
            recent: RecentCommands::default(),
            addresses: BTreeMap::new(),
        }
    }

    /// Where the technician is, to return to after a restart.
    pub fn location(&self) -> Location {
        Location {
            ticket: self.open.as_ref().map(|open| open.ticket().id),
            // After a restart, a step must not be on a shared screen unasked.
            screen: match self.screen {
                Screen::Present => Screen::Fix,
                // What files show beside each other is not kept.
                Screen::Files => Screen::Diagnose,
                screen => screen,
            },
            step: self.open.as_ref().and_then(|open| open.step.clone()),
            window: self.session.geometry,
        }
    }

    /// Whether today's knowledge base differs from the ticket's.
    pub fn has_newer_knowledge(&self) -> bool {
        match (&self.open, &self.session.today) {
            (Some(open), Some(today)) => open.kb().fingerprint() != today.fingerprint(),
            _ => false,
        }
    }

    /// Whether today's knowledge base says something otherwise than the ticket's, other areas left out
    /// aside.
    pub fn has_changed_knowledge(&self) -> bool {
        let whole = |kb: &KnowledgeBase| kb.whole().map_or(kb.fingerprint(), |it| it.fingerprint());
        match (&self.open, &self.session.today) {
            (Some(open), Some(today)) => whole(open.kb()) != whole(today),
            _ => false,
        }
    }

    /// Adds running work.
    pub fn begin(&mut self, work: Work) {
        self.work.push(RunningWork { work, since: self.session.seconds });
    }

    /// What the open ticket has on a shared screen.
    pub fn presented(&self) -> Option<Presented> {
        let language = self.preferences.letterhead.language;
        self.open.as_ref()?.presented(language, self.session.now)
    }

    /// Whether the second window shows the open ticket.
    pub fn is_second_window_here(&self) -> bool {
        let open = self.open.as_ref().map(|open| open.ticket().id);
        self.presenting.second_window.as_ref().map(|second| second.ticket) == open && open.is_some()
    }

    /// Lets the second window follow its ticket. If another ticket was opened, the window stays as it
    /// was, and the technician is told once.
    pub fn follow_second_window(&mut self) {
        let is_here = self.is_second_window_here();
        // Only for a window that shows it: what is presented is made anew in each frame.
        let presented = if is_here { self.presented() } else { None };
        let Some(second) = &mut self.presenting.second_window else { return };
        if is_here {
            second.is_other_told = false;
            if let Some(presented) = presented {
                second.presented = presented;
            }
        } else if self.open.is_some() && !second.is_other_told {
            second.is_other_told = true;
            let text = "The shared view still shows the other ticket";
            let remedy = Command::Present(PresentCommand::ShareOpenTicket);
            let notice =
                self.notices.add(NoticeKind::Action, text.to_owned(), self.session.seconds);
            notice.remedy = Some(("Share this one".to_owned(), remedy));
        }
    }

    /// Whether something failed, waits for a decision or is not stored, and is still shown.
    pub fn needs_attention(&self) -> bool {
        !self.unsaved.requests.is_empty()
            || self.notices.in_bar(self.session.seconds).is_some_and(Notice::stays)
    }

    /// Puts the cursor into the path of the checklist if that is in view: what is typed next is meant
    /// for it, and would run commands elsewhere.
    pub fn focus_path(&mut self) {
        if self.screen == Screen::WrapUp && self.overlay.is_none() {
            self.focus.cursor_to = Some(Field::Path);
        }
    }

    /// The folder that save dialogs start in: the one used last, else the preferred one.
    pub fn save_folder(&self) -> Option<PathBuf> {
        self.last_folder.clone().or_else(|| self.preferences.folder.clone())
    }

    /// Shows a notice that passes by itself, also if another ticket is opened.
    pub fn announce(&mut self, text: impl Into<String>) {
        let notice = self.notices.add(NoticeKind::News, text.into(), self.session.seconds);
        notice.outlives_ticket = true;
    }

    /// Shows a notice about the open ticket that passes by itself.
    pub fn notify(&mut self, text: impl Into<String>) {
        self.notices.add(NoticeKind::News, text.into(), self.session.seconds);
    }

    /// Shows a notice of a failure and returns it, so that it can be given a remedy.
    pub fn report_failure(&mut self, text: impl Into<String>) -> &mut Notice {
        self.notices.add(NoticeKind::Failure, text.into(), self.session.seconds)
    }
}
