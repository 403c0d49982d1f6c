//! Lists as CSV (RFC 4180), in which a spreadsheet does not evaluate any cell.

use crate::text::visible;

/// Formats a row of quoted cells.
pub fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let text = visible(cell).replace('"', "\"\"");
    let before = if is_formula(cell) { "'" } else { "" };
    format!("\"{before}{text}\"")
}

/// Returns whether a spreadsheet may take the text for a formula. The characters, which include
/// full-width forms, are those of <https://owasp.org/www-community/attacks/CSV_Injection>.
fn is_formula(text: &str) -> bool {
    let start = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    start.is_some_and(|c| "=+-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(c))
}
