//! One file a screen.

mod advice;
mod causes;
pub mod diagnose;
pub mod fix;
pub mod present;
mod step;
pub mod wrap_up;
