//! What the store keeps: through closing and reopening, beside a second window, and whatever state
//! its file is in.

use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use rusqlite::Connection;
use syncmend::diagnosis::Answer;
use syncmend::privacy::InternalText;
use syncmend::ticket::store::{FILE_NAME, Query, Store, StoreError};
use syncmend::ticket::{Event, EventKind, Outcome, State, StepResult, TicketId};
use syncmend::ticket_service::TicketService;
use uuid::Uuid;

use crate::support::{
    end_step, event, example, files, folder, kb, later, now, service, service_in,
};

fn references(service: &mut TicketService, words: &str, state: Option<State>) -> Vec<String> {
    let query = Query { words: words.to_owned(), state, ..Query::default() };
    let page =
        service.store().list(&query, now()).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    page.rows.into_iter().map(|row| row.reference).collect()
}

fn refused(folder: &Path) -> StoreError {
    Store::open(folder, kb(), now()).err().expect("it must not open")
}

#[test]
fn a_ticket_is_the_same_after_the_store_was_closed_and_opened() {
    let folder = folder();
    let stored = {
        let mut service = service_in(folder.path());
        let stored = example("HD-1")
            .customer("Example Dental")
            .reported("Error 400: admin_policy_enforced")
            .answer("everyone-affected", Answer::Yes)
            .fix("api-access-restricted")
            .note("they call back at ten")
            .at(&mut service);
        end_step(&mut service, &stored, StepResult::Done)
    };
    let mut service = service_in(folder.path());
    let again = service.store().load(stored.ticket.id).expect("it is there");
    assert_eq!(again.ticket, stored.ticket);
    assert_eq!(again.events, stored.events);
    assert_eq!(again.ticket.current_step(&again.kb), stored.ticket.current_step(&stored.kb));
    assert_eq!(references(&mut service, "", None), ["HD-1"]);
}

#[test]
fn settings_stay_too() {
    let folder = folder();
    service_in(folder.path()).store().set_setting("open", "one").expect("it is written");
    let mut service = service_in(folder.path());
    service.store().set_setting("open", "two").expect("it is written");
    assert_eq!(service.store().setting("open").expect("it is read").as_deref(), Some("two"));
    assert_eq!(service.store().setting("other").expect("it is read"), None);
}

fn at(hours: i64, ticket: TicketId, what: EventKind) -> (TicketId, Event) {
    (ticket, event("test", later(hours), what))
}

#[test]
fn the_list_begins_with_what_changed_last() {
    let mut service = service();
    let ids: Vec<TicketId> =
        ["HD-1", "HD-2", "HD-3"].map(|name| example(name).at(&mut service).ticket.id).to_vec();
    for (hours, which) in [(1, 2), (2, 0)] {
        let note = EventKind::Noted { step: None, text: InternalText::from("x") };
        let (id, event) = at(hours, ids[which], note);
        service.store().append(id, &[event]).expect("the store takes it");
    }
    assert_eq!(references(&mut service, "", None), ["HD-1", "HD-3", "HD-2"]);
}

#[test]
fn tickets_are_found_by_their_words() {
    let mut service = service();
    example("HD-4711")
        .customer("Müller & Söhne")
        .user("pat.smith@example.com")
        .reported("Nobody can import users since Monday")
        .note("Rückruf um zehn, sprach mit O'Hara")
        .at(&mut service);
    example("OTHER-1").customer("Example Dental").at(&mut service);
    for words in [
        "HD-4711",
        "hd-47",
        "4711",
        "Müller",
        "muller",
        "söhne müller",
        "pat.smith@example.com",
        "pat.sm",
        "smith",
        "import",
        "MONDAY import",
        "Rück",
        "o'hara",
        "hara",
        "  zehn  ",
    ] {
        assert_eq!(references(&mut service, words, None), ["HD-4711"], "{words:?}");
    }
    for words in ["4712", "import dental", "xyz"] {
        assert!(references(&mut service, words, None).is_empty(), "{words:?}");
    }
    assert_eq!(references(&mut service, " \t ", None).len(), 2);
}

#[test]
fn words_are_found_as_they_stand_now() {
    let mut service = service();
    let stored = example("HD-1").reported("printer").at(&mut service);
    let text = InternalText::from("import");
    service
        .record(stored.ticket.id, vec![EventKind::Reported { text }])
        .expect("the store takes it");
    assert!(references(&mut service, "printer", None).is_empty());
    assert_eq!(references(&mut service, "import", None), ["HD-1"]);
}

#[test]
fn odd_characters_in_a_search_do_no_harm() {
    let mut service = service();
    example("HD-1").reported("import").at(&mut service);
    for words in [
        "\"",
        "\"\"",
        "*",
        "(",
        ")",
        "((",
        "()",
        "'",
        "''",
        "^",
        "-",
        "--",
        "+",
        ":",
        "{",
        "}",
        "\\",
        "a:b",
        "words:import",
        "NOT",
        "AND",
        "OR import",
        "NEAR(a b)",
        "import\"",
        "\"import",
        "imp*ort",
        "%",
        "_",
        ";",
        "; DROP TABLE event",
        "\0",
        "imp\0ort",
        "\u{202e}",
        "\u{1f642}",
        "import (",
        "* import",
    ] {
        references(&mut service, words, None);
    }
    assert_eq!(references(&mut service, "", None), ["HD-1"]);
    for words in ["\"import\"", "(import)", "import*", "import:", "^import"] {
        assert_eq!(references(&mut service, words, None), ["HD-1"], "{words:?}");
    }
}

#[test]
fn states_filter_the_list_and_are_counted() {
    let mut service = service();
    example("open-1").at(&mut service);
    example("open-2").fix("import-timing").at(&mut service);
    let waiting = example("waiting").fix("api-access-restricted").at(&mut service);
    let waiting = end_step(&mut service, &waiting, StepResult::Done);
    let waiting = end_step(&mut service, &waiting, StepResult::Done);
    end_step(&mut service, &waiting, StepResult::Done);
    for (name, outcome) in [
        ("solved", Outcome::Solved),
        ("escalated", Outcome::Escalated),
        ("abandoned", Outcome::Abandoned),
    ] {
        example(name).closed(outcome).at(&mut service);
    }
    let mut expected: Vec<(State, u32)> = State::ALL.map(|state| (state, 1)).to_vec();
    expected[0].1 = 2;
    assert_eq!(service.store().tallies(now()).expect("they are counted").states, expected);
    for (state, count) in expected {
        let mut found = references(&mut service, "", Some(state));
        found.sort();
        assert_eq!(found.len(), count as usize, "{state:?}");
        assert!(found.iter().all(|name| name.starts_with(state.id())), "{state:?}: {found:?}");
    }
    let tomorrow = now().checked_add(SignedDuration::from_hours(25)).expect("a time");
    let counts = service.store().tallies(tomorrow).expect("they are counted").states;
    assert_eq!(counts[..2], [(State::Open, 3), (State::Waiting, 0)]);
    assert_eq!(references(&mut service, "waiting", Some(State::Open)), [""; 0]);
}

#[test]
fn a_ticket_is_named_by_its_id_or_by_a_reference_that_only_it_has() {
    let mut service = service();
    let one = example("HD-1").at(&mut service).ticket.id;
    example("HD-2").at(&mut service);
    example("HD-2").at(&mut service);
    let find = |service: &mut TicketService, name: &str| {
        service.store().find(name).map_err(|e| e.to_string())
    };
    assert_eq!(find(&mut service, "HD-1"), Ok(one));
    assert_eq!(find(&mut service, &one.to_string()), Ok(one));
    let several = find(&mut service, "HD-2").expect_err("two tickets have it");
    assert!(several.contains("several tickets"), "{several}");
    for unknown in ["HD-3", "", "' OR 1=1", "00000000-0000-0000-0000-000000000000"] {
        let none = find(&mut service, unknown).expect_err("nothing has it");
        assert!(none.contains("no ticket has"), "{none}");
    }
}

#[test]
fn two_windows_see_what_the_other_adds() {
    let folder = folder();
    let (mut left, mut right) = (service_in(folder.path()), service_in(folder.path()));
    let ticket = example("HD-1").at(&mut left).ticket.id;
    for round in 0..10 {
        for service in [&mut left, &mut right] {
            let text = InternalText::from(format!("note {round}").as_str());
            service
                .record(ticket, vec![EventKind::Noted { step: None, text }])
                .expect("it is written");
        }
    }
    let (here, there) = (left.store().load(ticket), right.store().load(ticket));
    let (here, there) = (here.expect("it is there"), there.expect("it is there"));
    assert_eq!(here.ticket, there.ticket);
    assert_eq!(here.ticket.notes.len(), 20);
    assert_eq!(references(&mut right, "note", None), ["HD-1"]);
}

#[test]
fn windows_that_start_and_write_at_once_lose_nothing() {
    let folder = folder();
    let names: Vec<String> = (0..8).map(|n| format!("HD-{n}")).collect();
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(|| {
                let mut service = service_in(folder.path());
                example(name).note("written at once").at(&mut service);
            });
        }
    });
    let mut found = references(&mut service_in(folder.path()), "once", None);
    found.sort();
    assert_eq!(found, names);
}

#[test]
fn events_that_are_there_already_are_left_as_they_are() {
    let mut service = service();
    let stored = example("HD-1").note("first").at(&mut service);
    let mut forged = stored.events.clone();
    forged[1].what = EventKind::Noted { step: None, text: InternalText::from("forged") };
    let again = service.store().append(stored.ticket.id, &forged).expect("it is taken");
    assert_eq!(again.events, stored.events);
    let stranger = TicketId(Uuid::now_v7());
    let refused =
        service.store().append(stranger, &stored.events[1..]).expect_err("no ticket begins");
    assert!(matches!(refused, StoreError::NoTicket(_)), "{refused}");
    assert_eq!(references(&mut service, "", None), ["HD-1"]);
}

/// Turns a store into one that a later version might have written.
fn make_newer(path: &Path, journal: &str) {
    let db = Connection::open(path).expect("it opens");
    db.pragma_update(None, "user_version", 99).expect("it is set");
    db.pragma_update(None, "journal_mode", journal).expect("it is set");
}

#[test]
fn a_store_from_a_newer_version_is_refused_and_left_alone() {
    for journal in ["WAL", "DELETE"] {
        let folder = folder();
        example("HD-1").at(&mut service_in(folder.path()));
        make_newer(&folder.path().join(FILE_NAME), journal);
        let before = files(folder.path());
        let error = refused(folder.path());
        assert!(matches!(error, StoreError::Newer), "{error}");
        assert!(error.to_string().contains("newer version of Syncmend"), "{error}");
        assert!(files(folder.path()) == before, "a store in {journal} mode was changed");
    }
}

#[test]
fn a_damaged_store_is_set_aside_unchanged_and_a_new_one_begins() {
    let folder = folder();
    let garbage: Vec<u8> = (0..20_000_u32).map(|n| (n * 31 % 251) as u8).collect();
    let log = b"not a log either".to_vec();
    fs::write(folder.path().join(FILE_NAME), &garbage).expect("it is written");
    fs::write(folder.path().join(format!("{FILE_NAME}-wal")), &log).expect("it is written");
    let (store, aside) = Store::open(folder.path(), kb(), now()).expect("a new one begins");
    let aside = aside.expect("the old one is set aside").path;
    assert!(fs::read(&aside).expect("it is there") == garbage);
    let name = aside.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.contains("damaged") && name.contains("2026-11-23"), "{name}");
    let mut service = TicketService::new(store, now);
    example("HD-1").at(&mut service);
    drop(service);
    assert_eq!(references(&mut service_in(folder.path()), "", None), ["HD-1"]);
    assert!(fs::read(&aside).expect("it is there") == garbage);
    let kept = files(folder.path()).into_iter().any(|(_, bytes)| bytes == log);
    assert!(kept, "the log beside it is gone");
}

#[test]
fn a_second_damaged_store_does_not_replace_the_first() {
    let folder = folder();
    for round in 0..3_u8 {
        fs::write(folder.path().join(FILE_NAME), [round; 9_000]).expect("it is written");
        Store::open(folder.path(), kb(), now()).expect("a new one begins");
    }
    let kept = files(folder.path());
    for round in 0..3_u8 {
        assert!(kept.iter().any(|(_, bytes)| *bytes == [round; 9_000]), "number {round} is gone");
    }
}

#[test]
fn a_store_cut_short_is_reported_or_set_aside_and_never_overwritten() {
    let folder = folder();
    example("HD-1").reported(&"word ".repeat(20_000)).at(&mut service_in(folder.path()));
    let path = folder.path().join(FILE_NAME);
    let whole = fs::read(&path).expect("it is there");
    let half = whole[..whole.len() / 2].to_vec();
    fs::write(&path, &half).expect("it is written");
    match Store::open(folder.path(), kb(), now()) {
        Ok((_, Some(_))) => {}
        Ok((store, None)) => {
            let error = store.list(&Query::default(), now()).err();
            assert!(matches!(error, Some(StoreError::Damaged)), "{error:?}");
        }
        Err(error) => panic!("the window would not open: {error}"),
    }
    assert!(files(folder.path()).iter().any(|(_, bytes)| *bytes == half), "what was left is gone");
}

#[test]
fn a_folder_that_cannot_be_made_is_named_in_the_error() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "mine").expect("it is written");
    for asked in [file.clone(), file.join("below")] {
        let error = refused(&asked);
        assert!(matches!(error, StoreError::Folder { .. }), "{error}");
        let sentence = error.to_string();
        assert!(sentence.contains(&asked.display().to_string()), "{sentence}");
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
    }
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "mine");
}

#[cfg(unix)]
#[test]
fn other_accounts_cannot_read_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let below = folder.path().join("a/b");
    drop(service_in(&below));
    let mode = fs::metadata(&below).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
