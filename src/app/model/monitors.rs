//! The monitors of this computer.

/// A monitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Monitor {
    /// What the system calls it; `None` if it has no name.
    pub name: Option<String>,
    /// Its upper left corner on the desktop, in pixels.
    pub at: [i32; 2],
    /// Its size, in pixels.
    pub size: [u32; 2],
}

/// The monitors that are plugged in, in the order of the system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Monitors {
    /// All of them; empty if the system does not tell.
    pub all: Vec<Monitor>,
    /// The place of the one that the window is on; `None` if the system does not tell.
    pub own: Option<usize>,
}

impl Monitors {
    /// Where a second window is to be: on the monitor that is preferred, by its number from 1, if it is
    /// there, else on one that the window is not on. `None` for a plain window.
    pub fn for_second_window(&self, preferred: Option<u8>) -> Option<usize> {
        let preferred = preferred.map(|number| usize::from(number.saturating_sub(1)));
        let others = (0..self.all.len()).filter(|at| self.own.is_some_and(|own| own != *at));
        preferred.filter(|at| *at < self.all.len()).or_else(|| others.min())
    }

    /// The place of a monitor among these; `None` if it is gone.
    pub(super) fn place_of(&self, monitor: &Monitor) -> Option<usize> {
        // One that another resolution was chosen for is still there.
        let is_it = |other: &&Monitor| match (&monitor.name, &other.name) {
            (Some(name), Some(other)) => name == other,
            _ => monitor.at == other.at,
        };
        self.all.iter().position(|other| is_it(&other))
    }
}
