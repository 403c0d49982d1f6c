//! The step alone on a shared screen, and that nothing of the ticket is on it.

use eframe::egui::{Context, Key, Modifiers, RawInput, Rect, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use jiff::tz::TimeZone;
use syncmend::app::App;
use syncmend::app::place::Screen;
use syncmend::app::screens;
use syncmend::app::state::{OpenTicket, State};
use syncmend::desk::Desk;
use syncmend::diagnosis::Answer;
use syncmend::picture::{Drawer, Shown, files};
use syncmend::theme;
use syncmend::ticket::{Detail, Mark};

use crate::support::{Example, SIZE, desk, end_step, example, kb, now, window};

fn press(harness: &mut Harness<'_, App>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run();
    }
}

fn screen(harness: &Harness<'_, App>) -> Screen {
    harness.state().state().screen
}

#[test]
fn the_step_alone_is_moved_through_opened_and_left_by_keys() {
    let mut desk = desk();
    example("HD-1").customer("Example Dental").fix("api-access-restricted").at(&mut desk);
    let (mut harness, recorder) = window(desk);
    press(&mut harness, &[Key::F5]);
    assert_eq!(screen(&harness), Screen::Present);
    harness.get_by_label("Step 1 of 3");
    press(&mut harness, &[Key::ArrowRight, Key::PageDown]);
    harness.get_by_label("Step 3 of 3");
    press(&mut harness, &[Key::ArrowLeft, Key::PageUp, Key::O]);
    harness.get_by_label("Step 1 of 3");
    assert!(recorder.asked.borrow().opened[0].starts_with("https://admin.google.com/"));
    press(&mut harness, &[Key::D]);
    harness.get_by_label("Step 2 of 3");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(screen(&harness), Screen::Fix);
}

#[test]
fn keys_that_show_something_of_the_call_do_nothing_while_a_step_is_presented() {
    let mut desk = desk();
    example("HD-1").customer("Example Dental").fix("api-access-restricted").at(&mut desk);
    let (mut harness, _) = window(desk);
    press(&mut harness, &[Key::F5, Key::H, Key::T, Key::Num1, Key::Num3, Key::S, Key::X]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    assert_eq!(screen(&harness), Screen::Present);
    assert!(harness.state().state().overlay.is_none());
    assert!(harness.query_by_label_contains("Example Dental").is_none());
    harness.get_by_label("Step 1 of 3");
}

#[test]
fn without_a_fix_there_is_nothing_to_present_and_it_says_so() {
    let mut desk = desk();
    example("HD-1").at(&mut desk);
    let (mut harness, _) = window(desk);
    press(&mut harness, &[Key::F5]);
    assert_eq!(screen(&harness), Screen::Diagnose);
    let told = &harness.state().state().notices.all()[0].text;
    assert!(told.starts_with("No fix is in hand yet"), "{told}");
}

#[test]
fn a_second_window_shows_the_step_while_the_first_stays_as_it_is() {
    let mut desk = desk();
    example("HD-1").fix("api-access-restricted").at(&mut desk);
    let (mut harness, _) = window(desk);
    press(&mut harness, &[Key::Num2]);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run();
    assert_eq!(screen(&harness), Screen::Fix);
    harness.get_by_label("Step 1 of 3");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    harness.run();
    assert!(harness.query_by_label("Step 1 of 3").is_none());
}

#[test]
fn pictures_of_all_steps_are_saved_in_order() {
    let mut desk = desk();
    example("HD-1").fix("api-access-restricted").at(&mut desk);
    let (mut harness, recorder) = window(desk);
    press(&mut harness, &[Key::Num2]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run();
    harness.get_by_label("Type a command").type_text("pictures of all");
    harness.run();
    press(&mut harness, &[Key::Enter]);
    let numbers: Vec<usize> = recorder.asked.borrow().pictures.iter().map(|s| s.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
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
        .answer("import-error-500", Answer::Yes)
        .fix(cause)
        .note(note)
}

/// What the presenter shows of a ticket, drawn as the window does.
fn present(desk: &mut Desk, ticket: Example, steps_done: usize) -> State {
    let mut stored = ticket.at(desk);
    for _ in 0..steps_done {
        stored = end_step(desk, &stored, Mark::Done);
    }
    let mut state = State::new(now(), TimeZone::UTC);
    state.open = Some(OpenTicket::new(stored));
    state.screen = Screen::Present;
    state.tell_error("This names a customer: qcustomer");
    state
}

/// Every text that a screen reader gets of it.
fn accessible_text(ctx: &Context, state: &mut State) -> String {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size([0.0, 0.0].into(), SIZE)),
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| screens::draw(ui, state, &mut Vec::new()));
    output.textures_delta.clear();
    let update = output.platform_output.accesskit_update.expect("accessibility is on");
    let texts =
        update.nodes.iter().flat_map(|(_, node)| [node.label(), node.value(), node.description()]);
    texts.flatten().collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_of_a_thousand_random_tickets_is_on_the_shared_screen() {
    let mut chance = fastrand::Rng::with_seed(5);
    let ctx = Context::default();
    ctx.enable_accesskit();
    theme::install(&ctx);
    let mut desk = desk();
    let causes = kb();
    for at in 0..1000 {
        let secrets: [String; 6] = std::array::from_fn(|_| secret(&mut chance));
        let cause = &causes.causes()[at % causes.causes().len()];
        let mut state = present(&mut desk, ticket_with(&secrets, cause.id.as_str()), at % 2);
        let text = accessible_text(&ctx, &mut state);
        let shown = state.open.as_ref().and_then(OpenTicket::shown).expect("a step is in view");
        assert!(text.contains(&shown.title), "nothing is shown: {text}");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{secret} of ticket {at} is in: {text}");
        }
        assert!(!text.contains("qcustomer"), "{text}");
    }
}

#[test]
fn tickets_that_differ_in_secrets_alone_give_the_same_pixels() {
    let mut chance = fastrand::Rng::with_seed(6);
    let mut drawer = Drawer::new(Theme::Light);
    let mut desk = desk();
    for cause in kb().causes() {
        let mut pixels = || {
            let secrets: [String; 6] = std::array::from_fn(|_| secret(&mut chance));
            let mut state = present(&mut desk, ticket_with(&secrets, cause.id.as_str()), 1);
            let image = drawer.draw(SIZE, 0.5, |ui| screens::draw(ui, &mut state, &mut Vec::new()));
            (image, state.open.as_ref().and_then(OpenTicket::shown).expect("a step is in view"))
        };
        let ((first, first_shown), (second, second_shown)) = (pixels(), pixels());
        assert!(first == second, "the pictures of {} differ", cause.id);
        assert_eq!(first_shown, second_shown);
    }
}

#[test]
fn step_pictures_of_tickets_that_differ_in_secrets_alone_are_the_same_files() {
    let mut chance = fastrand::Rng::with_seed(7);
    let mut desk = desk();
    let mut pictures = || {
        let secrets: [String; 6] = std::array::from_fn(|_| secret(&mut chance));
        let state = present(&mut desk, ticket_with(&secrets, "no-license-seats"), 1);
        let open = state.open.as_ref().expect("a ticket is open");
        let steps = Shown::steps(open.kb(), &open.ticket().marks_in_hand(open.kb())[..2]);
        files(&steps, Theme::Dark).expect("they can be written")
    };
    assert!(pictures() == pictures());
}
