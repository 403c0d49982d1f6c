//! What sets each kind of document apart: PDF for readers of every kind, comments that fit, lists that
//! are no formulas, packets that let the next level go on.

use std::path::Path;
use std::sync::{Arc, Mutex};

use eframe::egui::{self, FullOutput, Key, OutputCommand, Plugin};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{Command, DocumentsCommand};
use syncmend::diagnosis::{Answer, MOST_BYTES};
use syncmend::export::{
    Audience, CustomerDocument, DocumentKind, Format, InternalDocument, Png, Tick, comment, csv,
    write,
};
use syncmend::privacy::InternalText;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::store::Stored;
use syncmend::ticket::{EventKind, StepResult};

use crate::documents::legible::{Pdf, as_text, format_of, packed, written};
use crate::support::{
    Recorder, SIZE, end_step, example, file, run_command, service, window, window_as,
    without_dialog,
};

fn worked_on() -> Stored {
    let mut service = service();
    let stored = example("HD-1")
        .customer("Example Dental")
        .user("pat@example.com")
        .reported("Import ends with a 500 error. The key is AKIAIOSFODNN7EXAMPLE.")
        .answer("everyone-affected", Answer::Yes)
        .answer("import-500", Answer::No)
        .fix("api-access-restricted")
        .note("noteword")
        .at(&mut service);
    let stored = end_step(&mut service, &stored, StepResult::Done);
    end_step(&mut service, &stored, StepResult::NoEffect)
}

fn pdf(stored: &Stored, audience: Audience) -> Pdf {
    Pdf::read(&file(stored, DocumentKind::Checklist(audience), Format::Pdf))
}

#[test]
fn a_pdf_can_be_heard_as_well_as_read() {
    let pdf = pdf(&worked_on(), Audience::Internal);
    assert!(pdf.catalog("StructTreeRoot").is_some(), "it is not tagged");
    assert!(pdf.catalog("Outlines").is_some(), "it has no bookmarks");
    let language = pdf.catalog("Lang").and_then(|lang| lang.as_str().ok());
    assert_eq!(language, Some(&b"en-US"[..]));
    for (tag, least) in [("H1", 1), ("H2", 5), ("P", 20), ("L", 3), ("LI", 20), ("Link", 3)] {
        let found = pdf.count("S", tag);
        assert!(found >= least, "{found} {tag}, at least {least} expected");
    }
    assert_eq!(pdf.count("S", "H1"), 1);
    let everything = pdf.everything();
    for words in ["pdfuaid", "Internal: Checklist HD-1", "[x]"] {
        assert!(everything.contains(words), "{words} is not in it");
    }
}

#[test]
fn a_pdf_brings_its_fonts_and_numbers_its_pages() {
    let pdf = pdf(&worked_on(), Audience::Internal);
    let fonts = pdf.count("Type", "FontDescriptor");
    assert!(fonts >= 2 && pdf.having("FontFile3") == fonts, "{fonts} fonts are not inside");
    let pages = pdf.pages();
    assert!(pages >= 3, "only {pages} pages");
    for number in 1..=pages {
        let text = pdf.page(number);
        assert!(text.contains(&format!("Page {number} of {pages}")), "page {number}: {text}");
    }
}

#[test]
fn the_same_ticket_makes_the_same_pdf() {
    let stored = worked_on();
    for audience in [Audience::Customer, Audience::Internal] {
        let make = || file(&stored, DocumentKind::Checklist(audience), Format::Pdf);
        assert!(make() == make(), "two PDF files of one ticket differ");
    }
}

#[test]
fn a_pdf_says_what_the_text_says() {
    let stored = worked_on();
    for audience in [Audience::Customer, Audience::Internal] {
        let read = pdf(&stored, audience).flowing();
        for line in written(&stored, Format::Md, audience).lines() {
            for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3) {
                assert!(read.contains(word), "{word} of {line:?} is not in {read}");
            }
        }
    }
}

#[test]
fn letters_that_the_fonts_lack_are_told_and_can_still_be_copied() {
    let mut service = service();
    let stored = example("HD-1").customer("Ștefan 山田 שלום").at(&mut service);
    let bytes = file(&stored, DocumentKind::Checklist(Audience::Customer), Format::Pdf);
    let pdf = Pdf::read(&bytes);
    assert!(pdf.page(1).contains("Stefan ?? ????"), "{}", pdf.page(1));
    assert!(pdf.page(1).contains("lack some characters"), "{}", pdf.page(1));
    assert!(pdf.everything().contains("Ștefan 山田 שלום"), "the name is lost");
    let plain = example("HD-2").customer("Łódź Ж Ω ñ ß €").at(&mut service);
    let bytes = file(&plain, DocumentKind::Checklist(Audience::Customer), Format::Pdf);
    let text = Pdf::read(&bytes).flowing();
    assert!(text.contains("Łódź Ж Ω ñ ß €") && !text.contains("lack"), "{text}");
}

#[test]
fn a_pdf_takes_any_text() {
    let mut service = service();
    let long_word = "x".repeat(5_000);
    let many_lines = "line\n".repeat(2_000);
    let all: String = ('\u{1}'..'\u{ffff}').step_by(13).collect();
    for text in ["", " ", "\n\n\n", "\t\t", &long_word, &many_lines, &all, "\u{e000}\u{fdd0}\0"] {
        let stored = example("HD-1").customer(text).reported(text).note(text).at(&mut service);
        for audience in [Audience::Customer, Audience::Internal] {
            assert!(pdf(&stored, audience).pages() > 0);
        }
    }
    let longest = "word ".repeat(MOST_BYTES / 5);
    let stored = example("HD-2").reported(&longest).at(&mut service);
    assert!(pdf(&stored, Audience::Internal).pages() > 20);
}

/// A red square as PNG.
const SQUARE: &[u8] = include_bytes!("../../fixtures/square.png");

#[test]
fn a_picture_stands_in_what_can_show_it_and_is_told_in_words_elsewhere() {
    let mut document = CustomerDocument::new("With a picture");
    document.picture("A red square", Png { width: 8, height: 8, bytes: SQUARE.into() });
    let page = String::from_utf8(write(&document, Format::Html).expect("a page")).expect("text");
    assert!(
        page.contains(
            "<img alt=\"A red square\" width=\"8\" height=\"8\" src=\"data:image/png;base64,iVBOR"
        ),
        "{page}"
    );
    let pdf = Pdf::read(&write(&document, Format::Pdf).expect("a PDF"));
    assert_eq!((pdf.count("S", "Figure"), pdf.count("Subtype", "Image")), (1, 1));
    assert!(pdf.everything().contains("A red square"));
    for format in [Format::Md, Format::Txt] {
        let text = write(&document, format).expect("a text");
        assert!(String::from_utf8_lossy(&text).contains("A red square"), "{format:?}");
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    for lines in 20..70 {
        let mut document = InternalDocument::new("Filled");
        for line in 0..lines {
            document.item(Tick::Done, format!("line {line}"), Vec::new());
        }
        document.heading("Headword");
        document.paragraph("what comes after it");
        let pdf = Pdf::read(&write(&document, Format::Pdf).expect("a PDF"));
        let page = (1..=pdf.pages()).map(|page| pdf.page(page)).find(|p| p.contains("Headword"));
        let page = page.expect("the heading is there");
        assert!(page.contains("what comes after it"), "after {lines} lines: {page}");
    }
}

#[test]
fn a_comment_fits_whatever_the_ticket_holds() {
    let mut service = service();
    let mut cut = 0;
    for times in [1, 10, 100, 1_000] {
        let text = "One sentence of it. ".repeat(times);
        let stored = example("HD-1").customer(&text).reported(&text).note(&text).at(&mut service);
        for audience in [Audience::Customer, Audience::Internal] {
            let comment = written(&stored, Format::Comment, audience);
            assert!(comment.chars().count() <= comment::MOST_CHARS, "{} characters", comment.len());
            assert!(
                comment.starts_with("We are looking into") || comment.starts_with("Internal"),
                "{comment}"
            );
            if comment.ends_with("(Shortened to fit. The full document has the rest.)\n") {
                cut += 1;
                let before = comment.lines().rev().nth(1).unwrap_or_default();
                let text = written(&stored, Format::Txt, audience);
                let is_whole = before.ends_with('.') || text.lines().any(|line| line == before);
                assert!(is_whole, "cut within a sentence: {before}");
            }
        }
    }
    assert!(cut >= 2, "only {cut} comments were cut");
}

#[test]
fn a_cell_of_a_list_is_no_formula() {
    for (cell, safe) in [
        ("=1+1", "\"'=1+1\"\r\n"),
        ("+1 555 0100", "\"'+1 555 0100\"\r\n"),
        ("-2", "\"'-2\"\r\n"),
        ("@SUM(A1)", "\"'@SUM(A1)\"\r\n"),
        ("\t=1", "\"'\t=1\"\r\n"),
        (" =cmd|' /C calc'!A0", "\"' =cmd|' /C calc'!A0\"\r\n"),
        ("\u{ff1d}1", "\"'\u{ff1d}1\"\r\n"),
        ("pat@example.com", "\"pat@example.com\"\r\n"),
        ("a\"b,c", "\"a\"\"b,c\"\r\n"),
        ("two\nlines", "\"two\nlines\"\r\n"),
        ("\u{202e}=1", "\"\u{fffd}=1\"\r\n"),
        ("", "\"\"\r\n"),
    ] {
        assert_eq!(csv::row(&[cell]), safe);
    }
    assert_eq!(csv::row(&["a", "=b"]), "\"a\",\"'=b\"\r\n");
}

#[test]
fn the_next_level_can_go_on_from_the_packet() {
    let stored = worked_on();
    let text = packed(&stored, Format::Txt);
    for words in [
        "Escalation HD-1",
        "Affected user: pat@example.com",
        "Open question",
        "Do not do meanwhile",
        "Import ends with a 500 error.",
        "[x] Everyone is affected: yes, 2026-11-23 09:00 UTC",
        "Ruled out",
        "Tried: Google Workspace Admin is restricted for apps",
        "[x] Open the list of configured apps (done, 2026-11-23 09:00 UTC)",
        "[-] Find JumpCloud in the list (did not help, 2026-11-23 09:00 UTC)",
        "noteword",
        "https://admin.google.com/ac/owl/list?tab=configuredApps",
        "Troubleshooting the Google Workspace integration (JumpCloud, read 2026-11-30)",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    assert!(!text.contains("AKIA"), "a key leaves: {text}");
    for format in DocumentKind::Packet.formats().iter().copied() {
        assert!(packed(&stored, format).contains("Open question"), "{format:?}");
    }
}

#[test]
fn a_packet_of_a_long_log_holds_the_error_and_not_the_log() {
    let mut service = service();
    let noise = "2026-11-23 09:00:00 everything is as it should be\n".repeat(400);
    let log = format!("{noise}before it\nError: Domain user limit reached\nafter it\n{noise}");
    let stored = example("HD-1").reported(&log).at(&mut service);
    let text = packed(&stored, Format::Txt);
    for words in ["Log excerpts", "before it", "Domain user limit reached", "after it"] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    assert!(text.len() < 8_000, "{} bytes", text.len());
}

#[test]
fn a_secret_that_was_let_through_does_not_leave_in_a_document() {
    let mut service = service();
    let stored = example("HD-1").at(&mut service);
    let text = InternalText::from("Cookie: SID=abcdefgh12345678\nno import");
    let reported = EventKind::Reported { text };
    let stored = service.record_as_is(stored.ticket.id, vec![reported]).expect("it is stored");
    assert!(stored.ticket.complaint.for_insiders().contains("SID="), "it was masked");
    assert!(!written(&stored, Format::Txt, Audience::Internal).contains("SID="));
    for format in DocumentKind::Packet.formats().iter().copied() {
        let text = packed(&stored, format);
        assert!(!text.contains("SID=") && text.contains("no import"), "{format:?}: {text}");
    }
}

/// What a window has put on the clipboard.
#[derive(Clone, Default)]
struct Clipboard(Arc<Mutex<String>>);

impl Plugin for Clipboard {
    fn debug_name(&self) -> &'static str {
        "clipboard"
    }

    fn output_hook(&mut self, _: &egui::Context, output: &mut FullOutput) {
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.0.lock().expect("nobody else").clone_from(text);
            }
        }
    }
}

impl Clipboard {
    fn of(harness: &Harness<'_, App>) -> Self {
        let clipboard = Self::default();
        harness.ctx.add_plugin(clipboard.clone());
        clipboard
    }

    fn text(&self) -> String {
        self.0.lock().expect("nobody else").clone()
    }
}

#[test]
fn one_key_copies_the_packet_on_every_screen() {
    for screen in [Key::Num1, Key::Num2, Key::Num3] {
        let (mut harness, _) = window(service());
        let clipboard = Clipboard::of(&harness);
        for key in [screen, Key::E] {
            harness.key_press(key);
            harness.run();
        }
        let text = clipboard.text();
        assert!(text.starts_with("Escalation SAMPLE-1"), "{screen:?}: {text}");
        assert!(text.contains("admin_policy_enforced"), "{screen:?}: {text}");
    }
}

#[test]
fn the_packet_and_a_pdf_can_be_saved_and_a_pdf_is_copied_as_text() {
    let (mut harness, recorder) = window(service());
    harness.key_press(Key::Num3);
    harness.run();
    let choose = |harness: &mut Harness<'_, App>, format| {
        run_command(harness, Command::Documents(DocumentsCommand::SetFormat(format)));
    };
    choose(&mut harness, Format::Pdf);
    for command in [DocumentsCommand::Save, DocumentsCommand::SavePacket] {
        run_command(&mut harness, Command::Documents(command));
    }
    choose(&mut harness, Format::Json);
    run_command(&mut harness, Command::Documents(DocumentsCommand::SavePacket));
    let saved = recorder.asked.borrow().saved.clone();
    let names: Vec<&str> = saved.iter().map(|(_, job)| job.name.as_str()).collect();
    let expected =
        ["checklist-SAMPLE-1.pdf", "escalation-SAMPLE-1.pdf", "escalation-SAMPLE-1.html"];
    assert_eq!(names, expected);
    for ((_, job), title) in saved.iter().zip(["Ticket", "Escalation", "Escalation"]) {
        let text = as_text(format_of(job), &job.content);
        assert!(text.contains(&format!("{title} SAMPLE-1")), "{}: {text}", job.name);
    }
    let clipboard = Clipboard::of(&harness);
    choose(&mut harness, Format::Pdf);
    run_command(&mut harness, Command::Documents(DocumentsCommand::CopyChecklist));
    let text = clipboard.text();
    assert!(text.contains("Ticket SAMPLE-1") && text.contains("\n====="), "{text}");
}

#[test]
fn a_failing_save_keeps_the_document_and_says_where_it_can_go() {
    let outside = Recorder { refuses: true, has_dialog: false, ..Recorder::default() };
    let (mut harness, recorder) = window_as(service(), outside, SIZE, ThemeChoice::Light, 1.0);
    harness.key_press(Key::Num3);
    harness.run();
    run_command(&mut harness, Command::Documents(DocumentsCommand::Save));
    harness.get_by_label("File to save the document to").focus();
    harness.run();
    harness.get_by_label("File to save the document to").type_text("full/list.html");
    harness.run();
    harness.get_by_label("Save to this path").click();
    harness.run();
    let notices: String = harness.state().state().notices.all().iter().map(|n| &*n.text).collect();
    assert!(notices.contains("the disk is full"), "{notices}");
    assert!(notices.ends_with("full/list.html"), "{notices}");
    assert!(recorder.asked.borrow().saved.is_empty());
    let place = Path::new("elsewhere").join("checklist-SAMPLE-1.html");
    harness.get_by_label(&format!("Save as {}", place.display())).click();
    harness.run();
    let (path, job) = recorder.asked.borrow().saved[0].clone();
    assert_eq!(path, place);
    assert!(as_text(format_of(&job), &job.content).contains("Ticket SAMPLE-1"));
}

#[test]
fn a_typed_file_name_ends_as_the_format_does() {
    let (mut harness, recorder) = without_dialog(service());
    harness.key_press(Key::Num3);
    harness.run();
    run_command(&mut harness, Command::Documents(DocumentsCommand::Save));
    harness.get_by_label("File to save the document to").focus();
    harness.run();
    harness.get_by_label("File to save the document to").type_text("lists/first.html");
    harness.run();
    for (format, name) in [(Format::Md, "lists/first.md"), (Format::Pdf, "lists/first.pdf")] {
        run_command(&mut harness, Command::Documents(DocumentsCommand::SetFormat(format)));
        assert_eq!(harness.state().state().checklist.path, name);
    }
    harness.get_by_label("Save to this path").click();
    harness.run();
    let (path, job) = recorder.asked.borrow().saved[0].clone();
    assert!(path.ends_with("first.pdf"), "{}", path.display());
    assert!(job.content.starts_with(b"%PDF"));
}
