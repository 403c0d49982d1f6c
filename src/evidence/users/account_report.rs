//! Google's user report on accounts as CSV. <https://support.google.com/a/answer/4580176>
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
                "2stepverificationenrollmentstatus",
            ],
        ),
        (
            Column::Enforced,
            &[
                "2stepverificationenforcement",
                "2stepverificationenforced",
                "2svenforcement",
                "2stepverificationenforcementstatus",
            ],
        ),
        (Column::PasswordLength, &["passwordlengthcompliance"]),
        (Column::LastSignIn, &["lastsignin", "lastlogin", "lastlogintime"]),
    ],
    ignored: &[
        "passwordstrength",
        "date",
        "externalapps",
        "lesssecureapps",
        "lesssecureappsaccess",
    ],
    needed: &[
        &[Column::Address, Column::Admin],
        &[Column::Address, Column::PasswordLength],
        &[Column::Address, Column::State, Column::Enrolled],
    ],
};
