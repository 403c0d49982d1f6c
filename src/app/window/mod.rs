//! The window itself: opened, drawn frame by frame, watched and measured.
//!
//! ```text
//! start.rs     opens the window and the ticket store; graphics.rs what draws it, tried in order
//! app.rs       one frame
//! handle.rs    the window as the system's side knows it; geometry.rs where it is
//! gpu_loss.rs  notices a GPU that went away
//! measure.rs   start, memory and idle frames, for benchmarks
//! ```

pub mod app;
pub mod geometry;
mod gpu_loss;
pub mod graphics;
pub mod handle;
pub mod measure;
pub mod start;
