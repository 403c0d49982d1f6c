//! Which admin roles Google's users have: `gam print admins` as CSV, role assignments and roles of the
//! Directory API as JSON. The API names users and roles by number; lists of both say who and what they
//! are. <https://developers.google.com/workspace/admin/directory/reference/rest/v1/roleAssignments>

use std::collections::HashMap;

use serde::Deserialize;

use super::columns::is_super_admins;
use crate::evidence::is_same;
use crate::evidence::reading::columns::{ColumnKind, Columns, Header, yes_or_no};
use crate::evidence::reading::json_text::JsonText;
use crate::evidence::reading::limits::REMEMBERED;
use crate::evidence::reading::table::Row;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The role's number.
    RoleId,
    /// The role's name.
    Role,
    /// The number of who has it.
    AssignedTo,
    /// The address of who has it.
    Address,
}

impl ColumnKind for Column {
    fn number(self) -> usize {
        self as usize
    }
}

/// What its first row is known by.
pub const HEADER: Header<Column> = Header {
    names: &[
        (Column::RoleId, &["roleid"]),
        (Column::Role, &["role", "rolename"]),
        (Column::AssignedTo, &["assignedto"]),
        (Column::Address, &["assignedtouser"]),
    ],
    ignored: &[
        "roleassignmentid",
        "scopetype",
        "orgunitid",
        "orgunit",
        "assignedtogroup",
        "assignedtoserviceaccount",
        "condition",
        "assigneetype",
    ],
    spread: &[],
    needed: &[
        &[Column::AssignedTo, Column::RoleId],
        &[Column::Address, Column::Role],
        &[Column::AssignedTo, Column::Role],
    ],
};

/// A role that somebody has, or a role.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Record<'a> {
    #[serde(borrow)]
    role_id: JsonText<'a>,
    #[serde(borrow)]
    role: JsonText<'a>,
    #[serde(borrow)]
    role_name: JsonText<'a>,
    #[serde(borrow)]
    is_super_admin_role: JsonText<'a>,
    #[serde(borrow)]
    assigned_to: JsonText<'a>,
    #[serde(borrow)]
    assigned_to_user: JsonText<'a>,
}

/// A role that somebody has.
#[derive(Debug)]
struct Assignment {
    /// Number and address of who has it, empty where they are not told.
    who: [String; 2],
    role_id: String,
    role: String,
    row: String,
}

/// Roles, and who has them.
#[derive(Debug, Default)]
pub struct Roles {
    assignments: Vec<Assignment>,
    /// Names of roles, and whether they are the super admin's, by number.
    roles: HashMap<String, (String, bool)>,
}

impl Roles {
    /// Takes in a row; `false` where it tells of no role.
    pub fn take_row(&mut self, columns: &Columns<Column>, row: &Row<'_>, file: &str) -> bool {
        let text = |column| columns.text(row, column);
        let who = [text(Column::AssignedTo), text(Column::Address)];
        self.assign(who, text(Column::RoleId), text(Column::Role), row.number, file)
    }

    /// Takes in a record; `false` where it tells of no role.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn take_record(
        &mut self,
        bytes: &[u8],
        place: u64,
        file: &str,
    ) -> serde_json::Result<bool> {
        let record: Record<'_> = serde_json::from_slice(bytes)?;
        let name = if record.role.0.is_empty() { &record.role_name.0 } else { &record.role.0 };
        let who = [&record.assigned_to.0, &record.assigned_to_user.0].map(AsRef::as_ref);
        if self.assign(who, &record.role_id.0, name, place, file) {
            return Ok(true);
        }
        let is_role = !record.role_id.0.is_empty() && !record.role_name.0.is_empty();
        if is_role && self.roles.len() < REMEMBERED {
            let is_super =
                yes_or_no(&record.is_super_admin_role.0).unwrap_or_else(|| is_super_admins(name));
            self.roles.insert(record.role_id.0.into_owned(), (name.to_string(), is_super));
        }
        Ok(is_role)
    }

    fn assign(&mut self, who: [&str; 2], id: &str, role: &str, place: u64, file: &str) -> bool {
        let is_assigned = who.iter().any(|who| !who.is_empty());
        if !is_assigned || id.is_empty() && role.is_empty() {
            return false;
        }
        if self.assignments.len() < REMEMBERED {
            self.assignments.push(Assignment {
                who: who.map(str::to_owned),
                role_id: id.to_owned(),
                role: role.to_owned(),
                row: format!("{file}, row {place}"),
            });
        }
        true
    }

    /// Whether numbers alone were told, which say nothing without lists of users and roles.
    pub fn lack_names(&self) -> bool {
        let is_named = |assignment: &Assignment| {
            !assignment.role.is_empty() || self.roles.contains_key(&assignment.role_id)
        };
        !self.assignments.is_empty() && !self.assignments.iter().any(is_named)
    }

    /// The roles that a user has, whether one is the super admin's, and the row of the first; `None`
    /// if none is known by name.
    pub fn of_user(&self, address: &str, id: Option<&str>) -> Option<(String, bool, String)> {
        let (mut names, mut is_super, mut row) = (Vec::new(), false, None);
        for assignment in &self.assignments {
            let [number, own] = &assignment.who;
            let is_meant = is_same(own, address) || is_same(number, address);
            if !is_meant && id.is_none_or(|id| id != number) {
                continue;
            }
            let known = self.roles.get(&assignment.role_id);
            let (name, is_supers) = match known {
                Some((name, is_supers)) => (name.as_str(), *is_supers),
                None if assignment.role.is_empty() => continue,
                None => (assignment.role.as_str(), is_super_admins(&assignment.role)),
            };
            if is_supers && !is_super {
                row = None;
            }
            is_super |= is_supers;
            names.push(name);
            row.get_or_insert(&assignment.row);
        }
        let row = row?;
        Some((names.join(", "), is_super, row.clone()))
    }
}
