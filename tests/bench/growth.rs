//! How the ticket store does as it grows, beside a bare SQLite on the same disk in the same run.
//!
//! `cargo bench --bench growth -- 1000 10000 100000` prints a table; each number is a count
//! of tickets with 20 events each. `--keep FOLDER` keeps the stores, so that the window can be
//! measured on them: `syncmend --data-dir FOLDER/100000 --measure 5`.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on says so, and writes only to folders of its own"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use syncmend::built_in;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};
use syncmend::diagnosis::Answer;
use syncmend::kb::{Cause, KnowledgeBase};
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::ticket::store::{FILE_NAME, Query, Store};
use syncmend::ticket::{Detail, Event, EventId, EventKind, Outcome, State, StepResult, TicketId};
use syncmend::ticket_service::TicketService;
use uuid::Uuid;

/// How often an action is done, a ticket opened.
const TIMES: usize = 300;
/// What is typed into the search, letter by letter.
const SEARCHES: [&str; 10] = [
    "import",
    "example",
    "hd-77",
    "user12@example.com",
    "password reset",
    "admin_policy_enforced",
    "nobody can",
    "e i u",
    "suspended users since",
    "zzz nothing",
];
/// Five years, over which the tickets are spread.
const HOURS: i64 = 5 * 365 * 24;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let (mut sizes, mut keep): (Vec<usize>, Option<PathBuf>) = (Vec::new(), None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--keep" => keep = arguments.next().map(PathBuf::from),
            number => sizes.push(number.parse().expect("a number of tickets")),
        }
    }
    let kb = Arc::new(built_in::knowledge_base().expect("the embedded knowledge base is sound"));
    println!(
        "| tickets | store | brought from version 1 | open the store | one action | bare commit | \
         ratio | a note | list | keystroke median | p99 | among waiting p99 | open a ticket median | p99 |"
    );
    println!(
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    for size in sizes {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = keep.as_deref().unwrap_or(temporary.path()).join(size.to_string());
        if !folder.join(FILE_NAME).exists() {
            fs::create_dir_all(&folder).expect("the folder is made");
            fill(&folder, &kb, size);
        }
        measure(&folder, &kb, size);
    }
}

/// Complaints of the knowledge base's cases, so that words come as often as in real ones.
fn complaints() -> Vec<String> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("kb/cases")];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the cases") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for line in fs::read_to_string(path).expect("text").lines() {
                let case: serde_json::Value = serde_json::from_str(line).expect("a case");
                texts.push(case["text"].as_str().expect("its text").to_owned());
            }
        }
    }
    texts.sort();
    texts
}

/// Writes a store of version 1, to be brought to today's when it is opened.
fn fill(folder: &Path, kb: &KnowledgeBase, size: usize) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store-1.db");
    let path = folder.join(FILE_NAME);
    fs::copy(fixture, &path).expect("it is copied");
    let mut db = Connection::open(&path).expect("it opens");
    db.pragma_update(None, "synchronous", "OFF").expect("it is set");
    db.execute_batch("DELETE FROM event; DELETE FROM summary; DELETE FROM search")
        .expect("it is emptied");
    let change = db.transaction().expect("it begins");
    let (texts, mut chance) = (complaints(), fastrand::Rng::with_seed(7));
    {
        let insert = "INSERT INTO event (id, ticket, body) VALUES (?1, ?2, ?3)";
        let mut insert = change.prepare(insert).expect("it is sound");
        for number in 0..size {
            let ticket = TicketId(Uuid::now_v7()).to_string();
            for event in events(kb, &texts, number, size, &mut chance) {
                let body = serde_json::to_string(&event).expect("it is JSON");
                insert.execute(params![event.id.to_string(), ticket, body]).expect("it is written");
            }
        }
    }
    change.commit().expect("it is committed");
}

/// The twenty events of a ticket.
fn events(
    kb: &KnowledgeBase,
    texts: &[String],
    number: usize,
    size: usize,
    chance: &mut fastrand::Rng,
) -> Vec<Event> {
    let age = HOURS - i64::try_from(number).unwrap_or(0) * HOURS / i64::try_from(size).unwrap_or(1);
    let at = Timestamp::now() - SignedDuration::from_hours(age);
    let cause = &kb.causes()[chance.usize(..kb.causes().len())];
    let mut kinds = vec![
        EventKind::Opened {
            reference: CustomerText::from(format!("HD-{number}").as_str()),
            knowledge: kb.fingerprint(),
        },
        detail(Detail::Customer, &format!("Example Company {}", chance.usize(..3_000))),
        detail(Detail::User, &format!("user{}@example.com", chance.usize(..50_000))),
        EventKind::Reported { text: text(texts, chance) },
    ];
    for symptom in kb.symptoms().iter().cycle().skip(chance.usize(..40)).take(6) {
        let answer = Some(Answer::ALL[chance.usize(..3)]);
        kinds.push(EventKind::Answered { symptom: symptom.id.clone(), answer });
    }
    kinds.push(EventKind::FixChosen { cause: cause.id.clone(), method: None });
    kinds.extend(steps(kb, cause, at, age, chance));
    while kinds.len() < 19 {
        kinds.push(EventKind::Noted { step: None, text: text(texts, chance) });
    }
    let outcome = [Outcome::Solved, Outcome::Solved, Outcome::Escalated][chance.usize(..3)];
    // The last thousand are still in work.
    let last = if number + 1_000 < size {
        EventKind::Closed { outcome }
    } else {
        EventKind::Noted { step: None, text: text(texts, chance) }
    };
    kinds.truncate(19);
    kinds.push(last);
    kinds
        .into_iter()
        .map(|what| Event {
            id: EventId(Uuid::now_v7()),
            at,
            by: "growth".to_owned(),
            stamp: None,
            what,
        })
        .collect()
}

fn steps<'a>(
    kb: &'a KnowledgeBase,
    cause: &'a Cause,
    at: Timestamp,
    age: i64,
    chance: &mut fastrand::Rng,
) -> Vec<EventKind> {
    let Some(method) = cause.method(None) else { return Vec::new() };
    let steps = kb.steps_of(cause, method).into_iter().take(5);
    steps
        .map(|step| EventKind::Stepped {
            step: step.id.clone(),
            cause: cause.id.clone(),
            method: method.id.clone(),
            result: StepResult::Done,
            wait_until: (chance.usize(..10) == 0)
                .then(|| at + SignedDuration::from_hours(if age < 100 { 48 } else { 24 })),
        })
        .collect()
}

fn detail(kind: fn(CustomerText) -> Detail, text: &str) -> EventKind {
    EventKind::Detailed { detail: kind(CustomerText::from(text)) }
}

fn text(texts: &[String], chance: &mut fastrand::Rng) -> InternalText {
    InternalText::from(texts[chance.usize(..texts.len())].as_str())
}

/// Milliseconds that something took.
fn took<T>(what: impl FnOnce() -> T) -> f64 {
    let begun = Instant::now();
    let result = what();
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    drop(result);
    took
}

/// The value below which a share of them lies.
fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = ((values.len() as f64 - 1.0) * share).round() as usize;
    values.get(at).copied().unwrap_or_default()
}

fn measure(folder: &Path, kb: &Arc<KnowledgeBase>, size: usize) {
    let open = || Store::open(folder, kb.clone(), Timestamp::now()).expect("it opens").0;
    let migrated = took(open);
    let opened = took(open);
    let mut service = TicketService::new(open(), Timestamp::now);
    let (mut actions, mut commits, mut notes) = actions(folder, &mut service);
    let list = |service: &mut TicketService, words: &str, state: Option<State>| {
        let query = Query { words: words.to_owned(), state, ..Query::default() };
        took(|| {
            let page = service.store().list(&query, Timestamp::now()).expect("the list");
            (page, service.store().tallies(Timestamp::now()).expect("the tallies"))
        })
    };
    let mut lists: Vec<f64> = (0..20).map(|_| list(&mut service, "", None)).collect();
    let (mut keystrokes, mut waiting) = (Vec::new(), Vec::new());
    for words in SEARCHES {
        for letters in 1..=words.len() {
            let words = &words[..letters];
            keystrokes.extend((0..3).map(|_| list(&mut service, words, None)));
            // The hardest filter: few tickets stand so, and many have the words.
            waiting.push(list(&mut service, words, Some(State::Waiting)));
        }
    }
    let mut opens = opens(&mut service, size);
    let (action, commit) = (quantile(&mut actions, 0.5), quantile(&mut commits, 0.5));
    let megabytes = fs::metadata(folder.join(FILE_NAME)).map_or(0, |file| file.len()) / 1_000_000;
    println!(
        "| {size} | {megabytes} MB | {:.1} s | {opened:.1} ms | {action:.2} ms | {commit:.2} ms | \
         {:.2} | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms |",
        migrated / 1_000.0,
        action / commit,
        quantile(&mut notes, 0.5),
        quantile(&mut lists, 0.5),
        quantile(&mut keystrokes, 0.5),
        quantile(&mut keystrokes, 0.99),
        quantile(&mut waiting, 0.99),
        quantile(&mut opens, 0.5),
        quantile(&mut opens, 0.99),
    );
}

/// Durable actions of a technician, and bare commits of SQLite on the same disk, in turns.
fn actions(folder: &Path, service: &mut TicketService) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let bare = Connection::open(folder.join("bare.db")).expect("it opens");
    for (name, value) in [("journal_mode", "WAL"), ("synchronous", "FULL")] {
        bare.pragma_update(None, name, value).expect("it is set");
    }
    bare.execute_batch("CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, body TEXT)")
        .expect("it is made");
    let ticket = service.open_ticket("GROWTH-1", Vec::new()).expect("it is written").ticket.id;
    let symptoms: Vec<_> =
        service.store().today().symptoms().iter().map(|s| s.id.clone()).collect();
    let body = "x".repeat(220);
    let (mut actions, mut commits, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    // Twenty to a ticket, as in all the others.
    let mut ticket = ticket;
    for number in 0..TIMES {
        if number % 20 == 0 {
            let opened = service.open_ticket("GROWTH-1", Vec::new()).expect("it is written");
            ticket = opened.ticket.id;
        }
        let symptom = symptoms[number % symptoms.len()].clone();
        let what = vec![EventKind::Answered { symptom, answer: Some(Answer::Yes) }];
        actions.push(took(|| service.record(ticket, what).expect("it is written")));
        let insert = "INSERT INTO event (body) VALUES (?1)";
        commits.push(took(|| bare.execute(insert, [&body]).expect("it is written")));
        if number % 10 == 0 {
            let text = InternalText::from("the customer calls back when the change has taken hold");
            let what = vec![EventKind::Noted { step: None, text }];
            notes.push(took(|| service.record(ticket, what).expect("it is written")));
        }
    }
    (actions, commits, notes)
}

/// Tickets opened from anywhere in the store.
fn opens(service: &mut TicketService, size: usize) -> Vec<f64> {
    let mut chance = fastrand::Rng::with_seed(11);
    (0..TIMES)
        .map(|_| {
            let reference = format!("HD-{}", chance.usize(..size));
            let ticket = service.store().find(&reference).expect("it is there");
            took(|| service.store().load(ticket).expect("it is read"))
        })
        .collect()
}
