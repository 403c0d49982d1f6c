//! The columns that lists of users have in common, whichever console wrote them.

use std::borrow::Cow;

use super::user::{StateFlags, User, UserState};
use crate::evidence::reading::columns::{ColumnKind, Columns, yes_or_no};
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
    /// Whether it is a super admin.
    SuperAdmin,
    /// Whether it is another admin.
    DelegatedAdmin,
    /// Whether it is archived.
    Archived,
    /// When it was deleted.
    Deleted,
    /// Google's number for it.
    Id,
    /// Whether the password is long enough.
    PasswordLength,
    /// Licenses.
    Licenses,
    /// Other addresses.
    OtherAddress,
}

impl ColumnKind for Column {
    fn number(self) -> usize {
        self as usize
    }
}

/// The user that a row tells of.
pub fn user<'a>(columns: &Columns<Column>, row: &Row<'a>) -> User<'a> {
    let flag = |column| columns.cell(row, column).and_then(yes_or_no);
    let (is_super_admin, is_delegated) = (flag(Column::SuperAdmin), flag(Column::DelegatedAdmin));
    let role = columns.cell(row, Column::Admin);
    let state = UserState::of_flags(StateFlags {
        suspended: flag(Column::Suspended),
        archived: flag(Column::Archived),
        activated: flag(Column::Activated),
        word: columns.cell(row, Column::State).and_then(UserState::of),
    });
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
        admin: role.or_else(|| role_of(is_super_admin, is_delegated)),
        is_super_admin: is_super_admin.or_else(|| role.map(is_super_admins)),
        id: columns.cell(row, Column::Id).filter(|id| !id.is_empty()),
        password_complies: columns.cell(row, Column::PasswordLength).and_then(complies),
        licenses: columns.cell(row, Column::Licenses),
        other_address: other_addresses(columns, row),
    }
}

/// Whether a row tells of a user who was deleted.
pub fn is_deleted(columns: &Columns<Column>, row: &Row<'_>) -> bool {
    columns.cell(row, Column::Deleted).is_some_and(|cell| !cell.is_empty())
}

/// The other addresses of a user: of one column, or of those that a list of them was spread over.
fn other_addresses<'a>(columns: &Columns<Column>, row: &Row<'a>) -> Option<Cow<'a, str>> {
    let one = columns.cell(row, Column::OtherAddress).map(Cow::Borrowed);
    let spread: Vec<&str> = columns.spread(row).collect();
    if spread.is_empty() { one } else { Some(Cow::Owned(spread.join(" "))) }
}

/// The role of a user of whom lists tell only whether it is an admin of a kind; `None` where one of the
/// kinds is not told and may be.
pub fn role_of(is_super: Option<bool>, is_delegated: Option<bool>) -> Option<&'static str> {
    match (is_super, is_delegated) {
        (Some(true), _) => Some("Super Admin"),
        (_, Some(true)) => Some("Delegated Admin"),
        (Some(false), Some(false)) => Some("None"),
        _ => None,
    }
}

/// Whether a role, as consoles and the API call it, is the super admin's.
pub fn is_super_admins(role: &str) -> bool {
    let role = role.to_lowercase();
    role.contains("super") || role.contains("seed_admin")
}

/// Google's report writes whether a password complies in words that are not published.
pub fn complies(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    if cell.starts_with("non") || cell.starts_with("not") || cell.contains("short") {
        Some(false)
    } else if cell.starts_with("compl") {
        Some(true)
    } else {
        yes_or_no(&cell)
    }
}
