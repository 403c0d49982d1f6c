//! Pixels as a PNG file: opaque, without metadata, the same bytes for the same pixels.

use eframe::egui::ColorImage;
use thiserror::Error;

/// Why pixels did not become a file.
#[derive(Debug, Error)]
#[error("the picture cannot be written as PNG ({0})")]
pub struct PngError(#[from] png::EncodingError);

/// The bytes of a PNG file. What shines through in the pixels is dropped: a picture is opaque.
///
/// # Errors
/// When the picture has no pixels.
pub fn encode(image: &ColorImage) -> Result<Vec<u8>, PngError> {
    let mut bytes = Vec::new();
    let [width, height] = image.size;
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header()?;
    let pixels: Vec<u8> = image.pixels.iter().flat_map(|p| [p.r(), p.g(), p.b()]).collect();
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}
