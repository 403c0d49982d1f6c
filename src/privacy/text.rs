//! Text that a customer may read, and text that stays inside, as types of their own.

use serde::{Deserialize, Serialize};

/// Text that may stand in a document for the customer: their reference, their name, their user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerText(String);

impl CustomerText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&str> for CustomerText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Text that stays inside: notes, and what was pasted. It has no `Display` and turns into a string
/// only by [`InternalText::for_insiders`], so that no document for the customer takes it.
///
/// ```compile_fail
/// use syncmend::export::CustomerDocument;
/// use syncmend::privacy::InternalText;
/// let mut document = CustomerDocument::new("HD-1");
/// document.paragraph(&InternalText::from("the caller was rude"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InternalText(String);

impl InternalText {
    /// The text, for the technician's own eyes.
    pub fn for_insiders(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&str> for InternalText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Debug output goes to panics and logs, which never hold what was pasted.
impl std::fmt::Debug for InternalText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InternalText({} bytes)", self.0.len())
    }
}
