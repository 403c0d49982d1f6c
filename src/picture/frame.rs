//! Cards as pictures: a fixed frame of 16 by 9, the largest type that fits, and several pictures if
//! even the smallest type does not fit. Nothing is ever cut off.

use eframe::egui::{
    CentralPanel, ColorImage, Context, Frame, Pos2, RawInput, Rect, Theme, Ui, Vec2, vec2,
};

use super::card::{self, Setting};
use super::png::{PngError, encode};
use super::renderer::Renderer;
use super::shown::Shown;
use crate::kb::markup::{self, Run};
use crate::theme;

/// The size of the frame, in points.
pub const POINTS: Vec2 = vec2(1280.0, 720.0);
/// Pixels per point.
pub const SCALE: f32 = 2.0;

/// The scales of type to try; the last is the smallest that is legible in a chat.
const SCALES: [f32; 4] = [1.0, 0.9, 0.8, 0.72];

/// Draws pictures in a theme, without a window.
pub struct Drawer {
    ctx: Context,
    renderer: Renderer,
}

impl Drawer {
    /// Creates a drawer for a theme.
    pub fn new(theme: Theme) -> Self {
        let ctx = Context::default();
        theme::install(&ctx);
        ctx.set_theme(theme);
        Self { ctx, renderer: Renderer::default() }
    }

    /// Draws a step as one picture: the first one if it needs several.
    pub fn first(&mut self, shown: &Shown) -> ColorImage {
        let (part, scale) = self.parts(shown).swap_remove(0);
        self.picture(&part, scale)
    }

    /// Draws a step as pictures of 2560 by 1440 pixels: one if it fits.
    pub fn pictures(&mut self, shown: &Shown) -> Vec<ColorImage> {
        self.parts(shown).iter().map(|(part, scale)| self.picture(part, *scale)).collect()
    }

    /// Draws a step as PNG files.
    ///
    /// # Errors
    /// If a picture cannot be written as PNG.
    pub fn files(&mut self, shown: &Shown) -> Result<Vec<PictureFile>, PngError> {
        let file = |(part, image): (usize, &ColorImage)| {
            let name = match part {
                0 => format!("step-{:02}.png", shown.number),
                _ => format!("step-{:02}-{}.png", shown.number, part + 1),
            };
            Ok(PictureFile { name, png: encode(image)? })
        };
        self.pictures(shown).iter().enumerate().map(file).collect()
    }

    /// Splits a step into as many parts as needed, each with the scale at which it fits.
    pub fn parts(&mut self, shown: &Shown) -> Vec<(Shown, f32)> {
        let fitting = SCALES.into_iter().find(|scale| self.fits(shown, *scale));
        match (fitting, halves(shown)) {
            (Some(scale), _) => vec![(shown.clone(), scale)],
            (None, Some(halves)) => halves.iter().flat_map(|half| self.parts(half)).collect(),
            // A single word is larger than the frame.
            (None, None) => vec![(shown.clone(), SCALES[SCALES.len() - 1])],
        }
    }

    fn fits(&mut self, shown: &Shown, scale: f32) -> bool {
        let mut fits = false;
        let mut output = self.ctx.run_ui(input(POINTS, SCALE), |ui| {
            fits = inside(ui, |ui| card::draw(ui, shown, &setting(scale)));
        });
        self.renderer.update(&mut output.textures_delta);
        fits
    }

    fn picture(&mut self, shown: &Shown, scale: f32) -> ColorImage {
        self.draw(POINTS, SCALE, |ui| {
            card::draw(ui, shown, &setting(scale));
        })
    }

    /// Draws anything with egui. `size` is in points, `scale` in pixels per point.
    pub fn draw(&mut self, size: Vec2, scale: f32, mut add: impl FnMut(&mut Ui)) -> ColorImage {
        let mut output = self.ctx.run_ui(input(size, scale), |ui| inside(ui, &mut add));
        self.renderer.update(&mut output.textures_delta);
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let pixels = [(size.x * scale) as usize, (size.y * scale) as usize];
        let ground = self.ctx.global_style().visuals.panel_fill;
        self.renderer.draw(&primitives, pixels, scale, ground)
    }
}

fn setting(scale: f32) -> Setting {
    Setting { scale, least: 0.0, callouts: true }
}

fn inside<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    CentralPanel::no_frame().frame(Frame::NONE).show(ui, add).inner
}

fn input(size: Vec2, scale: f32) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
        ..RawInput::default()
    };
    if let Some(viewport) = input.viewports.get_mut(&input.viewport_id) {
        viewport.native_pixels_per_point = Some(scale);
    }
    input
}

/// Splits a step that does not fit in two: the instructions from what to see, or either of them in
/// halves. `None` if it cannot be split.
fn halves(shown: &Shown) -> Option<[Shown; 2]> {
    let part = |action: &str, see: &str| Shown {
        action: action.to_owned(),
        see: see.to_owned(),
        page: shown.page.clone().filter(|_| !action.is_empty()),
        // A part of the instructions is told in words.
        clicks: if action == shown.action { shown.clicks.clone() } else { Vec::new() },
        ..shown.clone()
    };
    if !shown.action.is_empty() && !shown.see.is_empty() {
        return Some([part(&shown.action, ""), part("", &shown.see)]);
    }
    if shown.page.is_some() {
        return None;
    }
    if shown.see.is_empty() {
        let (first, second) = cut(&shown.action)?;
        Some([part(&first, ""), part(&second, "")])
    } else {
        let (first, second) = cut(&shown.see)?;
        Some([part("", &first), part("", &second)])
    }
}

/// Splits a text in two near its middle: between sentences, or between words if there is only one
/// sentence.
fn cut(text: &str) -> Option<(String, String)> {
    let plain: Vec<char> = markup::plain(text).chars().collect();
    let from_middle = |at: &usize| at.abs_diff(plain.len() / 2);
    let spaces = || (1..plain.len().saturating_sub(1)).filter(|at| plain[*at] == ' ');
    let sentences = spaces().filter(|at| matches!(plain[at - 1], '.' | '?' | '!'));
    let at = sentences.min_by_key(from_middle).or_else(|| spaces().min_by_key(from_middle))?;
    let (mut first, mut second, mut passed) = (String::new(), String::new(), 0);
    for run in markup::runs(text) {
        let length = run.text.chars().count();
        let split = at.saturating_sub(passed).min(length);
        let bytes = run.text.char_indices().nth(split).map_or(run.text.len(), |(byte, _)| byte);
        let (before, after) = run.text.split_at(bytes);
        push(&mut first, Run { text: before, bold: run.bold });
        push(&mut second, Run { text: after, bold: run.bold });
        passed += length;
    }
    Some((first.trim().to_owned(), second.trim().to_owned()))
}

fn push(text: &mut String, run: Run<'_>) {
    let around = if run.bold && !run.text.is_empty() { "**" } else { "" };
    text.extend([around, run.text, around]);
}

/// A picture as a PNG file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// Its name: `step-03.png`, and `step-03-2.png` for a second part.
    pub name: String,
    /// The bytes of the file.
    pub png: Vec<u8>,
}
