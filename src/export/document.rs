//! A document as blocks, before it becomes a file. Who may read it is part of its type.

use std::marker::PhantomData;
use std::mem::discriminant;
use std::sync::Arc;

use super::words::{Customers, Insiders, Span, Words, text_of};
use crate::privacy::redaction::take_out;
use crate::privacy::{CustomerText, InternalText};

/// How a line of a checklist ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It was done, or answered with yes.
    Done,
    /// It was not done, or answered with no.
    Left,
    /// It was done without effect, or nobody could tell.
    Unclear,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the title.
    Heading(Vec<Span>),
    /// A paragraph.
    Text(Vec<Span>),
    /// A name and a value.
    Fact(Vec<Span>, Vec<Span>),
    /// A line that was ticked or not, with smaller lines below it.
    Item {
        /// How it ended.
        tick: Tick,
        /// What it says.
        text: Vec<Span>,
        /// What belongs to it.
        below: Vec<Vec<Span>>,
    },
    /// What the customer sent, word for word.
    Quote(String),
    /// A page to look at: its title and its address.
    Link(Vec<Span>, String),
    /// A picture.
    Picture(Picture),
}

impl Block {
    /// Whether both are of one kind, and so lines of one list where their kind makes lists.
    pub fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

impl Block {
    /// Does something with every text in it.
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
            Self::Picture(picture) => all(&mut picture.says),
            Self::Quote(text) => change(text),
        }
    }
}

/// A picture in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it shows, in words, for who cannot see it.
    pub says: Vec<Span>,
    /// The picture itself.
    pub png: Png,
}

/// A picture as a PNG file.
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

/// A document that the customer may read.
pub type CustomerDocument = Document<Customers>;

/// A document that stays inside.
pub type InternalDocument = Document<Insiders>;

impl<A> Document<A> {
    /// An empty document.
    pub fn new(title: impl Into<Words<A>>) -> Self {
        Self {
            title: text_of(&title.into().into_spans()),
            blocks: Vec::new(),
            readers: PhantomData,
        }
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Takes words out of everything in it, however they are written.
    pub fn take_out(&mut self, words: &[String]) {
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

    /// Adds a name and what the customer told of it, unless that is blank.
    pub fn told(&mut self, name: &'static str, value: &CustomerText) {
        if !value.is_blank() {
            self.fact(name, value);
        }
    }

    /// Adds a line that was ticked or not.
    pub fn item(&mut self, tick: Tick, text: impl Into<Words<A>>, below: Vec<Words<A>>) {
        let below = below.into_iter().map(Words::into_spans).collect();
        self.blocks.push(Block::Item { tick, text: text.into().into_spans(), below });
    }

    /// Adds a picture, and what it shows in words.
    pub fn picture(&mut self, says: impl Into<Words<A>>, png: Png) {
        self.blocks.push(Block::Picture(Picture { says: says.into().into_spans(), png }));
    }
}

impl Document<Insiders> {
    /// Adds what was pasted, word for word.
    pub fn quote(&mut self, text: &InternalText) {
        if !text.is_blank() {
            self.blocks.push(Block::Quote(text.for_insiders().to_owned()));
        }
    }

    /// Adds a page to look at.
    pub fn link(&mut self, title: impl Into<Words<Insiders>>, address: &str) {
        self.blocks.push(Block::Link(title.into().into_spans(), address.to_owned()));
    }
}
