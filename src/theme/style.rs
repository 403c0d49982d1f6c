//! The tokens as egui's style.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{self, CornerRadius, FontId, Stroke, Style, Theme};

use super::tokens::{Colors, GRID, ROUND, Weight, font, size};

/// Sets a style from the colors of a theme.
pub(super) fn set(style: &mut Style, colors: &Colors, theme: Theme) {
    style.visuals = theme.default_visuals();
    style.spacing.item_spacing = egui::vec2(GRID, GRID);
    style.spacing.button_padding = egui::vec2(12.0, 6.0);
    style.spacing.interact_size.y = 24.0;
    style.spacing.scroll = egui::style::ScrollStyle {
        foreground_color: true,
        dormant_handle_opacity: 0.2,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        ..egui::style::ScrollStyle::thin()
    };
    style.interaction.selectable_labels = false;
    // Motion would have to explain something; nothing here does.
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    for (text_style, font_id) in &mut style.text_styles {
        *font_id = match text_style {
            egui::TextStyle::Small => font(size::SMALL, Weight::Regular),
            egui::TextStyle::Heading => font(size::LARGE, Weight::Bold),
            egui::TextStyle::Monospace => FontId::monospace(13.0),
            _ => font(size::BODY, Weight::Regular),
        };
    }
    let visuals = &mut style.visuals;
    visuals.panel_fill = colors.background;
    visuals.window_fill = colors.card;
    visuals.window_stroke = colors.edge();
    visuals.extreme_bg_color = colors.card;
    visuals.faint_bg_color = colors.accent_soft;
    visuals.hyperlink_color = colors.accent;
    visuals.warn_fg_color = colors.caution;
    visuals.error_fg_color = colors.caution;
    visuals.weak_text_color = Some(colors.dim);
    visuals.selection.bg_fill = colors.accent_soft;
    visuals.selection.stroke = colors.focused();
    visuals.text_cursor.stroke = Stroke::new(2.0, colors.accent);
    // Nothing blinks: it would distract from the call, and paint frames while nothing happens.
    visuals.text_cursor.blink = false;
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        widget.bg_fill = colors.card;
        widget.weak_bg_fill = colors.card;
        widget.bg_stroke = colors.edge();
        widget.fg_stroke = Stroke::new(1.0, colors.text);
        widget.corner_radius = CornerRadius::same(ROUND);
        widget.expansion = 0.0;
    }
    widgets.hovered.bg_stroke = colors.hovered();
    widgets.active.bg_stroke = Stroke::new(colors.border, colors.accent);
}
