//! The step alone on a shared screen, and that nothing of the ticket is on it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use eframe::egui::epaint::ClippedShape;
use eframe::egui::{
    Context, FullOutput, Key, Modifiers, OutputCommand, RawInput, Rect, Role, Theme, Ui,
    ViewportCommand, ViewportId, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::tz::TimeZone;
use syncmend::app::App;
use syncmend::app::command::{PreferencesCommand, PresentCommand, TicketsCommand};
use syncmend::app::model::open_ticket::OpenTicket;
use syncmend::app::model::state::{SecondWindow, State};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::settings::preferences::Preference;
use syncmend::app::view::root;
use syncmend::diagnosis::Answer;
use syncmend::kb::words::Language;
use syncmend::picture::{Drawer, Presented, Shown};
use syncmend::theme::{self, ThemeChoice};
use syncmend::ticket::{Detail, StepResult};
use syncmend::ticket_service::TicketService;

use crate::documents::readers::with_own_pages;
use crate::support::{
    Example, Recorder, SIZE, end_step, example, kb, now, open_ticket, press, run_command, service,
    window, window_as,
};

fn screen(harness: &Harness<'_, App>) -> Screen {
    harness.state().state().screen
}

#[test]
fn the_step_alone_is_moved_through_opened_and_left_by_keys() {
    let mut service = service();
    example("HD-1").customer("Example Dental").fix("api-access-restricted").at(&mut service);
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::F5]);
    assert_eq!(screen(&harness), Screen::Present);
    harness.get_by_label("Step 1 of 4");
    press(&mut harness, &[Key::ArrowRight, Key::PageDown]);
    harness.get_by_label("Step 3 of 4");
    press(&mut harness, &[Key::ArrowLeft, Key::PageUp, Key::O]);
    harness.get_by_label("Step 1 of 4");
    assert!(recorder.asked.borrow().opened[0].starts_with("https://admin.google.com/"));
    press(&mut harness, &[Key::D]);
    harness.get_by_label("Step 2 of 4");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(screen(&harness), Screen::Fix);
}

#[test]
fn keys_that_show_something_of_the_call_do_nothing_while_a_step_is_presented() {
    let mut service = service();
    example("HD-1").customer("Example Dental").fix("api-access-restricted").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::F5, Key::H, Key::T, Key::Num1, Key::Num3, Key::S, Key::X]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    assert_eq!(screen(&harness), Screen::Present);
    assert!(harness.state().state().overlay.is_none());
    assert!(harness.query_by_label_contains("Example Dental").is_none());
    harness.get_by_label("Step 1 of 4");
}

#[test]
fn without_a_fix_there_is_nothing_to_present_and_it_says_so() {
    let mut service = service();
    example("HD-1").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::F5]);
    assert_eq!(screen(&harness), Screen::Diagnose);
    let told = &harness.state().state().notices.all()[0].text;
    assert!(told.starts_with("Choose a fix first"), "{told}");
}

#[test]
fn a_second_window_shows_the_step_while_the_first_stays_as_it_is() {
    let mut service = service();
    example("HD-1").fix("api-access-restricted").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::Num2]);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run();
    assert_eq!(screen(&harness), Screen::Fix);
    harness.get_by_label("Step 1 of 4");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run();
    assert!(harness.query_by_label("Step 1 of 4").is_none());
}

#[test]
fn a_key_copies_the_step_as_a_picture_and_nobody_who_watches_sees_it() {
    let mut service = service();
    example("HD-1").fix("api-access-restricted").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::F5]);
    harness.key_press(Key::P);
    let copied = (0..4).find_map(|_| {
        harness.step();
        let commands = &harness.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            OutputCommand::CopyImage(image) => Some(image.size),
            _ => None,
        })
    });
    assert_eq!(copied, Some([2560, 1440]));
    harness.step();
    assert!(harness.query_by_label_contains("copied").is_none(), "the shared screen says so");
}

#[test]
fn what_fails_while_a_step_is_presented_is_told_afterwards_alone() {
    let mut service = service();
    example("HD-1").customer("Example Dental").fix("api-access-restricted").at(&mut service);
    let outside = Recorder { refuses: true, ..Recorder::default() };
    let (mut harness, _) = window_as(service, outside, SIZE, ThemeChoice::Light, 1.0);
    press(&mut harness, &[Key::F5, Key::O]);
    assert!(harness.query_by_label_contains("attention").is_none());
    assert!(harness.query_by_label_contains("did not start").is_none());
    press(&mut harness, &[Key::Escape]);
    let told = harness.query_all_by_label_contains("did not start").count();
    assert!(told > 0, "the notice waited for the presenting to end");
}

#[test]
fn in_a_small_window_the_whole_step_can_be_reached_by_key() {
    let mut service = service();
    example("HD-1").fix("no-license-seats").at(&mut service);
    let (mut harness, _) =
        window_as(service, Recorder::default(), vec2(900.0, 600.0), ThemeChoice::Light, 1.0);
    press(&mut harness, &[Key::F5]);
    let bottom = |harness: &Harness<'_, App>| {
        harness.get_by_label_contains("You see both numbers").rect().bottom()
    };
    let before = bottom(&harness);
    press(&mut harness, &[Key::ArrowDown; 8]);
    let bar = harness.get_by_role(Role::ProgressIndicator).rect().top();
    assert!(bottom(&harness) < bar, "{} to {}, the bar is at {bar}", before, bottom(&harness));
}

#[test]
fn pictures_of_all_steps_are_saved_in_order() {
    let mut service = service();
    example("HD-1").fix("api-access-restricted").at(&mut service);
    let (mut harness, recorder) = window(service);
    press(&mut harness, &[Key::Num2]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.get_by_label("Type a command").type_text("pictures of all");
    harness.run();
    press(&mut harness, &[Key::Enter]);
    let numbers: Vec<usize> = recorder.asked.borrow().pictures.iter().map(|s| s.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

/// Something that must not be seen, unlike anything in the knowledge base.
fn secret(chance: &mut fastrand::Rng) -> String {
    let letters = (0..8).map(|_| chance.lowercase());
    format!("q{}{}", letters.collect::<String>(), chance.u32(1000..9999))
}

/// A ticket with secrets wherever a ticket can hold one.
fn ticket_with(secrets: &[String; 6], cause: &str) -> Example {
    let [reference, customer, user, admin, complaint, note] = secrets;
    example(reference)
        .customer(customer)
        .user(&format!("{user}@example.com"))
        .detail(Detail::GoogleAdmin(format!("{admin}@example.com").as_str().into()))
        .reported(&format!("Error 500 for {complaint}, token {complaint}"))
        .detail(Detail::Headline(note.as_str().into()))
        .detail(Detail::Closing(complaint.as_str().into()))
        .detail(Detail::TimeZone(customer.as_str().into()))
        .answer("import-error-500", Answer::Yes)
        .fix(cause)
        .note(note)
}

/// What the presenter shows of a ticket, drawn as the window does.
fn present(service: &mut TicketService, ticket: Example, steps_done: usize) -> State {
    let mut stored = ticket.at(service);
    for _ in 0..steps_done {
        stored = end_step(service, &stored, StepResult::Done);
    }
    let mut state = State::new(now(), TimeZone::UTC);
    state.open = Some(OpenTicket::new(stored));
    state.screen = Screen::Present;
    state.report_failure("This names a customer: qcustomer");
    state
}

fn input_of(viewport: ViewportId) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size([0.0, 0.0].into(), SIZE)),
        viewport_id: viewport,
        ..RawInput::default()
    };
    input.viewports.entry(viewport).or_default();
    input
}

/// Every text that a screen reader gets of a window.
fn accessible_text(output: &mut FullOutput) -> String {
    output.textures_delta.clear();
    let update = output.platform_output.accesskit_update.take().expect("accessibility is on");
    let texts =
        update.nodes.iter().flat_map(|(_, node)| [node.label(), node.value(), node.description()]);
    texts.flatten().collect::<Vec<_>>().join("\n")
}

/// Everything that is painted, and its text for a screen reader.
fn seen(ctx: &Context, state: &mut State) -> (Vec<ClippedShape>, String) {
    let draw = |ui: &mut Ui| root::draw(ui, state, &mut Vec::new());
    let mut output = ctx.run_ui(input_of(ViewportId::ROOT), draw);
    let text = accessible_text(&mut output);
    (output.shapes, text)
}

fn context() -> Context {
    let ctx = Context::default();
    ctx.enable_accesskit();
    theme::install(&ctx);
    ctx
}

#[test]
fn nothing_of_a_thousand_random_tickets_is_on_the_shared_screen() {
    let mut chance = fastrand::Rng::with_seed(5);
    let ctx = context();
    let mut service = service();
    service.store().set_today(with_own_pages(&kb(), false));
    let (kb, mut pictures) = (kb(), BTreeMap::new());
    for at in 0..1000 {
        let cause = &kb.causes()[at % kb.causes().len()];
        let steps = kb.steps_of(cause, cause.method(None).expect("there is a way")).len();
        // No step done, one, and all of them, after which the closing page is shown.
        let done = [0, 1, steps][at % 3];
        let secrets: [String; 6] = std::array::from_fn(|_| secret(&mut chance));
        let mut with = present(&mut service, ticket_with(&secrets, cause.id.as_str()), done);
        let open = with.open.as_ref().expect("a ticket is open");
        let shown = open.presented(Language::En, now()).expect("something is in view");
        let title = match &shown {
            Presented::Step(shown) => shown.title.clone(),
            Presented::Closing(closing) => closing.title.clone(),
        };
        assert_eq!(matches!(shown, Presented::Closing(_)), done == steps, "{title}");
        let id = open.ticket().id.to_string();
        let (painted, text) = seen(&ctx, &mut with);
        assert!(text.contains(&title), "nothing is shown: {text}");
        for secret in secrets.iter().chain([&id]) {
            assert!(!text.contains(secret.as_str()), "{secret} of ticket {at} is in: {text}");
        }
        assert!(!text.contains("qcustomer") && !text.contains("zqcanary"), "{text}");
        // Everybody's picture of a step is the one that was painted of it first.
        let first = pictures.entry((&cause.id, done)).or_insert_with(|| painted.clone());
        assert!(*first == painted, "ticket {at} shows in what is painted");
    }
}

#[test]
fn nothing_of_the_ticket_is_in_the_second_window_or_its_title() {
    let windows: Rc<RefCell<Vec<String>>> = Rc::default();
    let seen_there = windows.clone();
    Context::set_immediate_viewport_renderer(move |ctx, mut viewport| {
        let title = viewport.builder.title.clone().unwrap_or_default();
        let ui = |ui: &mut Ui| (viewport.viewport_ui_cb)(ui);
        let text = accessible_text(&mut ctx.run_ui(input_of(viewport.ids.this), ui));
        seen_there.borrow_mut().push(format!("{title}\n{text}"));
    });
    let mut chance = fastrand::Rng::with_seed(8);
    let ctx = context();
    ctx.set_embed_viewports(false);
    let mut service = service();
    for cause in kb().causes() {
        let secrets: [String; 6] = std::array::from_fn(|_| secret(&mut chance));
        let mut state = present(&mut service, ticket_with(&secrets, cause.id.as_str()), 0);
        state.screen = Screen::Fix;
        state.overlay = Some(Overlay::Details);
        let presented = state.presented().expect("a step is in view");
        let ticket = state.open.as_ref().expect("a ticket is open").ticket().id;
        let (monitor, is_other_told) = (None, false);
        state.presenting.second_window =
            Some(SecondWindow { ticket, presented, monitor, is_other_told });
        let (_, own) = seen(&ctx, &mut state);
        assert!(own.contains(&secrets[1]), "the technician's own window shows the customer: {own}");
        let there = windows.borrow_mut().pop().expect("a second window was drawn");
        assert!(
            there.starts_with("Syncmend - shared view\n") && there.contains("Step 1 of"),
            "{there}"
        );
        let is_there = |secret: &&String| there.contains(secret.as_str());
        assert_eq!(secrets.iter().find(is_there), None, "{there}");
        assert!(!there.contains("qcustomer"), "{there}");
    }
}

#[test]
fn the_second_window_stays_with_its_ticket_until_the_technician_says_otherwise() {
    let mut service = service();
    let other = example("HD-2").fix("url-blocked").at(&mut service).ticket.id;
    example("HD-1").fix("api-access-restricted").at(&mut service);
    let (mut harness, _) = window(service);
    let shown = |harness: &Harness<'_, App>| {
        let second = harness.state().state().presenting.second_window.clone();
        match second.expect("the second window is open").presented {
            Presented::Step(shown) => shown.title,
            Presented::Closing(closing) => closing.title,
        }
    };
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run();
    let first = shown(&harness);
    run_command(&mut harness, TicketsCommand::Open(other).into());
    harness.run();
    assert_eq!(shown(&harness), first, "another ticket shows on the shared screen");
    let told = harness.query_all_by_label_contains("still shows the other ticket").count();
    assert!(told > 0, "the technician is not told");
    run_command(&mut harness, PresentCommand::ShareOpenTicket.into());
    assert_ne!(shown(&harness), first);
}

#[test]
fn a_step_fills_the_screen_while_it_is_presented_and_only_then() {
    let mut service = service();
    example("HD-1").fix("url-blocked").at(&mut service);
    let (mut harness, _) = window(service);
    // A monitor that may have been unplugged: the window then fills the one it is on.
    let third = Preference::Monitor(Some(3));
    run_command(&mut harness, PreferencesCommand::Change(third).into());
    let asked = |harness: &mut Harness<'_, App>, key| {
        harness.key_press(key);
        let mut asked = Vec::new();
        for _ in 0..4 {
            harness.step();
            let window = &harness.output().viewport_output[&ViewportId::ROOT];
            asked.extend(window.commands.iter().cloned());
        }
        asked
    };
    let begun = asked(&mut harness, Key::F5);
    let fills = [ViewportCommand::Fullscreen(true), ViewportCommand::SetMonitor(2)];
    assert!(fills.iter().all(|command| begun.contains(command)), "{begun:?}");
    harness.get_by_label("Step 1 of 6");
    let ended = asked(&mut harness, Key::Escape);
    assert!(ended.contains(&ViewportCommand::Fullscreen(false)), "{ended:?}");
}

#[test]
fn after_the_last_step_the_shared_screen_says_what_was_done_and_what_is_next() {
    let mut service = service();
    example("HD-1").fix("url-blocked").at(&mut service);
    let (mut harness, _) = window(service);
    press(&mut harness, &[Key::F5]);
    let steps = open_ticket(&harness).steps().len();
    for _ in 0..steps {
        press(&mut harness, &[Key::D]);
    }
    harness.get_by_label("The authorization page is no longer blocked");
    harness.get_by_label_contains("What happens next");
    press(&mut harness, &[Key::ArrowLeft]);
    assert!(harness.query_by_label_contains("What happens next").is_none(), "no way back");
}

#[test]
fn tickets_that_differ_in_secrets_alone_give_the_same_pixels() {
    let mut chance = fastrand::Rng::with_seed(6);
    let mut drawer = Drawer::new(Theme::Light);
    let mut service = service();
    for cause in kb().causes() {
        let mut pixels = || {
            let secrets: [String; 6] = std::array::from_fn(|_| secret(&mut chance));
            let mut state = present(&mut service, ticket_with(&secrets, cause.id.as_str()), 1);
            let image = drawer.draw(SIZE, 0.5, |ui| root::draw(ui, &mut state, &mut Vec::new()));
            (
                image,
                state
                    .open
                    .as_ref()
                    .and_then(|open| open.shown(Language::En))
                    .expect("a step is in view"),
            )
        };
        // The first drawing of a letter may round otherwise than the next.
        pixels();
        let ((first, first_shown), (second, second_shown)) = (pixels(), pixels());
        assert!(first == second, "the pictures of {} differ", cause.id);
        assert_eq!(first_shown, second_shown);
    }
}

#[test]
fn step_pictures_of_tickets_that_differ_in_secrets_alone_are_the_same_files() {
    let mut chance = fastrand::Rng::with_seed(7);
    let mut service = service();
    let mut pictures = || {
        let secrets: [String; 6] = std::array::from_fn(|_| secret(&mut chance));
        let state = present(&mut service, ticket_with(&secrets, "no-license-seats"), 1);
        let open = state.open.as_ref().expect("a ticket is open");
        let steps =
            Shown::steps(open.kb(), &open.ticket().current_results(open.kb())[..1], Language::En);
        Drawer::new(Theme::Dark).files(&steps[0]).expect("they can be written")
    };
    assert!(pictures() == pictures());
}
