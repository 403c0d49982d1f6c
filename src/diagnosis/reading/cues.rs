//! Small words that decide what a clause states: whether something is there or denied, good or bad,
//! asked, planned, guessed, over, or about somebody else's system.

use super::cue_words::{BAD, GOOD, NEGATIONS};
use super::words::Word;

/// Words after which "no" is an answer.
const SAYS: &[&str] = &["answered", "answers", "said", "say", "saying", "says"];

/// How many words a negation reaches.
const REACH: usize = 5;

/// What a clause says of its matter, whatever that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Something is good, there, on: "is trusted", "not empty".
    Good,
    /// Something is bad, missing, off: "is limited", "does not arrive".
    Bad,
    /// Nothing of both, but something is denied: "never saw a 500".
    Denied,
    /// None of these.
    Plain,
}

impl Tone {
    /// How many tones there are.
    pub(super) const COUNT: usize = 4;

    /// The tone of some words.
    pub(super) fn of(words: &[Word<'_>]) -> Self {
        // The last word that says so: what stands before it names the matter.
        let mut said = 0_i32;
        let mut denied_at: Option<usize> = None;
        for (at, word) in words.iter().enumerate() {
            let word = &*word.folded;
            let says_no = word == "no" && at > 0 && SAYS.contains(&&*words[at - 1].folded);
            if says_no {
                said = -1;
                continue;
            }
            if is_negation(words, at) {
                // Two in a row, as in "not without", take each other back.
                denied_at = match denied_at {
                    Some(before) if at - before == 1 => None,
                    _ => Some(at),
                };
                continue;
            }
            // "Still shows the old one", but "still works".
            let is_stuck = at > 0
                && matches!(
                    &*words[at - 1].folded,
                    "still" | "keeps" | "noch" | "todavia" | "ainda"
                )
                && matches!(
                    word,
                    "shows"
                        | "show"
                        | "lists"
                        | "has"
                        | "says"
                        | "the"
                        | "wants"
                        | "asks"
                        | "asking"
                        | "showing"
                );
            // "Seats are not it", "the surname is ruled out".
            let is_ruled_out = word == "it" && denied_at.is_some_and(|denied| at - denied <= 2)
                || word == "ruled" && words.get(at + 1).is_some_and(|next| next.folded == "out");
            if is_ruled_out {
                return Self::Good;
            }
            if is_stuck {
                said = -1;
                continue;
            }
            let is_denied = denied_at.is_some_and(|denied| at - denied <= REACH);
            let value = value(word);
            if value != 0 {
                said = if is_denied { -value } else { value };
            }
        }
        match said {
            1 => Self::Good,
            -1 => Self::Bad,
            _ if denies(words) => Self::Denied,
            _ => Self::Plain,
        }
    }

    /// The tone that says the opposite.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Good => Self::Bad,
            Self::Bad => Self::Good,
            Self::Denied => Self::Plain,
            Self::Plain => Self::Denied,
        }
    }
}

/// 1 for a word that says that something is good, there or on, -1 for one that says the opposite, else 0.
pub(super) fn value(word: &str) -> i32 {
    i32::from(GOOD.binary_search(&word).is_ok()) - i32::from(BAD.binary_search(&word).is_ok())
}

/// Whether a word denies what follows. "Not only" does not.
pub(super) fn is_negation(words: &[Word<'_>], at: usize) -> bool {
    let word = &*words[at].folded;
    let next = words.get(at + 1).map_or("", |next| &*next.folded);
    let is_only = matches!(next, "only" | "just" | "solo" | "nur" | "seulement" | "somente");
    // "w/o", "can't", "No. 5".
    let is_without = word == "w" && next == "o";
    let is_cannot = word == "can" && next == "t";
    // "0 matches", but not "0x2A" or "v1.0".
    if word == "0" {
        return next.len() > 2 && next.chars().all(char::is_alphabetic);
    }
    (NEGATIONS.binary_search(&word).is_ok() && !is_only) || is_without || is_cannot
}

/// Whether some words deny something.
pub(super) fn denies(words: &[Word<'_>]) -> bool {
    (0..words.len()).any(|at| is_negation(words, at))
}

/// How many things a clause speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// It names no number.
    Unknown,
    /// One.
    One,
    /// More than one.
    Several,
}

/// Words for more than one; figures are read as numbers.
const SEVERAL: &[&str] = &[
    "all", "alle", "both", "bulk", "couple", "dozen", "dozens", "eight", "fifty", "five", "forty",
    "four", "hundred", "hundreds", "many", "nine", "several", "seven", "six", "sixty", "ten",
    "thirty", "three", "todos", "tous", "twenty", "two",
];

impl Amount {
    /// How many amounts there are.
    pub(super) const COUNT: usize = 3;

    /// The amount that some words tell.
    pub(super) fn of(words: &[Word<'_>]) -> Self {
        let of_word = |word: &Word<'_>| match &*word.folded {
            "one" | "single" | "1" | "eine" | "einen" | "einzige" => Some(Self::One),
            word if SEVERAL.contains(&word) => Some(Self::Several),
            // Longer numbers are codes and years.
            word if word.len() <= 3 => match word.parse::<u16>() {
                Ok(0 | 200 | 400 | 401 | 403 | 404 | 409 | 412 | 500) | Err(_) => None,
                Ok(_) => Some(Self::Several),
            },
            _ => None,
        };
        let amounts = || words.iter().filter_map(of_word);
        if amounts().any(|amount| amount == Self::Several) {
            Self::Several
        } else {
            amounts().next().unwrap_or(Self::Unknown)
        }
    }
}
