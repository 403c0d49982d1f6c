//! What follows from the answers: the advice, and the causes with their why.

use eframe::egui::{self, Align, Layout, Role, Ui, WidgetInfo};

use crate::app::command::{Command, key_of};
use crate::app::open_ticket::OpenTicket;
use crate::app::place::Screen;
use crate::app::state::State;
use crate::app::widgets::{Look, bar, card, heading, marked, sized_button, small, words};
use crate::diagnosis::{About, Answer, Next, RankedCause, Reason};
use crate::export::percent;
use crate::kb::Cause;
use crate::theme::{Weight, colors, font, size};

/// Causes less likely than this are not shown, unless they are among the first.
const LEAST: f64 = 0.02;
/// How many causes are shown at least.
const AT_LEAST: usize = 3;
/// How many causes are shown at most.
const AT_MOST: usize = 6;
/// How many causes that are ruled out are named.
const RULED_OUT_SHOWN: usize = 5;
/// Reasons weaker than this, in natural log-odds, are not told.
const WEAK_REASON: f64 = 0.1;

/// Draws advice and causes.
pub fn draw(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    super::advice::draw(ui, open, commands);
    heading(ui, "Most likely causes", size::LARGE);
    list(ui, open, state.screen, commands);
}

/// The causes that are shown, most likely first.
pub fn shown(open: &OpenTicket) -> impl Iterator<Item = &RankedCause> {
    let causes = open.diagnosis.causes.iter().enumerate();
    let is_shown = |at: usize, c: &RankedCause| at < AT_LEAST || c.probability >= LEAST;
    causes.take(AT_MOST).filter(move |(at, c)| is_shown(*at, c)).map(|(_, c)| c)
}

/// The key of a cause's button: the one for the advice where no other button shows it, else the
/// one for its place.
fn key(ui: &Ui, open: &OpenTicket, screen: Screen, at: usize, cause: &Cause) -> String {
    let is_advice_elsewhere = matches!(open.diagnosis.next, Next::Try { .. });
    let is_advised = !is_advice_elsewhere && open.fix_by_key(screen) == Some(&cause.id);
    let command = if is_advised { Command::TryNext } else { Command::TryShown(at) };
    key_of(ui.ctx(), &command)
}

/// The causes, most likely first, and the share that none of them covers, first where it leads.
pub fn list(ui: &mut Ui, open: &OpenTicket, screen: Screen, commands: &mut Vec<Command>) {
    let first = open.diagnosis.causes.first().map_or(0.0, |first| first.probability);
    let leads = first < open.diagnosis.not_covered;
    if leads {
        not_covered(ui, open, true);
    }
    for (at, ranked) in shown(open).enumerate() {
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

/// The share that no cause covers, and where it leads what is ruled out.
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
    if leads {
        ruled_out(ui, open);
    }
}

/// What answers and fixes speak strongly against.
fn ruled_out(ui: &mut Ui, open: &OpenTicket) {
    let ruled_out = open.diagnosis.ruled_out(open.kb(), &open.case);
    if !ruled_out.is_empty() {
        card(ui, |ui| {
            words(ui, "Ruled out so far", size::BODY, Weight::SemiBold);
            for (ranked, reason) in ruled_out.iter().take(RULED_OUT_SHOWN) {
                let title = open.kb().cause(&ranked.id).map_or("", |cause| cause.title.as_str());
                let against = told(open, ranked, reason).unwrap_or_default();
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
                let fix = sized_button(ui, Look::Plain, "Fix", key, 28.0);
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
        marked(ui, &because, size::SMALL, c.dim).on_hover_ui(|ui| {
            ui.label(weights(open, ranked));
        });
        super::fixed::draw(ui, open, &cause.id, None);
    });
}

fn minutes(open: &OpenTicket, cause: &Cause) -> String {
    let steps =
        cause.method(None).map_or_else(Vec::new, |method| open.kb().steps_of(cause, method));
    format!("{:.0}", steps.iter().map(|step| step.minutes).sum::<f64>().ceil())
}

/// The strongest reasons for and against a cause in one line.
fn because(open: &OpenTicket, ranked: &RankedCause) -> String {
    let mut reasons = open.diagnosis.why(ranked);
    reasons.retain(|reason| reason.weight.abs() >= WEAK_REASON);
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let reasons = reasons.iter().filter_map(|reason| told(open, ranked, reason));
    let strongest: Vec<String> = reasons.take(2).collect();
    if strongest.is_empty() {
        "only how common it is speaks so far".to_owned()
    } else {
        strongest.join(" \u{b7} ")
    }
}

/// One reason in a few words; nothing where it says no more than how common causes are.
fn told(open: &OpenTicket, ranked: &RankedCause, reason: &Reason) -> Option<String> {
    match &reason.about {
        About::Answer(symptom, answer) | About::Suggestion(symptom, answer) => {
            let statement = &open.kb().symptom(symptom)?.statement;
            let says = match (reason.weight > 0.0, answer) {
                (true, Answer::Yes) => String::new(),
                (true, _) => "no: ".to_owned(),
                (false, Answer::Yes) => "against it: ".to_owned(),
                (false, _) => "missing: ".to_owned(),
            };
            Some(format!("{says}{statement}"))
        }
        About::Wording if reason.weight > 0.0 => Some(sounds_like(open, ranked)),
        About::Wording => Some("sounds different".to_owned()),
        About::Tried(cause) if *cause == ranked.id => Some("its fix was tried".to_owned()),
        About::Tried(_) | About::Commonness => None,
    }
}

/// The words of the complaint that sound like a cause.
fn sounds_like(open: &OpenTicket, ranked: &RankedCause) -> String {
    let place = open.kb().place_of_cause(&ranked.id);
    let sounds = open.case.wording.as_ref().zip(place).map(|(wording, at)| &wording.causes[at]);
    match sounds.and_then(|sounds| sounds.quote.as_ref()) {
        Some(words) => format!("sounds like it: \u{201c}{}\u{201d}", words.for_insiders()),
        None => "how the complaint sounds".to_owned(),
    }
}

/// Every reason with its weight; they add up to the cause's log-odds.
fn weights(open: &OpenTicket, ranked: &RankedCause) -> String {
    let why = open.diagnosis.why(ranked);
    let mut lines: Vec<String> = why
        .iter()
        .map(|reason| {
            let about = match &reason.about {
                About::Commonness => "how common it is".to_owned(),
                About::Wording => sounds_like(open, ranked),
                About::Tried(tried) => {
                    let title = open.kb().cause(tried).map_or("", |cause| cause.title.as_str());
                    format!("fix without effect: {title}")
                }
                About::Answer(symptom, answer) | About::Suggestion(symptom, answer) => {
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
