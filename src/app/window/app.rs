//! One frame of the window: replies in, keys, draw, commands out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use eframe::egui;
use jiff::tz::TimeZone;

use super::geometry;
use crate::app::command::Command;
use crate::app::effects::platform::{Platform, PlatformReply};
use crate::app::effects::worker::{Request, Worker};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::{Closing, SECONDS_PICTURE_SHOWN, State};
use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::app::settings::preferences::Zoom;
use crate::app::settings::window_geometry::WindowGeometry;
use crate::app::update::UpdateContext;
use crate::app::view::layout::is_narrow;
use crate::app::view::parts::running_work;
use crate::app::view::{keys, root};
use crate::diagnosis::accept;
use crate::theme::{self, ThemeChoice};
use crate::ticket_service::Clock;

/// How long typing rests before the complaint is stored, in seconds.
const TYPING_RESTS: f64 = 0.5;

/// The window.
pub struct App {
    state: State,
    worker: Worker,
    platform: Box<dyn Platform>,
    replies: (Sender<PlatformReply>, Receiver<PlatformReply>),
    /// The preferences in which the window was drawn last.
    shown_as: Option<(ThemeChoice, Zoom)>,
    clock: Clock,
    start: Start,
    /// How the window was opened, until it is known to fit the screen.
    opened_as: Option<WindowGeometry>,
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
        platform: Box<dyn Platform>,
        clock: Clock,
        zone: TimeZone,
    ) -> Self {
        theme::install(ctx);
        let state = State::new(clock(), zone);
        let start = Start::Blank;
        Self {
            state,
            worker,
            platform,
            replies: channel(),
            shown_as: None,
            clock,
            start,
            opened_as: None,
        }
    }

    /// Says how the window was opened, where it is as it had been.
    #[must_use]
    pub fn opened_as(mut self, place: Option<WindowGeometry>) -> Self {
        self.opened_as = place;
        self
    }

    /// Says what draws the window, which wgpu alone does not tell: it has several ways.
    #[must_use]
    pub fn drawn_by(mut self, backend: GraphicsBackend) -> Self {
        self.state.session.graphics = Some(backend.name());
        self
    }

    /// What the window shows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Runs a command, as its key or a click on its button does.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        self.context().run(command);
        self.show_as_preferred(ctx);
        // What a command changed is drawn at once, not at the next move of the mouse.
        ctx.request_repaint();
    }

    fn context(&mut self) -> UpdateContext<'_> {
        UpdateContext {
            state: &mut self.state,
            worker: &mut self.worker,
            platform: self.platform.as_mut(),
            replies: &self.replies.0,
        }
    }

    /// Draws everything in the theme and size that are preferred, if they have changed.
    fn show_as_preferred(&mut self, ctx: &egui::Context) {
        let preferences = &self.state.preferences;
        let preferred = (preferences.theme, preferences.zoom);
        let is_known = self.state.session.is_ready;
        if is_known && self.shown_as.replace(preferred) != Some(preferred) {
            preferred.0.apply(ctx);
            ctx.set_zoom_factor(f32::from(preferred.1.percent()) / 100.0);
        }
    }

    /// Takes in what holds around this frame.
    fn look_around(&mut self, ctx: &egui::Context) {
        let session = &mut self.state.session;
        session.now = (self.clock)();
        session.seconds = ctx.input(|input| input.time);
        session.is_narrow = is_narrow(ctx);
        session.is_typing = ctx.text_edit_focused();
        session.theme = ctx.theme();
        session.geometry = geometry::current(ctx).or(session.geometry);
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
        self.context().store_drafts();
        self.worker.finish();
    }

    /// Takes in what the worker and the system have replied.
    fn take_replies(&mut self) {
        while let Some(reply) = self.worker.answer() {
            self.context().take_reply(reply);
        }
        while let Ok(reply) = self.replies.1.try_recv() {
            self.context().take_platform_reply(reply);
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
        if !is_asked || self.state.session.closing == Closing::Now || !self.state.session.is_ready {
            return;
        }
        ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        if self.state.session.closing == Closing::No {
            self.state.session.closing = Closing::AfterStoring;
            self.context().store_drafts();
            self.context().remember_location();
            self.worker.ask(Request::Flush);
        }
    }

    /// Shows longer work while it lasts.
    fn follow_work(&mut self, ctx: &egui::Context) {
        let now = self.state.session.seconds;
        self.state.work.retain(|underway| !underway.work.progress.is_over());
        for underway in &self.state.work {
            let next = (underway.since + running_work::SECONDS_UNSEEN - now)
                .max(running_work::SECONDS_BETWEEN_LOOKS);
            ctx.request_repaint_after(Duration::from_secs_f64(next));
        }
    }

    /// Stores what was typed once typing rests, and lets passing news go.
    fn pass_time(&mut self, ctx: &egui::Context) {
        let now = self.state.session.seconds;
        let since = self.state.open.as_ref().and_then(|open| open.complaint_since);
        if let Some(since) = since {
            if now - since >= TYPING_RESTS {
                self.context().store_complaint();
            } else {
                ctx.request_repaint_after(Duration::from_secs_f64(TYPING_RESTS - (now - since)));
            }
        }
        if self.state.shows_picture_copied() {
            ctx.request_repaint_after(Duration::from_secs_f64(SECONDS_PICTURE_SHOWN));
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
        self.look_around(ctx);
        // Not in the first frame, in which the system may not have put a frame around the window.
        if matches!(self.start, Start::Asked)
            && self.opened_as.is_some_and(|as_was| geometry::fit(as_was, ctx))
        {
            self.opened_as = None;
        }
        self.start(ctx);
        self.close_when_stored(ctx);
        self.take_replies();
        self.show_as_preferred(ctx);
        if let Some(open) = &mut self.state.open {
            open.catch_up();
        }
        self.follow_work(ctx);
        self.pass_time(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.refuse_unreadable_pastes(&ctx);
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        self.context().take_drops(dropped.iter().map(|file| file.path().to_owned()).collect());
        let mut commands = keys::pressed(&ctx, &self.state);
        root::draw(ui, &mut self.state, &mut commands);
        for command in commands {
            self.run(&ctx, command);
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
