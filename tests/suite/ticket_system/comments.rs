//! Internal notes and public replies as six ticket systems take them.

use syncmend::export::{Audience, Letterhead};
use syncmend::privacy::InternalText;
use syncmend::readers::reader_of;
use syncmend::ticket::store::Stored;
use syncmend::ticket::{EventKind, StepResult};
use syncmend::ticket_system::{Comment, Markup, TicketSystem, comment};

use crate::documents::golden;
use crate::support::{document_context, example, service};

fn of(stored: &Stored, system: TicketSystem, audience: Audience) -> Comment {
    let case = stored.ticket.case(&reader_of(&stored.kb));
    let letterhead = Letterhead::default();
    comment(&document_context(stored, &case, &letterhead), system, audience)
}

/// The six that have a name.
fn named() -> impl Iterator<Item = TicketSystem> {
    TicketSystem::ALL.into_iter().filter(|system| *system != TicketSystem::Other)
}

#[test]
fn notes_and_replies_are_what_they_were_in_every_system() {
    let stored = golden::ticket(StepResult::NoEffect);
    for system in named() {
        for (audience, what) in [(Audience::Internal, "note"), (Audience::Customer, "reply")] {
            let ending = match system.markup() {
                Markup::Markdown => "md",
                Markup::Html => "html",
                Markup::Plain => "txt",
            };
            let name = format!("{what}.{}.{ending}", system.name().to_lowercase());
            golden::check(&name, &of(&stored, system, audience).text);
        }
    }
}

#[test]
fn a_long_ticket_fits_and_says_what_is_missing() {
    let mut service = service();
    // Letters that take several bytes, and characters that markup doubles.
    let stored = example("HD-1").reported(&"* 山 <b> line\n".repeat(4_000)).at(&mut service);
    let note = EventKind::Noted { step: None, text: InternalText::from("looked at the filter") };
    let stored = service.record(stored.ticket.id, vec![note]).expect("it is stored");
    // One of each markup and length.
    for system in [TicketSystem::Zendesk, TicketSystem::Freshdesk, TicketSystem::ServiceNow] {
        let Comment { text, plain } = of(&stored, system, Audience::Internal);
        for text in [Some(text), plain].into_iter().flatten() {
            let name = system.name();
            let is_plain = system.markup() == Markup::Plain || !text.starts_with(['<', '#']);
            let length = if is_plain { text.chars().count() } else { text.len() };
            assert!(length <= system.most(), "{name}: {length}");
            let share = length * 100 / system.most();
            assert!(share > 80, "{name}: {share} % of the room is used");
            assert!(text.to_lowercase().contains("shortened"), "{name} does not say so");
            for tag in ["b", "ul", "li", "blockquote", "p"] {
                let count = |mark: &str| text.matches(&format!("<{mark}{tag}>")).count();
                if system.markup() == Markup::Html && text.starts_with('<') {
                    assert_eq!(count(""), count("/"), "{name}: {tag} stays open");
                }
            }
        }
    }
}

#[test]
fn what_was_only_noted_inside_stays_out_of_the_reply() {
    let mut service = service();
    let stored = example("HD-1").note("the admin is difficult canary-1").at(&mut service);
    for system in TicketSystem::ALL {
        let Comment { text, plain } = of(&stored, system, Audience::Customer);
        assert!(!text.contains("canary-1") && !plain.unwrap_or_default().contains("canary-1"));
        assert!(of(&stored, system, Audience::Internal).text.contains("canary"), "{system:?}");
    }
}

#[test]
fn no_text_becomes_markup_in_a_comment_of_markdown() {
    let mut service = service();
    let hostile = "&lt;b&gt; ![x](https://evil.example.com/x.png) &amp; *bold* !";
    let stored = example("HD-1").customer(hostile).reported(hostile).at(&mut service);
    for audience in [Audience::Internal, Audience::Customer] {
        let text = of(&stored, TicketSystem::Zendesk, audience).text;
        let is_safe = |at: usize| at > 0 && text.as_bytes()[at - 1] == b'\\';
        for mark in ["&lt;", "&amp;", "![", "*bold"] {
            let found: Vec<usize> = text.match_indices(mark).map(|(at, _)| at).collect();
            assert!(found.into_iter().all(is_safe), "{mark} in {text}");
        }
    }
    let internal = of(&stored, TicketSystem::Zendesk, Audience::Internal).text;
    assert!(internal.contains("\\&lt;b\\&gt;"), "{internal}");
}
