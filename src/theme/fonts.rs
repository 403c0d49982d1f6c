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
    /// A tick.
    pub const CHECK: &str = "\u{e06c}";
    /// An arrow that leaves the program.
    pub const OPENS: &str = "\u{e04d}";
    /// A cross.
    pub const CLOSE: &str = "\u{e1b2}";
    /// A pencil.
    pub const EDIT: &str = "\u{e1f9}";
    /// A box with a tick.
    pub const TICKED: &str = "\u{e559}";
    /// An empty box.
    pub const EMPTY: &str = "\u{e167}";
    /// A box with a cross.
    pub const CROSSED: &str = "\u{e175}";
    /// A minus, for a skipped step.
    pub const SKIPPED: &str = "\u{e11c}";
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
