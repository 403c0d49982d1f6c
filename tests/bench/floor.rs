//! An empty eframe window with our features and renderer order: the floor that start, memory and
//! idle frames are compared with. `cargo bench --bench floor -- 10`.

use std::time::{Duration, Instant};

use eframe::egui;
use syncmend::app::window::measure::Measured;

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("An empty window");
    }
}

fn main() -> eframe::Result {
    let begun = Instant::now();
    let seconds = std::env::args()
        .skip(1)
        .find(|word| word != "--bench")
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(10);
    let renderer =
        if cfg!(target_os = "linux") { eframe::Renderer::Glow } else { eframe::Renderer::Wgpu };
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Floor")
            .with_inner_size([1280.0, 800.0]),
        renderer,
        ..eframe::NativeOptions::default()
    };
    let idle_for = Duration::from_secs(seconds);
    eframe::run_native(
        "Floor",
        options,
        Box::new(move |_| Ok(Box::new(Measured::new(Empty, begun, idle_for)))),
    )
}
