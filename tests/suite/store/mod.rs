//! What the store promises.

mod customers;
mod early;
mod events;
mod faults;
mod fold;
mod forgetting;
mod handed_over;
mod history;
mod lists;
mod maintenance;
mod order;
mod recognition;
pub(crate) mod secrets;
mod two_windows;
mod waits;
mod work_time;
