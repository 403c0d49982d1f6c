//! The document: its format, saving and copying it.

use eframe::egui::{self, CornerRadius, Frame, Margin, RichText, Ui, pos2};

use super::customer_words;
use crate::app::command::{Command, DocumentsCommand, WindowCommand};
use crate::app::effects::platform::Replace;
use crate::app::model::focus::Field;
use crate::app::model::state::State;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, button, hint, is_entered, menu, paint_cap, push_on_click,
    sized_button, small, text_field,
};
use crate::export::{Audience, DocumentKind, Format};
use crate::paths;
use crate::theme::{CARD_ROUND, Weight, colors, font, icon, size};

/// Draws the block.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    format(ui, state, commands);
    if state.checklist.audience == Audience::Internal {
        small(ui, "The internal document is chosen in the preview; it is not for the customer.");
    }
    ui.horizontal_wrapped(|ui| {
        let save = Command::Documents(DocumentsCommand::Save);
        let key = key_of(ui.ctx(), &save);
        let response = button(ui, ButtonStyle::Main, "Save\u{2026}", &key);
        push_on_click(&response, save, commands);
        let copy = Command::Documents(DocumentsCommand::CopyChecklist);
        let key = key_of(ui.ctx(), &copy);
        let response = build_button("Copy").name("Copy the document").key(key).show(ui);
        push_on_click(&response, copy, commands);
    });
    saved(ui, state, commands);
    if state.checklist.audience == Audience::Customer {
        customer_words::draw(ui, state, commands);
    }
    if state.ending.types_path {
        path(ui, state, commands);
    }
}

/// The format, as a menu; its key chooses the next one.
fn format(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let c = colors(ui);
    small(ui, "Format");
    let formats: Vec<(Format, String)> =
        Format::ALL.into_iter().map(|format| (format, format.name().to_owned())).collect();
    let width = (ui.available_width() - 8.0) / 2.0;
    let place = ui.cursor();
    if let Some(format) = menu(ui, "Format", &formats, &state.checklist.format, width) {
        commands.push(DocumentsCommand::SetFormat(format).into());
    }
    let key = key_of(ui.ctx(), &DocumentsCommand::NextFormat.into());
    let right = pos2(place.left() + width - 34.0, place.top() + 18.0);
    paint_cap(ui, right, &key, c.dim, c.edge);
}

/// The document that is chosen as it was saved last; whether something has changed since.
fn saved(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let chosen = DocumentKind::Checklist(state.checklist.audience);
    let saved = state.ending.saved.as_ref().filter(|saved| saved.mark.kind == chosen);
    let (Some(saved), Some(open)) = (saved, &state.open) else { return };
    let c = colors(ui);
    let has_changed = open.stored.changes() != saved.mark.changes;
    let (front, back) =
        if has_changed { (c.caution, c.caution_soft) } else { (c.good, c.good_soft) };
    Frame::new()
        .fill(back)
        .corner_radius(CornerRadius::same(CARD_ROUND))
        .inner_margin(Margin::symmetric(12, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let sign = if has_changed { icon::INFO } else { icon::CIRCLE_CHECK };
                ui.label(RichText::new(sign).font(font(size::LARGE, Weight::Regular)).color(front));
                let title = if has_changed { "Changed since it was saved" } else { "Saved" };
                let title = RichText::new(title).font(font(size::BODY, Weight::SemiBold));
                ui.label(title.color(front));
                let name = saved.path.file_name().unwrap_or_default().to_string_lossy();
                let name = egui::Label::new(RichText::new(name).color(c.dim)).truncate();
                let name = ui.add(name.show_tooltip_when_elided(false));
                hint(&name, saved.path.display().to_string());
                let folder = saved.path.parent().map(ToOwned::to_owned);
                let parts = [("Open", Some(saved.path.clone())), ("Show in folder", folder)];
                for (name, path) in parts {
                    let Some(path) = path else { continue };
                    let open = sized_button(ui, ButtonStyle::Quiet, name, "", 28.0);
                    push_on_click(&open, WindowCommand::OpenPath(path), commands);
                }
            });
        });
}

/// Where no dialog opens, the path is typed.
fn path(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    small(ui, "Type where to save it");
    ui.horizontal(|ui| {
        let field = text_field("File to save the document to")
            .hint("Folder and file name")
            .width(ui.available_width() - 90.0)
            .cursor(state.focus.takes_cursor(Field::Path))
            .show(ui, &mut state.checklist.path);
        let is_entered = is_entered(ui, &field);
        let save = build_button("Save").name("Save to this path").show(ui);
        if save.clicked() || is_entered {
            let path = paths::typed(&state.checklist.path);
            commands.push(DocumentsCommand::SaveTo(path, Replace::AskFirst).into());
        }
    });
}
