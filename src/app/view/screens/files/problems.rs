//! What is wrong, as cards with a bar at their left, and what is fine, folded.

use eframe::egui::{
    self, Align, CornerRadius, Id, Layout, Rect, RichText, Ui, UiBuilder, pos2, vec2,
};

use crate::app::command::{Command, DiagnoseCommand, ExportsCommand, FixCommand, Fold, UsersFile};
use crate::app::model::file_problems::FileProblem;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::widgets::{
    build_button, card, fold_row, heading, hint, marked, push_on_click, small, strip,
};
use crate::evidence::differences::Severity;
use crate::text::count;
use crate::theme::{CARD_ROUND, Weight, colors, font, icon, size};

/// The room between cards, in points.
const BETWEEN: f32 = 16.0;
/// The narrowest a card gets, in points.
const NARROWEST: f32 = 280.0;
/// The height of a card, in points.
const HEIGHT: f32 = 128.0;

/// Draws how many problems there are, the cards, and what is fine.
pub fn draw(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let problems = open.file_problems();
    let title = match problems.len() {
        0 => "No problems found".to_owned(),
        some => format!("{} found", count(some, "problem")),
    };
    ui.horizontal_wrapped(|ui| {
        heading(ui, &title, size::TITLE);
        if let Some(both) = &open.exports.side_by_side {
            ui.label(RichText::new(&both.summary).color(colors(ui).dim));
        }
    });
    if problems.is_empty() {
        let c = colors(ui);
        let text = "Nothing in these files explains the problem.";
        strip(ui, icon::CIRCLE_CHECK, "No problems found", text, (c.good, c.good_soft));
    }
    cards(ui, &problems, commands);
    fine(ui, open, commands);
}

/// The cards, as many in a row as fit.
fn cards(ui: &mut Ui, problems: &[FileProblem<'_>], commands: &mut Vec<Command>) {
    let room = ui.available_width();
    let columns = ((room + BETWEEN) / (NARROWEST + BETWEEN)).floor().clamp(1.0, 3.0);
    let width = (room - BETWEEN * (columns - 1.0)) / columns;
    for row in problems.chunks(columns as usize) {
        // What can be done about a list takes a second row of buttons.
        let has_list = row.iter().any(|problem| problem.list.is_some());
        let height = if has_list { HEIGHT + 36.0 } else { HEIGHT };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = BETWEEN;
            for problem in row {
                let (_, rect) = ui.allocate_space(vec2(width, height));
                problem_card(ui, rect, problem, commands);
            }
        });
        ui.add_space(BETWEEN - 8.0);
    }
}

fn problem_card(ui: &mut Ui, rect: Rect, problem: &FileProblem<'_>, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let (color, sign) = match problem.level {
        Severity::Bad => (c.bad, icon::CIRCLE_CROSS),
        Severity::Caution => (c.caution, icon::WARNING),
    };
    let round = CornerRadius::same(CARD_ROUND);
    ui.painter().rect(rect, round, c.card, c.edge(), egui::StrokeKind::Inside);
    let bar = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
    let corners = CornerRadius { nw: CARD_ROUND, sw: CARD_ROUND, ..CornerRadius::ZERO };
    ui.painter().rect_filled(bar, corners, color);
    let at = pos2(rect.right() - 16.0, rect.top() + 24.0);
    let right = egui::Align2::RIGHT_CENTER;
    ui.painter().text(at, right, sign, font(size::LARGE, Weight::Regular), color);
    let inner = rect.shrink(16.0);
    let down = Layout::top_down(Align::Min);
    let builder = UiBuilder::new().max_rect(inner).layout(down).id_salt(&problem.title);
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
    ui.set_clip_rect(rect.intersect(ui.clip_rect()));
    ui.scope(|ui| {
        ui.set_max_width(inner.width() - 24.0);
        ui.horizontal_wrapped(|ui| {
            if let Some(count) = problem.count {
                let count = RichText::new(count.to_string()).font(font(24.0, Weight::Bold));
                ui.label(count.color(color));
            }
            let title = RichText::new(&problem.title).font(font(size::BODY, Weight::SemiBold));
            ui.add(egui::Label::new(title).wrap());
        });
    });
    let detail = RichText::new(problem.detail.replace('\n', " ")).color(c.dim);
    let detail = egui::Label::new(detail).truncate().show_tooltip_when_elided(false);
    hint(&ui.add(detail), &problem.detail);
    ui.horizontal_wrapped(|ui| actions(ui, problem, commands));
}

/// What can be done about a problem.
fn actions(ui: &mut Ui, problem: &FileProblem<'_>, commands: &mut Vec<Command>) {
    let title = &problem.title;
    let mut action = |ui: &mut Ui, text: &str, command: Command| {
        let name = format!("{text}: {title}");
        let button = build_button(text).name(&name).height(28.0).show(ui);
        push_on_click(&button, command, commands);
    };
    if let Some(rows) = problem.rows {
        action(ui, "Show rows", ExportsCommand::ShowRows(Some(rows)).into());
    }
    if let Some(cause) = &problem.cause {
        action(ui, "Go to the fix", FixCommand::Choose(cause.clone(), None).into());
    }
    if let Some(list) = problem.list {
        let save = ExportsCommand::SaveUsers(list.kind, UsersFile::ToRead);
        action(ui, "Save as CSV\u{2026}", save.into());
        if list.kind.is_unsuspended() {
            let save = ExportsCommand::SaveUsers(list.kind, UsersFile::ToUnsuspend);
            action(ui, "Save for Google\u{2019}s bulk upload\u{2026}", save.into());
        }
    }
}

/// What is in order, in one line that unfolds.
fn fine(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let checks = open.fine_checks();
    if checks.is_empty() {
        return;
    }
    let c = colors(ui);
    let is_open = open.folds.is_open(Fold::Fine);
    let title = match checks.len() {
        1 => "1 check is fine".to_owned(),
        several => format!("{several} checks are fine"),
    };
    card(ui, |ui| {
        let id = Id::unique("fine-checks");
        let (_, response) = fold_row(ui, id, 24.0, &title, "", is_open, Weight::SemiBold);
        push_on_click(&response, DiagnoseCommand::Fold(Fold::Fine, !is_open), commands);
        if is_open {
            for found in checks {
                let Some(symptom) = open.kb().symptom(&found.symptom) else { continue };
                marked(ui, &symptom.statement_of(false), size::BODY, c.text);
                small(ui, found.quote.for_insiders());
            }
        }
    });
}
