//! The right side of Diagnose: the advice, and the causes with the reasons for them.

use eframe::egui::{self, Align, Layout, Role, Ui, WidgetInfo};

use crate::app::command::{Command, FixCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::parts::track_record;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, bar, card, heading, marked, push_on_click, sized_button, small, words,
};
use crate::diagnosis::{About, Answer, Next, RankedCause, Reason};
use crate::kb::Cause;
use crate::text::percent;
use crate::theme::{Weight, colors, font, size};

/// The greatest number of ruled-out causes shown.
const RULED_OUT_SHOWN: usize = 5;
/// Reasons weaker than this, in natural log-odds, are not shown.
const WEAK_REASON: f64 = 0.1;

/// Draws advice and causes.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &mut state.open else { return };
    super::advice::draw(ui, open, commands);
    heading(ui, "Most likely causes", size::LARGE);
    list(ui, open, state.screen, commands);
}

/// The key of a cause's button: that of the suggested fix if no other button shows it, else that of its
/// place in the list.
fn key(ui: &Ui, open: &OpenTicket, screen: Screen, at: usize, cause: &Cause) -> String {
    let is_shown_elsewhere = matches!(open.diagnosis.next, Next::Try { .. });
    let is_suggested = !is_shown_elsewhere && open.suggested_fix(screen) == Some(&cause.id);
    let command = if is_suggested {
        Command::Fix(FixCommand::StartSuggested)
    } else {
        Command::Fix(FixCommand::StartListed(at))
    };
    key_of(ui.ctx(), &command)
}

/// The causes, most likely first, and how likely it is that none of them is the one.
pub fn list(ui: &mut Ui, open: &OpenTicket, screen: Screen, commands: &mut Vec<Command>) {
    let first = open.diagnosis.causes.first().map_or(0.0, |first| first.probability);
    let leads = first < open.diagnosis.not_covered;
    if leads {
        not_covered(ui, open, true);
    }
    for (at, ranked) in open.likely_causes().enumerate() {
        if let Some(cause) = open.kb().cause(&ranked.id) {
            let key = key(ui, open, screen, at, cause);
            ui.push_id(ranked.id.as_str(), |ui| {
                cause_card(ui, open, cause, ranked, &key, commands);
            });
        }
    }
    if !leads {
        not_covered(ui, open, false);
    }
}

/// How likely it is that no known cause is the one; if that leads, also what is ruled out.
fn not_covered(ui: &mut Ui, open: &OpenTicket, leads: bool) {
    let c = colors(ui);
    let (color, weight) = if leads { (c.text, Weight::SemiBold) } else { (c.dim, Weight::Regular) };
    let text = |words: &str| egui::RichText::new(words).font(font(size::BODY, weight)).color(color);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - 70.0);
            ui.add(
                egui::Label::new(text("A cause that this knowledge base does not cover")).wrap(),
            );
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(14.0);
            ui.label(text(&percent(open.diagnosis.not_covered)));
        });
    });
    if leads {
        ruled_out(ui, open);
    }
}

/// The causes that answers and tried fixes speak strongly against.
fn ruled_out(ui: &mut Ui, open: &OpenTicket) {
    let ruled_out = open.diagnosis.ruled_out(open.kb(), &open.case);
    if !ruled_out.is_empty() {
        card(ui, |ui| {
            words(ui, "Ruled out so far", size::BODY, Weight::SemiBold);
            for (ranked, reason) in ruled_out.iter().take(RULED_OUT_SHOWN) {
                let title = open.kb().cause(&ranked.id).map_or("", |cause| cause.title.as_str());
                let against = reason_text(open, ranked, reason).unwrap_or_default();
                small(ui, &format!("**{title}** \u{b7} {against}"));
            }
        });
    }
}

fn cause_card(
    ui: &mut Ui,
    open: &OpenTicket,
    cause: &Cause,
    ranked: &RankedCause,
    key: &str,
    commands: &mut Vec<Command>,
) {
    let c = colors(ui);
    card(ui, |ui| {
        ui.horizontal(|ui| {
            let room = ui.available_width() - 156.0;
            ui.allocate_ui_with_layout(
                egui::vec2(room, 28.0),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_width(room);
                    words(ui, &cause.title, size::BODY, Weight::SemiBold);
                },
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("Fix: {}", cause.title);
                let fix = sized_button(ui, ButtonStyle::Plain, "Fix", key, 28.0);
                fix.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.clone()));
                push_on_click(&fix, FixCommand::Choose(cause.id.clone(), None), commands);
                small(ui, &format!("{:.0} min", minutes_of_fix(open, cause)));
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
        marked(ui, &because, size::SMALL, c.dim).on_hover_ui(|ui| {
            ui.label(weights(open, ranked));
        });
        track_record::draw(ui, open, &cause.id, None);
    });
}

/// How long the first method to fix a cause takes, in whole minutes.
pub fn minutes_of_fix(open: &OpenTicket, cause: &Cause) -> f64 {
    let steps =
        cause.method(None).map_or_else(Vec::new, |method| open.kb().steps_of(cause, method));
    steps.iter().map(|step| step.minutes).sum::<f64>().ceil()
}

/// The strongest reasons for and against a cause in one line.
fn because(open: &OpenTicket, ranked: &RankedCause) -> String {
    let mut reasons = open.diagnosis.why(ranked);
    reasons.retain(|reason| reason.weight.abs() >= WEAK_REASON);
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let reasons = reasons.iter().filter_map(|reason| reason_text(open, ranked, reason));
    let strongest: Vec<String> = reasons.take(2).collect();
    if strongest.is_empty() {
        "Nothing known but how common it is".to_owned()
    } else {
        strongest.join(" \u{b7} ")
    }
}

/// One reason in a few words; `None` if it is only about how common causes are.
pub(super) fn reason_text(
    open: &OpenTicket,
    ranked: &RankedCause,
    reason: &Reason,
) -> Option<String> {
    match &reason.about {
        About::Answer(symptom, answer) | About::Suggestion(symptom, answer) => {
            let statement = &open.kb().symptom(symptom)?.statement;
            let says = match (reason.weight > 0.0, answer) {
                (true, Answer::Yes) => String::new(),
                (true, _) => "No: ".to_owned(),
                (false, Answer::Yes) => "Against it: ".to_owned(),
                (false, _) => "Missing: ".to_owned(),
            };
            Some(format!("{says}{statement}"))
        }
        About::Wording if reason.weight > 0.0 => Some(matching_text(open, ranked)),
        About::Wording => Some("Little in the text fits".to_owned()),
        About::Tried(cause) if *cause == ranked.id => Some("Its fix was tried".to_owned()),
        About::Tried(_) | About::Commonness => None,
    }
}

/// The words of the complaint that fit a cause.
fn matching_text(open: &OpenTicket, ranked: &RankedCause) -> String {
    let place = open.kb().place_of_cause(&ranked.id);
    let matches = open.case.wording.as_ref().zip(place).map(|(wording, at)| &wording.causes[at]);
    match matches.and_then(|matches| matches.quote.as_ref()) {
        Some(words) => format!("The text fits: \u{201c}{}\u{201d}", words.for_insiders()),
        None => "The text fits".to_owned(),
    }
}

/// Every reason with its weight, in natural log-odds; they add up to those of the cause.
fn weights(open: &OpenTicket, ranked: &RankedCause) -> String {
    let why = open.diagnosis.why(ranked);
    let mut lines: Vec<String> = why
        .iter()
        .map(|reason| {
            let about = match &reason.about {
                About::Commonness => "How common it is".to_owned(),
                About::Wording => matching_text(open, ranked),
                About::Tried(tried) => {
                    let title = open.kb().cause(tried).map_or("", |cause| cause.title.as_str());
                    format!("Fix that did not help: {title}")
                }
                About::Answer(symptom, answer) | About::Suggestion(symptom, answer) => {
                    let statement = open.kb().symptom(symptom).map_or("", |s| s.statement.as_str());
                    format!("{statement}: {}", answer.name().to_lowercase())
                }
            };
            format!("{:+.2}  {about}", reason.weight)
        })
        .collect();
    lines.push(format!("{:+.2}  Total (natural log-odds)", ranked.log_odds));
    lines.join("\n")
}
