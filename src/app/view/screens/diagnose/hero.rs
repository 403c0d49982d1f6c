//! What to do next, large: the question, what the screen says, the fix, or handing over.

use eframe::egui::{self, Align, CornerRadius, Frame, Layout, Margin, Stroke, TextEdit, Ui};

use super::causes::minutes_of_fix;
use super::reasons;
use crate::app::command::{Command, DiagnoseCommand, FixCommand, NavigateCommand};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, announce, build_button, hint, marked, name_field, push_on_click, small,
};
use crate::diagnosis::{Answer, Handover, Next, SCREEN_QUESTION};
use crate::kb::{CauseId, LinkId, MethodId, Symptom};
use crate::text::percent;
use crate::theme::icon;
use crate::theme::{CARD_ROUND, Weight, colors, font, size};

/// The greatest number of pages named beside a question.
const PLACES_SHOWN: usize = 2;
/// The greatest number of causes that are named as ruled out where a ticket is to be handed over.
const RULED_OUT_SHOWN: usize = 3;
/// The height of the answers, in points.
const ANSWER: f32 = 44.0;
/// The width from which on answers are as wide as in the design, in points.
const WIDE: f32 = 620.0;
/// A question with more letters than this is smaller, so that it takes two lines at most.
const LONG: usize = 130;

/// Draws the card.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &mut state.open else { return };
    let c = colors(ui);
    Frame::new()
        .fill(c.card)
        .stroke(Stroke::new(c.border, c.accent))
        .corner_radius(CornerRadius::same(CARD_ROUND))
        .inner_margin(Margin::symmetric(23, 15))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 8.0;
            content(ui, open, commands);
        });
}

/// The symptom picked in the list, else what the diagnosis suggests.
fn content(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    let picked = open.picked.as_ref().and_then(|id| open.kb().symptom(id));
    match (picked, &open.diagnosis.next.clone()) {
        (Some(symptom), _) => {
            label(ui, "Picked in the list", "Arrow keys move, Esc returns to the question");
            question(ui, &symptom.question);
            answers(ui, open, &symptom.places, false, commands);
        }
        (None, Next::Ask { symptom, settles, look_up, .. }) => {
            let Some(symptom) = open.kb().symptom(symptom) else { return };
            let title = if *look_up { "Look it up yourself" } else { "Ask next" };
            label(ui, title, &tells(symptom, *settles));
            question(ui, &symptom.question);
            maybe(ui, open, symptom);
            answers(ui, open, &symptom.places, true, commands);
        }
        (None, Next::AskScreen) => ask_screen(ui, open, commands),
        (None, Next::Try { cause, method, unconfirmed }) => {
            suggested_fix(ui, open, (cause, method), *unconfirmed, commands);
        }
        (None, Next::Escalate) => hand_over(ui, open, commands),
    }
}

/// What the answer tells apart.
fn tells(symptom: &Symptom, settles: f64) -> String {
    match &symptom.separates[..] {
        [one, other, ..] => format!("Tells \u{201c}{one}\u{201d} from \u{201c}{other}\u{201d}"),
        _ => format!("Settles {} of what is still open", percent(settles)),
    }
}

/// What the card is about, with a remark, on one line where they fit.
fn label(ui: &mut Ui, title: &str, remark: &str) {
    let c = colors(ui);
    let format = |weight, color, spacing| egui::TextFormat {
        font_id: font(size::SMALL, weight),
        color,
        extra_letter_spacing: spacing,
        line_height: Some(20.0),
        ..Default::default()
    };
    let mut job = egui::text::LayoutJob::default();
    job.append(&title.to_uppercase(), 0.0, format(Weight::SemiBold, c.accent, 0.4));
    job.append(" ", 0.0, format(Weight::Regular, c.dim, 0.0));
    job.append(remark, 8.0, format(Weight::Regular, c.dim, 0.0));
    ui.add(egui::Label::new(job).wrap());
}

fn question(ui: &mut Ui, text: &str) {
    title(ui, &format!("\u{201c}{text}\u{201d}"));
}

/// A title of the card; one that is long is smaller.
fn title(ui: &mut Ui, text: &str) {
    let c = colors(ui);
    let points = if text.chars().count() > LONG { 20.0 } else { size::TITLE };
    let mut job = egui::text::LayoutJob::default();
    let format = egui::TextFormat {
        font_id: font(points, Weight::Bold),
        color: c.text,
        line_height: Some(if points > 20.0 { 32.0 } else { 28.0 }),
        ..Default::default()
    };
    job.append(text, 0.0, format);
    let title = ui.add(egui::Label::new(job).wrap());
    announce(ui, &title);
}

/// What the text seems to say about the question.
fn maybe(ui: &mut Ui, open: &OpenTicket, symptom: &Symptom) {
    if let Some(maybe) = open.case.suggestions.iter().find(|maybe| maybe.symptom == symptom.id) {
        let answer = maybe.answer.name().to_lowercase();
        let quote = maybe.quote.for_insiders();
        small(ui, &format!("The text says maybe {answer}: \u{201c}{quote}\u{201d}"));
    }
}

/// The answers, and where to look for them.
fn answers(
    ui: &mut Ui,
    open: &OpenTicket,
    places: &[LinkId],
    can_wait: bool,
    commands: &mut Vec<Command>,
) {
    ui.add_space(4.0);
    let is_wide = ui.available_width() >= WIDE;
    ui.horizontal_wrapped(|ui| {
        let mut answer = |name: &str, width: f32, style, command: DiagnoseCommand| {
            let command = Command::from(command);
            let key = key_of(ui.ctx(), &command);
            let width = if is_wide { width } else { 0.0 };
            let button = build_button(name).style(style).key(key).height(ANSWER).width(width);
            push_on_click(&button.show(ui), command, commands);
        };
        let answered = DiagnoseCommand::AnswerNext;
        answer("Yes", 136.0, ButtonStyle::Answer, answered(Answer::Yes));
        answer("No", 136.0, ButtonStyle::Answer, answered(Answer::No));
        answer("Can\u{2019}t tell", 136.0, ButtonStyle::Plain, answered(Answer::CantTell));
        if can_wait {
            answer("Later", 112.0, ButtonStyle::Plain, DiagnoseCommand::AskLater);
        }
        where_to_look(ui, open, places, commands);
    });
}

/// The pages on which a question can be looked up, at the right end of the row if they fit.
fn where_to_look(ui: &mut Ui, open: &OpenTicket, places: &[LinkId], commands: &mut Vec<Command>) {
    let places: Vec<_> = places.iter().filter_map(|id| open.kb().link(id)).collect();
    if places.is_empty() {
        return;
    }
    let first = Command::Diagnose(DiagnoseCommand::OpenPlace);
    let key = key_of(ui.ctx(), &first);
    let shown = places.iter().take(PLACES_SHOWN).enumerate().map(|(at, link)| {
        let name = format!("{}: {}", link.product.name(), link.page);
        let text = format!("{name}  {}", icon::OPENS);
        let key = if at == 0 { key.clone() } else { String::new() };
        (link.id.clone(), text, key)
    });
    let shown: Vec<_> = shown.collect();
    let width = |(_, text, key): &(LinkId, String, String)| {
        build_button(text).key(key.clone()).height(32.0).wanted_width(ui) + 8.0
    };
    let words = "Where to look";
    let said = font(size::SMALL, Weight::Regular);
    let said = ui.painter().layout_no_wrap(words.to_owned(), said, egui::Color32::PLACEHOLDER);
    let more = if places.len() > PLACES_SHOWN { 20.0 } else { 0.0 };
    let wanted: f32 = shown.iter().map(width).sum::<f32>() + said.size().x + more;
    let room = ui.available_size_before_wrap().x;
    let add = |ui: &mut Ui, commands: &mut Vec<Command>| {
        small(ui, words);
        for (id, text, key) in &shown {
            let page = build_button(text).key(key.clone()).height(32.0).show(ui);
            push_on_click(&page, FixCommand::OpenPage(id.clone()), commands);
        }
        if places.len() > PLACES_SHOWN {
            let more: Vec<&str> =
                places[PLACES_SHOWN..].iter().map(|link| link.page.as_str()).collect();
            hint(&small(ui, "\u{2026}"), more.join("\n"));
        }
    };
    if room >= wanted {
        ui.add_space(room - wanted);
        // In one row as high as the answers, so that what is smaller is centered beside them.
        ui.allocate_ui_with_layout(
            egui::vec2(wanted, ANSWER),
            Layout::left_to_right(Align::Center),
            |ui| add(ui, commands),
        );
    } else {
        ui.end_row();
        add(ui, commands);
    }
}

/// The open question, with a field for the answer.
fn ask_screen(ui: &mut Ui, open: &mut OpenTicket, commands: &mut Vec<Command>) {
    label(ui, "Ask next", "An exact message proves more than any answer");
    question(ui, SCREEN_QUESTION);
    let ticket = open.stored.ticket.id.0;
    let field = TextEdit::multiline(&mut open.screen_text)
        .id_salt(("screen", ticket))
        .hint_text("Type or paste the message")
        .margin(Margin::symmetric(10, 8))
        .desired_rows(2)
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    name_field(ui, &field, SCREEN_QUESTION);
    ui.horizontal_wrapped(|ui| {
        let is_typed = !open.screen_text.trim().is_empty();
        let style = if is_typed { ButtonStyle::Main } else { ButtonStyle::Plain };
        let save = build_button("Save the message").style(style).height(40.0).show(ui);
        if save.clicked() && is_typed {
            let text = Some(open.screen_text.clone());
            commands.push(DiagnoseCommand::TellScreen(text).into());
        }
        let none = Command::from(DiagnoseCommand::AnswerNext(Answer::CantTell));
        let key = key_of(ui.ctx(), &none);
        let none_button = build_button("No message").key(key).height(40.0).show(ui);
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
    let c = colors(ui);
    let Some(cause) = open.kb().cause(cause) else { return };
    let likely = percent(open.probability_of(&cause.id));
    let minutes = minutes_of_fix(open, cause);
    let why =
        format!("{likely} likely, about {minutes:.0} min: try this now, before another question");
    label(ui, "Fix next", &why);
    title(ui, &cause.title);
    if let Some(method) = cause.method(Some(method)) {
        small(ui, &method.title);
        if unconfirmed {
            let steps = open.kb().steps_of(cause, method);
            let risk = steps.iter().find_map(|step| step.risk.as_ref());
            let text = "**Not confirmed:** nobody could tell whether this is the cause.";
            marked(ui, text, size::BODY, c.caution);
            if let Some(risk) = risk {
                marked(ui, &risk.warning, size::BODY, c.text);
            }
        }
    }
    let is_in_hand = open.has_in_hand(&cause.id);
    let name = if is_in_hand { "Go on with this fix" } else { "Start this fix" };
    let key = key_of(ui.ctx(), &FixCommand::StartSuggested.into());
    ui.horizontal_wrapped(|ui| {
        let start = build_button(name).style(ButtonStyle::Main).key(key).height(ANSWER).show(ui);
        push_on_click(&start, FixCommand::StartSuggested, commands);
        keep_asking(ui, open, commands);
    });
}

/// Nothing covered is likely enough: to whom the ticket goes, what was ruled out, and what must not be
/// done meanwhile.
fn hand_over(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let c = colors(ui);
    label(ui, "Not covered here", "No known cause is likely enough");
    title(ui, "Probably not this integration");
    if let Some(Handover { to, because, do_not }) = &open.diagnosis.handover {
        marked(ui, &format!("**Hand over to:** {to}"), size::BODY, c.text);
        for (cause, reason) in because.iter().take(RULED_OUT_SHOWN) {
            let title = open.kb().cause(cause).map_or("", |cause| cause.title.as_str());
            let ranked = open.diagnosis.causes.iter().find(|ranked| ranked.id == *cause);
            let against = ranked.map(|ranked| reasons::ruled_out_by(open, ranked, reason));
            let against = against.unwrap_or_default();
            small(ui, &format!("Ruled out: **{title}** \u{b7} {against}"));
        }
        for thing in do_not {
            marked(ui, &format!("**Do not do meanwhile:** {thing}"), size::BODY, c.caution);
        }
    }
    ui.horizontal_wrapped(|ui| {
        let wrap_up = Command::from(NavigateCommand::Show(Screen::WrapUp));
        let key = key_of(ui.ctx(), &wrap_up);
        let button = build_button("Hand over").style(ButtonStyle::Main).key(key).height(ANSWER);
        push_on_click(&button.show(ui), wrap_up, commands);
        keep_asking(ui, open, commands);
    });
}

/// A way to go on asking, although a question is no longer worth its time.
fn keep_asking(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    if let Some(symptom) = &open.diagnosis.keep_asking {
        let keep = build_button("Keep asking").height(ANSWER).show(ui);
        push_on_click(&keep, DiagnoseCommand::Pick(symptom.clone()), commands);
    }
}
