//! How the page of a step looks at one installation, in the technician's own words. Like translations it
//! is no part of the model: it shows at once on every ticket, whatever that is pinned to.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::KnowledgeBase;
use super::address::{Address, Refusal};
use super::ids::{LinkId, StepId};
use super::levels::{Confidence, Product};
use super::model::Link;
use super::step::Step;
use crate::privacy::{CustomerText, InternalText};

/// The file of one's own pages inside a folder that is laid over the knowledge base.
pub const OWN_PAGES_FILE: &str = "own-pages.toml";
/// The folder of more such files, as several people give them away.
pub(super) const OWN_PAGES_FOLDER: &str = "own-pages/";

/// The most characters of one's own words: as many as a step may have.
pub const MOST_WORDS: usize = 280;

/// How the page of a step looks here. What is written stays internal until it is released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPage {
    step: StepId,
    noted: Date,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    path: Vec<InternalText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<InternalText>,
    #[serde(default, skip_serializing_if = "InternalText::is_blank")]
    words: InternalText,
    #[serde(default, skip_serializing_if = "super::scene::is_false")]
    for_customers: bool,
}

/// What may be said to customers of it, because somebody released it.
struct Released {
    path: Vec<CustomerText>,
    address: Option<CustomerText>,
    words: CustomerText,
}

/// Why something is no own page.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoOwnPage {
    /// Nothing is written.
    #[error("write the menu path, the address or the words for this step")]
    Empty,
    /// The words are too long to follow.
    #[error("the words have {0} characters; shorten them to 280")]
    TooLong(usize),
    /// The address must not be opened.
    #[error("the address was not taken: {0}")]
    Address(#[from] Refusal),
}

/// What is typed for a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedPage {
    /// The menu path, with `>` between its parts.
    pub path: String,
    /// The address.
    pub address: String,
    /// What to do there.
    pub words: String,
    /// Whether customers may see all of it.
    pub for_customers: bool,
}

impl OwnPage {
    /// The page of a step as somebody typed it on a day.
    ///
    /// # Errors
    /// If nothing is typed, too much, or an address that must not be opened.
    pub fn new(step: StepId, noted: Date, typed: &TypedPage) -> Result<Self, NoOwnPage> {
        let parts = typed.path.split(['>', '\u{203a}']).map(str::trim).filter(|it| !it.is_empty());
        let address = match typed.address.trim() {
            "" => None,
            address => Some(Address::check(address)?.for_every_region().as_str().into()),
        };
        let words = typed.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let page = Self {
            step,
            noted,
            path: parts.map(InternalText::from).collect(),
            address,
            words: words.as_str().into(),
            for_customers: typed.for_customers,
        };
        page.check()?;
        Ok(page)
    }

    /// What is wrong with a page that was read.
    ///
    /// # Errors
    /// If it says nothing, too much, or has an address that must not be opened.
    pub fn check(&self) -> Result<(), NoOwnPage> {
        if let Some(address) = &self.address {
            let address = address.for_insiders();
            Address::check(&address.replace("{jumpcloud}", "console.jumpcloud.com"))?;
        }
        let length = self.words.for_insiders().chars().count();
        if length > MOST_WORDS {
            return Err(NoOwnPage::TooLong(length));
        }
        let is_empty = self.path.is_empty() && self.address.is_none() && self.words.is_blank();
        if is_empty { Err(NoOwnPage::Empty) } else { Ok(()) }
    }

    /// The step.
    pub fn step(&self) -> &StepId {
        &self.step
    }

    /// The day on which somebody wrote it.
    pub fn noted(&self) -> Date {
        self.noted
    }

    /// The parts of the menu path; none if that is as shipped.
    pub fn path(&self) -> &[InternalText] {
        &self.path
    }

    /// The address, with `{jumpcloud}` for the host of a ticket's region; `None` if it is as shipped.
    pub fn address(&self) -> Option<&InternalText> {
        self.address.as_ref()
    }

    /// What to do there; blank if it is as shipped.
    pub fn words(&self) -> &InternalText {
        &self.words
    }

    /// Whether customers may see it.
    pub fn is_released(&self) -> bool {
        self.for_customers
    }

    /// Whether the shipped drawing shows another page than this.
    pub fn looks_different(&self) -> bool {
        !self.path.is_empty() || !self.words.is_blank()
    }

    /// The same as it is typed.
    pub fn typed(&self) -> TypedPage {
        let path: Vec<&str> = self.path.iter().map(InternalText::for_insiders).collect();
        let address = self.address.as_ref().map_or("", InternalText::for_insiders);
        TypedPage {
            path: path.join(" > "),
            // The fields take whole addresses only.
            address: address.replace("{jumpcloud}", "console.jumpcloud.com"),
            words: self.words.for_insiders().to_owned(),
            for_customers: self.for_customers,
        }
    }

    /// The only way from here to customers.
    fn released(&self) -> Option<Released> {
        let open = |text: &InternalText| CustomerText::from(text.for_insiders());
        self.for_customers.then(|| Released {
            path: self.path.iter().map(open).collect(),
            address: self.address.as_ref().map(open),
            words: open(&self.words),
        })
    }
}

/// Who wrote an own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageOrigin {
    /// Somebody at this installation.
    Yours,
    /// Whoever gave a folder away.
    Pack,
}

/// All own pages, by step: one's own over those of folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnPages(BTreeMap<StepId, (OwnPage, PageOrigin)>);

impl OwnPages {
    /// The pages of folders.
    pub(super) fn of_packs(pages: impl IntoIterator<Item = OwnPage>) -> Self {
        let pages = pages.into_iter().map(|page| (page.step.clone(), (page, PageOrigin::Pack)));
        Self(pages.collect())
    }

    /// The pages of folders among these, with the installation's own over them.
    #[must_use]
    pub(super) fn with(&self, yours: Vec<OwnPage>) -> Self {
        let packs = self.0.iter().filter(|(_, (_, origin))| *origin == PageOrigin::Pack);
        let mut pages: BTreeMap<_, _> =
            packs.map(|(step, page)| (step.clone(), page.clone())).collect();
        pages.extend(yours.into_iter().map(|page| (page.step.clone(), (page, PageOrigin::Yours))));
        Self(pages)
    }

    /// The page of a step.
    pub fn get(&self, step: &StepId) -> Option<(&OwnPage, PageOrigin)> {
        self.0.get(step).map(|(page, origin)| (page, *origin))
    }

    /// The installation's own.
    pub fn yours(&self) -> impl Iterator<Item = &OwnPage> {
        let yours = self.0.values().filter(|(_, origin)| *origin == PageOrigin::Yours);
        yours.map(|(page, _)| page)
    }
}

/// A step and its place as customers see it.
#[derive(Clone, Debug)]
pub struct StepForCustomers<'a> {
    /// The step.
    pub step: Cow<'a, Step>,
    /// Its place.
    pub link: Option<Cow<'a, Link>>,
}

impl KnowledgeBase {
    /// How the page of a step looks here, if somebody said so.
    pub fn own_page(&self, step: &StepId) -> Option<(&OwnPage, PageOrigin)> {
        self.own_pages().get(step)
    }

    /// A step as customers see it: as shipped, or as somebody wrote it here and released it.
    pub fn for_customers<'a>(&'a self, step: &'a Step) -> StepForCustomers<'a> {
        let link = step.link.as_ref().and_then(|id| self.link(id));
        let as_shipped =
            || StepForCustomers { step: Cow::Borrowed(step), link: link.map(Cow::Borrowed) };
        let own = self.own_page(&step.id).map(|(page, _)| page);
        let Some((own, released)) = own.and_then(|page| Some((page, page.released()?))) else {
            return as_shipped();
        };
        let mut seen = as_shipped();
        if own.looks_different() {
            let step = seen.step.to_mut();
            step.scene = None;
            if !released.words.is_blank() {
                released.words.as_str().clone_into(&mut step.action);
                step.clicks.clear();
            }
        }
        seen.link = link.cloned().or_else(|| place_of(&released)).map(|link| {
            let mut link = link;
            if !released.path.is_empty() {
                link.breadcrumb = released.path.iter().map(|it| it.as_str().to_owned()).collect();
                link.formerly.clear();
            }
            if let Some(address) = &released.address {
                link.address = Some(address.as_str().to_owned());
            }
            Cow::Owned(link)
        });
        seen
    }
}

/// The place of a step that has none as shipped; `None` where no address says in which console.
fn place_of(released: &Released) -> Option<Link> {
    let address = released.address.as_ref()?.as_str();
    let is_at = |host: &str| address.starts_with(&format!("https://{host}"));
    let product = if address.contains("jumpcloud") {
        Product::Jumpcloud
    } else if is_at("admin.google.com") {
        Product::GoogleAdmin
    } else {
        Product::Google
    };
    Some(Link {
        id: LinkId::from("own-page"),
        product,
        page: released.path.last()?.as_str().to_owned(),
        breadcrumb: Vec::new(),
        formerly: Vec::new(),
        address: Some(address.to_owned()),
        otherwise: None,
        confidence: Confidence::Medium,
        unverified: None,
        checked: Date::default(),
    })
}

/// The file of own pages.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnPagesText {
    /// The pages.
    #[serde(default)]
    pub(super) page: Vec<OwnPage>,
}

/// Own pages as the text of a file.
///
/// # Errors
/// If they cannot be written as TOML.
pub fn own_pages_text(pages: Vec<OwnPage>) -> Result<String, toml::ser::Error> {
    toml::to_string(&OwnPagesText { page: pages })
}

/// The own pages in a text of such a file. Those that say nothing or lead elsewhere are left out.
///
/// # Errors
/// If it is not such a text.
pub fn own_pages_in(text: &str) -> Result<Vec<OwnPage>, toml::de::Error> {
    let mut pages = toml::from_str::<OwnPagesText>(text)?.page;
    pages.retain(|page| page.check().is_ok());
    Ok(pages)
}
