//! Notices, shown over the lower end of the list of tickets, where they cover nothing needed in a call.
//! `overlays/notices.rs` also lists those that stay.

use eframe::egui::{self, Align2, Color32, Margin, Rect, Ui};

use crate::app::command::{Command, TicketCommand, WindowCommand};
use crate::app::effects::worker::Request;
use crate::app::model::notices::{Notice, NoticeKind};
use crate::app::model::state::State;
use crate::app::view::widgets::{
    ButtonStyle, announce, marked, named_button, push_on_click, sized_button,
};
use crate::export::describe_event;
use crate::theme::{colors, icon, size};
use crate::ticket::EventKind;

/// The greatest number of notices shown at once, the newest.
const MOST_SHOWN: usize = 3;

/// Draws the notices over the lower end of `place`.
pub fn draw(ui: &mut Ui, state: &State, place: Rect, commands: &mut Vec<Command>) {
    let shown: Vec<&Notice> = state.notices.shown(state.session.seconds).collect();
    if shown.is_empty() && state.unsaved.requests.is_empty() {
        return;
    }
    let c = colors(ui);
    let area = egui::Area::new(egui::Id::unique("notices"))
        .pivot(Align2::LEFT_BOTTOM)
        .fixed_pos(place.left_bottom())
        .order(egui::Order::Foreground)
        .show(ui.ctx(), |ui| {
            ui.set_width(place.width());
            if !state.unsaved.requests.is_empty() {
                framed(ui, c.caution_soft, c.caution, |ui| held(ui, state, commands));
            }
            for notice in &shown[shown.len().saturating_sub(MOST_SHOWN)..] {
                notice_card(ui, notice, commands);
            }
        });
    // The area was placed by its height in the last frame.
    if (area.response.rect.bottom() - place.bottom()).abs() > 1.0 {
        ui.ctx().request_repaint();
    }
}

/// One notice, with what can be done about it.
pub fn notice_card(ui: &mut Ui, notice: &Notice, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let (fill, edge) = match notice.kind {
        NoticeKind::Failure => (c.caution_soft, c.caution),
        NoticeKind::News | NoticeKind::Action | NoticeKind::Decision => (c.card, c.line),
    };
    framed(ui, fill, edge, |ui| {
        ui.push_id(notice.id, |ui| row(ui, notice, commands));
    });
}

fn framed(ui: &mut Ui, fill: Color32, edge: Color32, add: impl FnOnce(&mut Ui)) {
    egui::Frame::new()
        .fill(fill)
        .stroke(egui::Stroke::new(colors(ui).border, edge))
        .corner_radius(8.0)
        .shadow(ui.visuals().popup_shadow)
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
