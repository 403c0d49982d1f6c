//! One step, large: where to click, what to see, what to say, and how it ended.

use eframe::egui::{self, Frame, Margin, Stroke, Ui, UiBuilder};

use super::{own_page, step_cards, step_link, step_page, step_status, value_before};
use crate::app::command::{Command, FixCommand, NavigateCommand, PresentCommand, name_of};
use crate::app::model::focus::Pane;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::State;
use crate::app::settings::navigation::Screen;
use crate::app::view::focus;
use crate::app::view::layout::{MARGIN, scroll_within};
use crate::app::view::parts::{freshness, knowledge_banner, note, proof, track_record};
use crate::app::view::shortcut::key_of;
use crate::app::view::widgets::{
    ButtonStyle, build_button, chip, heading, hint, marked, push_on_click, small,
};
use crate::kb::Step;
use crate::picture::Page;
use crate::theme::{GRID, colors, icon, size};
use crate::ticket::StepResult;

/// The widest the step gets, in points; longer lines are hard to read.
pub const WIDEST: f32 = 976.0 - 2.0 * MARGIN;
/// The height of the bar below the step, in points.
const FOOTER: f32 = 64.0;
/// The same in two rows.
const FOOTER_OF_TWO: f32 = 112.0;
/// From this width on, in points, the note is beside the buttons that end the step, else above them.
const ROOM_FOR_NOTE: f32 = 560.0;

/// How a step can end, in the order of the buttons.
const RESULTS: [StepResult; 3] = [StepResult::NoEffect, StepResult::Skipped, StepResult::Done];

/// Draws the step in view.
pub fn draw(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let step = state.open.as_ref().and_then(|open| Some(open.step_in_view()?.id.clone()));
    let ticket = state.open.as_ref().map(|open| open.ticket().id);
    let fits = ui.available_width() - 2.0 * MARGIN >= ROOM_FOR_NOTE;
    page(ui, state, if fits { FOOTER } else { FOOTER_OF_TWO }, |ui, state| {
        focus::begin_pane(ui, &mut state.focus, "Step", &[Pane::Left]);
        scroll_within(ui, ("step", ticket, step), WIDEST, |ui| {
            body(ui, state, commands);
        });
    });
    footer_bar(ui, state, WIDEST, |ui, state| footer(ui, state, commands));
}

/// A page above a bar of a height in points. The page first, in the order of the keyboard.
pub fn page<R>(
    ui: &mut Ui,
    state: &mut State,
    bar: f32,
    add: impl FnOnce(&mut Ui, &mut State) -> R,
) {
    let height = ui.available_height() - bar;
    let margin = Margin { left: MARGIN as i8, right: MARGIN as i8, top: 12, bottom: 0 };
    let frame = Frame::new().fill(colors(ui).background).inner_margin(margin);
    egui::Panel::top("page")
        .exact_size(height)
        .resizable(false)
        .frame(frame)
        .show_separator_line(false)
        .show(ui, |ui| add(ui, state));
}

/// The bar below a page, whose content is at most `widest` points wide, as the page's is.
pub fn footer_bar(
    ui: &mut Ui,
    state: &mut State,
    widest: f32,
    add: impl FnOnce(&mut Ui, &mut State),
) {
    let c = colors(ui);
    let margin = Margin { left: MARGIN as i8, right: MARGIN as i8, top: 12, bottom: 8 };
    let frame = Frame::new().fill(c.background).inner_margin(margin);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
        let top = ui.max_rect().top() - 12.0;
        let whole = ui.max_rect().x_range().expand(MARGIN);
        ui.painter().hline(whole, top, Stroke::new(1.0, c.line));
        let mut place = ui.max_rect();
        place.set_width(place.width().min(widest));
        let mut inner = ui.new_child(UiBuilder::new().max_rect(place));
        focus::begin_pane(&mut inner, &mut state.focus, "Note and result", &[Pane::Bottom]);
        add(&mut inner, state);
    });
}

/// Draws the step as a part of one column.
pub fn column(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    body(ui, state, commands);
    note::field(ui, state, f32::INFINITY, commands);
    ui.horizontal_wrapped(|ui| result_buttons(ui, state, commands));
}

fn body(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let Some(mut step) = open.step_in_view().cloned() else { return };
    step.say = open.sentence_to_say(&step, state.preferences.letterhead.language).to_owned();
    let number = open.steps().iter().position(|s| s.id == step.id).map_or(1, |at| at + 1);
    ui.spacing_mut().item_spacing.y = 8.0;
    knowledge_banner::draw(ui, state, commands);
    step_status::waits(ui, state, open, commands);
    top_line(ui, |ui| chips(ui, open, &step), commands);
    heading(ui, &format!("{number}. {}", step.title), size::TITLE);
    if let Some((cause, _)) = open.ticket().current_fix(open.kb()) {
        track_record::draw(ui, open, &cause.id, Some(&step.id));
    }
    let own = open.kb().own_page(&step.id);
    // Who wrote how the page looks here has just looked at it.
    if let (Some((cause, _)), None) = (open.ticket().current_fix(open.kb()), own) {
        freshness::of_step(ui, state, open.kb(), cause, &step);
    }
    let link = open.link_in_view().cloned();
    let has_own_path = own.is_some_and(|(own, _)| !own.path().is_empty());
    if let (Some(link), false) = (&link, has_own_path) {
        step_link::breadcrumb(ui, link);
    }
    if let Some(own) = own {
        own_page::draw(ui, own, commands);
    }
    ui.add_space(4.0);
    // What is drawn looks otherwise here.
    let is_drawn = own.is_none_or(|(own, _)| !own.looks_different());
    let page = Page::of(open.kb(), &step).filter(|_| is_drawn);
    let has_own_words = own.is_some_and(|(own, _)| !own.words().is_blank());
    let own_address = own.is_some_and(|(own, _)| own.address().is_some());
    // Without room beside the drawing the clicks go below it, and the button that opens the page would
    // leave the window.
    let is_first = page.is_some() && !step_page::has_room_beside(ui);
    if let (Some(link), true) = (&link, is_first) {
        step_link::buttons(ui, state, link, &step, commands);
    }
    if let Some(page) = &page {
        step_page::draw(ui, &step, page);
    } else {
        if !has_own_words {
            marked(ui, &step.action, size::LARGE, colors(ui).text);
        }
        step_page::you_should_see(ui, &step);
    }
    step_cards::strips(ui, state, &step);
    if let Some(link) = link {
        if !is_first {
            step_link::buttons(ui, state, &link, &step, commands);
        }
        if !own_address {
            step_link::doubts(ui, state, &link, commands);
        }
    } else if own_address {
        ui.horizontal_wrapped(|ui| {
            step_link::open_and_copy(ui, None, ButtonStyle::Main, commands);
        });
    }
    value_before::draw(ui, state, &step, commands);
    proof::draw(ui, state, &step, commands);
    let Some(open) = &state.open else { return };
    step_cards::draw(ui, open, &step, page.is_some() || has_own_words, commands);
    ui.horizontal_wrapped(|ui| {
        source(ui, open);
        own_page::button(ui, commands);
    });
    ui.add_space(8.0);
}

/// What stands above the title on the left, and Present and Copy picture on the right.
pub fn top_line(ui: &mut Ui, left: impl FnOnce(&mut Ui), commands: &mut Vec<Command>) {
    let parts = [
        (icon::PRESENT, "Present", Command::Navigate(NavigateCommand::Show(Screen::Present))),
        (icon::IMAGE, "Copy picture", Command::Present(PresentCommand::CopyPicture)),
    ];
    let texts = parts.map(|(sign, name, command)| (format!("{sign}  {name}"), command));
    let build = |ui: &Ui, text: &str, command: &Command| {
        build_button(text).key(key_of(ui.ctx(), command)).height(32.0).wanted_width(ui)
    };
    let wanted: f32 = texts.iter().map(|(text, command)| build(ui, text, command) + GRID).sum();
    ui.horizontal_wrapped(|ui| {
        left(ui);
        let room = ui.available_size_before_wrap().x - wanted;
        if room < 0.0 {
            ui.end_row();
        }
        ui.add_space(room.max(0.0));
        for (text, command) in texts {
            let key = key_of(ui.ctx(), &command);
            let response = build_button(&text).key(key).height(32.0).show(ui);
            push_on_click(&response, command, commands);
        }
    });
}

/// Where the step is done and with which rights.
fn chips(ui: &mut Ui, open: &OpenTicket, step: &Step) {
    let c = colors(ui);
    if let Some(link) = open.link_in_view() {
        chip(ui, link.product.name(), c.accent, c.accent_soft);
    }
    if let Some(role) = step.role.name() {
        chip(ui, &format!("needs a {role}"), c.dim, c.card);
    }
}

/// Where the facts of the step come from.
fn source(ui: &mut Ui, open: &OpenTicket) {
    let cause = open.ticket().current_fix(open.kb()).map(|(cause, _)| cause);
    let source = cause.and_then(|cause| open.kb().source(cause.sources.first()?));
    if let Some(source) = source {
        let address = source.address.trim_start_matches("https://");
        let host = address.split('/').next().unwrap_or_default();
        let read = source.read.strftime("%B %Y");
        let source_line = small(ui, &format!("Source: {host}, read {read}"));
        hint(&source_line, format!("{}\n{}", source.title, source.address));
    }
}

fn footer(ui: &mut Ui, state: &mut State, commands: &mut Vec<Command>) {
    if ui.available_width() < ROOM_FOR_NOTE {
        note::field(ui, state, f32::INFINITY, commands);
        ui.horizontal_wrapped(|ui| result_buttons(ui, state, commands));
        return;
    }
    let width = |result| {
        let end = Command::Fix(FixCommand::EndStep(result));
        let button = build_button(name_of(&end)).key(key_of(ui.ctx(), &end)).height(40.0);
        button.wanted_width(ui) + GRID
    };
    let buttons: f32 = RESULTS.into_iter().map(width).sum();
    let note = ui.available_width() - buttons - MARGIN;
    ui.horizontal(|ui| {
        note::field(ui, state, note, commands);
        ui.add_space(MARGIN - GRID);
        result_buttons(ui, state, commands);
    });
}

/// The buttons that end the step.
fn result_buttons(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(open) = &state.open else { return };
    let record = open.step_in_view().and_then(|s| open.ticket().current_record(open.kb(), s));
    let is_done = record.is_some_and(|record| record.result == StepResult::Done);
    for result in RESULTS {
        let is_main = result == StepResult::Done && !is_done;
        let style = if is_main { ButtonStyle::Main } else { ButtonStyle::Plain };
        let command = Command::Fix(FixCommand::EndStep(result));
        let key = key_of(ui.ctx(), &command);
        let button = build_button(name_of(&command)).style(style).key(key).height(40.0).show(ui);
        push_on_click(&button, command, commands);
    }
}
