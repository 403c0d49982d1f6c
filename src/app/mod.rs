//! The window: state, commands, one file a screen, theme. Knows all the rest but the command line.
//!
//! ```text
//! start.rs      which renderer, and what to say when there is no display
//! mod.rs        one frame: answers in, keys, draw, commands out
//! state.rs      what the window shows
//! place.rs      where in it the technician is
//! command.rs    what it can be asked to do, with names and keys; keys.rs which keys were pressed
//! carry_out.rs  the one place where that is done
//! worker.rs     the store on its own thread
//! outside.rs    the browser and the file dialog
//! screens/      one file a screen
//! theme.rs      colours, sizes, weights; fonts.rs, widgets.rs
//! measure.rs    start, memory and idle frames, for benchmarks
//! ```

pub mod carry_out;
pub mod command;
mod fonts;
mod keys;
pub mod measure;
pub mod outside;
pub mod place;
pub mod screens;
pub mod start;
pub mod state;
pub mod theme;
mod widgets;
pub mod worker;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use eframe::egui;
use jiff::tz::TimeZone;

use carry_out::Hands;
use command::Command;
use outside::{Outcome, Outside, Replace};
use place::Screen;
use screens::notices::SECONDS_SHOWN;
use state::{Details, OpenTicket, State};
use worker::{Reply, Request, Worker};

use crate::desk::Clock;
use crate::diagnosis::accept;
use crate::export::Audience;

/// How long typing rests before the complaint is stored, in seconds.
const TYPING_RESTS: f64 = 0.5;

/// The window.
pub struct App {
    state: State,
    worker: Worker,
    outside: Box<dyn Outside>,
    reports: (Sender<Outcome>, Receiver<Outcome>),
    clock: Clock,
}

impl App {
    /// A window over a store and a system.
    pub fn new(
        ctx: &egui::Context,
        mut worker: Worker,
        outside: Box<dyn Outside>,
        clock: Clock,
        zone: TimeZone,
    ) -> Self {
        theme::install(ctx);
        worker.ask(Request::Start);
        Self { state: State::new(clock(), zone), worker, outside, reports: channel(), clock }
    }

    /// What the window shows.
    pub fn state(&self) -> &State {
        &self.state
    }

    fn hands<'a>(&'a mut self, ctx: &'a egui::Context) -> Hands<'a> {
        Hands {
            state: &mut self.state,
            worker: &mut self.worker,
            outside: self.outside.as_mut(),
            reports: &self.reports.0,
            ctx,
        }
    }

    /// Takes in what worker and system have answered.
    fn take_answers(&mut self, ctx: &egui::Context) {
        while let Some(reply) = self.worker.answer() {
            self.take_reply(ctx, reply);
        }
        while let Ok(outcome) = self.reports.1.try_recv() {
            self.take_outcome(outcome);
        }
    }

    fn take_reply(&mut self, ctx: &egui::Context, reply: Reply) {
        let state = &mut self.state;
        match reply {
            Reply::Started(remembered) => {
                ctx.set_theme(remembered.theme);
                state.screen = remembered.place.screen;
                state.addresses = remembered.addresses;
                state.return_to = remembered.place.step;
                state.is_ready = true;
            }
            Reply::Listed(rows, counts) => {
                state.list.rows = rows;
                state.list.counts = counts;
                state.listed_at = state.now;
            }
            Reply::Opened(stored) => {
                // What was typed while the ticket was on its way belongs to the one before.
                self.hands(ctx).store_drafts();
                let state = &mut self.state;
                if std::mem::take(&mut state.opens_new) {
                    state.screen = Screen::Diagnose;
                    state.details = Details::ForNewTicket;
                }
                // A choice made for one ticket must not hand the next one's notes to its customer.
                state.audience = Audience::Customer;
                let mut open = OpenTicket::new(*stored);
                open.step = state.return_to.take();
                state.open = Some(open);
                self.worker.ask(Request::Remember(self.state.place()));
            }
            Reply::Changed(stored) => {
                if let Some(open) = &mut state.open
                    && open.ticket().id == stored.ticket.id
                {
                    open.refresh(*stored);
                }
            }
            Reply::Addresses(addresses) => state.addresses = addresses,
            Reply::Told(text) => state.tell(text),
            Reply::Failed(text, request) => {
                state.opens_new = false;
                if let Some(open) = &mut state.open {
                    open.is_ending_step = false;
                }
                state.tell_error(text).retry = request;
            }
        }
    }

    fn take_outcome(&mut self, outcome: Outcome) {
        let state = &mut self.state;
        match outcome {
            Outcome::Opened => {}
            Outcome::NotOpened { address, reason } => {
                let notice = state.tell_error(format!(
                    "The browser did not start ({reason}). Copy the link instead"
                ));
                notice.remedy = Some(("Copy link".to_owned(), Command::CopyText(address)));
            }
            Outcome::Exists(path) => {
                let notice =
                    state.tell_error(format!("This file exists already: {}", path.display()));
                let replace = Command::SaveTo(path, Replace::Yes);
                notice.remedy = Some(("Replace it".to_owned(), replace));
            }
            Outcome::IsFolder(path) => {
                let text = format!("This is a folder; add a file name: {}", path.display());
                state.tell_error(text);
            }
            Outcome::NoThread(reason) => {
                state.is_picking = false;
                state.tell_error(format!("The system is out of resources ({reason}); try again"));
            }
            Outcome::NotPicked => {
                state.is_picking = false;
                state
                    .tell("No file was chosen. Where no dialog opens, type the file under Wrap up");
            }
            Outcome::Saved(path) => {
                state.is_picking = false;
                state.tell(format!("Checklist saved: {}", path.display()));
            }
            Outcome::NotSaved { path, reason } => {
                state.is_picking = false;
                state.tell_error(format!(
                    "The checklist was not saved ({reason}); choose another place: {}",
                    path.display()
                ));
            }
        }
    }

    /// Takes away what was pasted and cannot be read, before a text field lays all of it out.
    fn refuse_unreadable_pastes(&mut self, ctx: &egui::Context) {
        let refused = ctx.input_mut(|input| {
            let mut refused = None;
            input.events.retain(|event| {
                let egui::Event::Paste(text) = event else { return true };
                let reason = accept(text).err();
                let is_readable = reason.is_none();
                refused = refused.take().or(reason);
                is_readable
            });
            refused
        });
        if let Some(reason) = refused {
            self.state.tell_error(format!("The text was not taken: {reason}"));
        }
    }

    /// Stores what was typed once typing rests, and lets passing news go.
    fn pass_time(&mut self, ctx: &egui::Context) {
        let now = self.state.seconds;
        let since = self.state.open.as_ref().and_then(|open| open.complaint_since);
        if let Some(since) = since {
            if now - since >= TYPING_RESTS {
                self.hands(ctx).store_complaint();
            } else {
                ctx.request_repaint_after(Duration::from_secs_f64(TYPING_RESTS - (now - since)));
            }
        }
        self.list_when_a_wait_ends(ctx);
        self.state.notices.retain(|n| n.is_error || now - n.since < SECONDS_SHOWN);
        let passing = self.state.notices.iter().filter(|n| !n.is_error);
        if let Some(first) = passing.map(|n| n.since).min_by(f64::total_cmp) {
            let left = (SECONDS_SHOWN - (now - first)).max(0.05);
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        }
    }

    /// A ticket whose time is up no longer waits, although nothing happened to it.
    fn list_when_a_wait_ends(&mut self, ctx: &egui::Context) {
        let (now, listed_at) = (self.state.now, self.state.listed_at);
        let waits = self.state.list.rows.iter().filter_map(|row| row.waits_until);
        let (over, running): (Vec<_>, Vec<_>) =
            waits.filter(|until| *until > listed_at).partition(|until| *until <= now);
        if !over.is_empty() {
            self.state.listed_at = now;
            self.worker.ask(Request::List(self.state.list.query.clone()));
        }
        if let Some(next) = running.into_iter().min()
            && let Ok(left) = Duration::try_from(next.duration_since(now))
        {
            ctx.request_repaint_after(left);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.state.now = (self.clock)();
        self.state.seconds = ctx.input(|input| input.time);
        self.take_answers(ctx);
        self.pass_time(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.refuse_unreadable_pastes(&ctx);
        let mut commands = keys::pressed(&ctx, &self.state);
        screens::draw(ui, &mut self.state, &mut commands);
        let any = !commands.is_empty();
        for command in commands {
            self.hands(&ctx).carry_out(command);
        }
        if any {
            // What was carried out is drawn at once, not at the next move of the mouse.
            ctx.request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        let ctx = egui::Context::default();
        self.hands(&ctx).store_drafts();
        self.worker.finish();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
