//! The ticket's details: reference, customer, affected user, admin account, region.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{self, Key, Ui};
use jiff::tz::TimeZone;

use super::customer;
use super::facts::{group, label_width, labeled};
use crate::app::command::{Command, DiagnoseCommand, NavigateCommand, TicketCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::view::widgets::{
    build_button, choice_buttons, heading, marked, push_on_click, small, text_field,
};
use crate::kb::address::Region;
use crate::theme::{Weight, colors, font, icon, size};
use crate::ticket::{Detail, Ticket};

/// The height of everything in the panel but what scrolls, in points.
const AROUND: f32 = 104.0;

/// Draws the details. What was typed is stored when the cursor leaves its field.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &mut state.open else { return };
    let is_new = std::mem::take(&mut open.is_new);
    let zone = state.session.zone.clone();
    top(ui, open, &zone, commands);
    super::scrolled_within(ui, "details", AROUND, |ui| {
        customer::recognition(ui, open, commands);
        if fields(ui, open, is_new, &zone, commands) {
            let typed = open.typed_details().into_iter().map(TicketCommand::SetDetail);
            commands.extend(typed.map(Command::Ticket));
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                // In a new ticket, what the customer reports comes next.
                if open.complaint.is_empty() && state.screen == Screen::Diagnose {
                    commands.push(DiagnoseCommand::EditComplaint.into());
                } else {
                    commands.push(NavigateCommand::Overlay(Overlay::Details).into());
                }
            }
        }
        customer::contact(ui, open, commands);
        customer::tickets(ui, open, &zone, commands);
        small(ui, "Links, the next question and the customer\u{2019}s document use these facts.");
    });
}

/// The customer's initials and name, and the way out.
fn top(ui: &mut Ui, open: &OpenTicket, zone: &TimeZone, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let ticket = open.ticket();
    let customer = ticket.customer.as_str();
    let initials: String =
        customer.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect();
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(40.0, 40.0), egui::Sense::hover());
        ui.painter().rect_filled(rect, egui::CornerRadius::same(8), c.accent_soft);
        let bold = font(size::LARGE, Weight::SemiBold);
        let center = egui::Align2::CENTER_CENTER;
        ui.painter().text(rect.center(), center, initials.to_uppercase(), bold, c.accent);
        ui.add_space(4.0);
        let buttons = if open.customer.profile.is_some() { 190.0 } else { 90.0 };
        let room = ui.available_width() - buttons;
        ui.vertical(|ui| {
            ui.set_width(room);
            let name = if customer.trim().is_empty() { "No customer yet" } else { customer };
            heading(ui, name, size::LARGE);
            let known = customer::since(open, zone);
            let text = known.unwrap_or_else(|| format!("Ticket {}", ticket.reference.as_str()));
            small(ui, &text);
        });
        customer::edit_button(ui, open, commands);
        let close = build_button(icon::CLOSE).name("Close").key("Esc").show(ui);
        push_on_click(&close, NavigateCommand::Overlay(Overlay::Details), commands);
    });
    ui.add_space(8.0);
}

/// Draws the fields in their groups. Returns whether the cursor has left one of them.
fn fields(
    ui: &mut Ui,
    open: &mut OpenTicket,
    starts_here: bool,
    zone: &TimeZone,
    commands: &mut Vec<Command>,
) -> bool {
    let region = open.ticket().region;
    let is_taken = open.same_reference.is_some();
    let mut is_left = false;
    group(ui, "Ticket", |ui| {
        let drafts = &mut open.details;
        let hint = "Number in your ticket system";
        let reference = field(ui, "Reference", hint, starts_here, &mut drafts.reference);
        if starts_here {
            select_all(ui, &reference, &drafts.reference);
        }
        is_left |= reference.lost_focus();
        if is_taken {
            warning(ui, "Another ticket has this reference too");
        }
        let hint = "Shown in the list and in checklists";
        is_left |= field(ui, "Customer", hint, false, &mut drafts.customer).lost_focus();
        let hint = "Email address; some links open this user";
        is_left |= field(ui, "Affected user", hint, false, &mut drafts.user).lost_focus();
        if !is_address(&drafts.user) {
            warning(ui, "Not an email address; links that use it will not work");
        }
        minutes(ui, &open.stored.ticket, &mut open.minutes, commands);
    });
    group(ui, "Google Workspace", |ui| {
        customer::google(ui, open, zone, commands);
        let drafts = &mut open.details;
        let hint = "Opens the Google Admin console";
        let account = field(ui, "Google admin account", hint, false, &mut drafts.google_admin);
        is_left |= account.lost_focus();
        if !is_address(&drafts.google_admin) {
            warning(ui, "Not an email address; links that use it will not work");
        }
    });
    group(ui, "JumpCloud", |ui| {
        labeled(ui, "JumpCloud region", |ui| {
            if let Some(region) = choice_buttons(ui, &Region::ALL, region, Region::name) {
                commands.push(TicketCommand::SetDetail(Detail::Region(region)).into());
            }
        });
        customer::jumpcloud(ui, open, zone);
    });
    is_left
}

fn warning(ui: &mut Ui, text: &str) {
    let color = colors(ui).caution;
    ui.horizontal(|ui| {
        ui.add_space(label_width(ui));
        marked(ui, text, size::SMALL, color);
    });
}

/// The time spent, which can be corrected.
fn minutes(ui: &mut Ui, ticket: &Ticket, typed: &mut Option<String>, commands: &mut Vec<Command>) {
    let counted = ticket.work_time.minutes();
    let mut text = typed.clone().unwrap_or_else(|| counted.to_string());
    let response = field(ui, "Minutes spent", "Counted while you work here", false, &mut text);
    if response.changed() {
        *typed = Some(text);
    }
    if response.lost_focus()
        && let Some(text) = typed.take()
        && let Ok(minutes) = text.trim().parse::<u32>()
        && minutes != counted
    {
        commands.push(TicketCommand::SetMinutes(minutes).into());
    }
}

/// Whether a text may be an email address, or is still empty.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let is_whole = |(name, domain): (&str, &str)| {
        !name.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
    };
    text.is_empty()
        || (!text.contains(char::is_whitespace) && text.split_once('@').is_some_and(is_whole))
}

/// Selects everything in a field, so that typing replaces the proposal.
fn select_all(ui: &Ui, field: &egui::Response, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    let (start, end) = (CCursor::default(), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ui.ctx(), field.id);
}

fn field(
    ui: &mut Ui,
    label: &str,
    hint: &str,
    takes_cursor: bool,
    text: &mut String,
) -> egui::Response {
    labeled(ui, label, |ui| text_field(label).hint(hint).cursor(takes_cursor).show(ui, text))
}
