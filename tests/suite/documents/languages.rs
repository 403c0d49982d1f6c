//! What customers read in another language: whole, of the right version, and English where it is missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use syncmend::built_in;
use syncmend::export::{Audience, DocumentKind, Format, Letterhead};
use syncmend::kb::words::{Language, Phrase, all_texts, hash};
use syncmend::kb::{KnowledgeBase, markup, read};
use syncmend::picture::Shown;
use syncmend::privacy::CustomerText;
use syncmend::ticket::store::{Store, Stored};
use syncmend::ticket::{Detail, StepResult};
use syncmend::ticket_service::TicketService;

use crate::support::{end_step, example, file, kb, now, service, with_letterhead};

/// A knowledge base in which one file of the embedded one has other words.
fn with_file(name: &str, text: &str) -> Result<KnowledgeBase, String> {
    let mut files = built_in::kb_files();
    files.retain(|file| file.name != name);
    files.push(syncmend::kb::KbFile { name: name.to_owned(), text: text.to_owned().into() });
    read(&[files]).map_err(|problems| problems[0].to_string())
}

fn german(stored: &Stored, kind: DocumentKind) -> String {
    let letterhead = Letterhead { language: Language::De, ..Letterhead::default() };
    let text = with_letterhead(stored, kind, Format::Txt, &letterhead);
    String::from_utf8(text).expect("it is text")
}

#[test]
fn the_fixed_phrases_are_there_in_every_language_and_the_causes_of_the_article_in_german() {
    let kb = kb();
    let of_article = kb.causes().iter().filter(|cause| !cause.blocks.is_empty());
    let mut due: BTreeSet<String> = BTreeSet::new();
    for cause in of_article {
        due.insert(format!("cause.{}", cause.id));
        for method in &cause.methods {
            due.extend(kb.steps_of(cause, method).iter().map(|step| format!("step.{}", step.id)));
        }
    }
    assert!(due.len() > 150, "only {} causes and steps", due.len());
    for coverage in kb.translations().coverage(kb.model()) {
        let missing = coverage.missing.iter().chain(&coverage.outdated);
        let is_due = |name: &&String| {
            let owner: Vec<&str> = name.split('.').take(2).collect();
            let is_of_article = coverage.language == Language::De && due.contains(&owner.join("."));
            is_of_article || name.starts_with("phrase.")
        };
        let missing: Vec<_> = missing.filter(is_due).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", coverage.language.name());
        assert!(coverage.strays.is_empty(), "{}: {:?}", coverage.language.name(), coverage.strays);
    }
}

#[test]
fn what_is_bold_in_english_is_bold_in_the_translation() {
    let kb = kb();
    let bold = |text: &str| markup::runs(text).iter().filter(|run| run.bold).count();
    for (name, english) in all_texts(kb.model()) {
        for language in Language::ALL {
            if let Some(text) = kb.translations().text(language, &name, english) {
                assert_eq!(bold(text), bold(english), "{name}: {text}");
            }
        }
    }
}

#[test]
fn labels_that_a_drawing_shows_stay_as_the_console_shows_them() {
    let kb = kb();
    let (mut labels, mut kept) = (0, 0);
    let steps = kb.causes().iter().flat_map(|cause| cause.steps.iter().chain([&cause.confirm]));
    for step in steps.chain(&kb.model().shared_steps) {
        for (number, click) in (1..).zip(&step.clicks) {
            let name = format!("step.{}.click.{number}", step.id);
            let said = kb.translations().text(Language::De, &name, &click.action);
            let Some(said) = said else { continue };
            // What is written in capitals, or in several words with capitals, is a label for certain.
            for run in markup::runs(&click.action).iter().filter(|run| run.bold) {
                let is_label = run.text.chars().all(|c| !c.is_lowercase())
                    || run
                        .text
                        .split(' ')
                        .filter(|word| word.starts_with(char::is_uppercase))
                        .count()
                        > 1;
                labels += usize::from(is_label);
                kept += usize::from(is_label && said.contains(run.text));
            }
        }
    }
    assert!(labels > 40, "only {labels} labels");
    // Some capitals are nobody's label, such as the super admin account.
    assert!(kept + 6 >= labels, "{kept} of {labels} labels are kept");
}

#[test]
fn a_text_gets_no_words_of_another_version_but_stays_english() {
    let english = "JumpCloud is trusted.";
    let file =
        format!("\"cause.x.title\" = {{ of = \"{}\", text = \"Vertraut.\" }}\n", hash(english));
    let kb = with_file("words/de/x.toml", &file).expect("it is read");
    let words = kb.translations();
    assert_eq!(words.text(Language::De, "cause.x.title", english), Some("Vertraut."));
    assert_eq!(words.text(Language::De, "cause.x.title", "JumpCloud is trusted!"), None);
    assert_eq!(words.text(Language::De, "cause.y.title", english), None);
    assert_eq!(words.text(Language::Fr, "cause.x.title", english), None);
}

#[test]
fn a_language_file_without_a_key_falls_back_to_english_and_is_listed() {
    let all = built_in::kb_files().into_iter().find(|file| file.name == "words/fr/phrases.toml");
    let all = all.expect("it is embedded").text;
    let lines = all.lines().filter(|line| !line.starts_with("\"phrase.what-was-wrong\""));
    let kb = with_file("words/fr/phrases.toml", &lines.collect::<Vec<_>>().join("\n"));
    let kb = kb.expect("a missing key is no problem");
    assert_eq!(kb.translations().phrase(Language::Fr, Phrase::WhatWasWrong), "What was wrong");
    assert_eq!(kb.translations().phrase(Language::Fr, Phrase::Setting), "Réglage");
    let coverage = kb.translations().coverage(kb.model());
    let french = coverage.iter().find(|it| it.language == Language::Fr).expect("French is there");
    assert!(french.missing.contains(&"phrase.what-was-wrong".to_owned()), "{:?}", french.missing);
}

#[test]
fn what_is_wrong_with_a_language_file_is_told_with_its_place() {
    let wrong = [
        ("words/xx/a.toml", "", "words/xx/a.toml:1: is in no known language"),
        ("words/de/a.toml", "\n\"a\" = 1", "words/de/a.toml:2:"),
        (
            "words/de/a.toml",
            "\n\"phrase.ticket\" = { of = \"0\", text = \"Ticket\" }",
            "words/de/a.toml:2: `phrase.ticket` lacks {reference}",
        ),
        (
            "words/de/a.toml",
            "\"phrase.ticket\" = { of = \"0\", text = \"{reference} von {customer}\" }",
            "words/de/a.toml:1: nothing fills in {customer} of `phrase.ticket`; expected {reference}",
        ),
        (
            "words/de/a.toml",
            "\"phrase.solved\" = { of = \"0\", text = \"Behoben {\" }",
            "words/de/a.toml:1: nothing fills in { of `phrase.solved`; expected none",
        ),
        (
            "words/de/a.toml",
            "\"a\" = { of = \"0\", text = \" \" }",
            "words/de/a.toml:1: `a` is empty",
        ),
    ];
    for (name, text, expected) in wrong {
        let told = with_file(name, text).expect_err("it is refused");
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_ticket_chooses_the_language_of_its_documents() {
    let mut service = service();
    let stored = example("HD-1").fix("jumpcloud-not-trusted").at(&mut service);
    let stored = (0..3).fold(stored, |stored, _| end_step(&mut service, &stored, StepResult::Done));
    let text = german(&stored, DocumentKind::Checklist(Audience::Customer));
    for words in [
        "Google vertraut JumpCloud jetzt",
        "Montag, 23. November 2026",
        "Was wir geändert haben",
        "Zugriff der App JumpCloud",
        "Das Google Workspace directory öffnen",
        "Ticket HD-1",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    let english = ["What", "Done", "Open ", "Still", " the "];
    let found = english.iter().find(|word| text.contains(**word));
    assert_eq!(found, None, "English is left in {text}");
    let walkthrough = german(&stored, DocumentKind::Walkthrough);
    assert!(walkthrough.contains("Schritt für Schritt: JumpCloud zu einer vertrauenswürdigen App"));
    // The ticket overrules the preferences.
    let detail = Detail::Language(Language::En);
    let own = example("HD-2").detail(detail).fix("jumpcloud-not-trusted").at(&mut service);
    assert!(german(&own, DocumentKind::Checklist(Audience::Customer)).contains("What is wrong"));
}

#[test]
fn pictures_and_documents_tell_the_same_wait() {
    let name = "causes/created-without-license.toml";
    let own = built_in::kb_files().into_iter().find(|it| it.name == name).expect("it is embedded");
    for (hours, told) in [("2.4", "Takes up to 3 hours"), ("0.3", "Takes up to 18 minutes")] {
        let text = own.text.replace("hours = 24\n", &format!("hours = {hours}\n"));
        assert_ne!(text, *own.text);
        let kb = with_file(name, &text).expect("it is sound");
        let mut service = TicketService::new(Store::in_memory(Arc::new(kb)).expect("a store"), now);
        let stored = example("HD-1").fix("created-without-license").at(&mut service);
        let document = file(&stored, DocumentKind::Walkthrough, Format::Txt);
        let document = String::from_utf8(document).expect("it is text");
        assert!(document.contains(told), "{document}");
        let steps = stored.ticket.current_results(&stored.kb);
        let shown = Shown::steps(&stored.kb, &steps, Language::En);
        let waits: Vec<&str> = shown.iter().filter_map(|it| it.wait.as_deref()).collect();
        assert!(waits.contains(&told), "{waits:?}");
    }
}

#[test]
fn a_pinned_ticket_reads_todays_words_of_the_texts_that_are_still_the_same() {
    let title = "title = \"Google does not trust the JumpCloud app\"";
    let file =
        built_in::kb_files().into_iter().find(|it| it.name == "causes/jumpcloud-not-trusted.toml");
    let old = file.expect("it is embedded").text.replace(title, "title = \"An older title\"");
    let pinned = with_file("causes/jumpcloud-not-trusted.toml", &old).expect("it is sound");
    let mut before = TicketService::new(Store::in_memory(Arc::new(pinned)).expect("a store"), now);
    let stored = example("HD-1").fix("jumpcloud-not-trusted").at(&mut before);
    let text = german(&stored, DocumentKind::Checklist(Audience::Customer));
    assert!(text.contains("In Arbeit: An older title"), "{text}");
    assert!(text.contains("Einschränkungen in der Google-Admin-Konsole"), "{text}");
}

#[test]
fn dates_are_those_of_the_customers_place() {
    let mut service = service();
    let zone = Detail::TimeZone(CustomerText::from("Pacific/Auckland"));
    let callback = Detail::Callback(Some(now() + SignedDuration::from_hours(1)));
    let stored = example("HD-1").detail(zone).detail(callback.clone()).at(&mut service);
    let text = german(&stored, DocumentKind::Checklist(Audience::Customer));
    // 10:00 UTC is 23:00 in Auckland.
    assert!(text.contains("Montag, 23. November 2026, 23:00 Uhr"), "{text}");
    assert!(!text.contains("UTC"), "{text}");
    assert!(TimeZone::get("Nowhere/Land").is_err());
    let nowhere = Detail::TimeZone(CustomerText::from("Nowhere/Land"));
    let stored = example("HD-2").detail(nowhere).detail(callback).at(&mut service);
    let text = german(&stored, DocumentKind::Checklist(Audience::Customer));
    assert!(text.contains("10:00 Uhr"), "an unknown zone is that of the computer: {text}");
}
