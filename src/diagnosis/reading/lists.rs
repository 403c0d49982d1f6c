//! Many short lists in one piece of memory: one of its own for each would take more room than the
//! lists, and longer.

use serde::{Deserialize, Serialize};

/// Lists, each by its number.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    /// Where each list ends; it starts where the one before ends.
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a list.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len() as u32);
    }

    /// The list of that number.
    pub(super) fn get(&self, at: u32) -> &[T] {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..self.ends[at] as usize]
    }

    /// The lists in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.ends.len() as u32).map(|at| self.get(at))
    }

    /// Lists of what stands in which list: one for each of so many `keys`, with the number of every
    /// list that has an item of that key and the item, in order.
    pub(super) fn by_key(&self, keys: usize, key: impl Fn(&T) -> u32) -> Lists<(u32, T)> {
        let Some(&first) = self.items.first() else {
            return Lists { items: Vec::new(), ends: vec![0; keys] };
        };
        // Where the next item of each key goes: first the start of its list, in the end its end.
        let mut next = vec![0_u32; keys];
        for item in &self.items {
            next[key(item) as usize] += 1;
        }
        let mut start = 0;
        for place in &mut next {
            start += std::mem::replace(place, start);
        }
        let mut items = vec![(0, first); self.items.len()];
        for (number, list) in (0..).zip(self.iter()) {
            for &item in list {
                let place = &mut next[key(&item) as usize];
                items[*place as usize] = (number, item);
                *place += 1;
            }
        }
        Lists { items, ends: next }
    }

    /// Changes the items of each list.
    pub(super) fn each_mut(&mut self, mut change: impl FnMut(&mut [T])) {
        let mut start = 0;
        for &end in &self.ends {
            change(&mut self.items[start..end as usize]);
            start = end as usize;
        }
    }

    /// The same lists of other items, in no more memory than they need.
    pub(super) fn map<U>(mut self, change: impl Fn(T) -> U) -> Lists<U> {
        self.ends.shrink_to_fit();
        let items: Box<[U]> = self.items.into_iter().map(change).collect();
        Lists { items: items.into_vec(), ends: self.ends }
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn lists_are_found_again_by_number_and_by_what_stands_in_them() {
        let mut lists = Lists::default();
        lists.push([2, 0]);
        lists.push([]);
        lists.push([0]);
        let all: Vec<&[u32]> = lists.iter().collect();
        assert_eq!(all, [&[2, 0][..], &[], &[0]]);
        let by_item = lists.by_key(4, |&item| item);
        let all: Vec<&[(u32, u32)]> = by_item.iter().collect();
        assert_eq!(all, [&[(0, 0), (2, 0)][..], &[], &[(0, 2)], &[]]);
    }
}
