//! When knowledge was checked last, and what of it is old. The day of today comes from the caller.

use jiff::civil::Date;

use super::model::Cause;
use super::step::Step;
use super::{KnowledgeBase, LinkId, SourceId};

/// How many days after it was checked something counts as old where people read it: a year.
pub const STALE_DAYS: i32 = 365;

/// Whether `today` is more than `days` after the day on which something was checked.
pub fn is_stale(checked: Date, today: Date, days: i32) -> bool {
    (today - checked).get_days() > days
}

/// A link or a source that was not checked for long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Which one.
    pub what: Checked,
    /// The page that it is about.
    pub page: String,
    /// When somebody looked last.
    pub checked: Date,
    /// How many steps go there, or how many causes take their facts from there.
    pub used_by: usize,
}

/// Something that carries the day on which it was checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Checked {
    /// A link.
    Link(LinkId),
    /// A source.
    Source(SourceId),
}

impl KnowledgeBase {
    /// The day on which the facts of a cause were checked last: when the source that was not read for
    /// longest was. `None` if it names no source.
    pub fn cause_checked(&self, cause: &Cause) -> Option<Date> {
        cause.sources.iter().filter_map(|id| self.source(id)).map(|source| source.read).min()
    }

    /// The day on which a step was checked last: its page, or where it has none, the facts of its cause.
    pub fn step_checked(&self, cause: &Cause, step: &Step) -> Option<Date> {
        let link = step.link.as_ref().and_then(|id| self.link(id));
        link.map(|link| link.checked).or_else(|| self.cause_checked(cause))
    }

    /// The links and sources that were checked more than `days` before `today`, the oldest first.
    pub fn stale(&self, today: Date, days: i32) -> Vec<Stale> {
        let model = self.model();
        let of_causes = model.causes.iter().flat_map(|it| it.steps.iter().chain([&it.confirm]));
        let steps: Vec<&Step> = model.shared_steps.iter().chain(of_causes).collect();
        let links = model.links.iter().map(|link| Stale {
            what: Checked::Link(link.id.clone()),
            page: link.page.clone(),
            checked: link.checked,
            used_by: steps.iter().filter(|step| step.link.as_ref() == Some(&link.id)).count(),
        });
        let sources = model.sources.iter().map(|source| Stale {
            what: Checked::Source(source.id.clone()),
            page: source.title.clone(),
            checked: source.read,
            used_by: model.causes.iter().filter(|it| it.sources.contains(&source.id)).count(),
        });
        let mut stale: Vec<Stale> =
            links.chain(sources).filter(|it| is_stale(it.checked, today, days)).collect();
        stale.sort_by(|a, b| a.checked.cmp(&b.checked).then(a.what.cmp(&b.what)));
        stale
    }
}
