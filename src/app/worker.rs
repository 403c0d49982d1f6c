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
    /// The addresses of links that have none.
    RememberAddresses(BTreeMap<LinkId, String>),
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
        Ok(Self::Thread { requests: Some(requests), replies, thread: Some(thread) })
    }

    /// A worker in the caller's thread.
    pub fn inline(desk: Desk) -> Self {
        Self::Inline { counter: Box::new(Counter::new(desk)), replies: VecDeque::new() }
    }

    /// Asks for something.
    pub fn ask(&mut self, request: Request) {
        match self {
            Self::Thread { requests, .. } => {
                if let Some(requests) = requests {
                    // A thread that is gone has already told why.
                    let _ = requests.send(request);
                }
            }
            Self::Inline { counter, replies } => replies.extend(counter.serve(request)),
        }
    }

    /// The next answer, if there is one.
    pub fn answer(&mut self) -> Option<Reply> {
        match self {
            Self::Thread { replies, .. } => replies.try_recv().ok(),
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
        self.try_serve(request.clone())
            .unwrap_or_else(|error| vec![Reply::Failed(error.to_string(), Some(request))])
    }

    fn try_serve(&mut self, request: Request) -> Result<Vec<Reply>, DeskError> {
        Ok(match request {
            Request::Start => self.start()?,
            Request::List(query) => {
                self.query = query;
                vec![self.list()?]
            }
            Request::Open(id) => vec![Reply::Opened(Box::new(self.desk.store().load(id)?))],
            Request::New(reference) => {
                let stored = self.desk.open_ticket(&reference, Vec::new())?;
                vec![Reply::Opened(Box::new(stored)), self.list()?]
            }
            Request::Record(id, happenings) => {
                let stored = self.desk.record(id, happenings)?;
                vec![Reply::Changed(Box::new(stored)), self.list()?]
            }
            Request::Undo(id) => {
                let stored = self.desk.undo(id)?;
                vec![Reply::Changed(Box::new(stored)), self.list()?]
            }
            Request::Remember(place) => self.remember(PLACE, &place)?,
            Request::RememberTheme(theme) => self.remember(THEME, &theme_name(theme))?,
            Request::RememberAddresses(addresses) => self.remember(ADDRESSES, &addresses)?,
        })
    }

    /// What a window starts with: where the technician was, else the newest ticket, else a sample.
    fn start(&mut self) -> Result<Vec<Reply>, DeskError> {
        let place: Place = self.recall(PLACE)?;
        let addresses = self.recall(ADDRESSES)?;
        let theme = theme_named(&self.recall::<String>(THEME)?);
        let now = self.desk.now();
        let newest = self.desk.store().list(&Query::default(), now)?.first().map(|row| row.id);
        let known = place.ticket.filter(|id| self.desk.store().find(&id.to_string()).is_ok());
        let stored = match known.or(newest) {
            Some(id) => self.desk.store().load(id)?,
            None => self.desk.add_sample()?,
        };
        let remembered = Remembered { place, addresses, theme };
        Ok(vec![Reply::Started(remembered), self.list()?, Reply::Opened(Box::new(stored))])
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
