//! What stands below the page of a step: what to know before the click, what to say, what may look
//! different, notes.

use eframe::egui::{
    CornerRadius, Frame, Id, Margin, RichText, Role, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use jiff::Timestamp;

use crate::app::command::Fold;
use crate::app::command::{Command, DiagnoseCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::widgets::{caption, card, hint, marked, push_on_click, row, strip, words};
use crate::kb::{Risk, RiskLevel, Step};
use crate::theme::{CARD_ROUND, Weight, colors, font, icon, size};
use crate::ticket::{StepResult, Ticket};

/// The width of the titles of the rows, in points.
const TITLES: f32 = 160.0;
/// From this width on, in points, two strips stand side by side.
const TWO_STRIPS: f32 = 640.0;

/// Draws the strips: what may break, and how long it takes to take hold. Where neither is known,
/// nothing.
pub fn strips(ui: &mut Ui, state: &State, step: &Step) {
    let both = step.risk.is_some() && step.wait.is_some();
    if both && ui.available_width() >= TWO_STRIPS {
        let whole = ui.available_rect_before_wrap();
        let right = (whole.width() * 0.34).min(304.0);
        let left = whole.width() - right - 24.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            ui.scope(|ui| {
                ui.set_max_width(left);
                ui.vertical(|ui| risk(ui, step.risk.as_ref()));
            });
            ui.vertical(|ui| wait(ui, state, step));
        });
        return;
    }
    risk(ui, step.risk.as_ref());
    wait(ui, state, step);
}

fn risk(ui: &mut Ui, risk: Option<&Risk>) {
    let Some(risk) = risk else { return };
    let c = colors(ui);
    let is_high = risk.level == RiskLevel::High;
    let colors = if is_high { (c.bad, c.bad_soft) } else { (c.caution, c.caution_soft) };
    let text = format!("{} **Undo:** {}", risk.warning, risk.undo);
    strip(ui, icon::WARNING, "Before you click", &text, colors);
}

/// How long the step takes to take hold: from now, and once it was done, from then.
fn wait(ui: &mut Ui, state: &State, step: &Step) {
    let Some(wait) = &step.wait else { return };
    let c = colors(ui);
    let record = state.open.as_ref().and_then(|open| open.ticket().current_record(open.kb(), step));
    let done = record.filter(|record| record.result == StepResult::Done).map(|record| record.at);
    let from = done.unwrap_or(state.session.now);
    let by = wait.ends(from).map(|at| when(state, at));
    let works = match (done, by) {
        (Some(_), Some(by)) => format!("Done, it works by {by}."),
        (None, Some(by)) => format!("Done now, it works by {by}."),
        (_, None) => String::new(),
    };
    let title = format!("Takes up to {} hours", wait.hours);
    let text = format!("{works} {}", wait.reason);
    strip(ui, icon::CLOCK, &title, text.trim(), (c.caution, c.caution_soft));
}

/// A time as it is said: today and tomorrow by name.
pub fn when(state: &State, at: Timestamp) -> String {
    let zone = &state.session.zone;
    let (at, now) = (at.to_zoned(zone.clone()), state.session.now.to_zoned(zone.clone()));
    let clock = at.strftime("%H:%M");
    let tomorrow = now.date().tomorrow().ok();
    match at.date() {
        day if day == now.date() => format!("{clock} today"),
        day if Some(day) == tomorrow => format!("tomorrow, {clock}"),
        _ => format!("{}", at.strftime("%A, %b %-d, %H:%M")),
    }
}

/// Draws what to say, what may look different, and the rest.
pub fn draw(
    ui: &mut Ui,
    open: &OpenTicket,
    step: &Step,
    is_page_drawn: bool,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let say = format!("\u{201c}{}\u{201d}", step.say);
    rows_card(ui, |ui| {
        text_row(ui, "Say to the customer", &say, c.text);
        if let Some(wrong) = &step.wrong {
            rule(ui);
            different(ui, open, step, wrong, commands);
        }
        if is_page_drawn {
            rule(ui);
            text_row(ui, "The step in full", &step.action, c.text);
        }
        if let Some(unverified) = &step.unverified {
            rule(ui);
            text_row(ui, "Unverified", unverified, c.dim);
        }
    });
    let ticket = open.ticket();
    for note in ticket.notes.iter().filter(|note| note.step.as_ref() == Some(&step.id)) {
        card(ui, |ui| {
            caption(ui, "Note (internal)");
            words(ui, note.text.for_insiders(), size::BODY, Weight::Regular);
        });
    }
}

/// A card of rows with a title each.
pub fn rows_card(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let c = colors(ui);
    Frame::new()
        .fill(c.card)
        .stroke(c.edge())
        .corner_radius(CornerRadius::same(CARD_ROUND))
        .inner_margin(Margin::same(1))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            add(ui);
        });
}

/// The line between two rows.
pub fn rule(ui: &mut Ui) {
    let (_, line) = ui.allocate_space(vec2(ui.available_width(), 1.0));
    ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, colors(ui).line));
}

/// A title, and a text beside it.
pub fn text_row(ui: &mut Ui, title: &str, text: &str, color: eframe::egui::Color32) {
    Frame::new().inner_margin(Margin::symmetric(15, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let width = TITLES.min(ui.available_width() * 0.3);
            ui.scope(|ui| {
                ui.set_width(width);
                let title = RichText::new(title).font(font(size::BODY, Weight::SemiBold));
                ui.add(eframe::egui::Label::new(title).wrap());
            });
            ui.vertical(|ui| marked(ui, text, size::BODY, color));
        });
    });
}

/// What may look different: its first words, and on a click all of it.
fn different(
    ui: &mut Ui,
    open: &OpenTicket,
    step: &Step,
    wrong: &str,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let is_open = open.folds.is_open(Fold::Different);
    let title = "If it looks different";
    if is_open {
        text_row(ui, title, wrong, c.text);
        return;
    }
    let (rect, response) = row(ui, Id::unique(("different", step.id.as_str())), 36.0);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    let inner = rect.shrink2(vec2(15.0, 0.0));
    let mut line = ui.new_child(UiBuilder::new().max_rect(inner));
    line.horizontal_centered(|ui| {
        let width = TITLES.min(inner.width() * 0.3);
        ui.scope(|ui| {
            ui.set_width(width);
            ui.label(RichText::new(title).font(font(size::BODY, Weight::SemiBold)));
        });
        ui.scope(|ui| {
            ui.set_max_width(inner.width() - width - 40.0);
            let text = crate::kb::markup::plain(wrong);
            let line = RichText::new(&text).font(font(size::BODY, Weight::Regular)).color(c.dim);
            let line = eframe::egui::Label::new(line).truncate().show_tooltip_when_elided(false);
            hint(&ui.add(line), text);
        });
    });
    let at = pos2(inner.right(), rect.center().y);
    let sign = font(size::LARGE, Weight::Regular);
    ui.painter().text(at, eframe::egui::Align2::RIGHT_CENTER, icon::RIGHT, sign, c.dim);
    push_on_click(&response, DiagnoseCommand::Fold(Fold::Different, true), commands);
}

/// The name of the button and the text that a step asks to copy, with the ticket's data filled in.
pub fn to_copy(open: &OpenTicket, step: &Step) -> Option<(String, String)> {
    let text = filled(step.copy.as_ref()?, open.ticket());
    let short: String = text.chars().take(28).collect();
    let name = if short == text { format!("Copy {text}") } else { format!("Copy {short}\u{2026}") };
    (!text.trim().is_empty()).then_some((name, text))
}

/// A text to copy with the ticket's data in it.
fn filled(copy: &str, ticket: &Ticket) -> String {
    copy.replace("{user}", ticket.user.as_str())
        .replace("{customer}", ticket.customer.as_str())
        .replace("{reference}", ticket.reference.as_str())
}
