//! Google's user report on accounts as CSV, and `gam report users`, whose columns are the parameters of
//! the Reports API. <https://support.google.com/a/answer/4580176>
//! The exact header of the download is not published, so that columns are matched by their words.

use super::columns::Column;
use crate::evidence::reading::columns::Header;

/// What its first row is known by.
pub const HEADER: Header<Column> = Header {
    names: &[
        (Column::Address, &["user", "useremail", "email", "emailaddress"]),
        (Column::State, &["useraccountstatus", "accountstatus", "usersaccountstatus"]),
        (Column::Admin, &["adminstatus", "adminrole", "usersadminstatus"]),
        (
            Column::Enrolled,
            &[
                "2stepverificationenrollment",
                "2stepverificationenrolled",
                "2svenrollment",
                "accountsis2svenrolled",
                "2stepverificationenrollmentstatus",
            ],
        ),
        (
            Column::Enforced,
            &[
                "2stepverificationenforcement",
                "2stepverificationenforced",
                "2svenforcement",
                "accountsis2svenforced",
                "2stepverificationenforcementstatus",
            ],
        ),
        (Column::PasswordLength, &["passwordlengthcompliance", "accountspasswordlengthcompliance"]),
        (
            Column::LastSignIn,
            &["lastsignin", "lastlogin", "lastlogintime", "accountslastlogintime"],
        ),
        (Column::Suspended, &["accountsissuspended"]),
        (Column::SuperAdmin, &["accountsissuperadmin"]),
        (Column::DelegatedAdmin, &["accountsisdelegatedadmin"]),
        (Column::Archived, &["accountsisarchived"]),
    ],
    ignored: &[
        "passwordstrength",
        "date",
        "externalapps",
        "lesssecureapps",
        "lesssecureappsaccess",
        "accounts",
        "gmail",
        "drive",
        "docs",
        "calendar",
        "chat",
        "classroom",
        "cros",
        "devicemanagement",
        "gplus",
        "meet",
        "sites",
        "appsscripts",
    ],
    spread: &[],
    needed: &[
        &[Column::Address, Column::Admin],
        &[Column::Address, Column::PasswordLength],
        &[Column::Address, Column::State, Column::Enrolled],
        &[Column::Address, Column::Suspended],
        &[Column::Address, Column::SuperAdmin],
    ],
};
