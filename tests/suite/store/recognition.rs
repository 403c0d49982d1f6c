//! Whose ticket it is: what decides, what only asks, and what of a ticket becomes known of its customer.

use rusqlite::Connection;
use syncmend::kb::address::Region;
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::ticket::customer::{Fact, ProfileChange, Recognition};
use syncmend::ticket::store::{FILE_NAME, Stored};
use syncmend::ticket::{Detail, EventKind};
use syncmend::ticket_service::{ServiceError, TicketService};

use crate::support::{example, known_customer, service, service_in};

fn admin(account: &str) -> Detail {
    Detail::GoogleAdmin(CustomerText::from(account))
}

fn recognized(service: &TicketService, stored: &Stored) -> Recognition {
    service.recognize_customer(stored).expect("the store is read")
}

/// What the preferences fill into every new ticket.
fn prefer(service: &mut TicketService, json: &str) {
    service.store().set_setting("preferences", json).expect("it is set");
}

#[test]
fn a_third_party_in_the_text_only_asks() {
    let mut service = service();
    let vendor = known_customer(&mut service, "Kestrel Consulting", "kim@kestrel.example.com");
    // The affected user is somebody else's, or the sender is, or another address is mentioned.
    let text = "kim@kestrel.example.com set this up for us";
    let by_user = example("HD-2").user("pat@rowan.example.com").reported(text).at(&mut service);
    let mail = format!("> From: Pat <pat@rowan.example.com>\n{text}");
    let by_sender = example("HD-3").reported(&mail).at(&mut service);
    let mention = format!("{text}, and pat@rowan.example.com cannot sign in");
    let mentioned = example("HD-4").reported(&mention).at(&mut service);
    for stored in [by_user, by_sender, mentioned] {
        assert_eq!(stored.ticket.customer_id, None, "{:?}", stored.ticket.reference);
        assert_eq!(recognized(&service, &stored), Recognition::Ask(vec![vendor]));
    }
    // Their own tickets are theirs: by the user, by the sender, by the only address.
    let other = "our partner is pat@rowan.example.com";
    let own = example("HD-5").user("lee@kestrel.example.com").reported(other).at(&mut service);
    let sent = format!("Von: Kim <kim@kestrel.example.com>\n{other}");
    let sent = example("HD-6").reported(&sent).at(&mut service);
    let only = example("HD-7").reported("kim@kestrel.example.com cannot sign in").at(&mut service);
    for stored in [own, sent, only] {
        assert_eq!(stored.ticket.customer_id, Some(vendor), "{:?}", stored.ticket.reference);
    }
}

#[test]
fn addresses_of_the_helpdesk_itself_decide_nothing() {
    let mut service = service();
    let ours = known_customer(&mut service, "Our own office", "ann@desk.example.com");
    let customer = known_customer(&mut service, "Rowan Homes", "pat@rowan.example.com");
    prefer(
        &mut service,
        r#"{"google_admin":"admin@desk.example.com","letterhead":{"email":"help@desk.example.com"}}"#,
    );
    let default = || example("HD-2").detail(admin("admin@desk.example.com"));
    let empty = default().at(&mut service);
    assert_eq!(empty.ticket.customer_id, None, "every new ticket begins with that account");
    assert_eq!(recognized(&service, &empty), Recognition::Nobody);
    let text = "To: help@desk.example.com\npat@rowan.example.com is missing";
    let theirs = default().reported(text).at(&mut service);
    assert_eq!(theirs.ticket.customer_id, Some(customer));
    let text =
        "From: ann@desk.example.com\n> From: pat@rowan.example.com\n> with kim@kestrel.example.com";
    let forwarded = default().reported(text).at(&mut service);
    assert_eq!(forwarded.ticket.customer_id, Some(customer), "the helpdesk forwarded it to itself");
    let own = default().reported("ann@desk.example.com is missing").at(&mut service);
    assert_eq!(own.ticket.customer_id, Some(ours), "a helpdesk may be its own customer");
    // Another account that was typed may be anybody's who administers.
    let typed = example("HD-3").detail(admin("it@rowan.example.com")).at(&mut service);
    assert_eq!(typed.ticket.customer_id, None);
    assert_eq!(recognized(&service, &typed), Recognition::Ask(vec![customer]));
}

#[test]
fn what_was_told_on_a_ticket_stays_and_defaults_are_no_knowledge() {
    let mut service = service();
    prefer(&mut service, r#"{"google_admin":"admin@desk.example.com","region":"eu"}"#);
    let begun = |reference: &str| {
        let region = Detail::Region(Region::Eu);
        example(reference).detail(region).detail(admin("admin@desk.example.com"))
    };
    let first = begun("HD-1").customer("Rowan Homes").user("pat@rowan.example.com");
    let first = first.at(&mut service).ticket.id;
    let linked = service.remember_customer(first).expect("it is remembered").ticket;
    let customer = linked.customer_id.expect("it is linked");
    let profile = service.store().customer(customer).expect("it is there");
    assert!(profile.region.is_none() && profile.google_admin.is_blank(), "nobody told either");

    let facts = [
        Fact::Region(Region::India),
        Fact::GoogleAdmin(CustomerText::from("it@rowan.example.com")),
    ];
    let told = facts.map(|fact| ProfileChange::Told { fact }).to_vec();
    service.tell_of_customer(customer, told).expect("it is stored");
    // The profile knows better than a default...
    let user =
        |email: &str| EventKind::Detailed { detail: Detail::User(CustomerText::from(email)) };
    let next = begun("HD-2").at(&mut service).ticket.id;
    let next = service.record(next, vec![user("sam@rowan.example.com")]).expect("it is stored");
    assert_eq!(next.ticket.region, Region::India);
    assert_eq!(next.ticket.google_admin.as_str(), "it@rowan.example.com");
    // ...and no better than what was told on the ticket.
    let detail = |detail| EventKind::Detailed { detail };
    let own = begun("HD-3").at(&mut service).ticket.id;
    let typed = vec![detail(admin("second@rowan.example.com")), detail(Detail::Region(Region::Us))];
    service.record(own, typed).expect("it is stored");
    let own = service.record(own, vec![user("sam@rowan.example.com")]).expect("it is stored");
    assert_eq!(own.ticket.customer_id, Some(customer));
    assert_eq!(own.ticket.region, Region::Us);
    assert_eq!(own.ticket.google_admin.as_str(), "second@rowan.example.com");
}

#[test]
fn remembering_again_makes_no_second_customer() {
    let mut service = service();
    let customer = known_customer(&mut service, "Rowan Homes", "pat@rowan.example.com");
    let count = |service: &mut TicketService| service.store().customers(9).expect("listed").len();
    let again = service.store().tickets_of(customer, 9).expect("they are listed")[0].id;
    service.remember_customer(again).expect("it is remembered already");
    assert_eq!(count(&mut service), 1);
    // Another ticket that is recognized as theirs, though its link was taken back.
    let other = example("HD-2").user("sam@rowan.example.com").at(&mut service).ticket.id;
    service.undo(other).expect("the link is undone");
    let name = Detail::Customer(CustomerText::from("Rowan Homes"));
    service.record(other, vec![EventKind::Detailed { detail: name }]).expect("it is stored");
    let refused = service.remember_customer(other).expect_err("somebody has to say who it is");
    assert!(matches!(refused, ServiceError::MayBeKnown(_)), "{refused}");
    assert!(refused.to_string().contains("Rowan Homes"), "{refused}");
    service.deny_customer(other, customer).expect("it is stored");
    let new = service.remember_customer(other).expect("it is another one").ticket;
    assert!(new.customer_id.is_some_and(|id| id != customer));
    assert_eq!(count(&mut service), 2);
}

/// Lets the store refuse rows with a word in a table until [`allow`].
fn forbid(folder: &std::path::Path, table: &str, word: &str) {
    let db = Connection::open(folder.join(FILE_NAME)).expect("it opens");
    let trigger = format!(
        "CREATE TRIGGER forbidden BEFORE INSERT ON {table} WHEN instr(new.body, '{word}') > 0
         BEGIN SELECT RAISE(ABORT, 'forbidden'); END"
    );
    db.execute_batch(&trigger).expect("it is made");
}

fn allow(folder: &std::path::Path) {
    let db = Connection::open(folder.join(FILE_NAME)).expect("it opens");
    db.execute_batch("DROP TRIGGER forbidden").expect("it is dropped");
}

#[test]
fn what_a_ticket_says_and_what_its_customer_learns_is_stored_together_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    let stored = example("HD-1").customer("Rowan Homes").at(&mut service);
    let ticket = stored.ticket.id;
    // A customer whose ticket cannot be linked is not remembered.
    forbid(folder.path(), "event", "customer-linked");
    service.remember_customer(ticket).expect_err("it cannot be linked");
    assert!(service.store().customers(9).expect("they are listed").is_empty());
    allow(folder.path());
    let linked = service.remember_customer(ticket).expect("it is remembered");
    let customer = linked.ticket.customer_id.expect("it is linked");
    assert_eq!(service.store().customers(9).expect("they are listed").len(), 1);

    forbid(folder.path(), "customer_event", "region");
    let region = || vec![EventKind::Detailed { detail: Detail::Region(Region::Eu) }];
    service.record(ticket, region()).expect_err("the customer cannot learn it");
    assert_eq!(service.store().load(ticket).expect("it is read").events, linked.events);
    allow(folder.path());
    let moved = service.record(ticket, region()).expect("it is stored");
    assert_eq!(moved.events.len(), linked.events.len() + 1);
    assert_eq!(service.store().customer(customer).expect("known").region, Some(Region::Eu));
}

#[test]
fn a_link_that_fails_makes_nobody_record_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    let customer = known_customer(&mut service, "Rowan Homes", "pat@rowan.example.com");
    let ticket = example("HD-2").at(&mut service).ticket.id;
    forbid(folder.path(), "event", "customer-linked");
    let text = InternalText::from("pat@rowan.example.com is missing");
    let reported = service.record(ticket, vec![EventKind::Reported { text }]);
    let reported = reported.expect("what was reported is stored");
    assert_eq!((reported.ticket.customer_id, reported.events.len()), (None, 2));
    let asked = service.customer_of(&reported).expect("the store is read").candidates;
    assert_eq!(asked.iter().map(|it| it.id).collect::<Vec<_>>(), [customer]);
}
