//! The commands chosen last in the palette, kept across restarts.

use serde::{Deserialize, Serialize};

/// The number of commands remembered.
const MOST: usize = 8;

/// Names of commands, the one chosen last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecentCommands(Vec<String>);

impl RecentCommands {
    /// How many commands were chosen after this one; `None` if it was not chosen lately.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|recent| recent == name)
    }

    /// Puts a command first.
    pub fn add(&mut self, name: &str) {
        self.0.retain(|recent| recent != name);
        self.0.insert(0, name.to_owned());
        self.0.truncate(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, RecentCommands};

    #[test]
    fn the_last_one_is_first_and_only_a_few_are_kept() {
        let mut recent = RecentCommands::default();
        for number in 0..20 {
            recent.add(&number.to_string());
        }
        recent.add("15");
        assert_eq!(recent.place_of("15"), Some(0));
        assert_eq!(recent.place_of("19"), Some(1));
        assert_eq!((recent.0.len(), recent.place_of("11")), (MOST, None));
    }
}
