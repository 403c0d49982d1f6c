//! The store on a thread of its own, so that the window never waits for a disk.
//!
//! ```text
//! mod.rs      what can be asked and answered, and the thread
//! counter.rs  does what is asked, keeps what fails, and looks what other windows did
//! remember.rs settings that are kept over restarts
//! ```

mod counter;
pub mod remember;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use super::drawing::GraphicsBackend;
use super::outside::Replace;
use super::place::Place;
use super::preferences::Preferences;
use super::recent::Recent;
use crate::kb::{KnowledgeBase, LinkId};
use crate::progress::{UntilDropped, Work};
use crate::ticket::store::{Page, Query, Stored, Tallies};
use crate::ticket::{Event, EventKind, TicketId};
use crate::ticket_service::{Masked, ServiceError, TicketService};

use counter::Counter;

/// How often the worker looks what other windows did and whether a wait is over.
const LOOKS_EVERY: Duration = Duration::from_millis(500);

/// What a window starts with.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// Where the technician was.
    pub place: Place,
    /// The addresses stored for links that have none.
    pub addresses: BTreeMap<LinkId, String>,
    /// What the technician prefers.
    pub preferences: Preferences,
    /// What was chosen last in the palette.
    pub recent: Recent,
    /// The knowledge base that new tickets begin with.
    pub today: Arc<KnowledgeBase>,
    /// Where the tickets are; nothing where they are gone when the window closes.
    pub data_folder: Option<PathBuf>,
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
    /// A ticket to begin, and what it begins with.
    New(String, Vec<EventKind>),
    /// Things that happened to a ticket.
    Record(TicketId, Vec<EventKind>),
    /// The last thing to take back.
    Undo(TicketId),
    /// What was taken back last, to bring back.
    Redo(TicketId),
    /// A text to store as it was that was masked by mistake.
    Unmask(Box<Masked>),
    /// To try now again what is held.
    TryHeld,
    /// To say when everything that was asked has been tried.
    Flush,
    /// A ticket to take in from a file.
    Import(PathBuf),
    /// The whole store to write into a file.
    BackUp(PathBuf, Replace),
    /// A backup to take in.
    Restore(PathBuf),
    /// How many tickets have not changed for so many days.
    CountOlder(u32),
    /// To take away the tickets that have not changed for so many days.
    Purge(u32),
    /// Where the technician is.
    Remember(Place),
    /// What the technician prefers.
    RememberPreferences(Box<Preferences>),
    /// What was chosen last in the palette.
    RememberRecent(Recent),
    /// How the window is drawn.
    RememberDrawing(GraphicsBackend),
    /// The address of a link that has none; nothing forgets it.
    RememberAddress(LinkId, Option<String>),
}

impl Request {
    /// Whether it is something the technician did to a ticket, which must not be lost.
    pub fn is_action(&self) -> bool {
        matches!(
            self,
            Self::New(..) | Self::Record(..) | Self::Undo(_) | Self::Redo(_) | Self::Unmask(_)
        )
    }

    /// What of it may take a while.
    fn work(&self) -> Option<Work> {
        let name = match self {
            Self::Import(_) => "Importing a ticket",
            Self::BackUp(..) => "Backing up all tickets",
            Self::Restore(_) => "Restoring a backup",
            Self::CountOlder(_) => "Counting old tickets",
            Self::Purge(_) => "Purging old tickets",
            Self::List(_) => "Searching",
            _ => return None,
        };
        Some(Work::new(name, true))
    }
}

/// What the worker answers.
#[derive(Debug)]
pub enum Reply {
    /// What a window starts with.
    Started(Remembered),
    /// Rows of tickets.
    Listed(Page),
    /// How many tickets there are of each kind.
    Tallied(Tallies),
    /// A ticket to show.
    Opened(Box<Stored>),
    /// A ticket to which something happened, durably.
    Changed(Box<Stored>),
    /// The ticket in work, to which something happened in another window: what is the second value.
    ChangedElsewhere(Box<Stored>, Vec<Event>),
    /// Secrets were masked.
    Masked(Box<Masked>),
    /// Actions that cannot be stored yet and are tried again, and why; none once they are stored.
    Held(Vec<Request>, String),
    /// Everything that was asked has been tried.
    Flushed,
    /// So many tickets have not changed for so many days.
    Older {
        /// The days.
        days: u32,
        /// The tickets.
        tickets: u32,
    },
    /// The addresses of links that have none, as they now are.
    Addresses(BTreeMap<LinkId, String>),
    /// Work has begun that may take a while.
    Began(Work),
    /// Something to tell that is no failure.
    Told(String),
    /// Something went wrong inside the last time; the report is kept in this file.
    WentWrong(PathBuf),
    /// Something failed; the request can be tried again.
    Failed(String, Option<Request>),
}

/// Opens the desk on the worker's thread; it may tell something meanwhile.
pub type OpenService =
    Box<dyn FnOnce(&mut dyn FnMut(Reply)) -> Result<TicketService, ServiceError> + Send>;

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
    /// In the caller's thread, for tests: every request is answered at once, and other windows are
    /// looked after whenever an answer is asked for.
    Inline {
        /// Does the work.
        counter: Box<Counter>,
        /// Answers not taken yet.
        replies: VecDeque<Reply>,
    },
}

impl Worker {
    /// Starts the thread. `open` opens the desk there when something is asked for the first time;
    /// `wake` is called whenever there is an answer.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn spawn(open: OpenService, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (requests, inbox) = channel::<Request>();
        let (outbox, replies) = channel();
        let thread = Builder::new().name("tickets".to_owned()).spawn(move || {
            let mut answer = |reply| {
                // A window that is gone needs no answer.
                let _ = outbox.send(reply);
                wake();
            };
            let Ok(first) = inbox.recv() else { return };
            let opening = Work::new("Opening the tickets", false);
            answer(Reply::Began(opening.clone()));
            let lasting = UntilDropped(opening.progress);
            let opened = open(&mut answer);
            drop(lasting);
            match opened.map(Counter::new) {
                Ok(mut counter) => {
                    serve(&mut counter, first, &mut answer);
                    work(&mut counter, &inbox, &mut answer);
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
    pub fn inline(service: TicketService) -> Self {
        Self::Inline { counter: Box::new(Counter::new(service)), replies: VecDeque::new() }
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
            Self::Inline { counter, replies } => {
                serve(counter, request, &mut |r| replies.push_back(r));
            }
        }
    }

    /// The next answer, if there is one.
    pub fn answer(&mut self) -> Option<Reply> {
        match self {
            Self::Thread { replies, undelivered, .. } => {
                replies.try_recv().ok().or_else(|| undelivered.pop_front())
            }
            Self::Inline { counter, replies } => {
                if replies.is_empty() {
                    replies.extend(counter.look());
                }
                replies.pop_front()
            }
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

/// Serves one request; tells of it before where it may take a while.
fn serve(counter: &mut Counter, request: Request, answer: &mut dyn FnMut(Reply)) {
    let begun = request.work();
    let lasting = begun.as_ref().map(|work| UntilDropped(work.progress.clone()));
    begun.into_iter().map(Reply::Began).for_each(&mut *answer);
    let replies = counter.serve(request, lasting.as_ref().map(|lasting| &lasting.0));
    drop(lasting);
    replies.into_iter().for_each(answer);
}

/// Serves requests until the window is gone, and looks around between them.
fn work(counter: &mut Counter, inbox: &Receiver<Request>, answer: &mut dyn FnMut(Reply)) {
    let mut looked = Instant::now();
    loop {
        match inbox.recv_timeout(LOOKS_EVERY.saturating_sub(looked.elapsed())) {
            Ok(request) => serve(counter, request, answer),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if looked.elapsed() >= LOOKS_EVERY {
            counter.look().into_iter().for_each(&mut *answer);
            looked = Instant::now();
        }
    }
    // The last chance of what could not be stored so far.
    counter.try_held();
}
