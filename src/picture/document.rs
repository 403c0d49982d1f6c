//! Pictures of steps in a document.

use eframe::egui::Theme;

use super::frame::Drawer;
use super::png::{PngError, encode};
use super::shown::Shown;
use crate::drawing::{self, Form, Inter};
use crate::export::{self, DocumentContext, Png, StepPictures};

/// Draws every step that a document shows: its page as shapes, in the small form, or where no page
/// is drawn the whole step as pixels, in the light theme.
///
/// # Errors
/// If a picture cannot be written as PNG.
pub fn of_steps(context: &DocumentContext<'_>) -> Result<StepPictures, PngError> {
    let mut drawer = Drawer::new(Theme::Light);
    let mut pictures = StepPictures::new();
    for (step, walked, at) in context.steps_to_show() {
        let Some(shown) = Shown::step(context.kb, &walked, at) else { continue };
        if let Some(page) = &shown.page {
            let (sketch, _) = drawing::draw(&page.scene, &page.link, Form::Small, &Inter);
            let image = export::Image::Drawing(sketch, page.clicks.clone());
            pictures.entry(step).or_default().push(image);
            continue;
        }
        for image in drawer.pictures(&shown) {
            let [width, height] = image.size.map(|pixels| pixels as u32);
            let bytes = encode(&image)?.into();
            pictures.entry(step.clone()).or_default().push(Png { width, height, bytes }.into());
        }
    }
    Ok(pictures)
}
