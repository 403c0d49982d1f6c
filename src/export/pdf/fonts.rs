//! The weights of Inter that a document uses, and the characters that they lack.

use std::cell::RefCell;
use std::sync::Arc;

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, LayoutContext};
use skrifa::MetadataProvider;
use unicode_normalization::UnicodeNormalization;

/// The name of the font family.
pub const FAMILY: &str = "Inter";

/// A weight of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    SemiBold,
    /// 700.
    Bold,
}

impl Weight {
    const ALL: [Self; 3] = [Self::Regular, Self::SemiBold, Self::Bold];

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
            Self::SemiBold => include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
            Self::Bold => include_bytes!("../../../assets/fonts/Inter-Bold.otf"),
        }
    }

    /// Returns the weight as a number from 1 to 1000.
    pub fn number(self) -> f32 {
        match self {
            Self::Regular => 400.0,
            Self::SemiBold => 600.0,
            Self::Bold => 700.0,
        }
    }
}

/// The fonts of one document.
pub struct Fonts {
    /// The layout contexts, without system fonts so that a document looks the same on every machine.
    pub layout: RefCell<(FontContext, LayoutContext<()>)>,
    faces: Vec<(u64, Font)>,
    letters: skrifa::FontRef<'static>,
}

impl Fonts {
    /// Loads the embedded fonts; `None` if one is damaged.
    pub fn load() -> Option<Self> {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut faces = Vec::new();
        for weight in Weight::ALL {
            let blob = Blob::new(Arc::new(weight.bytes()));
            faces.push((blob.id(), Font::new(weight.bytes().into(), 0)?));
            collection.register_fonts(blob, None);
        }
        let context = FontContext { collection, source_cache: SourceCache::default() };
        let letters = skrifa::FontRef::new(Weight::Regular.bytes()).ok()?;
        Some(Self { layout: RefCell::new((context, LayoutContext::new())), faces, letters })
    }

    /// Returns the font with an id.
    pub fn face(&self, id: u64) -> Option<&Font> {
        self.faces.iter().find(|(other, _)| *other == id).map(|(_, font)| font)
    }

    /// Returns the weight of the font with an id.
    pub fn weight(&self, id: u64) -> Weight {
        let at = self.faces.iter().position(|(other, _)| *other == id);
        at.and_then(|at| Weight::ALL.get(at)).copied().unwrap_or(Weight::Regular)
    }

    /// Returns the character if the fonts have it, else its letter without accents, else a question
    /// mark.
    pub fn shown(&self, c: char) -> char {
        let has = |c: &char| *c == '\n' || self.letters.charmap().map(*c).is_some();
        match c {
            '\t' => ' ',
            c if has(&c) => c,
            c => std::iter::once(c).nfd().next().filter(has).unwrap_or('?'),
        }
    }
}
