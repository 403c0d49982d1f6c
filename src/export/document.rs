//! A document as blocks, before it is written as a file. Its type says who may read it.

use std::marker::PhantomData;
use std::mem::discriminant;
use std::sync::Arc;

use super::words::{Customers, Insiders, Span, Words, text_of};
use crate::drawing::Sketch;
use crate::kb::scene::Click;
use crate::privacy::redaction::take_out;
use crate::privacy::{CustomerText, InternalText};

/// The mark of an item in a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Done, or answered with yes.
    Done,
    /// Not done, or answered with no.
    Left,
    /// Done without effect, or answered with can't tell.
    Unclear,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading below the title.
    Heading(Vec<Span>),
    /// A paragraph.
    Text(Vec<Span>),
    /// A name and a value.
    Fact(Vec<Span>, Vec<Span>),
    /// An item with a mark, and details below it.
    Item {
        /// The mark.
        tick: Tick,
        /// The text.
        text: Vec<Span>,
        /// The details, a line each.
        below: Vec<Vec<Span>>,
    },
    /// A verbatim quote of what the customer sent.
    Quote(String),
    /// A link: its title and its address.
    Link(Vec<Span>, String),
    /// A picture.
    Picture(Picture),
}

impl Block {
    /// Returns whether both blocks are of the same kind and can share a list.
    pub fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

impl Block {
    /// Changes every text in the block.
    fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        let mut all =
            |spans: &mut Vec<Span>| spans.iter_mut().for_each(|span| change(&mut span.text));
        match self {
            Self::Heading(text) | Self::Text(text) => all(text),
            Self::Fact(name, value) => {
                all(name);
                all(value);
            }
            Self::Item { text, below, .. } => {
                all(text);
                below.iter_mut().for_each(all);
            }
            Self::Link(title, _) => all(title),
            Self::Picture(picture) => all(&mut picture.description),
            Self::Quote(text) => change(text),
        }
    }
}

/// A picture in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it shows, in words.
    pub description: Vec<Span>,
    /// The image.
    pub image: Image,
}

/// What a picture is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Image {
    /// Pixels.
    Png(Png),
    /// The drawing of a page, and what to do on it.
    Drawing(Sketch, Vec<Click>),
}

impl From<Png> for Image {
    fn from(png: Png) -> Self {
        Self::Png(png)
    }
}

/// An image as a PNG file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Png {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The bytes of the file.
    pub bytes: Arc<[u8]>,
}

/// A document for the readers `A`.
#[derive(Clone, Debug)]
pub struct Document<A> {
    title: String,
    blocks: Vec<Block>,
    readers: PhantomData<A>,
}

/// A document for the customer.
pub type CustomerDocument = Document<Customers>;

/// A document for the helpdesk.
pub type InternalDocument = Document<Insiders>;

impl<A> Document<A> {
    /// Creates an empty document.
    pub fn new(title: impl Into<Words<A>>) -> Self {
        Self {
            title: text_of(&title.into().into_spans()),
            blocks: Vec::new(),
            readers: PhantomData,
        }
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Removes words from the title and all blocks, however they are spelled.
    pub fn remove_words(&mut self, words: &[String]) {
        if words.is_empty() {
            return;
        }
        self.title = take_out(&self.title, words);
        for block in &mut self.blocks {
            block.each_text(&mut |text| *text = take_out(text, words));
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<Words<A>>) {
        self.blocks.push(Block::Heading(text.into().into_spans()));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<Words<A>>) {
        self.blocks.push(Block::Text(text.into().into_spans()));
    }

    /// Adds a name and a value.
    pub fn fact(&mut self, name: impl Into<Words<A>>, value: impl Into<Words<A>>) {
        self.blocks.push(Block::Fact(name.into().into_spans(), value.into().into_spans()));
    }

    /// Adds a name and a value, unless the value is blank.
    pub fn fact_unless_blank(&mut self, name: &'static str, value: &CustomerText) {
        if !value.is_blank() {
            self.fact(name, value);
        }
    }

    /// Adds an item with a mark.
    pub fn item(&mut self, tick: Tick, text: impl Into<Words<A>>, below: Vec<Words<A>>) {
        let below = below.into_iter().map(Words::into_spans).collect();
        self.blocks.push(Block::Item { tick, text: text.into().into_spans(), below });
    }

    /// Adds a picture and its description.
    pub fn picture(&mut self, description: impl Into<Words<A>>, image: impl Into<Image>) {
        let (description, image) = (description.into().into_spans(), image.into());
        self.blocks.push(Block::Picture(Picture { description, image }));
    }
}

impl Document<Insiders> {
    /// Adds a verbatim quote, unless it is blank.
    pub fn quote(&mut self, text: &InternalText) {
        if !text.is_blank() {
            self.blocks.push(Block::Quote(text.for_insiders().to_owned()));
        }
    }

    /// Adds a link.
    pub fn link(&mut self, title: impl Into<Words<Insiders>>, address: &str) {
        self.blocks.push(Block::Link(title.into().into_spans(), address.to_owned()));
    }
}
