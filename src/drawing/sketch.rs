//! A drawing as plain shapes, which every output paints its own way. Sizes are in points.

/// What a shape is painted with. The output decides on the color: a theme, or grays on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// The ground of the page.
    Page,
    /// The ground of bars beside it.
    Bar,
    /// Lines that part rows and areas.
    Line,
    /// The edge of controls and of the drawing itself.
    Edge,
    /// Text that is not known and stands as a gray bar.
    Blank,
    /// What is written.
    Text,
    /// What is written and matters less.
    Dim,
    /// Numbers, rings, and the menu path.
    Accent,
    /// What is written on the accent.
    OnAccent,
    /// The ground of what is chosen.
    AccentSoft,
    /// The shadow of a dialog: black, of a tenth.
    Shadow,
}

/// How bold a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Boldness {
    /// 400.
    Regular,
    /// 500.
    Medium,
    /// 600.
    SemiBold,
    /// 700.
    Bold,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

impl Area {
    /// A rectangle by its upper left corner and its size.
    pub const fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self { left, top, width, height }
    }

    /// Its right edge.
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// Its lower edge.
    pub fn bottom(&self) -> f32 {
        self.top + self.height
    }

    /// The height of its middle.
    pub fn middle(&self) -> f32 {
        self.top + self.height / 2.0
    }

    /// The rectangle with some points more on every side.
    #[must_use]
    pub fn expand(&self, by: f32) -> Self {
        Self::new(self.left - by, self.top - by, self.width + 2.0 * by, self.height + 2.0 * by)
    }

    /// Whether another rectangle lies wholly inside of it.
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }
}

/// One shape. Later ones lie over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle, with round corners if `round` is above 0.
    Box {
        /// Where.
        area: Area,
        /// The radius of its corners.
        round: f32,
        /// Its ground.
        fill: Option<Ink>,
        /// The width of its edge, which lies inside, and its ink.
        edge: Option<(f32, Ink)>,
    },
    /// A disc or a ring.
    Circle {
        /// Its center.
        center: [f32; 2],
        /// Its radius.
        radius: f32,
        /// Its ground.
        fill: Option<Ink>,
        /// The width of its edge, which lies inside, and its ink.
        edge: Option<(f32, Ink)>,
    },
    /// A line through some places.
    Line {
        /// The places.
        through: Vec<[f32; 2]>,
        /// Its width.
        width: f32,
        /// Its ink.
        ink: Ink,
    },
    /// One line of text.
    Text {
        /// Its left end, or its center if it is centered, and the height of its middle.
        at: [f32; 2],
        /// Whether it is centered there.
        is_centered: bool,
        /// The text.
        text: String,
        /// The size of its letters.
        size: f32,
        /// How bold it is.
        boldness: Boldness,
        /// Its ink.
        ink: Ink,
    },
}

/// A drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What it is made of.
    pub shapes: Vec<Shape>,
    /// The places that are numbered.
    pub marks: Vec<Mark>,
}

/// A place that is numbered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The number of the click that goes there, from 1.
    pub number: usize,
    /// What the ring surrounds.
    pub ring: Area,
    /// The center of the disc with the number.
    pub disc: [f32; 2],
}

/// How wide a text is.
pub trait Measure {
    /// The width of one line of text, in points.
    fn width(&self, text: &str, size: f32, boldness: Boldness) -> f32;
}
