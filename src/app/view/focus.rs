//! Where the keyboard focus is: the ring around the focused control, the panes of the window, and the
//! overlay that holds the focus while it is open and gives it back.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, FocusDirection, Id, Memory, StrokeKind, Ui};

use crate::app::model::focus::{FocusRequests, Pane};
use crate::app::settings::navigation::Overlay;
use crate::theme::{ROUND, colors};

/// How far around a control its ring lies, in points.
const GAP: f32 = 2.0;

/// How the focus moves into an overlay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Entering {
    /// It is there, or nothing lies over the screen.
    #[default]
    Done,
    /// What lies there is measured in this frame and takes no keys; a notice beside it would.
    Measured,
    /// It takes them from now on.
    Now,
}

/// What had the focus before an overlay opened, kept between frames.
#[derive(Clone, Copy, Debug, Default)]
struct OverlayFocus {
    /// What lay over the screen in the last frame.
    over: Option<Overlay>,
    /// How far the focus is on its way into it.
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

/// To be called where a pane begins, or several in one: tells screen readers its name, and moves the
/// focus to its first control if that was asked for.
pub fn begin_pane(ui: &mut Ui, requests: &mut FocusRequests, name: &str, panes: &[Pane]) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Region);
        node.set_label(name);
    });
    if requests.enters(panes) {
        to_next_control(ui);
    }
}

/// To be called before anything is drawn: remembers what has the focus when an overlay opens, and
/// gives the focus back when it has closed.
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
        // The overlay keeps the focus from the screen for one more frame.
        ui.ctx().request_repaint();
    } else if overlay.is_none()
        && let Some(before) = kept.before.take()
        && focused.is_none()
    {
        ui.memory_mut(|memory| memory.request_focus(before));
    }
    kept.store(ui);
}

/// To be called before an overlay is drawn: moves the focus to its first control.
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

/// Gives the keyboard to the control that is drawn next.
fn to_next_control(ui: &Ui) {
    ui.memory_mut(|memory| {
        memory.stop_text_input();
        memory.move_focus(FocusDirection::Next);
    });
}

/// Paints the ring around the control that has the keyboard. To be called when everything is drawn.
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

/// Brings the control that has just got the keyboard into view. To be called at the end of what
/// scrolls.
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

/// Where it is kept which control was last brought into view.
fn followed() -> Id {
    Id::unique("followed")
}
