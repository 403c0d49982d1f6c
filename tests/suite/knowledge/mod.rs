//! The knowledge base, and the links it leads to.

mod article;
mod check;
mod freshness;
mod links;
mod packs;
