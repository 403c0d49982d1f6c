//! The end of a fix: "Does it work now?", each answer with what follows.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Id, Rect, Role, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::step::{WIDEST, footer_bar, page, top_line};
use super::step_cards::{rows_card, rule, text_row, when};
use super::step_status;
use super::steps::clock;
use crate::app::command::Fold;
use crate::app::command::{Command, DiagnoseCommand, FixCommand, NavigateCommand};
use crate::app::model::focus::{EndRow, Pane};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::focus;
use crate::app::view::layout::scroll_within;
use crate::app::view::parts::note;
use crate::app::view::parts::size_of_steps::size_of;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, cap_width, chip, heading, marked, paint_cap, push_on_click, row,
    small,
};
use crate::kb::{RiskLevel, Step};
use crate::text::percent;
use crate::theme::{CARD_ROUND, Weight, colors, font, icon, size};

/// The height of an answer, in points.
const ROW: f32 = 72.0;
/// The height of the bar below, in points.
const FOOTER: f32 = 64.0;

/// Draws the end of the fix in hand.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    page(ui, state, FOOTER, |ui, state| {
        focus::begin_pane(ui, &mut state.focus, "End of the fix", &[Pane::Left]);
        scroll_within(ui, ("end", ticket), WIDEST, |ui| body(ui, state, commands));
    });
    footer_bar(ui, state, WIDEST, |ui, state| note::field(ui, state, f32::INFINITY, commands));
}

/// Draws it as a part of one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    body(ui, state, commands);
    note::field(ui, state, f32::INFINITY, commands);
}

fn body(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 8.0;
    let asked = state.focus.end_row.take();
    let Some(open) = &state.open else { return };
    let Some((cause, _)) = open.ticket().current_fix(open.kb()) else { return };
    step_status::waits(ui, state, open, commands);
    top_line(ui, |ui| summary(ui, open), commands);
    heading(ui, "Does it work now?", size::TITLE);
    let see = format!("Ask the customer, or look yourself: {}", cause.confirm.see);
    marked(ui, &see, size::BODY, colors(ui).dim);
    if let Some(link) = open.link_in_view() {
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            super::step_link::open_and_copy(ui, Some(link.product), ButtonStyle::Plain, commands);
        });
    }
    ui.add_space(8.0);
    if open.ticket().outcome.is_some() {
        closed(ui, state, open, commands);
    } else {
        answers(ui, state, open, asked, commands);
    }
    ui.add_space(8.0);
    below(ui, state, open, &cause.confirm, commands);
}

/// How many steps were done, or that the fix did not help.
fn summary(ui: &mut Ui, open: &OpenTicket) {
    let c = colors(ui);
    if open.ticket().has_current_fix_failed(open.kb()) {
        let text = format!("{}  This method did not help", icon::CLOSE);
        chip(ui, &text, c.caution, c.caution_soft);
        return;
    }
    let (ended, steps) = open.ticket().progress(open.kb());
    let text = if ended == steps {
        format!("{}  All {steps} steps ended", icon::CHECK)
    } else {
        format!("{ended} of {steps} steps ended")
    };
    chip(ui, &text, c.good, c.good_soft);
}

/// The ticket is closed: nothing is asked any more.
fn closed(ui: &mut Ui, state: &State, open: &OpenTicket, commands: &mut Vec<Command>) {
    let name = open.ticket().state(state.session.now).name();
    marked(ui, &format!("This ticket is closed: **{name}**."), size::BODY, colors(ui).text);
    let wrap_up = Command::from(NavigateCommand::Show(Screen::WrapUp));
    let key = key_of(ui.ctx(), &wrap_up);
    let button = build_button("Wrap up").style(ButtonStyle::Main).key(key).height(40.0).show(ui);
    push_on_click(&button, wrap_up, commands);
}

/// An answer with what follows it.
struct Answer<'a> {
    row: EndRow,
    sign: &'a str,
    title: String,
    follows: String,
    command: Command,
}

fn answers(
    ui: &mut Ui,
    state: &State,
    open: &OpenTicket,
    asked: Option<EndRow>,
    commands: &mut Vec<Command>,
) {
    let all = [works(open), not_yet(state, open), other_method(open), next_cause(open)];
    for answer in all.into_iter().flatten() {
        let response = answer_row(ui, open, &answer);
        // What was asked for may be missing; then what comes after it is next.
        let is_asked = asked == Some(answer.row)
            || (asked == Some(EndRow::OtherMethod)
                && answer.row == EndRow::NextCause
                && other_method(open).is_none());
        if is_asked {
            response.request_focus();
            response.scroll_to_me(None);
        }
        push_on_click(&response, answer.command.clone(), commands);
        if answer.row == EndRow::NotYet {
            other_time(ui, &response, commands);
        }
    }
}

fn works(open: &OpenTicket) -> Option<Answer<'static>> {
    open.may_work().then(|| Answer {
        row: EndRow::Works,
        sign: icon::CHECK,
        title: "Yes, solved".to_owned(),
        follows:
            "Closes the ticket and goes on to Wrap up, where the customer\u{2019}s document is \
                  ready."
                .to_owned(),
        command: FixCommand::Works.into(),
    })
}

fn not_yet(state: &State, open: &OpenTicket) -> Option<Answer<'static>> {
    let until = open.works_by().filter(|until| *until > state.session.now)?;
    let longest = open.steps().into_iter().filter_map(|step| step.wait.as_ref());
    let longest = longest.max_by(|a, b| a.hours.total_cmp(&b.hours))?;
    let until = when(state, until);
    Some(Answer {
        row: EndRow::NotYet,
        sign: icon::CLOCK,
        title: format!("Not yet: wait until {until}"),
        follows: format!(
            "The change may need {} hours. The ticket comes back to the top by itself.",
            longest.hours
        ),
        command: FixCommand::WaitOn.into(),
    })
}

fn other_method(open: &OpenTicket) -> Option<Answer<'static>> {
    let (cause, method) = open.other_method()?;
    let steps = open.kb().steps_of(cause, method);
    Some(Answer {
        row: EndRow::OtherMethod,
        sign: icon::ROUTE,
        title: "No: try another method".to_owned(),
        follows: format!("{}, {}", method.title, size_of(&steps)),
        command: FixCommand::OtherMethod.into(),
    })
}

fn next_cause(open: &OpenTicket) -> Option<Answer<'static>> {
    let next = open.next_fix()?;
    let cause = open.kb().cause(&next.id)?;
    let steps = cause.method(None).map_or_else(Vec::new, |it| open.kb().steps_of(cause, it));
    Some(Answer {
        row: EndRow::NextCause,
        sign: icon::ARROW_RIGHT,
        title: "No: next cause".to_owned(),
        follows: format!("{}, {}", cause.title, size_of(&steps)),
        command: FixCommand::NextCause.into(),
    })
}

fn answer_row(ui: &mut Ui, open: &OpenTicket, answer: &Answer<'_>) -> egui::Response {
    let c = colors(ui);
    let key = key_of(ui.ctx(), &answer.command);
    let room = ui.available_width() - 68.0 - 150.0;
    let follows = ui.painter().layout(
        answer.follows.clone(),
        font(size::BODY, Weight::Regular),
        c.dim,
        room.max(120.0),
    );
    let height = ROW.max(follows.size().y + 50.0);
    let (rect, response) = row(ui, Id::unique(("end", answer.row as u8)), height);
    let name = format!("{}: {}", answer.title, answer.follows);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let is_main = answer.row == EndRow::Works;
    let (fill, edge) = if is_main { (c.accent_soft, c.accent) } else { (c.card, c.line) };
    let edge = if response.hovered() && !is_main { c.dim } else { edge };
    let corners = CornerRadius::same(CARD_ROUND);
    ui.painter().rect(rect, corners, fill, Stroke::new(c.border, edge), StrokeKind::Inside);
    let center = pos2(rect.left() + 36.0, rect.top() + 36.0);
    let (disc, front) = if is_main { (c.accent, c.on_accent) } else { (c.background, c.dim) };
    ui.painter().circle(center, 15.5, disc, Stroke::new(1.0, if is_main { disc } else { c.line }));
    let sign = font(18.0, Weight::Regular);
    ui.painter().text(center, Align2::CENTER_CENTER, answer.sign, sign, front);
    let left = rect.left() + 68.0;
    let title = font(size::LARGE, Weight::SemiBold);
    ui.painter().text(
        pos2(left, rect.top() + 15.0),
        Align2::LEFT_TOP,
        &answer.title,
        title,
        c.text,
    );
    ui.painter().galley(pos2(left, rect.top() + 38.0), follows, c.dim);
    let right = pos2(rect.right() - 20.0, rect.center().y);
    if !key.is_empty() {
        let edge = if is_main { c.accent.gamma_multiply(0.45) } else { c.edge };
        paint_cap(ui, right, &key, c.dim, edge);
    }
    remark(ui, open, answer, right.x - cap_width(ui, &key) - 16.0, rect);
    response
}

/// What is to be known before an answer is chosen: the risk of a method, the share of a cause.
fn remark(ui: &Ui, open: &OpenTicket, answer: &Answer<'_>, right: f32, rect: Rect) {
    let c = colors(ui);
    let (text, color, back) = match answer.row {
        EndRow::OtherMethod => {
            let steps = open.other_method().map(|(cause, it)| open.kb().steps_of(cause, it));
            let risk = steps.into_iter().flatten().filter_map(|it| Some(it.risk.as_ref()?.level));
            if risk.max() != Some(RiskLevel::High) {
                return;
            }
            let text = format!("{}  high risk", icon::WARNING);
            (text, c.caution, c.caution_soft)
        }
        EndRow::NextCause => {
            let Some(next) = open.next_fix() else { return };
            (percent(next.probability), c.text, Color32::TRANSPARENT)
        }
        EndRow::Works | EndRow::NotYet => return,
    };
    let words = ui.painter().layout_no_wrap(text, font(size::SMALL, Weight::SemiBold), color);
    let width = words.size().x + 16.0;
    let place = Rect::from_min_size(pos2(right - width, rect.center().y - 12.0), vec2(width, 24.0));
    ui.painter().rect_filled(place, CornerRadius::same(12), back);
    ui.painter().galley(place.center() - words.size() / 2.0, words, color);
}

/// The button that chooses another time to wait until, in Wrap up.
fn other_time(ui: &mut Ui, row: &egui::Response, commands: &mut Vec<Command>) {
    let button = build_button("Other time").height(28.0);
    let width = button.wanted_width(ui);
    let right = row.rect.right() - 20.0 - 18.0 - 16.0;
    let place =
        Rect::from_min_size(pos2(right - width, row.rect.center().y - 14.0), vec2(width, 28.0));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(place));
    push_on_click(&button.show(&mut corner), FixCommand::OtherTime, commands);
}

/// What to say, and what was changed so far.
fn below(
    ui: &mut Ui,
    state: &State,
    open: &OpenTicket,
    confirm: &Step,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let is_open = open.folds.is_open(Fold::Undo);
    let changed = open.changed();
    rows_card(ui, |ui| {
        let say = format!("\u{201c}{}\u{201d}", confirm.say);
        text_row(ui, "Say to the customer", &say, c.text);
        for (at, change) in changed.iter().enumerate() {
            rule(ui);
            let what = match &change.step.change {
                Some(set) => {
                    let before = set.before.as_ref().map_or(String::new(), |it| format!("{it}, "));
                    format!("{}: {before}now **{}**", set.setting, set.after)
                }
                None => change.step.title.clone(),
            };
            let what = format!("{what}, {}", clock(state, change.at));
            let undo = change.step.risk.as_ref().map(|risk| risk.undo.as_str());
            let what = match undo.filter(|_| is_open) {
                Some(undo) => format!("{what}\n**Undo:** {undo}"),
                None => what,
            };
            text_row(ui, if at == 0 { "Changed so far" } else { "" }, &what, c.text);
        }
    });
    if changed.iter().any(|change| change.step.risk.is_some()) {
        let name = if is_open { "Hide how to undo" } else { "How to undo" };
        let button = build_button(name).height(28.0).show(ui);
        push_on_click(&button, DiagnoseCommand::Fold(Fold::Undo, !is_open), commands);
    }
    if changed.is_empty() {
        small(ui, "No change is recorded");
    }
}
