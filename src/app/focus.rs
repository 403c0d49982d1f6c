//! Where the keyboard is: the ring around what has it, the parts of the window it can be put into, and
//! what lies over a screen, which keeps it while it is there and gives it back.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, FocusDirection, Id, Memory, StrokeKind, Ui};

use super::place::Overlay;
use crate::theme::{ROUND, colors};

/// How far around a control its ring lies, in points.
const GAP: f32 = 2.0;

/// A text field that the cursor can be put into by a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The search among tickets.
    Search,
    /// What the customer reports.
    Complaint,
    /// The note.
    Note,
    /// Where the checklist is to be saved.
    Path,
}

/// A part of the window, in the order in which the keyboard is put into them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The bar at the top.
    Bar,
    /// The list of tickets.
    Tickets,
    /// What is left on the screen.
    Left,
    /// What is right on the screen.
    #[default]
    Right,
}

impl Pane {
    /// The one after it.
    fn next(self) -> Self {
        match self {
            Self::Bar => Self::Tickets,
            Self::Tickets => Self::Left,
            Self::Left => Self::Right,
            Self::Right => Self::Bar,
        }
    }
}

/// How the keyboard comes to what lies over the screen.
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

/// Where the keyboard is to be put next, and where it was.
#[derive(Clone, Debug, Default)]
pub struct Focus {
    /// The field that is to get the cursor.
    pub cursor_to: Option<Field>,
    /// The part of the window that the keyboard was put into last.
    pane: Pane,
    /// Whether it is still on its way there.
    is_moving: bool,
    /// What lay over the screen in the last frame.
    over: Option<Overlay>,
    /// How far what lies over the screen is on its way to the keyboard.
    entering: Entering,
    /// What had the keyboard before.
    before: Option<Id>,
}

impl Focus {
    /// Puts the keyboard into the next part of the window.
    pub fn next_pane(&mut self) {
        self.pane = self.pane.next();
        self.is_moving = true;
    }

    /// Whether a field is to get the cursor now.
    pub fn takes_cursor(&mut self, field: Field) -> bool {
        let is_meant = self.cursor_to == Some(field);
        if is_meant {
            self.cursor_to = None;
        }
        is_meant
    }

    /// To be called where a part of the window begins, or several in one: tells screen readers its
    /// name, and puts the keyboard on its first control where that was asked for.
    pub fn begin(&mut self, ui: &Ui, name: &str, panes: &[Pane]) {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Region);
            node.set_label(name);
        });
        if self.is_moving && panes.contains(&self.pane) {
            self.is_moving = false;
            to_next_control(ui);
        }
    }

    /// To be called before anything is drawn: keeps in mind what has the keyboard when something
    /// comes over the screen, and gives it back when nothing lies there any more.
    pub fn mind(&mut self, ui: &Ui, overlay: Option<Overlay>) {
        let focused = ui.memory(Memory::focused);
        if self.over != overlay {
            if self.over.is_none() {
                self.before = focused;
            }
            self.over = overlay;
            self.entering = if overlay.is_some() { Entering::Measured } else { Entering::Done };
            ui.memory_mut(Memory::stop_text_input);
            // What lay over the screen keeps the keyboard away from it for one more frame.
            ui.ctx().request_repaint();
        } else if overlay.is_none()
            && let Some(before) = self.before.take()
            && focused.is_none()
        {
            ui.memory_mut(|memory| memory.request_focus(before));
        }
    }

    /// To be called before what lies over the screen is drawn: puts the keyboard on its first
    /// control.
    pub fn enter(&mut self, ui: &Ui) {
        match self.entering {
            Entering::Done => {}
            Entering::Measured => self.entering = Entering::Now,
            Entering::Now if ui.memory(Memory::focused).is_some() => self.entering = Entering::Done,
            Entering::Now => to_next_control(ui),
        }
    }
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
