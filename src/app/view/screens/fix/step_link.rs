//! The page of a step: where it is, the buttons that open and copy its address, and what is not
//! certain about it.

use eframe::egui::{self, Ui};

use super::step_cards;
use crate::app::command::{Command, FixCommand, WindowCommand};
use crate::app::model::state::State;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, button, ground, marked, push_on_click, sized_button, small,
    text_field,
};
use crate::kb::{Confidence, Link, Product, Step};
use crate::theme::icon;
use crate::theme::{colors, size};

/// Draws the menu path to the page.
pub fn breadcrumb(ui: &mut Ui, link: &Link) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 4.0);
        for (at, part) in link.breadcrumb.iter().enumerate() {
            if at > 0 {
                ui.label(egui::RichText::new(icon::RIGHT).color(c.dim));
            }
            ui.label(egui::RichText::new(part).color(c.dim));
        }
    });
    if !link.formerly.is_empty() {
        small(ui, &format!("Formerly {}", link.formerly.join(" > ")));
    }
}

/// Draws the buttons that open the page and copy its address and what the step asks for, and for whom
/// the page opens.
pub fn buttons(ui: &mut Ui, state: &State, link: &Link, step: &Step, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    ui.horizontal_wrapped(|ui| {
        open_and_copy(ui, Some(link.product), ButtonStyle::Main, commands);
        if let Some((name, text)) = step_cards::to_copy(open, step) {
            let copy = build_button(&name).height(40.0).show(ui);
            push_on_click(&copy, WindowCommand::CopyText(text), commands);
        }
        let ticket = open.ticket();
        if link.product == Product::GoogleAdmin && !ticket.google_admin.is_blank() {
            small(ui, &format!("Sign in as {}", ticket.google_admin.as_str()));
        }
        let names_user = link.address.as_deref().is_some_and(|address| address.contains("{user}"));
        if names_user && !ticket.user.is_blank() {
            small(ui, &format!("for {}", ticket.user.as_str()));
        }
    });
}

/// The buttons that open the page and copy its address. `product` is the console, if it is known.
pub fn open_and_copy(
    ui: &mut Ui,
    product: Option<Product>,
    style: ButtonStyle,
    commands: &mut Vec<Command>,
) {
    let place = product.map_or("the browser", Product::name);
    let text = format!("Open in {place}  {}", icon::OPENS);
    for (style, text, command) in [
        (style, text.as_str(), Command::Fix(FixCommand::OpenLink)),
        (ButtonStyle::Plain, "Copy link", Command::Fix(FixCommand::CopyLink)),
    ] {
        let key = key_of(ui.ctx(), &command);
        let response = build_button(text).style(style).key(key).height(40.0).show(ui);
        push_on_click(&response, command, commands);
    }
}

/// Says what is not certain about the link: no address, or weak evidence for it.
pub fn doubts(ui: &mut Ui, state: &mut State, link: &Link, commands: &mut Vec<Command>) {
    let is_stored = state.addresses.contains_key(&link.id);
    if is_stored {
        ui.horizontal(|ui| {
            small(ui, "This button opens the address you stored.");
            let forget = sized_button(ui, ButtonStyle::Plain, "Forget it", "", 26.0);
            push_on_click(&forget, FixCommand::ForgetAddress(link.id.clone()), commands);
        });
    } else if link.address.is_none() {
        ask_for_address(ui, link, &mut state.drafts.address, commands);
    } else if link.confidence == Confidence::Low {
        small(
            ui,
            "Unverified: this address may be wrong. If it leads elsewhere, follow the menu path above.",
        );
    }
    if let (Some(unverified), true) = (&link.unverified, link.address.is_some()) {
        small(ui, &format!("Unverified: {unverified}"));
    }
}

fn ask_for_address(ui: &mut Ui, link: &Link, draft: &mut String, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ground(ui, c.caution_soft, c.caution_soft, |ui| {
        let text = "This page has no published address, so the button opens the front page. \
                    Follow the menu path above, then store the address of the page here.";
        marked(ui, text, size::BODY, c.text);
        ui.horizontal(|ui| {
            text_field("Address of this page")
                .of(&link.id)
                .hint("https://console.jumpcloud.com/\u{2026}")
                .width(ui.available_width() - 140.0)
                .show(ui, draft);
            let store = button(ui, ButtonStyle::Plain, "Store address", "");
            let command = FixCommand::StoreAddress(link.id.clone(), draft.clone());
            push_on_click(&store, command, commands);
        });
    });
}
