//! Pixels as a PNG file: opaque, without metadata, and the same bytes for the same pixels.

use eframe::egui::ColorImage;
use thiserror::Error;

/// Why a picture could not be encoded.
#[derive(Debug, Error)]
#[error("cannot write the picture as PNG ({0}); please report this")]
pub struct PngError(#[from] png::EncodingError);

/// Encodes a picture as PNG, without its transparency.
///
/// # Errors
/// If the picture has no pixels.
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
