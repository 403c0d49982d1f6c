//! The window's position and size: read, restored, and made to fit the screen.

use eframe::egui::{Context, Pos2, Rect, Vec2, ViewportBuilder, ViewportCommand, vec2};

use crate::app::settings::window_geometry::WindowGeometry;
use crate::app::view::layout::MIN_SIZE;

/// The size of the window at the first start, in points.
const DEFAULT_SIZE: Vec2 = vec2(1280.0, 800.0);

/// Where the window is now; `None` if the system does not report it.
pub fn current(ctx: &Context) -> Option<WindowGeometry> {
    let zoom = ctx.zoom_factor();
    ctx.input(|input| {
        let viewport = input.viewport();
        let (inner, outer) = (viewport.inner_rect?, viewport.outer_rect?);
        let screen = viewport.monitor_size?;
        let is_inside = outer.min.x >= 0.0
            && outer.min.y >= 0.0
            && outer.max.x <= screen.x
            && outer.max.y <= screen.y;
        Some(WindowGeometry {
            at: is_inside.then_some([outer.min.x * zoom, outer.min.y * zoom]),
            size: [inner.width() * zoom, inner.height() * zoom],
            is_maximized: viewport.maximized.unwrap_or(false),
        })
    })
}

/// Makes a window that was restored fit a screen that is now smaller. Returns whether the system has
/// reported enough to do so.
pub fn fit(opened_as: WindowGeometry, ctx: &Context) -> bool {
    let reported = ctx.input(|input| {
        let viewport = input.viewport();
        Some((viewport.inner_rect?, viewport.outer_rect?, viewport.monitor_size?))
    });
    let Some((inner, outer, screen)) = reported else { return false };
    let frame = outer.size() - inner.size();
    let size = inner.size().min(screen - frame).max(MIN_SIZE);
    if size != inner.size() {
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
    }
    // A window that the system placed may rightly be on another screen.
    if opened_as.at.is_some() && !Rect::from_min_size(Pos2::ZERO, screen).contains_rect(outer) {
        let at = (screen - size - frame).max(Vec2::ZERO) / 2.0;
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(at.to_pos2()));
    }
    true
}

/// The window as it was, or as at the first start if `last` is `None`.
pub fn builder(last: Option<WindowGeometry>, window: ViewportBuilder) -> ViewportBuilder {
    let window = window.with_min_inner_size(MIN_SIZE);
    let Some(last) = last else { return window.with_inner_size(DEFAULT_SIZE) };
    let usable =
        |length: f32, least: f32| if length.is_finite() { length.max(least) } else { least };
    let size = vec2(usable(last.size[0], MIN_SIZE.x), usable(last.size[1], MIN_SIZE.y));
    let window = window.with_inner_size(size).with_maximized(last.is_maximized);
    match last.at.filter(|at| at.iter().all(|x| x.is_finite() && *x >= 0.0)) {
        Some([x, y]) if !last.is_maximized => window.with_position(Pos2::new(x, y)),
        _ => window,
    }
}
