//! Customers: remembered, recognized, kept apart, forgotten.

use syncmend::export::{Audience, Format};
use syncmend::kb::address::Region;
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::readers::reader_of;
use syncmend::ticket::customer::{Fact, ProfileChange, Recognition};
use syncmend::ticket::store::{StoreError, Stored};
use syncmend::ticket::{CustomerId, Detail, EventKind, Outcome};
use syncmend::ticket_service::{ServiceError, TicketService};

use crate::cli::command_line::Program;
use crate::documents::legible::written;
use crate::support::{example, holds, now, pick, references, service, service_in};

fn remembered(service: &mut TicketService, stored: &Stored) -> CustomerId {
    let linked = service.remember_customer(stored.ticket.id).expect("it is remembered");
    linked.ticket.customer_id.expect("it is linked")
}

fn told(fact: Fact) -> Vec<ProfileChange> {
    vec![ProfileChange::Told { fact }]
}

/// A customer that a ticket of theirs made known.
fn larkfield(service: &mut TicketService) -> CustomerId {
    let first = example("HD-1")
        .customer("Larkfield School")
        .user("priya@larkfield.example.com")
        .detail(Detail::GoogleAdmin(CustomerText::from("it-admin@larkfield.example.com")))
        .detail(Detail::Region(Region::Eu))
        .closed(Outcome::Solved)
        .at(service);
    remembered(service, &first)
}

#[test]
fn the_next_ticket_of_a_customer_is_filled_by_the_domain_of_a_pasted_address() {
    let mut service = service();
    let customer = larkfield(&mut service);
    let text = "From: Sam <sam@larkfield.example.com>\nNew teachers are missing in Google";
    let next = example("HD-2").at(&mut service);
    let next = service
        .record(next.ticket.id, vec![EventKind::Reported { text: InternalText::from(text) }])
        .expect("it is stored");
    let ticket = &next.ticket;
    assert_eq!(ticket.customer_id, Some(customer));
    assert_eq!(ticket.customer.as_str(), "Larkfield School");
    assert_eq!(ticket.google_admin.as_str(), "it-admin@larkfield.example.com");
    assert_eq!(ticket.region, Region::Eu);
    let earlier = service.store().tickets_of(customer, 10).expect("they are listed");
    let references: Vec<&str> = earlier.iter().map(|row| row.reference.as_str()).collect();
    assert_eq!(references.len(), 2, "{references:?}");

    // One undo takes all of it back, and it is not done again unasked.
    let undone = service.undo(next.ticket.id).expect("it is undone").ticket;
    assert!(undone.customer.is_blank() && undone.customer_id.is_none());
    let text = InternalText::from("sam@larkfield.example.com again");
    let typed = service.record(undone.id, vec![EventKind::Reported { text }]).expect("stored");
    assert_eq!(typed.ticket.customer_id, None);
    let asked = service.recognize_customer(&typed).expect("it is read");
    assert_eq!(asked, Recognition::Ask(vec![customer]));
}

#[test]
fn a_name_is_confirmed_once_and_what_a_ticket_says_anew_reaches_the_next_one() {
    let mut service = service();
    let customer = larkfield(&mut service);
    let named = example("HD-2").customer("larkfield  SCHOOL").at(&mut service);
    assert_eq!(named.ticket.customer_id, None, "nobody has confirmed the name");
    assert_eq!(
        service.recognize_customer(&named).expect("it is read"),
        Recognition::Ask(vec![customer])
    );
    let linked = service.confirm_customer(named.ticket.id, customer).expect("it is linked");
    assert_eq!(linked.ticket.customer.as_str(), "larkfield  SCHOOL", "what was typed stays");
    assert_eq!(linked.ticket.region, Region::Eu);
    let moved = Detail::Region(Region::India);
    service.record(named.ticket.id, vec![EventKind::Detailed { detail: moved }]).expect("stored");
    let third = example("HD-3").customer("Larkfield School").at(&mut service);
    assert_eq!(third.ticket.customer_id, Some(customer), "once confirmed, it is known");
    assert_eq!(third.ticket.region, Region::India);
}

#[test]
fn who_is_denied_is_not_asked_about_again() {
    let mut service = service();
    let customer = larkfield(&mut service);
    let named = example("HD-2").customer("Larkfield School").at(&mut service);
    let denied = service.deny_customer(named.ticket.id, customer).expect("it is stored");
    let asked = service.recognize_customer(&denied).expect("it is read");
    assert_eq!(asked, Recognition::Nobody);
    let text = InternalText::from("sam@larkfield.example.com cannot sign in");
    let typed = service.record(denied.ticket.id, vec![EventKind::Reported { text }]);
    assert_eq!(typed.expect("it is stored").ticket.customer_id, None);
}

#[test]
fn an_address_that_anybody_can_have_says_nothing() {
    let mut service = service();
    let first = example("HD-1").customer("Pebble Studio").user("pebble@gmail.com").at(&mut service);
    let customer = remembered(&mut service, &first);
    assert!(service.store().customer(customer).expect("it is there").domains.is_empty());
    let other = example("HD-2").user("rowan@gmail.com").reported("help@gmail.com").at(&mut service);
    assert_eq!(other.ticket.customer_id, None);
}

/// Another customer's name that is easily taken for this one.
fn alike(chance: &mut fastrand::Rng, name: &str) -> String {
    match chance.u8(..6) {
        0 => name.to_owned(),
        1 => name.to_uppercase(),
        2 => name.replace(' ', "-"),
        3 => format!("{name} Ltd"),
        4 => name.replacen('e', "a", 1),
        _ => format!("{name}s"),
    }
}

#[test]
fn a_thousand_pairs_of_customers_with_alike_names_never_mix() {
    let mut service = service();
    let mut chance = fastrand::Rng::with_seed(17);
    let first = ["Acme", "Harbor", "Kestrel", "Rowan", "Juniper", "Larkfield", "Milltown"];
    let second = ["Dental", "Center", "Clinic", "Homes", "School", "Builders", "Foods"];
    let (mut by_domain, mut by_name, mut asked) = (0, 0, 0);
    for pair in 0..1000 {
        let name = format!("{} {} {pair}", pick(&mut chance, &first), pick(&mut chance, &second));
        let names = [name.clone(), alike(&mut chance, &name)];
        let domains = [format!("a{pair}.example.com"), format!("a{pair}.example.org")];
        let known: Vec<CustomerId> = names
            .iter()
            .zip(&domains)
            .map(|(name, domain)| {
                let user = format!("user@{domain}");
                let mut stored = example("HD").customer(name).at(&mut service);
                // Not the other one, whose name is theirs, too.
                let asked = service.recognize_customer(&stored).expect("it is read");
                let asked = if let Recognition::Ask(ids) = asked { ids } else { Vec::new() };
                for other in asked.into_iter().chain(stored.ticket.customer_id) {
                    stored = service.deny_customer(stored.ticket.id, other).expect("it is stored");
                }
                let id = remembered(&mut service, &stored);
                let domain = CustomerText::from(domain.as_str());
                let mut changes = vec![ProfileChange::DomainAdded { domain }];
                changes.extend(told(Fact::GoogleAdmin(CustomerText::from(user.as_str()))));
                changes.push(ProfileChange::NameConfirmed { name: CustomerText::from(&**name) });
                service.tell_of_customer(id, changes).expect("it is stored");
                id
            })
            .collect();
        for (at, name) in names.iter().enumerate() {
            let own = known[at];
            // By address alone, with and without the name: always the right one.
            let user = format!("other@{}", domains[at]);
            let ticket = example("HD").user(&user).at(&mut service).ticket;
            assert_eq!(ticket.customer_id, Some(own), "{names:?}");
            assert_eq!(ticket.google_admin.as_str(), format!("user@{}", domains[at]));
            by_domain += 1;
            // By name alone: the right one, or nobody before somebody decides.
            let stored = example("HD").customer(name).at(&mut service);
            if let Some(id) = stored.ticket.customer_id {
                assert_eq!(id, own, "{names:?}");
                by_name += 1;
            } else {
                let recognition = service.recognize_customer(&stored).expect("it is read");
                let Recognition::Ask(ids) = recognition else { panic!("{recognition:?}") };
                assert!(ids.contains(&known[0]) && ids.contains(&known[1]), "{names:?}");
                asked += 1;
            }
            // Name of the one, address of the other: nobody but a person decides.
            let crossed = format!("other@{}", domains[1 - at]);
            let ticket = example("HD").customer(name).user(&crossed).at(&mut service).ticket;
            assert_ne!(ticket.customer_id, Some(own), "{names:?}");
        }
    }
    assert_eq!(by_domain, 2000);
    assert_eq!(by_name + asked, 2000);
    assert!(by_name > 500 && asked > 500, "{by_name} by name, {asked} asked");
}

#[test]
fn a_forgotten_customer_leaves_no_trace_and_nothing_brings_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (here, backup) = (folder.path().join("here"), folder.path().join("backup.db"));
    let mut service = service_in(&here);
    let early = example("HD-0").user("old@zebrafinch.example.com").at(&mut service);
    let first = example("HD-1")
        .customer("Zebrafinch School")
        .user("priya@zebrafinch.example.com")
        .reported(&"The zebrafinch rooms are missing. ".repeat(300))
        .at(&mut service);
    let customer = remembered(&mut service, &first);
    let notes = Fact::Notes(InternalText::from("ask for zebrafinch keeper"));
    service.tell_of_customer(customer, told(notes)).expect("it is stored");
    // By address, by address without a link, by name, and once linked by mistake.
    let second = example("HD-2").user("sam@zebrafinch.example.com").note("again").at(&mut service);
    assert_eq!(second.ticket.customer_id, Some(customer));
    assert_eq!(early.ticket.customer_id, None);
    let third = example("HD-3").customer("zebrafinch school").at(&mut service);
    assert_eq!(third.ticket.customer_id, None, "nobody has confirmed the name");
    service.confirm_customer(third.ticket.id, customer).expect("it is linked");
    let other = example("HD-4").customer("Kingfisher").user("a@kingfisher.example.com");
    let other = other.at(&mut service);
    let kingfisher = remembered(&mut service, &other);
    let mixed_up = example("HD-5").customer("Kingfisher").at(&mut service);
    service.confirm_customer(mixed_up.ticket.id, customer).expect("it is linked");
    service.undo(mixed_up.ticket.id).expect("it is undone");
    service.confirm_customer(mixed_up.ticket.id, kingfisher).expect("it is linked");
    service.store().back_up(&backup).expect("it is written");
    let exported = written(&second, Format::Json, Audience::Internal);

    assert!(holds(&here, "zebrafinch") && holds(&here, &customer.to_string()));
    let forgotten = service.forget_customer(customer).expect("it is forgotten");
    assert!(forgotten.is_complete);
    let mut gone: Vec<&str> =
        forgotten.traces.tickets.iter().map(|row| row.reference.as_str()).collect();
    gone.sort_unstable();
    assert_eq!(gone, ["HD-0", "HD-1", "HD-2", "HD-3"]);
    let has_trace = || ["zebrafinch", "Zebrafinch"].iter().any(|word| holds(&here, word));
    assert!(!has_trace(), "a trace is left in the files");
    assert_eq!(references(&mut service), ["HD-4", "HD-5"]);

    let restored = service.store().restore(&backup, now()).expect("it is taken in");
    assert_eq!((restored.tickets, restored.entries), (0, 0), "everything else is here");
    assert!(!has_trace(), "the backup brought a trace back");
    let refused = service.import(&exported).expect_err("its customer was forgotten");
    assert!(matches!(refused, ServiceError::Store(StoreError::Forgotten)), "{refused}");
    // A ticket of the same customer from elsewhere, which was never here.
    let mut there = service_in(&folder.path().join("there"));
    there.store().restore(&backup, now()).expect("it is taken in");
    let elsewhere = example("HD-9").user("new@zebrafinch.example.com").at(&mut there);
    assert_eq!(elsewhere.ticket.customer_id, Some(customer));
    let exported = written(&elsewhere, Format::Json, Audience::Internal);
    assert!(service.import(&exported).is_err());
    there.store().back_up(&backup).expect("it is written");
    service.store().restore(&backup, now()).expect("it is taken in");
    assert_eq!(references(&mut service), ["HD-4", "HD-5"]);
    drop(service);
    let mut again = service_in(&here);
    assert!(!has_trace() && again.store().customer(customer).is_err());
    assert_eq!(again.store().customers(9).expect("they are listed").len(), 1);
    let fresh = example("HD-6").user("x@zebrafinch.example.com").at(&mut again);
    assert_eq!(fresh.ticket.customer_id, None, "who calls again is new");
}

#[test]
fn customers_go_with_a_backup_and_survive_a_damaged_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("backup.db");
    let mut service = service_in(&folder.path().join("one"));
    let customer = larkfield(&mut service);
    let edition = Fact::Edition(CustomerText::from("Education Plus"));
    service.tell_of_customer(customer, told(edition)).expect("it is stored");
    let profile = service.store().customer(customer).expect("it is there");
    service.store().back_up(&backup).expect("it is written");
    let mut other = service_in(&folder.path().join("two"));
    other.store().restore(&backup, now()).expect("it is taken in");
    assert_eq!(other.store().customer(customer).expect("it is there"), profile);
    let next = example("HD-2").user("sam@larkfield.example.com").at(&mut other);
    assert_eq!(next.ticket.customer_id, Some(customer));

    drop(other);
    let file = folder.path().join("two").join(syncmend::ticket::store::FILE_NAME);
    let mut bytes = std::fs::read(&file).expect("it is read");
    // The page of the schema, without which SQLite reads nothing.
    bytes[100..300].fill(0xff);
    std::fs::write(&file, bytes).expect("it is written");
    let mut recovered = service_in(&folder.path().join("two"));
    assert_eq!(recovered.store().customer(customer).expect("it is there"), profile);
    assert_eq!(recovered.store().count_tickets_of(customer).expect("they are counted"), 2);
    assert_eq!(references(&mut recovered), ["HD-1", "HD-2"]);
}

#[test]
fn what_is_said_of_a_customer_is_stored_without_secrets() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut service = service_in(folder.path());
    let customer = larkfield(&mut service);
    let notes = "the admin's password: Tr0ub4dor&3x";
    let fact = Fact::Notes(InternalText::from(notes));
    let (profile, kinds) = service.tell_of_customer(customer, told(fact)).expect("it is stored");
    assert!(!kinds.is_empty() && !profile.notes.for_insiders().contains("Tr0ub4dor"));
    // What a later fact shows to be a secret is one in an earlier fact, too.
    let contact = "Sam, hears to Kx7pQ2mVw9zR";
    assert!(syncmend::privacy::secrets::mask(contact).is_none(), "alone it looks like none");
    let contact = Fact::Contact(InternalText::from(contact));
    let notes = Fact::Notes(InternalText::from("password: Kx7pQ2mVw9zR"));
    let both = [contact, notes].map(|fact| ProfileChange::Told { fact }).to_vec();
    let (profile, _) = service.tell_of_customer(customer, both).expect("it is stored");
    assert!(profile.contact.for_insiders().starts_with("Sam, hears to"));
    for secret in ["Tr0ub4dor", "Kx7pQ2mVw9zR"] {
        assert!(!holds(folder.path(), secret), "{secret}");
    }
}

#[test]
fn the_command_line_shows_changes_and_forgets_customers() {
    let program = Program::new();
    let new = ["ticket", "new", "--reference", "HD-1", "--customer", "Larkfield School"];
    let user = ["--user", "priya@larkfield.example.com"];
    program.prints(&[&new[..], &user[..]].concat());
    let id = program.prints(&["customer", "remember", "HD-1"]);
    let change = ["--edition", "Education Plus", "--seats", "44", "--seats-in-use", "44"];
    program.prints(&[&["customer", "set", "Larkfield School"][..], &change[..]].concat());
    let shown = program.json(&["customer", "show", "larkfield.example.com"]);
    assert_eq!(shown["id"].as_str(), Some(id.trim()));
    assert_eq!(
        (&shown["edition"], &shown["seats"]["bought"]),
        (&"Education Plus".into(), &44.into())
    );
    program.refuses(&["customer", "forget", id.trim()], 2, "--yes");
    program.refuses(&["customer", "show", "Nobody"], 1, "customer list");
    assert!(program.prints(&["customer", "list"]).contains("1 ticket"));
    program.prints(&["customer", "forget", "Larkfield School", "--yes"]);
    assert_eq!(program.prints(&["customer", "list"]), "");
    assert_eq!(program.prints(&["ticket", "list"]), "");
}

#[test]
fn what_fixed_it_last_time_is_evidence_with_its_weight_and_no_proof() {
    let mut service = service();
    let cause = syncmend::kb::CauseId::from("no-license-seats");
    let first = example("HD-1")
        .customer("Larkfield School")
        .user("priya@larkfield.example.com")
        .fix("no-license-seats")
        .closed(Outcome::Solved)
        .at(&mut service);
    remembered(&mut service, &first);
    let next = example("HD-2").user("sam@larkfield.example.com").at(&mut service);
    assert_eq!(next.ticket.fixed_before, std::slice::from_ref(&cause));
    let reader = reader_of(&next.kb);
    let diagnosed = |stored: &Stored| {
        let case = stored.ticket.case(&reader);
        syncmend::diagnosis::diagnose(&stored.kb, &case)
    };
    let other = example("HD-3").user("sam@rowan.example.com").at(&mut service);
    let (with, without) = (diagnosed(&next), diagnosed(&other));
    let ranked = |diagnosis: &syncmend::diagnosis::Diagnosis| {
        diagnosis.causes.iter().find(|ranked| ranked.id == cause).expect("it is ranked").clone()
    };
    let odds = ranked(&with).log_odds - ranked(&without).log_odds;
    assert!((odds.exp() - syncmend::diagnosis::FIXED_BEFORE).abs() < 1e-9, "{odds}");
    assert_eq!(ranked(&with).proof, ranked(&without).proof, "no fix follows from it");
    let why = with.why(&ranked(&with));
    let about = syncmend::diagnosis::About::FixedBefore(cause.clone());
    let reason = why.iter().find(|reason| reason.about == about).expect("it is told");
    assert!((reason.weight - odds).abs() < 1e-9);
    let undone = service.undo(next.ticket.id).expect("it is undone");
    assert!(undone.ticket.fixed_before.is_empty());
}
