//! The order of the list of tickets, and what it is limited to: state, cause, time; behind the icon in its
//! foot.

use eframe::egui::{self, Ui};

use crate::app::command::{Command, TicketsCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::widgets::{name_field, paint_arrow};
use crate::kb::CauseId;
use crate::text::capitalized;
use crate::theme::{Weight, colors, font, size};
use crate::ticket::State as TicketState;
use crate::ticket::store::ListOrder;

/// Draws the order and the filters, one below the other.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 6.0;
    order(ui, state, commands);
    states(ui, state, commands);
    causes(ui, state, commands);
    days(ui, state, commands);
}

/// Whether the list is limited by one of them.
pub fn are_set(state: &State) -> bool {
    let query = &state.list.query;
    query.cause.is_some() || state.list.days.is_some() || query.state.is_some()
}

/// Chooses the order of the list.
fn order(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let names = ListOrder::ALL.map(|order| (order, capitalized(order.name())));
    let mut order = state.list.query.order;
    if choice(ui, "Sort", &names, &mut order) {
        commands.push(TicketsCommand::Sort(order).into());
    }
}

/// Limits the list to tickets in one state.
fn states(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let counted = state.list.tallies.states.iter();
    let counted =
        counted.map(|(status, count)| (Some(*status), format!("{} ({count})", status.name())));
    let names: Vec<(Option<TicketState>, String)> =
        std::iter::once((None, "Any state".to_owned())).chain(counted).collect();
    if choice(ui, "State", &names, &mut state.list.query.state) {
        commands.push(TicketsCommand::List.into());
    }
}

/// The spans that the list can be limited to, in days, with their names.
const SPANS: [(u32, &str); 5] = [
    (1, "Last day"),
    (7, "Last week"),
    (30, "Last month"),
    (90, "Last quarter"),
    (365, "Last year"),
];

/// Limits the list to tickets with the fix of one cause in hand.
fn causes(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let kb = state.open.as_ref().map(OpenTicket::kb);
    let title = |id: &CauseId| {
        kb.and_then(|kb| kb.cause(id)).map_or_else(|| id.to_string(), |cause| cause.title.clone())
    };
    let causes = &state.list.tallies.causes;
    let names: Vec<(Option<CauseId>, String)> = std::iter::once((None, "Any cause".to_owned()))
        .chain(causes.iter().map(|(id, n)| (Some(id.clone()), format!("{} ({n})", title(id)))))
        .collect();
    if choice(ui, "Cause", &names, &mut state.list.query.cause) {
        commands.push(TicketsCommand::List.into());
    }
}

/// Limits the list to tickets that changed lately.
fn days(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let spans = SPANS.map(|(days, name)| (Some(days), name.to_owned()));
    let names: Vec<(Option<u32>, String)> =
        std::iter::once((None, "Any time".to_owned())).chain(spans).collect();
    if choice(ui, "Changed", &names, &mut state.list.days) {
        commands.push(TicketsCommand::List.into());
    }
}

/// A combo box that chooses one of several values; returns whether it did.
fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    names: &[(T, String)],
    chosen: &mut T,
) -> bool {
    let before = chosen.clone();
    // If nothing is chosen, the name of the filter, which fits the narrowest list too.
    let text = names[1..].iter().find(|(value, _)| value == chosen).map_or(name, |(_, name)| name);
    let width = ui.available_width();
    let color = if chosen == &names[0].0 { colors(ui).dim } else { colors(ui).accent };
    let shown = egui::RichText::new(text).font(font(size::SMALL, Weight::Regular)).color(color);
    let combo = egui::ComboBox::from_id_salt(name).selected_text(shown).width(width).truncate();
    let combo = combo.icon(|ui, place, _, _| paint_arrow(ui, place));
    let response = combo.show_ui(ui, |ui| {
        for (value, text) in names {
            ui.selectable_value(chosen, value.clone(), text);
        }
    });
    name_field(ui, &response.response, name);
    *chosen != before
}
