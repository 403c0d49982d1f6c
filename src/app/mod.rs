//! The window: state, commands, one file a screen, theme. Knows all the rest but the command line.
//!
//! ```text
//! start.rs      the window opened, in one of the ways of drawing.rs; watched.rs sees its GPU go
//! mod.rs        one frame: answers in, keys, draw, commands out
//! state.rs      what the window shows; open_ticket.rs the ticket in work
//! place.rs      where in it the technician is; drafts.rs what is being typed
//! next.rs       what a ticket goes on with
//! command/      what it can be asked to do, with names and keys; keys.rs which keys were pressed
//! focus.rs      where the keyboard is; find.rs what the palette finds; recent.rs what was chosen there
//! carry_out.rs  the one place where that is done; answering.rs what of it leads a
//!               diagnosis, files.rs is about files, presenting.rs about showing a step to others,
//!               dropped.rs about files that are dropped, exports.rs about exported files
//! replies.rs    what worker and system answer, taken in
//! worker/       the store on its own thread
//! outside.rs    the browser and the file dialog
//! screens/      one file a screen
//! overlays/     what lies over a screen, one file each
//! widgets.rs    the few controls drawn our own way
//! notices.rs    what there is to tell; preferences.rs what is preferred; window_place.rs where it is
//! measure.rs    start, memory and idle frames, for benchmarks
//! ```

pub mod carry_out;
pub mod command;
pub mod drafts;
pub mod drawing;
pub mod dropped;
mod exports;
mod files;

mod answering;
pub mod find;
pub mod focus;
mod keys;
pub mod measure;
mod next;
pub mod notices;
pub mod open_ticket;
pub mod outside;
pub mod overlays;
pub mod place;
pub mod preferences;
mod presenting;
pub mod recent;
mod replies;
pub mod screens;
pub mod start;
pub mod state;
mod watched;
mod widgets;
pub mod window_place;
pub mod worker;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use eframe::egui;
use jiff::tz::TimeZone;

use carry_out::Hands;
use command::Command;
use drawing::GraphicsBackend;
use open_ticket::OpenTicket;
use outside::{Outcome, Outside};
use state::{Closing, State};
use window_place::WindowPlace;
use worker::{Request, Worker};

use crate::diagnosis::accept;
use crate::theme;
use crate::ticket_service::Clock;

/// How long typing rests before the complaint is stored, in seconds.
const TYPING_RESTS: f64 = 0.5;

/// The window.
pub struct App {
    state: State,
    worker: Worker,
    outside: Box<dyn Outside>,
    reports: (Sender<Outcome>, Receiver<Outcome>),
    clock: Clock,
    start: Start,
    /// How the window was opened, until it is known to fit the screen.
    opened_as: Option<WindowPlace>,
}

/// How far the start has come.
enum Start {
    /// Nothing was drawn yet.
    Blank,
    /// A first frame was drawn, without tickets.
    Drawn,
    /// The store was asked for what there is to show.
    Asked,
}

impl App {
    /// A window over a store and a system.
    pub fn new(
        ctx: &egui::Context,
        worker: Worker,
        outside: Box<dyn Outside>,
        clock: Clock,
        zone: TimeZone,
    ) -> Self {
        theme::install(ctx);
        let state = State::new(clock(), zone);
        let start = Start::Blank;
        Self { state, worker, outside, reports: channel(), clock, start, opened_as: None }
    }

    /// Says how the window was opened, where it is as it had been.
    #[must_use]
    pub fn opened_as(mut self, place: Option<WindowPlace>) -> Self {
        self.opened_as = place;
        self
    }

    /// Says what draws the window, which wgpu alone does not tell: it has several ways.
    #[must_use]
    pub fn drawn_by(mut self, backend: GraphicsBackend) -> Self {
        self.state.renderer = Some(backend.name());
        self
    }

    /// What the window shows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Carries out a command, as its key or a click on its button does.
    pub fn carry_out(&mut self, ctx: &egui::Context, command: Command) {
        self.hands(ctx).carry_out(command);
        // What was carried out is drawn at once, not at the next move of the mouse.
        ctx.request_repaint();
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

    /// Asks for what there is to show once the window itself is on the screen: to read the knowledge
    /// base takes longer than to draw, and side by side the window would come later.
    fn start(&mut self, ctx: &egui::Context) {
        match self.start {
            Start::Blank => {
                self.start = Start::Drawn;
                ctx.request_repaint();
            }
            Start::Drawn => {
                self.start = Start::Asked;
                self.worker.ask(Request::Start);
            }
            Start::Asked => {}
        }
    }

    /// Stores what was typed, and waits until it is on the disk.
    fn store_all(&mut self) {
        let ctx = egui::Context::default();
        self.hands(&ctx).store_drafts();
        self.worker.finish();
    }

    /// Takes in what worker and system have answered.
    fn take_answers(&mut self, ctx: &egui::Context) {
        while let Some(reply) = self.worker.answer() {
            self.take_reply(ctx, reply);
        }
        while let Ok(outcome) = self.reports.1.try_recv() {
            self.take_outcome(ctx, outcome);
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

    /// Stores what was done before the window closes, and keeps it open where that fails.
    fn close_when_stored(&mut self, ctx: &egui::Context) {
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        // Before the store has answered there is nothing that could have been done.
        if !is_asked || self.state.closing == Closing::Now || !self.state.is_ready {
            return;
        }
        ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        if self.state.closing == Closing::No {
            self.state.closing = Closing::AfterStoring;
            self.hands(ctx).store_drafts();
            self.hands(ctx).remember_place();
            self.worker.ask(Request::Flush);
        }
    }

    /// Shows longer work while it lasts.
    fn follow_work(&mut self, ctx: &egui::Context) {
        let now = self.state.seconds;
        self.state.work.retain(|underway| !underway.work.progress.is_over());
        for underway in &self.state.work {
            let next = (underway.since + screens::work::SECONDS_UNSEEN - now)
                .max(screens::work::SECONDS_BETWEEN_LOOKS);
            ctx.request_repaint_after(Duration::from_secs_f64(next));
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
        if let Some(left) = self.state.notices.pass_time(now) {
            ctx.request_repaint_after(Duration::from_secs_f64(left.max(0.05)));
        }
    }
}

/// Where the window breaks, what was typed is stored all the same.
impl Drop for App {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A second panic would end the program at once.
            let _ = catch_unwind(AssertUnwindSafe(|| self.store_all()));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.state.now = (self.clock)();
        self.state.seconds = ctx.input(|input| input.time);
        // Not in the first frame, in which the system may not have put a frame around the window.
        if matches!(self.start, Start::Asked)
            && self.opened_as.is_some_and(|as_was| as_was.fit(ctx))
        {
            self.opened_as = None;
        }
        self.state.window = WindowPlace::now(ctx).or(self.state.window);
        self.start(ctx);
        self.close_when_stored(ctx);
        self.take_answers(ctx);
        if let Some(open) = &mut self.state.open {
            open.catch_up();
        }
        self.follow_work(ctx);
        self.pass_time(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.refuse_unreadable_pastes(&ctx);
        self.hands(&ctx).take_drops();
        let mut commands = keys::pressed(&ctx, &self.state);
        screens::draw(ui, &mut self.state, &mut commands);
        for command in commands {
            self.carry_out(&ctx, command);
        }
        if self.state.open.as_ref().is_some_and(OpenTicket::is_behind) {
            ctx.request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.store_all();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
