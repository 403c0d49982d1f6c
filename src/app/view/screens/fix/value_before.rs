//! What a setting was before a step changes it: typed once, it stands in the customer's document.

use eframe::egui::Ui;

use crate::app::command::{Command, FixCommand};
use crate::app::model::state::State;
use crate::app::view::widgets::{small, text_field};
use crate::kb::{Step, markup};

/// Draws the field, if the step asks for the value. It is stored when the cursor leaves the field.
pub fn draw(ui: &mut Ui, state: &mut State, step: &Step, commands: &mut Vec<Command>) {
    let Some(change) = step.change.as_ref().filter(|change| change.note) else { return };
    let Some(open) = &mut state.open else { return };
    let Some(of_fix) = open.in_fix(&step.id) else { return };
    let typed = open.values_before.get(&of_fix).map(String::as_str);
    let mut value = typed.or(open.value_before(&step.id)).unwrap_or_default().to_owned();
    let label = format!("{} before the change", markup::plain(&change.setting));
    small(ui, &label);
    let field = text_field(&label).of(&step.id).hint("For the customer's document");
    let field = field.show(ui, &mut value);
    if field.lost_focus() && open.values_before.remove(&of_fix).is_some() {
        commands.push(FixCommand::NoteValue(step.id.clone(), value).into());
    } else if field.changed() {
        open.values_before.insert(of_fix, value);
    }
}
