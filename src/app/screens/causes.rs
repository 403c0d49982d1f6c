//! What follows from the answers: the next question, and the causes with their why.

use eframe::egui::{self, Align, Layout, Role, Ui, WidgetInfo};

use crate::app::command::{Command, key_of};
use crate::app::place::Screen;
use crate::app::state::{OpenTicket, State};
use crate::app::theme::{Weight, colors, font, size};
use crate::app::widgets::{
    Look, bar, button, card, ground, heading, marked, sized_button, small, words,
};
use crate::diagnosis::{About, Answer, Next, RankedCause};
use crate::export::percent;
use crate::kb::Cause;

/// Causes less likely than this are not shown, unless they are among the first.
const LEAST: f64 = 0.02;
/// How many causes are shown at least.
const AT_LEAST: usize = 3;
/// How many causes are shown at most.
const AT_MOST: usize = 6;
/// Reasons weaker than this, in natural log-odds, are not told.
const WEAK_REASON: f64 = 0.1;

/// Draws question and causes.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    next(ui, open, commands);
    heading(ui, "Most likely causes", size::LARGE);
    list(ui, open, commands);
}

/// The causes, most likely first, and the share that none of them covers, first where it leads.
pub fn list(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let first = open.diagnosis.causes.first().map_or(0.0, |first| first.probability);
    let leads = first < open.diagnosis.not_covered;
    if leads {
        not_covered(ui, open, true);
    }
    let shown = open.diagnosis.causes.iter().enumerate();
    let shown = shown.filter(|(at, c)| *at < AT_LEAST || (*at < AT_MOST && c.probability >= LEAST));
    for (_, ranked) in shown {
        if let Some(cause) = open.kb().cause(&ranked.id) {
            ui.push_id(ranked.id.as_str(), |ui| cause_card(ui, open, cause, ranked, commands));
        }
    }
    if !leads {
        not_covered(ui, open, false);
    }
}

/// The share that no cause covers.
fn not_covered(ui: &mut Ui, open: &OpenTicket, leads: bool) {
    let c = colors(ui);
    let (color, weight) = if leads { (c.text, Weight::SemiBold) } else { (c.dim, Weight::Regular) };
    let text = |words: &str| egui::RichText::new(words).font(font(size::BODY, weight)).color(color);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - 70.0);
            ui.add(egui::Label::new(text("Something this knowledge base does not cover")).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(14.0);
            ui.label(text(&percent(open.diagnosis.not_covered)));
        });
    });
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
            (None, Next::Ask { symptom, settles }) => {
                top_line(
                    ui,
                    "ASK NEXT",
                    &format!("settles {} of what is still open", percent(*settles)),
                );
                let symptom = open.kb().symptom(symptom);
                question(ui, symptom.map_or("", |symptom| symptom.question.as_str()));
                answers(ui, commands, true);
            }
            (None, Next::Try { cause }) => {
                top_line(ui, "FIX NEXT", "cheaper than another question");
                let title = open.kb().cause(cause).map_or("", |cause| cause.title.as_str());
                words(ui, title, 17.0, Weight::SemiBold);
                let key = key_of(ui.ctx(), &Command::TryNext);
                if button(ui, Look::Main, "Start this fix", &key).clicked() {
                    commands.push(Command::TryNext);
                }
            }
            (None, Next::Escalate) => {
                top_line(ui, "HAND OVER", "nothing covered is likely enough");
                words(
                    ui,
                    "Give this to the next level with what is known so far",
                    17.0,
                    Weight::SemiBold,
                );
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
    words(ui, &format!("\u{201c}{text}\u{201d}"), 17.0, Weight::SemiBold);
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

fn cause_card(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    ranked: &RankedCause,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    card(ui, |ui| {
        ui.horizontal(|ui| {
            let room = ui.available_width() - 120.0;
            ui.allocate_ui_with_layout(
                egui::vec2(room, 28.0),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_width(room);
                    words(ui, &cause.title, size::BODY, Weight::SemiBold);
                },
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let fix = sized_button(ui, Look::Plain, "Fix", "", 28.0);
                let name = format!("Fix: {}", cause.title);
                fix.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.clone()));
                if fix.clicked() {
                    commands.push(Command::ChooseFix(cause.id.clone(), None));
                }
                small(ui, &format!("{} min", minutes(open, cause)));
            });
        });
        ui.horizontal(|ui| {
            let width = ui.available_width() - 56.0;
            bar(ui, ranked.probability as f32, width, 6.0, c.accent);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                words(ui, &percent(ranked.probability), size::BODY, Weight::SemiBold);
            });
        });
        let because = because(open, ranked);
        let tip = weights(open, ranked);
        marked(ui, &because, size::SMALL, c.dim).on_hover_text(tip);
        super::fixed::draw(ui, open, &cause.id, None);
    });
}

fn minutes(open: &OpenTicket, cause: &Cause) -> String {
    let steps = cause.way(None).map_or_else(Vec::new, |way| open.kb().steps_of(cause, way));
    format!("{:.0}", steps.iter().map(|step| step.minutes).sum::<f64>().ceil())
}

/// The strongest reasons for and against a cause in one line.
fn because(open: &OpenTicket, ranked: &RankedCause) -> String {
    let mut reasons: Vec<_> =
        ranked.because.iter().filter(|r| r.weight.abs() >= WEAK_REASON).collect();
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let told: Vec<String> = reasons
        .iter()
        .filter_map(|reason| match &reason.about {
            About::Answer(symptom, answer) => {
                let statement = &open.kb().symptom(symptom)?.statement;
                let says = match (reason.weight > 0.0, answer) {
                    (true, Answer::Yes) => String::new(),
                    (true, _) => "no: ".to_owned(),
                    (false, Answer::Yes) => "against it: ".to_owned(),
                    (false, _) => "missing: ".to_owned(),
                };
                Some(format!("{says}{statement}"))
            }
            About::Tried if reason.weight < 0.0 => Some("its fix was tried".to_owned()),
            About::Tried | About::Commonness => None,
        })
        .take(2)
        .collect();
    if told.is_empty() {
        "only how common it is speaks so far".to_owned()
    } else {
        told.join(" \u{b7} ")
    }
}

/// Every reason with its weight; they add up to the cause's log-odds.
fn weights(open: &OpenTicket, ranked: &RankedCause) -> String {
    let mut lines: Vec<String> = ranked
        .because
        .iter()
        .map(|reason| {
            let about = match &reason.about {
                About::Commonness => "how common it is".to_owned(),
                About::Tried => "fixes tried".to_owned(),
                About::Answer(symptom, answer) => {
                    let statement = open.kb().symptom(symptom).map_or("", |s| s.statement.as_str());
                    format!("{statement}: {}", answer.name().to_lowercase())
                }
            };
            format!("{:+.2}  {about}", reason.weight)
        })
        .collect();
    lines.push(format!("{:+.2}  together (natural log-odds)", ranked.log_odds));
    lines.join("\n")
}
