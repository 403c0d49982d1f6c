//! Where the window opens again.

use eframe::egui::{
    Context, RawInput, Rect, Vec2, ViewportBuilder, ViewportCommand, ViewportId, pos2, vec2,
};
use syncmend::app::settings::window_geometry::WindowGeometry;
use syncmend::app::view::layout::MIN_SIZE;
use syncmend::app::window::geometry;

#[test]
fn the_window_opens_where_it_was_but_never_too_small_or_off_the_screen() {
    let build = |at, size, is_maximized| {
        let place = WindowGeometry { at, size, is_maximized };
        geometry::builder(Some(place), ViewportBuilder::default())
    };
    let window = build(Some([40.0, 50.0]), [1000.0, 700.0], false);
    assert_eq!(window.position, Some([40.0, 50.0].into()));
    assert_eq!(window.inner_size, Some([1000.0, 700.0].into()));
    let damaged = build(Some([-9999.0, f32::NAN]), [f32::NAN, 3.0], false);
    assert_eq!(damaged.position, None);
    assert_eq!(damaged.inner_size, Some(MIN_SIZE));
}

/// What a window that was opened as it had been, without a frame around it, does on a screen.
fn fitted(
    at: Option<[f32; 2]>,
    size: [f32; 2],
    now_at: [f32; 2],
    screen: Vec2,
) -> Vec<ViewportCommand> {
    let place = WindowGeometry { at, size, is_maximized: false };
    let mut input = RawInput::default();
    let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
    let window = Rect::from_min_size(now_at.into(), size.into());
    (viewport.inner_rect, viewport.outer_rect) = (Some(window), Some(window));
    viewport.monitor_size = Some(screen);
    let mut output = Context::default().run_ui(input, |ui| assert!(geometry::fit(place, ui.ctx())));
    output.textures_delta.clear();
    let window = output.viewport_output.remove(&ViewportId::ROOT).expect("there is one window");
    // egui itself asks for a theme.
    let is_place = |command: &ViewportCommand| !matches!(command, ViewportCommand::SetTheme(_));
    window.commands.into_iter().filter(is_place).collect()
}

#[test]
fn a_window_comes_back_to_a_screen_that_has_become_smaller() {
    let (large, small) = (vec2(1920.0, 1200.0), vec2(1280.0, 860.0));
    let (at, size) = ([700.0, 100.0], [1200.0, 1000.0]);
    assert_eq!(fitted(Some(at), size, at, large), []);
    assert_eq!(
        fitted(Some(at), size, at, small),
        [
            ViewportCommand::InnerSize(vec2(1200.0, 860.0)),
            ViewportCommand::OuterPosition(pos2(40.0, 0.0))
        ]
    );
}

#[test]
fn a_window_on_a_second_screen_stays_there() {
    assert_eq!(fitted(None, [1000.0, 700.0], [2000.0, 50.0], vec2(1920.0, 1200.0)), []);
}
