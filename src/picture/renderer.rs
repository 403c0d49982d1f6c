//! Draws egui's triangles on the CPU: the same on every machine, without a display or GPU. It is our
//! own because no such renderer supports egui 0.37. It draws what egui needs and no more: textured,
//! colored triangles within a clip rectangle, blended premultiplied in gamma space as egui's own
//! shaders do.

use std::collections::HashMap;

use eframe::egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, ColorImage, ImageData, Rect, TextureId, TexturesDelta};

/// Coordinates are rounded to this fraction of a pixel, so that results do not depend on the CPU.
const SUBPIXEL: f32 = 256.0;

/// The renderer with its textures.
#[derive(Default)]
pub struct Renderer {
    textures: HashMap<TextureId, ColorImage>,
}

impl Renderer {
    /// Applies changes to the textures.
    pub fn update(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match (change.pos, self.textures.get_mut(&id)) {
                    (Some(at), Some(texture)) => patch(texture, &image, at),
                    _ => {
                        self.textures.insert(id, (*image).clone());
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    /// Draws onto a plain background. `size` is in pixels.
    pub fn draw(
        &self,
        primitives: &[ClippedPrimitive],
        size: [usize; 2],
        pixels_per_point: f32,
        ground: Color32,
    ) -> ColorImage {
        let mut target = ColorImage::filled(size, ground);
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            // Callbacks need a GPU.
            let Primitive::Mesh(mesh) = primitive else { continue };
            if let Some(texture) = self.textures.get(&mesh.texture_id) {
                let clip = Clip::new(*clip_rect, pixels_per_point, size);
                draw_mesh(&mut target, &clip, mesh, texture, pixels_per_point);
            }
        }
        target
    }
}

/// Replaces a part of a texture.
fn patch(texture: &mut ColorImage, part: &ColorImage, [left, top]: [usize; 2]) {
    let (width, rows) = (part.width(), texture.width());
    for (y, row) in part.pixels.chunks_exact(width.max(1)).enumerate() {
        let at = (top + y) * rows + left;
        if let Some(target) = texture.pixels.get_mut(at..at + width) {
            target.copy_from_slice(row);
        }
    }
}

/// The pixels that may be drawn on; `right` and `bottom` are exclusive.
struct Clip {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl Clip {
    fn new(rect: Rect, scale: f32, [width, height]: [usize; 2]) -> Self {
        let edge = |at: f32, most: usize| ((at * scale).round() as i64).clamp(0, most as i64);
        Self {
            left: edge(rect.min.x, width),
            top: edge(rect.min.y, height),
            right: edge(rect.max.x, width),
            bottom: edge(rect.max.y, height),
        }
    }
}

fn draw_mesh(target: &mut ColorImage, clip: &Clip, mesh: &Mesh, texture: &ColorImage, scale: f32) {
    for corners in mesh.indices.chunks_exact(3) {
        let corner = |at: usize| mesh.vertices.get(corners[at] as usize).copied();
        if let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2))
            && let Some(triangle) = Triangle::new([a, b, c], scale)
        {
            triangle.draw(target, clip, texture);
        }
    }
}

/// A point in fractions of a pixel.
#[derive(Clone, Copy)]
struct Point {
    x: i64,
    y: i64,
}

/// Returns twice the area of a triangle; positive if it turns clockwise on the screen.
fn area(a: Point, b: Point, c: Point) -> i64 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// A triangle with its corners in clockwise order.
struct Triangle {
    points: [Point; 3],
    corners: [Vertex; 3],
    area: i64,
}

impl Triangle {
    /// Puts a triangle on the pixel grid; `None` if it has no area.
    fn new(mut corners: [Vertex; 3], scale: f32) -> Option<Self> {
        let on_grid = |vertex: &Vertex| Point {
            x: (vertex.pos.x * scale * SUBPIXEL).round() as i64,
            y: (vertex.pos.y * scale * SUBPIXEL).round() as i64,
        };
        let mut points = [on_grid(&corners[0]), on_grid(&corners[1]), on_grid(&corners[2])];
        let mut twice = area(points[0], points[1], points[2]);
        if twice < 0 {
            points.swap(1, 2);
            corners.swap(1, 2);
            twice = -twice;
        }
        (twice > 0).then_some(Self { points, corners, area: twice })
    }

    fn draw(&self, target: &mut ColorImage, clip: &Clip, texture: &ColorImage) {
        let one = SUBPIXEL as i64;
        let xs = self.points.map(|p| p.x);
        let ys = self.points.map(|p| p.y);
        let (least_x, most_x) = (xs[0].min(xs[1]).min(xs[2]), xs[0].max(xs[1]).max(xs[2]));
        let (least_y, most_y) = (ys[0].min(ys[1]).min(ys[2]), ys[0].max(ys[1]).max(ys[2]));
        let left = least_x.div_euclid(one).max(clip.left);
        let right = (most_x.div_euclid(one) + 1).min(clip.right);
        let top = least_y.div_euclid(one).max(clip.top);
        let bottom = (most_y.div_euclid(one) + 1).min(clip.bottom);
        let [a, b, c] = self.points;
        let paint = Paint::new(&self.corners, texture);
        let width = target.width();
        for y in top..bottom {
            let row = &mut target.pixels[y as usize * width..][..width];
            let start = Point { x: left * one + one / 2, y: y * one + one / 2 };
            let mut weights = [area(b, c, start), area(c, a, start), area(a, b, start)];
            let steps = [b.y - c.y, c.y - a.y, a.y - b.y].map(|step| step * one);
            // A weight of zero is on an edge: inside only if the triangle owns the edge.
            let least = [(b, c), (c, a), (a, b)].map(|(from, to)| i64::from(!owns_edge(from, to)));
            for pixel in row.iter_mut().take(right.max(0) as usize).skip(left as usize) {
                if weights.iter().zip(least).all(|(weight, least)| *weight >= least) {
                    let shares = weights.map(|weight| weight as f32 / self.area as f32);
                    *pixel = over(*pixel, paint.at(shares));
                }
                weights = std::array::from_fn(|at| weights[at] + steps[at]);
            }
        }
    }
}

/// Returns whether pixels exactly on an edge belong to the triangle. They do on top and left edges,
/// so that two triangles that share an edge draw each pixel once.
fn owns_edge(from: Point, to: Point) -> bool {
    to.y < from.y || (to.y == from.y && to.x > from.x)
}

/// The color of each pixel of a triangle.
enum Paint<'a> {
    /// One color everywhere.
    Plain(Color32),
    /// Interpolated from the corners and the texture.
    Textured { corners: &'a [Vertex; 3], texture: &'a ColorImage },
}

impl<'a> Paint<'a> {
    fn new(corners: &'a [Vertex; 3], texture: &'a ColorImage) -> Self {
        let [a, b, c] = corners;
        let is_plain = a.color == b.color && b.color == c.color && a.uv == b.uv && b.uv == c.uv;
        let textured = Self::Textured { corners, texture };
        if is_plain { Self::Plain(textured.at([1.0, 0.0, 0.0])) } else { textured }
    }

    fn at(&self, shares: [f32; 3]) -> Color32 {
        match self {
            Self::Plain(color) => *color,
            Self::Textured { corners, texture } => {
                let mix = |value: fn(&Vertex) -> f32| {
                    corners.iter().zip(shares).map(|(corner, share)| value(corner) * share).sum()
                };
                let texel = sample(texture, mix(|v| v.uv.x), mix(|v| v.uv.y));
                let color = std::array::from_fn(|channel| {
                    let of = |v: &Vertex| f32::from(v.color.to_array()[channel]);
                    corners.iter().zip(shares).map(|(v, share)| of(v) * share).sum::<f32>()
                });
                product(texel, color)
            }
        }
    }
}

/// Samples a texture with bilinear interpolation.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_share, bottom_share) = (x - left, y - top);
    let texel = |dx: i64, dy: i64| {
        let x = (left as i64 + dx).clamp(0, width as i64 - 1) as usize;
        let y = (top as i64 + dy).clamp(0, height as i64 - 1) as usize;
        texture.pixels[y * width + x].to_array().map(f32::from)
    };
    let mix = |a: [f32; 4], b: [f32; 4], share: f32| {
        std::array::from_fn(|channel| a[channel] + (b[channel] - a[channel]) * share)
    };
    let above = mix(texel(0, 0), texel(1, 0), right_share);
    let below = mix(texel(0, 1), texel(1, 1), right_share);
    mix(above, below, bottom_share)
}

/// Multiplies a texel by the color of its triangle.
fn product(texel: [f32; 4], color: [f32; 4]) -> Color32 {
    let channel = |at: usize| (texel[at] * color[at] / 255.0 + 0.5) as u8;
    premultiplied([channel(0), channel(1), channel(2), channel(3)])
}

/// Blends one color over another, both premultiplied.
fn over(below: Color32, above: Color32) -> Color32 {
    if above.a() == 255 {
        return above;
    }
    let rest = 255 - u32::from(above.a());
    let (below, above) = (below.to_array(), above.to_array());
    let channel = |at: usize| {
        (u32::from(above[at]) + (u32::from(below[at]) * rest + 127) / 255).min(255) as u8
    };
    premultiplied([channel(0), channel(1), channel(2), channel(3)])
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pixel that was computed, not a color of the design"
)]
fn premultiplied([r, g, b, a]: [u8; 4]) -> Color32 {
    Color32::from_rgba_premultiplied(r, g, b, a)
}
