//! The customer's part of the ticket's details: who it may be, what is known, earlier tickets.

use eframe::egui::{self, Align2, Id, Key, Modifiers, Role, Ui, WidgetInfo, pos2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::facts::{group, labeled};
use crate::app::command::{Command, CustomerCommand, TicketsCommand, WindowCommand};
use crate::app::model::customer_draft::CustomerDraft;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::parts::seats_in_files;
use crate::app::view::parts::ticket_list::paint_mark;
use crate::app::view::widgets::{
    ButtonStyle, build_button, button, chip, heading, push_on_click, row, row_ground, small,
    text_field, words,
};
use crate::text::count;
use crate::theme::{Weight, colors, font, size};
use crate::ticket::Outcome;
use crate::ticket::customer::{FactKind, Profile};
use crate::ticket_service::EarlierTicket;

/// The height of an earlier ticket, in points.
const ROW: f32 = 56.0;

/// Returns since when the customer is known, and the number of tickets; `None` for one that is not.
pub fn since(open: &OpenTicket, zone: &TimeZone) -> Option<String> {
    let profile = open.customer.profile.as_ref()?;
    let since = profile.since.to_zoned(zone.clone()).strftime("%B %Y").to_string();
    Some(format!("Customer since {since}, {}", count(open.customer.count as usize, "ticket")))
}

/// Draws the button that edits the profile; E does the same while nothing is typed.
pub fn edit_button(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    if open.customer.profile.is_none() {
        return;
    }
    let name = if open.customer_draft.is_some() { "Save" } else { "Edit" };
    let response = build_button(name).key("E").show(ui);
    let is_typing = ui.ctx().text_edit_focused();
    let is_pressed = !is_typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::E));
    if response.clicked() || is_pressed {
        commands.push(CustomerCommand::Edit.into());
    }
}

/// Draws the question whose ticket it is, or the offer to remember its customer.
pub fn recognition(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let customer = &open.customer;
    if customer.profile.is_some() {
        return;
    }
    if customer.candidates.is_empty() {
        if !open.ticket().customer.is_blank() {
            let remember = button(ui, ButtonStyle::Plain, "Remember this customer", "");
            push_on_click(&remember, CustomerCommand::Remember, commands);
            ui.add_space(4.0);
        }
        return;
    }
    group(ui, "Is it a known customer?", |ui| {
        for profile in &customer.candidates {
            candidate(ui, profile, commands);
        }
        small(ui, "Asked once for each name. Nothing is filled in before you say so.");
    });
}

fn candidate(ui: &mut Ui, profile: &Profile, commands: &mut Vec<Command>) {
    let name = profile.name.as_str();
    words(ui, name, size::BODY, Weight::SemiBold);
    let domains: Vec<&str> = profile.domains.iter().map(String::as_str).collect();
    if !domains.is_empty() {
        small(ui, &domains.join(", "));
    }
    ui.horizontal(|ui| {
        let yes = build_button("Yes").name(&format!("Yes, it is {name}")).show(ui);
        push_on_click(&yes, CustomerCommand::Confirm(profile.id), commands);
        let no = build_button("No").name(&format!("No, it is not {name}")).show(ui);
        push_on_click(&no, CustomerCommand::Deny(profile.id), commands);
    });
}

/// Draws what is known of the customer's Google Workspace.
pub fn google(ui: &mut Ui, open: &mut OpenTicket, zone: &TimeZone, commands: &mut Vec<Command>) {
    let Some(profile) = &open.customer.profile else { return };
    if let Some(draft) = &mut open.customer_draft {
        edited(ui, "Domains", "example.com, students.example.com", &mut draft.domains);
        edited(ui, "Edition", "Education Plus", &mut draft.edition);
        edited(ui, "Seats bought", "", &mut draft.bought);
        edited(ui, "Seats in use", "", &mut draft.in_use);
        return;
    }
    labeled(ui, "Domains", |ui| domains(ui, profile));
    shown(ui, "Edition", profile.edition.as_str());
    seats(ui, profile, zone);
    seats_in_files::draw(ui, open, commands);
}

fn domains(ui: &mut Ui, profile: &Profile) {
    let c = colors(ui);
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for domain in &profile.domains {
            chip(ui, domain, c.text, c.background);
        }
        if profile.domains.is_empty() {
            small(ui, "None yet. An address with one of them tells whose ticket it is.");
        }
    });
}

fn seats(ui: &mut Ui, profile: &Profile, zone: &TimeZone) {
    let seats = &profile.seats;
    let text = match (seats.bought, seats.in_use) {
        (Some(bought), Some(in_use)) => format!("{bought} bought, {in_use} in use"),
        (Some(bought), None) => format!("{bought} bought"),
        (None, Some(in_use)) => format!("{in_use} in use"),
        (None, None) => return,
    };
    labeled(ui, "Seats", |ui| {
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            words(ui, &text, size::BODY, Weight::SemiBold);
            if seats.free() == Some(0) {
                let c = colors(ui);
                chip(ui, "none free", c.bad, c.bad_soft);
            }
        });
        if let Some(at) = profile.told_at.get(&FactKind::Seats) {
            let at = date(*at, zone);
            let file =
                seats.file.as_ref().map(|file| format!("from {}, {at}", file.for_insiders()));
            small(ui, &file.unwrap_or_else(|| format!("told {at}")));
        }
    });
}

/// Draws what is known of the customer's JumpCloud.
pub fn jumpcloud(ui: &mut Ui, open: &mut OpenTicket, zone: &TimeZone) {
    let Some(profile) = &open.customer.profile else { return };
    if let Some(draft) = &mut open.customer_draft {
        edited(ui, "Authorizing account", "it-admin@example.com", &mut draft.authorizer);
        return;
    }
    if profile.authorizer.is_blank() {
        return;
    }
    labeled(ui, "Authorizing account", |ui| {
        ui.add_space(8.0);
        words(ui, profile.authorizer.as_str(), size::BODY, Weight::Regular);
        if let Some(at) = profile.told_at.get(&FactKind::Authorizer) {
            small(ui, &format!("told {}", date(*at, zone)));
        }
    });
}

/// Draws what else is known of the customer.
pub fn contact(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    let Some(profile) = &open.customer.profile else { return };
    let is_empty = [&profile.helpdesk, &profile.contact, &profile.notes];
    let is_empty = is_empty.iter().all(|text| text.is_blank()) && profile.language.is_none();
    if let Some(draft) = &mut open.customer_draft {
        group(ui, "Contact", |ui| fields(ui, draft));
        return;
    }
    if is_empty {
        return;
    }
    group(ui, "Contact", |ui| {
        let helpdesk = profile.helpdesk.for_insiders();
        if !helpdesk.trim().is_empty() {
            labeled(ui, "Helpdesk", |ui| {
                ui.horizontal_wrapped(|ui| {
                    words(ui, helpdesk, size::BODY, Weight::Regular);
                    let copy = build_button("Copy").name("Copy the helpdesk page").height(28.0);
                    let copied = WindowCommand::CopyText(helpdesk.to_owned());
                    push_on_click(&copy.show(ui), copied, commands);
                });
            });
        }
        shown(ui, "Language", profile.language.map_or("", |language| language.name()));
        shown(ui, "Contact", profile.contact.for_insiders());
        shown(ui, "Notes", profile.notes.for_insiders());
    });
}

fn fields(ui: &mut Ui, draft: &mut CustomerDraft) {
    edited(ui, "Helpdesk", "Their page in your ticket system", &mut draft.helpdesk);
    edited(ui, "Contact", "Who to talk to, and how", &mut draft.contact);
    edited(ui, "Notes", "What else a colleague should know", &mut draft.notes);
}

/// A value beside its label, if there is one.
fn shown(ui: &mut Ui, label: &str, value: &str) {
    if !value.trim().is_empty() {
        labeled(ui, label, |ui| {
            ui.add_space(8.0);
            words(ui, value, size::BODY, Weight::Regular);
        });
    }
}

fn edited(ui: &mut Ui, label: &str, hint: &str, text: &mut String) {
    labeled(ui, label, |ui| text_field(label).hint(hint).show(ui, text));
}

/// Draws the customer's tickets with what fixed them, and the way to forget the customer.
pub fn tickets(ui: &mut Ui, open: &OpenTicket, zone: &TimeZone, commands: &mut Vec<Command>) {
    let Some(profile) = &open.customer.profile else { return };
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        heading(ui, "Tickets", size::BODY);
        small(ui, "what fixed them");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let text = format!("All {}", open.customer.count);
            let name = format!("{text} tickets of {}", profile.name.as_str());
            let all = build_button(&text).name(&name).height(28.0).show(ui);
            let search = TicketsCommand::SearchFor(profile.name.as_str().to_owned());
            push_on_click(&all, search, commands);
        });
    });
    crate::app::view::widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for ticket in &open.customer.tickets {
            earlier(ui, open, ticket, zone, commands);
        }
    });
    ui.add_space(4.0);
    let forget = button(ui, ButtonStyle::Plain, "Forget this customer\u{2026}", "");
    push_on_click(&forget, CustomerCommand::AskToForget, commands);
}

/// Draws one ticket. A click opens it.
fn earlier(
    ui: &mut Ui,
    open: &OpenTicket,
    ticket: &EarlierTicket,
    zone: &TimeZone,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let summary = &ticket.summary;
    let is_this = summary.id == open.ticket().id;
    let end = match summary.outcome {
        None => "in progress".to_owned(),
        Some(Outcome::Solved) if summary.cause.is_some() => {
            format!("Fixed by: {}", summary.subject)
        }
        Some(Outcome::Solved) => "Solved".to_owned(),
        Some(Outcome::Escalated) => "Handed over".to_owned(),
        Some(Outcome::Abandoned) => "Given up".to_owned(),
    };
    let (rect, response) = row(ui, Id::unique(("earlier", summary.id)), ROW);
    let name = format!("{} {}, {end}", summary.reference, ticket.about);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    row_ground(ui, rect, &response, false);
    paint_mark(ui, pos2(rect.left() + 6.0, rect.center().y - 8.0), ticket.state);
    let when = if is_this { "now".to_owned() } else { short_date(summary.changed_at, zone) };
    let small_font = font(size::SMALL, Weight::Regular);
    let right = pos2(rect.right() - 4.0, rect.center().y);
    ui.painter().text(right, Align2::RIGHT_CENTER, when, small_font.clone(), c.dim);
    let line = |text: &str, left: f32, top: f32, font, color| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
        let room = rect.right() - 72.0 - left;
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(40.0));
        let galley = ui.painter().layout_job(job);
        let width = galley.size().x;
        ui.painter().galley(pos2(left, rect.top() + top), galley, color);
        width
    };
    let left = rect.left() + 22.0;
    let width = line(&summary.reference, left, 9.0, font(size::BODY, Weight::SemiBold), c.text);
    line(&ticket.about, left + width + 8.0, 9.0, font(size::BODY, Weight::Regular), c.text);
    line(&end, left, 30.0, small_font, c.dim);
    if response.clicked() && !is_this {
        commands.push(TicketsCommand::Open(summary.id).into());
    }
}

fn date(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %B %Y").to_string()
}

fn short_date(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %b").to_string()
}
