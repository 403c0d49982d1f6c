//! Requests to move the keyboard focus: into a text field, or to a pane of the window.

use crate::app::settings::navigation::Screen;

/// A text field that a command can put the cursor into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The search among tickets.
    Search,
    /// What the customer reports.
    Complaint,
    /// The note.
    Note,
    /// The path to save the checklist to.
    Path,
    /// The filter of symptoms.
    SymptomFilter,
    /// The filter of the users of both consoles.
    UserFilter,
}

/// A pane of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The list of tickets.
    Tickets,
    /// The question, or the steps of the fix.
    Main,
    /// The left side of the screen.
    Left,
    /// The right side of the screen.
    Right,
    /// The bar below a screen.
    Bottom,
    /// The bar at the top.
    Bar,
}

impl Pane {
    /// The panes of a screen, in the order in which F6 visits them.
    pub fn of(screen: Screen) -> &'static [Self] {
        match screen {
            Screen::Diagnose => &[Self::Tickets, Self::Main, Self::Left, Self::Right, Self::Bar],
            Screen::Fix | Screen::Files => {
                &[Self::Tickets, Self::Main, Self::Left, Self::Bottom, Self::Bar]
            }
            Screen::WrapUp => &[Self::Tickets, Self::Left, Self::Right, Self::Bar],
            Screen::Present => &[],
        }
    }
}

/// An answer at the end of a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndRow {
    /// It works.
    Works,
    /// Not yet.
    NotYet,
    /// Another method.
    OtherMethod,
    /// The next cause.
    NextCause,
}

/// Requests to move the keyboard focus.
#[derive(Clone, Debug, Default)]
pub struct FocusRequests {
    /// The field to put the cursor into.
    pub cursor_to: Option<Field>,
    /// The answer at the end of a fix to move the focus to.
    pub end_row: Option<EndRow>,
    /// The pane requested last.
    pane: Option<Pane>,
    /// Whether the focus has yet to move there.
    is_moving: bool,
}

impl FocusRequests {
    /// Asks for the focus to move to the next pane of a screen; after the last, to the first.
    pub fn next_pane(&mut self, screen: Screen) {
        let panes = Pane::of(screen);
        let at = panes.iter().position(|pane| Some(*pane) == self.pane);
        self.pane = at.map_or(panes.first(), |at| panes.get(at + 1).or(panes.first())).copied();
        self.is_moving = self.pane.is_some();
    }

    /// Drops the requests that the screen has not taken. Call once it is drawn: what is drawn only later
    /// must not take the focus from whatever has it then.
    pub fn drop_untaken(&mut self) {
        self.cursor_to = None;
        self.is_moving = false;
    }

    /// Whether this field is to get the cursor now. Answers yes only once per request.
    pub fn takes_cursor(&mut self, field: Field) -> bool {
        self.cursor_to.take_if(|asked| *asked == field).is_some()
    }

    /// Whether one of these panes is to get the focus now. Answers yes only once per request.
    pub fn enters(&mut self, panes: &[Pane]) -> bool {
        let is_meant = self.is_moving && self.pane.is_some_and(|pane| panes.contains(&pane));
        is_meant && std::mem::take(&mut self.is_moving)
    }
}
