//! Kills real processes at random moments while they work on tickets, and looks what is left: every
//! action that was acknowledged is there, at most the one under way is not, and the store is sound.
//!
//! `cargo test --test kill` kills 40 times, `cargo test --test kill -- 1000` as often as asked.
//! The killed process is this program itself, with the worker of the window; every fourth time there
//! are two of them on one store.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on says so"
)]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use syncmend::built_in;

use jiff::Timestamp;
use syncmend::app::effects::worker::{OpenService, Reply, Request, Worker};
use syncmend::privacy::InternalText;
use syncmend::ticket::store::{Query, Store};
use syncmend::ticket::{EventKind, TicketId};
use syncmend::ticket_service::TicketService;

/// How often it kills where nobody says.
const KILLS: u32 = 40;
/// Kills on one store before the next one begins.
const KILLS_A_STORE: u32 = 20;
/// The longest that a process may work before it is killed, in microseconds.
const LONGEST_WORK: u32 = 60_000;
/// The longest that a process may live before it is killed, where that may be while it starts.
const LONGEST_LIFE: u32 = 400_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("--work") => work(arguments[2].as_ref(), &arguments[3]),
        // What the test runner of cargo passes on is not for this program.
        Some(number) if number.parse::<u32>().is_ok() => kill(number.parse().expect("a number")),
        Some("--list") => {}
        _ => kill(KILLS),
    }
}

fn service(folder: &Path) -> TicketService {
    let kb = Arc::new(built_in::knowledge_base().expect("the embedded knowledge base is sound"));
    let (store, set_aside) = Store::open(folder, kb, Timestamp::now()).expect("the store opens");
    assert_eq!(set_aside, None, "a kill has damaged the store");
    TicketService::new(store, Timestamp::now)
}

/// Writes notes with the window's worker as fast as it takes them, and prints each once it is
/// acknowledged.
fn work(folder: &Path, name: &str) {
    let place = folder.to_owned();
    let open: OpenService = Box::new(move |_| Ok(service(&place)));
    let mut worker = Worker::spawn(open, || {}).expect("a thread");
    let ticket = own_ticket(&mut worker, name);
    let mut out = std::io::stdout().lock();
    for number in 0_u64.. {
        let text = format!("{name} {number}");
        let what = EventKind::Noted { step: None, text: InternalText::from(text.as_str()) };
        worker.ask(Request::Record(ticket, vec![what]));
        loop {
            match worker.answer() {
                Some(Reply::Changed(_)) => break,
                Some(Reply::Failed(text, _) | Reply::Held(_, text)) => panic!("{text}"),
                Some(_) => {}
                None => std::thread::yield_now(),
            }
        }
        writeln!(out, "{text}").and_then(|()| out.flush()).expect("the other end listens");
    }
}

fn own_ticket(worker: &mut Worker, name: &str) -> TicketId {
    worker.ask(Request::New(name.to_owned(), Vec::new()));
    loop {
        match worker.answer() {
            Some(Reply::Opened(stored)) => return stored.ticket.id,
            Some(Reply::Failed(text, _) | Reply::Held(_, text)) => panic!("{text}"),
            Some(_) => {}
            None => std::thread::yield_now(),
        }
    }
}

fn kill(kills: u32) {
    let begun = Instant::now();
    let seed = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
    let mut chance = fastrand::Rng::with_seed(seed);
    let (mut done, mut acknowledged, mut under_way) = (0, 0, 0);
    while done < kills {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let mut known = BTreeSet::new();
        for round in 0..KILLS_A_STORE.min(kills - done) {
            let names = if round % 4 == 3 { vec!["left", "right"] } else { vec!["alone"] };
            let names = names.iter().map(|name| format!("{name}-{round}"));
            let mut victims: Vec<Victim> =
                names.map(|name| Victim::new(folder.path(), &name)).collect();
            // Half of the time in the middle of work, else at any moment of a life.
            let longest = if round % 2 == 0 {
                victims.iter_mut().for_each(Victim::wait_for_work);
                LONGEST_WORK
            } else {
                LONGEST_LIFE
            };
            std::thread::sleep(Duration::from_micros(u64::from(chance.u32(..longest))));
            for told in victims.into_iter().map(Victim::kill) {
                acknowledged += told.len();
                known.extend(told);
            }
            let more = check(folder.path(), &known);
            under_way += more.len();
            known.extend(more);
            done += 1;
        }
    }
    println!(
        "{done} kills in {:.0} s (seed {seed}): {acknowledged} acknowledged actions, all there; \
         {under_way} more were stored and killed before they could be acknowledged",
        begun.elapsed().as_secs_f64()
    );
}

/// A process that works until it is killed.
struct Victim {
    process: Child,
    out: BufReader<ChildStdout>,
    told: Vec<String>,
}

impl Victim {
    fn new(folder: &Path, name: &str) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut command = Command::new(program);
        command.arg("--work").arg(folder).arg(name).stdout(Stdio::piped());
        let mut process = command.spawn().expect("it starts");
        let out = BufReader::new(process.stdout.take().expect("its output"));
        Self { process, out, told: Vec::new() }
    }

    /// Until its first action is acknowledged.
    fn wait_for_work(&mut self) {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        assert!(line.ends_with('\n'), "it ended by itself");
        self.told.push(line.trim_end().to_owned());
    }

    /// Kills it; what it had acknowledged.
    fn kill(mut self) -> Vec<String> {
        self.process.kill().expect("it is killed");
        self.process.wait().expect("it is gone");
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).expect("what it printed");
        // A line that was cut off was not acknowledged.
        let lines = rest.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        self.told.extend(lines.map(|line| line.trim_end().to_owned()));
        self.told
    }
}

/// Every note that is known is there, in order, and at most one more of each ticket: the one that was
/// under way, which is returned.
fn check(folder: &Path, known: &BTreeSet<String>) -> Vec<String> {
    let mut service = service(folder);
    let query = Query { most: usize::MAX, ..Query::default() };
    let rows = service.store().list(&query, Timestamp::now()).expect("the list").rows;
    let (mut found, mut more) = (BTreeSet::new(), Vec::new());
    for row in rows {
        let stored = service.store().load(row.id).expect("the ticket");
        let notes: Vec<String> =
            stored.ticket.notes.iter().map(|note| note.text.for_insiders().to_owned()).collect();
        for (number, note) in notes.iter().enumerate() {
            assert_eq!(*note, format!("{} {number}", row.reference), "a hole in the history");
        }
        let unknown: Vec<&String> = notes.iter().filter(|note| !known.contains(*note)).collect();
        assert!(unknown.len() <= 1, "never acknowledged, and not under way: {unknown:?}");
        more.extend(unknown.into_iter().cloned());
        found.extend(notes);
        // What is derived was written in the same moment.
        let words = Query { words: format!("{} {}", row.reference, row.subject), ..query.clone() };
        let again = service.store().list(&words, Timestamp::now()).expect("the search").rows;
        assert!(again.iter().any(|found| found.id == row.id), "the search has lost a ticket");
    }
    let lost: Vec<&String> = known.difference(&found).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    more
}
