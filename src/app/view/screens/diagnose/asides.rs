//! What else is to be known beside the next thing to do: answers that contradict each other, questions
//! of the customer, a second problem, pages to check first.

use eframe::egui::Ui;

use crate::app::command::{Command, DiagnoseCommand, FixCommand, TicketsCommand, WindowCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::view::widgets::{
    ButtonStyle, caption, ground, hint, marked, named_button, push_on_click, sized_button, small,
    words,
};
use crate::diagnosis::{Answer, AskedQuestion};
use crate::kb::markup;
use crate::theme::{Weight, colors, size};

/// Draws what there is, each in a card of its own.
pub fn draw(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    contradiction(ui, open, commands);
    asked_questions(ui, open, commands);
    second_problem(ui, open, commands);
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
}

/// Questions that the customer asks, with what the knowledge base answers and where that comes from.
fn asked_questions(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    for AskedQuestion { answer, quote } in &open.diagnosis.question_answers {
        let Some(answer) = open.kb().answer(answer) else { continue };
        ground(ui, c.card, c.line, |ui| {
            caption(ui, "The customer asks");
            small(ui, &format!("\u{201c}{}\u{201d}", quote.for_insiders()));
            marked(ui, &answer.answer, size::BODY, c.text);
            if let Some(unverified) = &answer.unverified {
                small(ui, &format!("Unverified: {unverified}"));
            }
            let sources = answer.sources.iter().filter_map(|id| open.kb().source(id));
            for source in sources {
                let line = small(ui, &format!("Source: {}", source.title));
                hint(&line, &source.address);
            }
            let copy = named_button(ui, "Copy answer", "Copy the answer", 28.0);
            let text = markup::plain(&answer.answer);
            push_on_click(&copy, WindowCommand::CopyText(text), commands);
        });
    }
}

/// What seems to be another problem, which is better a ticket of its own.
fn second_problem(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let Some(quote) = &open.diagnosis.second_problem else { return };
    let c = colors(ui);
    ground(ui, c.card, c.line, |ui| {
        words(ui, "This seems to be a second problem", size::BODY, Weight::SemiBold);
        small(ui, &format!("\u{201c}{}\u{201d}", quote.for_insiders()));
        let text = quote.for_insiders().to_owned();
        let split = sized_button(ui, ButtonStyle::Plain, "Open a ticket for it", "", 30.0);
        push_on_click(&split, TicketsCommand::NewFor(text), commands);
    });
}

/// Pages to check before anything is repaired.
fn pages_to_check(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    if open.diagnosis.check_first.is_empty() {
        return;
    }
    let c = colors(ui);
    ground(ui, c.card, c.line, |ui| {
        words(ui, "Check for an outage first", size::BODY, Weight::SemiBold);
        ui.horizontal_wrapped(|ui| {
            for link in open.diagnosis.check_first.iter().filter_map(|id| open.kb().link(id)) {
                let page = sized_button(ui, ButtonStyle::Plain, &link.page, "", 30.0);
                push_on_click(&page, FixCommand::OpenPage(link.id.clone()), commands);
            }
        });
    });
}
