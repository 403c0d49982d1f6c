//! What one console's lists tell, and which of its users were checked for what.

use std::collections::HashMap;

use super::names::Fast;
use crate::evidence::comparison::ConsoleFacts;
use crate::evidence::reading::limits::JOINED;

/// What one console's lists tell.
#[derive(Debug, Default)]
pub struct Side {
    /// What they tell of the user in question.
    pub facts: ConsoleFacts,
    /// Whether every list of all users was read to its end; `None` if there was none.
    pub is_whole: Option<bool>,
    /// The users, by what they are called, each with what was checked: one that stands in two
    /// files, or in two rows of one, counts once.
    pub checked: HashMap<u64, u16, Fast>,
    /// Whether some found no room.
    pub is_full: bool,
    /// How many are active.
    pub active: u64,
    /// How many are suspended.
    pub suspended: u64,
    /// Where the counts come from.
    pub file: String,
}

/// The bit for a user's state; the others are for the checks, by their place.
pub const STATE: u16 = 1 << 15;
/// The bit for a user's licenses.
pub const LICENSES: u16 = 1 << 14;

/// Whether something is checked for the first time.
pub fn is_first(checked: &mut u16, what: u16) -> bool {
    let is_first = *checked & what == 0;
    *checked |= what;
    is_first
}

impl Side {
    /// What was checked of a user before; `None` if there is no room for one more.
    pub fn checks_of(&mut self, user: u64) -> Option<&mut u16> {
        if self.checked.len() >= JOINED && !self.checked.contains_key(&user) {
            self.is_full = true;
            return None;
        }
        Some(self.checked.entry(user).or_default())
    }

    /// How many users there are.
    pub fn users(&self) -> u64 {
        self.checked.len() as u64
    }

    /// Whether all users are known, so that what is missing can be denied.
    pub fn is_whole(&self) -> bool {
        self.is_whole == Some(true) && !self.is_full
    }
}
