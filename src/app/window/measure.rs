//! Measures start time, memory and idle frames of a window, printed as one JSON line. The floor program
//! in `tests/bench/floor.rs` uses the same wrapper.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;
use std::time::{Duration, Instant};

use eframe::egui;

/// A window that closes by itself after idling and prints what was measured.
pub struct Measured<A> {
    app: A,
    begun: Instant,
    idle_for: Duration,
    frames: u32,
    first_frame: Option<Duration>,
    frames_before_idle: u32,
    /// Set when the idle time is over; frames drawn while closing do not count.
    is_over: Arc<AtomicBool>,
}

/// The time after the first frame that still counts as the start: the store replies, fonts load.
const SETTLING: Duration = Duration::from_secs(2);

impl<A: eframe::App> Measured<A> {
    /// Measures a window. `begun` is when the program started.
    pub fn new(app: A, begun: Instant, idle_for: Duration) -> Self {
        Self {
            app,
            begun,
            idle_for,
            frames: 0,
            first_frame: None,
            frames_before_idle: 0,
            is_over: Arc::default(),
        }
    }

    /// Closes the window once it has idled long enough.
    fn close_later(&self, ctx: &egui::Context) {
        let (window, idle_for, is_over) = (ctx.clone(), self.idle_for, self.is_over.clone());
        let timer = Builder::new().name("measure".to_owned()).spawn(move || {
            std::thread::sleep(SETTLING + idle_for);
            is_over.store(true, Ordering::Relaxed);
            window.send_viewport_cmd(egui::ViewportCommand::Close);
        });
        if timer.is_err() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    fn report(&self) {
        let first = self.first_frame.unwrap_or_default().as_secs_f64() * 1000.0;
        let idle = self.frames.saturating_sub(self.frames_before_idle);
        let kb = resident_kb().map_or("null".to_owned(), |kb| kb.to_string());
        write_line(&format!(
            "{{\"first_frame_ms\":{first:.1},\"idle_frames\":{idle},\"resident_kb\":{kb}}}"
        ));
    }
}

#[expect(clippy::print_stdout, reason = "printing the measurement is the purpose")]
fn write_line(line: &str) {
    println!("{line}");
}

/// Resident memory of this process in kB; `None` if the system is not Linux. Under Wine the file would
/// describe another process.
fn resident_kb() -> Option<u64> {
    if cfg!(not(target_os = "linux")) {
        return None;
    }
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

impl<A: eframe::App> eframe::App for Measured<A> {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        // The second frame begins after the first one was presented.
        if self.frames == 1 && self.first_frame.is_none() {
            self.first_frame = Some(self.begun.elapsed());
            self.close_later(ctx);
        }
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if !self.is_over.load(Ordering::Relaxed) {
            self.frames += 1;
        }
        if self.frames == 1 {
            ui.ctx().request_repaint();
        }
        if self.begun.elapsed() < self.first_frame.unwrap_or_default() + SETTLING {
            self.frames_before_idle = self.frames;
        }
        self.app.ui(ui, frame);
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        self.report();
        self.app.on_exit(gl);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }
}
