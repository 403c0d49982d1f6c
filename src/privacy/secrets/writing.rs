//! How a string is written: like a password, like a key, like an identifier, like the name of a computer.

use std::collections::BTreeSet;

use super::letters::{has_digit, has_letter, is_measure, is_time, is_worded};

/// How many kinds of characters there are: small, large, digits, symbols.
pub(super) fn classes(value: &str) -> usize {
    let has = |is: fn(char) -> bool| usize::from(value.chars().any(is));
    has(char::is_lowercase)
        + has(char::is_uppercase)
        + has(|c| c.is_ascii_digit())
        + has(|c| "!#$%&*+=?^~@".contains(c))
}

/// Written like a password that a person or a console made: of several kinds of characters, and no
/// address, place, version or product.
pub(super) fn is_passwordlike(value: &str) -> bool {
    let length = value.chars().count();
    let is_address = value.contains("://")
        || (value.contains('@')
            && value.rsplit('@').next().is_some_and(|domain| domain.contains('.')));
    let is_path = value.contains('\\') || value.matches('/').count() > 1;
    (6..=64).contains(&length)
        && !is_address
        && !is_path
        && has_digit(value)
        && has_letter(value)
        && !is_time(value)
        && !is_worded(value)
        && !is_measure(value)
        && !is_line_of_code(value)
        && classes(value) >= 3
}

/// `PasswordEncoder.java:64`, as stack traces name where they were.
fn is_line_of_code(value: &str) -> bool {
    let mut parts = value.split(':');
    let file = parts.next().unwrap_or_default();
    let is_file = file.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty()
            && (1..=5).contains(&end.len())
            && end.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let numbers: Vec<&str> = parts.collect();
    is_file
        && !numbers.is_empty()
        && numbers.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Written like a key: large and small letters and digits in no order.
pub(super) fn is_random(value: &str) -> bool {
    let bytes = value.as_bytes();
    let class = |byte: u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let turns = bytes.windows(2).filter(|two| class(two[0]) != class(two[1])).count();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let distinct = bytes.iter().collect::<BTreeSet<_>>().len();
    let longest_part =
        value.split(|c: char| !c.is_ascii_alphanumeric()).map(str::len).max().unwrap_or(0);
    bytes.len() >= 16
        && digits >= 2
        && digits < bytes.len()
        && distinct >= 9
        && turns * 5 >= bytes.len()
        && longest_part >= 6
        && !is_worded(value)
        && !is_time(value)
        && !is_worded_with_numbers(value)
}

/// A name of a thing: a UUID, 24 hexadecimal digits of a database, a number.
pub(super) fn is_identifier(value: &str) -> bool {
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups: Vec<&str> = value.split('-').collect();
    let is_uuid = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| is_hex(group));
    let is_named_hex = value.split_once('_').is_some_and(|(name, digits)| {
        name.len() <= 10
            && name.chars().all(|c| c.is_ascii_uppercase())
            && digits.len() >= 32
            && is_hex(digits)
    });
    is_uuid
        || is_named_hex
        || is_hex(value)
        || value.bytes().all(|byte| !byte.is_ascii_alphabetic())
}

/// Written like a key that stands in the company of a word for one: fewer kinds of characters will do.
pub(super) fn is_random_enough(value: &str) -> bool {
    let bytes = value.as_bytes();
    let class =
        |byte: u8| u8::from(byte.is_ascii_digit()) + 2 * u8::from(byte.is_ascii_uppercase());
    let turns = bytes.windows(2).filter(|two| class(two[0]) != class(two[1])).count();
    let is_written =
        value.chars().all(|c| c.is_ascii_alphanumeric() || "_-.~+/=:%!@#$".contains(c));
    is_written
        && has_digit(value)
        && has_letter(value)
        && turns >= 4
        && turns * 6 >= bytes.len()
        && !is_worded(value)
        && !is_time(value)
        && !is_worded_with_numbers(value)
}

/// A name of a computer or a file: `smtp.example.com`, `import.csv`.
pub(super) fn is_host(value: &str) -> bool {
    let end =
        value.trim_end_matches(['.', ':', '/', ',']).split(['/', ':']).next().unwrap_or_default();
    let top = end.rsplit('.').next().unwrap_or_default();
    end.contains('.') && TOPS.contains(&top)
}

/// What names of computers and files end with.
const TOPS: [&str; 42] = [
    "com", "net", "org", "io", "dev", "local", "internal", "example", "cloud", "app", "de", "eu",
    "edu", "gov", "test", "lan", "exe", "dll", "log", "json", "csv", "js", "css", "html", "png",
    "jpg", "pdf", "zip", "msi", "pkg", "dmg", "py", "rs", "ps1", "sh", "xml", "txt", "har", "fr",
    "es", "nl", "br",
];

/// Written like words and short numbers between them: `Error-400-admin-policy`.
fn is_worded_with_numbers(value: &str) -> bool {
    let parts: Vec<&str> =
        value.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let numbers = parts
        .iter()
        .filter(|part| part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit()))
        .count();
    let letters = parts.iter().filter(|part| is_worded(part)).count();
    numbers + letters == parts.len() && letters >= 2 * numbers
}
