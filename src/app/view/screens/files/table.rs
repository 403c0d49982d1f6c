//! The users of both consoles side by side: those of whom something differs.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::app::command::{Command, ExportsCommand, ShownRows, TicketCommand};
use crate::app::model::file_problems::{is_in_both, said_of};
use crate::app::model::focus::{Field, FocusRequests};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    build_button, hint, paint_cap, push_on_click, small, text_field, words,
};
use crate::evidence::UserList;
use crate::evidence::differences::{Field as Column, UserRow};
use crate::privacy::{CustomerText, InternalText};
use crate::theme::{CARD_ROUND, Colors, Weight, colors, font, icon, size};
use crate::ticket::Detail;

/// The height of a row and of the head, in points.
const ROW: f32 = 32.0;
const HEAD: f32 = 51.0;
/// The width of the first column, in points: less in a narrow window.
const USER: f32 = 240.0;
/// The most rows in view before the table scrolls by itself.
const IN_VIEW: usize = 12;
/// The users of a list that are shown; its file has all that are stored.
const LISTED: usize = 12;

/// Whether there is a table that can be saved.
pub fn has_rows(open: &OpenTicket) -> bool {
    open.exports.side_by_side.as_ref().is_some_and(|both| !both.rows.is_empty())
}

/// Draws the heading with the filter, and the rows.
pub fn draw(
    ui: &mut Ui,
    open: &mut OpenTicket,
    focus: &mut FocusRequests,
    commands: &mut Vec<Command>,
) {
    let list = match open.exports.shown {
        Some(ShownRows::List(kind)) => open.ticket().user_list(kind).cloned(),
        _ => None,
    };
    if !has_rows(open) {
        if let Some(list) = &list {
            users(ui, list, commands);
        }
        return;
    }
    top(ui, open, focus, commands);
    let columns = open.exports.columns().to_vec();
    let rows = open.shown_users();
    if rows.is_empty() {
        match &list {
            Some(list) => users(ui, list, commands),
            None => drop(small(ui, "No user contains these words")),
        }
        return;
    }
    table(ui, &columns, &rows, commands);
}

fn top(ui: &mut Ui, open: &mut OpenTicket, focus: &mut FocusRequests, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let all = open.exports.side_by_side.as_ref().map_or(0, |both| both.rows.len());
    let shown = open.shown_users().len();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 32.0;
        words(ui, "Users side by side", size::BODY, Weight::SemiBold);
        small(ui, &format!("{shown} of {all} that differ"));
        if open.exports.shown.is_some() {
            let all = build_button("Show all").height(28.0).show(ui);
            push_on_click(&all, ExportsCommand::ShowRows(None), commands);
        }
        let room = ui.available_size_before_wrap().x - 212.0;
        ui.add_space(room.max(0.0));
        let field = text_field("Filter users")
            .hint(format!("{}  Filter users", icon::SEARCH))
            .width(200.0)
            .cursor(focus.takes_cursor(Field::UserFilter))
            .show(ui, &mut open.exports.filter);
        if open.exports.filter.is_empty() && !field.has_focus() {
            let key = key_of(ui.ctx(), &ExportsCommand::FilterUsers.into());
            let right = pos2(field.rect.right() - 8.0, field.rect.center().y);
            paint_cap(ui, right, &key, c.dim, c.edge);
        }
    });
}

fn table(ui: &mut Ui, columns: &[Column], rows: &[&UserRow], commands: &mut Vec<Command>) {
    let c = colors(ui);
    let room = ui.available_width();
    let user = USER.min(room * 0.26);
    let width = (room - user) / columns.len().max(1) as f32;
    let height = HEAD + ROW * rows.len().min(IN_VIEW) as f32;
    let (_, whole) = ui.allocate_space(vec2(room, height));
    let round = CornerRadius::same(CARD_ROUND);
    ui.painter().rect(whole, round, c.card, c.edge(), StrokeKind::Inside);
    head(ui, whole, columns, user, width);
    let body = Rect::from_min_max(pos2(whole.left(), whole.top() + HEAD), whole.max);
    let mut body_ui = ui.new_child(egui::UiBuilder::new().max_rect(body).id_salt("users"));
    body_ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("users").auto_shrink(false).show_rows(
        &mut body_ui,
        ROW,
        rows.len(),
        |ui, range| {
            for row in &rows[range] {
                let (_, place) = ui.allocate_space(vec2(room, ROW));
                user_row(ui, place, row, columns, (user, width), commands);
            }
        },
    );
    for at in 0..columns.len() {
        let x = whole.left() + user + width * at as f32;
        ui.painter().vline(x, whole.y_range(), Stroke::new(1.0, c.line));
    }
}

fn head(ui: &Ui, whole: Rect, columns: &[Column], user: f32, width: f32) {
    let c = colors(ui);
    let bold = font(size::SMALL, Weight::SemiBold);
    let plain = font(size::SMALL, Weight::Regular);
    let bottom = whole.top() + HEAD;
    ui.painter().hline(whole.x_range(), bottom, Stroke::new(1.0, c.line));
    let below = bottom - 16.0;
    let left = Align2::LEFT_CENTER;
    ui.painter().text(pos2(whole.left() + 16.0, below), left, "User", bold.clone(), c.text);
    for (at, column) in columns.iter().enumerate() {
        let x = whole.left() + user + width * at as f32 + 12.0;
        let above = pos2(x, whole.top() + 18.0);
        ui.painter().text(above, left, column.title(), bold.clone(), c.text);
        for (name, share) in [("Google", 0.0), ("JumpCloud", 0.5)] {
            ui.painter().text(pos2(x + width * share, below), left, name, plain.clone(), c.dim);
        }
    }
}

fn user_row(
    ui: &mut Ui,
    place: Rect,
    row: &UserRow,
    columns: &[Column],
    (user, width): (f32, f32),
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    ui.painter().hline(place.x_range(), place.bottom(), Stroke::new(1.0, c.line));
    let name_place = Rect::from_min_size(place.min, vec2(user, ROW));
    let user_name = row.user.for_insiders();
    let in_file = |place: &Option<InternalText>| {
        place.as_ref().map_or_else(String::new, |row| row.for_insiders().to_owned())
    };
    let rows = (in_file(&row.google_row), in_file(&row.jumpcloud_row));
    let id = Id::unique(("user", user_name, rows));
    let response = ui.interact(name_place, id, Sense::click());
    let told = columns.iter().filter_map(|column| {
        let [google, jumpcloud] = said_of(row, columns, *column)?;
        Some(format!("{}: Google {google}, JumpCloud {jumpcloud}", column.title()))
    });
    let told: Vec<String> = told.collect();
    let name = format!("{user_name}, {}", told.join("; "));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let color = if response.hovered() { c.accent } else { c.text };
    let inner = name_place.shrink2(vec2(16.0, 0.0));
    cell(ui, inner, user_name, Weight::Medium, color);
    if response.clicked() {
        let detail = Detail::User(CustomerText::from(user_name));
        commands.push(TicketCommand::SetDetail(detail).into());
    }
    hint(&response, "Make this the affected user of the ticket");
    for (at, column) in columns.iter().enumerate() {
        let left = place.left() + user + width * at as f32;
        let pair = Rect::from_min_size(pos2(left, place.top()), vec2(width, ROW - 1.0));
        pair_cells(ui, c, pair, row, (columns, *column));
    }
}

/// What both consoles say, with a sign between if it differs.
fn pair_cells(
    ui: &Ui,
    c: &Colors,
    place: Rect,
    row: &UserRow,
    (columns, column): (&[Column], Column),
) {
    let half = place.width() / 2.0;
    let google = Rect::from_min_size(place.min + vec2(12.0, 0.0), vec2(half - 26.0, ROW));
    let jumpcloud = Rect::from_min_size(place.min + vec2(12.0 + half, 0.0), vec2(half - 16.0, ROW));
    if let Some([of_google, of_jumpcloud]) = said_of(row, columns, column) {
        ui.painter().rect_filled(place, CornerRadius::ZERO, c.caution_soft);
        let sign = font(size::BODY, Weight::SemiBold);
        let at = pos2(place.left() + half, place.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, "\u{2260}", sign, c.caution);
        cell(ui, google, &of_google, Weight::Medium, c.text);
        cell(ui, jumpcloud, &of_jumpcloud, Weight::Medium, c.text);
    } else {
        let text = if is_in_both(row) { "same" } else { "\u{2013}" };
        cell(ui, google, text, Weight::Regular, c.dim);
        cell(ui, jumpcloud, text, Weight::Regular, c.dim);
    }
}

fn cell(ui: &Ui, place: Rect, text: &str, weight: Weight, color: Color32) {
    let font = font(size::SIDE, weight);
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(place.width());
    let words = ui.painter().layout_job(job);
    let at = pos2(place.left(), place.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, color);
}

/// The users of a list that no table shows, each with why.
fn users(ui: &mut Ui, list: &UserList, commands: &mut Vec<Command>) {
    words(ui, &list.summary(), size::BODY, Weight::SemiBold);
    for user in list.users.iter().take(LISTED) {
        ui.horizontal_wrapped(|ui| {
            let address = user.address.for_insiders();
            let button = build_button(address).height(28.0).show(ui);
            let detail = Detail::User(CustomerText::from(address));
            push_on_click(&button, TicketCommand::SetDetail(detail), commands);
            small(ui, user.detail.for_insiders());
        });
    }
    let more = list.total.saturating_sub(LISTED as u64);
    if more > 0 {
        small(ui, &format!("and {more} more"));
    }
}
