//! The simplified drawing of a console page: what stands there, from the knowledge base, laid out as
//! plain shapes. Knows `kb` alone; windows, pictures and documents paint the shapes their own way.
//!
//! ```text
//! sketch.rs  shapes, inks, and how wide a text is
//! pen.rs     puts shapes down, rings what is numbered, notes what does not fit
//! console.rs the page's frame: top bar, menu, heading
//! parts.rs   what stands on the page: tables, buttons, choices, dialogs
//! inter.rs   the widths of the text font
//! svg.rs     a drawing as a part of an HTML page
//! ```

mod console;
mod inter;
mod parts;
mod pen;
mod sketch;
mod svg;

pub use console::{Form, WIDTH, covered_text, draw, draw_beside_text};
pub use inter::Inter;
pub use pen::{DISC, Misfit};
pub use sketch::{Area, Boldness, Ink, Mark, Measure, Shape, Sketch};
pub use svg::svg;
