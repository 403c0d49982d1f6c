//! The ticket systems, and what the comments of each take, by its public documentation.

use serde::{Deserialize, Serialize};

use crate::export::comment::MOST_CHARS;

/// A ticket system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TicketSystem {
    /// Zendesk Support.
    Zendesk,
    /// Freshdesk.
    Freshdesk,
    /// Jira Service Management in the cloud.
    Jira,
    /// `HaloPSA`.
    HaloPsa,
    /// `ConnectWise` PSA.
    ConnectWise,
    /// `ServiceNow`.
    ServiceNow,
    /// Any other.
    #[default]
    Other,
}

/// How text is formatted in a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// HTML, pasted as formatted text.
    Html,
    /// No formatting.
    Plain,
}

impl TicketSystem {
    /// All systems, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Zendesk,
        Self::Freshdesk,
        Self::Jira,
        Self::HaloPsa,
        Self::ConnectWise,
        Self::ServiceNow,
        Self::Other,
    ];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zendesk => "Zendesk",
            Self::Freshdesk => "Freshdesk",
            Self::Jira => "Jira",
            Self::HaloPsa => "HaloPSA",
            Self::ConnectWise => "ConnectWise",
            Self::ServiceNow => "ServiceNow",
            Self::Other => "Another",
        }
    }

    /// Returns its name within a sentence.
    pub fn name_in_text(self) -> &'static str {
        match self {
            Self::Other => "your ticket system",
            known => known.name(),
        }
    }

    /// Returns the markup that its comments take.
    #[expect(clippy::match_same_arms, reason = "each has its own source")]
    pub fn markup(self) -> Markup {
        match self {
            // The editor takes Markdown as it is typed or pasted:
            // <https://support.zendesk.com/hc/en-us/articles/4408846544922-Formatting-text-with-Markdown>
            Self::Zendesk => Markup::Markdown,
            // The editor turns Markdown into formatted text:
            // <https://support.atlassian.com/jira-software-cloud/docs/markdown-and-keyboard-shortcuts/>
            Self::Jira => Markup::Markdown,
            // The documentation of notes is behind a login (<https://docs.connectwise.com/>). Notes show
            // Markdown; where an installation does not, it reads as plain text.
            Self::ConnectWise => Markup::Markdown,
            // Replies and notes are HTML: <https://developers.freshdesk.com/api/#reply_ticket>
            Self::Freshdesk => Markup::Html,
            // An action has its note as HTML (`note_html`): <https://halopsa.com/apidoc/resources/actions>
            Self::HaloPsa => Markup::Html,
            // A journal entry is a multi-line text box:
            // <https://www.servicenow.com/docs/r/platform-administration/c_JournalFields.html>
            Self::ServiceNow | Self::Other => Markup::Plain,
        }
    }

    /// Returns the length that a comment may have with its markup: bytes if it has any, which are safe
    /// where the limit is in characters, too; characters if it is plain.
    #[expect(clippy::match_same_arms, reason = "each has its own source")]
    pub fn most(self) -> usize {
        match self {
            // "~65,000", depending on encoding and markup:
            // <https://support.zendesk.com/hc/en-us/community/posts/4719863289498>
            Self::Zendesk => 65_000,
            // The longest text of a text field (`maxLength`):
            // <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-contexts/>
            Self::Jira => 32_767,
            // None of the three states a limit in public; this is the least of those that do and take as
            // much as a document needs.
            Self::Freshdesk | Self::HaloPsa | Self::ConnectWise => 32_767,
            // Multi-line text fields, by default:
            // <https://www.servicenow.com/docs/r/platform-administration/t_TextFieldCharacterCounter.html>
            Self::ServiceNow | Self::Other => MOST_CHARS,
        }
    }
}
