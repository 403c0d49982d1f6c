//! Where the keyboard focus is to go: a field that is to get the cursor, a pane of the window.

/// A text field that the cursor can be put into by a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The search among tickets.
    Search,
    /// What the customer reports.
    Complaint,
    /// The note.
    Note,
    /// Where the checklist is to be saved.
    Path,
}

/// A pane of the window, in the order in which F6 visits them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The bar at the top.
    Bar,
    /// The list of tickets.
    Tickets,
    /// What is left on the screen.
    Left,
    /// What is right on the screen.
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

/// Where the keyboard focus is to go.
#[derive(Clone, Debug, Default)]
pub struct FocusRequests {
    /// The field that is to get the cursor.
    pub cursor_to: Option<Field>,
    /// The pane that was asked for last.
    pane: Pane,
    /// Whether the focus is still on its way there.
    is_moving: bool,
}

impl FocusRequests {
    /// Asks for the focus to move to the next pane.
    pub fn next_pane(&mut self) {
        self.pane = self.pane.next();
        self.is_moving = true;
    }

    /// Whether this field is to get the cursor now. Asked once: the request is gone after that.
    pub fn takes_cursor(&mut self, field: Field) -> bool {
        self.cursor_to.take_if(|asked| *asked == field).is_some()
    }

    /// Whether one of these panes is to get the focus now. Asked once: the request is gone after that.
    pub fn enters(&mut self, panes: &[Pane]) -> bool {
        self.is_moving && panes.contains(&self.pane) && std::mem::take(&mut self.is_moving)
    }
}
