//! The window by accessible name: what a technician does on a call.

use eframe::egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::kittest::Queryable;

use crate::support::{Recorder, SIZE, desk, window, window_as};

#[test]
fn every_screen_is_named_and_settles_in_both_themes_and_at_every_size() {
    for theme in [Theme::Light, Theme::Dark] {
        for (size, scale) in [(vec2(900.0, 600.0), 1.0), (SIZE, 2.0), (vec2(1920.0, 1080.0), 1.0)] {
            let (mut harness, _) = window_as(desk(), Recorder::default(), size, theme, scale);
            for key in [Key::Num1, Key::Num2, Key::Num3] {
                harness.key_press(key);
                harness.run();
            }
        }
    }
}
