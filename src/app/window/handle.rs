//! The window as the platform knows it.

use eframe::egui::{Context, UserAttentionType, ViewportCommand};

use crate::app::effects::platform::WindowHandle;
use crate::picture::Image;

/// A window of egui.
#[derive(Clone)]
pub struct EguiWindow(pub Context);

impl WindowHandle for EguiWindow {
    fn wake(&self) {
        self.0.request_repaint();
    }

    fn copy_text(&self, text: String) {
        self.0.copy_text(text);
    }

    fn copy_html(&self, html: String, plain: String) {
        let copied = arboard::Clipboard::new()
            .and_then(|mut clipboard| clipboard.set_html(html, Some(plain.clone())));
        // A clipboard that takes no formatted text takes the words.
        if copied.is_err() {
            self.copy_text(plain);
        }
    }

    fn copy_image(&self, image: Image) {
        self.0.copy_image(image);
    }

    fn close(&self) {
        self.0.send_viewport_cmd(ViewportCommand::Close);
    }

    fn request_attention(&self) {
        let informational = UserAttentionType::Informational;
        self.0.send_viewport_cmd(ViewportCommand::RequestUserAttention(informational));
    }
}
