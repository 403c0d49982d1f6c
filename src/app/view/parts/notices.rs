//! Notices as cards, for the overlay that lists them, and what is not stored yet, below the list of
//! tickets. The last thing done stands in the top bar.

use eframe::egui::{self, Color32, Frame, Margin, Ui};

use crate::app::command::{Command, TicketCommand, WindowCommand};
use crate::app::effects::worker::Request;
use crate::app::model::notices::{Notice, NoticeKind};
use crate::app::model::state::State;
use crate::app::view::widgets::{
    ButtonStyle, announce, marked, named_button, push_on_click, sized_button,
};
use crate::export::describe_event;
use crate::theme::{CARD_ROUND, colors, icon, size};
use crate::ticket::EventKind;

/// Draws at the bottom of a panel what is not stored yet.
pub fn unsaved(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    if state.unsaved.requests.is_empty() {
        return;
    }
    let c = colors(ui);
    let frame = Frame::new().inner_margin(Margin { top: 8, ..Margin::ZERO });
    egui::Panel::bottom("unsaved")
        .frame(frame)
        .resizable(false)
        .show_separator_line(false)
        .show(ui, |ui| framed(ui, c.caution_soft, c.caution, |ui| held(ui, state, commands)));
}

/// One notice, with what can be done about it.
pub fn notice_card(ui: &mut Ui, notice: &Notice, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let (fill, edge) = match notice.kind {
        NoticeKind::Failure => (c.bad_soft, c.bad),
        NoticeKind::News | NoticeKind::Action | NoticeKind::Decision => (c.card, c.line),
    };
    framed(ui, fill, edge, |ui| {
        ui.push_id(notice.id, |ui| row(ui, notice, commands));
    });
}

fn framed(ui: &mut Ui, fill: Color32, edge: Color32, add: impl FnOnce(&mut Ui)) {
    Frame::new()
        .fill(fill)
        .stroke(egui::Stroke::new(colors(ui).border, edge))
        .corner_radius(f32::from(CARD_ROUND))
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
}

/// Actions that are not stored yet stay in view until they are.
fn held(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let actions = match state.unsaved.requests.len() {
        1 => "1 action is".to_owned(),
        several => format!("{several} actions are"),
    };
    let text = format!(
        "**Not stored yet:** {actions} held and retried automatically. Reason: {}.",
        state.unsaved.reason
    );
    let color = colors(ui).text;
    marked(ui, &text, size::BODY, color);
    ui.horizontal_wrapped(|ui| {
        let retry = sized_button(ui, ButtonStyle::Main, "Try now", "", 30.0);
        push_on_click(&retry, WindowCommand::StoreUnsaved, commands);
        let copy = sized_button(ui, ButtonStyle::Plain, "Copy these actions", "", 30.0);
        push_on_click(&copy, WindowCommand::CopyText(held_in_words(state)), commands);
    });
}

fn row(ui: &mut Ui, notice: &Notice, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let words = match notice.kind {
        NoticeKind::Failure => format!("**Failed:** {}", notice.text),
        NoticeKind::News | NoticeKind::Action | NoticeKind::Decision => notice.text.clone(),
    };
    let label = marked(ui, &words, size::BODY, c.text);
    announce(ui, &label);
    ui.horizontal_wrapped(|ui| {
        if let Some((name, command)) = &notice.remedy {
            // What was masked is usually a secret.
            let is_rare = matches!(command, Command::Ticket(TicketCommand::NotSecret(_)));
            let style = if is_rare || notice.kind == NoticeKind::Action {
                ButtonStyle::Plain
            } else {
                ButtonStyle::Main
            };
            if sized_button(ui, style, name, "", 30.0).clicked() {
                commands.extend([WindowCommand::Dismiss(notice.id).into(), command.clone()]);
            }
        }
        if notice.retry.is_some() {
            let retry = sized_button(ui, ButtonStyle::Main, "Try again", "", 30.0);
            push_on_click(&retry, WindowCommand::Retry(notice.id), commands);
        }
        let dismiss = named_button(ui, icon::CLOSE, &format!("Dismiss: {}", notice.text), 30.0);
        push_on_click(&dismiss, WindowCommand::Dismiss(notice.id), commands);
    });
}

/// The actions that are not stored yet, one a line, to keep them elsewhere.
pub fn held_in_words(state: &State) -> String {
    let Some(open) = &state.open else { return String::new() };
    let words = |request: &Request| match request {
        Request::New(reference, _) => vec![format!("New ticket: {reference}")],
        Request::Fill(arrived, _) => {
            vec![format!("New ticket: {}", arrived.arrival.reference())]
        }
        Request::Record(_, kinds) => kinds
            .iter()
            .map(|what| {
                let text = match what {
                    EventKind::Reported { text } | EventKind::Noted { text, .. } => {
                        format!(": {}", text.for_insiders())
                    }
                    _ => String::new(),
                };
                format!("{}{text}", describe_event(open.kb(), &open.stored.events, what))
            })
            .collect(),
        Request::Undo(_) => vec!["Undo".to_owned()],
        Request::Redo(_) => vec!["Redo".to_owned()],
        _ => Vec::new(),
    };
    state.unsaved.requests.iter().flat_map(words).collect::<Vec<_>>().join("\n")
}
