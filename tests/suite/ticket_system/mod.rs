//! The way to and from the ticket system.

mod arrivals;
mod comments;
mod hostile;
