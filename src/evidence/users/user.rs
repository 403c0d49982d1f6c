//! One user as a list of either console tells of it.

use std::borrow::Cow;

use super::rules::{broken_by_name, broken_by_password, broken_by_prefix};

/// What is told of one user. Nothing means that the list has no such column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User<'a> {
    /// Primary e-mail address.
    pub address: &'a str,
    /// JumpCloud's user name.
    pub username: Option<&'a str>,
    /// JumpCloud's local user account, where it is not the user name.
    pub local_account: Option<&'a str>,
    /// First name.
    pub first_name: Option<&'a str>,
    /// Last name.
    pub last_name: Option<&'a str>,
    /// Google's organizational unit.
    pub org_unit: Option<&'a str>,
    /// The password to come, in an import file.
    pub password: Option<&'a str>,
    /// Active, suspended or anything else.
    pub state: Option<UserState>,
    /// When Google last saw a sign-in, as the list writes it.
    pub last_sign_in: Option<&'a str>,
    /// Whether 2-Step Verification is enrolled.
    pub is_enrolled: Option<bool>,
    /// Whether 2-Step Verification is enforced.
    pub is_enforced: Option<bool>,
    /// The role as an admin.
    pub admin: Option<&'a str>,
    /// Whether the user is a super admin of Google.
    pub is_super_admin: Option<bool>,
    /// Google's number for the user, which role assignments name.
    pub id: Option<&'a str>,
    /// Whether the password is as long as the rules want.
    pub password_complies: Option<bool>,
    /// Licenses.
    pub licenses: Option<&'a str>,
    /// Other addresses, in whatever way the list separates them.
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

/// How consoles and tools begin to say that nobody ever signed in.
const NEVER: [&str; 4] = ["never", "nunca", "nie", "jamais"];

/// Words of consoles for an account that can be used, and for one that is suspended.
const ACTIVE: [&str; 6] = ["active", "activated", "activo", "aktiv", "actif", "ativo"];
const SUSPENDED: [&str; 5] = ["suspended", "suspendido", "gesperrt", "suspendu", "suspenso"];

impl UserState {
    /// What the state is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Other => "neither active nor suspended",
        }
    }

    /// The state that a console writes so.
    pub fn of(word: &str) -> Option<Self> {
        let is_one_of = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
        if word.is_empty() {
            None
        } else if is_one_of(&ACTIVE) {
            Some(Self::Active)
        } else if is_one_of(&SUSPENDED) {
            Some(Self::Suspended)
        } else {
            Some(Self::Other)
        }
    }

    /// The state that a list tells by flags and by a word, each as far as it has them.
    pub fn of_flags(flags: StateFlags) -> Option<Self> {
        match flags {
            StateFlags { suspended: Some(true), .. } => Some(Self::Suspended),
            StateFlags { archived: Some(true), .. } => Some(Self::Other),
            StateFlags { word: Some(word), .. } => Some(word),
            StateFlags { activated: Some(false), .. } => Some(Self::Other),
            StateFlags { activated: Some(true), .. }
            | StateFlags { suspended: Some(false), .. } => Some(Self::Active),
            StateFlags { .. } => None,
        }
    }
}

/// How a list says that an account can be used.
#[derive(Clone, Copy, Debug, Default)]
pub struct StateFlags {
    /// Whether it is suspended.
    pub suspended: Option<bool>,
    /// Whether it is archived, in Google.
    pub archived: Option<bool>,
    /// Whether it was activated, in JumpCloud.
    pub activated: Option<bool>,
    /// The state as a word.
    pub word: Option<UserState>,
}

/// Whether a date is the first of January 1970 in whatever order, or the evening before, as it is called
/// west of Greenwich.
fn is_beginning_of_time(cell: &str) -> bool {
    // Every row asks; most cells begin with a year of this century, and hardly any other holds these two
    // digits.
    if matches!(cell.as_bytes(), [b'2', b'0', _, _, b'-', ..]) {
        return false;
    }
    if !cell.as_bytes().windows(2).any(|two| two == b"19") {
        return false;
    }
    let mut numbers = cell.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut date: [u32; 3] = [0; 3];
    for part in &mut date {
        *part = numbers.next().and_then(|number| number.parse().ok()).unwrap_or_default();
    }
    date.sort_unstable();
    let is_named = |month: &str| cell.to_ascii_lowercase().contains(month);
    matches!(date, [1, 1, 1970] | [12, 31, 1969])
        // "Jan 1, 1970 0:00": the third number is an hour.
        || is_named("jan") && date.contains(&1970) && date.contains(&1)
        || is_named("dec") && date.contains(&1969) && date.contains(&31)
}

impl User<'_> {
    /// Whether the list names a user here at all.
    pub fn is_nobody(&self) -> bool {
        self.address.is_empty() && self.username.is_none_or(str::is_empty)
    }

    /// The part of the address before the @.
    pub fn prefix(&self) -> &str {
        let end = self.address.bytes().position(|b| b == b'@');
        &self.address[..end.unwrap_or(self.address.len())]
    }

    /// Whether the list says that the user has no last name.
    pub fn has_no_last_name(&self) -> bool {
        self.last_name.is_some_and(str::is_empty)
    }

    /// Whether the user is suspended.
    pub fn is_suspended(&self) -> bool {
        self.state == Some(UserState::Suspended)
    }

    /// Whether the list says that the user never signed in. Google's own words for it are not
    /// published; tools write the beginning of time.
    pub fn never_signed_in(&self) -> bool {
        let begins = |cell: &str, word: &str| {
            let begin = cell.as_bytes().get(..word.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
        };
        self.last_sign_in.is_some_and(|cell| {
            // No word begins with a digit.
            let is_date = cell.as_bytes().first().is_some_and(u8::is_ascii_digit);
            !is_date && NEVER.iter().any(|word| begins(cell, word)) || is_beginning_of_time(cell)
        })
    }

    /// Whether 2-Step Verification is enforced and the user has not enrolled.
    pub fn lacks_second_factor(&self) -> bool {
        self.is_enforced == Some(true) && self.is_enrolled == Some(false)
    }

    /// Which of Google's rules the user breaks.
    pub fn breaks(&self) -> Option<&'static str> {
        // Google writes asterisks where a password stays as it is.
        let password = self.password.filter(|password| password.bytes().any(|b| b != b'*'));
        broken_by_prefix(self.prefix())
            .or_else(|| self.first_name.and_then(broken_by_name))
            .or_else(|| self.last_name.and_then(broken_by_name))
            .or_else(|| password.and_then(broken_by_password))
            .or_else(|| {
                (self.password_complies == Some(false)).then_some("the password is too short")
            })
    }
}
