//! Detects the loss of the GPU, as on sleep, on a remote desktop or with a new driver. The window stores
//! what was typed, closes and is opened again.

use std::sync::{Arc, OnceLock};

use eframe::{CreationContext, egui, wgpu};

/// A window that closes when its GPU is lost.
pub struct GpuLossWatch<A> {
    app: A,
    /// Why the GPU was lost, once it was.
    lost: Arc<OnceLock<String>>,
}

impl<A> GpuLossWatch<A> {
    /// Watches the GPU that draws this window; OpenGL reports no loss.
    pub fn new(app: A, context: &CreationContext<'_>, lost: Arc<OnceLock<String>>) -> Self {
        if let Some(drawing) = &context.wgpu_render_state {
            let (window, reported) = (context.egui_ctx.clone(), lost.clone());
            drawing.device.set_device_lost_callback(move |reason, message| {
                // Closing a window destroys its device too.
                if reason != wgpu::DeviceLostReason::Destroyed {
                    let _ = reported.set(format!("the GPU was lost ({message})"));
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
