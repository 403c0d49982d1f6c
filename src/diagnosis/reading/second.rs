//! Two problems in one text: statements that no cause explains together.

use std::ops::Range;

use super::parts::Part;
use super::statements::Statement;
use crate::kb::Stated;

/// How sure both statements have to be.
const LEAST_SURE: f64 = 0.6;
/// A cause that shows a symptom by less than this more than others do does not explain it.
const LEAST_SHOWN: f64 = 0.1;

/// The words of a second problem: what is surely stated in another sentence than the surest
/// statement, where no cause explains both.
pub(super) fn find(
    statements: &[Statement],
    shown: &[Statement],
    parts: &[Part],
    shown_by: &[(f64, Vec<(usize, f64)>)],
) -> Option<Range<usize>> {
    let yes = |it: &&Statement| it.stated == Stated::Yes && it.probability >= LEAST_SURE;
    let explains = |it: &Statement| {
        let by = shown_by[it.symptom].1.iter().filter(|(_, more)| *more >= LEAST_SHOWN);
        by.map(|(cause, _)| *cause).collect::<Vec<_>>()
    };
    let sentence = |it: &Statement| {
        let holds = |part: &&Part| {
            part.sentence.start <= it.words.start && it.words.end <= part.sentence.end
        };
        parts.iter().find(holds).map(|part| part.sentence.clone())
    };
    let mut problems: Vec<&Statement> = shown.iter().chain(statements.iter().filter(yes)).collect();
    problems.retain(|it| !explains(it).is_empty());
    let first = *problems.first()?;
    let first_causes = explains(first);
    let second = problems.into_iter().find(|other| {
        let apart = sentence(other) != sentence(first);
        apart && explains(other).iter().all(|cause| !first_causes.contains(cause))
    })?;
    Some(first.words.clone().max_by_start(second.words.clone()))
}

trait Later {
    fn max_by_start(self, other: Self) -> Self;
}

impl Later for Range<usize> {
    /// The one of two that begins later.
    fn max_by_start(self, other: Self) -> Self {
        if self.start >= other.start { self } else { other }
    }
}
