//! Words that the technician has removed leave in no document for customers, also not in an address.

use syncmend::export::{Audience, DocumentKind, Letterhead};
use syncmend::kb::{CauseId, KnowledgeBase, LinkId, MethodId};
use syncmend::privacy::CustomerText;
use syncmend::ticket::store::Stored;
use syncmend::ticket::{Detail, EventKind};
use syncmend::ticket_service::TicketService;

use crate::documents::legible::as_text;
use crate::support::{example, kb, service, without_words};

/// Stands in everything that customers are told of a ticket.
const CANARY: &str = "zqcanary";

/// What customers get.
const KINDS: [DocumentKind; 2] =
    [DocumentKind::Checklist(Audience::Customer), DocumentKind::Walkthrough];

/// The methods with a step on the page of a user.
fn about_users(kb: &KnowledgeBase) -> Vec<(CauseId, MethodId)> {
    let is_about_user = |link: &LinkId| {
        let address = kb.link(link).and_then(|link| link.address.as_deref());
        address.is_some_and(|address| address.contains("{user}"))
    };
    let mut found = Vec::new();
    for cause in kb.causes() {
        let mut methods = cause.methods.iter();
        let method = methods.find(|method| {
            let mut links =
                kb.steps_of(cause, method).into_iter().filter_map(|it| it.link.as_ref());
            links.any(is_about_user)
        });
        found.extend(method.map(|method| (cause.id.clone(), method.id.clone())));
    }
    found
}

fn ticket(service: &mut TicketService, (cause, method): (CauseId, MethodId)) -> Stored {
    let stored = example("HD-1 zqcanary")
        .customer("ZQCanary Dental")
        .user("pat+zqcanary@example.com")
        .at(service);
    let closing = Detail::Closing(CustomerText::from("Zqcanary calls."));
    let happened = vec![
        EventKind::FixChosen { cause, method: Some(method) },
        EventKind::Detailed { detail: closing },
    ];
    service.record(stored.ticket.id, happened).expect("the store takes it")
}

/// The documents of a ticket without some words, in all formats.
fn without(stored: &Stored, words: &[&str]) -> Vec<(String, String)> {
    let letterhead = Letterhead {
        company: CustomerText::from("Brookside for Zqcanary"),
        email: CustomerText::from("help@zqcanary.example.com"),
        ..Letterhead::default()
    };
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let mut all = Vec::new();
    for kind in KINDS {
        for format in kind.formats() {
            let bytes = without_words(stored, kind, *format, &letterhead, &words);
            all.push((format!("{kind:?} as {format:?}"), as_text(*format, &bytes)));
        }
    }
    all
}

#[test]
fn removed_words_leave_in_no_address() {
    let (kb, mut service) = (kb(), service());
    let methods = about_users(&kb);
    assert!(methods.len() > 5, "{methods:?}");
    for method in methods {
        let stored = ticket(&mut service, method.clone());
        for (name, text) in without(&stored, &[CANARY]) {
            let text = text.to_lowercase();
            assert!(!text.contains(CANARY), "{name} of {method:?}: {text}");
        }
    }
}

#[test]
fn a_removed_word_is_found_as_an_address_spells_it() {
    let (kb, mut service) = (kb(), service());
    let stored = ticket(&mut service, about_users(&kb).swap_remove(0));
    for (name, text) in without(&stored, &["pat+zqcanary@example.com", "zqcanary.example.com"]) {
        let text = text.to_lowercase();
        for spelled in ["pat%2bzqcanary", "pat+zqcanary", "zqcanary.example"] {
            assert!(!text.contains(spelled), "{name}: {text}");
        }
    }
}

#[test]
fn an_address_with_a_removed_word_leads_to_its_host() {
    let (kb, mut service) = (kb(), service());
    let stored = ticket(&mut service, about_users(&kb).swap_remove(0));
    let all = without(&stored, &[CANARY]);
    let page = all.iter().find(|(name, _)| name == "Walkthrough as Html").expect("it is there");
    assert!(page.1.contains("href=\"https://admin.google.com/\""), "{}", page.1);
    let told = without(&stored, &[]);
    let page = told.iter().find(|(name, _)| name == "Walkthrough as Html").expect("it is there");
    assert!(page.1.contains("pat%2Bzqcanary"), "the address has the user: {}", page.1);
}
