//! A document as blocks, before it is written as a file. Its type says who may read it.

use std::marker::PhantomData;

pub use super::blocks::{
    Block, CellWords, Clicks, Image, Picture, Png, Strip, Table, TableCell, Tick, Tone,
};
use super::removal::Removal;
use super::speaker::Speaker;
use super::words::{Customers, Insiders, Span, Words, text_of};
use crate::kb::words::{Language, Phrase};
use crate::privacy::{CustomerText, InternalText};

/// Who sends a document, at its top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The name.
    pub company: Vec<Span>,
    /// The logo.
    pub logo: Option<Png>,
    /// The date.
    pub date: Vec<Span>,
    /// The ticket.
    pub reference: Vec<Span>,
}

/// What stands on every page of a document, in its language.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The language.
    pub language: Language,
    /// Who sends it, on the first page.
    pub head: Option<Head>,
    /// What stands at the bottom of every page; the title if it is empty.
    pub footer: Vec<Span>,
    /// The number of the page, with `{page}` and `{pages}`.
    pub page_of: String,
    /// What is said if the fonts lack characters.
    pub lacks_characters: String,
    /// What is said if a comment was cut.
    pub shortened: String,
}

impl Default for Frame {
    fn default() -> Self {
        let english = |phrase: Phrase| phrase.english().to_owned();
        Self {
            language: Language::En,
            head: None,
            footer: Vec::new(),
            page_of: english(Phrase::PageOf),
            lacks_characters: english(Phrase::LacksCharacters),
            shortened: english(Phrase::Shortened),
        }
    }
}

/// A document for the readers `A`.
#[derive(Clone, Debug)]
pub struct Document<A> {
    title: String,
    blocks: Vec<Block>,
    frame: Frame,
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
            frame: Frame::default(),
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

    /// Returns what stands on every page.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<Words<A>>) {
        self.blocks.push(Block::Heading(text.into().into_spans()));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<Words<A>>) {
        self.blocks.push(Block::Text(text.into().into_spans()));
    }

    /// Adds a paragraph that says for whom, when, or with what; nothing if it is empty.
    pub fn lead(&mut self, text: impl Into<Words<A>>) {
        let text = text.into();
        if !text.is_empty() {
            self.blocks.push(Block::Lead(text.into_spans()));
        }
    }

    /// Adds a remark; nothing if it is empty.
    pub fn note(&mut self, text: impl Into<Words<A>>) {
        let text = text.into();
        if !text.is_empty() {
            self.blocks.push(Block::Note(text.into_spans()));
        }
    }

    /// Adds strips, side by side: what each says beside its words, its heading, and its text.
    pub fn strips(&mut self, strips: Vec<(Tone, Words<A>, Words<A>)>) {
        let strip = |(tone, title, text): (Tone, Words<A>, Words<A>)| Strip {
            tone,
            title: title.into_spans(),
            text: text.into_spans(),
        };
        if !strips.is_empty() {
            self.blocks.push(Block::Strips(strips.into_iter().map(strip).collect()));
        }
    }

    /// Adds a table: the headings of its columns with their shares of the width, and its rows, each cell
    /// with what stands below it and what it says beside its words.
    pub fn table(&mut self, columns: Vec<(Words<A>, f32)>, rows: Vec<Vec<CellWords<A>>>) {
        let cell = |(text, below, tone): CellWords<A>| TableCell {
            text: text.into_spans(),
            below: below.map(Words::into_spans).unwrap_or_default(),
            tone,
        };
        let columns =
            columns.into_iter().map(|(title, share)| (title.into_spans(), share)).collect();
        let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// Adds a step: what it does, what to know before, its clicks with their notes, and what to see
    /// afterwards, beside the drawing of its page with its description and a caption.
    pub fn clicks(
        &mut self,
        title: Words<A>,
        [before, after]: [Vec<Words<A>>; 2],
        clicks: Vec<(Words<A>, Words<A>)>,
        picture: Option<(Words<A>, Image)>,
        caption: Words<A>,
    ) {
        let all = |texts: Vec<Words<A>>| {
            let texts = texts.into_iter().filter(|text| !text.is_empty());
            texts.map(Words::into_spans).collect()
        };
        let clicks = clicks.into_iter().map(|(text, note)| (text.into_spans(), note.into_spans()));
        let picture = picture
            .map(|(description, image)| Picture { description: description.into_spans(), image });
        let caption = caption.into_spans();
        let (title, items) = (title.into_spans(), clicks.collect());
        let (before, after) = (all(before), all(after));
        let clicks = Clicks { title, before, items, after, picture, caption };
        self.blocks.push(Block::Clicks(clicks));
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

impl Document<Customers> {
    /// Removes words from the title, all blocks, and the addresses they lead to, however they are
    /// spelled.
    pub fn remove_words(&mut self, words: &[String]) {
        let Some(removal) = Removal::of(words) else { return };
        let mut change = |span: &mut Span| removal.in_span(span);
        self.title = removal.in_text(&self.title);
        let Frame { head, footer, .. } = &mut self.frame;
        let head = head
            .iter_mut()
            .flat_map(|head| [&mut head.company, &mut head.date, &mut head.reference]);
        head.chain([footer]).flatten().for_each(&mut change);
        self.blocks.iter_mut().for_each(|block| block.each_span(&mut change));
    }

    /// Says who sends the document, in the language of the customer: the logo, the name, the date and the
    /// ticket at the top, and whom to ask at the bottom.
    pub fn framed(
        &mut self,
        speaker: &Speaker<'_>,
        logo: Option<Png>,
        [company, date, reference, footer]: [Words<Customers>; 4],
    ) {
        self.frame = Frame {
            language: speaker.language(),
            head: Some(Head {
                company: company.into_spans(),
                logo,
                date: date.into_spans(),
                reference: reference.into_spans(),
            }),
            footer: footer.into_spans(),
            page_of: speaker.template(Phrase::PageOf),
            lacks_characters: speaker.template(Phrase::LacksCharacters),
            shortened: speaker.template(Phrase::Shortened),
        };
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
