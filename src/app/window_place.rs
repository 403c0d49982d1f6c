//! Where the window was, kept over restarts.

use eframe::egui::{Context, Pos2, Rect, Vec2, ViewportBuilder, ViewportCommand, vec2};
use serde::{Deserialize, Serialize};

/// The smallest window, in points.
pub const LEAST: Vec2 = vec2(900.0, 600.0);
/// The window of a first start, in points.
const FIRST: Vec2 = vec2(1280.0, 800.0);

/// Where the window was and how large, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Its upper left corner; nothing where it was not wholly on the first screen, so that a screen
    /// that is gone takes no window with it.
    pub at: Option<[f32; 2]>,
    /// Its size.
    pub size: [f32; 2],
    /// Whether it filled the screen.
    pub is_maximized: bool,
}

impl WindowPlace {
    /// Where the window is now; nothing where the system does not say.
    pub fn now(ctx: &Context) -> Option<Self> {
        let zoom = ctx.zoom_factor();
        ctx.input(|input| {
            let viewport = input.viewport();
            let (inner, outer) = (viewport.inner_rect?, viewport.outer_rect?);
            let screen = viewport.monitor_size?;
            let is_inside = outer.min.x >= 0.0
                && outer.min.y >= 0.0
                && outer.max.x <= screen.x
                && outer.max.y <= screen.y;
            Some(Self {
                at: is_inside.then_some([outer.min.x * zoom, outer.min.y * zoom]),
                size: [inner.width() * zoom, inner.height() * zoom],
                is_maximized: viewport.maximized.unwrap_or(false),
            })
        })
    }

    /// Makes a window that was opened as it had been fit a screen that is smaller than it was then;
    /// says whether the system has told enough to know that.
    pub fn fit(self, ctx: &Context) -> bool {
        let told = ctx.input(|input| {
            let viewport = input.viewport();
            Some((viewport.inner_rect?, viewport.outer_rect?, viewport.monitor_size?))
        });
        let Some((inner, outer, screen)) = told else { return false };
        let frame = outer.size() - inner.size();
        let size = inner.size().min(screen - frame).max(LEAST);
        if size != inner.size() {
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
        }
        // One that the system placed may well be on a screen beside the first.
        if self.at.is_some() && !Rect::from_min_size(Pos2::ZERO, screen).contains_rect(outer) {
            let at = (screen - size - frame).max(Vec2::ZERO) / 2.0;
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(at.to_pos2()));
        }
        true
    }

    /// The window as it was, or as at a first start.
    pub fn build(place: Option<Self>, window: ViewportBuilder) -> ViewportBuilder {
        let window = window.with_min_inner_size(LEAST);
        let Some(place) = place else { return window.with_inner_size(FIRST) };
        let usable =
            |length: f32, least: f32| if length.is_finite() { length.max(least) } else { least };
        let size = vec2(usable(place.size[0], LEAST.x), usable(place.size[1], LEAST.y));
        let window = window.with_inner_size(size).with_maximized(place.is_maximized);
        match place.at.filter(|at| at.iter().all(|x| x.is_finite() && *x >= 0.0)) {
            Some([x, y]) if !place.is_maximized => window.with_position(Pos2::new(x, y)),
            _ => window,
        }
    }
}
