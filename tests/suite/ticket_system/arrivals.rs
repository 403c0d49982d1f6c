//! From a link to a filled ticket: the row in the store, the window that shows it, the call that leaves it.

use std::sync::Barrier;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{
    Command, CustomerCommand, NavigateCommand, PreferencesCommand, TicketSystemCommand,
};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::settings::preferences::Preference;
use syncmend::ticket::store::{FILE_NAME, Query, StoreError};
use syncmend::ticket_service::{ServiceError, TicketService};
use syncmend::ticket_system::Arrival;

use crate::cli::command_line::Program;
use crate::support::{
    click, example, files, notices, now, press, run_command, service_in, state, ticket, window,
};
use eframe::egui::Key;

fn arrival(reference: &str) -> Arrival {
    let text = "Import ends with a 500 error. password: hunter2-Example";
    Arrival::new(reference, "Example GmbH", "pat@example.com", text).expect("sound fields")
}

/// The references of what the window holds for a decision.
fn waiting<'a>(harness: &'a Harness<'_, App>) -> Vec<&'a str> {
    state(harness).arrived.iter().map(|arrived| arrived.arrival.reference()).collect()
}

#[test]
fn a_running_window_shows_what_came_and_fills_a_ticket_when_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    other.leave(&arrival("HD-2")).expect("it is left");
    harness.run();
    assert_eq!(state(&harness).overlay, Some(Overlay::Arrival));
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1", "nothing has happened yet");
    assert!(harness.query_by_label("Example GmbH").is_some(), "its fields are shown");
    click(&mut harness, "Begin a new ticket");
    let new = ticket(&harness);
    assert_eq!(new.reference.as_str(), "HD-2");
    assert_eq!(new.customer.as_str(), "Example GmbH");
    assert_eq!(new.user.as_str(), "pat@example.com");
    assert!(new.complaint.for_insiders().contains("500 error"));
    assert_eq!(state(&harness).overlay, None);
    // The row is gone: no other window gets it, nor does this one twice.
    assert_eq!(other.arrivals().expect("they are read"), []);
}

#[test]
fn what_is_left_alone_begins_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    other.leave(&arrival("HD-2")).expect("it is left");
    other.leave(&arrival("HD-3")).expect("it is left");
    harness.run();
    press(&mut harness, &[Key::Escape]);
    assert_eq!(state(&harness).arrived.len(), 1, "the next one is shown");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(state(&harness).overlay, None);
    assert_eq!(state(&harness).list.page.rows.len(), 1);
    assert_eq!(other.arrivals().expect("they are read"), [], "and it does not come again");
}

#[test]
fn what_nobody_decided_survives_a_window_that_is_killed() {
    let (folder, killed) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir());
    let killed = killed.expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    for reference in ["HD-2", "HD-3", "HD-4"] {
        other.leave(&arrival(reference)).expect("it is left");
    }
    let (mut harness, _) = window(service_in(folder.path()));
    click(&mut harness, "Begin a new ticket");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(waiting(&harness), ["HD-4"]);
    // What a kill leaves is what is in the files while the window is open.
    for (path, content) in files(folder.path()) {
        let name = path.file_name().expect("a name");
        std::fs::write(killed.path().join(name), content).expect("it is copied");
    }
    let (mut harness, _) = window(service_in(killed.path()));
    assert_eq!(state(&harness).overlay, Some(Overlay::Arrival));
    assert_eq!(waiting(&harness), ["HD-4"], "the others were decided");
    click(&mut harness, "Begin a new ticket");
    assert_eq!(ticket(&harness).reference.as_str(), "HD-4");
}

#[test]
fn what_several_windows_show_is_decided_in_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    other.leave(&arrival("HD-2")).expect("it is left");
    let (mut one, _) = window(service_in(folder.path()));
    let (mut another, _) = window(service_in(folder.path()));
    let seen = other.arrivals().expect("they are read").remove(0);
    assert_eq!((waiting(&one), waiting(&another)), (vec!["HD-2"], vec!["HD-2"]));
    click(&mut one, "Begin a new ticket");
    another.run();
    assert_eq!((waiting(&another), state(&another).overlay), (vec![], None));
    assert!(notices(&another).contains("No longer waiting for your decision: HD-2"));
    // Whoever decides before the news has come begins no second ticket.
    let refused = other.fill(&seen, seen.arrival.events());
    assert!(matches!(refused, Err(ServiceError::Store(StoreError::NoLongerWaits))), "{refused:?}");
    assert_eq!(state(&another).list.page.rows.len(), 2);
}

#[test]
fn of_windows_that_decide_in_the_same_moment_one_begins_the_ticket() {
    const LINKS: usize = 15;
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = service_in(folder.path());
    for number in 0..LINKS {
        first.leave(&arrival(&format!("HD-{number}"))).expect("it is left");
    }
    let seen = first.arrivals().expect("they are read");
    let together = Barrier::new(3);
    let decide = |mut service: TicketService| {
        let mut begun = 0;
        for arrived in &seen {
            together.wait();
            match service.fill(arrived, arrived.arrival.events()) {
                Ok(_) => begun += 1,
                Err(error) => {
                    let is_gone = matches!(error, ServiceError::Store(StoreError::NoLongerWaits));
                    assert!(is_gone, "{error}");
                }
            }
        }
        begun
    };
    let begun: usize = std::thread::scope(|scope| {
        let windows = [0; 3].map(|_| scope.spawn(|| decide(service_in(folder.path()))));
        windows.map(|window| window.join().expect("it decides")).into_iter().sum()
    });
    assert_eq!(begun, LINKS);
    let rows = first.store().list(&Query::default(), now()).expect("they are listed").rows;
    assert_eq!(rows.len(), LINKS, "each link became one ticket");
    assert_eq!(first.arrivals().expect("they are read"), []);
}

#[test]
fn what_becomes_no_ticket_because_the_store_fails_still_waits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    service.leave(&arrival("HD-2")).expect("it is left");
    let seen = service.arrivals().expect("they are read").remove(0);
    let db = rusqlite::Connection::open(folder.path().join(FILE_NAME)).expect("it opens");
    db.execute_batch(
        "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    .expect("it is made");
    service.fill(&seen, seen.arrival.events()).expect_err("nothing can be stored");
    assert_eq!(service.arrivals().expect("they are read"), std::slice::from_ref(&seen));
    db.execute_batch("DROP TRIGGER full").expect("it is dropped");
    service.fill(&seen, seen.arrival.events()).expect("it is stored");
    assert_eq!(service.arrivals().expect("they are read"), []);
}

#[test]
fn who_is_forgotten_does_not_wait_in_the_window_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    let known = example("HD-1").customer("Example GmbH").user("pat@rowan.example.com");
    let known = known.at(&mut other).ticket.id;
    let known = other.remember_customer(known).expect("it is stored").ticket.customer_id;
    example("HD-2").at(&mut other);
    let theirs = Arrival::new("HD-3", "Example GmbH", "pat@rowan.example.com", "cannot sign in");
    other.leave(&theirs.expect("sound fields")).expect("it is left");
    let (mut harness, _) = window(service_in(folder.path()));
    assert_eq!(waiting(&harness), ["HD-3"]);
    let forget = CustomerCommand::Forget(known.expect("it has a customer"));
    run_command(&mut harness, forget.into());
    assert!(waiting(&harness).is_empty());
    assert_eq!(state(&harness).overlay, None);
}

#[test]
fn a_reference_that_is_here_already_opens_its_ticket() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").at(&mut other);
    example("HD-2").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    assert_eq!(ticket(&harness).reference.as_str(), "HD-2");
    other.leave(&arrival("HD-1")).expect("it is left");
    harness.run();
    click(&mut harness, "Open that ticket");
    assert_eq!(ticket(&harness).reference.as_str(), "HD-1");
    assert_eq!(state(&harness).list.page.rows.len(), 2, "and begins no other");
}

#[test]
fn nothing_comes_over_a_shared_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = service_in(folder.path());
    example("HD-1").fix("last-name-missing").at(&mut other);
    let (mut harness, _) = window(service_in(folder.path()));
    run_command(&mut harness, Command::Navigate(NavigateCommand::Show(Screen::Present)));
    other.leave(&arrival("HD-2")).expect("it is left");
    harness.run();
    assert_eq!((state(&harness).screen, state(&harness).overlay), (Screen::Present, None));
    assert!(harness.query_by_label("Example GmbH").is_none());
    assert!(notices(&harness).contains("From your ticket system: HD-2"));
}

#[test]
fn a_secret_that_comes_is_masked_before_it_is_stored() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    service.leave(&arrival("HD-2")).expect("it is left");
    for (path, content) in files(folder.path()) {
        let holds = content.windows(15).any(|part| part == b"hunter2-Example");
        assert!(!holds, "{} holds the secret", path.display());
    }
    let waiting = service.arrivals().expect("they are read");
    assert_eq!(waiting[0].arrival.reference(), "HD-2");
}

#[test]
fn a_backup_brings_nothing_that_waited() {
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("backup.db");
    let mut before = service_in(&folder.path().join("before"));
    before.leave(&arrival("HD-2")).expect("it is left");
    before.store().back_up(&backup).expect("it is backed up");
    let mut after = service_in(&folder.path().join("after"));
    after.store().restore(&backup, now()).expect("it is restored");
    assert_eq!(after.arrivals().expect("they are read"), []);
}

#[test]
fn the_call_leaves_its_fields_for_a_window_that_is_open() {
    let program = Program::new();
    let (mut harness, _) = window(service_in(&program.path("data")));
    let address = "syncmend://ticket?reference=HD-7&customer=Example";
    assert_eq!(program.prints(&["open", "--", address]), "");
    harness.run();
    assert_eq!(state(&harness).arrived[0].arrival.reference(), "HD-7");
    assert_eq!(program.prints(&["open", "--reference", "HD-8", "--user", "pat@example.com"]), "");
    harness.run();
    assert_eq!(state(&harness).arrived.len(), 2);
    program.refuses(&["open", "--", "syncmend://ticket?fix=x&reference=1"], 2, "no such field");
    program.refuses(&["open", "--", address, "--kb=elsewhere"], 2, "unexpected argument");
    program.refuses(&["open", "--customer", "Example"], 2, "--reference");
}

#[test]
fn one_key_opens_the_ticket_where_it_came_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    example("HD-1").at(&mut service);
    let (mut harness, asked) = window(service);
    press(&mut harness, &[Key::B]);
    assert!(asked.asked.borrow().opened.is_empty());
    assert!(notices(&harness).contains("enter it in the preferences"), "{}", notices(&harness));
    let address = "https://desk.example.com/tickets/{reference}".to_owned();
    let change = PreferencesCommand::Change(Preference::TicketAddress(address));
    run_command(&mut harness, change.into());
    press(&mut harness, &[Key::B]);
    assert_eq!(asked.asked.borrow().opened, ["https://desk.example.com/tickets/HD-1"]);
    run_command(&mut harness, TicketSystemCommand::OpenPage.into());
    assert_eq!(asked.asked.borrow().opened.len(), 2);
}

#[test]
fn what_several_tickets_have_opens_the_latest_and_what_cannot_be_looked_up_waits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    example("HD-2").at(&mut service);
    let latest = example("HD-2").at(&mut service).ticket.id;
    let later = service.now() + jiff::SignedDuration::from_secs(60);
    let db = rusqlite::Connection::open(folder.path().join(FILE_NAME)).expect("it opens");
    let touch = "UPDATE summary SET changed_at = ?1 WHERE ticket = ?2";
    db.execute(touch, (later.as_millisecond(), latest.to_string())).expect("it is changed");
    service.leave(&arrival("HD-2")).expect("it is left");
    db.execute_batch("ALTER TABLE summary RENAME TO gone").expect("it is renamed");
    service.arrivals().expect_err("nothing can be looked up");
    db.execute_batch("ALTER TABLE gone RENAME TO summary").expect("it is renamed");
    let waiting = service.arrivals().expect("they are read");
    assert_eq!((waiting[0].arrival.reference(), waiting[0].same), ("HD-2", Some(latest)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_refused_link_is_told_in_a_box_where_nobody_reads_errors() {
    use std::os::unix::fs::PermissionsExt;
    let program = Program::new();
    let shown = program.path("shown");
    let script = format!("#!/bin/sh\necho \"$@\" > '{}'\n", shown.display());
    let zenity = program.file("bin/zenity", script);
    std::fs::set_permissions(&zenity, std::fs::Permissions::from_mode(0o755)).expect("it is set");
    let call = |arguments: &[&str]| {
        let mut command = program.command(arguments);
        let path = std::env::var("PATH").expect("a path");
        command.env("PATH", format!("{}:{path}", program.path("bin").display()));
        command.stdin(std::process::Stdio::null()).output().expect("the program starts")
    };
    // Who calls with fields of their own reads what the program writes.
    let output = call(&["open", "--reference", "HD-1", "--user", "nobody"]);
    assert_eq!((output.status.code(), shown.exists()), (Some(2), false));
    let output = call(&["open", "--", "syncmend://ticket?reference=HD-1&fix=x"]);
    assert_eq!(output.status.code(), Some(2));
    let told = std::fs::read_to_string(shown).expect("a box was shown");
    assert!(told.contains("took nothing") && told.contains("no such field"), "{told}");
}
