//! What leaves as a document: nothing internal for customers, everything for insiders, and text that
//! stays text.

use std::collections::BTreeSet;
use std::sync::Arc;

use fastrand::Rng;
use jiff::civil::date;
use syncmend::diagnosis::{Answer, Because};
use syncmend::evidence::{
    AffectedUser, Comparison, ComparisonRow, Faults, FileRead, Finding, Inspection, LicenseCount,
    ListKind, UserList,
};
use syncmend::export::{Audience, DocumentKind, Format};
use syncmend::kb::address::Address;
use syncmend::kb::{KnowledgeBase, OwnPage, Step, TypedPage};
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::readers::reader_of;
use syncmend::ticket::store::Stored;
use syncmend::ticket::{Detail, EventKind, Outcome, StepResult, TicketId};
use syncmend::ticket_service::TicketService;
use uuid::Uuid;

use crate::documents::legible::written;
use crate::support::{end_step, event, example, kb, now, pick, service};

/// Stands in every internal text of the random tickets and nowhere else.
const CANARY: &str = "zqcanary";

/// Stands between the words of every error string in them, so that it comes along in a quote.
const MARK: &str = "\u{a4}\u{a7}\u{a4}";

/// A complaint made of the knowledge base's own words, each phrase with a canary inside it.
fn any_complaint(kb: &KnowledgeBase, chance: &mut Rng) -> String {
    let mut lines = vec![format!("Hello, {CANARY} here.")];
    for _ in 0..chance.usize(..4) {
        let phrases = &pick(chance, kb.symptoms()).phrases;
        let mut words: Vec<&str> = pick(chance, phrases).split(' ').collect();
        words.insert(chance.usize(..words.len()), CANARY);
        lines.push(words.join(" "));
        let errors = &pick(chance, kb.symptoms()).errors;
        lines.extend(errors.iter().map(|error| error.text.replace(' ', MARK)));
    }
    lines.join("\n")
}

/// What files showed, with a canary in everything that comes from them.
fn any_inspection(kb: &KnowledgeBase, chance: &mut Rng) -> Arc<Inspection> {
    let canary = || InternalText::from(CANARY);
    let file = FileRead {
        name: canary(),
        format: Some(syncmend::evidence::Format::GoogleUsers),
        rows: 1,
        passed_over: 0,
        unknown_events: Vec::new(),
        notes: vec![CANARY.to_owned()],
        unknown_columns: vec![CANARY.to_owned()],
        faults: Faults::default(),
    };
    let symptom = pick(chance, kb.symptoms()).id.clone();
    let finding = Finding { symptom, answer: Answer::Yes, quote: canary() };
    let user = AffectedUser { address: canary(), detail: canary(), ..AffectedUser::default() };
    let list = UserList { kind: ListKind::Suspended, total: 1, users: vec![user] };
    let row = ComparisonRow {
        what: CANARY.to_owned(),
        google: Some(canary()),
        jumpcloud: None,
        differs: true,
    };
    let comparison = Some(Comparison { user: canary(), rows: vec![row] });
    let (edition, in_use, bought) = (CANARY.to_owned(), 1, Some(2));
    let licenses = Some(LicenseCount { edition, in_use, bought, file: canary() });
    Arc::new(Inspection {
        files: vec![file],
        findings: vec![finding],
        lists: vec![list],
        comparison,
        licenses,
    })
}

fn any_happening(kb: &KnowledgeBase, chance: &mut Rng) -> EventKind {
    let cause = pick(chance, kb.causes());
    let method = pick(chance, &cause.methods);
    let step = pick(chance, &kb.steps_of(cause, method)).id.clone();
    let internal = |about: &str| InternalText::from(format!("{about} {CANARY} note").as_str());
    let results = [StepResult::Done, StepResult::Skipped, StepResult::NoEffect];
    match chance.usize(..9) {
        8 => EventKind::Inspected { inspection: any_inspection(kb, chance) },
        0 => EventKind::Reported { text: InternalText::from(any_complaint(kb, chance).as_str()) },
        1 => EventKind::Noted { step: None, text: internal("a") },
        2 => EventKind::Noted { step: Some(step), text: internal("step") },
        3 => EventKind::FixChosen { cause: cause.id.clone(), method: Some(method.id.clone()) },
        4 | 5 => {
            let (cause, method, result) =
                (cause.id.clone(), method.id.clone(), *pick(chance, &results));
            EventKind::Stepped { step, cause, method, result, wait_until: Some(now()) }
        }
        6 => EventKind::Closed { outcome: Outcome::Escalated },
        _ => EventKind::Answered {
            symptom: pick(chance, kb.symptoms()).id.clone(),
            answer: Some(*pick(chance, &Answer::ALL)),
        },
    }
}

/// A ticket in which much happened, some of it taken back, by a technician with a telling account.
pub fn any_ticket(service: &mut TicketService, kb: &KnowledgeBase, chance: &mut Rng) -> Stored {
    let by = |what| event(CANARY, now(), what);
    let opened =
        EventKind::Opened { reference: CustomerText::from("HD-1"), knowledge: kb.fingerprint() };
    let report =
        EventKind::Reported { text: InternalText::from(any_complaint(kb, chance).as_str()) };
    let mut events = vec![by(opened), by(report)];
    for _ in 0..chance.usize(..14) {
        let what = match chance.usize(..5) {
            0 => EventKind::Undone { event: pick(chance, &events[1..]).id },
            _ => any_happening(kb, chance),
        };
        events.push(by(what));
    }
    service.store().append(TicketId(Uuid::now_v7()), &events).expect("the store takes it")
}

/// The knowledge base with an own page for every step, in whose words stands a canary.
pub fn with_own_pages(kb: &Arc<KnowledgeBase>, for_customers: bool) -> Arc<KnowledgeBase> {
    let typed = TypedPage {
        path: format!("{CANARY} > path"),
        address: format!("https://admin.google.com/{CANARY}"),
        words: format!("Click {CANARY}"),
        for_customers,
    };
    let of_causes = kb.causes().iter().flat_map(|cause| cause.steps.iter().chain([&cause.confirm]));
    let steps = kb.model().shared_steps.iter().chain(of_causes);
    let page = |step: &Step| OwnPage::new(step.id.clone(), date(2026, 11, 23), &typed);
    kb.with_yours(steps.map(|step| page(step).expect("it is a page")).collect())
}

#[test]
fn own_words_reach_customers_only_once_they_are_released() {
    let mut service = service();
    let walkthrough = |stored: &Stored| {
        let file = crate::support::file(stored, DocumentKind::Walkthrough, Format::Html);
        String::from_utf8(file).expect("it is text")
    };
    let id = example("HD-1").fix("api-access-restricted").at(&mut service).ticket.id;
    let shipped = walkthrough(&service.store().load(id).expect("it is there"));
    service.store().set_today(with_own_pages(&kb(), false));
    let unreleased = service.store().load(id).expect("it is there");
    assert_eq!(walkthrough(&unreleased), shipped);
    assert!(written(&unreleased, Format::Txt, Audience::Internal).contains(CANARY));
    service.store().set_today(with_own_pages(&kb(), true));
    let released = walkthrough(&service.store().load(id).expect("it is there"));
    for own in [format!("Click {CANARY}"), format!("{CANARY} \u{203a} path")] {
        assert!(released.contains(&own), "{own} is not in {released}");
    }
    assert!(released.contains(&format!("admin.google.com/{CANARY}")), "{released}");
}

#[test]
fn nothing_internal_stands_in_what_customers_get() {
    let (kb, mut service) = (kb(), service());
    service.store().set_today(with_own_pages(&kb, false));
    let mut chance = Rng::with_seed(8);
    let (mut notes, mut phrases, mut errors, mut checked) = (0, 0, 0, 0);
    for _ in 0..1_200 {
        let stored = any_ticket(&mut service, &kb, &mut chance);
        for format in Format::ALL {
            let text = written(&stored, format, Audience::Customer);
            let internal = text.contains(CANARY) || text.contains(MARK);
            assert!(!internal, "{format:?} for customers: {text}");
            assert!(text.contains("HD-1"), "{format:?} for customers lacks the reference: {text}");
        }
        notes += stored.ticket.notes.len();
        // The same look finds it where it stands.
        for format in Format::ALL.into_iter().filter(|_| checked < 5) {
            let text = written(&stored, format, Audience::Internal);
            assert!(text.contains(CANARY), "{format:?} for insiders: {text}");
        }
        checked += 1;
        let case = stored.ticket.case(&reader_of(&stored.kb));
        for suggestion in case.suggestions {
            phrases += usize::from(suggestion.quote.for_insiders().contains(CANARY));
        }
        for observation in case.observations {
            if let Because::InText { quote, .. } = observation.because {
                errors += usize::from(quote.for_insiders().contains(MARK));
            }
        }
    }
    let enough = notes > 500 && phrases > 500 && errors > 200;
    assert!(enough, "too few to tell: {notes} notes, {phrases} phrases, {errors} errors");
}

#[test]
fn everything_internal_stands_in_what_insiders_get() {
    let mut service = service();
    let stored = example("HD-1")
        .reported("complaintword: Domain user limit reached")
        .answer("everyone-affected", Answer::No)
        .fix("no-license-seats")
        .note("noteword")
        .at(&mut service);
    let stored = end_step(&mut service, &stored, StepResult::NoEffect);
    for format in Format::ALL {
        let text = written(&stored, format, Audience::Internal);
        let lacks = |word: &&str| !text.contains(*word);
        assert_eq!(["HD-1", "complaintword", "noteword"].into_iter().find(lacks), None, "{text}");
    }
    for format in [Format::Html, Format::Md, Format::Txt, Format::Comment] {
        let text = written(&stored, format, Audience::Internal);
        let quote = "from the text \u{201c}Domain user limit reached\u{201d}";
        for words in [quote, "did not help, 2026-11-23 09:00", "Everyone is affected: no"] {
            assert!(text.contains(words), "{format:?} lacks {words}: {text}");
        }
    }
}

#[test]
fn customers_read_what_was_found_done_and_left() {
    let mut service = service();
    let stored = example("HD-1")
        .customer("Example Dental")
        .user("pat@example.com")
        .answer("everyone-affected", Answer::Yes)
        .fix("api-access-restricted")
        .at(&mut service);
    let stored = end_step(&mut service, &stored, StepResult::Done);
    let text = written(&stored, Format::Txt, Audience::Customer);
    for words in [
        "For Example Dental.",
        "Affected user: pat@example.com.",
        "What we saw: Everyone is affected",
        "Done today: Open the list of configured apps.",
        "Monday, 23 November 2026",
        "2. Set JumpCloud to Trusted",
        "Open Google Admin: admin.google.com",
        "We are still working on the repair.",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    assert!(!text.contains('%'), "a customer reads probabilities: {text}");
}

/// The tags of a page in order, with their attributes, and without the text between them.
fn tags(html: &str) -> Vec<&str> {
    let after = html.split('<').skip(1);
    after.map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

#[test]
fn a_page_loads_nothing_and_links_only_to_the_vendors_own_pages() {
    let (kb, mut service) = (kb(), service());
    let sources: BTreeSet<&str> = kb.model().sources.iter().map(|s| s.address.as_str()).collect();
    let mut chance = Rng::with_seed(9);
    let mut links = 0;
    for _ in 0..20 {
        let stored = any_ticket(&mut service, &kb, &mut chance);
        for audience in [Audience::Customer, Audience::Internal] {
            let page = written(&stored, Format::Html, audience);
            for loads in
                ["src=", "url(", "@import", "<script", "<link", "<img", "<iframe", "javascript:"]
            {
                assert!(!page.contains(loads), "{loads} is in {page}");
            }
            for tag in tags(&page) {
                let link = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
                links += usize::from(link.is_some());
                let is_page = |link: &str| Address::check(&link.replace("&amp;", "&")).is_ok();
                let known = link.is_none_or(|link| sources.contains(link) || is_page(link));
                assert!(
                    known && (link.is_some() || !tag.contains("http:") && !tag.contains("https:")),
                    "<{tag}>"
                );
            }
        }
    }
    assert!(links > 20, "only {links} links to sources");
}

pub const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</title></style></blockquote><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "&lt;b&gt; &amp; &#60;script&#62;",
    "<!-- <![CDATA[ <?php ?> ]]> -->",
    "# heading **bold** __bold__ `code` ~~gone~~ ![x](https://evil.example/x.png)",
    "[click](javascript:alert(1)) <https://evil.example> [^1] | a | b |",
    "first\n\n# forged heading\n\n- [x] forged item\n\n```\ncode",
    "first\nState: solved\r\nHand over: forged\rOpened: forged",
    "trailing \\",
    "```\n~~~\n    code",
    "a\u{200b}d\u{feff}m\u{2060}i\u{e0041}n",
    "user\u{202e}txt.exe\u{2066}x\u{2069}\u{200f}\u{61c}",
    "bell\u{7}escape\u{1b}[31mred\u{0}nul\u{9b}\u{2028}line\u{2029}paragraph",
];

/// Direction marks, overrides and isolates, and two ways to break a line.
const UNSEEN: &str = "\u{200b}\u{2060}\u{feff}\u{e0041}\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2028}\u{2029}\u{2066}\u{2067}\u{2068}\u{2069}";

/// A ticket with the same text in each of its fields.
pub fn filled(service: &mut TicketService, text: &str) -> Stored {
    let space = if text.contains('\n') { "\n" } else { " " };
    let stored = example(text)
        .customer(text)
        .user(text)
        .detail(Detail::GoogleAdmin(CustomerText::from(text)))
        .reported(&format!("{text}\nDomain user{space}limit reached"))
        .fix("no-license-seats")
        .note(text)
        .at(service);
    end_step(service, &stored, StepResult::Done)
}

/// The markup that a Markdown reader sees: no escaped characters, no code, no words.
fn markup(markdown: &str) -> Vec<String> {
    let lines = markdown.lines().filter(|line| !line.starts_with(">     "));
    let seen = lines.map(|line| {
        let mut characters = line.chars();
        let mut seen = String::new();
        while let Some(c) = characters.next() {
            match c {
                '\\' => _ = characters.next(),
                _ if "`*_{}[]<>#|~&!".contains(c) => seen.push(c),
                _ => {}
            }
        }
        seen
    });
    seen.collect()
}

#[test]
fn hostile_text_changes_the_form_of_no_document() {
    let mut service = service();
    let calm = filled(&mut service, "calm");
    for hostile in HOSTILE {
        let wild = filled(&mut service, hostile);
        for audience in [Audience::Customer, Audience::Internal] {
            let both =
                |format| (written(&wild, format, audience), written(&calm, format, audience));
            let (page, expected) = both(Format::Html);
            // A link to a console holds the user's address, spelled as a part of an address.
            let form = |page| -> Vec<String> {
                let opens = |tag: &str| {
                    let is_link = tag.starts_with("a href=\"https://");
                    if is_link { "a".to_owned() } else { tag.to_owned() }
                };
                tags(page).into_iter().map(opens).collect()
            };
            assert_eq!(form(&page), form(&expected), "{hostile:?}");
            let (text, expected) = both(Format::Md);
            assert_eq!(markup(&text), markup(&expected), "{hostile:?}: {text}");
            for format in [Format::Txt, Format::Comment] {
                let (text, expected) = both(format);
                let starts = |text: &str| -> Vec<String> {
                    // What a text is thought to say may change with its words, its form may not.
                    let is_belief =
                        |line: &str| line.contains(" %") || line.contains("from the text");
                    let own =
                        text.lines().filter(|line| !line.starts_with("  ") && !is_belief(line));
                    own.map(|line| line.chars().take(4).filter(char::is_ascii_alphabetic).collect())
                        .collect()
                };
                let (mut wild, calm) = (starts(&text), starts(&expected));
                // A comment has an end: longer texts are shortened sooner, and that is said last.
                if format == Format::Comment && wild.last().is_some_and(|line| line == "Short") {
                    wild.pop();
                    assert!(calm.starts_with(&wild), "{hostile:?}: {text}");
                } else {
                    assert_eq!(wild, calm, "{hostile:?}: {text}");
                }
            }
        }
    }
}

#[test]
fn characters_that_are_not_seen_do_not_leave() {
    let mut service = service();
    for hostile in HOSTILE {
        let stored = filled(&mut service, hostile);
        for audience in [Audience::Customer, Audience::Internal] {
            for format in [Format::Html, Format::Md, Format::Txt, Format::Comment] {
                let text = written(&stored, format, audience);
                let hidden = |c: &char| (c.is_control() && *c != '\n') || UNSEEN.contains(*c);
                assert_eq!(text.chars().find(hidden), None, "{format:?} of {hostile:?}");
            }
        }
    }
}

#[test]
fn words_of_hostile_text_are_still_there() {
    let mut service = service();
    let stored = filled(&mut service, "<script>alert(1)</script> &lt;");
    let page = written(&stored, Format::Html, Audience::Customer);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"), "{page}");
    let text = written(&stored, Format::Txt, Audience::Customer);
    assert!(text.contains("For <script>alert(1)</script> &lt;."), "{text}");
    let marked = written(&stored, Format::Md, Audience::Internal);
    assert!(marked.contains("\n>     <script>alert(1)</script> &lt;\n"), "{marked}");
}
