//! A step as a picture: what a customer may see of it, drawn large, without a display or GPU.
//!
//! ```text
//! shown.rs     what is shown of a step: only text of the knowledge base
//! card.rs      the step as a large card, in the window and in pictures
//! card_page.rs the part of a card with the drawing of the page and the clicks
//! clicks.rs    what to do, click by click
//! marked.rs    text with bold words
//! frame.rs     cards as pictures: a fixed frame, and several pictures if the step does not fit
//! page.rs      a page of a document, as its PDF has it
//! geometry.rs  drawings whose words do not fit
//! folder.rs    pictures as files in a folder
//! drawing.rs   the drawing of a console page
//! renderer.rs  egui's triangles as pixels
//! png.rs       pixels as a PNG file
//! ```

pub mod card;
mod card_page;
pub mod clicks;
pub mod drawing;
mod folder;
mod frame;
mod geometry;
pub mod marked;
pub mod page;
mod png;
mod renderer;
mod shown;

pub use card_page::CAVEAT;
pub use eframe::egui::{ColorImage as Image, Theme};
pub use folder::{NotSaved, save};
pub use frame::{Drawer, POINTS, PictureFile, SCALE};
pub use geometry::misfits;
pub use png::{PngError, encode};
pub use renderer::Renderer;
pub use shown::{Closing, Labels, Page, Presented, Shown, StepProgress};
