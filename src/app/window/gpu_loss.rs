//! A window that notices when its GPU goes away, as it does on sleep, on a remote desktop or with a
//! new driver: it stores what was done and closes, and is opened again.

use std::sync::{Arc, OnceLock};

use eframe::{CreationContext, egui, wgpu};

/// Wraps a window.
pub struct GpuLossWatch<A> {
    app: A,
    /// Why the GPU went away, once it did.
    lost: Arc<OnceLock<String>>,
}

impl<A> GpuLossWatch<A> {
    /// Watches the GPU that draws this window; OpenGL tells of no loss.
    pub fn new(app: A, context: &CreationContext<'_>, lost: Arc<OnceLock<String>>) -> Self {
        if let Some(drawing) = &context.wgpu_render_state {
            let (window, told) = (context.egui_ctx.clone(), lost.clone());
            drawing.device.set_device_lost_callback(move |reason, words| {
                // Closing a window destroys its device, too.
                if reason != wgpu::DeviceLostReason::Destroyed {
                    let _ = told.set(format!("the GPU went away ({words})"));
                    window.request_repaint();
                }
            });
        }
        Self { app, lost }
    }
}

impl<A: eframe::App> eframe::App for GpuLossWatch<A> {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if self.lost.get().is_some() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui, frame);
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        self.app.on_exit(gl);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }
}
