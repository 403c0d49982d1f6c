//! A document as a comment: in the markup of the ticket system, and no longer than it takes.

use super::part::Part;
use super::system::{Markup, TicketSystem};
use super::{html, markdown};
use crate::export::{
    Audience, Block, Document, DocumentContext, for_customers, for_insiders, plain_comment,
    with_secrets_masked,
};

/// A comment, ready to be pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment in the markup of the ticket system.
    pub text: String,
    /// The same without markup, if `text` is HTML: for fields that take no formatted text.
    pub plain: Option<String>,
}

/// Returns a comment about a ticket: the checklist of the helpdesk as an internal note, or the customer's
/// document as a public reply.
pub fn comment(context: &DocumentContext<'_>, system: TicketSystem, audience: Audience) -> Comment {
    with_secrets_masked(context, |context| match audience {
        Audience::Internal => written(&for_insiders(context), system),
        Audience::Customer => written(&for_customers(context), system),
    })
}

fn written<A>(document: &Document<A>, system: TicketSystem) -> Comment {
    let most = system.most();
    match system.markup() {
        Markup::Plain => Comment { text: plain_comment(document, most), plain: None },
        Markup::Markdown => Comment { text: within(document, most, markdown::write), plain: None },
        Markup::Html => Comment {
            text: within(document, most, html::write),
            plain: Some(plain_comment(document, most)),
        },
    }
}

/// Writes as many of the blocks as fit, whole, so that no markup stays open. A quote that does not fit
/// is shortened.
fn within<A>(document: &Document<A>, most: usize, write: impl Fn(&Part<'_>) -> String) -> String {
    let frame = document.frame();
    let part = |blocks: &[Block], is_cut: bool| {
        write(&Part {
            title: document.title(),
            blocks,
            footer: &frame.footer,
            shortened: is_cut.then_some(&frame.shortened),
        })
    };
    let blocks = document.blocks();
    let whole = part(blocks, false);
    if whole.len() <= most {
        return whole;
    }
    let fits = |count: usize| part(&blocks[..count], true).len() <= most;
    let mut kept = blocks[..most_that_fit(blocks.len(), fits)].to_vec();
    if let Some(Block::Quote(text)) = blocks.get(kept.len()) {
        let begun = |chars: usize| Block::Quote(text.chars().take(chars).collect());
        let with = |chars: usize| [&kept[..], &[begun(chars)]].concat();
        let chars =
            most_that_fit(text.chars().count(), |chars| part(&with(chars), true).len() <= most);
        if chars > 0 {
            kept = with(chars);
        }
    }
    part(&kept, true)
}

/// The largest number up to `most` that fits, if each smaller one fits too; 0 if none does.
fn most_that_fit(most: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(middle) { low = middle } else { high = middle - 1 }
    }
    low
}
