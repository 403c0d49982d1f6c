//! What stands under which name: keys of JSON, headers, parameters of addresses and columns.

use super::identities::Part;
use crate::evidence::reading::columns::fold;
use crate::privacy::secrets::Kind;

/// Endings of the names of secrets, folded. An ending, because names have all kinds of beginnings:
/// `oldPassword`, `x-csrf-token`, `JSESSIONID`.
const SECRETS: &[(&str, Kind)] = &[
    ("cookie", Kind::Cookie),
    ("cookies", Kind::Cookie),
    ("cookie2", Kind::Cookie),
    ("samlresponse", Kind::SamlResponse),
    ("samlrequest", Kind::SamlResponse),
    ("assertion", Kind::SamlResponse),
    ("password", Kind::Password),
    ("passwd", Kind::Password),
    ("passwort", Kind::Password),
    ("contrasena", Kind::Password),
    ("motdepasse", Kind::Password),
    ("passphrase", Kind::Password),
    ("passcode", Kind::Password),
    ("pwd", Kind::Password),
    ("userpassword", Kind::Password),
    ("authorization", Kind::Token),
    ("token", Kind::Token),
    ("tokens", Kind::Token),
    ("jwt", Kind::Token),
    ("secret", Kind::Token),
    ("apikey", Kind::Token),
    ("connectkey", Kind::Token),
    ("privatekey", Kind::PrivateKey),
    ("privatekeyid", Kind::PrivateKey),
    ("credential", Kind::Token),
    ("credentials", Kind::Token),
    ("sessionid", Kind::Token),
    ("sessid", Kind::Token),
    ("sessionkey", Kind::Token),
    ("signature", Kind::Token),
    ("authcode", Kind::Token),
    ("authorizationcode", Kind::Token),
    ("codeverifier", Kind::Token),
    ("xsrf", Kind::Token),
    ("csrf", Kind::Token),
    ("totp", Kind::BackupCodes),
    ("otp", Kind::BackupCodes),
    ("backupcode", Kind::BackupCodes),
    ("backupcodes", Kind::BackupCodes),
    ("verificationcode", Kind::BackupCodes),
];

/// Whole names of secrets, folded, where an ending would say too much.
const WHOLE: &[(&str, Kind)] = &[
    ("code", Kind::Token),
    ("sid", Kind::Token),
    ("hsid", Kind::Token),
    ("ssid", Kind::Token),
    ("sapisid", Kind::Token),
    ("sig", Kind::Token),
    ("auth", Kind::Token),
    ("pin", Kind::BackupCodes),
    ("pass", Kind::Password),
    ("creds", Kind::Token),
];

/// Names that end like secrets and are none.
const HARMLESS: &[&str] = &["nextpagetoken", "pagetoken", "synctoken"];

/// Which secret stands under a name.
pub fn secret(name: &str) -> Option<Kind> {
    // Consoles put remarks into brackets, forms the field itself: `user[password]`.
    [fold(name), fold(&name.replace(['[', ']'], ""))].iter().find_map(|folded| {
        if HARMLESS.contains(&folded.as_str()) {
            return None;
        }
        let whole = WHOLE.iter().find(|(whole, _)| whole == folded);
        let ending = || SECRETS.iter().find(|(ending, _)| folded.ends_with(ending));
        whole.or_else(ending).map(|(_, kind)| *kind)
    })
}

/// Whether a name of a secret may as well be that of a number of an error: there only text is one.
pub fn may_be_a_number(name: &str) -> bool {
    fold(name) == "code"
}

/// Whether the whole line behind a name is the secret, as in headers.
pub fn takes_line(name: &str) -> bool {
    let folded = fold(name);
    ["authorization", "cookie", "cookie2"].iter().any(|ending| folded.ends_with(ending))
}

/// Names under which somebody can be recognized, folded.
const IDENTITIES: &[(Part, &[&str])] = &[
    (
        Part::Login,
        &[
            "username",
            "user",
            "login",
            "email",
            "emailaddress",
            "useremail",
            "recipientemail",
            "alternateemail",
            "recoveryemail",
            "systemusername",
            "localuseraccount",
            "managedappleid",
            "manager",
            "unixguid",
        ],
    ),
    (
        Part::Name,
        &[
            "firstname",
            "lastname",
            "middlename",
            "preferredname",
            "givenname",
            "familyname",
            "fullname",
            "displayname",
            "nickname",
            "nombre",
            "apellido",
            "apellidos",
            "vorname",
            "nachname",
            "prenom",
            "sobrenome",
            "company",
            "companyname",
            "organizationname",
        ],
    ),
    (
        Part::Rest,
        &[
            "phone",
            "phonenumber",
            "recoveryphone",
            "workphone",
            "homephone",
            "mobilephone",
            "mobilenumber",
            "homenumber",
            "worknumber",
            "workmobilenumber",
            "workfaxnumber",
            "workaddress",
            "homeaddress",
            "streetaddress",
            "homestreetaddress",
            "workstreetaddress",
            "postalcode",
            "homepostalcode",
            "workpostalcode",
            "city",
            "homecity",
            "workcity",
            "latitude",
            "longitude",
            "cityname",
            "regionname",
            "employeeid",
            "employeeidentifier",
        ],
    ),
];

/// What of somebody stands under a name.
pub fn identity(name: &str) -> Option<Part> {
    let folded = fold(name);
    // Dotted keys of a table tell where they stand before what they are.
    let last = name.rsplit(['.', '_']).next().map(fold).unwrap_or_default();
    let has = |names: &[&str]| names.contains(&folded.as_str()) || names.contains(&last.as_str());
    IDENTITIES.iter().find(|(_, names)| has(names)).map(|(part, _)| *part)
}
