//! Draws the state and returns commands; changes nothing but what is being typed or chosen.
//!
//! ```text
//! root.rs            everything in its place
//! layout.rs          how much room there is; scroll areas and frames
//! screens/           one file a screen
//! overlays/          one file a thing that lies over a screen
//! parts/             what several of them are made of
//! widgets.rs         the few controls drawn our own way
//! focus.rs           the focus ring, panes, and the focus of overlays
//! keys.rs            which commands' keys were pressed
//! palette_search.rs  what the palette finds
//! ```

mod focus;
pub mod keys;
pub mod layout;
pub mod overlays;
pub mod palette_search;
pub mod parts;
pub mod root;
mod screens;
mod widgets;
