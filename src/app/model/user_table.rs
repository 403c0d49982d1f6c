//! The users of both consoles side by side, as far as something differs.

use crate::evidence::differences::{Difference, DifferenceKind, Differences};

/// A column of the table: what both consoles say of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Whether the user is there and active.
    State,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The primary address.
    Address,
    /// The user name.
    UserName,
}

impl Column {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::State => "State",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::Address => "Address",
            Self::UserName => "User name",
        }
    }

    /// The column in which a difference stands.
    fn of(kind: DifferenceKind) -> Self {
        match kind {
            DifferenceKind::OnlyInGoogle
            | DifferenceKind::OnlyInJumpcloud
            | DifferenceKind::SuspendedInGoogle
            | DifferenceKind::SuspendedInJumpcloud => Self::State,
            DifferenceKind::FirstName => Self::FirstName,
            DifferenceKind::LastName => Self::LastName,
            DifferenceKind::PrimaryAddress => Self::Address,
            DifferenceKind::UserName => Self::UserName,
        }
    }
}

/// What both consoles say of one thing of one user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// What Google says.
    pub google: String,
    /// What JumpCloud says.
    pub jumpcloud: String,
}

/// A user of whom something differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// The user's address or name.
    pub user: String,
    /// Whether the user is in both lists.
    pub is_in_both: bool,
    /// What differs, by column.
    pub pairs: Vec<(Column, Pair)>,
    pub(super) kinds: Vec<DifferenceKind>,
}

impl UserRow {
    /// What differs in a column.
    pub fn pair(&self, column: Column) -> Option<&Pair> {
        self.pairs.iter().find(|(at, _)| *at == column).map(|(_, pair)| pair)
    }
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserTable {
    /// The columns in which something differs somewhere.
    pub columns: Vec<Column>,
    /// The users, in the order of the lists.
    pub rows: Vec<UserRow>,
}

impl UserTable {
    /// The table of all differences that are kept.
    pub fn of(differences: &Differences) -> Self {
        let mut rows: Vec<UserRow> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for difference in &differences.first {
            let user = difference.user.for_insiders().to_owned();
            let at = *places.entry(user.clone()).or_insert_with(|| {
                let (pairs, kinds) = (Vec::new(), Vec::new());
                rows.push(UserRow { user, is_in_both: true, pairs, kinds });
                rows.len() - 1
            });
            let row = &mut rows[at];
            row.kinds.push(difference.kind);
            row.is_in_both &= !matches!(
                difference.kind,
                DifferenceKind::OnlyInGoogle | DifferenceKind::OnlyInJumpcloud
            );
            row.pairs.push((Column::of(difference.kind), pair(difference)));
        }
        let mut columns: Vec<Column> =
            rows.iter().flat_map(|row| row.pairs.iter().map(|(column, _)| *column)).collect();
        columns.sort_unstable();
        columns.dedup();
        Self { columns, rows }
    }
}

/// What both sides say, in words where it is about the user being there.
fn pair(difference: &Difference) -> Pair {
    let said = |google: &str, jumpcloud: &str| Pair {
        google: google.to_owned(),
        jumpcloud: jumpcloud.to_owned(),
    };
    match difference.kind {
        DifferenceKind::OnlyInGoogle => said("there", "not there"),
        DifferenceKind::OnlyInJumpcloud => said("not there", "there"),
        DifferenceKind::SuspendedInGoogle => said("suspended", "active"),
        DifferenceKind::SuspendedInJumpcloud => said("active", "suspended"),
        _ => {
            let or_empty = |text: &str| if text.is_empty() { "empty" } else { text }.to_owned();
            Pair {
                google: or_empty(difference.google.for_insiders()),
                jumpcloud: or_empty(difference.jumpcloud.for_insiders()),
            }
        }
    }
}
