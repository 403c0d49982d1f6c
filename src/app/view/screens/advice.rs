//! What to do next: the question or the fix that is suggested, answers that contradict each other, and
//! pages to check first.

use eframe::egui::{self, Align, Layout, TextEdit, Ui};

use super::causes::{minutes_of_fix, reason_text};
use crate::app::command::{
    Command, DiagnoseCommand, FixCommand, NavigateCommand, TicketsCommand, WindowCommand,
};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, announce, answer_buttons, button, caption, command_button, ground, marked,
    name_field, named_button, push_on_click, sized_button, small, words,
};
use crate::diagnosis::{Answer, AskedQuestion, Handover, Next, SCREEN_QUESTION};
use crate::kb::{CauseId, LinkId, MethodId, Symptom, SymptomId, markup};
use crate::text::percent;
use crate::theme::{Weight, colors, font, size};

/// The greatest number of pages shown beside a question.
const PLACES_SHOWN: usize = 2;
/// The greatest number of causes that are named as ruled out where a ticket is to be handed over.
const RULED_OUT_SHOWN: usize = 4;

/// Draws the advice.
pub fn draw(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    next(ui, open, commands);
    contradiction(ui, open, commands);
    asked_questions(ui, open, commands);
    second_problem(ui, open, commands);
    pages_to_check(ui, open, commands);
}

/// The card of what to do next: the symptom picked in the list, else what the diagnosis suggests.
fn next(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    ground(ui, c.card, c.accent, |ui| {
        let picked = open.picked.as_ref().and_then(|id| open.kb().symptom(id));
        match (picked, &open.diagnosis.next.clone()) {
            (Some(symptom), _) => {
                top_line(ui, "Picked in the list", "Arrow keys move, Esc returns");
                question(ui, &symptom.question);
                where_to_look(ui, open, &symptom.places, commands);
                answers(ui, false, commands);
            }
            (None, Next::Ask { symptom, settles, look_up, companions }) => {
                let settles = format!("Settles {} of what is still open", percent(*settles));
                let Some(symptom) = open.kb().symptom(symptom) else { return };
                let label = if *look_up { "Look it up yourself" } else { "Ask next" };
                top_line(ui, label, &settles);
                ask(ui, open, symptom, companions, commands);
            }
            (None, Next::AskScreen) => ask_screen(ui, open, commands),
            (None, Next::Try { cause, method, unconfirmed }) => {
                suggested_fix(ui, open, (cause, method), *unconfirmed, commands);
            }
            (None, Next::Escalate) => hand_over(ui, open, commands),
        }
    });
    ui.add_space(4.0);
}

/// A question, with what the text seems to say about it, where to look, and what the same page shows.
fn ask(
    ui: &mut Ui,
    open: &OpenTicket,
    symptom: &Symptom,
    companions: &[SymptomId],
    commands: &mut Vec<Command>,
) {
    question(ui, &symptom.question);
    if let Some(maybe) = open.case.suggestions.iter().find(|maybe| maybe.symptom == symptom.id) {
        let answer = maybe.answer.name().to_lowercase();
        let quote = maybe.quote.for_insiders();
        small(ui, &format!("Maybe {answer}: \u{201c}{quote}\u{201d}"));
    }
    where_to_look(ui, open, &symptom.places, commands);
    answers(ui, true, commands);
    let companions: Vec<&Symptom> =
        companions.iter().filter_map(|id| open.kb().symptom(id)).collect();
    if companions.is_empty() {
        return;
    }
    caption(ui, "The same page also shows");
    for companion in companions {
        ui.horizontal(|ui| {
            ui.push_id(companion.id.as_str(), |ui| {
                if let Some(answer) = answer_buttons(ui, &companion.statement, None) {
                    let command = DiagnoseCommand::Answer(companion.id.clone(), Some(answer));
                    commands.push(command.into());
                }
            });
            small(ui, &companion.question);
        });
    }
}

/// The pages on which a question can be looked up.
fn where_to_look(ui: &mut Ui, open: &OpenTicket, places: &[LinkId], commands: &mut Vec<Command>) {
    let places: Vec<_> = places.iter().filter_map(|id| open.kb().link(id)).collect();
    if places.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        small(ui, "Where to look:");
        for link in places.into_iter().take(PLACES_SHOWN) {
            let name = format!("{}: {}", link.product.name(), link.page);
            let page = sized_button(ui, ButtonStyle::Plain, &name, "", 28.0);
            push_on_click(&page, FixCommand::OpenPage(link.id.clone()), commands);
        }
    });
}

/// The open question, with a field for the answer.
fn ask_screen(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    top_line(ui, "Ask next", "An exact message proves more than any answer");
    question(ui, SCREEN_QUESTION);
    let ticket = open.stored.ticket.id.0;
    let field = TextEdit::multiline(&mut open.screen_text)
        .id_salt(("screen", ticket))
        .hint_text("Type or paste the message")
        .desired_rows(2)
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    name_field(ui, &field, SCREEN_QUESTION);
    ui.horizontal_wrapped(|ui| {
        let is_typed = !open.screen_text.trim().is_empty();
        let style = if is_typed { ButtonStyle::Main } else { ButtonStyle::Plain };
        let save = sized_button(ui, style, "Save the message", "", 34.0);
        if save.clicked() && is_typed {
            let text = Some(open.screen_text.clone());
            commands.push(DiagnoseCommand::TellScreen(text).into());
        }
        let none = Command::from(DiagnoseCommand::AnswerNext(Answer::CantTell));
        let key = key_of(ui.ctx(), &none);
        let none_button = sized_button(ui, ButtonStyle::Plain, "No message", &key, 34.0);
        push_on_click(&none_button, none, commands);
    });
}

/// The fix to carry out now, with a warning if nothing confirms its cause.
fn suggested_fix(
    ui: &mut Ui,
    open: &OpenTicket,
    (cause, method): (&CauseId, &MethodId),
    unconfirmed: bool,
    commands: &mut Vec<Command>,
) {
    let Some(cause) = open.kb().cause(cause) else { return };
    let minutes = minutes_of_fix(open, cause);
    top_line(ui, "Fix next", &format!("Try this now, {minutes:.0} min"));
    let title = words(ui, &cause.title, 17.0, Weight::SemiBold);
    announce(ui, &title);
    if let Some(method) = cause.method(Some(method)) {
        small(ui, &method.title);
        if unconfirmed {
            let steps = open.kb().steps_of(cause, method);
            let risk = steps.iter().find_map(|step| step.risk.as_ref());
            let c = colors(ui);
            let text = "**Not confirmed:** nobody could tell whether this is the cause.";
            marked(ui, text, size::BODY, c.caution);
            if let Some(risk) = risk {
                marked(ui, &risk.warning, size::BODY, c.text);
            }
        }
    }
    let name = if open.has_in_hand(&cause.id) { "Continue this fix" } else { "Start this fix" };
    let key = key_of(ui.ctx(), &FixCommand::StartSuggested.into());
    ui.horizontal_wrapped(|ui| {
        let start = button(ui, ButtonStyle::Main, name, &key);
        push_on_click(&start, FixCommand::StartSuggested, commands);
        keep_asking(ui, open, commands);
    });
}

/// Nothing covered is likely enough: to whom the ticket goes, what was ruled out, and what must not be
/// done meanwhile.
fn hand_over(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    top_line(ui, "Hand over", "No known cause is likely enough");
    let title = words(ui, "Probably not this integration", 17.0, Weight::SemiBold);
    announce(ui, &title);
    if let Some(Handover { to, because, do_not }) = &open.diagnosis.handover {
        marked(ui, &format!("**Hand over to:** {to}"), size::BODY, c.text);
        for (cause, reason) in because.iter().take(RULED_OUT_SHOWN) {
            let title = open.kb().cause(cause).map_or("", |cause| cause.title.as_str());
            let ranked = open.diagnosis.causes.iter().find(|ranked| ranked.id == *cause);
            let against = ranked.and_then(|ranked| reason_text(open, ranked, reason));
            let against = against.unwrap_or_default();
            small(ui, &format!("Ruled out: **{title}** \u{b7} {against}"));
        }
        if !do_not.is_empty() {
            marked(ui, "**Do not do meanwhile:**", size::BODY, c.caution);
            for thing in do_not {
                marked(ui, &format!("\u{2022} {thing}"), size::BODY, c.text);
            }
        }
    }
    ui.horizontal_wrapped(|ui| {
        let wrap_up = NavigateCommand::Show(Screen::WrapUp);
        command_button(ui, ButtonStyle::Main, wrap_up, commands);
        keep_asking(ui, open, commands);
    });
}

/// A way to go on asking, although a question is no longer worth its time.
fn keep_asking(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    if let Some(symptom) = &open.diagnosis.keep_asking {
        let keep = button(ui, ButtonStyle::Plain, "Keep asking", "");
        push_on_click(&keep, DiagnoseCommand::Pick(symptom.clone()), commands);
    }
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
                small(ui, &format!("Source: {}", source.title)).on_hover_text(&source.address);
            }
            let copy = named_button(ui, "Copy answer", "Copy the answer", 28.0);
            let text = markup::plain(&answer.answer);
            push_on_click(&copy, WindowCommand::CopyText(text), commands);
        });
        ui.add_space(4.0);
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
    ui.add_space(4.0);
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
    ui.add_space(4.0);
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
