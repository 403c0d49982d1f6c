//! What to do next: the suggested question or fix, answers that contradict each other, and pages to
//! check first.

use eframe::egui::{self, Align, Layout, Ui};

use super::causes::minutes_of_fix;
use crate::app::command::{Command, DiagnoseCommand, FixCommand, NavigateCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, announce, button, command_button, ground, named_button, push_on_click,
    sized_button, small, words,
};
use crate::diagnosis::{Answer, Next};
use crate::kb::CauseId;
use crate::text::percent;
use crate::theme::{Weight, colors, font, size};

/// Draws the advice.
pub fn draw(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    next(ui, open, commands);
    contradiction(ui, open, commands);
    pages_to_check(ui, open, commands);
}

/// Two answers that contradict each other, either of which can be taken back.
fn contradiction(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let Some(contradiction) = &open.diagnosis.contradiction else { return };
    let c = colors(ui);
    ground(ui, c.caution_soft, c.caution, |ui| {
        words(ui, "These answers contradict each other", size::BODY, Weight::SemiBold);
        for symptom in &contradiction.between {
            let answer = open.ticket().answers.get(symptom).copied().flatten();
            let answer = answer.map_or("", Answer::name).to_lowercase();
            let statement = open.kb().symptom(symptom).map_or("", |symptom| &symptom.statement);
            ui.horizontal_wrapped(|ui| {
                words(ui, &format!("{statement}: {answer}"), size::BODY, Weight::Regular);
                let name = format!("Take back: {statement}");
                let take_back = named_button(ui, "Take back", &name, 26.0);
                let command = DiagnoseCommand::Answer(symptom.clone(), None);
                push_on_click(&take_back, command, commands);
            });
        }
    });
    ui.add_space(4.0);
}

/// Pages to check before anything is repaired.
fn pages_to_check(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    if open.diagnosis.look.is_empty() {
        return;
    }
    let c = colors(ui);
    ground(ui, c.card, c.line, |ui| {
        words(ui, "Check for an outage first", size::BODY, Weight::SemiBold);
        ui.horizontal_wrapped(|ui| {
            for link in open.diagnosis.look.iter().filter_map(|id| open.kb().link(id)) {
                let page = sized_button(ui, ButtonStyle::Plain, &link.page, "", 30.0);
                push_on_click(&page, FixCommand::OpenPage(link.id.clone()), commands);
            }
        });
    });
    ui.add_space(4.0);
}

/// The card of what to do next: the symptom picked in the list, else what the diagnosis suggests.
fn next(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ground(ui, c.card, c.accent, |ui| {
        let picked = open.picked.as_ref().and_then(|id| open.kb().symptom(id));
        match (picked, &open.diagnosis.next) {
            (Some(symptom), _) => {
                top_line(ui, "Picked in the list", "Arrow keys move, Esc returns");
                question(ui, &symptom.question);
                answers(ui, false, commands);
            }
            (None, Next::Ask { symptom, settles }) => {
                let settles = percent(*settles);
                top_line(ui, "Ask next", &format!("Settles {settles} of what is still open"));
                let symptom = open.kb().symptom(symptom);
                question(ui, symptom.map_or("", |symptom| symptom.question.as_str()));
                answers(ui, true, commands);
            }
            (None, Next::Try { cause }) => suggested_fix(ui, open, cause, commands),
            (None, Next::Escalate) => hand_over(ui, commands),
        }
    });
    ui.add_space(4.0);
}

fn suggested_fix(ui: &mut Ui, open: &OpenTicket, cause: &CauseId, commands: &mut Vec<Command>) {
    let cause = open.kb().cause(cause);
    let minutes = cause.map_or(0.0, |cause| minutes_of_fix(open, cause));
    top_line(ui, "Fix next", &format!("Try this now, {minutes:.0} min"));
    let title = words(ui, cause.map_or("", |cause| &cause.title), 17.0, Weight::SemiBold);
    announce(ui, &title);
    let is_in_hand = cause.is_some_and(|cause| open.has_in_hand(&cause.id));
    let name = if is_in_hand { "Continue this fix" } else { "Start this fix" };
    let key = key_of(ui.ctx(), &FixCommand::StartSuggested.into());
    let start = button(ui, ButtonStyle::Main, name, &key);
    push_on_click(&start, FixCommand::StartSuggested, commands);
}

fn hand_over(ui: &mut Ui, commands: &mut Vec<Command>) {
    top_line(ui, "Hand over", "No known cause is likely enough");
    let text = "Give this ticket to the next level with what is known so far";
    let text = words(ui, text, 17.0, Weight::SemiBold);
    announce(ui, &text);
    let wrap_up = NavigateCommand::Show(Screen::WrapUp);
    command_button(ui, ButtonStyle::Main, wrap_up, commands);
}

fn top_line(ui: &mut Ui, left: &str, right: &str) {
    let c = colors(ui).dim;
    ui.horizontal(|ui| {
        let left = egui::RichText::new(left.to_uppercase());
        ui.label(left.font(font(size::SMALL, Weight::SemiBold)).color(c));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| small(ui, right));
    });
}

fn question(ui: &mut Ui, text: &str) {
    let question = words(ui, &format!("\u{201c}{text}\u{201d}"), 17.0, Weight::SemiBold);
    announce(ui, &question);
}

fn answers(ui: &mut Ui, can_wait: bool, commands: &mut Vec<Command>) {
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        let mut answer_button = |name: &str, command: DiagnoseCommand| {
            let command = Command::from(command);
            let key = key_of(ui.ctx(), &command);
            let response = sized_button(ui, ButtonStyle::Plain, name, &key, 34.0);
            push_on_click(&response, command, commands);
        };
        for answer in Answer::ALL {
            let name = answer.name().replace('\'', "\u{2019}");
            answer_button(&name, DiagnoseCommand::AnswerNext(answer));
        }
        if can_wait {
            answer_button("Later", DiagnoseCommand::AskLater);
        }
    });
}
