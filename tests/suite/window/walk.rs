//! Every screen and everything that lies over one, in every theme, at every size and zoom: named,
//! settled, whole, and painted no more while nothing happens. What is registered in `Screen::ALL` and `Overlay::ALL` is visited by itself.

use std::time::Duration;

use eframe::egui::epaint::{ClippedShape, TextShape};
use eframe::egui::{Rect, Role, Shape, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use syncmend::app::App;
use syncmend::app::command::{Command, NavigateCommand, PresentCommand};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::diagnosis::Answer;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::StepResult;
use syncmend::ticket_service::TicketService;

use crate::support::run_command;
use crate::support::{Recorder, SIZE, end_step, example, service, window, window_as};

/// The smallest window, the design's, and one on a large screen that draws two pixels a point.
const SIZES: [(Vec2, f32); 3] =
    [(vec2(900.0, 600.0), 1.0), (SIZE, 1.0), (vec2(1920.0, 1080.0), 2.0)];

/// A ticket with a long name, a long text and long words, with a step done.
fn long_ticket() -> TicketService {
    let mut service = service();
    let open = example("HELPDESK-2026-11-0000004821-A")
        .customer("Gemeinschaftspraxis Übermüller-Śliwińska & Söhne GmbH (example.com)")
        .user("maximiliane.donaudampfschifffahrtsgesellschaft@very-long-domain.example.com")
        .reported(&"Access blocked: Error 400: admin_policy_enforced für die Benutzerverzeichnissynchronisierungseinrichtung. ".repeat(6))
        .answer("one-user-affected", Answer::No)
        .inspected(&["google-users-classic.csv", "jumpcloud-backup.csv"], "pat@example.com")
        .fix("api-access-restricted")
        .note(&"Eine lange Notiz zur Fehlersuche. ".repeat(20))
        .at(&mut service);
    end_step(&mut service, &open, StepResult::Done);
    service
}

/// Visits everything and looks at each view; `at` tells where it is.
fn walk(harness: &mut Harness<'_, App>, at: &str, look: fn(&mut Harness<'_, App>, &str)) {
    for screen in Screen::ALL {
        run_command(harness, Command::Navigate(NavigateCommand::Show(screen)));
        assert_eq!(harness.state().state().screen, screen);
        look(harness, &format!("{screen:?} {at}"));
    }
    run_command(harness, Command::Present(PresentCommand::Leave));
    run_command(harness, Command::Navigate(NavigateCommand::Show(Screen::Diagnose)));
    for overlay in Overlay::ALL {
        run_command(harness, Command::Navigate(NavigateCommand::Overlay(overlay)));
        assert_eq!(harness.state().state().overlay, Some(overlay));
        look(harness, &format!("{overlay:?} {at}"));
        run_command(harness, Command::Navigate(NavigateCommand::Overlay(overlay)));
    }
}

fn check(harness: &mut Harness<'_, App>, at: &str) {
    let whole = harness.ctx.content_rect();
    controls_are_named_and_inside(harness, whole, at);
    let fields: Vec<Rect> = fields(harness);
    for ClippedShape { clip_rect, shape, .. } in &harness.output().shapes {
        texts(shape, &mut |text| {
            glyphs_are_there(harness, text, at);
            is_whole(text, clip_rect.intersect(whole), &fields, at);
        });
    }
}

fn controls_are_named_and_inside(harness: &Harness<'_, App>, whole: Rect, at: &str) {
    for node in harness.root().children_recursive() {
        let control = node.accesskit_node();
        let is_control = matches!(
            control.role(),
            Role::Button
                | Role::RadioButton
                | Role::CheckBox
                | Role::ComboBox
                | Role::TextInput
                | Role::MultilineTextInput
                | Role::ListBoxOption
                | Role::Link
        );
        if is_control {
            let name = control.label().unwrap_or_default();
            assert!(!name.trim().is_empty(), "a {:?} without a name: {at}", control.role());
            let rect = node.rect();
            assert!(
                rect.left() >= -0.5 && rect.right() <= whole.right() + 0.5,
                "{name:?} sticks out at {rect:?}: {at}"
            );
        }
    }
}

/// Where text is typed: there it scrolls sideways.
fn fields(harness: &Harness<'_, App>) -> Vec<Rect> {
    let nodes = harness.root().children_recursive();
    nodes
        .filter(|node| {
            matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput)
        })
        .map(|node| node.rect().expand(1.0))
        .collect()
}

/// Whether some words are painted, in one piece.
pub fn is_painted(harness: &Harness<'_, App>, words: &str) -> bool {
    let mut found = false;
    for ClippedShape { shape, .. } in &harness.output().shapes {
        texts(shape, &mut |text| found |= text.galley.text().contains(words));
    }
    found
}

/// As long as nothing happens, no frame is asked for; news passes away first.
fn rests(harness: &mut Harness<'_, App>, at: &str) {
    // A frame of the harness takes a quarter of a second.
    const NEWS_GONE: usize = 60;
    let asks = |harness: &Harness<'_, App>| {
        let mut views = harness.output().viewport_output.values();
        views.any(|view| view.repaint_delay < Duration::MAX)
    };
    for _ in 0..NEWS_GONE {
        if !asks(harness) {
            return;
        }
        harness.step();
    }
    panic!("frames are painted while nothing happens: {at}");
}

fn texts(shape: &Shape, found: &mut impl FnMut(&TextShape)) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
        Shape::Text(text) => found(text),
        _ => {}
    }
}

fn glyphs_are_there(harness: &Harness<'_, App>, text: &TextShape, at: &str) {
    let job = &text.galley.job;
    for section in &job.sections {
        let words = &job.text[section.byte_range.start.0..section.byte_range.end.0];
        let missing = harness.ctx.fonts_mut(|fonts| {
            words
                .chars()
                .find(|c| !c.is_whitespace() && !fonts.has_glyph(&section.format.font_id, *c))
        });
        assert!(missing.is_none(), "{missing:?} of {words:?} has no glyph: {at}");
    }
}

/// No text that is in view is cut off to the side. Above and below it may go on, where it scrolls.
fn is_whole(text: &TextShape, clip: Rect, fields: &[Rect], at: &str) {
    const ROUNDING: f32 = 1.5;
    let rect = text.galley.mesh_bounds.translate(text.pos.to_vec2());
    let in_view = rect.bottom() > clip.top() && rect.top() < clip.bottom() && clip.width() > 0.0;
    let in_field =
        fields.iter().any(|field| field.contains(clip.center()) || field.intersects(rect));
    if in_view && !in_field && rect.is_finite() {
        assert!(
            rect.left() >= clip.left() - ROUNDING && rect.right() <= clip.right() + ROUNDING,
            "{:?} is cut off, {rect:?} in {clip:?}: {at}",
            text.galley.text()
        );
    }
}

#[test]
fn everything_is_whole_and_named_in_every_theme_and_at_every_size() {
    let sizes = SIZES.map(|(size, scale)| (ThemeChoice::System, size, scale));
    let themes = ThemeChoice::ALL[1..].iter().map(|theme| (*theme, SIZE, 1.0));
    for (theme, size, scale) in sizes.into_iter().chain(themes) {
        let (mut harness, _) = window_as(long_ticket(), Recorder::default(), size, theme, scale);
        walk(&mut harness, &format!("in {theme:?} at {size:?}"), check);
    }
}

#[test]
fn everything_is_whole_and_named_at_every_zoom() {
    for size in [vec2(900.0, 600.0), SIZE] {
        for zoom in [0.8, 1.25, 1.5, 2.0, 2.5, 3.0] {
            let (mut harness, _) =
                window_as(long_ticket(), Recorder::default(), size, ThemeChoice::Light, 1.0);
            harness.ctx.set_zoom_factor(zoom);
            harness.run();
            walk(&mut harness, &format!("at {size:?} and {:.0} %", zoom * 100.0), check);
        }
    }
}

#[test]
fn nothing_is_painted_while_nothing_happens() {
    let (mut harness, _) = window(long_ticket());
    walk(&mut harness, "idle", rests);
}
