//! What the customer says: the text with what was read in it, and what was found and may be meant.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{CCursor, LayoutJob, TextFormat};
use eframe::egui::{
    self, Color32, CornerRadius, Galley, Margin, Pos2, Rect, RichText, Shape, Stroke, Ui, pos2,
    vec2,
};

use super::id_of;
use crate::app::command::Fold;
use crate::app::command::{
    Command, DiagnoseCommand, ExportsCommand, NavigateCommand, TicketCommand, Unfold,
};
use crate::app::model::focus::Field;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::parts::note;
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, card, found_chip, heading, marked, maybe_chip, name_field,
    push_on_click, small,
};
use crate::diagnosis::{Answer, Because, Observation};
use crate::kb::SymptomId;
use crate::text::count;
use crate::theme::icon;
use crate::theme::{Weight, colors, font, size};

/// The height of a line of the text, in points.
const LINE: f32 = 20.0;
/// A text of more lines than this is folded, unless it is being edited.
const MOST_LINES: usize = 4;
/// The lines of a folded text.
const FOLDED: f32 = 3.0;
/// The lines of a text that is edited; it scrolls.
const EDITED: f32 = 8.0;

/// Draws the card.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    if state.open.is_none() {
        return;
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        top(ui, commands);
        text(ui, state, commands);
        if let Some(open) = &state.open {
            if let Some(unread) = open.case.unread.filter(|_| !open.complaint.trim().is_empty()) {
                ui.label(unread.to_string());
            }
            chips(ui, open, commands);
            quote(ui, open, commands);
            files(ui, open, commands);
        }
        if state.open.as_ref().is_some_and(|open| open.folds.is_open(Fold::Note)) {
            note::field(ui, state, f32::INFINITY, commands);
        }
    });
}

/// The heading, and what can be done with the text.
fn top(ui: &mut Ui, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        heading(ui, "What the customer says", size::BODY);
        let clip = format!("{}  Add files", icon::CLIP);
        let parts: [(&str, Command); 3] = [
            ("Edit", DiagnoseCommand::EditComplaint.into()),
            (clip.as_str(), ExportsCommand::Read.into()),
            ("Note", TicketCommand::EditNote.into()),
        ];
        let build = |ui: &Ui, text, command: &Command| {
            let key = key_of(ui.ctx(), command);
            build_button(text).style(ButtonStyle::Quiet).key(key).height(28.0)
        };
        let wanted: f32 = parts
            .iter()
            .map(|(text, command)| build(ui, text, command).wanted_width(ui) + 4.0)
            .sum();
        ui.add_space((ui.available_size_before_wrap().x - wanted).max(0.0));
        for (text, command) in parts {
            push_on_click(&build(ui, text, &command).show(ui), command, commands);
        }
    });
}

/// The text: a field without a border, with what was read in it underlined.
fn text(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let is_asked = state.focus.takes_cursor(Field::Complaint);
    let Some(open) = &mut state.open else { return };
    let mut text = open.complaint.clone();
    let id = egui::Id::unique(("complaint", open.stored.ticket.id.0));
    let is_edited = ui.memory(|memory| memory.has_focus(id)) || is_asked;
    let is_empty = text.is_empty();
    let color = colors(ui).text;
    let is_long = lines(ui, &text, color) > MOST_LINES;
    let is_whole = is_edited || !is_long || open.folds.is_open(Fold::Complaint);
    let most = match (is_edited, is_whole) {
        (true, _) => LINE * EDITED,
        (false, true) => f32::INFINITY,
        (false, false) => LINE * FOLDED,
    };
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| -> Arc<Galley> {
        let mut job = complaint_job(text.as_str(), color);
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let (frame, margin) = if is_empty && !is_edited {
        (egui::Frame::new().inner_margin(Margin::same(0)), Margin::ZERO)
    } else {
        (egui::Frame::NONE, Margin::ZERO)
    };
    let field = egui::TextEdit::multiline(&mut text)
        .id(id)
        .frame(frame)
        .margin(margin)
        .hint_text("Paste the error or the email, or drop a file")
        .desired_width(ui.available_width())
        .desired_rows(if is_empty { 2 } else { 1 })
        .layouter(&mut layouter);
    let marks = marks(open);
    let shown = egui::ScrollArea::vertical()
        .id_salt(("complaint", open.stored.ticket.id.0))
        .max_height(most)
        .scroll_source(if is_whole {
            egui::scroll_area::ScrollSource::ALL
        } else {
            egui::scroll_area::ScrollSource::NONE
        })
        .show(ui, |ui| {
            let output = field.show(ui);
            underline(ui, &output.galley, output.galley_pos, &marks);
            output.response.response
        });
    let field = shown.inner;
    name_field(ui, &field, "What the customer reports");
    if is_asked {
        field.request_focus();
    }
    if field.changed() {
        // After a paste into an empty field, keys answer questions. A paste into a text is typing.
        let pasted = |input: &egui::InputState| {
            input.events.iter().any(|event| matches!(event, egui::Event::Paste(_)))
        };
        if open.complaint.is_empty() && ui.input(pasted) {
            field.surrender_focus();
        }
        commands.push(DiagnoseCommand::TypeComplaint(text).into());
    }
    if is_long && !is_edited {
        let is_open = open.folds.is_open(Fold::Complaint);
        let name = if is_open { "Show less" } else { "Show all" };
        let more = build_button(name).style(ButtonStyle::Quiet).height(24.0).show(ui);
        push_on_click(&more, DiagnoseCommand::Fold(Fold::Complaint, !is_open), commands);
    }
}

fn complaint_job(text: &str, color: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let format = TextFormat {
        font_id: font(size::BODY, Weight::Regular),
        color,
        line_height: Some(LINE),
        ..TextFormat::default()
    };
    job.append(text, 0.0, format);
    job
}

/// How many lines a text takes here.
fn lines(ui: &Ui, text: &str, color: Color32) -> usize {
    let mut job = complaint_job(text, color);
    job.wrap.max_width = ui.available_width();
    ui.fonts_mut(|fonts| fonts.layout_job(job)).rows.len()
}

/// Words in the text from which something was read.
struct Mark {
    symptom: SymptomId,
    /// In characters.
    words: Range<usize>,
    /// An exact string; else words that seem to say it.
    is_exact: bool,
}

/// What was read in the text, as far as it stands there word for word.
fn marks(open: &OpenTicket) -> Vec<Mark> {
    let place = |quote: &str| {
        let quote = quote.trim().trim_matches('\u{2026}').trim();
        let at = open.complaint.find(quote).filter(|_| !quote.is_empty())?;
        let start = open.complaint[..at].chars().count();
        Some(start..start + quote.chars().count())
    };
    let exact = open.case.observations.iter().filter_map(|finding| {
        let Because::InText { quote, .. } = &finding.because else { return None };
        let words = place(quote.for_insiders())?;
        Some(Mark { symptom: finding.symptom.clone(), words, is_exact: true })
    });
    let maybe = open.case.suggestions.iter().filter_map(|suggestion| {
        let words = place(suggestion.quote.for_insiders())?;
        Some(Mark { symptom: suggestion.symptom.clone(), words, is_exact: false })
    });
    exact.chain(maybe).collect()
}

/// Where the symptom under the pointer is kept between frames.
fn lit_id() -> egui::Id {
    egui::Id::unique("lit-symptom")
}

fn lit(ui: &Ui) -> Option<SymptomId> {
    ui.data(|data| data.get_temp::<Option<SymptomId>>(lit_id())).flatten()
}

fn light(ui: &Ui, symptom: Option<SymptomId>) {
    let before = lit(ui);
    if before != symptom {
        ui.data_mut(|data| data.insert_temp(lit_id(), symptom));
        ui.ctx().request_repaint();
    }
}

/// Underlines what was read; what the pointer is on has a ground, here and on its chip.
fn underline(ui: &Ui, galley: &Galley, at: Pos2, marks: &[Mark]) {
    let c = colors(ui);
    let lit_now = lit(ui);
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let mut under = None;
    for mark in marks {
        for place in places(galley, &mark.words) {
            let place = place.translate(at.to_vec2());
            if pointer.is_some_and(|it| place.contains(it) && ui.clip_rect().contains(it)) {
                under = Some(mark.symptom.clone());
            }
            if lit_now.as_ref() == Some(&mark.symptom) {
                let ground = c.accent_soft.gamma_multiply(0.6);
                ui.painter().rect_filled(place, CornerRadius::same(3), ground);
            }
            let line = [place.left_bottom(), place.right_bottom()];
            if mark.is_exact {
                ui.painter().line_segment(line, Stroke::new(2.0, c.accent));
            } else {
                let stroke = Stroke::new(2.0, c.dim);
                ui.painter().extend(Shape::dashed_line(&line, stroke, 4.0, 3.0));
            }
        }
    }
    let is_ours = lit_now.as_ref().is_none_or(|it| marks.iter().any(|mark| mark.symptom == *it));
    if under.is_some() || (is_ours && !is_on_chip(ui)) {
        light(ui, under);
    }
}

/// Whether a chip had the pointer in the last frame.
fn is_on_chip(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp(egui::Id::unique("on-chip"))).unwrap_or(false)
}

/// The rectangles that words take, one a line.
fn places(galley: &Galley, words: &Range<usize>) -> Vec<Rect> {
    let begin = galley.pos_from_cursor(CCursor::new(words.start));
    let end = galley.pos_from_cursor(CCursor::new(words.end));
    let is_on = |row: &Rect, place: &Rect| (row.center().y - place.center().y).abs() < LINE / 2.0;
    let between = |row: &Rect| {
        row.center().y > begin.center().y - LINE / 2.0
            && row.center().y < end.center().y + LINE / 2.0
    };
    let rows = galley.rows.iter().map(egui::epaint::text::PlacedRow::rect).filter(between);
    rows.map(|row| {
        let left = if is_on(&row, &begin) { begin.left() } else { row.left() };
        let right = if is_on(&row, &end) { end.left() } else { row.right() };
        Rect::from_min_max(pos2(left, row.top()), pos2(right.max(left), row.bottom()))
    })
    .collect()
}

/// What was found and what may be meant.
fn chips(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    if open.findings.is_empty() && open.case.suggestions.is_empty() {
        return;
    }
    let lit_now = lit(ui);
    let mut on_chip = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        for finding in &open.findings {
            let Some(symptom) = open.kb().symptom(&finding.symptom) else { continue };
            let statement = symptom.statement_of(finding.answer == Answer::Yes);
            let text = match &finding.because {
                Because::InFile { .. } => format!("in a file: {statement}"),
                _ => format!("found: {statement}"),
            };
            let is_it = |o: &&Observation| o.symptom == finding.symptom;
            let counts =
                open.case.observations.iter().find(is_it).is_some_and(Observation::is_shown);
            let id = id_of("found", finding.symptom.as_str());
            let is_lit = lit_now.as_ref() == Some(&finding.symptom);
            let chip = found_chip(ui, id, &text, counts, is_lit);
            if chip.hovered() {
                on_chip = Some(finding.symptom.clone());
            }
            let unfold = Unfold::Finding(finding.symptom.clone());
            push_on_click(&chip, DiagnoseCommand::Unfold(unfold), commands);
        }
        for (at, suggestion) in open.case.suggestions.iter().enumerate() {
            let Some(symptom) = open.kb().symptom(&suggestion.symptom) else { continue };
            let statement = symptom.statement_of(suggestion.answer == Answer::Yes);
            let key = |command: DiagnoseCommand| {
                if at == 0 { key_of(ui.ctx(), &command.into()) } else { String::new() }
            };
            let keys =
                [key(DiagnoseCommand::ConfirmSuggestion), key(DiagnoseCommand::RejectSuggestion)];
            let quote = format!("\u{201c}{}\u{201d}", suggestion.quote.for_insiders());
            let is_lit = lit_now.as_ref() == Some(&suggestion.symptom);
            let of = suggestion.symptom.as_str();
            let chip = maybe_chip(ui, of, &statement, &quote, &keys, is_lit);
            if chip.is_pointed_at {
                on_chip = Some(suggestion.symptom.clone());
            }
            if let Some(is_true) = chip.settled {
                let answer = is_true.then_some(suggestion.answer);
                commands.push(DiagnoseCommand::Answer(suggestion.symptom.clone(), answer).into());
            }
        }
    });
    let is_on = on_chip.is_some();
    if is_on {
        light(ui, on_chip);
    }
    ui.data_mut(|data| data.insert_temp(egui::Id::unique("on-chip"), is_on));
}

/// The words behind the finding whose chip was clicked, and a way to take it back.
fn quote(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let Some(finding) =
        open.findings.iter().find(|f| open.folds.finding.as_ref() == Some(&f.symptom))
    else {
        return;
    };
    let c = colors(ui);
    match &finding.because {
        Because::Said => {}
        Because::InFile { quote } => {
            small(ui, quote.for_insiders());
        }
        Because::InText { quote, meaning } => {
            let quote = format!("\u{201c}{}\u{201d}", quote.for_insiders());
            ui.add(egui::Label::new(RichText::new(quote).color(c.dim)).wrap());
            marked(ui, meaning, size::BODY, c.text);
        }
    }
    let known = open.case.observations.iter().find(|o| o.symptom == finding.symptom);
    let counts = known.is_some_and(Observation::is_shown);
    ui.horizontal(|ui| {
        let name = if counts { "Not true" } else { "Count it again" };
        let settle = build_button(name).height(28.0).show(ui);
        let answer = DiagnoseCommand::Answer(finding.symptom.clone(), None);
        let again = DiagnoseCommand::Answer(finding.symptom.clone(), Some(finding.answer));
        push_on_click(&settle, if counts { answer } else { again }, commands);
        let close = build_button("Close").style(ButtonStyle::Quiet).height(28.0).show(ui);
        let fold = Unfold::Finding(finding.symptom.clone());
        push_on_click(&close, DiagnoseCommand::Unfold(fold), commands);
    });
}

/// The way to what exported files showed.
fn files(ui: &mut Ui, open: &OpenTicket, commands: &mut Vec<Command>) {
    let files: usize = open.ticket().inspections.iter().map(|it| it.files.len()).sum();
    if files == 0 {
        return;
    }
    let name = format!("{} read", count(files, "file"));
    let show = Command::Navigate(NavigateCommand::Show(Screen::Files));
    let key = key_of(ui.ctx(), &show);
    let text = format!("{}  {name}", icon::FILE);
    push_on_click(&build_button(&text).key(key).height(28.0).show(ui), show, commands);
}
