//! Moving within lists.

/// The element after `one`; after the last, the first.
pub fn after<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    let at = all.iter().position(|other| *other == one).map_or(0, |at| at + 1);
    all.get(at).or(all.first()).copied().unwrap_or(one)
}

/// The row `by` rows further down a list of `rows`, up if negative; from no row, the first or the last.
/// `None` if the list is empty.
pub fn moved(at: Option<usize>, by: i32, rows: usize) -> Option<usize> {
    let last = i64::try_from(rows).ok()?.checked_sub(1).filter(|last| *last >= 0)?;
    let from = at.and_then(|at| i64::try_from(at).ok());
    let to = match from {
        Some(from) => from + i64::from(by),
        None if by > 0 => 0,
        None => last,
    };
    usize::try_from(to.clamp(0, last)).ok()
}
