//! Both lists side by side, as the window shows them: what is wrong, counted and sorted, and a row for
//! each user of whom something differs.

use super::{Difference, DifferenceKind, Differences, NotCompared, compare, detected};
use crate::evidence::Stopped;
use crate::evidence::input::Input;
use crate::evidence::reading::source::Meter;
use crate::privacy::InternalText;
use crate::progress::Progress;

/// How much a difference matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Somebody cannot work.
    Bad,
    /// It will fail at the next change.
    Caution,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Whether the user is there.
    Account,
    /// Active or suspended.
    State,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The primary address.
    Address,
    /// JumpCloud's user name, beside the part before the @ of Google's address.
    UserName,
}

impl Field {
    /// All columns, in their order.
    pub const ALL: [Self; 6] = [
        Self::Account,
        Self::State,
        Self::FirstName,
        Self::LastName,
        Self::Address,
        Self::UserName,
    ];

    /// Returns the head of the column.
    pub fn title(self) -> &'static str {
        match self {
            Self::Account => "Account",
            Self::State => "State",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::Address => "Primary address",
            Self::UserName => "User name",
        }
    }
}

impl DifferenceKind {
    /// Returns how much it matters.
    pub fn severity(self) -> Severity {
        match self {
            Self::OnlyInJumpcloud | Self::SuspendedInGoogle | Self::PrimaryAddress => Severity::Bad,
            Self::OnlyInGoogle
            | Self::SuspendedInJumpcloud
            | Self::FirstName
            | Self::LastName
            | Self::UserName => Severity::Caution,
        }
    }

    /// Returns the column in which it shows.
    pub fn field(self) -> Field {
        match self {
            Self::OnlyInGoogle | Self::OnlyInJumpcloud => Field::Account,
            Self::SuspendedInGoogle | Self::SuspendedInJumpcloud => Field::State,
            Self::FirstName => Field::FirstName,
            Self::LastName => Field::LastName,
            Self::PrimaryAddress => Field::Address,
            Self::UserName => Field::UserName,
        }
    }
}

/// One kind of difference, with how often it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What differs.
    pub kind: DifferenceKind,
    /// How many users are affected.
    pub count: u64,
}

/// What a column shows of a user.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// The same in both lists.
    Same,
    /// Both lists tell, and differ.
    Differs {
        /// What Google says.
        google: InternalText,
        /// What JumpCloud says.
        jumpcloud: InternalText,
    },
    /// The user is in Google only.
    OnlyInGoogle,
    /// The user is in JumpCloud only.
    OnlyInJumpcloud,
}

/// A user of whom something differs.
#[derive(Clone, Debug, PartialEq)]
pub struct UserRow {
    /// The address, or the user name where there is none.
    pub user: InternalText,
    /// What differs, in the order of [`DifferenceKind::ALL`].
    pub kinds: Vec<DifferenceKind>,
    /// One for each column of [`SideBySide::columns`].
    pub cells: Vec<Cell>,
    /// File and row in Google's list.
    pub google_row: Option<InternalText>,
    /// File and row in JumpCloud's list.
    pub jumpcloud_row: Option<InternalText>,
}

/// Both lists side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SideBySide {
    /// What is wrong: what matters most first, then what is found most often. Empty if nothing is.
    pub problems: Vec<Problem>,
    /// The columns in which something differs.
    pub columns: Vec<Field>,
    /// Users of whom something differs, in the order of the problems, each once. At most 1,000
    /// differences are listed.
    pub rows: Vec<UserRow>,
    /// How many differences are not listed.
    pub more: u64,
    /// How many users were compared, in one line.
    pub summary: String,
}

impl SideBySide {
    /// Arranges differences.
    pub fn of(differences: &Differences) -> Self {
        let mut problems: Vec<Problem> = differences
            .counts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| Problem { kind: *kind, count: *count })
            .collect();
        problems.sort_by_key(|problem| {
            (problem.kind.severity(), std::cmp::Reverse(problem.count), problem.kind)
        });
        let has = |field: Field| problems.iter().any(|problem| problem.kind.field() == field);
        let columns: Vec<Field> = Field::ALL.into_iter().filter(|field| has(*field)).collect();
        let mut rows: Vec<UserRow> = Vec::new();
        for difference in &differences.first {
            // All that differs of a user was found together.
            match rows.last_mut().filter(|row| row.is_of(difference)) {
                Some(row) => row.add(difference, &columns),
                None => rows.push(UserRow::new(difference, &columns)),
            }
        }
        let rank = |kind: DifferenceKind| problems.iter().position(|problem| problem.kind == kind);
        rows.sort_by_key(|row| row.kinds.iter().filter_map(|kind| rank(*kind)).min());
        let more = differences.total() - differences.first.len() as u64;
        Self { problems, columns, rows, more, summary: differences.summary() }
    }
}

impl UserRow {
    fn new(difference: &Difference, columns: &[Field]) -> Self {
        let mut row = Self {
            user: difference.user.clone(),
            kinds: Vec::new(),
            cells: vec![Cell::Same; columns.len()],
            google_row: difference.google_row.clone(),
            jumpcloud_row: difference.jumpcloud_row.clone(),
        };
        row.add(difference, columns);
        row
    }

    /// Whether another difference is of the same user: users of one address stand in different rows.
    fn is_of(&self, difference: &Difference) -> bool {
        self.user == difference.user
            && self.google_row == difference.google_row
            && self.jumpcloud_row == difference.jumpcloud_row
    }

    fn add(&mut self, difference: &Difference, columns: &[Field]) {
        self.kinds.push(difference.kind);
        self.kinds.sort_unstable();
        let cell = match difference.kind {
            DifferenceKind::OnlyInGoogle => {
                self.cells.fill(Cell::OnlyInGoogle);
                return;
            }
            DifferenceKind::OnlyInJumpcloud => {
                self.cells.fill(Cell::OnlyInJumpcloud);
                return;
            }
            _ => Cell::Differs {
                google: difference.google.clone(),
                jumpcloud: difference.jumpcloud.clone(),
            },
        };
        let at = columns.iter().position(|field| *field == difference.kind.field());
        if let Some(at) = at {
            self.cells[at] = cell;
        }
    }
}

/// Compares all users of the lists among some files; other files are passed over. `None` if there is no
/// list of one of the consoles.
///
/// # Errors
/// If it was stopped, or if there are too many users.
pub fn side_by_side(
    inputs: Vec<Input<'_>>,
    progress: &Progress,
) -> Result<Option<SideBySide>, NotCompared> {
    let (mut lists, mut length) = (Vec::new(), 0);
    for input in inputs.into_iter().filter(|input| !input.is_pipe) {
        if progress.is_stopped() {
            return Err(Stopped.into());
        }
        let of_it = input.length;
        if let Ok(list) = detected(input) {
            lists.push(list);
            length += of_it;
        }
    }
    let differences = compare(lists, &Meter::new(progress, length), &mut |_| Ok(()));
    match differences {
        Ok(differences) => Ok(Some(SideBySide::of(&differences))),
        Err(NotCompared::NoListOf(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
