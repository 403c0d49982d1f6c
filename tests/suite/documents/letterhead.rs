//! Who sends a document: name and contact, and a logo that is refused if it is large, broken, or would
//! load or run something. What was changed, with the value before.

use eframe::egui::{Color32, ColorImage, Key};
use egui_kittest::kittest::Queryable;
use syncmend::app::command::{DocumentsCommand, FixCommand, PreferencesCommand, TicketCommand};
use syncmend::export::logo::{Logo, LogoError};
use syncmend::export::{Audience, DocumentKind, Format, Letterhead};
use syncmend::kb::StepId;
use syncmend::picture::encode;
use syncmend::privacy::CustomerText;
use syncmend::ticket::store::Stored;
use syncmend::ticket::{Detail, EventKind, StepResult};

use crate::documents::legible::{Pdf, as_text, format_of};
use crate::support::{
    Recorder, SIZE, end_step, example, open_ticket, press, run_command, service, state, window,
    window_as, with_letterhead,
};
use syncmend::theme::ThemeChoice;

const CUSTOMER: DocumentKind = DocumentKind::Checklist(Audience::Customer);

fn png(width: usize, height: usize) -> Vec<u8> {
    encode(&ColorImage::filled([width, height], Color32::RED)).expect("it can be written")
}

fn svg(inside: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         viewBox=\"0 0 40 20\"><rect width=\"40\" height=\"20\" fill=\"#246\"/>{inside}</svg>"
    )
    .into_bytes()
}

#[test]
fn a_logo_is_kept_small_whatever_its_size() {
    for file in [png(10, 10), png(3000, 3000), png(4000, 20), svg("<circle r=\"5\"/>")] {
        let kept = Logo::read(&file).expect("it is a picture").png().expect("it is kept");
        assert!(kept.width <= 576 && kept.height <= 144, "{} by {}", kept.width, kept.height);
        assert!(kept.bytes.starts_with(b"\x89PNG"));
    }
    // An SVG file has no pixels of its own: it fills the height.
    let drawn = Logo::read(&svg("")).expect("it is a picture").png().expect("it is kept");
    assert_eq!((drawn.width, drawn.height), (288, 144));
}

#[test]
fn a_logo_that_is_too_large_or_damaged_is_refused() {
    let large = Logo::read(&vec![0; 20 * 1024 * 1024]).expect_err("20 MB");
    assert!(matches!(large, LogoError::TooLarge(20_971_520)), "{large}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("logo.png");
    std::fs::write(&file, vec![0; 20 * 1024 * 1024]).expect("it can be written");
    assert!(matches!(Logo::open(&file), Err(LogoError::TooLarge(_))));
    let wide = Logo::read(&png(5000, 10)).expect_err("5000 pixels");
    assert!(matches!(wide, LogoError::TooManyPixels(5000, 10)), "{wide}");
    let whole = png(100, 100);
    let broken = [
        whole[..whole.len() / 2].to_vec(),
        [&whole[..40], &[0xff; 60], &whole[100..]].concat(),
        b"\x89PNG\r\n\x1a\n".to_vec(),
        b"GIF89a".to_vec(),
        b"<svg".to_vec(),
        vec![0xff, 0xfe],
        Vec::new(),
    ];
    for file in broken {
        let error = Logo::read(&file).expect_err("it is damaged");
        assert!(matches!(error, LogoError::Damaged(_)), "{error}");
    }
    assert!(matches!(Logo::open(&folder.path().join("none.png")), Err(LogoError::File(_))));
}

#[test]
fn an_svg_logo_that_runs_or_loads_something_is_refused() {
    for inside in [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<rect onload=\"alert(1)\"/>",
        "<image href=\"https://example.com/x.png\"/>",
        "<image href=\"file:///etc/hostname\"/>",
        "<a xlink:href=\"https://example.com\"><rect/></a>",
        "<use href=\"https://example.com/x.svg#a\"/>",
        "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
        "<rect style=\"fill: url(https://example.com/x)\"/>",
        "<rect fill=\"url( 'https://example.com/x#a' )\"/>",
        "<style>@import 'https://example.com/x.css';</style>",
        "<text>Brookside</text>",
    ] {
        let error = Logo::read(&svg(inside)).expect_err(inside);
        assert!(matches!(error, LogoError::Refused(_)), "{inside}: {error}");
    }
    let entities =
        b"<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>";
    assert!(Logo::read(entities).is_err());
    // What stays inside of the file is drawn.
    let own = "<defs><linearGradient id=\"g\"/></defs><rect fill=\"url(#g)\"/><use href=\"#g\"/>";
    assert!(Logo::read(&svg(own)).is_ok());
}

fn letterhead() -> Letterhead {
    Letterhead {
        company: CustomerText::from("Brookside IT Help"),
        logo: Some(Logo::read(&png(90, 60)).expect("it is a picture")),
        technician: CustomerText::from("Jonas Weber"),
        phone: CustomerText::from("555 0142"),
        email: CustomerText::from("help@example.com"),
        ..Letterhead::default()
    }
}

/// A usual call: JumpCloud was trusted, and the customer adds the domain again tomorrow.
fn usual_call() -> Stored {
    let mut service = service();
    let stored = example("HD-4821")
        .customer("Pat Morgan, Acme Dental")
        .user("pat@example.com")
        .reported("Access blocked: Error 400: admin_policy_enforced")
        .fix("jumpcloud-not-trusted")
        .at(&mut service);
    let stored = (0..2).fold(stored, |stored, _| end_step(&mut service, &stored, StepResult::Done));
    let (cause, method) = stored.ticket.current_fix(&stored.kb).expect("a fix was started");
    let noted = EventKind::ValueNoted {
        step: StepId::from("trust-set-trusted"),
        cause: cause.id.clone(),
        method: method.id.clone(),
        value: CustomerText::from("Limited"),
    };
    let stored = service.record(stored.ticket.id, vec![noted]).expect("it is stored");
    end_step(&mut service, &stored, StepResult::Done)
}

#[test]
fn a_usual_call_is_one_page_that_says_who_sends_it_what_changed_and_what_is_left() {
    let stored = usual_call();
    let bytes = with_letterhead(&stored, CUSTOMER, Format::Pdf, &letterhead());
    let pdf = Pdf::read(&bytes);
    assert_eq!(pdf.pages(), 1, "{}", pdf.everything());
    let text = pdf.flowing();
    for words in [
        "Google now trusts JumpCloud",
        "Brookside IT Help",
        "Prepared by Jonas Weber",
        "Access of the app JumpCloud",
        "Limited",
        "Trusted",
        "set its former level",
        "Add the domain again",
        "console.jumpcloud.com",
        "Call 555 0142 or write to help@example.com and name HD-4821",
        "Page 1 of 1",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    for (tag, least) in [("Table", 1), ("TH", 4), ("TD", 4), ("TR", 2), ("Link", 0)] {
        let found = pdf.count("S", tag);
        assert!(found >= least, "{found} {tag}, at least {least} expected");
    }
    assert_eq!(pdf.count("Subtype", "Image"), 1, "the logo");
    let page = String::from_utf8(with_letterhead(&stored, CUSTOMER, Format::Html, &letterhead()));
    let page = page.expect("it is text");
    assert!(page.contains("<a href=\"mailto:help@example.com\">"), "{page}");
    assert!(page.contains("<img class=\"logo\" alt=\"\" src=\"data:image/png;base64,"), "{page}");
}

#[test]
fn what_was_edited_takes_the_place_of_what_was_made() {
    let mut service = service();
    let stored = example("HD-1")
        .detail(Detail::Headline("We fixed your <sign-in>".into()))
        .detail(Detail::Closing("See you on Monday.".into()))
        .fix("url-blocked")
        .at(&mut service);
    let text = with_letterhead(&stored, CUSTOMER, Format::Txt, &Letterhead::default());
    let text = String::from_utf8(text).expect("it is text");
    assert!(text.starts_with("We fixed your <sign-in>\n"), "{text}");
    assert!(text.contains("See you on Monday.") && !text.contains("still working"), "{text}");
}

#[test]
fn the_value_before_a_change_is_typed_once_and_stands_in_the_document() {
    let mut service = service();
    let stored = example("HD-1").fix("jumpcloud-not-trusted").at(&mut service);
    (0..2).fold(stored, |stored, _| end_step(&mut service, &stored, StepResult::Done));
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::Num2]);
    let label = "Access of the app JumpCloud before the change";
    assert!(harness.query_all_by_label(label).next().is_some(), "nothing asks for the value");
    let step = StepId::from("trust-set-trusted");
    run_command(
        &mut harness,
        FixCommand::NoteValue(step.clone(), "Specific Google data".to_owned()).into(),
    );
    let open = open_ticket(&harness);
    assert_eq!(open.value_before(&step), Some("Specific Google data"));
    press(&mut harness, &[Key::D]);
    run_command(&mut harness, DocumentsCommand::Save.into());
    let (_, job) = recorder.asked.borrow().saved[0].clone();
    let text = as_text(format_of(&job), &job.content);
    assert!(text.contains("Specific Google data"), "{text}");
}

#[test]
fn a_logo_is_chosen_in_the_preferences_and_a_bad_one_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("logo.svg");
    for (content, is_taken) in [(svg("<script/>"), false), (svg(""), true)] {
        std::fs::write(&file, content).expect("it can be written");
        let outside = Recorder { picks: Some(file.clone()), ..Recorder::default() };
        let (mut harness, _) = window_as(service(), outside, SIZE, ThemeChoice::Light, 1.0);
        run_command(&mut harness, PreferencesCommand::PickLogo.into());
        harness.run();
        assert_eq!(state(&harness).preferences.letterhead.logo.is_some(), is_taken);
        let told = state(&harness).notices.all().iter().any(|it| it.text.contains("<script>"));
        assert_eq!(told, !is_taken);
    }
}

#[test]
fn the_walkthrough_is_saved_from_the_window_with_every_step() {
    let mut service = service();
    example("HD-1").fix("url-blocked").at(&mut service);
    let (mut harness, recorder) = window(service);
    run_command(&mut harness, DocumentsCommand::SetFormat(Format::Pdf).into());
    run_command(&mut harness, DocumentsCommand::SaveWalkthrough.into());
    let (path, job) = recorder.asked.borrow().saved[0].clone();
    assert!(path.ends_with("walkthrough-HD-1.pdf"), "{}", path.display());
    let text = as_text(format_of(&job), &job.content);
    let open = open_ticket(&harness);
    for step in open.steps() {
        assert!(text.contains(&step.title), "{} is not in {text}", step.title);
    }
    assert!(text.contains("Take the address out of URL Blocking") && text.contains("To undo it"));
    run_command(
        &mut harness,
        TicketCommand::SetDetail(Detail::Language(syncmend::kb::words::Language::De)).into(),
    );
    run_command(&mut harness, DocumentsCommand::SaveWalkthrough.into());
    let (_, job) = recorder.asked.borrow().saved[1].clone();
    assert!(as_text(format_of(&job), &job.content).contains("Schritt für Schritt"));
}
