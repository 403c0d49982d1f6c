//! Which license Google's users have: the column of a list of users, and `gam print licenses`, whose columns
//! are the fields of a license assignment. Names and numbers of licenses:
//! <https://developers.google.com/workspace/admin/licensing/v1/how-tos/products>

use crate::evidence::license_count::LicenseCount;
use crate::evidence::reading::columns::{ColumnKind, Columns, Header, fold};
use crate::evidence::reading::table::Row;
use crate::privacy::quote::quote;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The address of who has it.
    User,
    /// The number of the license.
    Sku,
    /// The name of the license.
    Name,
}

impl ColumnKind for Column {
    fn number(self) -> usize {
        self as usize
    }
}

/// What its first row is known by.
pub const HEADER: Header<Column> = Header {
    names: &[
        (Column::User, &["userid", "user", "useremail", "email"]),
        (Column::Sku, &["skuid"]),
        (Column::Name, &["skudisplay", "skuname"]),
    ],
    ignored: &["productid", "productdisplay", "productname", "kind", "etags", "selflink"],
    spread: &[],
    needed: &[&[Column::User, Column::Sku]],
};

/// An edition of Google Workspace.
struct Edition {
    /// Its name, without "Google Workspace".
    name: &'static str,
    /// The numbers of its licenses.
    skus: &'static [&'static str],
}

/// The editions; one whose name begins with another's stands before it.
const EDITIONS: [Edition; 17] = [
    Edition { name: "Business Starter", skus: &["1010020027"] },
    Edition { name: "Business Standard", skus: &["1010020028"] },
    Edition { name: "Business Plus", skus: &["1010020025"] },
    Edition { name: "Enterprise Essentials Plus", skus: &["1010060005"] },
    Edition { name: "Enterprise Essentials", skus: &["1010060003"] },
    Edition { name: "Enterprise Starter", skus: &["1010020029"] },
    Edition { name: "Enterprise Standard", skus: &["1010020026"] },
    Edition { name: "Enterprise Plus", skus: &["1010020020"] },
    Edition { name: "Essentials", skus: &["1010060001"] },
    Edition { name: "Frontline Starter", skus: &["1010020030"] },
    Edition { name: "Frontline Standard", skus: &["1010020031"] },
    Edition { name: "Frontline Plus", skus: &["1010020034"] },
    Edition { name: "G Suite Business", skus: &["Google-Apps-Unlimited"] },
    Edition { name: "G Suite Basic", skus: &["Google-Apps-For-Business"] },
    Edition { name: "Education Fundamentals", skus: &["Google-Apps-For-Education", "1010070001"] },
    Edition { name: "Education Standard", skus: &["1010310005"] },
    Edition { name: "Education Plus", skus: &["1010310008"] },
];

/// What stands before the name of an edition, folded.
const BEFORE: [&str; 2] = ["googleworkspacefor", "googleworkspace"];

/// The edition among the licenses of a user, as the column of a list names them.
fn edition_in(licenses: &str) -> Option<usize> {
    let mut all = licenses.split([',', ';', '|', '\n']).map(fold);
    all.find_map(|license| {
        let name = BEFORE.iter().find_map(|before| license.strip_prefix(before));
        let name = name.unwrap_or(&license);
        EDITIONS.iter().position(|edition| name.starts_with(&fold(edition.name)))
    })
}

/// How many users have which edition.
#[derive(Debug, Default)]
struct Counts {
    users: [u32; EDITIONS.len()],
    file: String,
    is_whole: bool,
}

impl Counts {
    fn add(&mut self, edition: usize, file: &str) {
        self.users[edition] = self.users[edition].saturating_add(1);
        if self.file.is_empty() {
            file.clone_into(&mut self.file);
        }
    }

    /// The edition that most users have; `None` if some users may be missing, or none has any.
    fn first(&self, bought: Option<u64>) -> Option<LicenseCount> {
        let most = *self.users.iter().max()?;
        let at = self.users.iter().position(|users| *users == most)?;
        (self.is_whole && most > 0).then(|| LicenseCount {
            edition: EDITIONS[at].name.to_owned(),
            in_use: most,
            bought: bought.and_then(|bought| u32::try_from(bought).ok()),
            file: quote(&self.file),
        })
    }
}

/// The licenses of Google's users, as lists of users and lists of licenses tell them.
#[derive(Debug, Default)]
pub struct Licenses {
    of_users: Counts,
    of_licenses: Counts,
}

impl Licenses {
    /// Takes in the licenses of a user of a list, who was not counted before.
    pub fn take_user(&mut self, licenses: &str, file: &str) {
        if let Some(edition) = edition_in(licenses) {
            self.of_users.add(edition, file);
        }
    }

    /// Takes in a row of a list of licenses; `false` where it tells of no license.
    pub fn take_row(&mut self, columns: &Columns<Column>, row: &Row<'_>, file: &str) -> bool {
        let (sku, name) = (columns.text(row, Column::Sku), columns.text(row, Column::Name));
        if columns.text(row, Column::User).is_empty() || (sku.is_empty() && name.is_empty()) {
            return false;
        }
        let by_number = |edition: &Edition| edition.skus.contains(&sku);
        let edition = EDITIONS.iter().position(by_number).or_else(|| edition_in(name));
        if let Some(edition) = edition {
            self.of_licenses.add(edition, file);
        }
        true
    }

    /// A list of licenses was read.
    pub fn end_list(&mut self, is_whole: bool) {
        self.of_licenses.is_whole = is_whole;
    }

    /// What they show: lists of licenses before lists of users, which may leave licenses out.
    pub fn finish(mut self, are_users_whole: bool, bought: Option<u64>) -> Option<LicenseCount> {
        self.of_users.is_whole = are_users_whole;
        self.of_licenses.first(bought).or_else(|| self.of_users.first(bought))
    }
}
