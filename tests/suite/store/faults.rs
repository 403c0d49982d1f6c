//! What may happen to the store's files while it is closed or open: damage, a log cut off, a disk
//! that is full, a folder that cannot be written, another program in the way.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use fastrand::Rng;
use jiff::SignedDuration;
use rusqlite::Connection;
use syncmend::diagnosis::Answer;
use syncmend::kb::CauseId;
use syncmend::ticket::store::{FILE_NAME, Query, SetAside, Store, StoreError};
use syncmend::ticket::{Event, Outcome, State, StepResult, TicketId};
use syncmend::ticket_service::TicketService;

use crate::support::{end_step, example, folder, kb, note, now, service_in};

const PAGE: usize = 4096;

/// A store with tickets of every length, closed; its events by ticket.
fn filled(folder: &Path) -> BTreeMap<TicketId, Vec<Event>> {
    let mut service = service_in(folder);
    let mut events = BTreeMap::new();
    for number in 0..30 {
        let long = "word ".repeat(number * 150);
        let stored = example(&format!("HD-{number}"))
            .customer("Example Dental")
            .reported(&format!("complaint {number} {long}"))
            .answer("everyone-affected", Answer::Yes)
            .fix("api-access-restricted")
            .note(&format!("note {number}"))
            .at(&mut service);
        let stored = end_step(&mut service, &stored, StepResult::Done);
        events.insert(stored.ticket.id, stored.events);
    }
    events
}

fn open(folder: &Path) -> (TicketService, Option<SetAside>) {
    let (store, aside) = Store::open(folder, kb(), now()).expect("it opens");
    (TicketService::new(store, now), aside)
}

/// Damages a closed store, opens it, and returns what was recovered; checks that nothing came back
/// otherwise than it was, and that the damaged file is still there as it was.
fn damaged(damage: impl Fn(&mut Vec<u8>)) -> SetAside {
    let folder = folder();
    let before = filled(folder.path());
    let path = folder.path().join(FILE_NAME);
    let mut bytes = fs::read(&path).expect("it is there");
    damage(&mut bytes);
    fs::write(&path, &bytes).expect("it is written");
    let (mut service, aside) = open(folder.path());
    let aside = aside.expect("it is damaged");
    assert!(fs::read(&aside.path).expect("it is there") == bytes, "the damaged file was changed");
    let query = Query { most: usize::MAX, ..Query::default() };
    let rows = service.store().list(&query, now()).expect("it is read").rows;
    assert_eq!(rows.len(), aside.tickets);
    let mut entries = 0;
    for row in rows {
        let known = &before[&row.id];
        let stored = service.store().load(row.id).expect("it is read");
        let (own, new): (Vec<_>, Vec<_>) = stored.events.iter().partition(|e| known.contains(e));
        assert!(new.iter().all(|event| event.by == "recovery"), "{new:?}");
        assert!(own.is_sorted_by_key(|event| known.iter().position(|k| k == *event)));
        entries += own.len();
    }
    assert_eq!(entries, aside.entries);
    drop(service);
    assert_eq!(open(folder.path()).1, None, "the new store is sound");
    aside
}

/// All entries of [`filled`].
const ALL: usize = 30 * 7;

#[test]
fn a_store_without_its_head_comes_back_whole() {
    let aside = damaged(|bytes| bytes[..16].fill(0x55));
    assert_eq!((aside.tickets, aside.entries, aside.without_beginning), (30, ALL, 0));
    let told = aside.summary();
    assert!(told.contains("30 tickets") && told.contains("set aside"), "{told}");
    assert!(told.contains("2026-11-23"), "{told}");
}

#[test]
fn whatever_pages_are_destroyed_the_rest_comes_back() {
    let mut chance = Rng::with_seed(11);
    for round in 0..12 {
        let places: Vec<usize> = (0..=round).map(|_| chance.usize(..1_000_000)).collect();
        let aside = damaged(|bytes| {
            // The head, so that the damage is always found, and some pages anywhere.
            bytes[..100].fill(0xff);
            let pages = bytes.len() / PAGE;
            for place in &places {
                let at = place % (pages - 1) + 1;
                bytes[at * PAGE..(at + 1) * PAGE].fill(0xa5);
            }
        });
        assert!(aside.entries >= ALL / 2, "round {round}: only {} of {ALL}", aside.entries);
    }
}

#[test]
fn of_a_store_that_is_cut_off_what_stands_before_the_cut_comes_back() {
    // The first half is the knowledge base that the tickets are pinned to.
    let aside = damaged(|bytes| bytes.truncate(bytes.len() * 9 / 10));
    assert!(aside.tickets > 0, "{aside:?}");
}

#[test]
fn a_ticket_without_its_beginning_gets_another_one() {
    let folder = folder();
    let stored = example("HD-1").note("still here").at(&mut service_in(folder.path()));
    let path = folder.path().join(FILE_NAME);
    let db = Connection::open(&path).expect("it opens");
    db.execute("DELETE FROM event WHERE body LIKE '%\"opened\"%'", []).expect("it is deleted");
    drop(db);
    let mut bytes = fs::read(&path).expect("it is there");
    bytes[..16].fill(0);
    fs::write(&path, bytes).expect("it is written");
    let later = now() + SignedDuration::from_hours(24);
    let (store, aside) = Store::open(folder.path(), kb(), later).expect("it opens");
    let mut service = TicketService::new(store, now);
    let aside = aside.expect("it is damaged");
    assert_eq!((aside.tickets, aside.without_beginning), (1, 1));
    let ticket = service.store().load(stored.ticket.id).expect("it is there").ticket;
    assert_eq!(ticket.reference.as_str(), "RECOVERED-1");
    assert_eq!(ticket.notes[0].text.for_insiders(), "still here");
}

#[test]
fn a_damaged_store_that_another_window_has_open_is_left_where_it_is() {
    let folder = folder();
    filled(folder.path());
    let (open_before, _) = open(folder.path());
    let path = folder.path().join(FILE_NAME);
    let mut bytes = fs::read(&path).expect("it is there");
    bytes[..16].fill(0);
    fs::write(&path, &bytes).expect("it is written");
    let refused = Store::open(folder.path(), kb(), now()).err().expect("it must not open");
    assert!(matches!(refused, StoreError::Damaged), "{refused}");
    assert!(refused.to_string().contains("close all Syncmend windows"), "{refused}");
    drop(open_before);
    assert!(open(folder.path()).1.is_some(), "once it is closed it is set aside");
}

#[test]
fn a_recovery_that_was_cut_short_begins_again_or_is_finished() {
    let folder = folder();
    let before = filled(folder.path());
    let (path, fresh) = (folder.path().join(FILE_NAME), folder.path().join("tickets.recovered.db"));
    // Before the damaged store was set aside: what was written so far is done without.
    fs::write(&fresh, "half a store").expect("it is written");
    assert_eq!(open(folder.path()).1, None);
    assert!(!fresh.exists());
    // After that: what was written takes its place.
    fs::rename(&path, &fresh).expect("it is moved");
    let (mut service, _) = open(folder.path());
    assert!(before.keys().all(|ticket| service.store().load(*ticket).is_ok()));
    assert!(!fresh.exists());
}

#[test]
fn a_log_cut_off_anywhere_leaves_a_beginning_of_what_was_done() {
    let folder = folder();
    let mut service = service_in(folder.path());
    let ticket = example("HD-1").at(&mut service).ticket.id;
    for number in 0..40 {
        service.record(ticket, vec![note(&number.to_string())]).expect("it is written");
    }
    let path = folder.path().join(FILE_NAME);
    let log = folder.path().join(format!("{FILE_NAME}-wal"));
    let (file, log) = (fs::read(path).expect("a file"), fs::read(log).expect("a log"));
    assert!(log.len() > 100_000, "the log was not used");
    let mut chance = Rng::with_seed(5);
    for _ in 0..40 {
        let copy = self::folder();
        let mut cut = log[..chance.usize(..log.len())].to_vec();
        // What the disk had not written yet may be anything.
        cut.extend((0..chance.usize(..9_000)).map(|byte| (byte * 31 % 251) as u8));
        fs::write(copy.path().join(FILE_NAME), &file).expect("it is written");
        fs::write(copy.path().join(format!("{FILE_NAME}-wal")), cut).expect("it is written");
        let (mut service, aside) = open(copy.path());
        assert_eq!(aside, None);
        if let Ok(stored) = service.store().load(ticket) {
            let notes = stored.ticket.notes.iter().map(|note| note.text.for_insiders());
            assert!(notes.eq((0..stored.ticket.notes.len()).map(|n| n.to_string())));
        }
    }
}

#[test]
fn a_store_that_cannot_be_written_is_read_and_written_once_that_works() {
    let around = folder();
    // Characters that mean something in the addresses in which SQLite takes options.
    let folder = around.path().join("100 % of #1");
    let before = filled(&folder);
    // A folder in the place of SQLite's log keeps everybody from writing, also an administrator.
    let in_the_way = folder.join(format!("{FILE_NAME}-wal"));
    fs::create_dir(&in_the_way).expect("it is made");
    let (mut service, _) = open(&folder);
    assert!(service.store().refusal().is_some());
    let ticket = *before.keys().next().expect("there is one");
    let events = service.store().load(ticket).expect("it is read").events;
    assert_eq!(events, before[&ticket]);
    let refused =
        service.record(ticket, vec![note("too early")]).expect_err("it cannot be written");
    assert!(refused.is_kept(), "{refused}");
    fs::remove_dir(&in_the_way).expect("it is taken away");
    let stored = service.record(ticket, vec![note("now")]).expect("it is written");
    assert_eq!(stored.events.len(), events.len() + 1);
    assert!(service.store().refusal().is_none());
}

#[test]
fn a_store_that_another_program_locks_is_refused_in_words() {
    let folder = folder();
    let mut service = service_in(folder.path());
    let ticket = example("HD-1").at(&mut service).ticket.id;
    service.store().set_patience(Duration::ZERO).expect("it is set");
    let other = Connection::open(folder.path().join(FILE_NAME)).expect("it opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("it locks");
    let refused = service.record(ticket, vec![note("x")]).expect_err("it is locked");
    assert!(refused.is_kept() && refused.to_string().contains("locked"), "{refused}");
    other.execute_batch("ROLLBACK").expect("it lets go");
    service.record(ticket, vec![note("x")]).expect("it is written");
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_a_call_fails_in_words_and_nothing_is_lost() {
    let program = crate::cli::command_line::Program::new();
    let id = program.new_ticket("HD-1");
    let data = program.path("data").display().to_string();
    let store = fs::metadata(program.path("data").join(FILE_NAME)).expect("it is there").len();
    // The largest file that the shell's children may write, in blocks of 512 or 1024 bytes.
    for blocks in [0, 1, 8, 40, store / 1024] {
        let script = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec \"{}\" --data-dir \"{data}\" ticket note {id} full",
            env!("CARGO_BIN_EXE_syncmend")
        );
        let output = std::process::Command::new("sh").args(["-c", &script]).output().expect("sh");
        let error = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            assert_eq!(output.status.code(), Some(1), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
            let says_why = ["disk", "read-only", "cannot write"];
            assert!(says_why.iter().any(|why| error.contains(why)), "{error}");
        }
    }
    program.prints(&["ticket", "note", &id, "after it"]);
    let notes = program.json(&["ticket", "show", &id])["notes"].clone();
    let last = notes.as_array().and_then(|notes| notes.last()).expect("a note");
    assert_eq!(last["text"], "after it");
}

#[test]
fn stores_of_every_older_version_open_as_they_were() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files = fs::read_dir(&fixtures).expect("it is there");
    let names = files.filter_map(|file| file.expect("an entry").file_name().into_string().ok());
    let names: Vec<String> = names.filter(|name| name.starts_with("store-")).collect();
    assert!(names.len() >= 2, "the stores of versions 1 and 2 at least: {names:?}");
    for name in names {
        opens_as_it_was(&fixtures.join(name));
    }
}

/// Opens the example store of an older version, which has the same tickets in every version.
fn opens_as_it_was(fixture: &Path) {
    let folder = folder();
    fs::copy(fixture, folder.path().join(FILE_NAME)).expect("it is copied");
    let (mut service, aside) = open(folder.path());
    assert_eq!(aside, None);
    let found = |service: &mut TicketService, words: &str| -> Vec<String> {
        let query = Query { words: words.to_owned(), ..Query::default() };
        let page = service.store().list(&query, now()).expect("it is read");
        page.rows.into_iter().map(|row| row.reference).collect()
    };
    assert_eq!(found(&mut service, ""), ["HD-3", "HD-2", "HD-1"]);
    assert_eq!(found(&mut service, "ten"), ["HD-1"]);
    assert_eq!(found(&mut service, "bakery user lim"), ["HD-2"]);
    let tallies = service.store().tallies(now()).expect("they are counted");
    let states: BTreeMap<State, u32> = tallies.states.into_iter().collect();
    assert_eq!((states[&State::Solved], states[&State::Abandoned]), (1, 1));
    let seats = (CauseId::from("no-license-seats"), None);
    assert_eq!(tallies.record.0[&seats].helped, 1);
    let one = service.store().find("HD-1").expect("it is there");
    let stored = service.store().load(one).expect("it is read");
    assert_eq!(stored.ticket.notes[0].text.for_insiders(), "they call back at ten");
    assert_eq!((stored.ticket.steps.len(), stored.ticket.waits.len()), (2, 1));
    let two = service.store().find("HD-2").expect("it is there");
    assert_eq!(
        service.store().load(two).expect("it is read").ticket.outcome,
        Some(Outcome::Solved)
    );
    assert_eq!(service.store().setting("theme").expect("it is read").as_deref(), Some("\"dark\""));
}

#[cfg(unix)]
#[test]
fn only_their_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let mut service = service_in(folder.path());
    example("HD-1").at(&mut service);
    service.store().back_up(&folder.path().join("backup.db")).expect("it is written");
    let found = crate::support::files(folder.path());
    assert!(found.len() >= 4, "the store, its log, its lock and a backup: {}", found.len());
    for (path, _) in found {
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn a_large_store_found_damaged_in_use_is_looked_through_at_the_next_start() {
    let folder = folder();
    let mut service = service_in(folder.path());
    let first = example("HD-1").note("readable").at(&mut service).ticket.id;
    // Too large to be looked through at every start.
    service.store().set_setting("filler", &"x".repeat(20_000_000)).expect("it is set");
    let last = example("HD-2").at(&mut service).ticket.id;
    for number in 0..40 {
        service
            .record(last, vec![note(&format!("{number} {}", "word ".repeat(300)))])
            .expect("it is written");
    }
    drop(service);
    let path = folder.path().join(FILE_NAME);
    let mut bytes = fs::read(&path).expect("it is there");
    let holds_a_note = |page: &&mut [u8]| page.windows(9).any(|part| part == b"\"text\":\"2");
    for page in bytes.chunks_mut(PAGE).filter(holds_a_note) {
        page.fill(0xa5);
    }
    fs::write(&path, &bytes).expect("it is written");
    let (mut service, aside) = open(folder.path());
    assert_eq!(aside, None, "it is too large to be looked through");
    let refused = service.store().load(last).err();
    assert!(matches!(refused, Some(StoreError::Damaged)), "{refused:?}");
    drop(service);
    let (mut service, aside) = open(folder.path());
    assert!(aside.is_some(), "now it is looked through");
    assert_eq!(service.store().load(first).expect("it is read").ticket.notes.len(), 1);
    drop(service);
    assert_eq!(open(folder.path()).1, None, "and is sound from then on");
}

#[cfg(unix)]
#[test]
fn rights_that_were_taken_away_for_a_time_leave_nothing_in_the_way() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    filled(folder.path());
    // What a reader leaves behind who was not allowed to write.
    for ending in ["-wal", "-shm"] {
        let beside = folder.path().join(format!("{FILE_NAME}{ending}"));
        fs::write(&beside, "").expect("it is written");
        fs::set_permissions(&beside, fs::Permissions::from_mode(0o400)).expect("it is set");
    }
    let (mut service, aside) = open(folder.path());
    assert!(aside.is_none() && service.store().refusal().is_none());
    example("HD-NEW").at(&mut service);
    for (path, _) in crate::support::files(folder.path()) {
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}
