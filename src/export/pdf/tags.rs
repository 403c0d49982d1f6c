//! The structure of a document for screen readers: headings, paragraphs, lists, quotes, links and
//! figures.

use krilla::tagging::{Identifier, Node as Leaf, TagGroup, TagKind, TagTree};

/// The index of a part of the content, which may span several pages.
pub type Part = usize;

/// A node in the structure of a document.
#[derive(Debug)]
pub enum Node {
    /// A tag with children.
    Group(TagKind, Vec<Node>),
    /// A part of the content.
    Part(Part),
}

impl Node {
    /// Creates a tag with children.
    pub fn group(tag: impl Into<TagKind>, children: Vec<Self>) -> Self {
        Self::Group(tag.into(), children)
    }

    fn into_leaves(self, drawn: &mut [Vec<Identifier>]) -> Vec<Leaf> {
        match self {
            Self::Part(part) => {
                let drawn = drawn.get_mut(part).map(std::mem::take).unwrap_or_default();
                drawn.into_iter().map(Leaf::from).collect()
            }
            Self::Group(tag, children) => {
                let children = children.into_iter().flat_map(|node| node.into_leaves(drawn));
                vec![TagGroup::with_children(tag, children.collect()).into()]
            }
        }
    }
}

/// Builds the structure, with what was drawn for each part.
pub fn tree(nodes: Vec<Node>, mut drawn: Vec<Vec<Identifier>>) -> TagTree {
    let leaves = nodes.into_iter().flat_map(|node| node.into_leaves(&mut drawn));
    TagTree::from(leaves.collect::<Vec<_>>())
}
