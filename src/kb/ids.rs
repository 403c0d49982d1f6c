//! The stable names of things in the knowledge base, each its own type so that one cannot stand in for another.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as it is written in the knowledge base.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )+};
}

ids! {
    /// Names a symptom.
    SymptomId,
    /// Names a cause.
    CauseId,
    /// Names one of the ways to repair a cause; unique within that cause.
    MethodId,
    /// Names a step; unique in the whole knowledge base.
    StepId,
    /// Names a link.
    LinkId,
    /// Names a source.
    SourceId,
    /// Names an answer to something that customers ask.
    AnswerId,
}

/// Whether `id` is kebab-case: lower-case letters and digits in parts joined by single hyphens.
pub fn is_kebab_case(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}
