//! The choice of a theme.

use eframe::egui::{Context, Theme, ThemePreference};
use serde::{Deserialize, Serialize};

use super::style;
use super::tokens::{DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST};

/// A choice of theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeChoice {
    /// Light or dark, as the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Light with high contrast.
    LightContrast,
    /// Dark with high contrast.
    DarkContrast,
}

impl ThemeChoice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::System, Self::Light, Self::Dark, Self::LightContrast, Self::DarkContrast];

    /// Returns the choice as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::LightContrast => "High contrast, light",
            Self::DarkContrast => "High contrast, dark",
        }
    }

    /// Returns the next choice; the first follows the last.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|choice| *choice == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// Applies the choice to a window.
    pub fn apply(self, ctx: &Context) {
        let has_contrast = matches!(self, Self::LightContrast | Self::DarkContrast);
        let (light, dark) =
            if has_contrast { (&LIGHT_CONTRAST, &DARK_CONTRAST) } else { (&LIGHT, &DARK) };
        ctx.style_mut_of(Theme::Light, |style| style::set(style, light, Theme::Light));
        ctx.style_mut_of(Theme::Dark, |style| style::set(style, dark, Theme::Dark));
        ctx.set_theme(match self {
            Self::System => ThemePreference::System,
            Self::Light | Self::LightContrast => ThemePreference::Light,
            Self::Dark | Self::DarkContrast => ThemePreference::Dark,
        });
    }
}
