//! Each document as it leaves, word for word, beside what it was when somebody last looked at it.
//! They are insta's snapshots in `tests/golden`; `INSTA_UPDATE=always` rewrites them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use syncmend::built_in;
use syncmend::diagnosis::Answer;
use syncmend::export::{Audience, DocumentKind, Format, Letterhead};
use syncmend::kb::words::Language;
use syncmend::kb::{CauseId, KnowledgeBase, MethodId, StepId, SymptomId, folder_files, read};
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::ticket::store::{Store, Stored};
use syncmend::ticket::{Detail, Event, EventId, EventKind, StepResult, TicketId};
use syncmend::ticket_service::TicketService;
use uuid::Uuid;

use crate::documents::legible::Pdf;
use crate::support::{file, now, with_letterhead};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A knowledge base of its own, so that no change of the real one changes these documents.
fn small_kb() -> KnowledgeBase {
    let mut files = folder_files(&folder().join("kb")).expect("the folder is there");
    let is_own = |name: &str| name == "numbers.toml" || name.ends_with("/phrases.toml");
    files.extend(built_in::kb_files().into_iter().filter(|file| is_own(&file.name)));
    read(&[files]).expect("it is sound")
}

/// A ticket with something of everything, a minute between two events. Its last step ended so.
pub fn ticket(last: StepResult) -> Stored {
    let kb = small_kb();
    let customer = |text: &str| CustomerText::from(text);
    let detail = |detail| EventKind::Detailed { detail };
    let symptom = SymptomId::from;
    let (cause, method) = (CauseId::from("filter-closed"), MethodId::from("open"));
    let step = |step: &str, result| EventKind::Stepped {
        step: StepId::from(step),
        cause: cause.clone(),
        method: method.clone(),
        result,
        wait_until: None,
    };
    let happened = [
        EventKind::Opened { reference: customer("HD-1"), knowledge: Uuid::nil() },
        detail(Detail::Customer(customer("Müller & Søn <Example>"))),
        detail(Detail::User(customer("pat@example.com"))),
        detail(Detail::GoogleAdmin(customer("admin@example.com"))),
        EventKind::Reported {
            text: InternalText::from(
                "Hello,\nwe get \"Error 12: nothing to list\" since Tuesday.\n\n# Pat 山 \u{202e}",
            ),
        },
        EventKind::Answered { symptom: symptom("everyone"), answer: Some(Answer::Yes) },
        EventKind::Answered { symptom: symptom("list-late"), answer: Some(Answer::CantTell) },
        EventKind::FixChosen { cause: cause.clone(), method: None },
        step("look-at-filter", StepResult::Done),
        EventKind::Noted {
            step: Some(StepId::from("look-at-filter")),
            text: InternalText::from("the filter named an *old* group"),
        },
        EventKind::ValueNoted {
            step: StepId::from("open-filter"),
            cause: cause.clone(),
            method: method.clone(),
            value: customer("Sales | <only>"),
        },
        detail(Detail::Callback(Some(now() + SignedDuration::from_hours(6)))),
        detail(Detail::TimeZone(customer("Europe/Berlin"))),
        step("open-filter", last),
        EventKind::Noted { step: None, text: InternalText::from("calls back at ten") },
    ];
    let event = |(minute, what)| Event {
        id: EventId(Uuid::from_u128(minute)),
        at: begun() + SignedDuration::from_mins(i64::try_from(minute).expect("few")),
        by: "technician".to_owned(),
        stamp: None,
        what,
    };
    let events: Vec<Event> = (0_u128..).zip(happened).map(event).collect();
    let store = Store::in_memory(Arc::new(kb)).expect("SQLite starts");
    let mut service = TicketService::new(store, now);
    service.store().append(TicketId(Uuid::from_u128(1)), &events).expect("the store takes it")
}

fn begun() -> Timestamp {
    now() - SignedDuration::from_mins(30)
}

/// Compares a document with the one kept.
pub fn check(name: &str, document: &str) {
    let is_trimmed = !document.starts_with('\n') && !document.ends_with("\n\n");
    let is_plain = document.ends_with('\n') && !document.contains('\r');
    assert!(is_trimmed && is_plain, "{name}: insta does not see how lines end: {document:?}");
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, document));
}

/// A document as text; of a PDF its pages as they are read.
fn legible(format: Format, content: Vec<u8>) -> String {
    if format == Format::Pdf {
        let pdf = Pdf::read(&content);
        return (1..=pdf.pages()).map(|page| pdf.page(page)).collect();
    }
    let text = String::from_utf8(content).expect("it is text");
    // The style of a page stands in `page.css`.
    match (text.find("<style>"), text.find("</style>")) {
        (Some(start), Some(end)) => [&text[..start], &text[end..]].concat(),
        _ => text,
    }
}

fn name(what: &str, format: Format) -> String {
    match format {
        Format::Pdf => format!("{what}.pdf.txt"),
        Format::Comment => format!("{what}.comment.txt"),
        other => format!("{what}.{}", other.extension()),
    }
}

#[track_caller]
fn check_all(what: &str, kind: DocumentKind) {
    let stored = ticket(StepResult::NoEffect);
    // Internal JSON holds a knowledge base, and is proven by coming back.
    let is_kept = |format: &Format| (what, *format) != ("internal", Format::Json);
    for format in kind.formats().iter().copied().filter(is_kept) {
        check(&name(what, format), &legible(format, file(&stored, kind, format)));
    }
}

#[test]
fn the_customers_checklist_is_what_it_was() {
    check_all("customer", DocumentKind::Checklist(Audience::Customer));
}

/// The same ticket, but its fix helped, and the customer reads another language.
#[track_caller]
fn check_in(what: &str, kind: DocumentKind, language: Language) {
    let stored = ticket(StepResult::Done);
    let letterhead = Letterhead {
        company: CustomerText::from("Example & Søn"),
        technician: CustomerText::from("Jo <Weber>"),
        phone: CustomerText::from("555 0142"),
        email: CustomerText::from("help@example.com"),
        language,
        ..Letterhead::default()
    };
    let written = |format| with_letterhead(&stored, kind, format, &letterhead);
    for format in [Format::Txt, Format::Html, Format::Pdf] {
        check(&name(what, format), &legible(format, written(format)));
    }
}

#[test]
fn a_document_is_what_it_was_in_every_language() {
    for language in Language::ALL {
        let what = format!("left-to-do-{}", language.id());
        check_in(&what, DocumentKind::Checklist(Audience::Customer), language);
    }
}

#[test]
fn the_walkthrough_is_what_it_was() {
    check_in("walkthrough", DocumentKind::Walkthrough, Language::En);
}

#[test]
fn the_internal_checklist_is_what_it_was() {
    check_all("internal", DocumentKind::Checklist(Audience::Internal));
}

#[test]
fn the_packet_is_what_it_was() {
    check_all("packet", DocumentKind::Packet);
}
