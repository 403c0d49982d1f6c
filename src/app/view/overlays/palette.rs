//! The palette: finds a command, fix, symptom, page or ticket by a few letters of its name.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    CornerRadius, Key, Modifiers, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::command::{Command, WindowCommand};
use crate::app::model::state::State;
use crate::app::view::palette_search::{EntryKind, PaletteEntry, find};
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{caption, text_field};
use crate::theme::{ROUND, Weight, colors, font, size};

/// The height of a row, in points.
const ROW: f32 = 30.0;

/// Draws the palette.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let found = find(state, &state.drafts.palette.typed);
    let palette = &mut state.drafts.palette;
    let key = |key| ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let row_before = palette.row;
    if key(Key::ArrowDown) {
        palette.row += 1;
    }
    if key(Key::ArrowUp) {
        palette.row = palette.row.saturating_sub(1);
    }
    palette.row = palette.row.min(found.len().saturating_sub(1));
    let mut chosen = key(Key::Enter).then_some(palette.row);
    let field = text_field("Type a command")
        .hint("A command, cause, symptom, page or ticket")
        .cursor(true)
        .show(ui, &mut palette.typed);
    if field.changed() {
        palette.row = 0;
    }
    let kinds: Vec<EntryKind> = found.iter().map(|found| found.kind).collect();
    let room = super::room(ui, 220.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("commands").max_height(room).show(ui, |ui| {
        let has_kinds = !palette.typed.trim().is_empty();
        for (at, found) in found.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| kinds.get(at));
            if has_kinds && before != Some(&found.kind) {
                ui.add_space(6.0);
                caption(ui, found.kind.heading());
            }
            let response = row(ui, found, at == palette.row);
            if at == palette.row && palette.row != row_before {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                chosen = Some(at);
            }
        }
    });
    if let Some(found) = chosen.and_then(|at| found.into_iter().nth(at)) {
        commands.push(WindowCommand::RunChosen(Box::new(found.command)).into());
    }
}

fn row(ui: &mut Ui, found: &PaletteEntry, chosen: bool) -> Response {
    let c = colors(ui);
    // Not reached by Tab: the arrow keys and Enter choose while the cursor stays in the field.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let kind = if found.kind == EntryKind::Command { "" } else { found.kind.name() };
    let name = if kind.is_empty() { found.name.clone() } else { format!("{}, {kind}", found.name) };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
    if chosen {
        ui.painter().rect_filled(rect, CornerRadius::same(ROUND), c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(ROUND), c.background);
    }
    let key = key_of(ui.ctx(), &found.command);
    let right = key.as_str();
    let small = font(size::SMALL, Weight::Regular);
    let right = ui.painter().layout_no_wrap(right.to_owned(), small, c.dim);
    let middle = rect.center().y;
    let right_at = pos2(rect.right() - 10.0 - right.size().x, middle - right.size().y / 2.0);
    let mut job = letters(ui, found);
    job.wrap = TextWrapping::truncate_at_width(right_at.x - rect.left() - 20.0);
    let words = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 10.0, middle - words.size().y / 2.0);
    ui.painter().galley(at, words, c.text);
    ui.painter().galley(right_at, right, c.dim);
    response
}

/// A name with the matching letters in bold.
fn letters(ui: &Ui, found: &PaletteEntry) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (at, letter) in (0..).zip(found.name.chars()) {
        let weight = if found.letters.contains(&at) { Weight::Bold } else { Weight::Regular };
        let format = TextFormat {
            font_id: font(size::BODY, weight),
            color: colors(ui).text,
            ..TextFormat::default()
        };
        job.append(letter.encode_utf8(&mut [0; 4]), 0.0, format);
    }
    job
}
