//! The window, by accessible name and by key.

mod about;
mod advice;
mod answers;
mod arriving;
mod before;
mod comfort;
mod crash;
mod customer;
mod drop;
mod exported_files;
mod finding;
mod geometry;
mod graphics;
mod keyboard;
mod monitors;
mod own_page;
mod packs;
mod present;
mod proof;
mod quick;
mod screens;
mod stumbles;
mod symptoms;
mod typing;
mod untouched;
pub(crate) mod walk;
mod wrap_up;
