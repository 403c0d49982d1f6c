//! One user as a list of either console tells of it.

use std::borrow::Cow;

use super::rules::{broken_by_name, broken_by_password, broken_by_prefix};

/// What is told of one user. Nothing means that the list has no such column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User<'a> {
    /// Primary e-mail address.
    pub address: Cow<'a, str>,
    /// JumpCloud's user name.
    pub username: Option<Cow<'a, str>>,
    /// JumpCloud's local user account, where it is not the user name.
    pub local_account: Option<Cow<'a, str>>,
    /// First name.
    pub first_name: Option<Cow<'a, str>>,
    /// Last name.
    pub last_name: Option<Cow<'a, str>>,
    /// Google's organizational unit.
    pub org_unit: Option<Cow<'a, str>>,
    /// The password to come, in an import file.
    pub password: Option<Cow<'a, str>>,
    /// Active, suspended or anything else.
    pub state: Option<UserState>,
    /// When Google last saw a sign-in, as the list writes it.
    pub last_sign_in: Option<Cow<'a, str>>,
    /// Whether 2-Step Verification is enrolled.
    pub is_enrolled: Option<bool>,
    /// Whether 2-Step Verification is enforced.
    pub is_enforced: Option<bool>,
    /// The role as an admin.
    pub admin: Option<Cow<'a, str>>,
    /// Whether the password is as long as the rules want.
    pub password_complies: Option<bool>,
    /// Licenses.
    pub licenses: Option<Cow<'a, str>>,
    /// Other addresses.
    pub other_address: Option<Cow<'a, str>>,
}

/// How an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserState {
    /// It can be used.
    Active,
    /// It is suspended.
    Suspended,
    /// It is neither: staged, blocked, archived.
    Other,
}

impl UserState {
    /// The state as it is told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Other => "neither active nor suspended",
        }
    }

    /// The state that a console writes so.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        match word.as_str() {
            "" => None,
            "active" | "activated" | "activo" | "aktiv" | "actif" | "ativo" => Some(Self::Active),
            "suspended" | "suspendido" | "gesperrt" | "suspendu" | "suspenso" => {
                Some(Self::Suspended)
            }
            _ => Some(Self::Other),
        }
    }
}

impl User<'_> {
    /// The part of the address before the @.
    pub fn prefix(&self) -> &str {
        self.address.split('@').next().unwrap_or_default()
    }

    /// Whether the list says that the user has no last name.
    pub fn has_no_last_name(&self) -> bool {
        self.last_name.as_ref().is_some_and(|name| name.trim().is_empty())
    }

    /// Whether the user is suspended.
    pub fn is_suspended(&self) -> bool {
        self.state == Some(UserState::Suspended)
    }

    /// Whether the list says that the user never signed in. Google's own words for it are not
    /// published; tools write the beginning of time.
    pub fn never_signed_in(&self) -> bool {
        self.last_sign_in.as_ref().is_some_and(|cell| {
            let cell = cell.trim();
            let starts =
                |word: &str| cell.get(..word.len()).is_some_and(|c| c.eq_ignore_ascii_case(word));
            starts("never")
                || starts("nunca")
                || starts("nie")
                || starts("jamais")
                || starts("1970-01-01")
        })
    }

    /// Whether 2-Step Verification is enforced and the user has not enrolled.
    pub fn lacks_second_factor(&self) -> bool {
        self.is_enforced == Some(true) && self.is_enrolled == Some(false)
    }

    /// Which of Google's rules the user breaks.
    pub fn breaks(&self) -> Option<&'static str> {
        let name =
            |name: &Option<Cow<'_, str>>| name.as_ref().and_then(|name| broken_by_name(name));
        // Google writes asterisks where a password stays as it is.
        let is_told = |password: &&Cow<'_, str>| password.chars().any(|c| c != '*');
        let password = self.password.as_ref().filter(is_told);
        broken_by_prefix(self.prefix())
            .or_else(|| name(&self.first_name))
            .or_else(|| name(&self.last_name))
            .or_else(|| password.and_then(|password| broken_by_password(password)))
            .or_else(|| {
                (self.password_complies == Some(false)).then_some("the password is too short")
            })
    }
}
