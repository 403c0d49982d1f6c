//! Where a team store is: `postgres://user@host/database`.

use std::fmt;
use std::path::PathBuf;

use thiserror::Error;
use url::{Host, Url};

/// How the connection is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protection {
    /// TLS, with a certificate that is trusted and names the host.
    #[default]
    VerifyFull,
    /// TLS, with a certificate that is trusted, whatever host it names.
    VerifyCa,
    /// None; on this computer only.
    Plain,
}

/// Where a team store is.
#[derive(Clone, PartialEq, Eq)]
pub struct TeamAddress {
    /// The host name, or an IP address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The user of the database.
    pub user: String,
    /// The password that stood in the address; it is never stored with it.
    pub password: Option<String>,
    /// The database.
    pub database: String,
    /// How the connection is protected.
    pub protection: Protection,
    /// A file with the certificates that are trusted in place of the system's.
    pub root: Option<PathBuf>,
}

/// Passwords reach no log.
impl fmt::Debug for TeamAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TeamAddress({self})")
    }
}

/// Why an address is none of a team store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// It is no address of a PostgreSQL database.
    #[error("this is no address of a team store; write postgres://USER@HOST/DATABASE")]
    NotPostgres,
    /// A part is missing.
    #[error("the address names no {0}; write postgres://USER@HOST/DATABASE")]
    Missing(&'static str),
    /// A parameter is not known.
    #[error("the address has a parameter that is not known: {0}; it takes sslmode and sslrootcert")]
    Parameter(String),
    /// The protection is not known or not enough.
    #[error(
        "sslmode={0} does not say whom to trust; use verify-full, verify-ca, or disable for this computer"
    )]
    Protection(String),
    /// A plain connection to another computer.
    #[error(
        "sslmode=disable is for this computer only; leave it out to encrypt the connection to {0}"
    )]
    PlainElsewhere(String),
}

/// The port of PostgreSQL.
const PORT: u16 = 5432;

impl TeamAddress {
    /// Reads an address. `require` counts as `verify-full`: encryption without knowing whose is none.
    ///
    /// # Errors
    /// If it is none of a team store, or asks for a plain connection to another computer.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let url = Url::parse(text.trim()).map_err(|_| AddressError::NotPostgres)?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(AddressError::NotPostgres);
        }
        let host = match url.host() {
            Some(Host::Ipv6(address)) => address.to_string(),
            Some(host) => decoded(&host.to_string()),
            None => return Err(AddressError::Missing("host")),
        };
        let host = Some(host).filter(|host| !host.is_empty() && !host.contains(['/', ',']));
        let mut address = Self {
            host: host.ok_or(AddressError::Missing("host"))?,
            port: url.port().unwrap_or(PORT),
            user: decoded(url.username()),
            password: url.password().map(decoded),
            database: decoded(url.path().trim_start_matches('/')),
            protection: Protection::VerifyFull,
            root: None,
        };
        if address.user.is_empty() {
            return Err(AddressError::Missing("user"));
        }
        if address.database.is_empty() {
            return Err(AddressError::Missing("database"));
        }
        for (name, value) in url.query_pairs() {
            match (name.as_ref(), value.as_ref()) {
                ("sslmode", "verify-full" | "require") => {}
                ("sslmode", "verify-ca") => address.protection = Protection::VerifyCa,
                ("sslmode", "disable") => address.protection = Protection::Plain,
                ("sslmode", other) => return Err(AddressError::Protection(other.to_owned())),
                ("sslrootcert", path) => address.root = Some(PathBuf::from(path)),
                (other, _) => return Err(AddressError::Parameter(other.to_owned())),
            }
        }
        if address.protection == Protection::Plain && !address.is_here() {
            return Err(AddressError::PlainElsewhere(address.host));
        }
        Ok(address)
    }

    /// Returns whether an address leads to the same database, whoever uses it and however it is protected.
    pub fn is_same_database(&self, other: &Self) -> bool {
        let place = |it: &Self| (it.host.clone(), it.port, it.database.clone());
        place(self) == place(other)
    }

    /// Returns the address without its user: what every seat of the team has in common.
    pub fn place(&self) -> String {
        let whole = self.to_string();
        whole.split_once('@').map_or(whole.clone(), |(_, place)| place.to_owned())
    }

    /// Returns whether the host is this computer.
    pub fn is_here(&self) -> bool {
        match Host::parse(&in_address(&self.host)) {
            Ok(Host::Domain(name)) => name == "localhost",
            Ok(Host::Ipv4(address)) => address.is_loopback(),
            Ok(Host::Ipv6(address)) => address.is_loopback(),
            Err(_) => false,
        }
    }
}

/// Writes the address without the password, as it is stored and shown.
impl fmt::Display for TeamAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = in_address(&self.host);
        let mode = match self.protection {
            Protection::VerifyFull => "verify-full",
            Protection::VerifyCa => "verify-ca",
            Protection::Plain => "disable",
        };
        let encoded = |text: &str| {
            url::form_urlencoded::byte_serialize(text.as_bytes())
                .collect::<String>()
                .replace('+', "%20")
        };
        write!(f, "postgres://{}@{host}", encoded(&self.user))?;
        if self.port != PORT {
            write!(f, ":{}", self.port)?;
        }
        write!(f, "/{}?sslmode={mode}", encoded(&self.database))?;
        if let Some(root) = &self.root {
            write!(f, "&sslrootcert={}", encoded(&root.to_string_lossy()))?;
        }
        Ok(())
    }
}

/// Writes a host as it stands in an address.
fn in_address(host: &str) -> String {
    if host.contains(':') { format!("[{host}]") } else { host.to_owned() }
}

/// Undoes percent signs. What is no text stays as it is.
fn decoded(text: &str) -> String {
    // A plus sign stands for itself outside of a query.
    let query = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(query.as_bytes())
        .next()
        .map_or_else(|| text.to_owned(), |(_, value)| value.into_owned())
}
