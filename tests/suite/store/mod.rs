//! What the store promises.

mod customers;
mod events;
mod faults;
mod fold;
mod handed_over;
mod history;
mod lists;
mod maintenance;
mod order;
pub(crate) mod secrets;
mod two_windows;
mod waits;
