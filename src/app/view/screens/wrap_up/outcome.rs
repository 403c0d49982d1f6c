//! How the ticket ends, or goes on. Letters choose, Enter records: no stray letter closes a ticket.

use eframe::egui::{
    self, Align2, CornerRadius, Id, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use jiff::Timestamp;

use crate::app::command::{Command, Ending, TicketCommand, name_of};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::parts::note;
use crate::app::view::screens::fix::when;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, chip, marked, menu, paint_cap, push_on_click, small, text_field,
};
use crate::text::capitalized;
use crate::theme::{ROUND, Weight, colors, font, icon, size};
use crate::ticket::{Detail, Outcome, State as TicketState};

/// The height of a button, in points.
const BUTTON: f32 = 40.0;

/// Draws the block.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    status(ui, state, open, commands);
    if open.ticket().outcome.is_none() {
        endings(ui, state, commands);
        fields(ui, state);
        record(ui, state, commands);
    }
    if state.open.as_ref().is_some_and(|open| open.ticket().outcome != Some(Outcome::Solved)) {
        callback(ui, state, commands);
    }
    note::field(ui, state, f32::INFINITY, commands);
}

/// The state as it is recorded; a closed ticket can be reopened.
fn status(ui: &mut Ui, state: &State, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let status = open.ticket().state(state.session.now);
    let (front, back) = match status {
        TicketState::Solved => (c.good, c.good_soft),
        TicketState::Waiting => (c.caution, c.caution_soft),
        TicketState::Open => (c.accent, c.accent_soft),
        TicketState::Escalated | TicketState::Abandoned => (c.dim, c.background),
    };
    ui.horizontal_wrapped(|ui| {
        small(ui, "Recorded:");
        let until = open.ticket().waits_until().filter(|_| status == TicketState::Waiting);
        let until = until.map_or_else(String::new, |at| format!(" until {}", when(state, at)));
        chip(ui, &format!("{}{until}", status.name()), front, back);
        if open.ticket().outcome.is_some() {
            let reopen = Command::Ticket(TicketCommand::Reopen);
            let key = key_of(ui.ctx(), &reopen);
            let button = build_button(name_of(&reopen)).key(key).height(32.0).show(ui);
            push_on_click(&button, reopen, commands);
        }
    });
}

/// The endings, two in a row where their names and keys have room.
fn endings(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let room = ui.available_width();
    let two = (room - 8.0) / 2.0;
    let (in_row, width) = if two < LEAST_ENDING { (1, room) } else { (2, two) };
    for pair in Ending::ALL.chunks(in_row) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for ending in pair {
                let response = ending_button(ui, state, *ending, width);
                push_on_click(&response, TicketCommand::ChooseEnding(*ending), commands);
            }
        });
    }
}

/// The least width of an ending, in points.
const LEAST_ENDING: f32 = 168.0;

fn ending_button(ui: &mut Ui, state: &State, ending: Ending, width: f32) -> egui::Response {
    let c = colors(ui);
    let command = Command::Ticket(TicketCommand::ChooseEnding(ending));
    let (name, key) = (name_of(&command), key_of(ui.ctx(), &command));
    let chosen = state.ending.choice == Some(ending);
    let (_, rect) = ui.allocate_space(vec2(width, BUTTON));
    let response = ui.interact(rect, Id::unique(("ending", name)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, name));
    let (fill, front) = if chosen { (c.accent_soft, c.accent) } else { (c.card, c.text) };
    let edge = match (chosen, response.hovered()) {
        (true, _) => Stroke::new(c.border, c.accent),
        (false, true) => c.hovered(),
        (false, false) => c.edge(),
    };
    ui.painter().rect(rect, CornerRadius::same(ROUND), fill, edge, StrokeKind::Inside);
    let (sign, color) = match ending {
        Ending::Solved => (icon::CHECK, c.good),
        Ending::Waiting => (icon::CLOCK, c.caution),
        Ending::HandedOver => (icon::OPENS, c.dim),
        Ending::GivenUp => (icon::CLOSE, c.dim),
    };
    let at = pos2(rect.left() + 20.0, rect.center().y);
    ui.painter().text(at, Align2::CENTER_CENTER, sign, font(14.0, Weight::SemiBold), color);
    let weight = if chosen { Weight::SemiBold } else { Weight::Medium };
    let at = pos2(rect.left() + 34.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, name, font(size::BODY, weight), front);
    let edge = if chosen { c.accent.gamma_multiply(0.45) } else { c.edge };
    let color = if chosen { c.accent } else { c.dim };
    paint_cap(ui, pos2(rect.right() - 12.0, rect.center().y), &key, color, edge);
    response
}

/// What goes with the ending that is chosen.
fn fields(ui: &mut Ui, state: &mut State) {
    let c = colors(ui);
    let Some(open) = &state.open else { return };
    let fix = open.ticket().current_fix(open.kb()).map(|(cause, _)| cause);
    match state.ending.choice {
        Some(Ending::Waiting) => times(ui, state),
        Some(Ending::Solved) => {
            let fixed = fix.map_or("Nothing was chosen in Fix", |cause| cause.title.as_str());
            marked(ui, &format!("**What fixed it:** {fixed}"), size::BODY, c.text);
        }
        Some(Ending::HandedOver) => {
            let handover = open.diagnosis.handover.as_ref().map(|it| it.to.as_str());
            let to = fix.map(|cause| cause.escalate.to.as_str()).or(handover);
            let to = to.unwrap_or("Whoever takes tickets that no known cause explains");
            marked(ui, &format!("**To whom:** {to}"), size::BODY, c.text);
        }
        Some(Ending::GivenUp) | None => {}
    }
}

/// When a waiting ticket goes on.
fn times(ui: &mut Ui, state: &mut State) {
    let until = state.wait_in_view();
    let named: Vec<(Timestamp, String)> = named(state, state.wait_choices(Some(until))).collect();
    let width = (ui.available_width() - 8.0) / 2.0;
    small(ui, "Waiting until");
    if let Some(at) = menu(ui, "Waiting until", &named, &until, width) {
        state.ending.until = Some(at);
    }
}

/// When the customer is called back: at one of the proposed times, or at the one that is typed.
fn callback(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let promised = open.ticket().callback;
    let times = named(state, state.wait_choices(promised));
    let calls: Vec<(Option<Timestamp>, String)> =
        std::iter::once((None, "Nobody calls".to_owned()))
            .chain(times.map(|(at, name)| (Some(at), name)))
            .collect();
    let is_waiting = state.ending.choice == Some(Ending::Waiting);
    let draft = is_waiting.then(|| state.wait_in_view());
    let wait = open.ticket().last_wait_ends().into_iter().chain(draft).max();
    let too_early = wait.filter(|ends| promised.is_some_and(|at| at < *ends));
    let too_early = too_early.map(|ends| when(state, ends));
    let width = (ui.available_width() - 8.0) / 2.0;
    let State { open, preferences, session, .. } = state;
    let Some(open) = open else { return };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.vertical(|ui| {
            small(ui, "We call back");
            if let Some(at) = menu(ui, "We call back", &calls, &promised, width) {
                commands.push(TicketCommand::SetDetail(Detail::Callback(at)).into());
            }
        });
        ui.vertical(|ui| {
            small(ui, "Or at their time");
            let field = text_field("We call back, at the customer\u{2019}s time")
                .hint("2026-11-25 15:00")
                .width(width);
            if field.show(ui, &mut open.details.callback).lost_focus() {
                commands.push(TicketCommand::StoreCallback.into());
            }
        });
    });
    if open.typed_callback(&preferences.letterhead.time_zone, &session.zone).is_err() {
        let warning = "Not a time; write it as 2026-11-25 15:00";
        marked(ui, warning, size::SMALL, colors(ui).caution);
    }
    if let Some(ends) = too_early {
        let warning = format!("Before the wait ends ({ends}): no result is promised by then");
        marked(ui, &warning, size::SMALL, colors(ui).caution);
    }
}

/// Times with their names, for menus.
fn named(state: &State, times: Vec<Timestamp>) -> impl Iterator<Item = (Timestamp, String)> {
    times.into_iter().map(|at| (at, capitalized(&when(state, at))))
}

/// The button that records what is chosen.
fn record(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(ending) = state.ending.choice else {
        small(ui, "Choose an outcome; nothing is recorded before you say so.");
        return;
    };
    let name = name_of(&TicketCommand::ChooseEnding(ending).into());
    let record = Command::Ticket(TicketCommand::RecordEnding);
    let key = key_of(ui.ctx(), &record);
    let text = format!("Record: {}", name.to_lowercase());
    let button = build_button(&text).style(ButtonStyle::Main).key(key).height(BUTTON).show(ui);
    push_on_click(&button, record, commands);
}
