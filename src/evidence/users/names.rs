//! The names of one console's users, to be joined with the other's: 8 bytes a name, whatever its
//! length.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use rustc_hash::FxHasher;

use super::user::User;
use crate::evidence::reading::limits::JOINED;

/// Fast, and the same in every run.
pub type Fast = BuildHasherDefault<FxHasher>;

/// JumpCloud's names.
#[derive(Debug, Default)]
pub struct Names {
    /// User names and local accounts, each with the address of who has it.
    taken: HashMap<u64, u64, Fast>,
    addresses: HashSet<u64, Fast>,
    /// Whether some found no room.
    pub is_full: bool,
}

impl Names {
    /// Remembers a user of JumpCloud.
    pub fn remember(&mut self, user: &User<'_>) {
        if self.addresses.len() >= JOINED {
            self.is_full = true;
            return;
        }
        // Without an address nobody knows whose name it is in Google.
        if !user.address.is_empty() {
            self.addresses.insert(hash(user.address));
            for name in [&user.username, &user.local_account].into_iter().flatten() {
                if !name.is_empty() {
                    self.taken.insert(hash(name), hash(user.address));
                }
            }
        }
    }

    /// Whether the part before the @ of a Google user is a name of another JumpCloud user, so that an
    /// import cannot make one.
    pub fn takes_prefix_of(&self, user: &User<'_>) -> bool {
        // Who has the same address in both, or an alias that is the other's, is the same user already.
        let others = user.other_address.as_deref().unwrap_or_default();
        let others = others
            .split(|c: char| ",;".contains(c) || c.is_whitespace())
            .filter(|other| !other.is_empty());
        let own: Vec<u64> = std::iter::once(user.address).chain(others).map(hash).collect();
        own.iter().all(|address| !self.addresses.contains(address))
            && self.taken.get(&hash(user.prefix())).is_some_and(|owner| !own.contains(owner))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }
}

/// A name in 8 bytes, whatever its case.
pub fn hash(text: &str) -> u64 {
    let text = text.as_bytes();
    let mut hasher = FxHasher::default();
    // Most are written small, and then nothing is to be copied.
    if text.iter().fold(false, |any, byte| any | byte.is_ascii_uppercase()) {
        hasher.write(&text.to_ascii_lowercase());
    } else {
        hasher.write(text);
    }
    hasher.finish()
}
