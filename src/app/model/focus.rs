//! Requests to move the keyboard focus: into a text field, or to a pane of the window.

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
}

/// A pane of the window, in the order in which F6 visits them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The bar at the top.
    Bar,
    /// The list of tickets.
    Tickets,
    /// The left side of the screen.
    Left,
    /// The right side of the screen.
    #[default]
    Right,
}

impl Pane {
    /// The pane after this one.
    fn next(self) -> Self {
        match self {
            Self::Bar => Self::Tickets,
            Self::Tickets => Self::Left,
            Self::Left => Self::Right,
            Self::Right => Self::Bar,
        }
    }
}

/// Requests to move the keyboard focus.
#[derive(Clone, Debug, Default)]
pub struct FocusRequests {
    /// The field to put the cursor into.
    pub cursor_to: Option<Field>,
    /// The pane requested last.
    pane: Pane,
    /// Whether the focus has yet to move there.
    is_moving: bool,
}

impl FocusRequests {
    /// Asks for the focus to move to the next pane.
    pub fn next_pane(&mut self) {
        self.pane = self.pane.next();
        self.is_moving = true;
    }

    /// Whether this field is to get the cursor now. Answers yes only once per request.
    pub fn takes_cursor(&mut self, field: Field) -> bool {
        self.cursor_to.take_if(|asked| *asked == field).is_some()
    }

    /// Whether one of these panes is to get the focus now. Answers yes only once per request.
    pub fn enters(&mut self, panes: &[Pane]) -> bool {
        self.is_moving && panes.contains(&self.pane) && std::mem::take(&mut self.is_moving)
    }
}
