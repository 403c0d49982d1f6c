//! Fonts and themes at the start of a window.

use eframe::egui::{self, Theme};

use super::choice::ThemeChoice;
use super::fonts;

/// Installs the fonts and both themes; the system decides which theme is used.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    ctx.options_mut(|options| {
        // For systems that do not say, like many Linux desktops.
        options.fallback_theme = Theme::Light;
        // Zooming is a command like any other.
        options.zoom_with_keyboard = false;
    });
    ThemeChoice::System.apply(ctx);
}
