//! The names of one console's users, to be joined with the other's: 8 bytes a name, whatever its
//! length.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use rustc_hash::FxHasher;

use super::user::User;
use crate::evidence::reading::limits::JOINED;

type Fast = BuildHasherDefault<FxHasher>;

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
    /// Remembers a user of JumpCloud. Returns whether it is a new one.
    pub fn remember(&mut self, user: &User<'_>) -> bool {
        if self.addresses.len() >= JOINED {
            self.is_full = true;
            return true;
        }
        let username = user.username.as_deref().unwrap_or_default();
        let name = if user.address.is_empty() { username } else { &user.address };
        if !name.is_empty() && !self.addresses.insert(hash(name)) {
            return false;
        }
        // Without an address nobody knows whose name it is in Google.
        if !user.address.is_empty() {
            for name in [&user.username, &user.local_account].into_iter().flatten() {
                if !name.is_empty() {
                    self.taken.insert(hash(name), hash(&user.address));
                }
            }
        }
        true
    }

    /// Whether the part before the @ of a Google user is a name of another JumpCloud user, so that an
    /// import cannot make one.
    pub fn takes_prefix_of(&self, user: &User<'_>) -> bool {
        let address = hash(&user.address);
        // Who has the same address in both is the same user already.
        !self.addresses.contains(&address)
            && self.taken.get(&hash(user.prefix())).is_some_and(|owner| *owner != address)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for byte in text.trim().bytes() {
        byte.to_ascii_lowercase().hash(&mut hasher);
    }
    hasher.finish()
}
