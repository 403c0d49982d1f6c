//! Undo and redo: which events of a ticket are undone, and which can be undone or redone next.

use std::collections::BTreeSet;

use super::event::{Event, EventKind};
use super::ids::{EventId, SeatId};

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

/// Returns whether an event can be undone at all. The opening and counted time cannot,
/// and an undo is redone instead.
pub fn is_undoable(event: &Event) -> bool {
    !matches!(
        event.what,
        EventKind::Opened { .. }
            | EventKind::Undone { .. }
            | EventKind::Worked { .. }
            | EventKind::Unknown(_)
    )
}

/// Whoever undoes: an account on a seat.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// The system account.
    pub account: &'a str,
    /// The seat. Events from before there were seats count as its own.
    pub seat: SeatId,
}

impl Author<'_> {
    fn has_done(self, event: &Event) -> bool {
        let seat = event.stamp.map_or(SeatId::BEFORE_SEATS, |stamp| stamp.seat);
        event.by == self.account && [self.seat, SeatId::BEFORE_SEATS].contains(&seat)
    }
}

/// What one author did to a ticket and can undo or redo.
#[derive(Debug, Default)]
struct UndoStack<'a> {
    /// The events in effect, the latest last.
    done: Vec<&'a Event>,
    /// The undos that can be redone, the latest last.
    undos: Vec<&'a Event>,
}

impl<'a> UndoStack<'a> {
    fn of(events: &'a [Event], author: Author<'_>) -> Self {
        let mut stack = Self::default();
        for event in events {
            match &event.what {
                EventKind::Undone { event: target } => stack.undo(events, event, *target, author),
                _ if is_undoable(event) && author.has_done(event) => {
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
    fn undo(&mut self, events: &'a [Event], undo: &'a Event, target: EventId, author: Author<'_>) {
        if let Some(at) = self.undos.iter().position(|event| event.id == target) {
            let redone = self.undos.remove(at);
            if let EventKind::Undone { event: target } = redone.what {
                let own = |event: &&Event| event.id == target && author.has_done(event);
                self.done.extend(events.iter().find(own));
            }
            return;
        }
        self.done.retain(|event| event.id != target);
        if author.has_done(undo)
            && events.iter().any(|event| event.id == target && is_undoable(event))
        {
            self.undos.push(undo);
        }
    }
}

/// Returns the last event of an author that can be undone. What others did in the meantime is left
/// alone: the history undoes it by name, so that nobody does so by accident.
pub fn last_undoable<'a>(events: &'a [Event], author: Author<'_>) -> Option<&'a Event> {
    UndoStack::of(events, author).done.pop()
}

/// Returns the undo to be undone in order to redo what the author undid last; `None` if the author
/// has done something else since.
pub fn last_redoable<'a>(events: &'a [Event], author: Author<'_>) -> Option<&'a Event> {
    UndoStack::of(events, author).undos.pop()
}
