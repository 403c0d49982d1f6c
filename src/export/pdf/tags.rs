//! What each piece of a page is part of: headings, paragraphs, lists, quotes, links and figures.

use krilla::tagging::{Identifier, Node as Leaf, TagGroup, TagKind, TagTree};

/// A piece of content, wherever it stands on the pages.
pub type Part = usize;

/// A place in the structure of a document.
#[derive(Debug)]
pub enum Node {
    /// Something with parts.
    Group(TagKind, Vec<Node>),
    /// A part itself.
    Part(Part),
}

impl Node {
    /// Something with parts.
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

/// The structure, with what was drawn for each part.
pub fn tree(nodes: Vec<Node>, mut drawn: Vec<Vec<Identifier>>) -> TagTree {
    let leaves = nodes.into_iter().flat_map(|node| node.into_leaves(&mut drawn));
    TagTree::from(leaves.collect::<Vec<_>>())
}
