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
    /// Which of the open containers are lists, the innermost in the lowest bit.
    lists: u128,
    /// The last byte that is no white space, outside of texts.
    last: u8,
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
        let last = self.last;
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
        match byte {
            b'"' => self.within = Within::Text,
            b'{' if self.by_line && within == Within::LineStart && !self.takes_object(last) => {
                return Some((Ended::Broken, 0));
            }
            b'{' | b'[' => {
                self.depth += 1;
                self.lists = self.lists << 1 | u128::from(byte == b'[');
                self.deepest = self.deepest.max(self.depth);
            }
            b'}' | b']' if self.depth <= 1 => {
                // One too many ends a number or word that stands alone before it.
                let own = usize::from(self.depth == 1 || within == Within::Nothing);
                return Some((Ended::Whole, own));
            }
            b'}' | b']' => {
                self.depth -= 1;
                self.lists >>= 1;
            }
            b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && within != Within::Nothing => {
                return Some((Ended::Whole, 0));
            }
            _ => {}
        }
        None
    }

    /// Whether an object may stand here, behind that byte: where the value begins, in a list or
    /// behind a colon.
    fn takes_object(&self, last: u8) -> bool {
        let is_in_list = self.lists & 1 == 1;
        self.depth == 0 || last == b':' || is_in_list && matches!(last, b'[' | b',')
    }
}

/// The values directly inside of an object or list that is whole, each with its key, which is empty
/// in a list.
pub(super) struct Members<'a> {
    rest: &'a [u8],
    /// What begins with the last key.
    pending: &'a [u8],
    has_keys: bool,
}

impl<'a> Members<'a> {
    /// The values inside of an object or list.
    pub fn of(value: &'a [u8]) -> Self {
        let rest = value.get(1..).unwrap_or_default();
        Self { rest, pending: rest, has_keys: value.first() == Some(&b'{') }
    }

    /// Whether the rest, after the last whole value, is a container that has not ended. `is_known`
    /// tells keys of records, which hold no other records.
    pub fn ends_in_container(&self, is_known: impl Fn(&[u8]) -> bool) -> bool {
        let between = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        let start = self.pending.iter().position(|byte| !between(byte));
        let Some([b'"', key @ ..]) = start.map(|start| &self.pending[start..]) else {
            return false;
        };
        let Some(end) = memchr::memchr(b'"', key) else { return false };
        let value = key[end + 1..].trim_ascii_start();
        let value = value.strip_prefix(b":").unwrap_or(value).trim_ascii_start();
        !is_known(&key[..end]) && matches!(value.first(), Some(b'{' | b'['))
    }

    /// The next value; `None` if the rest is damaged.
    fn value(&mut self) -> Option<&'a [u8]> {
        let skipped = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':');
        let start = self.rest.iter().position(|byte| !skipped(byte))?;
        self.rest = &self.rest[start..];
        match Scan::new(false).end(self.rest)? {
            (Ended::Whole, length) if length > 0 && !matches!(self.rest[0], b'}' | b']') => {
                let (value, rest) = self.rest.split_at(length);
                self.rest = rest;
                Some(value)
            }
            _ => None,
        }
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if !self.has_keys {
            return self.value().map(|value| (&[][..], value));
        }
        self.pending = self.rest;
        let key = self.value()?;
        let key = key.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
        self.value().map(|value| (key, value))
    }
}
