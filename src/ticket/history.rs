//! What is taken back of a ticket's history, and what can be taken back or brought back next.

use std::collections::BTreeSet;

use super::event::{Event, EventId, EventKind};

/// The events that are taken back. An undo that was itself taken back does not count.
pub fn undone(events: &[Event]) -> BTreeSet<EventId> {
    let mut undone = BTreeSet::new();
    for event in events.iter().rev() {
        if let EventKind::Undone { event: target } = &event.what
            && !undone.contains(&event.id)
        {
            undone.insert(*target);
        }
    }
    undone
}

/// The events that still stand, in order: undone ones and undos are left out.
pub fn standing(events: &[Event]) -> Vec<&Event> {
    let undone = undone(events);
    let stands = |event: &&Event| {
        !undone.contains(&event.id) && !matches!(event.what, EventKind::Undone { .. })
    };
    events.iter().filter(stands).collect()
}

/// Whether an event can be taken back at all: the beginning cannot, and an undo is brought back.
pub fn is_undoable(event: &Event) -> bool {
    !matches!(event.what, EventKind::Opened { .. } | EventKind::Undone { .. })
}

/// What an account did to a ticket, as far as it can be taken back or brought back.
#[derive(Debug, Default)]
struct Steps<'a> {
    /// What stands, the last at the end.
    done: Vec<&'a Event>,
    /// The undos that can be taken back, the last at the end.
    undos: Vec<&'a Event>,
}

impl<'a> Steps<'a> {
    fn of(events: &'a [Event], by: &str) -> Self {
        let mut steps = Self::default();
        for event in events {
            match &event.what {
                EventKind::Undone { event: target } => steps.undo(events, event, *target, by),
                _ if is_undoable(event) && event.by == by => {
                    steps.done.push(event);
                    // Whoever goes on from here cannot go back to what was taken back before.
                    steps.undos.clear();
                }
                _ => {}
            }
        }
        steps
    }

    /// An undo takes from what was done; an undo of an undo gives it back.
    fn undo(&mut self, events: &'a [Event], undo: &'a Event, target: EventId, by: &str) {
        if let Some(at) = self.undos.iter().position(|event| event.id == target) {
            let taken_back = self.undos.remove(at);
            if let EventKind::Undone { event: target } = taken_back.what {
                self.done.extend(events.iter().find(|event| event.id == target && event.by == by));
            }
            return;
        }
        self.done.retain(|event| event.id != target);
        if undo.by == by && events.iter().any(|event| event.id == target && is_undoable(event)) {
            self.undos.push(undo);
        }
    }
}

/// The last event of an account that can be taken back. What somebody else did meanwhile is not
/// taken back by this; the history names it, so that it is done knowingly.
pub fn last_undoable<'a>(events: &'a [Event], by: &str) -> Option<&'a Event> {
    Steps::of(events, by).done.pop()
}

/// The undo that taking back brings back what the account took back last, unless it has gone on
/// since.
pub fn last_redoable<'a>(events: &'a [Event], by: &str) -> Option<&'a Event> {
    Steps::of(events, by).undos.pop()
}
