//! The keyboard focus: the ring around the focused control, the panes of the window, and overlays, which
//! hold the focus while they are open and then give it back.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, FocusDirection, Id, Memory, StrokeKind, Ui};

use crate::app::model::focus::{FocusRequests, Pane};
use crate::app::settings::navigation::Overlay;
use crate::theme::{ROUND, colors};

/// The gap between a control and its ring, in points.
const GAP: f32 = 2.0;

/// How the focus moves into an overlay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Entering {
    /// It has moved, or there is no overlay.
    #[default]
    Done,
    /// The overlay is only measured in this frame and cannot take the focus; a notice would get it.
    Measured,
    /// The overlay can take the focus.
    Now,
}

/// What had the focus before an overlay opened, kept between frames.
#[derive(Clone, Copy, Debug, Default)]
struct OverlayFocus {
    /// The overlay in the last frame.
    over: Option<Overlay>,
    /// How far the focus has moved into it.
    entering: Entering,
    /// What had the focus before.
    before: Option<Id>,
}

impl OverlayFocus {
    fn load(ui: &Ui) -> Self {
        ui.data(|data| data.get_temp(Self::id())).unwrap_or_default()
    }

    fn store(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    fn id() -> Id {
        Id::unique("overlay-focus")
    }
}

/// Call where a pane begins, or several in one. Gives screen readers its name, and moves the focus to its
/// first control if that was requested.
pub fn begin_pane(ui: &mut Ui, requests: &mut FocusRequests, name: &str, panes: &[Pane]) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Region);
        node.set_label(name);
    });
    if requests.enters(panes) {
        to_next_control(ui);
    }
}

/// Call before anything is drawn. Remembers what has the focus when an overlay opens, and gives the focus
/// back once it has closed.
pub fn follow_overlay(ui: &Ui, overlay: Option<Overlay>) {
    let mut kept = OverlayFocus::load(ui);
    let focused = ui.memory(Memory::focused);
    if kept.over != overlay {
        if kept.over.is_none() {
            kept.before = focused;
        }
        kept.over = overlay;
        kept.entering = if overlay.is_some() { Entering::Measured } else { Entering::Done };
        ui.memory_mut(Memory::stop_text_input);
        // The overlay withholds the focus from the screen for one more frame.
        ui.ctx().request_repaint();
    } else if overlay.is_none()
        && let Some(before) = kept.before.take()
        && focused.is_none()
    {
        ui.memory_mut(|memory| memory.request_focus(before));
    }
    kept.store(ui);
}

/// Call before an overlay is drawn. Moves the focus to its first control.
pub fn enter_overlay(ui: &Ui) {
    let mut kept = OverlayFocus::load(ui);
    match kept.entering {
        Entering::Done => return,
        Entering::Measured => kept.entering = Entering::Now,
        Entering::Now if ui.memory(Memory::focused).is_some() => kept.entering = Entering::Done,
        Entering::Now => to_next_control(ui),
    }
    kept.store(ui);
}

/// Moves the focus to the control that is drawn next.
fn to_next_control(ui: &Ui) {
    ui.memory_mut(|memory| {
        memory.stop_text_input();
        memory.move_focus(FocusDirection::Next);
    });
}

/// Paints the ring around the focused control. Call once everything is drawn.
pub fn ring(ui: &Ui) {
    let focused = ui.memory(Memory::focused);
    let response = focused.and_then(|id| ui.ctx().read_response(id));
    if let Some(response) = response {
        let rect = response.interact_rect;
        if rect.is_positive() {
            ui.ctx().layer_painter(response.layer_id).rect_stroke(
                rect.expand(GAP),
                CornerRadius::same(ROUND + GAP as u8),
                colors(ui).focused(),
                StrokeKind::Outside,
            );
        }
    }
    ui.data_mut(|data| data.insert_temp(followed(), focused));
}

/// Scrolls a control that has just got the focus into view. Call at the end of a scroll area.
pub fn follow(ui: &Ui) {
    let focused = ui.memory(Memory::focused);
    let last: Option<Id> = ui.data(|data| data.get_temp(followed())).flatten();
    let Some(response) =
        focused.filter(|id| last != Some(*id)).and_then(|id| ui.ctx().read_response(id))
    else {
        return;
    };
    let is_here =
        response.layer_id == ui.layer_id() && ui.min_rect().contains(response.rect.center());
    if is_here && !ui.clip_rect().contains_rect(response.rect) {
        ui.scroll_to_rect(response.rect.expand(GAP * 4.0), None);
    }
}

/// The id under which the last focused control is kept.
fn followed() -> Id {
    Id::unique("followed")
}
