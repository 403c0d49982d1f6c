//! The columns that lists of users have in common, whichever console wrote them.

use super::user::{User, UserState};
use crate::evidence::reading::columns::{Columns, Kind, yes_or_no};
use crate::evidence::reading::table::Row;

/// A column of a list of users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Primary e-mail address.
    Address,
    /// JumpCloud's user name.
    Username,
    /// JumpCloud's local user account.
    LocalAccount,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Google's organizational unit.
    OrgUnit,
    /// The password to come.
    Password,
    /// How the account stands, as a word.
    State,
    /// Whether it is suspended.
    Suspended,
    /// Whether it is activated.
    Activated,
    /// When the user last signed in.
    LastSignIn,
    /// Whether 2-Step Verification is enrolled.
    Enrolled,
    /// Whether 2-Step Verification is enforced.
    Enforced,
    /// The role as an admin.
    Admin,
    /// Whether the password is long enough.
    PasswordLength,
    /// Licenses.
    Licenses,
    /// Other addresses.
    OtherAddress,
}

impl Kind for Column {
    fn number(self) -> usize {
        self as usize
    }
}

/// The user that a row tells of.
pub fn user<'a>(columns: &Columns<Column>, row: &Row<'a>) -> User<'a> {
    let flag = |column| columns.cell(row, column).and_then(yes_or_no);
    let word = columns.cell(row, Column::State).and_then(UserState::of);
    let state = match (flag(Column::Suspended), flag(Column::Activated), word) {
        (Some(true), _, _) => Some(UserState::Suspended),
        (_, _, Some(word)) => Some(word),
        (_, Some(false), None) => Some(UserState::Other),
        (_, Some(true), None) | (Some(false), None, None) => Some(UserState::Active),
        (None, None, None) => None,
    };
    User {
        address: columns.text(row, Column::Address),
        username: columns.cell(row, Column::Username),
        local_account: columns.cell(row, Column::LocalAccount),
        first_name: columns.cell(row, Column::FirstName),
        last_name: columns.cell(row, Column::LastName),
        org_unit: columns.cell(row, Column::OrgUnit),
        password: columns.cell(row, Column::Password),
        state,
        last_sign_in: columns.cell(row, Column::LastSignIn),
        is_enrolled: flag(Column::Enrolled),
        is_enforced: flag(Column::Enforced),
        admin: columns.cell(row, Column::Admin),
        password_complies: columns.cell(row, Column::PasswordLength).and_then(complies),
        licenses: columns.cell(row, Column::Licenses),
        other_address: columns.cell(row, Column::OtherAddress),
    }
}

/// Google's report writes whether a password complies in words that are not published.
fn complies(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    if cell.starts_with("non") || cell.starts_with("not") || cell.contains("short") {
        Some(false)
    } else if cell.starts_with("compl") {
        Some(true)
    } else {
        yes_or_no(&cell)
    }
}
