//! Which addresses may leave the program, and how a link becomes one of them.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;

use super::KnowledgeBase;
use super::levels::Product;
use super::model::Link;
use crate::privacy::InternalText;

/// Hosts that links and sources may point at: the two vendors' own pages and nothing else.
const HOSTS: &[&str] = &[
    "accounts.google.com",
    "admin.google.com",
    "console.eu.jumpcloud.com",
    "console.in.jumpcloud.com",
    "console.jumpcloud.com",
    "developers.google.com",
    "docs.jumpcloud.com",
    "jumpcloud.com",
    "knowledge.workspace.google.com",
    "myaccount.google.com",
    "status.jumpcloud.com",
    "support.google.com",
    "support.jumpcloud.com",
    "toolbox.googleapps.com",
    "workspaceupdates.googleblog.com",
];

/// On this host only the status dashboard: the rest of it redirects to anywhere.
const STATUS_PAGE: (&str, &str) = ("www.google.com", "/appsstatus/");

/// Why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Not an address at all.
    #[error("this is not a complete address; expected one that starts with https://")]
    NotAnAddress,
    /// Another scheme than https.
    #[error("only https addresses are opened")]
    NotHttps,
    /// User name, password or port in it.
    #[error("an address with a user name, password or port is not opened")]
    HasUserOrPort,
    /// Control characters, spaces or backslashes in it.
    #[error("the address holds characters that do not belong in one")]
    StrangeCharacters,
    /// A host outside the list.
    #[error("only pages of Google Workspace and JumpCloud are opened, not {0}")]
    OtherHost(String),
}

/// An address that has passed the check; the only thing that the browser is handed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Checks an address against scheme and host list.
    ///
    /// # Errors
    /// The reason why it must not be opened.
    pub fn check(text: &str) -> Result<Self, Refusal> {
        let strange = |c: char| {
            c.is_control() || c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>' | '`')
        };
        if text.chars().any(strange) {
            return Err(Refusal::StrangeCharacters);
        }
        let url = Url::parse(text).map_err(|_| Refusal::NotAnAddress)?;
        if url.scheme() != "https" {
            return Err(Refusal::NotHttps);
        }
        // As it stands in the text, because the parser drops an empty user name and the default port,
        // and takes any number of slashes.
        let (start, rest) = text.split_at_checked("https://".len()).unwrap_or_default();
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if !start.eq_ignore_ascii_case("https://") || authority.is_empty() {
            return Err(Refusal::NotAnAddress);
        }
        if authority.contains(['@', ':']) || url.port().is_some() {
            return Err(Refusal::HasUserOrPort);
        }
        let host = url.host_str().unwrap_or_default();
        let is_status_page = host == STATUS_PAGE.0 && url.path().starts_with(STATUS_PAGE.1);
        if !HOSTS.contains(&host) && !is_status_page {
            return Err(Refusal::OtherHost(host.to_owned()));
        }
        Ok(Self(url))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address with its console host as a placeholder, so that it serves every region.
    pub fn for_every_region(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        let is_console = Region::ALL.iter().any(|region| region.console_host() == host);
        if is_console {
            self.as_str().replacen(host, "{jumpcloud}", 1)
        } else {
            self.as_str().to_owned()
        }
    }
}

/// Where a customer's JumpCloud console runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// United States.
    #[default]
    Us,
    /// European Union.
    Eu,
    /// India.
    India,
}

impl Region {
    /// All regions, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Us, Self::Eu, Self::India];

    /// The region as it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Us => "US",
            Self::Eu => "EU",
            Self::India => "India",
        }
    }

    /// The console's host; three regions are listed at <https://docs.jumpcloud.com/api/2.0/index.html>.
    fn console_host(self) -> &'static str {
        match self {
            Self::Us => "console.jumpcloud.com",
            Self::Eu => "console.eu.jumpcloud.com",
            Self::India => "console.in.jumpcloud.com",
        }
    }
}

/// What a ticket knows that goes into addresses. Empty strings count as not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The affected user's e-mail address.
    pub user: Option<String>,
    /// The Google admin account to open Google's console with.
    pub google_admin: Option<String>,
    /// Where the customer's JumpCloud console runs.
    pub region: Region,
}

/// A link with everything filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// What to open.
    pub address: Address,
    /// Whether it is the page itself, not the product's front page.
    pub is_exact: bool,
}

/// Where a link leads for these places. `stored` is an address the technician has stored for it.
///
/// # Errors
/// When the filled-in or stored address must not be opened.
pub fn destination(
    kb: &KnowledgeBase,
    link: &Link,
    places: &Places,
    stored: Option<&str>,
) -> Result<Destination, Refusal> {
    let needs_user = link.address.as_deref().is_some_and(|address| address.contains("{user}"));
    if needs_user
        && known(places.user.as_ref()).is_none()
        && let Some(other) = link.otherwise.as_ref().and_then(|id| kb.link(id))
        && other.otherwise.is_none()
    {
        return destination(kb, other, places, None);
    }
    let template = stored.or(link.address.as_deref());
    let filled = fill(template.unwrap_or(front_page(link.product)), places);
    let address = Address::check(&filled)?;
    Ok(Destination { address: with_account(address, places)?, is_exact: template.is_some() })
}

/// Where the address leads that a technician gave the page of a step.
///
/// # Errors
/// When it must not be opened.
pub fn own_destination(address: &InternalText, places: &Places) -> Result<Destination, Refusal> {
    let address = Address::check(&fill(address.for_insiders(), places))?;
    Ok(Destination { address: with_account(address, places)?, is_exact: true })
}

/// The page that opens where a link has no address of its own.
fn front_page(product: Product) -> &'static str {
    match product {
        Product::GoogleAdmin => "https://admin.google.com/",
        Product::Google => "https://myaccount.google.com/",
        Product::Jumpcloud => "https://{jumpcloud}/",
    }
}

fn fill(template: &str, places: &Places) -> String {
    let user = known(places.user.as_ref()).unwrap_or_default();
    template.replace("{jumpcloud}", places.region.console_host()).replace("{user}", &encode(user))
}

/// Sends pages of Google's console through the account chooser, so that the right admin opens them.
fn with_account(address: Address, places: &Places) -> Result<Address, Refusal> {
    match known(places.google_admin.as_ref()) {
        Some(account) if address.0.host_str() == Some("admin.google.com") => {
            Address::check(&format!(
                "https://accounts.google.com/AccountChooser?Email={}&continue={}",
                encode(account),
                encode(address.as_str())
            ))
        }
        _ => Ok(address),
    }
}

fn known(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Address, Refusal};

    #[test]
    fn addresses_outside_the_two_vendors_are_refused() {
        for text in [
            "http://admin.google.com/ac/owl",
            "https://admin.google.com.evil.example/ac",
            "https://evil.example/?x=admin.google.com",
            "https://admin.google.com@evil.example/",
            "https://@admin.google.com/",
            "https://admin.google.com:443/",
            "https://admin.google.com\\@evil.example/",
            "https://admin.google.com/ac\nowl",
            "https://www.google.com/url?q=https://evil.example",
            "https://www.google.com/appsstatus/../url?q=https://evil.example",
            "https://xn--dmin-2ra.google.com/",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "admin.google.com",
            "",
        ] {
            assert!(Address::check(text).is_err(), "{text:?} was let through");
        }
    }

    #[test]
    fn pages_of_the_two_vendors_pass_as_they_are() {
        for text in [
            "https://admin.google.com/ac/owl/list?tab=services",
            "https://console.eu.jumpcloud.com/#/users",
            "https://www.google.com/appsstatus/dashboard/",
        ] {
            assert_eq!(Address::check(text).map(|a| a.as_str().to_owned()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn the_refusal_names_the_host() {
        assert_eq!(
            Address::check("https://evil.example/"),
            Err(Refusal::OtherHost("evil.example".to_owned()))
        );
    }
}
