//! The monitors as the system tells them, and the windows where one was unplugged.

use eframe::egui::{Context, ViewportCommand, ViewportId, pos2, vec2};

use crate::app::model::monitors::{Monitor, Monitors};
use crate::app::view::layout::second_window;

/// How far from the corner of its monitor a window is put, in points.
const FROM_CORNER: f32 = 48.0;

/// Reads the monitors; `None` without a real window.
pub fn read(frame: &eframe::Frame) -> Option<Monitors> {
    let window = frame.winit_window()?;
    let at = |monitor: &Monitor| (monitor.at, monitor.size);
    let all: Vec<Monitor> = window
        .available_monitors()
        .map(|monitor| Monitor {
            name: monitor.name(),
            at: monitor.position().into(),
            size: monitor.size().into(),
        })
        .collect();
    let own = window.current_monitor().map(|own| (own.position().into(), own.size().into()));
    let own = own.and_then(|own| all.iter().position(|monitor| at(monitor) == own));
    Some(Monitors { all, own })
}

/// Makes the second window a plain one on the technician's monitor, where it is seen whatever was unplugged.
pub fn bring_second_window_back(ctx: &Context, monitors: &Monitors) {
    let there = monitors.own.and_then(|at| monitors.all.get(at)).or(monitors.all.first());
    let Some(there) = there else { return };
    let scale = ctx.pixels_per_point();
    let [x, y] = there.at.map(|at| at as f32 / scale + FROM_CORNER);
    let [width, height] = there.size.map(|size| size as f32 / scale - 2.0 * FROM_CORNER);
    for command in [
        ViewportCommand::Fullscreen(false),
        ViewportCommand::InnerSize(vec2(width.min(1280.0), height.min(800.0))),
        ViewportCommand::OuterPosition(pos2(x, y)),
    ] {
        ctx.send_viewport_cmd_to(second_window(), command);
    }
}

/// Minimizes the technician's window, which the system moved beside or over what is shared.
pub fn hide_own_window(ctx: &Context) {
    ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Minimized(true));
}
