//! One frame of the window: takes replies in, reads keys, draws, and runs commands.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use eframe::egui;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{geometry, monitors};
use crate::app::command::Command;
use crate::app::effects::platform::{Platform, PlatformReply};
use crate::app::effects::worker::{Request, Worker};
use crate::app::model::monitors::Monitors;
use crate::app::model::open_ticket::OpenTicket;
use crate::app::model::state::{Closing, State};
use crate::app::model::unplugged::Unplugged;
use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::app::settings::navigation::Screen;
use crate::app::settings::preferences::Zoom;
use crate::app::settings::window_geometry::WindowGeometry;
use crate::app::update::UpdateContext;
use crate::app::view::layout::{has_rail, is_narrow};
use crate::app::view::parts::running_work;
use crate::app::view::{keys, root};
use crate::diagnosis::accept;
use crate::evidence::{PICTURE, is_picture_text};
use crate::theme::{self, ThemeChoice};
use crate::ticket_service::Clock;

/// How long typing must pause before the complaint is stored, in seconds.
const TYPING_RESTS: f64 = 0.5;

/// How old what is known of monitors may be while nothing is presented, in seconds.
const MONITORS_STAY: f64 = 1.0;

/// The window.
pub struct App {
    state: State,
    worker: Worker,
    platform: Box<dyn Platform>,
    replies: (Sender<PlatformReply>, Receiver<PlatformReply>),
    /// The theme and zoom in which the window was last drawn.
    shown_as: Option<(ThemeChoice, Zoom)>,
    clock: Clock,
    start: Start,
    /// Whether it was asked to fill the screen.
    fills_screen: bool,
    /// When the monitors were read last, in seconds of the window's clock.
    monitors_read: f64,
    /// The geometry the window was opened with, until it is known to fit the screen.
    opened_as: Option<WindowGeometry>,
}

/// The progress of the start.
enum Start {
    /// Nothing has been drawn.
    Blank,
    /// A first frame has been drawn, without tickets.
    Drawn,
    /// The store has been asked what to show.
    Asked,
}

impl App {
    /// A window for a ticket store and a system.
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
            fills_screen: false,
            monitors_read: f64::NEG_INFINITY,
            opened_as: None,
        }
    }

    /// Notes the geometry the window was opened with, if it was restored.
    #[must_use]
    pub fn opened_as(mut self, geometry: Option<WindowGeometry>) -> Self {
        self.opened_as = geometry;
        self
    }

    /// Notes the graphics backend, which wgpu does not report.
    #[must_use]
    pub fn drawn_by(mut self, backend: GraphicsBackend) -> Self {
        self.state.session.graphics = Some(backend.name());
        self
    }

    /// Notes the day on which the program was built. Without it, the program never says that it is old.
    #[must_use]
    pub fn built_on(mut self, built: Option<Date>) -> Self {
        self.state.session.built = built;
        self
    }

    /// What the window shows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Runs a command as its key or button does.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        self.context().run(command);
        self.apply_preferences(ctx);
        // Show what changed at once, not when the mouse next moves.
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

    /// Applies the preferred theme and zoom if they have changed.
    fn apply_preferences(&mut self, ctx: &egui::Context) {
        let preferences = &self.state.preferences;
        let preferred = (preferences.theme, preferences.zoom);
        let is_known = self.state.session.is_ready;
        if is_known && self.shown_as.replace(preferred) != Some(preferred) {
            preferred.0.apply(ctx);
            ctx.set_zoom_factor(f32::from(preferred.1.percent()) / 100.0);
        }
    }

    /// Updates the session for this frame: time, size, focus and theme.
    fn update_session(&mut self, ctx: &egui::Context) {
        let session = &mut self.state.session;
        session.now = (self.clock)();
        session.seconds = ctx.input(|input| input.time);
        session.has_list = !is_narrow(ctx) && !has_rail(ctx, self.state.screen);
        session.is_typing = ctx.text_edit_focused();
        session.theme = ctx.theme();
        session.geometry = geometry::current(ctx).or(session.geometry);
    }

    /// Counts the time that somebody works while the window is in front.
    fn count_work(&mut self, ctx: &egui::Context) {
        let (is_in_front, is_active) = ctx.input(|input| (input.focused, !input.events.is_empty()));
        self.context().count_work(is_in_front, is_active);
    }

    /// Asks the store what to show once the window is on the screen. Reading the knowledge base takes
    /// longer than drawing; doing both at once would delay the window.
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

    /// Stores what was typed and waits until it is on disk.
    fn store_all(&mut self) {
        self.context().stop_work();
        self.context().store_drafts();
        self.worker.finish();
    }

    /// Takes in the replies of the worker and the system.
    fn take_replies(&mut self) {
        while let Some(reply) = self.worker.answer() {
            self.context().take_reply(reply);
        }
        while let Ok(reply) = self.replies.1.try_recv() {
            self.context().take_platform_reply(reply);
        }
    }

    /// Refuses pasted text that cannot be read, before a text field lays all of it out.
    fn refuse_unreadable_pastes(&mut self, ctx: &egui::Context) {
        let refused = ctx.input_mut(|input| {
            let mut refused = None;
            input.events.retain(|event| {
                let refusal = match event {
                    egui::Event::PasteImage(_) => Some(format!("Not pasted: {PICTURE}")),
                    egui::Event::Paste(text) if is_picture_text(text) => {
                        Some(format!("Not pasted: {PICTURE}"))
                    }
                    egui::Event::Paste(text) => {
                        accept(text).err().map(|why| format!("The text was not pasted: {why}"))
                    }
                    _ => None,
                };
                let is_readable = refusal.is_none();
                refused = refused.take().or(refusal);
                is_readable
            });
            refused
        });
        if let Some(refusal) = refused {
            self.state.report_failure(refusal);
        }
    }

    /// Stores what was typed before the window closes, and keeps the window open if that fails.
    fn close_when_stored(&mut self, ctx: &egui::Context) {
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        // Before the store has replied, there is nothing to store.
        if !is_asked || self.state.session.closing == Closing::Now || !self.state.session.is_ready {
            return;
        }
        ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        if self.state.session.closing == Closing::No {
            self.state.session.closing = Closing::AfterStoring;
            self.context().leave_untouched();
            self.context().stop_work();
            self.context().store_drafts();
            self.context().remember_location();
            self.worker.ask(Request::Flush);
        }
    }

    /// Fills the screen while a step is presented in this window, on the monitor that is preferred, and
    /// only then.
    fn fill_screen(&mut self, ctx: &egui::Context) {
        let presents = self.state.screen == Screen::Present;
        if std::mem::replace(&mut self.fills_screen, presents) == presents {
            return;
        }
        let command = match self.state.preferences.monitor {
            // A monitor that is not there any more is ignored; the window then fills its own.
            Some(monitor) if presents => {
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(true));
                egui::ViewportCommand::SetMonitor(usize::from(monitor.saturating_sub(1)))
            }
            _ => egui::ViewportCommand::Fullscreen(presents),
        };
        ctx.send_viewport_cmd(command);
    }

    /// Takes in the monitors that are plugged in now. Where one is gone, windows come back to a visible
    /// place, and none shows what it should not.
    pub fn follow_monitors(&mut self, ctx: &egui::Context, now: Monitors) {
        let before = self.state.session.monitors.all.clone();
        match self.state.take_monitors(now) {
            Some(Unplugged::Shared) => {
                monitors::bring_second_window_back(ctx, &self.state.session.monitors);
            }
            Some(Unplugged::Own) => monitors::hide_own_window(ctx),
            None => {}
        }
        let has_changed = !before.is_empty() && before != self.state.session.monitors.all;
        if has_changed && self.state.screen == Screen::Present {
            // What filled the monitor that is gone fills the one that is left.
            ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(true));
        }
    }

    /// Reads the monitors where it matters at once, else from time to time.
    fn read_monitors(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let now = self.state.session.seconds;
        let matters =
            self.state.presenting.second_window.is_some() || self.state.screen == Screen::Present;
        if !matters && now - self.monitors_read < MONITORS_STAY {
            return;
        }
        self.monitors_read = now;
        if let Some(monitors) = monitors::read(frame)
            && monitors != self.state.session.monitors
        {
            self.follow_monitors(ctx, monitors);
        }
    }

    /// Redraws while longer work is running.
    fn follow_work(&mut self, ctx: &egui::Context) {
        let now = self.state.session.seconds;
        self.state.work.retain(|running| !running.work.progress.is_over());
        for running in &self.state.work {
            let next = (running.since + running_work::HIDDEN_SECONDS - now)
                .max(running_work::POLL_SECONDS);
            ctx.request_repaint_after(Duration::from_secs_f64(next));
        }
    }

    /// Stores the complaint once typing pauses, and removes notices that have passed.
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
        if let Some(left) = self.state.notices.pass_time(now) {
            ctx.request_repaint_after(Duration::from_secs_f64(left.max(0.05)));
        }
    }
}

/// If the window crashes, what was typed is still stored.
impl Drop for App {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A second panic would abort the program.
            let _ = catch_unwind(AssertUnwindSafe(|| self.store_all()));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.update_session(ctx);
        self.read_monitors(ctx, frame);
        self.count_work(ctx);
        // Not in the first frames, before the system has drawn the border of the window.
        if matches!(self.start, Start::Asked)
            && self.opened_as.is_some_and(|as_was| geometry::fit(as_was, ctx))
        {
            self.opened_as = None;
        }
        self.start(ctx);
        self.close_when_stored(ctx);
        self.take_replies();
        self.apply_preferences(ctx);
        self.context().lay_out_preview();
        if let Some(open) = &mut self.state.open {
            open.catch_up();
        }
        self.state.follow_second_window();
        self.fill_screen(ctx);
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
        self.state.focus.drop_untaken();
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
