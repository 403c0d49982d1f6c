//! What to do next: the question or the fix that is advised, pages worth a look before, and answers
//! that do not go together.

use eframe::egui::{self, Align, Layout, Ui};

use crate::app::command::{Command, key_of};
use crate::app::open_ticket::OpenTicket;
use crate::app::place::Screen;
use crate::app::widgets::{
    Look, announce, button, ground, named_button, sized_button, small, words,
};
use crate::diagnosis::{Answer, Next, SCREEN_QUESTION};
use crate::export::percent;
use crate::kb::SymptomId;
use crate::theme::{Weight, colors, font, size};

/// Draws the advice.
pub fn draw(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    next(ui, open, commands);
    contradiction(ui, open, commands);
    look(ui, open, commands);
}

/// Two answers that hardly go together, each to be taken back.
fn contradiction(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let Some(contradiction) = &open.diagnosis.contradiction else { return };
    let c = colors(ui);
    ground(ui, c.caution_soft, c.caution, |ui| {
        words(ui, "These answers hardly go together", size::BODY, Weight::SemiBold);
        for symptom in &contradiction.between {
            let answer = open.ticket().answers.get(symptom).copied().flatten();
            let answer = answer.map_or("", Answer::name).to_lowercase();
            ui.horizontal_wrapped(|ui| {
                words(
                    ui,
                    &format!("{}: {answer}", statement(open, symptom)),
                    size::BODY,
                    Weight::Regular,
                );
                let name = format!("Take back: {}", statement(open, symptom));
                if named_button(ui, "Take back", &name, 26.0).clicked() {
                    commands.push(Command::Answer(symptom.clone(), None));
                }
            });
        }
    });
    ui.add_space(4.0);
}

/// Pages worth a look before anything is repaired.
fn look(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    if open.diagnosis.check_first.is_empty() {
        return;
    }
    let c = colors(ui);
    ground(ui, c.card, c.line, |ui| {
        words(ui, "Is it an outage? Look first", size::BODY, Weight::SemiBold);
        ui.horizontal_wrapped(|ui| {
            for link in open.diagnosis.check_first.iter().filter_map(|id| open.kb().link(id)) {
                if sized_button(ui, Look::Plain, &link.page, "", 30.0).clicked() {
                    commands.push(Command::OpenPage(link.id.clone()));
                }
            }
        });
    });
    ui.add_space(4.0);
}

fn statement<'a>(open: &'a OpenTicket, symptom: &SymptomId) -> &'a str {
    open.kb().symptom(symptom).map_or("", |symptom| symptom.statement.as_str())
}

fn next(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ground(ui, c.card, c.accent, |ui| {
        let picked = open.picked.as_ref().and_then(|id| open.kb().symptom(id));
        match (picked, &open.diagnosis.next) {
            (Some(symptom), _) => {
                top_line(ui, "PICKED IN THE LIST", "arrow keys move, Esc leaves");
                question(ui, &symptom.question);
                answers(ui, commands, false);
            }
            (None, Next::Ask { symptom, settles, .. }) => {
                top_line(
                    ui,
                    "ASK NEXT",
                    &format!("settles {} of what is still open", percent(*settles)),
                );
                let symptom = open.kb().symptom(symptom);
                question(ui, symptom.map_or("", |symptom| symptom.question.as_str()));
                answers(ui, commands, true);
            }
            (None, Next::Try { cause, .. }) => {
                top_line(ui, "FIX NEXT", "cheaper than another question");
                let title = open.kb().cause(cause).map_or("", |cause| cause.title.as_str());
                let title = words(ui, title, 17.0, Weight::SemiBold);
                announce(ui, &title);
                let key = key_of(ui.ctx(), &Command::TryNext);
                let name =
                    if open.has_in_hand(cause) { "Go on with this fix" } else { "Start this fix" };
                if button(ui, Look::Main, name, &key).clicked() {
                    commands.push(Command::TryNext);
                }
            }
            (None, Next::AskScreen) => {
                top_line(ui, "ASK NEXT", "paste the answer into the complaint");
                question(ui, SCREEN_QUESTION);
                let command = Command::AnswerNext(Answer::CantTell);
                let key = key_of(ui.ctx(), &command);
                if sized_button(ui, Look::Plain, "Can\u{2019}t tell", &key, 34.0).clicked() {
                    commands.push(command);
                }
            }
            (None, Next::Escalate) => {
                top_line(ui, "HAND OVER", "nothing covered is likely enough");
                let text = "Give this to the next level with what is known so far";
                let text = words(ui, text, 17.0, Weight::SemiBold);
                announce(ui, &text);
                if button(
                    ui,
                    Look::Main,
                    "Wrap up",
                    &key_of(ui.ctx(), &Command::Show(Screen::WrapUp)),
                )
                .clicked()
                {
                    commands.push(Command::Show(Screen::WrapUp));
                }
            }
        }
    });
    ui.add_space(4.0);
}

fn top_line(ui: &mut Ui, left: &str, right: &str) {
    let c = colors(ui).dim;
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(left).font(font(size::SMALL, Weight::SemiBold)).color(c));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| small(ui, right));
    });
}

fn question(ui: &mut Ui, text: &str) {
    let question = words(ui, &format!("\u{201c}{text}\u{201d}"), 17.0, Weight::SemiBold);
    announce(ui, &question);
}

fn answers(ui: &mut Ui, commands: &mut Vec<Command>, with_later: bool) {
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        for answer in Answer::ALL {
            let command = Command::AnswerNext(answer);
            let name = answer.name().replace('\'', "\u{2019}");
            if sized_button(ui, Look::Plain, &name, &key_of(ui.ctx(), &command), 34.0).clicked() {
                commands.push(command);
            }
        }
        if with_later
            && sized_button(ui, Look::Plain, "Later", &key_of(ui.ctx(), &Command::AskLater), 34.0)
                .clicked()
        {
            commands.push(Command::AskLater);
        }
    });
}
