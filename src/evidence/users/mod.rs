//! Lists of users, whichever console wrote them.
//!
//! ```text
//! user.rs     one user; rules.rs what Google wants of names and passwords
//! columns.rs  a row -> one user
//! google.rs, account_report.rs, jumpcloud.rs    what each list calls its columns
//! json.rs     a record -> one user; text.rs what a command shows -> one user
//! roles.rs    which admin roles users have; licenses.rs which licenses
//! names.rs    joins two lists
//! side.rs     what one console's lists tell
//! checks.rs   users -> findings
//! ```

pub mod account_report;
pub mod checks;
pub mod columns;
pub mod google;
pub mod json;
pub mod jumpcloud;
pub mod licenses;
pub mod names;
pub mod roles;
mod rules;
mod side;
pub mod text;
pub mod user;
