//! Users in compact form: their texts one behind the other, and numbers to find them by.

use std::collections::HashMap;
use std::ops::Range;

use super::{MOST_TEXT, MOST_USERS};
use crate::evidence::is_same;
use crate::evidence::users::names::{Fast, hash};
use crate::evidence::users::user::{User, UserState};

/// Most bytes of one text. Google allows 60 characters for a name and 64 before the @.
const MOST_OF_ONE: usize = 1024;
/// How many texts a user has.
const TEXTS: usize = 6;
/// The length of a text that a list does not have.
const ABSENT: u16 = u16::MAX;

/// A text of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Primary address.
    Address,
    /// JumpCloud's user name.
    Username,
    /// JumpCloud's local user account.
    LocalAccount,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Other addresses.
    OtherAddresses,
}

/// One user.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// Where the texts begin.
    begin: u32,
    lengths: [u16; TEXTS],
    /// How the account stands.
    pub state: Option<UserState>,
    /// The file, by its place in the order of reading.
    pub file: u16,
    /// The row in it.
    pub row: u64,
    /// Whether the same user was found in the other console.
    pub is_matched: bool,
}

/// The users of one console.
#[derive(Debug, Default)]
pub struct People {
    texts: String,
    all: Vec<Person>,
    /// Whether one found no room.
    pub is_full: bool,
}

impl People {
    /// Adds a user; `None` where there is no room.
    pub fn add(&mut self, user: &User<'_>, file: u16, row: u64) -> Option<u32> {
        let Ok(begin) = u32::try_from(self.texts.len()) else {
            self.is_full = true;
            return None;
        };
        if self.all.len() >= MOST_USERS || self.texts.len() >= MOST_TEXT {
            self.is_full = true;
            return None;
        }
        let texts = [
            Some(user.address).filter(|address| !address.is_empty()),
            user.username,
            user.local_account,
            user.first_name,
            user.last_name,
            user.other_address.as_deref(),
        ];
        let mut lengths = [ABSENT; TEXTS];
        for (length, text) in lengths.iter_mut().zip(texts) {
            if let Some(text) = text {
                let text = clipped(text);
                *length = text.len() as u16;
                self.texts.push_str(text);
            }
        }
        let person = Person { begin, lengths, state: user.state, file, row, is_matched: false };
        self.all.push(person);
        Some((self.all.len() - 1) as u32)
    }

    /// Forgets everybody, and keeps the room.
    pub fn clear(&mut self) {
        self.texts.clear();
        self.all.clear();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// A user, by number.
    pub fn person(&self, number: u32) -> Person {
        self.all[number as usize]
    }

    /// Marks a user as found in the other console.
    pub fn mark(&mut self, number: u32) {
        self.all[number as usize].is_matched = true;
    }

    /// A text of a user; `None` if no list tells it.
    pub fn text(&self, number: u32, text: Text) -> Option<&str> {
        let Person { begin, lengths, .. } = &self.all[number as usize];
        let length = lengths[text as usize];
        if length == ABSENT {
            return None;
        }
        let before = lengths[..text as usize].iter().filter(|length| **length != ABSENT);
        let start = *begin as usize + before.map(|length| *length as usize).sum::<usize>();
        let range: Range<usize> = start..start + length as usize;
        self.texts.get(range)
    }

    /// The address or, where there is none, the user name.
    pub fn name(&self, number: u32) -> &str {
        let address = self.text(number, Text::Address);
        address.or_else(|| self.text(number, Text::Username)).unwrap_or_default()
    }
}

/// The beginning of a text that is longer than any that counts.
fn clipped(text: &str) -> &str {
    let mut end = text.len().min(MOST_OF_ONE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Users by one of their texts, 12 bytes each. That two texts have the same number is found out, so that
/// nobody is taken for somebody else.
#[derive(Debug, Default)]
pub struct Index(HashMap<u64, u32, Fast>);

impl Index {
    /// Remembers a user under a text; returns who has it already.
    pub fn insert(
        &mut self,
        text: &str,
        number: u32,
        has: impl Fn(u32, &str) -> bool,
    ) -> Option<u32> {
        let mut key = hash(text);
        loop {
            match self.0.get(&key) {
                Some(known) if has(*known, text) => return Some(*known),
                Some(_) => key = key.wrapping_add(1),
                None => {
                    self.0.insert(key, number);
                    return None;
                }
            }
        }
    }

    /// Who has a text.
    pub fn find(&self, text: &str, has: impl Fn(u32, &str) -> bool) -> Option<u32> {
        let mut key = hash(text);
        loop {
            let known = *self.0.get(&key)?;
            if has(known, text) {
                return Some(known);
            }
            key = key.wrapping_add(1);
        }
    }
}

/// Whether one of several texts, apart by white space, commas or semicolons, is this one.
pub fn holds(several: &str, text: &str) -> bool {
    each_of(several).any(|one| is_same(one, text))
}

/// The texts of several.
pub fn each_of(several: &str) -> impl Iterator<Item = &str> {
    several
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|text| !text.is_empty())
}
