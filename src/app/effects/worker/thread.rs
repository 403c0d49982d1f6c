//! The worker: the ticket store on a thread of its own.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use super::messages::{OpenService, Reply, Request};
use super::server::WorkerServer;
use crate::progress::{UntilDropped, Work};
use crate::ticket_service::TicketService;

/// How often the worker checks what other windows did and whether a wait is over.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// What is said once the thread is gone.
const STOPPED: &str = "The ticket store has stopped; close Syncmend and start it again";

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
        server: Box<WorkerServer>,
        /// Answers not taken yet.
        replies: VecDeque<Reply>,
    },
}

impl Worker {
    /// Starts the thread. `open` opens the ticket service there when something is asked for the first time;
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
            match opened.map(WorkerServer::new) {
                Ok(mut server) => {
                    serve(&mut server, first, &mut answer);
                    work(&mut server, &inbox, &mut answer);
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
        Self::Inline { server: Box::new(WorkerServer::new(service)), replies: VecDeque::new() }
    }

    /// Asks for something.
    pub fn ask(&mut self, request: Request) {
        match self {
            Self::Thread { requests, undelivered, .. } => {
                let Some(requests) = requests else { return };
                if let Err(lost) = requests.send(request) {
                    undelivered.push_back(match lost.0 {
                        Request::Flush => Reply::Stopped,
                        other => Reply::Failed(STOPPED.to_owned(), Some(other)),
                    });
                }
            }
            Self::Inline { server, replies } => {
                serve(server, request, &mut |r| replies.push_back(r));
            }
        }
    }

    /// The next answer, if there is one.
    pub fn answer(&mut self) -> Option<Reply> {
        match self {
            Self::Thread { replies, undelivered, .. } => {
                replies.try_recv().ok().or_else(|| undelivered.pop_front())
            }
            Self::Inline { server, replies } => {
                if replies.is_empty() {
                    replies.extend(server.poll());
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
fn serve(server: &mut WorkerServer, request: Request, answer: &mut dyn FnMut(Reply)) {
    let begun = request.work();
    let lasting = begun.as_ref().map(|work| UntilDropped(work.progress.clone()));
    begun.into_iter().map(Reply::Began).for_each(&mut *answer);
    let replies = server.serve(request, lasting.as_ref().map(|lasting| &lasting.0));
    drop(lasting);
    replies.into_iter().for_each(answer);
}

/// Serves requests until the window is gone, and polls between them.
fn work(server: &mut WorkerServer, inbox: &Receiver<Request>, answer: &mut dyn FnMut(Reply)) {
    let mut polled = Instant::now();
    loop {
        match inbox.recv_timeout(POLL_INTERVAL.saturating_sub(polled.elapsed())) {
            Ok(request) => serve(server, request, answer),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if polled.elapsed() >= POLL_INTERVAL {
            server.poll().into_iter().for_each(&mut *answer);
            polled = Instant::now();
        }
    }
    // The last chance of what could not be stored so far.
    server.try_held();
}
