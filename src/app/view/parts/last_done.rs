//! The right end of the top bar: the last thing done or what failed, Undo, and the palette. Nothing of
//! it covers any work.

use eframe::egui::{self, Align, Layout, Sense, Ui, WidgetInfo, vec2};

use crate::app::command::{Command, NavigateCommand, TicketCommand, WindowCommand, name_of};
use crate::app::model::notices::{Notice, NoticeKind};
use crate::app::model::state::State;
use crate::app::settings::navigation::Overlay;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{announce, build_button, hint, push_on_click};
use crate::theme::{Weight, colors, font, icon, size};

/// The widest the text gets, in points.
const WIDEST: f32 = 200.0;
/// The least room in which a text is still worth showing, in points.
const LEAST: f32 = 60.0;
/// The room between the parts, in points.
const BETWEEN: f32 = 8.0;

/// Draws it as a part of one column, as many parts in a row as fit.
pub fn column(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let undo = Command::Ticket(TicketCommand::Undo);
    let response = build_button(name_of(&undo)).height(32.0).show(ui);
    push_on_click(&response, undo, commands);
    let Some(notice) = state.notices.in_bar(state.session.seconds) else { return };
    notice_text(ui, notice, (ui.max_rect().width() - 8.0).min(WIDEST), commands);
    if let Some((name, command)) = offered(notice) {
        remedy_button(ui, notice, &name, command, commands);
    }
}

/// The button of what a notice offers.
fn remedy_button(
    ui: &mut Ui,
    notice: &Notice,
    name: &str,
    command: Command,
    commands: &mut Vec<Command>,
) {
    if build_button(name).height(32.0).show(ui).clicked() {
        // A retry takes the notice itself.
        if !matches!(command, Command::Window(WindowCommand::Retry(_))) {
            commands.push(WindowCommand::Dismiss(notice.id).into());
        }
        commands.push(command);
    }
}

/// Draws it, aligned to the right edge.
pub fn draw(ui: &mut Ui, state: &State, shows_keys: bool, commands: &mut Vec<Command>) {
    let buttons = [
        Command::Ticket(TicketCommand::Undo),
        Command::Navigate(NavigateCommand::Overlay(Overlay::Palette)),
    ];
    let key = |ui: &Ui, command: &Command| {
        if shows_keys { key_of(ui.ctx(), command) } else { String::new() }
    };
    let build = |ui: &Ui, command: &Command| {
        build_button(name_of(command)).key(key(ui, command)).height(32.0)
    };
    let wanted: f32 = buttons.iter().map(|it| build(ui, it).wanted_width(ui) + BETWEEN).sum();
    let notice = state.notices.in_bar(state.session.seconds);
    let remedy = notice.and_then(|notice| Some((notice, offered(notice)?)));
    let remedy_width = remedy
        .as_ref()
        .map_or(0.0, |(_, (name, _))| build_button(name).height(32.0).wanted_width(ui) + BETWEEN);
    let room = ui.available_width() - wanted - remedy_width - BETWEEN;
    ui.spacing_mut().item_spacing.x = BETWEEN;
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        // From left to right, in the order of the keyboard.
        let text = notice.filter(|_| room >= LEAST).map(|notice| (notice, room.min(WIDEST)));
        let used = text.map_or(0.0, |(notice, room)| text_width(ui, notice, room) + BETWEEN);
        ui.add_space((ui.available_width() - wanted - remedy_width - used).max(0.0));
        if let Some((notice, room)) = text {
            notice_text(ui, notice, room, commands);
        }
        if let Some((notice, (name, command))) = remedy {
            remedy_button(ui, notice, &name, command, commands);
        }
        for command in buttons {
            push_on_click(&build(ui, &command).show(ui), command, commands);
        }
    });
}

/// What a notice offers beside Undo, which is there always.
fn offered(notice: &Notice) -> Option<(String, Command)> {
    let is_undo = |command: &Command| *command == Command::Ticket(TicketCommand::Undo);
    let remedy = notice.remedy.clone().filter(|(_, command)| !is_undo(command));
    let retry = notice.retry.as_ref();
    let retry = retry.map(|_| ("Try again".to_owned(), WindowCommand::Retry(notice.id).into()));
    remedy.or(retry)
}

/// The text in one line.
fn laid_out(ui: &Ui, notice: &Notice, room: f32) -> std::sync::Arc<egui::Galley> {
    let c = colors(ui);
    let (sign, color) = match notice.kind {
        NoticeKind::Failure => (icon::CIRCLE_CROSS, c.bad),
        NoticeKind::Decision => (icon::INFO, c.caution),
        NoticeKind::News | NoticeKind::Action => ("", c.dim),
    };
    let text =
        if sign.is_empty() { notice.text.clone() } else { format!("{sign} {}", notice.text) };
    let text = text.replace('\n', " ");
    let font = font(size::SMALL, Weight::Regular);
    let mut job = egui::text::LayoutJob::simple_singleline(text, font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    ui.painter().layout_job(job)
}

fn text_width(ui: &Ui, notice: &Notice, room: f32) -> f32 {
    laid_out(ui, notice, room).size().x
}

/// The text; what stays opens the list of notices.
fn notice_text(ui: &mut Ui, notice: &Notice, room: f32, commands: &mut Vec<Command>) {
    let words = laid_out(ui, notice, room);
    let color = words.job.sections.first().map_or(colors(ui).dim, |it| it.format.color);
    let sense = if notice.stays() { Sense::click() } else { Sense::hover() };
    let wanted = vec2(words.size().x, 32.0);
    let (_, rect) = ui.allocate_space(wanted);
    let id = egui::Id::unique(("notice", notice.id));
    let response = ui.interact(rect, id, sense);
    let role = if notice.stays() { egui::Role::Button } else { egui::Role::Label };
    let name = match notice.kind {
        NoticeKind::Failure => format!("Failed: {}", notice.text),
        NoticeKind::News | NoticeKind::Action | NoticeKind::Decision => notice.text.clone(),
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, &name));
    announce(ui, &response);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, color);
    let show = NavigateCommand::Overlay(Overlay::Notices);
    push_on_click(&response, show, commands);
    hint(&response, &notice.text);
}
