//! The pages of a document in the window: as they leave, and laid out without the window waiting for it.

use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{DocumentsCommand, NavigateCommand};
use syncmend::app::settings::navigation::Screen;
use syncmend::export::{Audience, DocumentKind, Letterhead, preview};
use syncmend::privacy::{CustomerText, InternalText};
use syncmend::readers::reader_of;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::{Detail, EventKind, Ticket};

use crate::support::{
    Recorder, SIZE, document_context, example, press, run_command, service, state, window_as,
};

/// Shows Wrap up.
fn wrap_up(harness: &mut Harness<'_, App>) {
    run_command(harness, NavigateCommand::Show(Screen::WrapUp).into());
    harness.run();
}

#[test]
fn a_secret_that_was_stored_before_it_was_recognized_is_in_no_preview() {
    const SECRET: &str = "hunter2-Xy77zzQ";
    let mut service = service();
    let mut stored = example("HD-1").customer("Example Dental").note("a note").at(&mut service);
    for event in &mut stored.events {
        match &mut event.what {
            EventKind::Noted { text, .. } => {
                *text = InternalText::from(format!("The password is {SECRET}").as_str());
            }
            EventKind::Detailed { detail: Detail::Customer(text) } => {
                *text = CustomerText::from(format!("Pat, password: {SECRET}").as_str());
            }
            _ => {}
        }
    }
    stored.ticket = Ticket::fold(stored.ticket.id, &stored.events).expect("a ticket");
    let letterhead = Letterhead::default();
    let case = stored.ticket.case(&reader_of(&stored.kb));
    let context = document_context(&stored, &case, &letterhead);
    for audience in Audience::ALL {
        let pages = preview(&context, DocumentKind::Checklist(audience)).expect("sound fonts");
        let text: String = pages.iter().map(|page| page.text.as_str()).collect();
        assert!(text.contains("masked") && !text.contains(SECRET), "{audience:?}: {text}");
    }
}

#[test]
fn the_window_goes_on_while_pages_are_laid_out() {
    let mut service = service();
    example("HD-1").fix("jumpcloud-not-trusted").at(&mut service);
    let outside = Recorder { lays_out_slowly: true, ..Recorder::default() };
    let (mut harness, recorder) = window_as(service, outside, SIZE, ThemeChoice::Light, 1.0);
    assert_eq!(recorder.asked.borrow().laid_out, 0, "nobody looks at it yet");
    wrap_up(&mut harness);
    assert!(state(&harness).previewed_pages().is_none());
    assert!(harness.query_by_label_contains("Laying out the pages").is_some());
    // A change in the meantime waits, however many frames are drawn.
    run_command(&mut harness, DocumentsCommand::SetPictures(false).into());
    harness.run_steps(5);
    assert_eq!(recorder.asked.borrow().laid_out, 1);
    for times in [2, 2] {
        let waiting = recorder.asked.borrow_mut().to_lay_out.take();
        if let Some((job, done)) = waiting {
            done.send(job.lay_out()).expect("the window is there");
        }
        harness.run_steps(3);
        assert_eq!(
            recorder.asked.borrow().laid_out,
            times,
            "once more for the change, then no more"
        );
        assert!(state(&harness).previewed_pages().is_some_and(|pages| !pages.is_empty()));
    }
}

#[test]
fn pages_are_laid_out_again_for_a_change_alone() {
    let mut service = service();
    example("HD-1").customer("Example Dental").at(&mut service);
    let (mut harness, recorder) =
        window_as(service, Recorder::default(), SIZE, ThemeChoice::Light, 1.0);
    wrap_up(&mut harness);
    harness.run_steps(5);
    let laid_out = || recorder.asked.borrow().laid_out;
    assert_eq!(laid_out(), 1);
    let text = |harness: &Harness<'_, App>| -> String {
        let pages = state(harness).previewed_pages().expect("pages");
        pages.iter().map(|page| page.text.as_str()).collect()
    };
    assert!(text(&harness).contains("Example Dental"), "{}", text(&harness));
    // The other audience gets another document.
    press(&mut harness, &[Key::Escape]);
    run_command(&mut harness, DocumentsCommand::NextAudience.into());
    harness.run_steps(3);
    assert_eq!(laid_out(), 2);
    assert!(text(&harness).contains("Checklist HD-1"), "{}", text(&harness));
}
