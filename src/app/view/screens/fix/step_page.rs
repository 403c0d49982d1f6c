//! The page of a step, drawn, and what to do on it: side by side where there is room, else the small
//! drawing above the clicks. Pointing at a click lights its place on the drawing, and the reverse.

use eframe::egui::{Align, Layout, Ui, vec2};

use crate::app::view::widgets::{caption, small, strip};
use crate::drawing::{self, Form, Inter, Sketch, WIDTH};
use crate::kb::Step;
use crate::picture::clicks::{self, Look};
use crate::picture::{CAVEAT, Page, drawing as painted};
use crate::theme::{colors, icon};

/// The room between the drawing and the clicks, in points.
const BETWEEN: f32 = 24.0;
/// The narrowest the drawing in full gets.
const LEAST_DRAWING: f32 = 480.0;
/// The narrowest and the widest the clicks get beside it.
const LEAST_CLICKS: f32 = 240.0;
const MOST_CLICKS: f32 = 304.0;

/// How the clicks are drawn.
const LOOK: Look = Look { text: 16.0, note: Some(12.0), disc: 24.0, gap: 12.0 };

/// Whether the clicks have room beside the drawing.
pub fn has_room_beside(ui: &Ui) -> bool {
    ui.available_width() >= LEAST_DRAWING + BETWEEN + LEAST_CLICKS
}

/// Draws the page, the clicks and what to see.
pub fn draw(ui: &mut Ui, step: &Step, page: &Page) {
    let room = ui.available_width();
    if !has_room_beside(ui) {
        one_below_the_other(ui, step, page, room);
        return;
    }
    let width = (room - BETWEEN - MOST_CLICKS).clamp(LEAST_DRAWING, WIDTH);
    let (sketch, _) = drawing::draw(&page.scene, &page.link, Form::Full, &Inter);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = BETWEEN;
        let mut lit = None;
        let mut rect = None;
        column(ui, width, |ui| {
            let drawn = painted::draw(ui, &sketch, width, &page.caption());
            lit = painted::pointed_at(ui, &sketch, drawn);
            rect = Some(drawn);
            small(ui, CAVEAT);
        });
        column(ui, room - width - BETWEEN, |ui| {
            let pointed = what_to_do(ui, step, page, lit);
            if let (Some(rect), Some(number)) = (rect, pointed) {
                painted::light(ui, &sketch, rect, number);
            }
        });
    });
}

fn one_below_the_other(ui: &mut Ui, step: &Step, page: &Page, room: f32) {
    let (sketch, _): (Sketch, _) = drawing::draw(&page.scene, &page.link, Form::Small, &Inter);
    let rect = painted::draw(ui, &sketch, room.min(WIDTH), &page.caption());
    let lit = painted::pointed_at(ui, &sketch, rect);
    small(ui, CAVEAT);
    if let Some(number) = what_to_do(ui, step, page, lit) {
        painted::light(ui, &sketch, rect, number);
    }
}

fn column(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 8.0;
        add(ui);
    });
}

/// Draws the clicks and what to see. Returns the number of the click under the pointer.
fn what_to_do(ui: &mut Ui, step: &Step, page: &Page, lit: Option<usize>) -> Option<usize> {
    caption(ui, "Do this");
    let pointed = clicks::draw(ui, &page.clicks, LOOK, lit);
    ui.add_space(8.0);
    you_should_see(ui, step);
    pointed
}

/// Draws what is to be seen after the step.
pub fn you_should_see(ui: &mut Ui, step: &Step) {
    let c = colors(ui);
    strip(ui, icon::CIRCLE_CHECK, "You should see", &step.see, (c.good, c.good_soft));
}
