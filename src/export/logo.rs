//! The helpdesk's logo: a small PNG made from a PNG or SVG file, which is refused if it is large, broken,
//! or would load or run something.

use std::io::Cursor;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use resvg::tiny_skia::{FilterQuality, Pixmap, PixmapPaint, Transform};
use resvg::usvg::{self, roxmltree};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::document::Png;

/// The most bytes of a file.
pub const MOST_BYTES: usize = 1024 * 1024;
/// The most pixels of a PNG file on each side.
pub const MOST_PIXELS: u32 = 4096;
/// The height of the logo as it is kept, in pixels: 300 to the inch in a document.
const HEIGHT: f32 = 144.0;
/// The most that it may be wider than high; a wider one is kept lower.
const MOST_WIDTH: f32 = 4.0 * HEIGHT;

/// A logo as it is kept: a PNG file, base64.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Logo {
    width: u32,
    height: u32,
    png: String,
}

/// Why a file cannot be the logo.
#[derive(Debug, Error)]
pub enum LogoError {
    /// It is too large.
    #[error("the file has {0} bytes; choose one with at most 1 MB")]
    TooLarge(u64),
    /// It has too many pixels.
    #[error("the picture has {0} by {1} pixels; choose one with at most 4096 on each side")]
    TooManyPixels(u32, u32),
    /// It is neither PNG nor SVG, or damaged.
    #[error("the file is not a PNG or SVG picture, or it is damaged ({0}); export it again")]
    Damaged(String),
    /// The SVG file does what a picture need not do.
    #[error("the SVG file contains {0}; export it as a plain picture with texts as outlines")]
    Refused(String),
    /// It cannot be read.
    #[error("the file cannot be read ({0}); check its path and permissions")]
    File(#[from] std::io::Error),
}

impl Logo {
    /// Reads a logo from a file.
    ///
    /// # Errors
    /// If the file cannot be read, is too large, damaged, or refused.
    pub fn open(path: &std::path::Path) -> Result<Self, LogoError> {
        let size = std::fs::metadata(path)?.len();
        if size > MOST_BYTES as u64 {
            return Err(LogoError::TooLarge(size));
        }
        Self::read(&std::fs::read(path)?)
    }

    /// Reads a logo from the bytes of a PNG or SVG file.
    ///
    /// # Errors
    /// If the file is too large, damaged, or refused.
    pub fn read(bytes: &[u8]) -> Result<Self, LogoError> {
        if bytes.len() > MOST_BYTES {
            return Err(LogoError::TooLarge(bytes.len() as u64));
        }
        let is_png = bytes.starts_with(b"\x89PNG");
        let pixels = if is_png { of_png(bytes)? } else { of_svg(bytes)? };
        let (width, height) = (pixels.width(), pixels.height());
        let png = STANDARD.encode(encoded(&pixels).map_err(|error| damaged(&error))?);
        Ok(Self { width, height, png })
    }

    /// Returns the picture; `None` if what was stored is damaged.
    pub fn png(&self) -> Option<Png> {
        let bytes: Arc<[u8]> = STANDARD.decode(&self.png).ok()?.into();
        Some(Png { width: self.width, height: self.height, bytes })
    }
}

fn damaged(error: &dyn std::fmt::Display) -> LogoError {
    LogoError::Damaged(error.to_string())
}

fn of_png(bytes: &[u8]) -> Result<Pixmap, LogoError> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(
        png::Transformations::normalize_to_color8() | png::Transformations::ALPHA,
    );
    let mut reader = decoder.read_info().map_err(|error| damaged(&error))?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width > MOST_PIXELS || height > MOST_PIXELS {
        return Err(LogoError::TooManyPixels(width, height));
    }
    let size = reader.output_buffer_size().ok_or_else(|| damaged(&"too many pixels"))?;
    let mut buffer = vec![0; size];
    let frame = reader.next_frame(&mut buffer).map_err(|error| damaged(&error))?;
    let channels = frame.color_type.samples();
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| damaged(&"no pixels"))?;
    let pixels = buffer.chunks_exact(channels);
    for (to, from) in pixmap.data_mut().chunks_exact_mut(4).zip(pixels) {
        let (red, green, blue, alpha) = match *from {
            [gray, alpha] => (gray, gray, gray, alpha),
            [red, green, blue, alpha] => (red, green, blue, alpha),
            _ => return Err(damaged(&"unknown colors")),
        };
        let shaded = |color: u8| (u16::from(color) * u16::from(alpha) / 255) as u8;
        to.copy_from_slice(&[shaded(red), shaded(green), shaded(blue), alpha]);
    }
    scaled(&pixmap)
}

/// The scale at which a picture is kept; it is never enlarged beyond `most`.
fn scale_of(width: f32, height: f32, most: f32) -> f32 {
    (HEIGHT / height).min(MOST_WIDTH / width).min(most)
}

fn scaled(from: &Pixmap) -> Result<Pixmap, LogoError> {
    let (width, height) = (from.width() as f32, from.height() as f32);
    let scale = scale_of(width, height, 1.0);
    let mut to = canvas(width * scale, height * scale)?;
    let paint = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
    to.draw_pixmap(0, 0, from.as_ref(), &paint, Transform::from_scale(scale, scale), None);
    Ok(to)
}

fn canvas(width: f32, height: f32) -> Result<Pixmap, LogoError> {
    let size = |length: f32| length.round().max(1.0) as u32;
    Pixmap::new(size(width), size(height)).ok_or_else(|| damaged(&"no size"))
}

fn of_svg(bytes: &[u8]) -> Result<Pixmap, LogoError> {
    let text = std::str::from_utf8(bytes).map_err(|error| damaged(&error))?;
    refuse(text)?;
    let tree =
        usvg::Tree::from_str(text, &usvg::Options::default()).map_err(|error| damaged(&error))?;
    let size = tree.size();
    let scale = scale_of(size.width(), size.height(), f32::MAX);
    let mut to = canvas(size.width() * scale, size.height() * scale)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut to.as_mut());
    Ok(to)
}

/// Refuses what runs, loads, or cannot be drawn without fonts.
fn refuse(text: &str) -> Result<(), LogoError> {
    const ELEMENTS: [&str; 9] =
        ["script", "foreignObject", "image", "text", "animate", "set", "iframe", "audio", "video"];
    let refused = |what: &str| Err(LogoError::Refused(what.to_owned()));
    // Without a document type there are no entities, which could grow without end.
    let document = roxmltree::Document::parse(text).map_err(|error| damaged(&error))?;
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        if ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element)) {
            return refused(&format!("<{name}>"));
        }
        for attribute in node.attributes() {
            let (key, value) = (attribute.name().to_lowercase(), attribute.value().to_lowercase());
            if key.starts_with("on") {
                return refused(&format!("the script {key}"));
            }
            if key == "href" && !value.trim_start().starts_with('#') {
                return refused("a link");
            }
            if loads(&value) {
                return refused("something that it loads");
            }
        }
        if name == "style" && node.text().is_some_and(|style| loads(&style.to_lowercase())) {
            return refused("a style that loads something");
        }
    }
    Ok(())
}

/// Whether a value of a style names something outside of the file.
fn loads(value: &str) -> bool {
    let urls = value.match_indices("url(").map(|(at, url)| &value[at + url.len()..]);
    let mut outside = urls.filter(|url| !url.trim_start_matches([' ', '\'', '"']).starts_with('#'));
    value.contains("@import") || outside.next().is_some()
}

fn encoded(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut data = Vec::with_capacity(pixels.data().len());
    for pixel in pixels.pixels() {
        let pixel = pixel.demultiply();
        data.extend([pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}
