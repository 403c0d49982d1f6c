//! What a team promises, with a team store in memory. What PostgreSQL adds to it is tried by `tests/team`.

mod addresses;
mod arriving;
mod cut;
mod gone;
mod syncing;
