//! "Download users" of the Google Admin console as CSV, with old, new and translated headers.
//! <https://support.google.com/a/answer/7348070>

use super::columns::Column;
use crate::evidence::reading::columns::Header;

/// What its first row is known by. Spanish ones are known from tools that read them; German, French and
/// Portuguese ones are what the console's own words suggest, unverified.
pub const HEADER: Header<Column> = Header {
    names: &[
        (Column::FirstName, &["firstname", "givenname", "nombre", "vorname", "prenom", "nome"]),
        (
            Column::LastName,
            &[
                "lastname",
                "familyname",
                "apellido",
                "apellidos",
                "nachname",
                "nom",
                "nomdefamille",
                "sobrenome",
            ],
        ),
        (
            Column::Address,
            &[
                "emailaddress",
                "email",
                "primaryemail",
                "correoelectronico",
                "direcciondecorreoelectronico",
                "emailadresse",
                "adresseemail",
                "enderecodeemail",
            ],
        ),
        (Column::Password, &["password", "contrasena", "passwort", "motdepasse", "senha"]),
        (
            Column::OrgUnit,
            &["orgunitpath", "rutadelaunidadorganizativa", "pfadderorganisationseinheit"],
        ),
        (Column::State, &["status", "estado", "etat"]),
        (Column::Suspended, &["suspended"]),
        (
            Column::LastSignIn,
            &[
                "lastsignin",
                "lastlogintime",
                "ultimoiniciodesesion",
                "letzteanmeldung",
                "derniereconnexion",
            ],
        ),
        (Column::Enrolled, &["2svenrolled", "isenrolledin2sv", "inscritoen2sv"]),
        (Column::Enforced, &["2svenforced", "isenforcedin2sv"]),
        (Column::Licenses, &["licenses", "licencias", "lizenzen", "licences"]),
        (Column::OtherAddress, &["aliases", "alias", "emailaliases"]),
    ],
    ignored: &[
        "passwordhashfunction",
        "newprimaryemail",
        "recoveryemail",
        "homesecondaryemail",
        "worksecondaryemail",
        "recoveryphone",
        "workphone",
        "homephone",
        "mobilephone",
        "workaddress",
        "homeaddress",
        "employeeid",
        "employeetype",
        "employeetitle",
        "manageremail",
        "department",
        "costcenter",
        "buildingid",
        "floorname",
        "floorsection",
        "emailusage",
        "driveusage",
        "totalstorage",
        "changepasswordatnextsignin",
        "newstatus",
        "newlicenses",
        "photosusage",
        "storagelimit",
        "storageused",
        "geminilimitstatus",
        "geminienterprise",
        "advancedprotectionprogramenrollment",
    ],
    needed: &[
        &[Column::Address, Column::FirstName, Column::LastName],
        &[Column::Address, Column::State],
        &[Column::Address, Column::LastSignIn],
        &[Column::Address, Column::OrgUnit],
    ],
};
