//! Changes of groups that were saved together: who left a group in the same save that tied the
//! directory to it is suspended by it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::entry::{LogEntry, clipped};
use crate::diagnosis::Answer;
use crate::evidence::answers::Answers;
use crate::evidence::reading::limits::REMEMBERED;

/// Changes saved together leave their entries within this time.
const ONE_SAVE: SignedDuration = SignedDuration::from_secs(10);
/// A user was separated from a group, or a directory tied to it.
#[derive(Debug)]
struct Change {
    at: Timestamp,
    summary: String,
}

/// Changes, by group.
type Changes = BTreeMap<String, Vec<Change>>;

/// Everything that was tied to groups and separated from them.
#[derive(Debug, Default)]
pub struct Saves {
    bound: Changes,
    removed: Changes,
    /// How many changes are remembered.
    count: usize,
}

impl Saves {
    /// Takes in that something was tied or separated.
    pub fn take(
        &mut self,
        entry: &LogEntry<'_>,
        at: Option<Timestamp>,
        summary: impl Fn() -> String,
    ) {
        let (Some(tie), Some(at)) = (&entry.tie, at) else { return };
        let Some(group) = tie.end("user_group") else { return };
        let changes = if tie.is_added && tie.end("g_suite").is_some() {
            &mut self.bound
        } else if !tie.is_added && tie.end("user").is_some() {
            &mut self.removed
        } else {
            return;
        };
        if self.count < REMEMBERED {
            self.count += 1;
            let group = changes.entry(clipped(&group.id).to_owned()).or_default();
            group.push(Change { at, summary: summary() });
        }
    }

    /// Whether users left a group in the same save that tied the directory to it.
    pub fn answer(&mut self, answers: &mut Answers) {
        self.bound.values_mut().for_each(|bound| bound.sort_by_key(|change| change.at));
        let both = self
            .removed
            .iter()
            .filter_map(|(group, removed)| Some((removed, self.bound.get(group)?)));
        let pairs = both.flat_map(|(removed, bound)| {
            removed
                .iter()
                .filter_map(|removed| nearest(removed, bound).map(|bound| (removed, bound)))
        });
        let apart =
            |(removed, bound): &(&Change, &Change)| removed.at.duration_since(bound.at).abs();
        let closest = pairs.min_by_key(apart).filter(|pair| apart(pair) <= ONE_SAVE);
        let first = |changes: &Changes| -> Option<String> {
            let first = changes.values().flatten().min_by_key(|change| change.at)?;
            Some(first.summary.clone())
        };
        if let Some((removed, bound)) = closest {
            let summary = format!("{}; {}", removed.summary, bound.summary);
            answers.add("change-and-bind-together", Answer::Yes, &summary);
        } else if let (Some(bound), Some(removed)) = (first(&self.bound), first(&self.removed)) {
            let summary = format!("not within {} s: {removed}; {bound}", ONE_SAVE.as_secs());
            answers.add("change-and-bind-together", Answer::No, &summary);
        }
    }
}

/// The change of several, sorted by time, that is the nearest to another one.
fn nearest<'c>(to: &Change, changes: &'c [Change]) -> Option<&'c Change> {
    let at = changes.partition_point(|change| change.at < to.at);
    let around = &changes[at.saturating_sub(1)..changes.len().min(at + 1)];
    around.iter().min_by_key(|change| change.at.duration_since(to.at).abs())
}
