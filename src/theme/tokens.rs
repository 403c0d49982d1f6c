//! Colors, sizes and weights: the design's values, and the only place that names a color.

use eframe::egui::{Color32, FontFamily, FontId, Stroke, Ui};

/// The colors of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Colors {
    /// Behind everything.
    pub background: Color32,
    /// Cards, fields and buttons.
    pub card: Color32,
    /// Borders and rules.
    pub line: Color32,
    /// The rest of a progress bar.
    pub track: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text.
    pub dim: Color32,
    /// The accent.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind a selection.
    pub accent_soft: Color32,
    /// The edge of key caps, paper and drawings.
    pub edge: Color32,
    /// Success.
    pub good: Color32,
    /// Behind success.
    pub good_soft: Color32,
    /// Caution.
    pub caution: Color32,
    /// Behind a caution.
    pub caution_soft: Color32,
    /// What is wrong, or dangerous to click.
    pub bad: Color32,
    /// Behind what is wrong.
    pub bad_soft: Color32,
    /// The width of borders in points.
    pub border: f32,
    /// The width in points of the ring around the focused control.
    pub ring: f32,
}

impl Colors {
    /// Returns the border of cards, fields and buttons.
    pub fn edge(&self) -> Stroke {
        Stroke::new(self.border, self.line)
    }

    /// Returns the border of the control under the mouse.
    pub fn hovered(&self) -> Stroke {
        Stroke::new(self.border, self.dim)
    }

    /// Returns the ring around the focused control.
    pub fn focused(&self) -> Stroke {
        Stroke::new(self.ring, self.accent)
    }
}

/// The light theme.
pub const LIGHT: Colors = Colors {
    background: hex(0xF6F7F9),
    card: hex(0xFFFFFF),
    line: hex(0xE1E5EB),
    track: hex(0xE1E5EB),
    text: hex(0x1B2430),
    dim: hex(0x5E6B7C),
    accent: hex(0x2459D6),
    on_accent: hex(0xFFFFFF),
    accent_soft: hex(0xE8EEFC),
    edge: hex(0xC3CAD5),
    good: hex(0x1D7A46),
    good_soft: hex(0xE4F4EA),
    caution: hex(0x8A5A00),
    caution_soft: hex(0xFFF3D6),
    bad: hex(0xB3261E),
    bad_soft: hex(0xFCE9E7),
    border: 1.0,
    ring: 2.0,
};

/// The dark theme.
pub const DARK: Colors = Colors {
    background: hex(0x14181F),
    card: hex(0x1C222B),
    line: hex(0x2C3440),
    track: hex(0x2C3440),
    text: hex(0xE8ECF2),
    dim: hex(0x98A4B5),
    accent: hex(0x7FA4FF),
    on_accent: hex(0x14181F),
    accent_soft: hex(0x22304F),
    edge: hex(0x465163),
    good: hex(0x6FD39A),
    good_soft: hex(0x1C3527),
    caution: hex(0xF2C14E),
    caution_soft: hex(0x3A2F14),
    bad: hex(0xFF9389),
    bad_soft: hex(0x42211F),
    border: 1.0,
    ring: 2.0,
};

/// The light theme with high contrast: text at least seven to one, borders as dark as text.
pub const LIGHT_CONTRAST: Colors = Colors {
    background: hex(0xFEFEFE),
    card: hex(0xFFFFFF),
    line: hex(0x3A3A3A),
    track: hex(0xCFD4DC),
    text: hex(0x000000),
    dim: hex(0x333333),
    accent: hex(0x0B3A9E),
    on_accent: hex(0xFFFFFF),
    accent_soft: hex(0xE6EDFF),
    edge: hex(0x3A3A3A),
    good: hex(0x0B5328),
    good_soft: hex(0xE0F5E8),
    caution: hex(0x5C3B00),
    caution_soft: hex(0xFFF0C2),
    bad: hex(0x8C1109),
    bad_soft: hex(0xFFE6E3),
    border: 1.5,
    ring: 3.0,
};

/// The dark theme with high contrast.
pub const DARK_CONTRAST: Colors = Colors {
    background: hex(0x000000),
    card: hex(0x0A0A0A),
    line: hex(0xC8C8C8),
    track: hex(0x3A3F48),
    text: hex(0xFFFFFF),
    dim: hex(0xDDDDDD),
    accent: hex(0xA9C4FF),
    on_accent: hex(0x000000),
    accent_soft: hex(0x12244D),
    edge: hex(0xC8C8C8),
    good: hex(0x8CF0B4),
    good_soft: hex(0x08331A),
    caution: hex(0xFFDC73),
    caution_soft: hex(0x3A2C00),
    bad: hex(0xFFB3AB),
    bad_soft: hex(0x3D0F0B),
    border: 1.5,
    ring: 3.0,
};

/// The colors of all themes.
pub const ALL: [&Colors; 4] = [&LIGHT, &DARK, &LIGHT_CONTRAST, &DARK_CONTRAST];

/// The unit of the layout grid in points.
pub const GRID: f32 = 8.0;

/// The corner radius of buttons and fields in points.
pub const ROUND: u8 = 6;

/// The corner radius of cards in points.
pub const CARD_ROUND: u8 = 8;

#[expect(clippy::disallowed_methods, reason = "the only place that defines colors")]
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// Returns a color of a document, which is the same in every theme.
#[expect(clippy::disallowed_methods, reason = "documents have their own colors")]
pub const fn paper_ink(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// Returns the colors of the current theme.
pub fn colors(ui: &Ui) -> &'static Colors {
    let ground = ui.visuals().panel_fill;
    ALL.into_iter().find(|colors| colors.background == ground).unwrap_or(&LIGHT)
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
    /// Titles, and words that are written on a screen.
    Bold,
}

/// Returns the text font in a weight, with its size in points.
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
    /// Step instructions, questions, section headings.
    pub const LARGE: f32 = 16.0;
    /// Side remarks.
    pub const SIDE: f32 = 13.0;
    /// The title of a step, and the question.
    pub const TITLE: f32 = 24.0;
}

#[cfg(test)]
mod tests {
    use super::{ALL, Color32, Colors, DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST};

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

    /// Every pair of text and background colors that the window uses.
    fn text_pairs(c: &Colors) -> [(Color32, Color32); 21] {
        [
            (c.text, c.background),
            (c.text, c.card),
            (c.text, c.accent_soft),
            (c.text, c.caution_soft),
            (c.text, c.good_soft),
            (c.dim, c.background),
            (c.dim, c.card),
            (c.dim, c.accent_soft),
            (c.accent, c.background),
            (c.accent, c.card),
            (c.accent, c.accent_soft),
            (c.on_accent, c.accent),
            (c.good, c.background),
            (c.good, c.card),
            (c.good, c.good_soft),
            (c.caution, c.card),
            (c.caution, c.caution_soft),
            (c.card, c.dim),
            (c.bad, c.card),
            (c.bad, c.background),
            (c.bad, c.bad_soft),
        ]
    }

    #[test]
    fn all_text_is_legible() {
        for (colors, least) in
            [(LIGHT, 4.5), (DARK, 4.5), (LIGHT_CONTRAST, 7.0), (DARK_CONTRAST, 7.0)]
        {
            for (front, back) in text_pairs(&colors) {
                let contrast = contrast(front, back);
                assert!(contrast >= least, "{front:?} on {back:?}: {contrast:.2}");
            }
        }
    }

    /// Three to one, <https://www.w3.org/TR/WCAG22/#non-text-contrast>.
    #[test]
    fn the_focus_ring_is_visible() {
        for colors in ALL {
            for ground in [colors.background, colors.card, colors.accent_soft] {
                assert!(contrast(colors.accent, ground) >= 3.0, "{ground:?}");
            }
            assert!(contrast(colors.text, colors.accent) >= 1.5, "around a main button");
        }
    }

    #[test]
    fn high_contrast_borders_are_visible_too() {
        for colors in [LIGHT_CONTRAST, DARK_CONTRAST] {
            assert!(contrast(colors.line, colors.background) >= 4.5);
            assert!(colors.border > LIGHT.border && colors.ring > LIGHT.ring);
        }
    }
}
