//! A step as pixels: what a customer may see of it, drawn large, without a display or GPU.
//!
//! ```text
//! shown.rs     what is shown of a step: nothing but the knowledge base's own words
//! card.rs      that as a large card, in the window and in pictures
//! marked.rs    text in which what is written on the screen stands out
//! document.rs  the pictures of a document
//! drawing.rs   the drawing of a console page
//! frame.rs     cards as pictures: a fixed frame, type that fits, more than one where it does not
//! folder.rs    pictures as a folder of files
//! renderer.rs  egui's triangles as pixels
//! png.rs       pixels as a file
//! ```

pub mod card;
mod document;
pub mod drawing;
mod folder;
mod frame;
pub mod marked;
mod png;
mod renderer;
mod shown;

pub use document::of_steps;
pub use eframe::egui::{ColorImage as Image, Theme};
pub use folder::{NotSaved, save};
pub use frame::{Drawer, POINTS, PictureFile, SCALE};
pub use png::{PngError, encode};
pub use renderer::Renderer;
pub use shown::{Progress, Shown};
