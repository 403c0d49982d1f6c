//! Where in the window the technician is.

use serde::{Deserialize, Serialize};

use super::window_geometry::WindowGeometry;
use crate::kb::StepId;
use crate::ticket::TicketId;

/// The screens, in the order of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Screen {
    /// What the customer sees, and why.
    #[default]
    Diagnose,
    /// The steps of the fix in hand.
    Fix,
    /// The outcome and the checklist.
    WrapUp,
    /// What exported files show, in place of Diagnose.
    Files,
    /// The step alone, large, for a shared screen, with nothing of the ticket.
    Present,
}

impl Screen {
    /// All screens, in order.
    pub const ALL: [Self; 5] =
        [Self::Diagnose, Self::Fix, Self::WrapUp, Self::Files, Self::Present];
    /// The screens a call goes through, in order.
    pub const CALL: [Self; 3] = [Self::Diagnose, Self::Fix, Self::WrapUp];
    /// The screens of a ticket: all but the one that others see.
    pub const WORK: [Self; 4] = [Self::Diagnose, Self::Fix, Self::WrapUp, Self::Files];

    /// Its name in the window.
    pub fn name(self) -> &'static str {
        match self {
            Self::Diagnose => "Diagnose",
            Self::Fix => "Fix",
            Self::WrapUp => "Wrap up",
            Self::Files => "Exported files",
            Self::Present => "Present",
        }
    }
}

/// What lies over the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The ticket's reference, customer, user, account and region.
    Details,
    /// What happened to the ticket.
    History,
    /// How today's knowledge base differs from the ticket's.
    Changes,
    /// Import, backup, restore, purge.
    Maintenance,
    /// Every command by name.
    Palette,
    /// What the technician prefers.
    Preferences,
    /// Failures and decisions.
    Notices,
    /// The list of tickets, if there is no room for it beside the screen.
    Tickets,
    /// Every key.
    Keys,
    /// What came from the ticket system.
    Arrival,
    /// What this program is.
    About,
    /// How the page of the step in view looks here.
    OwnPage,
}

impl Overlay {
    /// All overlays.
    pub const ALL: [Self; 12] = [
        Self::Details,
        Self::History,
        Self::Changes,
        Self::Maintenance,
        Self::Palette,
        Self::Preferences,
        Self::Notices,
        Self::Tickets,
        Self::Keys,
        Self::Arrival,
        Self::About,
        Self::OwnPage,
    ];

    /// Whether it is about the open ticket.
    pub fn needs_ticket(self) -> bool {
        matches!(self, Self::Details | Self::History | Self::Changes | Self::OwnPage)
    }
}

/// Where the technician was, kept across restarts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// The open ticket.
    pub ticket: Option<TicketId>,
    /// The screen.
    pub screen: Screen,
    /// The step in view.
    pub step: Option<StepId>,
    /// Where the window was.
    #[serde(default)]
    pub window: Option<WindowGeometry>,
}
