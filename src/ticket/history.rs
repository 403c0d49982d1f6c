//! Undo and redo: which events of a ticket are undone, and which can be undone or redone next.

use std::collections::BTreeSet;

use super::event::{Event, EventId, EventKind};

/// Returns the events that are undone. An undo that was itself undone does not count.
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

/// Returns the events in effect, in order, without undone events and undos.
pub fn standing(events: &[Event]) -> Vec<&Event> {
    let undone = undone(events);
    let stands = |event: &&Event| {
        !undone.contains(&event.id) && !matches!(event.what, EventKind::Undone { .. })
    };
    events.iter().filter(stands).collect()
}

/// Returns whether an event can be undone at all. The opening cannot, and an undo is redone instead.
pub fn is_undoable(event: &Event) -> bool {
    !matches!(event.what, EventKind::Opened { .. } | EventKind::Undone { .. })
}

/// What one account did to a ticket and can undo or redo.
#[derive(Debug, Default)]
struct UndoStack<'a> {
    /// The events in effect, the latest last.
    done: Vec<&'a Event>,
    /// The undos that can be redone, the latest last.
    undos: Vec<&'a Event>,
}

impl<'a> UndoStack<'a> {
    fn of(events: &'a [Event], by: &str) -> Self {
        let mut stack = Self::default();
        for event in events {
            match &event.what {
                EventKind::Undone { event: target } => stack.undo(events, event, *target, by),
                _ if is_undoable(event) && event.by == by => {
                    stack.done.push(event);
                    // A new action ends the chance to redo what was undone before it.
                    stack.undos.clear();
                }
                _ => {}
            }
        }
        stack
    }

    /// An undo takes an event from `done`; undoing the undo puts it back.
    fn undo(&mut self, events: &'a [Event], undo: &'a Event, target: EventId, by: &str) {
        if let Some(at) = self.undos.iter().position(|event| event.id == target) {
            let redone = self.undos.remove(at);
            if let EventKind::Undone { event: target } = redone.what {
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

/// Returns the last event of an account that can be undone. What others did in the meantime is left
/// alone: the history undoes it by name, so that nobody does so by accident.
pub fn last_undoable<'a>(events: &'a [Event], by: &str) -> Option<&'a Event> {
    UndoStack::of(events, by).done.pop()
}

/// Returns the undo to be undone in order to redo what the account undid last; `None` if the account
/// has done something else since.
pub fn last_redoable<'a>(events: &'a [Event], by: &str) -> Option<&'a Event> {
    UndoStack::of(events, by).undos.pop()
}
