//! "This page looks different": the technician's own path, address and words for the step in view.

use eframe::egui::{Id, TextEdit, Ui};

use crate::app::command::{Command, FixCommand};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::widgets::{
    ButtonStyle, announce, button, ground, heading, name_field, push_on_click, small, text_field,
    tick_box, words,
};
use crate::kb::PageOrigin;
use crate::theme::{Weight, colors, size};

/// The name of the field for the words.
const WORDS: &str = "What to do there";

/// Draws the fields.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let State { open, drafts, .. } = state;
    let draft = &mut drafts.own_page;
    heading(ui, "This page looks different", size::LARGE);
    let step =
        open.as_ref().and_then(|open| open.step_in_view()).filter(|step| draft.is_of(&step.id));
    let (Some(open), Some(step)) = (open.as_ref(), step) else {
        small(ui, "Open a step of a fix first.");
        super::close_button(ui, Overlay::OwnPage, commands);
        return;
    };
    small(
        ui,
        &format!("{}. Kept for this installation; leave empty what is as shown.", step.title),
    );
    let link = open.link_in_view();
    let shipped = link.map_or_else(String::new, |link| link.breadcrumb.join(" > "));
    small(ui, "Menu path, with > between its parts");
    text_field("Menu path").of(&step.id).hint(shipped).show(ui, &mut draft.typed.path);
    small(ui, "Address of the page, in the consoles of Google or JumpCloud");
    text_field("Address")
        .of(&step.id)
        .hint("https://admin.google.com/\u{2026}")
        .show(ui, &mut draft.typed.address);
    small(ui, "What to do there; two asterisks before and after make words of the screen bold");
    let field = TextEdit::multiline(&mut draft.typed.words)
        .id_salt(("own-words", step.id.as_str()))
        .hint_text("Open Apps, then click Google Workspace")
        .desired_rows(3)
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    name_field(ui, &field, WORDS);
    let id = Id::unique("own-page-for-customers");
    let remark = "in Present, pictures and documents";
    if tick_box(ui, id, "Customers may see this", remark, draft.typed.for_customers).clicked() {
        draft.typed.for_customers = !draft.typed.for_customers;
    }
    if draft.typed.for_customers {
        small(ui, "Every customer reads it: leave out names, addresses and domains of one.");
    }
    if let Some(refusal) = &draft.refusal {
        let c = colors(ui);
        ground(ui, c.caution_soft, c.caution_soft, |ui| {
            let said = words(ui, refusal, size::BODY, Weight::Regular);
            announce(ui, &said);
        });
    }
    ui.horizontal_wrapped(|ui| {
        let keep = button(ui, ButtonStyle::Main, "Keep", "");
        push_on_click(&keep, FixCommand::KeepOwnPage, commands);
        let own = open.kb().own_page(&step.id);
        if own.is_some_and(|(_, origin)| origin == PageOrigin::Yours) {
            let remove = button(ui, ButtonStyle::Plain, "Show the page as shipped", "");
            push_on_click(&remove, FixCommand::RemoveOwnPage(step.id.clone()), commands);
        }
    });
    super::close_button(ui, Overlay::OwnPage, commands);
}
