//! How the page of a step looks at this installation, in the technician's own words.

use eframe::egui::{RichText, Ui};
use jiff::civil::Date;

use crate::app::command::{Command, FixCommand, NavigateCommand};
use crate::app::settings::navigation::Overlay;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, card, chip, marked, push_on_click, sized_button, small,
};
use crate::kb::{OwnPage, PageOrigin};
use crate::privacy::InternalText;
use crate::theme::{colors, icon, size};

/// Draws an own page in place of the path and the words that are shipped.
pub fn draw(ui: &mut Ui, own: (&OwnPage, PageOrigin), commands: &mut Vec<Command>) {
    let (page, origin) = own;
    let c = colors(ui);
    card(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            chip(ui, &mark(origin, page.noted()), c.accent, c.accent_soft);
            let seen = if page.is_released() { "Customers may see this" } else { "Internal" };
            small(ui, seen);
            if origin == PageOrigin::Yours {
                let change = sized_button(ui, ButtonStyle::Quiet, "Change", "", 26.0);
                push_on_click(&change, NavigateCommand::Overlay(Overlay::OwnPage), commands);
                let name = "Show the page as shipped";
                let remove = sized_button(ui, ButtonStyle::Quiet, name, "", 26.0);
                push_on_click(&remove, FixCommand::RemoveOwnPage(page.step().clone()), commands);
            }
        });
        if !page.path().is_empty() {
            let path: Vec<&str> = page.path().iter().map(InternalText::for_insiders).collect();
            let path = path.join(&format!(" {} ", icon::RIGHT));
            ui.label(RichText::new(path).color(c.dim));
        }
        if !page.words().is_blank() {
            marked(ui, page.words().for_insiders(), size::LARGE, c.text);
        }
    });
}

/// Whose it is, and since when.
fn mark(origin: PageOrigin, noted: Date) -> String {
    let day = noted.strftime("%b %-d, %Y");
    match origin {
        PageOrigin::Yours => format!("Yours, {day}"),
        PageOrigin::Pack => format!("From a pack, {day}"),
    }
}

/// The button for a page that looks otherwise than it is shown.
pub fn button(ui: &mut Ui, commands: &mut Vec<Command>) {
    let command = Command::Navigate(NavigateCommand::Overlay(Overlay::OwnPage));
    let key = key_of(ui.ctx(), &command);
    let different = sized_button(ui, ButtonStyle::Quiet, "This page looks different", &key, 28.0);
    push_on_click(&different, command, commands);
}
