//! Puts shapes down one after the other, and notes what does not fit.

use super::sketch::{Area, Boldness, Ink, Mark, Measure, Shape, Sketch};

/// How far around a control its ring lies.
const RING_GAP: f32 = 4.0;
/// How far more a ring reaches to the left where its number stands there, so that it covers nothing.
const ROOM_FOR_NUMBER: f32 = 10.0;
/// The width of a ring.
const RING: f32 = 2.0;
/// The radius of the disc that a number stands on.
pub const DISC: f32 = 9.5;
/// The size of the number.
const NUMBER: f32 = 11.5;

/// A text that is wider than its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// The text.
    pub text: String,
    /// How wide it is, in points.
    pub width: f32,
    /// How much room it has, in points.
    pub room: f32,
}

/// Where the number of a ring stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberAt {
    /// On the upper left corner of the ring.
    Corner,
    /// In the middle of its left edge.
    Left,
}

/// Puts shapes down.
pub(super) struct Pen<'m> {
    measure: &'m dyn Measure,
    sketch: Sketch,
    rings: Vec<(usize, Area, NumberAt)>,
    misfits: Vec<Misfit>,
}

impl<'m> Pen<'m> {
    pub fn new(measure: &'m dyn Measure) -> Self {
        Self { measure, sketch: Sketch::default(), rings: Vec::new(), misfits: Vec::new() }
    }

    pub fn width(&self, text: &str, size: f32, boldness: Boldness) -> f32 {
        self.measure.width(text, size, boldness)
    }

    pub fn fill(&mut self, area: Area, round: f32, fill: Ink) {
        self.sketch.shapes.push(Shape::Box { area, round, fill: Some(fill), edge: None });
    }

    pub fn framed(&mut self, area: Area, round: f32, fill: Ink, edge: Ink) {
        let edge = Some((1.0, edge));
        self.sketch.shapes.push(Shape::Box { area, round, fill: Some(fill), edge });
    }

    pub fn circle(&mut self, center: [f32; 2], radius: f32, fill: Option<Ink>, edge: Option<Ink>) {
        let edge = edge.map(|ink| (1.0, ink));
        self.sketch.shapes.push(Shape::Circle { center, radius, fill, edge });
    }

    pub fn line(&mut self, through: &[[f32; 2]], width: f32, ink: Ink) {
        self.sketch.shapes.push(Shape::Line { through: through.to_vec(), width, ink });
    }

    /// Writes one line of text from `left` on, around the height of its middle; notes a text that
    /// needs more than `room`. Returns its width.
    pub fn text(
        &mut self,
        [left, middle]: [f32; 2],
        text: &str,
        (size, boldness, ink): (f32, Boldness, Ink),
        room: f32,
    ) -> f32 {
        let width = self.width(text, size, boldness);
        if width > room {
            self.misfits.push(Misfit { text: text.to_owned(), width, room });
        }
        let (at, text) = ([left, middle], text.to_owned());
        let text = Shape::Text { at, is_centered: false, text, size, boldness, ink };
        self.sketch.shapes.push(text);
        width
    }

    /// A text that is not known, as a gray bar.
    pub fn blank(&mut self, [left, middle]: [f32; 2], width: f32) {
        self.fill(Area::new(left, middle - 3.0, width, 6.0), 3.0, Ink::Blank);
    }

    /// Rings a place once everything else is drawn.
    pub fn mark(&mut self, mark: Option<usize>, area: Area, number_at: NumberAt) {
        let Some(number) = mark else { return };
        let mut ring = area.expand(RING_GAP);
        if number_at == NumberAt::Left {
            ring.left -= ROOM_FOR_NUMBER;
            ring.width += ROOM_FOR_NUMBER;
        }
        self.rings.push((number, ring, number_at));
    }

    /// Draws the rings, and hands the drawing over.
    pub fn finish(mut self, width: f32, height: f32) -> (Sketch, Vec<Misfit>) {
        for (number, ring, number_at) in std::mem::take(&mut self.rings) {
            let edge = Some((RING, Ink::Accent));
            self.sketch.shapes.push(Shape::Box { area: ring, round: 8.0, fill: None, edge });
            let center = match number_at {
                NumberAt::Corner => [ring.left, ring.top],
                NumberAt::Left => [ring.left, ring.middle()],
            };
            self.circle(center, DISC + RING, Some(Ink::Page), None);
            self.circle(center, DISC, Some(Ink::Accent), None);
            self.sketch.shapes.push(Shape::Text {
                at: center,
                is_centered: true,
                text: number.to_string(),
                size: NUMBER,
                boldness: Boldness::Bold,
                ink: Ink::OnAccent,
            });
            self.sketch.marks.push(Mark { number, ring, disc: center });
        }
        self.sketch.width = width;
        self.sketch.height = height;
        (self.sketch, self.misfits)
    }
}
