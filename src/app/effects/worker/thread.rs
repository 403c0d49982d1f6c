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

/// What a request fails with once the thread is gone.
const STOPPED: &str = "The ticket store has stopped; restart Syncmend";

/// The worker, as the window sees it.
pub enum Worker {
    /// On its own thread.
    Thread {
        /// Where requests go.
        requests: Option<Sender<Request>>,
        /// Where replies come from.
        replies: Receiver<Reply>,
        /// The thread, to be joined at the end.
        thread: Option<JoinHandle<()>>,
        /// Replies to requests the thread no longer takes.
        undelivered: VecDeque<Reply>,
    },
    /// On the caller's thread, for tests: every request is served at once, and other windows are polled
    /// whenever a reply is asked for.
    Inline {
        /// Serves the requests.
        server: Box<WorkerServer>,
        /// Replies not taken yet.
        replies: VecDeque<Reply>,
    },
}

impl Worker {
    /// Starts the thread. `open` opens the ticket service there at the first request; `wake` is called
    /// whenever there is a reply.
    ///
    /// # Errors
    /// If the system cannot start a thread.
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

    /// A worker on the caller's thread.
    pub fn inline(service: TicketService) -> Self {
        Self::Inline { server: Box::new(WorkerServer::new(service)), replies: VecDeque::new() }
    }

    /// Sends a request.
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

    /// The next reply, if there is one.
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

    /// Waits until every request is served and the thread has ended.
    pub fn finish(&mut self) {
        if let Self::Thread { requests, thread, .. } = self {
            requests.take();
            if let Some(thread) = thread.take() {
                // The panic hook has already reported a panic of that thread.
                let _ = thread.join();
            }
        }
    }
}

/// Serves one request, and announces it first if it may take a while.
fn serve(server: &mut WorkerServer, request: Request, answer: &mut dyn FnMut(Reply)) {
    let begun = request.work();
    let lasting = begun.as_ref().map(|work| UntilDropped(work.progress.clone()));
    begun.into_iter().map(Reply::Began).for_each(&mut *answer);
    let replies = server.serve(request, lasting.as_ref().map(|lasting| &lasting.0));
    drop(lasting);
    replies.into_iter().for_each(answer);
}

/// Serves requests until the window is gone, polling in between.
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
    // The last chance to store what is held.
    server.try_held();
}
