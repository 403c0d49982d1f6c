//! What is shown above a step: what the ticket waits for, and how the fix in hand went.

use eframe::egui::{Role, Ui, WidgetInfo};

use crate::app::command::{Command, FixCommand, NavigateCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, button, command_button, ground, push_on_click, sized_button, words,
};
use crate::diagnosis::Next;
use crate::theme::{Weight, colors, size};
use crate::ticket::{StepOfMethod, Wait};

/// Draws what the ticket waits for, each with its time and a button to end the wait.
pub fn waits(ui: &mut Ui, state: &State, open: &OpenTicket, commands: &mut Vec<Command>) {
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

/// Says how the fix in hand went, once it did not help or all its steps have ended.
pub fn outcome(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    let ticket = open.ticket();
    if ticket.has_current_fix_failed(open.kb()) {
        ground(ui, c.caution_soft, c.caution_soft, |ui| {
            let text = "This fix did not help, so its cause is now less likely.";
            words(ui, text, size::BODY, Weight::SemiBold);
            ui.horizontal_wrapped(|ui| after_failure(ui, open, commands));
        });
    } else if ticket.current_step(open.kb()).is_none() && ticket.outcome.is_none() {
        ground(ui, c.good_soft, c.good_soft, |ui| {
            words(ui, "No step of this fix is left.", size::BODY, Weight::SemiBold);
            let wrap_up = NavigateCommand::Show(Screen::WrapUp);
            command_button(ui, ButtonStyle::Main, wrap_up, commands);
        });
    }
}

/// What the diagnosis suggests now, as the main button, and the next fix beside it.
fn after_failure(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let advice = match &open.diagnosis.next {
        Next::Ask { .. } | Next::AskScreen => Some(("Back to the questions", Screen::Diagnose)),
        Next::Escalate => Some(("Hand over", Screen::WrapUp)),
        Next::Try { .. } => None,
    };
    let has_advice = advice.is_some();
    if let Some((name, screen)) = advice {
        let show = Command::Navigate(NavigateCommand::Show(screen));
        let response = button(ui, ButtonStyle::Main, name, &key_of(ui.ctx(), &show));
        push_on_click(&response, show, commands);
    }
    if open.next_fix().is_some() {
        let style = if has_advice { ButtonStyle::Plain } else { ButtonStyle::Main };
        let start = Command::Fix(FixCommand::StartSuggested);
        let response = button(ui, style, "Go to the next fix", &key_of(ui.ctx(), &start));
        push_on_click(&response, start, commands);
    }
}
