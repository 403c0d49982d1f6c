//! Colours, sizes and weights: the design's values, and the only place that names a colour.

use eframe::egui::{Color32, FontFamily, FontId, Ui};

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Colors {
    /// Behind everything.
    pub background: Color32,
    /// Cards, fields and buttons.
    pub card: Color32,
    /// Borders and rules.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight.
    pub dim: Color32,
    /// The one accent.
    pub accent: Color32,
    /// What stands on the accent.
    pub on_accent: Color32,
    /// Behind what is chosen.
    pub accent_soft: Color32,
    /// What went well.
    pub good: Color32,
    /// Behind what went well.
    pub good_soft: Color32,
    /// What needs care.
    pub caution: Color32,
    /// Behind what needs care.
    pub caution_soft: Color32,
}

/// The light theme.
pub const LIGHT: Colors = Colors {
    background: hex(0xF6F7F9),
    card: hex(0xFFFFFF),
    line: hex(0xE1E5EB),
    text: hex(0x1B2430),
    dim: hex(0x5E6B7C),
    accent: hex(0x2459D6),
    on_accent: hex(0xFFFFFF),
    accent_soft: hex(0xE8EEFC),
    good: hex(0x1D7A46),
    good_soft: hex(0xE4F4EA),
    caution: hex(0x8A5A00),
    caution_soft: hex(0xFFF3D6),
};

/// The dark theme.
pub const DARK: Colors = Colors {
    background: hex(0x14181F),
    card: hex(0x1C222B),
    line: hex(0x2C3440),
    text: hex(0xE8ECF2),
    dim: hex(0x98A4B5),
    accent: hex(0x7FA4FF),
    on_accent: hex(0x14181F),
    accent_soft: hex(0x22304F),
    good: hex(0x6FD39A),
    good_soft: hex(0x1C3527),
    caution: hex(0xF2C14E),
    caution_soft: hex(0x3A2F14),
};

/// The distance everything is a multiple of, in points.
pub const GRID: f32 = 8.0;

/// The corners of cards and buttons, in points.
pub const ROUND: u8 = 6;

#[expect(clippy::disallowed_methods, reason = "this is the place where colours are made")]
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// The colours of the theme in use.
pub fn colors(ui: &Ui) -> &'static Colors {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The weights of the text font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Buttons.
    Medium,
    /// Names and headings.
    SemiBold,
    /// What is written on a screen, and titles.
    Bold,
}

/// A size of the text font, in points.
pub fn font(size: f32, weight: Weight) -> FontId {
    let family = match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Medium => FontFamily::Name("medium".into()),
        Weight::SemiBold => FontFamily::Name("semibold".into()),
        Weight::Bold => FontFamily::Name("bold".into()),
    };
    FontId::new(size, family)
}

/// Sizes of text, in points.
pub mod size {
    /// Chips, captions, hints.
    pub const SMALL: f32 = 12.0;
    /// Running text.
    pub const BODY: f32 = 14.0;
    /// What to do in a step, questions, section headings.
    pub const LARGE: f32 = 16.0;
    /// The title of a step.
    pub const TITLE: f32 = 26.0;
}

#[cfg(test)]
mod tests {
    use super::{Color32, Colors, DARK, LIGHT};

    /// Relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
    fn luminance(color: Color32) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn all_text_can_be_read() {
        for Colors {
            background,
            card,
            text,
            dim,
            accent,
            on_accent,
            accent_soft,
            good,
            good_soft,
            caution,
            caution_soft,
            ..
        } in [LIGHT, DARK]
        {
            for (front, back) in [
                (text, background),
                (text, card),
                (text, accent_soft),
                (text, caution_soft),
                (dim, background),
                (dim, card),
                (dim, accent_soft),
                (accent, background),
                (accent, card),
                (accent, accent_soft),
                (on_accent, accent),
                (good, background),
                (good, card),
                (good, good_soft),
                (caution, card),
                (caution, caution_soft),
                (card, dim),
            ] {
                assert!(
                    contrast(front, back) >= 4.5,
                    "{front:?} on {back:?}: {:.2}",
                    contrast(front, back)
                );
            }
        }
    }
}
