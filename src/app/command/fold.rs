//! The parts of the screens that fold.

/// A part of a screen that folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fold {
    /// The symptoms that are answered.
    Answered,
    /// The symptoms that would change the ranking most.
    Likely,
    /// All symptoms, by area.
    All,
    /// The symptoms of an area, by its place in the knowledge base.
    Area(usize),
    /// The causes that are hardly likely.
    Unlikely,
    /// The causes that are ruled out.
    RuledOut,
    /// All of a long complaint.
    Complaint,
    /// The files whose checks found nothing.
    Fine,
    /// The field for a note.
    Note,
    /// "If it looks different" below a step.
    Different,
    /// The methods of a fix.
    Methods,
    /// How to undo what was changed.
    Undo,
}

impl Fold {
    /// Whether it is open in a ticket nobody has touched.
    pub fn is_open_at_first(self) -> bool {
        matches!(self, Self::Answered | Self::Likely)
    }
}
