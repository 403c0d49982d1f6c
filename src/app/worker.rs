//! The store on a thread of its own, so that the window never waits for a disk.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use eframe::egui::ThemePreference;

use super::place::Place;
use crate::desk::{Desk, DeskError};
use crate::kb::LinkId;
use crate::ticket::store::{Query, Stored};
use crate::ticket::{Happening, State, Summary, TicketId};

/// The setting that keeps the place over restarts.
const PLACE: &str = "place";
/// The setting that keeps the addresses of links that have none.
const ADDRESSES: &str = "addresses";

/// The setting that keeps the theme.
const THEME: &str = "theme";

/// How many tickets are tried at the start before the window opens without one.
const MOST_TRIED: usize = 5;

/// What is kept over restarts.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// Where the technician was.
    pub place: Place,
    /// The addresses stored for links that have none.
    pub addresses: BTreeMap<LinkId, String>,
    /// The theme.
    pub theme: ThemePreference,
}

/// What the worker is asked.
#[derive(Clone, Debug)]
pub enum Request {
    /// Everything a window starts with.
    Start,
    /// The rows of other tickets.
    List(Query),
    /// A ticket to work on.
    Open(TicketId),
    /// A ticket to begin.
    New(String),
    /// Things that happened to a ticket.
    Record(TicketId, Vec<Happening>),
    /// The last thing to take back.
    Undo(TicketId),
    /// Where the technician is.
    Remember(Place),
    /// The theme.
    RememberTheme(ThemePreference),
    /// The address of a link that has none; nothing forgets it.
    RememberAddress(LinkId, Option<String>),
}

/// What the worker answers.
#[derive(Debug)]
pub enum Reply {
    /// What was remembered.
    Started(Remembered),
    /// Rows of tickets, and how many stand in each state.
    Listed(Vec<Summary>, Vec<(State, u32)>),
    /// A ticket to show.
    Opened(Box<Stored>),
    /// A ticket to which something happened, durably.
    Changed(Box<Stored>),
    /// The addresses of links that have none, as they now are.
    Addresses(BTreeMap<LinkId, String>),
    /// Something to tell that is no failure.
    Told(String),
    /// Something failed; the request can be tried again.
    Failed(String, Option<Request>),
}

/// The worker, as the window sees it.
pub enum Worker {
    /// On its own thread.
    Thread {
        /// Where requests go.
        requests: Option<Sender<Request>>,
        /// Where answers come from.
        replies: Receiver<Reply>,
        /// The thread, to wait for at the end.
        thread: Option<JoinHandle<()>>,
        /// Answers to requests that the thread no longer takes.
        undelivered: VecDeque<Reply>,
    },
    /// In the caller's thread, for tests: every request is answered at once.
    Inline {
        /// Does the work.
        counter: Box<Counter>,
        /// Answers not taken yet.
        replies: VecDeque<Reply>,
    },
}

impl Worker {
    /// Starts the thread. `open` opens the desk there, and may tell something; `wake` is called
    /// whenever there is an answer.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(
        open: impl FnOnce() -> (Result<Desk, DeskError>, Option<String>) + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, inbox) = channel::<Request>();
        let (outbox, replies) = channel();
        let thread = Builder::new().name("tickets".to_owned()).spawn(move || {
            let answer = |reply| {
                // A window that is gone needs no answer.
                let _ = outbox.send(reply);
                wake();
            };
            let (desk, told) = open();
            if let Some(told) = told {
                answer(Reply::Failed(told, None));
            }
            match desk {
                Ok(desk) => {
                    let mut counter = Counter::new(desk);
                    for request in inbox {
                        counter.serve(request).into_iter().for_each(&answer);
                    }
                }
                Err(error) => answer(Reply::Failed(error.to_string(), None)),
            }
        })?;
        Ok(Self::Thread {
            requests: Some(requests),
            replies,
            thread: Some(thread),
            undelivered: VecDeque::new(),
        })
    }

    /// A worker in the caller's thread.
    pub fn inline(desk: Desk) -> Self {
        Self::Inline { counter: Box::new(Counter::new(desk)), replies: VecDeque::new() }
    }

    /// Asks for something.
    pub fn ask(&mut self, request: Request) {
        match self {
            Self::Thread { requests, undelivered, .. } => {
                let Some(requests) = requests else { return };
                if let Err(lost) = requests.send(request) {
                    let told = "the ticket store has stopped; close Syncmend and start it again";
                    undelivered.push_back(Reply::Failed(told.to_owned(), Some(lost.0)));
                }
            }
            Self::Inline { counter, replies } => replies.extend(counter.serve(request)),
        }
    }

    /// The next answer, if there is one.
    pub fn answer(&mut self) -> Option<Reply> {
        match self {
            Self::Thread { replies, undelivered, .. } => {
                replies.try_recv().ok().or_else(|| undelivered.pop_front())
            }
            Self::Inline { replies, .. } => replies.pop_front(),
        }
    }

    /// Waits until everything asked for is on the disk.
    pub fn finish(&mut self) {
        if let Self::Thread { requests, thread, .. } = self {
            requests.take();
            if let Some(thread) = thread.take() {
                // A panic of that thread has been reported by the panic hook.
                let _ = thread.join();
            }
        }
    }
}

/// Does what is asked, one request after the other.
pub struct Counter {
    desk: Desk,
    query: Query,
}

impl Counter {
    fn new(desk: Desk) -> Self {
        Self { desk, query: Query::default() }
    }

    fn serve(&mut self, request: Request) -> Vec<Reply> {
        let changes_list = matches!(
            request,
            Request::Start
                | Request::New(_)
                | Request::Record(..)
                | Request::Undo(_)
                | Request::List(_)
        );
        let mut replies = match self.try_serve(request.clone()) {
            Ok(replies) => replies,
            Err(error @ DeskError::NothingToUndo) => vec![Reply::Told(error.to_string())],
            Err(error) => vec![Reply::Failed(error.to_string(), Some(request))],
        };
        if changes_list {
            // Told on its own: what was recorded is recorded even if the list cannot be read.
            let again = Request::List(self.query.clone());
            let listed = self.list();
            replies.push(listed.unwrap_or_else(|e| Reply::Failed(e.to_string(), Some(again))));
        }
        replies
    }

    fn try_serve(&mut self, request: Request) -> Result<Vec<Reply>, DeskError> {
        Ok(match request {
            Request::Start => self.start()?,
            Request::List(query) => {
                self.query = query;
                Vec::new()
            }
            Request::Open(id) => vec![Reply::Opened(Box::new(self.desk.store().load(id)?))],
            Request::New(reference) => {
                vec![Reply::Opened(Box::new(self.desk.open_ticket(&reference, Vec::new())?))]
            }
            Request::Record(id, happenings) => {
                vec![Reply::Changed(Box::new(self.desk.record(id, happenings)?))]
            }
            Request::Undo(id) => vec![Reply::Changed(Box::new(self.desk.undo(id)?))],
            Request::Remember(place) => self.remember(PLACE, &place)?,
            Request::RememberTheme(theme) => self.remember(THEME, &theme_name(theme))?,
            Request::RememberAddress(link, address) => self.remember_address(link, address)?,
        })
    }

    /// What a window starts with: where the technician was, else the newest ticket, else a sample.
    /// A ticket that cannot be read does not keep the others from being shown.
    fn start(&mut self) -> Result<Vec<Reply>, DeskError> {
        let place: Place = self.recall(PLACE)?;
        let addresses = self.recall(ADDRESSES)?;
        let theme = theme_named(&self.recall::<String>(THEME)?);
        let last = place.ticket;
        let mut replies = vec![Reply::Started(Remembered { place, addresses, theme })];
        let now = self.desk.now();
        let rows = self.desk.store().list(&Query::default(), now)?;
        if rows.is_empty() {
            replies.push(Reply::Opened(Box::new(self.desk.add_sample()?)));
            return Ok(replies);
        }
        let last = rows.iter().filter(|row| Some(row.id) == last);
        for row in last.chain(&rows).take(MOST_TRIED) {
            match self.desk.store().load(row.id) {
                Ok(stored) => {
                    replies.push(Reply::Opened(Box::new(stored)));
                    break;
                }
                Err(error) => {
                    let told = format!("{} cannot be opened: {error}", row.reference);
                    replies.push(Reply::Failed(told, None));
                }
            }
        }
        Ok(replies)
    }

    fn remember_address(
        &mut self,
        link: LinkId,
        address: Option<String>,
    ) -> Result<Vec<Reply>, DeskError> {
        let mut addresses: BTreeMap<LinkId, String> = self.recall(ADDRESSES)?;
        let told = if let Some(address) = address {
            addresses.insert(link, address);
            "Address stored; the button opens it from now on"
        } else {
            addresses.remove(&link);
            "Address forgotten"
        };
        self.remember(ADDRESSES, &addresses)?;
        Ok(vec![Reply::Addresses(addresses), Reply::Told(told.to_owned())])
    }

    fn list(&mut self) -> Result<Reply, DeskError> {
        let now = self.desk.now();
        let store = self.desk.store();
        Ok(Reply::Listed(store.list(&self.query, now)?, store.counts(now)?))
    }

    fn remember(
        &mut self,
        name: &str,
        value: &impl serde::Serialize,
    ) -> Result<Vec<Reply>, DeskError> {
        let json = serde_json::to_string(value).map_err(crate::ticket::store::StoreError::from)?;
        self.desk.store().set_setting(name, &json)?;
        Ok(Vec::new())
    }

    /// A setting, or its default where it was never set or is from another version.
    fn recall<T: serde::de::DeserializeOwned + Default>(
        &mut self,
        name: &str,
    ) -> Result<T, DeskError> {
        let json = self.desk.store().setting(name)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }
}

fn theme_name(theme: ThemePreference) -> &'static str {
    match theme {
        ThemePreference::System => "system",
        ThemePreference::Light => "light",
        ThemePreference::Dark => "dark",
    }
}

fn theme_named(name: &str) -> ThemePreference {
    let themes = [ThemePreference::Light, ThemePreference::Dark];
    themes.into_iter().find(|theme| theme_name(*theme) == name).unwrap_or(ThemePreference::System)
}
