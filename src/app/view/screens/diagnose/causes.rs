//! The causes, most likely first: the first with its why, the others as rows, and folded what is
//! hardly likely or ruled out.

use eframe::egui::{
    self, Align2, CornerRadius, Frame, Id, Margin, Rect, Role, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::{asides, id_of, reasons};
use crate::app::command::Fold;
use crate::app::command::{Command, DiagnoseCommand, FixCommand, Unfold};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::parts::size_of_steps::minutes_of;
use crate::app::view::parts::track_record;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, fold_row, heading, hint, hint_with, paint_bar, push_on_click, row,
    small,
};
use crate::diagnosis::{Next, RankedCause, Reason};
use crate::kb::Cause;
use crate::text::{count, percent};
use crate::theme::icon;
use crate::theme::{CARD_ROUND, Weight, colors, font, size};

/// The room between the border of the card and its content, in points.
const SIDE: f32 = 16.0;
/// The height of the row of a cause, of a folded line and of a reason, in points.
const ROW: f32 = 56.0;
const LINE: f32 = 40.0;
const REASON: f32 = 22.0;
/// The width of the share of a cause with its bar, in points.
const SHARE: f32 = 48.0;
/// The most reasons shown before the rest is asked for.
const MOST_REASONS: usize = 4;
/// The causes whose fix has a key of its own.
const WITH_KEY: usize = 6;

/// Draws what else is to be known, and the causes.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    ui.spacing_mut().item_spacing.y = 16.0;
    asides::draw(ui, open, commands);
    list(ui, open, state.screen, commands);
}

/// The causes as a card.
pub fn list(ui: &mut Ui, open: &OpenTicket, screen: Screen, commands: &mut Vec<Command>) {
    let c = colors(ui);
    Frame::new()
        .fill(c.card)
        .stroke(c.edge())
        .corner_radius(CornerRadius::same(CARD_ROUND))
        .inner_margin(Margin::same(1))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            let leads = open.diagnosis.is_not_covered();
            inset(ui, |ui| {
                ui.add_space(14.0);
                heading(ui, "Most likely causes", size::BODY);
                ui.add_space(8.0);
            });
            if leads {
                something_else(ui, open, true);
            }
            for (at, ranked) in open.likely_causes().enumerate() {
                let Some(cause) = open.kb().cause(&ranked.id) else { continue };
                let key = key(ui, open, screen, at, cause);
                if at == 0 && !leads {
                    first(ui, open, cause, ranked, &key, commands);
                } else {
                    rule(ui);
                    cause_row(ui, open, cause, ranked, &key, commands);
                }
            }
            unlikely(ui, open, commands);
            ruled_out(ui, open, commands);
            if !leads {
                something_else(ui, open, false);
            }
        });
}

/// The key of a cause's button: that of the suggested fix if no other button shows it, else that of its
/// place in the list.
fn key(ui: &Ui, open: &OpenTicket, screen: Screen, at: usize, cause: &Cause) -> String {
    let is_shown_elsewhere = matches!(open.diagnosis.next, Next::Try { .. });
    let is_suggested = !is_shown_elsewhere && open.suggested_fix(screen) == Some(&cause.id);
    let command = if is_suggested {
        Command::Fix(FixCommand::StartSuggested)
    } else if at < WITH_KEY {
        Command::Fix(FixCommand::StartListed(at))
    } else {
        return String::new();
    };
    key_of(ui.ctx(), &command)
}

/// Content with the margins of the card.
fn inset(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin::symmetric(SIDE as i8 - 1, 0)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        add(ui);
    });
}

fn rule(ui: &mut Ui) {
    let (_, line) = ui.allocate_space(vec2(ui.available_width(), 1.0));
    ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, colors(ui).line));
}

/// The first cause: its share large, its why, and its fix.
fn first(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    ranked: &RankedCause,
    key: &str,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    inset(ui, |ui| {
        let share = percent(ranked.probability);
        let share = ui.painter().layout_no_wrap(share, font(24.0, Weight::Bold), c.text);
        let room = ui.available_width() - share.size().x - 12.0;
        let title = font(size::LARGE, Weight::SemiBold);
        let title = ui.painter().layout(cause.title.clone(), title, c.text, room);
        let height = title.size().y.max(28.0);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let label =
            ui.interact(rect, id_of("first-cause", cause.id.as_str()), egui::Sense::hover());
        let name = reasons::cause_name(&cause.title, ranked);
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let at = pos2(rect.left(), rect.center().y - title.size().y / 2.0);
        ui.painter().galley(at, title, c.text);
        let at = pos2(rect.right() - share.size().x, rect.center().y - share.size().y / 2.0);
        ui.painter().galley(at, share, c.text);
        ui.add_space(8.0);
        let (_, bar) = ui.allocate_space(vec2(ui.available_width(), 6.0));
        paint_bar(ui, bar, ranked.probability as f32, c.accent);
        ui.add_space(12.0);
        why(ui, open, cause, ranked, commands);
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let name = format!("Fix: {}", cause.title);
            let fix = build_button("Fix this").key(key).name(&name).show(ui);
            push_on_click(&fix, FixCommand::Choose(cause.id.clone(), None), commands);
            ui.vertical(|ui| {
                ui.add_space(9.0);
                small(ui, &size_of_fix(open, cause));
                track_record::draw(ui, open, &cause.id, None);
            });
        });
        ui.add_space(16.0);
    });
}

/// Why a cause is as likely as it is: the strongest reasons, or all of them.
fn why(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    ranked: &RankedCause,
    commands: &mut Vec<Command>,
) {
    let all = open.reasons(ranked);
    let told: Vec<(&Reason, String)> = all
        .iter()
        .filter_map(|reason| Some((reason, reasons::reason_text(open, ranked, reason)?)))
        .collect();
    if told.is_empty() {
        small(ui, "Nothing is known but how common it is");
        return;
    }
    let is_whole = open.folds.reasons.contains(&cause.id);
    let most = if is_whole { told.len() } else { MOST_REASONS };
    for (reason, text) in told.iter().take(most) {
        reason_line(ui, open, ranked, reason, text);
    }
    if told.len() > MOST_REASONS {
        let more = told.len() - MOST_REASONS;
        let text = if is_whole { "Fewer".to_owned() } else { format!("{more} more") };
        let name = format!("{text} reasons: {}", cause.title);
        let style = ButtonStyle::Quiet;
        let button = build_button(&text).name(&name).style(style).height(24.0).show(ui);
        let unfold = Unfold::Reasons(cause.id.clone());
        push_on_click(&button, DiagnoseCommand::Unfold(unfold), commands);
    }
}

fn reason_line(ui: &mut Ui, open: &OpenTicket, ranked: &RankedCause, reason: &Reason, text: &str) {
    let c = colors(ui);
    let weight = reasons::weight_word(reason);
    let weight_text =
        ui.painter().layout_no_wrap(weight.to_owned(), font(size::SMALL, Weight::Regular), c.dim);
    let room = ui.available_width() - 24.0 - weight_text.size().x - 12.0;
    let words = ui.painter().layout(
        text.to_owned(),
        font(size::BODY, Weight::Regular),
        c.text,
        room.max(60.0),
    );
    let wanted = vec2(ui.available_width(), REASON.max(words.size().y + 5.0));
    let (rect, response) = ui.allocate_exact_size(wanted, egui::Sense::hover());
    let is_for = reason.weight > 0.0;
    let side = if is_for { "for" } else { "against" };
    let name = format!("{side}: {text}, {weight}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let sign = Rect::from_min_size(rect.min + vec2(0.0, 3.0), vec2(16.0, 16.0));
    let (fill, front, edge, icon) = if is_for {
        (c.accent_soft, c.accent, c.accent_soft, icon::PLUS)
    } else {
        (c.card, c.dim, c.line, icon::SKIPPED)
    };
    let stroke = Stroke::new(1.0, edge);
    ui.painter().rect(sign, CornerRadius::same(3), fill, stroke, StrokeKind::Inside);
    let icon_font = font(size::SMALL, Weight::Regular);
    ui.painter().text(sign.center(), Align2::CENTER_CENTER, icon, icon_font, front);
    ui.painter().galley(pos2(rect.left() + 24.0, rect.top() + 2.0), words, c.text);
    let at = pos2(rect.right() - weight_text.size().x, rect.top() + 3.0);
    ui.painter().galley(at, weight_text, c.dim);
    hint_with(&response, || reasons::weights(open, ranked));
}

/// A cause as a row; a click unfolds its why.
fn cause_row(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    ranked: &RankedCause,
    key: &str,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let name = format!("Fix: {}", cause.title);
    let fix = build_button("Fix").key(key).name(&name).height(28.0).id(fix_id(cause));
    let fix_width = fix.wanted_width(ui);
    let room = ui.available_width() - 2.0 * SIDE - fix_width - SHARE - 24.0;
    let title_font = font(size::BODY, Weight::Medium);
    let title = ui.painter().layout(cause.title.clone(), title_font, c.text, room.max(80.0));
    let mut job = egui::text::LayoutJob::simple_singleline(
        reasons::strongest(open, ranked),
        font(size::SMALL, Weight::Regular),
        c.dim,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(80.0));
    let reason = ui.painter().layout_job(job);
    let height = ROW.max(title.size().y + reason.size().y + 18.0);
    let (rect, response) = row(ui, id_of("cause", cause.id.as_str()), height);
    let is_open = open.folds.causes.contains(&cause.id);
    let label = format!("Why: {}", reasons::cause_name(&cause.title, ranked));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &label));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::ZERO, c.background);
    }
    let top = rect.center().y - (title.size().y + reason.size().y + 2.0) / 2.0;
    let below = top + title.size().y + 2.0;
    let left = rect.left() + SIDE - 1.0;
    ui.painter().galley(pos2(left, top), title, c.text);
    ui.painter().galley(pos2(left, below), reason, c.dim);
    let right = rect.right() - SIDE + 1.0 - fix_width - 12.0;
    let share = percent(ranked.probability);
    let share = ui.painter().layout_no_wrap(share, font(size::BODY, Weight::SemiBold), c.text);
    let at = pos2(right - share.size().x, rect.center().y - 12.0);
    ui.painter().galley(at, share, c.text);
    let bar = Rect::from_min_size(pos2(right - SHARE, rect.center().y + 10.0), vec2(SHARE, 4.0));
    paint_bar(ui, bar, ranked.probability as f32, c.accent);
    let place = Rect::from_min_size(
        pos2(rect.right() - SIDE + 1.0 - fix_width, rect.center().y - 14.0),
        vec2(fix_width, 28.0),
    );
    let mut beside = ui.new_child(UiBuilder::new().max_rect(place));
    push_on_click(&fix.show(&mut beside), FixCommand::Choose(cause.id.clone(), None), commands);
    push_on_click(&response, DiagnoseCommand::Unfold(Unfold::Cause(cause.id.clone())), commands);
    if is_open {
        inset(ui, |ui| {
            why(ui, open, cause, ranked, commands);
            small(ui, &size_of_fix(open, cause));
            track_record::draw(ui, open, &cause.id, None);
            ui.add_space(10.0);
        });
    }
}

fn fix_id(cause: &Cause) -> Id {
    id_of("fix", cause.id.as_str())
}

/// The causes that are hardly likely, in one line that unfolds.
fn unlikely(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let causes = open.unlikely_causes();
    if causes.len() == 0 {
        return;
    }
    let title = format!("{} more under 1 %", causes.len());
    if folded(ui, open, Fold::Unlikely, &title, "", commands) {
        for ranked in causes {
            if let Some(cause) = open.kb().cause(&ranked.id) {
                rule(ui);
                cause_row(ui, open, cause, ranked, "", commands);
            }
        }
    }
}

/// The causes that are ruled out, each with what rules it out.
fn ruled_out(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let causes = open.ruled_out_causes();
    if causes.len() == 0 {
        return;
    }
    let count = causes.len().to_string();
    if folded(ui, open, Fold::RuledOut, "Ruled out", &count, commands) {
        inset(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for (ranked, reason) in causes {
                let title = open.kb().cause(&ranked.id).map_or("", |cause| cause.title.as_str());
                let by = reasons::ruled_out_by(open, ranked, reason);
                small(ui, &format!("**{title}** \u{b7} {by}"));
            }
            ui.add_space(10.0);
        });
    }
}

/// A line that unfolds; returns whether it is open.
fn folded(
    ui: &mut Ui,
    open: &OpenTicket,
    fold: Fold,
    title: &str,
    count: &str,
    commands: &mut Vec<Command>,
) -> bool {
    rule(ui);
    let is_open = open.folds.is_open(fold);
    inset(ui, |ui| {
        let id = id_of("causes", title);
        let (_, response) = fold_row(ui, id, LINE - 1.0, title, count, is_open, Weight::Regular);
        push_on_click(&response, DiagnoseCommand::Fold(fold, !is_open), commands);
    });
    is_open
}

/// How likely it is that no known cause is the one.
fn something_else(ui: &mut Ui, open: &OpenTicket, leads: bool) {
    let c = colors(ui);
    if !leads {
        rule(ui);
    }
    let (color, weight) = if leads { (c.text, Weight::SemiBold) } else { (c.dim, Weight::Regular) };
    let wanted = vec2(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(wanted, egui::Sense::hover());
    let share = percent(open.diagnosis.not_covered);
    let name = format!("Something else, {share}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let middle = rect.center().y;
    let words = font(size::BODY, weight);
    ui.painter().text(
        pos2(rect.left() + SIDE - 1.0, middle),
        Align2::LEFT_CENTER,
        "Something else",
        words,
        color,
    );
    let bold = font(size::BODY, Weight::SemiBold);
    let at = pos2(rect.right() - SIDE + 1.0, middle);
    ui.painter().text(at, Align2::RIGHT_CENTER, share, bold, c.text);
    hint(&response, "A cause that this knowledge base does not cover");
}

/// How many steps a fix has and how long it takes.
fn size_of_fix(open: &OpenTicket, cause: &Cause) -> String {
    let steps = cause.method(None).map_or(0, |method| open.kb().steps_of(cause, method).len());
    let minutes = minutes_of_fix(open, cause);
    format!("{}, about {minutes:.0} min", count(steps, "step"))
}

/// How long the first method to fix a cause takes, in whole minutes.
pub fn minutes_of_fix(open: &OpenTicket, cause: &Cause) -> f64 {
    let steps =
        cause.method(None).map_or_else(Vec::new, |method| open.kb().steps_of(cause, method));
    minutes_of(&steps)
}
