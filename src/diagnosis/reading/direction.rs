//! Which way something goes: from Google to JumpCloud or back, whose password is meant.

use super::words::Word;

/// Words for Google Workspace and for JumpCloud.
const GOOGLE: &[&str] =
    &["gapps", "gmail", "google", "googles", "gsuite", "gws", "suite", "workspace"];
const JUMPCLOUD: &[&str] = &["cloud", "jc", "jcs", "jumpcloud", "jumpclouds"];
/// What is carried over.
const MATTERS: &[&str] = &[
    "change",
    "changed",
    "changes",
    "contrasena",
    "corrected",
    "created",
    "creada",
    "credentials",
    "cambie",
    "cambio",
    "edit",
    "edited",
    "edits",
    "geandert",
    "kennwort",
    "login",
    "name",
    "names",
    "passe",
    "passwd",
    "password",
    "passwords",
    "passwort",
    "passworter",
    "pw",
    "pwd",
    "pwds",
    "pws",
    "renamed",
    "reset",
    "resets",
    "senha",
    "title",
    "update",
    "updated",
    "updates",
];
/// What stands between such a word and the system that it comes from.
const FROM: &[&str] =
    &["at", "aus", "da", "de", "do", "del", "desde", "en", "from", "im", "in", "of", "on", "von"];
/// How many words may stand between the two.
const REACH: usize = 5;

/// Which way something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From Google to JumpCloud; a Google password that JumpCloud takes or refuses.
    FromGoogle,
    /// From JumpCloud to Google.
    FromJumpCloud,
    /// Not told.
    Unknown,
}

impl Direction {
    /// How many directions there are.
    pub(super) const COUNT: usize = 3;

    /// The direction that some words tell.
    pub(super) fn of(words: &[Word<'_>]) -> Self {
        let systems: Vec<Option<Self>> = words.iter().map(|word| system(&word.folded)).collect();
        let is_told = |wanted: Self| systems.contains(&Some(wanted));
        if !is_told(Self::FromGoogle) && !is_told(Self::FromJumpCloud) {
            return Self::Unknown;
        }
        let origin = (0..words.len()).find_map(|at| origin(words, &systems, at));
        let both = is_told(Self::FromGoogle) && is_told(Self::FromJumpCloud);
        let first = || systems.iter().flatten().next().copied();
        origin.or_else(|| first().filter(|_| both)).unwrap_or(Self::Unknown)
    }
}

fn system(word: &str) -> Option<Direction> {
    if GOOGLE.contains(&word) {
        Some(Direction::FromGoogle)
    } else {
        JUMPCLOUD.contains(&word).then_some(Direction::FromJumpCloud)
    }
}

/// The system that what is carried over comes from, if the word there names what is carried over:
/// "Google password", "the password from Google", "changed in Google".
fn origin(words: &[Word<'_>], systems: &[Option<Direction>], at: usize) -> Option<Direction> {
    if !MATTERS.contains(&&*words[at].folded) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|before| {
        let skipped = matches!(&*words[before].folded, "s" | "admin" | "side" | "user");
        systems[before]
            .or_else(|| before.checked_sub(1).filter(|_| skipped).and_then(|b| systems[b]))
    });
    before.or_else(|| {
        let end = words.len().min(at + 1 + REACH);
        let from = (at + 1..end).find(|&from| FROM.contains(&&*words[from].folded))?;
        (from + 1..words.len().min(from + 3)).find_map(|near| systems[near])
    })
}
