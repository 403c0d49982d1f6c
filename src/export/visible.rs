//! Characters that are not seen but change how the rest is read.

/// The text with a replacement character in place of each control, line or paragraph separator,
/// direction mark, and character that takes no room and means nothing. Those that join or part the
/// letters of some scripts (U+200C, U+200D) stay.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if hides(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn hides(c: char) -> bool {
    let is_control = c.is_control() && c != '\n' && c != '\t';
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Tag characters can carry a whole text that nobody sees.
    let is_empty =
        matches!(c, '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    is_control || turns || is_empty
}
