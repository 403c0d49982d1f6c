//! The text font in four weights, and a subset of an icon font. Their licenses are beside the files.

use std::sync::Arc;

use eframe::egui::{self, FontData, FontDefinitions, FontFamily};

const FACES: [(&str, &[u8]); 5] = [
    ("regular", include_bytes!("../../assets/fonts/Inter-Regular.otf")),
    ("medium", include_bytes!("../../assets/fonts/Inter-Medium.otf")),
    ("semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    ("bold", include_bytes!("../../assets/fonts/Inter-Bold.otf")),
    ("icons", include_bytes!("../../assets/fonts/Lucide-subset.ttf")),
];

/// Icons by what they show. Each is beside a word or has an accessible name.
pub mod icon {
    /// An arrow to the right: what comes next.
    pub const ARROW_RIGHT: &str = "\u{e049}";
    /// An arrow that leaves the program; also a ticket that was handed over.
    pub const OPENS: &str = "\u{e04d}";
    /// A tick.
    pub const CHECK: &str = "\u{e06c}";
    /// A chevron that points down: what is unfolded, or a menu.
    pub const DOWN: &str = "\u{e06d}";
    /// A chevron that points left: back.
    pub const LEFT: &str = "\u{e06e}";
    /// A chevron that points right: what is folded.
    pub const RIGHT: &str = "\u{e06f}";
    /// A question mark in a circle.
    pub const QUESTION: &str = "\u{e082}";
    /// A cross in a circle: what is wrong.
    pub const CIRCLE_CROSS: &str = "\u{e084}";
    /// A clock: a wait.
    pub const CLOCK: &str = "\u{e087}";
    /// A sheet of text.
    pub const FILE: &str = "\u{e0cc}";
    /// A picture.
    pub const IMAGE: &str = "\u{e0f6}";
    /// An i in a circle.
    pub const INFO: &str = "\u{e0f9}";
    /// A minus, for a skipped step and what speaks against a cause.
    pub const SKIPPED: &str = "\u{e11c}";
    /// A panel on the left: the list of tickets.
    pub const PANEL: &str = "\u{e12a}";
    /// A paper clip: files.
    pub const CLIP: &str = "\u{e12d}";
    /// A plus.
    pub const PLUS: &str = "\u{e13d}";
    /// A magnifying glass.
    pub const SEARCH: &str = "\u{e151}";
    /// An empty box.
    pub const EMPTY: &str = "\u{e167}";
    /// A box with a cross.
    pub const CROSSED: &str = "\u{e175}";
    /// A triangle with an exclamation mark.
    pub const WARNING: &str = "\u{e193}";
    /// A cross.
    pub const CLOSE: &str = "\u{e1b2}";
    /// A pencil.
    pub const EDIT: &str = "\u{e1f9}";
    /// A shield with a tick: without secrets.
    pub const SHIELD: &str = "\u{e1ff}";
    /// A tick in a circle.
    pub const CIRCLE_CHECK: &str = "\u{e226}";
    /// Lines that become shorter: sort and filter.
    pub const FILTER: &str = "\u{e460}";
    /// A screen on a stand.
    pub const PRESENT: &str = "\u{e4ae}";
    /// A way with bends: another way.
    pub const ROUTE: &str = "\u{e53e}";
    /// A box with a tick.
    pub const TICKED: &str = "\u{e559}";
}

/// Installs the fonts; egui's own fonts cover the characters that they lack.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for name in ["regular", "medium", "semibold", "bold"] {
        let family = match name {
            "regular" => FontFamily::Proportional,
            other => FontFamily::Name(other.into()),
        };
        let mut faces = vec![name.to_owned(), "icons".to_owned()];
        faces.extend(behind.iter().cloned());
        fonts.families.insert(family, faces);
    }
    ctx.set_fonts(fonts);
}
