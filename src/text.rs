//! Text as it may be shown, whoever wrote it, and numbers as they are shown.

/// Replaces each control character, line or paragraph separator, direction mark, and invisible
/// character without meaning with U+FFFD. The joiners that some scripts need (U+200C, U+200D), line
/// breaks, and tabs stay.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn is_hidden(c: char) -> bool {
    let is_control = c.is_control() && c != '\n' && c != '\t';
    let changes_order = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Tag characters can carry a whole text that nobody sees.
    let is_invisible =
        matches!(c, '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    is_control || changes_order || is_invisible
}

/// Formats a probability, from 0 to 1, as a percentage. No belief is certain, so that the ends read
/// `< 1 %` and `> 99 %`.
pub fn percent(probability: f64) -> String {
    match probability * 100.0 {
        percent if percent > 99.0 => "> 99 %".to_owned(),
        percent if percent < 1.0 => "< 1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// Formats a number with its noun, which takes a plain `s` in the plural: `1 ticket`, `2 tickets`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Returns a name with a capital letter, for use on its own.
pub fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
