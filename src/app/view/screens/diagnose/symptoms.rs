//! The symptoms: answered, likely to matter, and all by area, with a filter.

use eframe::egui::{
    self, CornerRadius, Event, Frame, Key, Margin, Memory, Rect, Stroke, Ui, pos2, vec2,
};

use super::id_of;
use crate::app::command::Fold;
use crate::app::command::{Command, DiagnoseCommand};
use crate::app::model::focus::Field;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::model::symptom_groups::SymptomGroup;
use crate::app::view::screens::fix::clock;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ANSWER_SIZE, answer_control, caption, fold_row, hint, paint_cap, push_on_click, text_field,
};
use crate::diagnosis::Because;
use crate::kb::Symptom;
use crate::theme::icon;
use crate::theme::{CARD_ROUND, Weight, colors, font, size};

/// The height of a row of one line, and of a heading, in points.
const ROW: f32 = 28.0;
const HEADING: f32 = 32.0;
/// The width of the filter, in points.
const FILTER: f32 = 200.0;

/// Draws the card.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(mut open) = state.open.take() else { return };
    let c = colors(ui);
    let shown = Frame::new()
        .fill(c.card)
        .stroke(c.edge())
        .corner_radius(CornerRadius::same(CARD_ROUND))
        .inner_margin(Margin { left: 15, right: 15, top: 5, bottom: 5 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut filter = open.symptom_filter.clone();
            let is_filtered = !filter.trim().is_empty();
            if is_filtered {
                // Where it stood at the end of the list, the field would leave the window.
                filter_field(ui, state, &mut filter);
            }
            for (at, group) in open.symptom_groups().iter().enumerate() {
                if at > 0 && !matches!(group.fold, None | Some(Fold::Area(_))) {
                    rule(ui);
                }
                draw_group(ui, state, &open, group, &mut filter, commands);
            }
            open.symptom_filter = filter;
        });
    let is_left = !ui.rect_contains_pointer(shown.response.rect)
        || ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Key { .. })));
    if open.symptom_list.is_held() && is_left {
        commands.push(DiagnoseCommand::HoldSymptoms(false).into());
    }
    state.open = Some(open);
}

fn rule(ui: &mut Ui) {
    ui.add_space(4.0);
    let (_, line) = ui.allocate_space(vec2(ui.available_width(), 1.0));
    ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, colors(ui).line));
    ui.add_space(4.0);
}

fn draw_group(
    ui: &mut Ui,
    state: &mut State,
    open: &OpenTicket,
    group: &SymptomGroup<'_>,
    filter: &mut String,
    commands: &mut Vec<Command>,
) {
    match group.fold {
        Some(Fold::All) => all(ui, state, open, group, filter, commands),
        Some(Fold::Area(at)) => {
            heading(ui, open, (Fold::Area(at), ROW, Weight::Medium), group, commands);
        }
        Some(fold) => heading(ui, open, (fold, HEADING, Weight::SemiBold), group, commands),
        None => {
            ui.add_space(6.0);
            caption(ui, &group.title);
            ui.add_space(2.0);
        }
    }
    for symptom in &group.symptoms {
        row(ui, state, open, symptom, commands);
    }
}

/// The heading of a group of a height in points, which folds it.
fn heading(
    ui: &mut Ui,
    open: &OpenTicket,
    (fold, height, weight): (Fold, f32, Weight),
    group: &SymptomGroup<'_>,
    commands: &mut Vec<Command>,
) {
    let count = group.count.map_or_else(String::new, |count| count.to_string());
    let is_open = open.folds.is_open(fold);
    let id = id_of("symptoms", &format!("{fold:?}"));
    let (_, response) = fold_row(ui, id, height, &group.title, &count, is_open, weight);
    push_on_click(&response, DiagnoseCommand::Fold(fold, !is_open), commands);
    fold_by_arrow(ui, &response, fold, commands);
}

/// Left and Right fold a heading that has the focus.
fn fold_by_arrow(ui: &Ui, response: &egui::Response, fold: Fold, commands: &mut Vec<Command>) {
    if ui.memory(Memory::focused) == Some(response.id) {
        for (key, is_open) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
            if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key)) {
                commands.push(DiagnoseCommand::Fold(fold, is_open).into());
            }
        }
    }
}

/// The heading of all symptoms, with the filter beside it.
fn all(
    ui: &mut Ui,
    state: &mut State,
    open: &OpenTicket,
    group: &SymptomGroup<'_>,
    filter: &mut String,
    commands: &mut Vec<Command>,
) {
    let room = ui.available_width();
    ui.horizontal(|ui| {
        let width = (room - FILTER - 8.0).max(120.0);
        ui.allocate_ui(vec2(width, 36.0), |ui| {
            ui.set_width(width);
            let is_open = open.folds.is_open(Fold::All);
            let id = id_of("symptoms", "all");
            let (_, response) = fold_row(ui, id, 36.0, &group.title, "", is_open, Weight::SemiBold);
            push_on_click(&response, DiagnoseCommand::Fold(Fold::All, !is_open), commands);
            fold_by_arrow(ui, &response, Fold::All, commands);
        });
        filter_field(ui, state, filter);
    });
}

fn filter_field(ui: &mut Ui, state: &mut State, filter: &mut String) {
    let c = colors(ui);
    let key = key_of(ui.ctx(), &DiagnoseCommand::FilterSymptoms.into());
    let field = text_field("Filter symptoms")
        .hint(format!("{}  Filter symptoms", icon::SEARCH))
        .width(FILTER.min(ui.available_width()))
        .moving()
        .cursor(state.focus.takes_cursor(Field::SymptomFilter))
        .show(ui, filter);
    if filter.is_empty() && !field.has_focus() {
        let right = pos2(field.rect.right() - 8.0, field.rect.center().y);
        paint_cap(ui, right, &key, c.dim, c.edge);
    }
    if field.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        filter.clear();
    }
}

/// One symptom with its answer, and where that comes from.
fn row(
    ui: &mut Ui,
    state: &State,
    open: &OpenTicket,
    symptom: &Symptom,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let given = open.answer_of(&symptom.id);
    let remark = remark(state, open, symptom);
    let remark = ui.painter().layout_no_wrap(remark, font(size::SMALL, Weight::Regular), c.dim);
    let room = ui.available_width() - ANSWER_SIZE.x - 12.0 - remark.size().x - 8.0;
    let color = c.text;
    let words = ui.painter().layout(
        symptom.statement.clone(),
        font(size::BODY, Weight::Regular),
        color,
        room.max(80.0),
    );
    let height = ROW.max(words.size().y + 8.0);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let is_picked = open.picked.as_ref() == Some(&symptom.id);
    if is_picked {
        let ground = rect.expand2(vec2(4.0, 0.0));
        ui.painter().rect_filled(ground, CornerRadius::same(4), c.accent_soft);
        if open.shows_picked {
            ui.scroll_to_rect(rect.expand(24.0), None);
        }
    }
    let control = Rect::from_min_size(rect.min + vec2(0.0, 2.0), ANSWER_SIZE);
    let of = symptom.id.as_str();
    if let Some(answer) = answer_control(ui, control, of, &symptom.statement, given) {
        // Clicking the same answer again takes it back.
        let answer = (given != Some(answer)).then_some(answer);
        // What was clicked stays under the mouse, so that a second click takes the first back.
        commands.push(DiagnoseCommand::HoldSymptoms(true).into());
        commands.push(DiagnoseCommand::Answer(symptom.id.clone(), answer).into());
    }
    let left = control.right() + 12.0;
    let words_rect = Rect::from_min_size(pos2(left, rect.top() + 4.0), words.size());
    let label = ui.interact(words_rect, id_of("symptom", of), egui::Sense::hover());
    label.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Label, true, symptom.statement.as_str())
    });
    if ui.is_rect_visible(rect) {
        ui.painter().galley(words_rect.min, words, color);
        let at = pos2(rect.right() - remark.size().x, rect.top() + 6.0);
        ui.painter().galley(at, remark, c.dim);
    }
    hint(&label, &symptom.question);
}

/// Where an answer comes from: the text, a file, or when it was given.
fn remark(state: &State, open: &OpenTicket, symptom: &Symptom) -> String {
    let known = open.case.observations.iter().find(|known| known.symptom == symptom.id);
    match known.map(|known| &known.because) {
        Some(Because::InText { .. }) => "from the text".to_owned(),
        Some(Because::InFile { .. }) => "from a file".to_owned(),
        Some(Because::Said) => open
            .symptom_list
            .answered_at(&symptom.id)
            .map_or_else(String::new, |at| clock(state, at)),
        None => String::new(),
    }
}
