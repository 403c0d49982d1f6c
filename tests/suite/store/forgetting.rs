//! Forgetting a customer: all that is theirs goes, and nothing of anybody else.

use syncmend::privacy::{CustomerText, InternalText};
use syncmend::ticket::customer::{CustomerEvent, ProfileChange};
use syncmend::ticket::store::Traces;
use syncmend::ticket::{Detail, EventId, EventKind, Summary};
use syncmend::ticket_service::ServiceError;
use syncmend::ticket_system::Arrival;
use uuid::Uuid;

use crate::support::{example, files, known_customer, now, references, service, service_in};

fn names(rows: &[Summary]) -> Vec<&str> {
    let mut names: Vec<&str> = rows.iter().map(|row| row.reference.as_str()).collect();
    names.sort_unstable();
    names
}

fn domain(name: &str) -> ProfileChange {
    ProfileChange::DomainAdded { domain: CustomerText::from(name) }
}

#[test]
fn what_may_be_somebody_elses_stays_and_is_named() {
    let mut service = service();
    // Before the name is known, so that no ticket is linked.
    let same_name = example("HD-2").customer("Zebrafinch School").at(&mut service);
    let denied = example("HD-3").customer("Zebrafinch School");
    let other_domain = denied.user("pat@zebrafinch.example.org").at(&mut service);
    let mail = example("HD-4").customer("Rowan Homes").user("rowan@gmail.com").at(&mut service);
    let customer = known_customer(&mut service, "Zebrafinch School", "z@zebrafinch.example.com");
    // A version that took any domain may have stored one.
    let event = CustomerEvent {
        id: EventId(Uuid::now_v7()),
        at: now(),
        by: "pat".to_owned(),
        stamp: None,
        what: domain("gmail.com"),
    };
    service.store().append_customer(customer, vec![event]).expect("it is stored");
    let Traces { tickets, mentions, .. } = service.store().traces_of(customer).expect("read");
    assert_eq!(names(&tickets), ["HD-1"]);
    assert_eq!(names(&mentions), ["HD-2", "HD-3"]);

    // Once somebody has confirmed the name, it is theirs, unless an address says otherwise.
    let confirmed = service.confirm_customer(same_name.ticket.id, customer).expect("linked");
    service.undo(confirmed.ticket.id).expect("the link is undone");
    let forgotten = service.forget_customer(customer).expect("it is forgotten");
    assert_eq!(names(&forgotten.traces.tickets), ["HD-1", "HD-2"]);
    assert_eq!(names(&forgotten.traces.mentions), ["HD-3"]);
    for kept in [other_domain, mail] {
        let stored = service.store().load(kept.ticket.id).expect("it stays");
        assert_eq!(stored.events, kept.events);
    }
}

#[test]
fn a_domain_in_which_anybody_can_have_an_address_is_nobodys() {
    let mut service = service();
    let customer = known_customer(&mut service, "Rowan Homes", "pat@rowan.example.com");
    let refused = service.tell_of_customer(customer, vec![domain("gmail.com")]);
    assert!(matches!(refused, Err(ServiceError::PublicDomain(_))), "{refused:?}");
    assert_eq!(service.store().customer(customer).expect("it is there").domains.len(), 1);
}

#[test]
fn what_the_search_does_not_find_is_found_and_what_waits_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    let customer = known_customer(&mut service, "Zebrafinch School", "z@zebrafinch.example.com");
    // In a detail, in what was reported before, and on a line of its own.
    let admin = Detail::GoogleAdmin(CustomerText::from("it@zebrafinch.example.com"));
    example("HD-2").user("a@rowan.example.com").detail(admin).at(&mut service);
    let edited = example("HD-3").user("a@rowan.example.com").reported("like\nzebrafinch\nschool");
    let edited = edited.at(&mut service).ticket.id;
    let text = InternalText::from("nothing of it");
    service.record(edited, vec![EventKind::Reported { text }]).expect("it is stored");
    example("HD-4").reported("a zebra and a finch at school").at(&mut service);
    for (reference, user) in [("HD-8", "x@zebrafinch.example.com"), ("HD-9", "a@rowan.example.com")]
    {
        let arrival = Arrival::new(reference, "Example", user, "cannot sign in").expect("sound");
        service.leave(&arrival).expect("it is left");
    }
    let traces = service.forget_customer(customer).expect("it is forgotten").traces;
    assert_eq!(names(&traces.mentions), ["HD-2", "HD-3"]);
    assert_eq!(traces.waiting, 1);
    let waiting = service.arrivals().expect("they are read");
    let waiting: Vec<&str> = waiting.iter().map(|it| it.arrival.reference()).collect();
    assert_eq!(waiting, ["HD-9"]);
    assert_eq!(references(&mut service), ["HD-2", "HD-3", "HD-4"]);
    let is_left = |(_, bytes): &(_, Vec<u8>)| bytes.windows(12).any(|part| part == b"x@zebrafinch");
    assert!(!files(folder.path()).iter().any(is_left));
}

#[cfg(unix)]
#[test]
fn what_is_gone_is_told_as_gone_though_the_disk_is_full() {
    for is_purge in [true, false] {
        let program = crate::cli::command_line::Program::new();
        let new = ["ticket", "new", "--reference", "HD-1", "--customer", "Zebrafinch School"];
        let text = "cannot sign in ".repeat(2_000);
        program.prints(&[&new[..], &["--text", &text]].concat());
        program.prints(&["customer", "remember", "HD-1"]);
        let data = program.path("data");
        let file = data.join(syncmend::ticket::store::FILE_NAME);
        let store = std::fs::metadata(file).expect("it is there").len();
        let call = if is_purge {
            "ticket purge --older-than 0"
        } else {
            "customer forget 'Zebrafinch School' --yes"
        };
        // Enough for the removal, not for a new copy of the store, in blocks of 512 or 1024 bytes.
        let script = format!(
            "trap '' XFSZ; ulimit -f {}; exec \"{}\" --data-dir \"{}\" {call}",
            store * 3 / 4 / 1024,
            env!("CARGO_BIN_EXE_syncmend"),
            data.display()
        );
        let output = std::process::Command::new("sh").args(["-c", &script]).output().expect("sh");
        let (told, error) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(told.contains("1 ticket"), "{call}: {told}{error}");
        assert!(error.contains("traces") && error.contains("disk is full"), "{call}: {error}");
        assert_eq!(program.prints(&["ticket", "list"]), "");
    }
}
