//! Draws the state and returns commands. Changes nothing but what is being typed or chosen.
//!
//! ```text
//! root.rs            the whole window
//! layout.rs          available room, scroll areas and margins
//! screens/           one file per screen
//! overlays/          one file per overlay
//! parts/             what screens and overlays share
//! widgets/           the few controls that the design draws its own way
//! focus.rs           the focus ring, panes, and the focus of overlays
//! keys.rs            which commands were asked for by key
//! shortcut.rs        keys as they are shown
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
mod shortcut;
mod widgets;
