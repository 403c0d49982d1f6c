//! One step, large: where to click, what to see, what to say, and how it ended.

use eframe::egui::{self, Align, Layout, Margin, Role, Ui, WidgetInfo};

use super::{fixed, note};
use crate::app::command::{Command, key_of, name_of};
use crate::app::focus::Pane;
use crate::app::open_ticket::OpenTicket;
use crate::app::overlays::changes;
use crate::app::place::Screen;
use crate::app::state::State;
use crate::app::widgets::{
    Look, boxed, button, button_width, caption, card, chip, ground, heading, marked, name_field,
    sized_button, small, words,
};
use crate::diagnosis::Next;
use crate::kb::{Confidence, Link, Step};
use crate::theme::icon;
use crate::theme::{GRID, Weight, colors, font, size};
use crate::ticket::{StepResult, Ticket};

/// The widest a line of text gets, in points; longer ones are hard to read.
const WIDEST: f32 = 840.0;
/// The height of the note and the buttons below the step, in points.
const FOOTER: f32 = 84.0;
/// The same where they stand in two rows.
const FOOTER_OF_TWO: f32 = 128.0;
/// From this width on, in points, the source stands beside the chips, else below them.
const ROOM_FOR_SOURCE: f32 = 560.0;

/// From this width on, in points, the note stands beside the buttons that end the step, else above.
const ROOM_FOR_NOTE: f32 = 560.0;

/// Draws the step in view.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let frame = super::pane(ui, 36, 20);
    let fits = ui.available_width() - 72.0 >= ROOM_FOR_NOTE;
    let height = ui.available_height() - if fits { FOOTER } else { FOOTER_OF_TWO };
    // The body first, as the keyboard goes.
    egui::Panel::top("step")
        .exact_size(height)
        .resizable(false)
        .frame(frame)
        .show_separator_line(false)
        .show(ui, |ui| {
            state.focus.begin(ui, "Step", &[Pane::Right]);
            super::scroll_within(ui, "step", WIDEST, |ui| {
                ui.spacing_mut().item_spacing.y = 14.0;
                body(ui, state, commands);
            });
        });
    let frame = super::pane(ui, 36, 24);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| footer(ui, state, commands));
}

/// Draws the step as a part of one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    body(ui, state, commands);
    note::field(ui, state, f32::INFINITY, commands);
    ui.horizontal_wrapped(|ui| {
        ends(ui, state, [StepResult::NoEffect, StepResult::Skipped, StepResult::Done], commands);
    });
}

fn body(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let Some(step) = open.step_in_view().cloned() else { return };
    let number = open.steps().iter().position(|s| s.id == step.id).map_or(1, |at| at + 1);
    changes::banner(ui, state, commands);
    waits(ui, state, open, commands);
    outcome(ui, open, commands);
    top_line(ui, open, &step);
    heading(ui, &format!("{number}. {}", step.title), size::TITLE);
    if let Some((cause, _)) = open.ticket().fix_in_hand(open.kb()) {
        fixed::draw(ui, open, &cause.id, Some(&step.id));
    }
    let link = open.link_in_view().cloned();
    if let Some(link) = &link {
        breadcrumb(ui, link);
    }
    let text = colors(ui).text;
    marked(ui, &step.action, size::LARGE, text);
    if let Some(link) = link {
        link_buttons(ui, state, &link, commands);
        link_doubts(ui, state, &link, commands);
    }
    let Some(open) = &state.open else { return };
    cards(ui, open.ticket(), &step, commands);
}

/// What the ticket waits for, each with its time and a button for when it has taken hold.
fn waits(ui: &mut Ui, state: &State, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    for (at, (on_method, wait)) in open.ticket().waits.iter().enumerate() {
        let title = open.kb().step(&on_method.2).map_or(on_method.2.as_str(), |step| &step.title);
        let is_over = wait.until <= state.now;
        let until = wait.until.to_zoned(state.zone.clone());
        let until = until.strftime("%a %H:%M, %b %-d").to_string();
        let (fill, words_here) = if is_over {
            (c.caution_soft, format!("Wait over since {until}: {title}"))
        } else {
            (c.card, format!("Waits until {until}: {title}"))
        };
        ground(ui, fill, c.line, |ui| {
            ui.horizontal_wrapped(|ui| {
                words(ui, &words_here, size::BODY, Weight::Medium);
                let name = format!("End the wait: {title}");
                let key =
                    if at == 0 { key_of(ui.ctx(), &Command::EndFirstWait) } else { String::new() };
                let end = sized_button(ui, Look::Plain, "End the wait", &key, 28.0);
                end.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if end.clicked() {
                    commands.push(Command::EndWait(on_method.clone()));
                }
            });
        });
    }
}

/// What there is to say when the way in hand is through, or did not help.
fn outcome(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let ticket = open.ticket();
    if ticket.has_failed_in_hand(open.kb()) {
        ground(ui, c.caution_soft, c.caution_soft, |ui| {
            let text = "This did not help, so this cause is less likely now.";
            words(ui, text, size::BODY, Weight::SemiBold);
            ui.horizontal_wrapped(|ui| after_failure(ui, open, commands));
        });
    } else if ticket.step_in_hand(open.kb()).is_none() && ticket.outcome.is_none() {
        ground(ui, c.good_soft, c.good_soft, |ui| {
            words(ui, "Every step of this fix has ended.", size::BODY, Weight::SemiBold);
            super::command_button(ui, Look::Main, Command::Show(Screen::WrapUp), commands);
        });
    }
}

/// What the diagnosis says now, as the main button, and the next fix beside it.
fn after_failure(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let advice = match &open.diagnosis.next {
        Next::Ask { .. } | Next::AskScreen => {
            Some(("Back to the questions", Command::Show(Screen::Diagnose)))
        }
        Next::Escalate => Some(("Hand over", Command::Show(Screen::WrapUp))),
        Next::Try { .. } => None,
    };
    let has_advice = advice.is_some();
    if let Some((name, command)) = advice
        && button(ui, Look::Main, name, &key_of(ui.ctx(), &command)).clicked()
    {
        commands.push(command);
    }
    let look = if has_advice { Look::Plain } else { Look::Main };
    let key = key_of(ui.ctx(), &Command::TryNext);
    if open.next_fix().is_some() && button(ui, look, "Go to the next fix", &key).clicked() {
        commands.push(Command::TryNext);
    }
}

fn top_line(ui: &mut Ui, open: &OpenTicket, step: &Step) {
    let c = colors(ui);
    let has_room = ui.available_width() >= ROOM_FOR_SOURCE;
    ui.horizontal_wrapped(|ui| {
        if let Some(link) = open.link_in_view() {
            chip(ui, link.product.name(), c.accent, c.accent_soft);
        }
        if let Some(role) = step.role.name() {
            chip(ui, &format!("needs: {role}"), c.accent, c.accent_soft);
        }
        if has_room {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| source(ui, open));
        }
    });
    if !has_room {
        source(ui, open);
    }
}

fn source(ui: &mut Ui, open: &OpenTicket) {
    let cause = open.ticket().fix_in_hand(open.kb()).map(|(cause, _)| cause);
    let source = cause.and_then(|cause| open.kb().source(cause.sources.first()?));
    if let Some(source) = source {
        let address = source.address.trim_start_matches("https://");
        let host = address.split('/').next().unwrap_or_default();
        small(ui, &format!("facts read {} \u{b7} source: {host}", source.read.strftime("%Y-%m")))
            .on_hover_text(format!("{}\n{}", source.title, source.address));
    }
}

fn breadcrumb(ui: &mut Ui, link: &Link) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 6.0);
        for (at, part) in link.breadcrumb.iter().enumerate() {
            if at > 0 {
                ui.label(egui::RichText::new("\u{203a}").color(c.text));
            }
            boxed(ui, part);
        }
    });
    if !link.formerly.is_empty() {
        small(ui, &format!("Older texts call it {}", link.formerly.join(" > ")));
    }
}

fn link_buttons(ui: &mut Ui, state: &State, link: &Link, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    ui.horizontal_wrapped(|ui| {
        let text = format!("Open in {} {}", link.product.name(), icon::OPENS);
        let key = key_of(ui.ctx(), &Command::OpenLink);
        if sized_button(ui, Look::Main, &text, &key, 42.0).clicked() {
            commands.push(Command::OpenLink);
        }
        if sized_button(ui, Look::Plain, "Copy link", &key_of(ui.ctx(), &Command::CopyLink), 42.0)
            .clicked()
        {
            commands.push(Command::CopyLink);
        }
        let ticket = open.ticket();
        let opens_google = link.address.as_deref().is_some_and(|a| a.contains("admin.google.com"));
        if opens_google && !ticket.google_admin.is_blank() {
            small(ui, &format!("as {}", ticket.google_admin.as_str()));
        }
        let names_user = link.address.as_deref().is_some_and(|address| address.contains("{user}"));
        if names_user && !ticket.user.is_blank() {
            small(ui, &format!("for {}", ticket.user.as_str()));
        }
    });
}

/// What is not sure about the link: no address, or weak evidence for it.
fn link_doubts(ui: &mut Ui, state: &mut State, link: &Link, commands: &mut Vec<Command>) {
    let is_stored = state.addresses.contains_key(&link.id);
    if is_stored {
        ui.horizontal(|ui| {
            small(ui, "This button opens the address you stored.");
            if sized_button(ui, Look::Plain, "Forget it", "", 26.0).clicked() {
                commands.push(Command::ForgetAddress(link.id.clone()));
            }
        });
    }
    if link.address.is_none() && !is_stored {
        let c = colors(ui);
        ground(ui, c.caution_soft, c.caution_soft, |ui| {
            marked(
                ui,
                "The address of this page is not published, so the front page opens. Follow the menu path above. Once you are there, store the address, and the button opens it next time.",
                size::BODY,
                c.text,
            );
            ui.horizontal(|ui| {
                let field = egui::TextEdit::singleline(&mut state.address_draft)
                    .id_salt(("address", link.id.as_str()))
                    .hint_text("https://console.jumpcloud.com/\u{2026}")
                    .margin(Margin::symmetric(10, 8))
                    .desired_width(ui.available_width() - 140.0);
                let field = ui.add(field);
                name_field(ui, &field, "Address of this page");
                if button(ui, Look::Plain, "Store address", "").clicked() {
                    commands
                        .push(Command::StoreAddress(link.id.clone(), state.address_draft.clone()));
                }
            });
        });
    } else if link.confidence == Confidence::Low && !is_stored {
        small(
            ui,
            "Unverified: this address rests on weak evidence. If it leads elsewhere, follow the menu path above.",
        );
    }
    if let (Some(unverified), true) = (&link.unverified, link.address.is_some()) {
        small(ui, &format!("Unverified: {unverified}"));
    }
}

fn cards(ui: &mut Ui, ticket: &Ticket, step: &Step, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let copy = step.copy.as_ref().map(|copy| filled(copy, ticket));
    if let Some(copy) = copy.filter(|copy| !copy.trim().is_empty()) {
        copy_card(ui, &copy, commands);
    }
    let notes = ticket.notes.iter().filter(|note| note.step.as_ref() == Some(&step.id));
    for note in notes {
        card(ui, |ui| {
            caption(ui, "Note (internal)");
            words(ui, note.text.for_insiders(), size::BODY, Weight::Regular);
        });
    }
    card(ui, |ui| {
        caption(ui, "You should see");
        marked(ui, &step.see, size::BODY, c.text);
    });
    if let Some(risk) = &step.risk {
        ground(ui, c.caution_soft, c.caution_soft, |ui| {
            ui.label(
                egui::RichText::new("Before you click")
                    .font(font(size::BODY, Weight::SemiBold))
                    .color(c.caution),
            );
            marked(ui, &risk.warning, size::BODY, c.text);
            marked(ui, &format!("**Undo:** {}", risk.undo), size::BODY, c.text);
        });
    }
    if let Some(wait) = &step.wait {
        card(ui, |ui| {
            caption(ui, &format!("Takes up to {} hours", wait.hours));
            marked(ui, &wait.reason, size::BODY, c.text);
        });
    }
    card(ui, |ui| {
        caption(ui, "Say to the customer");
        marked(ui, &format!("\u{201c}{}\u{201d}", step.say), size::BODY, c.text);
    });
    if let Some(wrong) = &step.wrong {
        card(ui, |ui| {
            caption(ui, "If it looks different");
            marked(ui, wrong, size::BODY, c.text);
        });
    }
    if let Some(unverified) = &step.unverified {
        card(ui, |ui| {
            caption(ui, "Unverified");
            marked(ui, unverified, size::BODY, c.dim);
        });
    }
}

fn copy_card(ui: &mut Ui, text: &str, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        caption(ui, "To copy");
        ui.horizontal(|ui| {
            let room = ui.available_width() - 90.0;
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(
                    egui::Label::new(egui::RichText::new(text).monospace()).wrap().selectable(true),
                );
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if sized_button(ui, Look::Plain, "Copy", "", 30.0).clicked() {
                    commands.push(Command::CopyText(text.to_owned()));
                }
            });
        });
    });
}

/// A text to copy with the ticket's data in it.
fn filled(copy: &str, ticket: &Ticket) -> String {
    copy.replace("{user}", ticket.user.as_str())
        .replace("{customer}", ticket.customer.as_str())
        .replace("{reference}", ticket.reference.as_str())
}

fn footer(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let results = [StepResult::NoEffect, StepResult::Skipped, StepResult::Done];
    if ui.available_width() < ROOM_FOR_NOTE {
        note::field(ui, state, f32::INFINITY, commands);
        ui.horizontal_wrapped(|ui| ends(ui, state, results, commands));
        return;
    }
    let width = |result| {
        let end = Command::EndStep(result);
        button_width(ui, name_of(&end), &key_of(ui.ctx(), &end)) + GRID
    };
    let buttons: f32 = results.into_iter().map(width).sum();
    let note = ui.available_width() - buttons;
    ui.horizontal(|ui| {
        note::field(ui, state, note, commands);
        ends(ui, state, results, commands);
    });
}

/// The buttons that end the step.
fn ends(ui: &mut Ui, state: &State, results: [StepResult; 3], commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let record = open.step_in_view().and_then(|s| open.ticket().record_in_hand(open.kb(), s));
    let is_done = record.is_some_and(|record| record.result == StepResult::Done);
    for result in results {
        let look = if result == StepResult::Done && !is_done { Look::Main } else { Look::Plain };
        super::command_button(ui, look, Command::EndStep(result), commands);
    }
}
