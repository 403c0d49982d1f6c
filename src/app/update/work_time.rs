//! Counts the time that somebody works on the open ticket.

use super::UpdateContext;
use crate::app::effects::worker::Request;
use crate::app::model::work_clock::Span;
use crate::ticket::EventKind;

impl UpdateContext<'_> {
    /// Counts the work of this frame: `is_in_front` is whether the window has the focus, `is_active`
    /// whether somebody moved the mouse, clicked or typed.
    pub fn count_work(&mut self, is_in_front: bool, is_active: bool) {
        let state = &mut *self.state;
        // What only a newer version knows all of is read, not worked on.
        let open = state.open.as_ref().filter(|open| !open.ticket().is_newer);
        let span = match open {
            Some(open) if is_in_front && is_active => {
                state.work_clock.work(open.ticket().id, state.session.now)
            }
            Some(_) if is_in_front => None,
            _ => state.work_clock.stop(),
        };
        self.store_work(span);
    }

    /// Stores the time counted so far.
    pub fn stop_work(&mut self) {
        let span = self.state.work_clock.stop();
        self.store_work(span);
    }

    fn store_work(&mut self, span: Option<Span>) {
        if let Some(Span { ticket, from, until }) = span {
            self.worker.ask(Request::Record(ticket, vec![EventKind::Worked { from, until }]));
        }
    }
}
