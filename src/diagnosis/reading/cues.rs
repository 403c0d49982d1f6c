//! Small words that decide what a clause states: whether something is there or denied, good or bad,
//! asked, planned, guessed, over, or about somebody else's system.

use super::words::Word;

/// Words that turn what follows into its opposite; in English, German, Spanish, Portuguese and French.
const NEGATIONS: &[&str] = &["0", "aint", "aren", "arent", "aucun", "aucune", "barely", "can't", "cannot", "cant", "couldn", "couldnt", "didn", "didnt", "doesn", "doesnt", "don", "dont", "hadn", "hardly", "hasn", "hasnt", "haven", "havent", "isn", "isnt", "jamais", "kein", "keine", "keinem", "keinen", "keiner", "nada", "nadie", "nah", "nao", "nein", "neither", "nenhum", "nenhuma", "never", "nicht", "nichts", "nie", "niemand", "ninguem", "ningun", "ninguna", "ninguno", "no", "nobody", "none", "nope", "nor", "not", "nothing", "nowhere", "nunca", "ohne", "pas", "sans", "sem", "sin", "tampoco", "wasn", "wasnt", "weren", "werent", "without", "won", "wont", "wouldn", "zero"];

/// Words that say that something is there, on, allowed or in order.
const GOOD: &[&str] = &["accept", "accepted", "accepts", "active", "aktiv", "aktiviert", "alive", "allowed", "appear", "appeared", "appears", "arrive", "arrived", "arrives", "available", "clean", "cleared", "comes", "complete", "conectado", "configured", "connecte", "connected", "correct", "correctly", "current", "enabled", "exist", "existe", "exists", "export", "exported", "filled", "fine", "flowing", "found", "free", "frei", "funciona", "good", "granted", "green", "healthy", "included", "intact", "land", "lands", "leftover", "libres", "listed", "livres", "marche", "match", "matches", "normal", "normally", "ok", "okay", "on", "open", "opens", "pass", "passes", "permitted", "present", "propagated", "reached", "reaches", "remaining", "right", "running", "runs", "seen", "set", "shows", "spare", "success", "successful", "successfully", "sync", "synced", "syncs", "take", "taken", "takes", "there", "ticked", "true", "trusted", "unassigned", "unchanged", "unlocked", "unrestricted", "untouched", "unused", "up", "updated", "valid", "visible", "work", "worked", "working", "works", "yes"];

/// Words that say that something is missing, off, forbidden or broken.
const BAD: &[&str] = &["absent", "bad", "banned", "barred", "blank", "block", "blocked", "blockiert", "bloqueado", "broke", "broken", "cleared", "crossed", "deactivated", "dead", "declined", "deleted", "demoted", "denied", "desactive", "desativado", "disabled", "disappeared", "disconnected", "dried", "empty", "exceeded", "exclude", "excluded", "exhausted", "expired", "fail", "failed", "failing", "fails", "failure", "false", "falta", "fehlt", "forbidden", "frozen", "full", "gesperrt", "gone", "greyed", "inactive", "incorrect", "invalid", "lack", "lacks", "leer", "limited", "locked", "lost", "manque", "missing", "off", "old", "out", "rechaza", "refuse", "refused", "refuses", "reject", "rejected", "rejects", "removed", "restricted", "revoked", "stale", "stall", "stalled", "stop", "stopped", "stops", "stuck", "suspend", "suspended", "suspendido", "suspendu", "suspenso", "unable", "unavailable", "unchecked", "unknown", "unset", "unticked", "untrusted", "unverified", "vacio", "vazio", "wrong"];

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
        let mut balance = 0_i32;
        let mut denied_at: Option<usize> = None;
        for (at, word) in words.iter().enumerate() {
            let word = &*word.folded;
            if is_negation(words, at) {
                // Two in a row, as in "not without", take each other back.
                denied_at = match denied_at {
                    Some(before) if at - before == 1 && word != "0" && word != "t" => None,
                    _ => Some(at),
                };
                continue;
            }
            let is_denied = denied_at.is_some_and(|denied| at - denied <= REACH);
            let value = i32::from(GOOD.binary_search(&word).is_ok())
                - i32::from(BAD.binary_search(&word).is_ok());
            balance += if is_denied { -value } else { value };
        }
        match balance.signum() {
            1 => Self::Good,
            -1 => Self::Bad,
            _ if words.iter().enumerate().any(|(at, _)| is_negation(words, at)) => Self::Denied,
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

/// Whether a word denies what follows. "Not only" does not.
fn is_negation(words: &[Word<'_>], at: usize) -> bool {
    let word = &*words[at].folded;
    let next = words.get(at + 1).map_or("", |next| &*next.folded);
    let is_only = matches!(next, "only" | "just" | "solo" | "nur" | "seulement" | "somente");
    // "w/o", "can't", "No. 5".
    let is_without = word == "w" && next == "o";
    let is_cannot = word == "can" && next == "t";
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
