//! The command that shows whether a step worked, for the user of a ticket, to be copied. Nothing else of a
//! ticket ever becomes a part of a command, and the program runs none.

use thiserror::Error;

/// Where a command is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// PowerShell, with JumpCloud's module.
    PowerShell,
    /// Any shell: the command prompt of Windows, PowerShell, or a shell of macOS or Linux.
    Any,
}

impl Shell {
    /// Returns where to run it, as shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::PowerShell => "Run in PowerShell",
            Self::Any => "Run in a terminal",
        }
    }

    fn of(template: &str) -> Self {
        if template.starts_with("Get-") || template.starts_with("Resolve-") {
            Self::PowerShell
        } else {
            Self::Any
        }
    }

    /// An address as an argument. What was parsed as an address has one character that a shell knows, the
    /// apostrophe of names.
    fn quoted(self, address: &str) -> String {
        match self {
            Self::PowerShell => format!("'{}'", address.replace('\'', "''")),
            Self::Any if address.contains('\'') => format!("\"{address}\""),
            Self::Any => address.to_owned(),
        }
    }
}

/// A command to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCommand {
    /// The command, on one line.
    pub line: String,
    /// Where to run it.
    pub shell: Shell,
    /// The address that its output has to be about; empty if it is about no account.
    pub about: String,
}

/// Why there is no command.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NoCommand {
    /// The ticket names no user.
    #[error("enter the affected user's address to get a command that checks this step")]
    NoUser,
    /// The ticket names no Google admin.
    #[error("enter the Google admin's address to get a command that checks this step")]
    NoAdmin,
    /// What the ticket has is no plain address.
    #[error(
        "the address in the ticket is not a plain email address, so that no command is made of it; correct it in the details"
    )]
    NotAnAddress,
}

/// Fills a command of the knowledge base with the accounts of a ticket.
///
/// # Errors
/// If the ticket lacks the account, or has something else than an address in its place.
pub fn read_command(
    template: &str,
    user: &str,
    google_admin: &str,
) -> Result<ReadCommand, NoCommand> {
    let shell = Shell::of(template);
    let (placeholder, account, missing) = if template.contains("{google-admin}") {
        ("{google-admin}", google_admin, NoCommand::NoAdmin)
    } else {
        ("{user}", user, NoCommand::NoUser)
    };
    if !template.contains(placeholder) {
        let about = address(user).unwrap_or_default().to_owned();
        return Ok(ReadCommand { line: template.to_owned(), shell, about });
    }
    if account.trim().is_empty() {
        return Err(missing);
    }
    let about = address(account).ok_or(NoCommand::NotAnAddress)?;
    let line = template.replace(placeholder, &shell.quoted(about));
    Ok(ReadCommand { line, shell, about: about.to_owned() })
}

/// Text as a plain address: letters, digits and `. _ + - '` in front of the `@`, a host behind it.
fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let (name, host) = text.split_once('@')?;
    let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_alphanumeric());
    let ends = |part: &str| part.ends_with(|c: char| c.is_ascii_alphanumeric());
    let is_name = (1..=64).contains(&name.len())
        && begins(name)
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "._+-'".contains(c))
        && !name.contains("..");
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && begins(label)
            && ends(label)
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let is_host = host.contains('.') && host.split('.').all(is_label);
    (is_name && is_host && text.len() <= 254).then_some(text)
}
