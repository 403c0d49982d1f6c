//! "This page looks different": one's own path, address and words for a step, kept here, given away, and
//! taken back.

use eframe::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use syncmend::app::App;
use syncmend::app::command::{Command, PreferencesCommand};
use syncmend::app::settings::navigation::Overlay;
use syncmend::built_in;
use syncmend::kb::words::Language;
use syncmend::kb::{KbFile, PageOrigin, StepId, read};
use syncmend::picture::Shown;
use syncmend::ticket_service::TicketService;

use crate::support::{
    click, example, open_ticket, press, run_command, service, service_in, state, window, write,
};

const WORDS: &str = "What to do there";
const RELEASE: &str = "Customers may see this, in Present, pictures and documents";

fn at_a_step(mut service: TicketService) -> (Harness<'static, App>, crate::support::Recorder) {
    example("HD-1").fix("api-access-restricted").at(&mut service);
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::Num2]);
    (harness, recorder)
}

fn step(harness: &Harness<'_, App>) -> StepId {
    open_ticket(harness).step_in_view().expect("a step is in view").id.clone()
}

fn shown(harness: &Harness<'_, App>) -> Shown {
    open_ticket(harness).shown(Language::En).expect("a step is shown")
}

/// Keeps a page for the step in view.
fn keep(harness: &mut Harness<'_, App>) {
    press(harness, &[Key::V]);
    write(harness, "Menu path", "Apps > Google Workspace >API access");
    write(harness, "Address", "https://admin.google.com/ac/new-page");
    write(harness, WORDS, "Open the  new page and click Trust");
    click(harness, "Keep");
}

#[test]
fn own_words_show_at_once_stay_internal_until_released_and_go_again() {
    let (mut harness, recorder) = at_a_step(service());
    let shipped = shown(&harness);
    keep(&mut harness);
    assert_eq!(state(&harness).overlay, None);
    harness.get_by_label("Yours, Nov 23, 2026");
    harness.get_by_label("Internal");
    harness.get_by_label("Open the new page and click Trust");
    harness.get_by_label_contains("API access");
    press(&mut harness, &[Key::O]);
    let opened = recorder.asked.borrow().opened.last().cloned().unwrap_or_default();
    assert!(opened.ends_with("admin.google.com/ac/new-page"), "{opened}");
    assert_eq!(shown(&harness), shipped, "customers see it before it is released");

    press(&mut harness, &[Key::V]);
    click(&mut harness, RELEASE);
    click(&mut harness, "Keep");
    harness.get_by_label("Customers may see this");
    let released = shown(&harness);
    assert_eq!(released.action, "Open the new page and click Trust");
    assert_eq!(released.breadcrumb, ["Apps", "Google Workspace", "API access"]);
    assert!(released.page.is_none() && released.clicks.is_empty(), "the old page is drawn");
    assert_eq!((released.title, released.see), (shipped.title.clone(), shipped.see.clone()));

    click(&mut harness, "Show the page as shipped");
    assert_eq!(shown(&harness), shipped);
    assert!(harness.query_by_label_contains("Yours,").is_none());
}

#[test]
fn what_leads_elsewhere_or_says_nothing_is_not_kept() {
    let (mut harness, _) = at_a_step(service());
    let long = "word ".repeat(60);
    for (field, text, why) in [
        ("Address", "https://evil.example/", "evil.example"),
        ("Address", "", "write the menu path"),
        (WORDS, long.as_str(), "shorten them to 280"),
    ] {
        press(&mut harness, &[Key::V]);
        write(&mut harness, field, text);
        click(&mut harness, "Keep");
        assert_eq!(state(&harness).overlay, Some(Overlay::OwnPage), "{text:?} was kept");
        assert!(harness.query_by_label_contains(why).is_some(), "{why}");
        press(&mut harness, &[Key::Escape, Key::Escape]);
        assert_eq!(state(&harness).overlay, None);
    }
    assert!(open_ticket(&harness).kb().own_page(&step(&harness)).is_none());
}

#[test]
fn it_is_kept_over_a_restart_and_given_away_as_a_pack() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (mut harness, recorder) = at_a_step(service_in(folder.path()));
    let step = step(&harness);
    keep(&mut harness);
    run_command(&mut harness, Command::Preferences(PreferencesCommand::SaveOwnPages));
    let (path, job) = recorder.asked.borrow().saved.last().cloned().expect("it is saved");
    assert_eq!(path.to_str(), Some("own-pages.toml"));
    drop(harness);
    let mut again = service_in(folder.path());
    let own = again.store().today().own_page(&step).map(|(page, from)| (page.clone(), from));
    let (page, from) = own.expect("it is kept");
    assert_eq!(from, PageOrigin::Yours);

    // Whoever lays the file over theirs sees it as a pack's, and their own lies over it.
    let text = String::from_utf8(job.content).expect("it is text");
    let file = KbFile { name: "own-pages.toml".to_owned(), text: text.clone().into() };
    let theirs = read(&[built_in::kb_files(), vec![file]]).expect("it is sound");
    assert_eq!(theirs.own_page(&step), Some((&page, PageOrigin::Pack)));
    let alien = text.replace("admin.google.com", "evil.example");
    for (text, why) in [
        (alien, "evil.example"),
        (text.replace(step.as_str(), "no-such-step"), "`no-such-step` does not exist"),
    ] {
        let file = KbFile { name: "own-pages/berlin.toml".to_owned(), text: text.into() };
        let problems = read(&[built_in::kb_files(), vec![file]]).expect_err("it is refused");
        let told = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(told.contains("own-pages/berlin.toml:") && told.contains(why), "{told}");
    }
}

#[test]
fn a_secret_in_own_words_is_masked() {
    let mut desk = service();
    let step = StepId::from("confirm-api-access-restricted");
    let typed = syncmend::kb::TypedPage {
        words: "Use the password: Xk9#mVq2!pLw7z".to_owned(),
        ..Default::default()
    };
    let day = jiff::civil::date(2026, 11, 23);
    let told = desk.keep_own_page(step.clone(), day, typed).expect("it is kept");
    assert!(told.is_some_and(|told| told.contains("Masked")));
    let kb = desk.store().today().clone();
    let (page, _) = kb.own_page(&step).expect("it is kept");
    assert!(!page.words().for_insiders().contains("Xk9"), "{}", page.words().for_insiders());
}
