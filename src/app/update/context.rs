//! What commands and replies act on.

use std::sync::mpsc::Sender;

use crate::app::effects::platform::{Platform, PlatformReply};
use crate::app::effects::worker::Worker;
use crate::app::model::state::State;

/// What commands and replies act on.
pub struct UpdateContext<'a> {
    /// What the window shows.
    pub state: &'a mut State,
    /// The ticket store.
    pub worker: &'a mut Worker,
    /// The system.
    pub platform: &'a mut dyn Platform,
    /// Where the system replies.
    pub replies: &'a Sender<PlatformReply>,
}
