//! A ticket handed over as a file comes back as the same ticket, and anything else is refused.

use fastrand::Rng;
use syncmend::export::{Audience, Format, read_json};
use syncmend::ticket::store::{Query, Stored};
use syncmend::ticket_service::TicketService;

use crate::documents::legible::written;
use crate::documents::readers::{HOSTILE, any_ticket, filled};
use crate::support::{example, kb, now, service};

fn listed(service: &mut TicketService) -> usize {
    service.store().list(&Query::default(), now()).expect("the list").rows.len()
}

#[test]
fn exported_json_comes_back_as_the_same_ticket_and_only_once() {
    let (kb, mut here, mut there) = (kb(), service(), service());
    let mut chance = Rng::with_seed(10);
    let mut tickets: Vec<Stored> = HOSTILE.iter().map(|text| filled(&mut here, text)).collect();
    tickets.extend((0..30).map(|_| any_ticket(&mut here, &kb, &mut chance)));
    for (number, stored) in tickets.iter().enumerate() {
        let json = written(stored, Format::Json, Audience::Internal);
        for _ in 0..2 {
            let taken = there.import(&json).expect("it imports");
            assert_eq!(taken.ticket, stored.ticket);
            assert_eq!(taken.events, stored.events);
            assert_eq!(listed(&mut there), number + 1);
        }
    }
}

#[test]
fn the_customers_json_comes_back_without_what_is_internal() {
    let (kb, mut here) = (kb(), service());
    let mut chance = Rng::with_seed(11);
    for _ in 0..30 {
        let stored = any_ticket(&mut here, &kb, &mut chance);
        let json = written(&stored, Format::Json, Audience::Customer);
        let taken = service().import(&json).expect("it imports").ticket;
        assert!(taken.notes.is_empty() && taken.complaint.is_blank(), "{taken:?}");
        let kept = &stored.ticket;
        assert_eq!((&taken.answers, &taken.steps), (&kept.answers, &kept.steps));
        assert_eq!(
            (&taken.fix, &taken.tried(), taken.outcome),
            (&kept.fix, &kept.tried(), kept.outcome)
        );
        let again = here.import(&json).expect("it imports where it came from");
        assert_eq!(
            again.events, stored.events,
            "the customer's file changed the ticket it came from"
        );
    }
}

#[test]
fn files_that_are_no_ticket_are_refused_with_one_sentence() {
    let mut service = service();
    let stored = example("HD-1").at(&mut service);
    let json = written(&stored, Format::Json, Audience::Internal);
    let newer = json.replace("\"version\": 2", "\"version\": 3");
    let strange = r#"{"format": "syncmend-ticket", "version": 7, "pages": []}"#;
    let cut = &json[..json.len() / 2];
    let no_events = r#"{"format":"syncmend-ticket","version":1,"ticket":"019aaaaa-0000-7000-8000-000000000000","events":[]}"#;
    let other = json.replace("syncmend-ticket", "other-ticket");
    let unknown = json.replace("\"opened\"", "\"exploded\"");
    let deep = "[".repeat(100_000);
    for (text, words) in [
        (newer.as_str(), "newer version of Syncmend"),
        (strange, "newer version of Syncmend"),
        (cut, "not a ticket"),
        ("", "not a ticket"),
        ("{}", "not a ticket"),
        ("[1, 2]", "not a ticket"),
        ("\u{0}\u{1}PNG", "not a ticket"),
        (&deep, "not a ticket"),
        (&unknown, "does not contain a complete ticket"),
        (&other, "does not contain a complete ticket"),
        (no_events, "does not contain a complete ticket"),
    ] {
        let refused = read_json(text).expect_err("it is no ticket").to_string();
        assert!(refused.contains(words), "{refused}");
        assert_eq!(refused.lines().count(), 1, "{refused}");
        assert_eq!(service.import(text).expect_err("it is no ticket").to_string(), refused);
    }
    assert_eq!(listed(&mut service), 1);
}
