//! A monitor that is unplugged while something is presented.

use super::monitors::Monitors;
use super::state::State;

/// What was unplugged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplugged {
    /// The monitor that the shared view filled.
    Shared,
    /// The monitor of the technician's window, which the system moves onto another one, where others may
    /// see it.
    Own,
}

impl Unplugged {
    fn text(self) -> &'static str {
        match self {
            Self::Shared => {
                "The monitor of the shared view is gone; the shared view is a plain window now"
            }
            Self::Own => {
                "Your monitor is gone; this window was minimized, so that nobody sees it on the shared one"
            }
        }
    }
}

impl State {
    /// Takes in the monitors that are plugged in now. A shared view whose monitor is gone becomes a plain
    /// window. Returns what was unplugged, if a window is to be moved because of it.
    pub fn take_monitors(&mut self, now: Monitors) -> Option<Unplugged> {
        let before = std::mem::replace(&mut self.session.monitors, now);
        let now = &self.session.monitors;
        if now.all.is_empty() {
            return None;
        }
        let is_gone = |at: usize| before.all.get(at).is_some_and(|it| now.place_of(it).is_none());
        let second = self.presenting.second_window.as_mut()?;
        let shared = before.all.get(second.monitor?)?;
        second.monitor = now.place_of(shared);
        let gone = match second.monitor {
            None => Unplugged::Shared,
            Some(_) if before.own.is_some_and(is_gone) => Unplugged::Own,
            Some(_) => return None,
        };
        self.report_failure(gone.text());
        Some(gone)
    }
}
