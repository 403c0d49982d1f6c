//! What Google wants of user names, names and passwords.

/// Which rule for user names the part before the @ breaks; an empty one is no user name.
/// <https://support.google.com/a/answer/9193374>
pub fn broken_by_prefix(prefix: &str) -> Option<&'static str> {
    // Most prefixes have no two periods, and nothing but what is allowed: one look at each byte tells.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'\'' | b'.');
    let has_periods = prefix.bytes().filter(|b| *b == b'.').take(2).count() == 2;
    let is = |name: &str| prefix.eq_ignore_ascii_case(name);
    if prefix.is_empty() {
        None
    } else if prefix.len() > 64 {
        Some("the user name is longer than 64 characters")
    } else if prefix.starts_with('.') || prefix.ends_with('.') {
        Some("the user name begins or ends with a period")
    } else if has_periods && prefix.as_bytes().windows(2).any(|two| matches!(two, [b'.', b'.'])) {
        Some("the user name has two periods in a row")
    } else if !prefix.bytes().all(is_allowed) {
        Some("the user name has a character that Google does not allow")
    } else if is("abuse") || is("postmaster") {
        Some("Google reserves this user name")
    } else {
        None
    }
}

/// Which rule for first and last names a name breaks.
/// <https://support.google.com/a/answer/9193374>
pub fn broken_by_name(name: &str) -> Option<&'static str> {
    if name.len() > 60 && name.chars().count() > 60 {
        Some("a name is longer than 60 characters")
    } else if name.bytes().any(|b| matches!(b, b'<' | b'>')) {
        Some("a name has an angle bracket")
    } else {
        None
    }
}

/// Which rule for passwords a password breaks. <https://support.google.com/a/answer/33386>
pub fn broken_by_password(password: &str) -> Option<&'static str> {
    if !password.is_ascii() {
        Some("the password has characters other than ASCII")
    } else if password.len() < 8 {
        Some("the password is shorter than 8 characters")
    } else if password.len() > 100 {
        Some("the password is longer than 100 characters")
    } else {
        None
    }
}
