//! What is shown above a step: what the ticket waits for.

use eframe::egui::{Role, Ui, WidgetInfo};
use jiff::Timestamp;

use crate::app::command::{Command, FixCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{ButtonStyle, ground, push_on_click, sized_button, words};
use crate::theme::{Weight, colors, size};
use crate::ticket::{StepOfMethod, Wait};

/// Draws what the ticket waits for, each with its time and a button to end the wait.
pub fn waits(ui: &mut Ui, state: &State, open: &OpenTicket, commands: &mut Vec<Command>) {
    if let Some(until) = open.ticket().wait {
        whole_wait(ui, state, until, commands);
    }
    for (at, (step, wait)) in open.ticket().waits.iter().enumerate() {
        let end_first = Command::Fix(FixCommand::EndFirstWait);
        let key = if at == 0 { key_of(ui.ctx(), &end_first) } else { String::new() };
        wait_card(ui, state, open, (step, wait), &key, commands);
    }
}

fn wait_card(
    ui: &mut Ui,
    state: &State,
    open: &OpenTicket,
    (on_method, wait): (&StepOfMethod, &Wait),
    key: &str,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    let title = open.kb().step(&on_method.2).map_or(on_method.2.as_str(), |step| &step.title);
    let until = wait.until.to_zoned(state.session.zone.clone());
    let until = until.strftime("%a %H:%M, %b %-d").to_string();
    let (fill, text) = if wait.until <= state.session.now {
        (c.caution_soft, format!("Wait over since {until}: {title}"))
    } else {
        (c.card, format!("Waiting until {until}: {title}"))
    };
    ground(ui, fill, c.line, |ui| {
        ui.horizontal_wrapped(|ui| {
            words(ui, &text, size::BODY, Weight::Medium);
            let end = sized_button(ui, ButtonStyle::Plain, "End the wait", key, 28.0);
            let name = format!("End the wait: {title}");
            end.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            push_on_click(&end, FixCommand::EndWait(on_method.clone()), commands);
        });
    });
}

/// The wait of the ticket as a whole.
fn whole_wait(ui: &mut Ui, state: &State, until: Timestamp, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let end = Command::Fix(FixCommand::EndFirstWait);
    let key = key_of(ui.ctx(), &end);
    let at = until.to_zoned(state.session.zone.clone()).strftime("%a %H:%M, %b %-d");
    let (fill, text) = if until <= state.session.now {
        (c.caution_soft, format!("The wait is over since {at}"))
    } else {
        (c.card, format!("This ticket waits until {at}"))
    };
    ground(ui, fill, c.line, |ui| {
        ui.horizontal_wrapped(|ui| {
            words(ui, &text, size::BODY, Weight::Medium);
            let button = sized_button(ui, ButtonStyle::Plain, "End the wait", &key, 28.0);
            push_on_click(&button, end, commands);
        });
    });
}
