//! What both consoles say of one user, side by side.

use serde::{Deserialize, Serialize};

use super::users::user::User;
use crate::privacy::InternalText;
use crate::privacy::quote::quote;

/// Both consoles on one user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The user's address.
    pub user: InternalText,
    /// What is compared.
    pub rows: Vec<ComparisonRow>,
}

/// One thing that both consoles tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonRow {
    /// What it is.
    pub what: String,
    /// What Google says; `None` if no file tells.
    pub google: Option<InternalText>,
    /// What JumpCloud says; `None` if no file tells.
    pub jumpcloud: Option<InternalText>,
    /// Whether the two do not go together.
    pub differs: bool,
}

/// What the files of one console told of the user.
#[derive(Clone, Debug, Default)]
pub(super) struct ConsoleFacts {
    /// Whether the user is there; `None` if no list was read to its end.
    pub exists: Option<bool>,
    /// One entry for each of [`ROWS`], as far as told.
    pub cells: [Option<String>; ROWS.len()],
}

/// What is compared, and whether a difference matters.
const ROWS: [(&str, bool); 9] = [
    ("State", true),
    ("First name", true),
    ("Last name", true),
    ("E-mail address", true),
    ("Other addresses", false),
    ("User name", false),
    ("2-Step Verification", false),
    ("Licenses", false),
    ("Last sign-in", false),
];

impl ConsoleFacts {
    /// Takes in what a list says of the user; a later list says it anew.
    pub fn take(&mut self, user: &User<'_>) {
        self.exists = Some(true);
        let second_factor = match (user.is_enrolled, user.is_enforced) {
            (None, None) => None,
            (enrolled, enforced) => {
                let word = |is: Option<bool>, yes, no| is.map(|is| if is { yes } else { no });
                let words = [
                    word(enrolled, "enrolled", "not enrolled"),
                    word(enforced, "enforced", "not enforced"),
                ];
                Some(words.into_iter().flatten().collect::<Vec<_>>().join(", "))
            }
        };
        let text = |cell: Option<&str>| cell.map(ToOwned::to_owned);
        let cells = [
            user.state.map(|state| state.name().to_owned()),
            text(user.first_name),
            text(user.last_name),
            Some(user.address.to_string()).filter(|address| !address.is_empty()),
            user.other_address
                .as_deref()
                .map(ToOwned::to_owned)
                .filter(|address| !address.is_empty()),
            text(user.username).or_else(|| Some(user.prefix().to_owned())),
            second_factor,
            text(user.licenses),
            text(user.last_sign_in),
        ];
        for (known, new) in self.cells.iter_mut().zip(cells) {
            *known = new.or(known.take());
        }
    }
}

/// Lays both sides beside each other; `None` if neither knows the user.
pub(super) fn compare(
    user: &str,
    google: &ConsoleFacts,
    jumpcloud: &ConsoleFacts,
) -> Option<Comparison> {
    if google.exists != Some(true) && jumpcloud.exists != Some(true) {
        return None;
    }
    let exists =
        |facts: &ConsoleFacts| facts.exists.map(|exists| quote(if exists { "yes" } else { "no" }));
    let mut rows = vec![ComparisonRow {
        what: "Exists".to_owned(),
        google: exists(google),
        jumpcloud: exists(jumpcloud),
        differs: google.exists.is_some()
            && jumpcloud.exists.is_some()
            && google.exists != jumpcloud.exists,
    }];
    for (at, (what, matters)) in ROWS.iter().enumerate() {
        let (one, other) = (&google.cells[at], &jumpcloud.cells[at]);
        if one.is_none() && other.is_none() {
            continue;
        }
        let is_same = match (one, other) {
            (Some(one), Some(other)) => one.trim().to_lowercase() == other.trim().to_lowercase(),
            _ => true,
        };
        rows.push(ComparisonRow {
            what: (*what).to_owned(),
            google: one.as_deref().map(quote),
            jumpcloud: other.as_deref().map(quote),
            differs: *matters && !is_same,
        });
    }
    Some(Comparison { user: quote(user), rows })
}
