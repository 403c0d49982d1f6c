//! Text of a file or a command as it may be kept: short, on one line, without secrets.

use super::{InternalText, secrets};

/// Most characters of one quoted text.
pub const QUOTE: usize = 300;
/// Most characters of one text that are searched for secrets before it is cut to be quoted.
pub const MASKED: usize = 8 * QUOTE;

/// Masks the secrets in a text, then cuts it to [`QUOTE`] characters on one line.
pub fn quote(text: &str) -> InternalText {
    // A secret is recognized by its whole length, so masking comes before cutting.
    let longer: String = text.chars().take(MASKED).collect();
    let masked = secrets::mask(&longer).map_or(longer, |masked| masked.text);
    let cut = masked.chars().take(QUOTE).map(|c| if c == '\n' { ' ' } else { c });
    InternalText::from(cut.collect::<String>().as_str())
}
