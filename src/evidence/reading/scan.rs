//! Where a JSON value ends.

use memchr::memchr3;

/// How a value ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// With its last byte.
    Whole,
    /// Not at all: something began that cannot stand inside of it.
    Broken,
}

/// What the next byte stands in.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    /// Nothing: the value has not begun.
    #[default]
    Nothing,
    /// Braces, brackets, numbers, words and what is between them.
    Structure,
    /// The same, at the beginning of a line.
    LineStart,
    /// A text in quotes.
    Text,
    /// Such a text, behind a backslash.
    Escape,
}

/// Looks for the end of a value, byte by byte; a value may come in several pieces.
#[derive(Default)]
pub(super) struct Scan {
    /// How deep the value was nested so far.
    pub deepest: usize,
    depth: usize,
    within: Within,
    by_line: bool,
}

impl Scan {
    /// A value that begins. Where values stand a line each, a line that begins with a brace begins
    /// another.
    pub fn new(by_line: bool) -> Self {
        Self { by_line, ..Self::default() }
    }

    /// How many bytes of this piece belong to the value, where it ends in it.
    pub fn end(&mut self, bytes: &[u8]) -> Option<(Ended, usize)> {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match self.within {
                Within::Escape => self.within = Within::Text,
                Within::Text => {
                    at += memchr3(b'"', b'\\', b'\n', &bytes[at..])?;
                    match bytes[at] {
                        b'\\' => self.within = Within::Escape,
                        b'\n' => return Some((Ended::Broken, at)),
                        _ if self.depth == 0 => return Some((Ended::Whole, at + 1)),
                        _ => self.within = Within::Structure,
                    }
                }
                _ => {
                    if let Some((ended, own)) = self.structure(byte) {
                        return Some((ended, at + own));
                    }
                }
            }
            at += 1;
        }
        None
    }

    /// Takes in a byte outside of texts. Returns how many bytes of it, none or one, belong to the
    /// value where it ends here.
    fn structure(&mut self, byte: u8) -> Option<(Ended, usize)> {
        let within = self.within;
        self.within = if byte == b'\n' { Within::LineStart } else { Within::Structure };
        match byte {
            b'"' => self.within = Within::Text,
            b'{' if self.by_line && within == Within::LineStart && self.depth > 0 => {
                return Some((Ended::Broken, 0));
            }
            b'{' | b'[' => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            b'}' | b']' if self.depth <= 1 => {
                // One too many ends a number or word that stands alone before it.
                let own = usize::from(self.depth == 1 || within == Within::Nothing);
                return Some((Ended::Whole, own));
            }
            b'}' | b']' => self.depth -= 1,
            b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && within != Within::Nothing => {
                return Some((Ended::Whole, 0));
            }
            _ => {}
        }
        None
    }
}
