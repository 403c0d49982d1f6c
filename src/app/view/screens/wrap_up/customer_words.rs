//! What the customer's document says beside what was done: its language, headline and last sentence, and
//! the walkthrough.

use eframe::egui::{Checkbox, Ui};

use crate::app::command::{Command, DocumentsCommand, TicketCommand};
use crate::app::model::state::State;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, button, choice_buttons, push_on_click, small, text_field,
};
use crate::kb::words::Language;
use crate::ticket::Detail;

/// Draws the fields. What was typed is stored when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let language = state.preferences.letterhead.language;
    let Some(open) = &mut state.open else { return };
    let checklist = &mut state.checklist;
    let mut are_in = checklist.with_pictures;
    if ui.add(Checkbox::new(&mut are_in, "Include drawings of the pages")).changed() {
        commands.push(DocumentsCommand::SetPictures(are_in).into());
    }
    small(ui, "Language of the customer");
    let chosen = open.ticket().language.unwrap_or(language);
    if let Some(language) = choice_buttons(ui, &Language::ALL, chosen, Language::name) {
        commands.push(TicketCommand::SetDetail(Detail::Language(language)).into());
    }
    let fields = [
        ("Headline of the document", "Made from what was done", &mut open.details.headline),
        ("Last sentence of the document", "Made from the state", &mut open.details.closing),
    ];
    let mut is_left = false;
    for (label, hint, text) in fields {
        small(ui, label);
        is_left |= text_field(label).hint(hint).show(ui, text).lost_focus();
    }
    if is_left {
        let typed = open.typed_details().into_iter().map(TicketCommand::SetDetail);
        commands.extend(typed.map(Command::Ticket));
    }
    let walkthrough = Command::Documents(DocumentsCommand::SaveWalkthrough);
    let save = button(
        ui,
        ButtonStyle::Plain,
        "Save the walkthrough\u{2026}",
        &key_of(ui.ctx(), &walkthrough),
    );
    push_on_click(&save, walkthrough, commands);
}
