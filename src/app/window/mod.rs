//! The window itself: opened, drawn frame by frame, watched and measured.
//!
//! ```text
//! start.rs     opens the window and the ticket store; graphics.rs tries the backends in order
//! app.rs       one frame
//! handle.rs    the window as the platform knows it; geometry.rs where it is; monitors.rs on which monitors
//! gpu_loss.rs  detects the loss of the GPU
//! measure.rs   start, memory and idle frames, for benchmarks
//! ```

pub mod app;
pub mod geometry;
mod gpu_loss;
pub mod graphics;
pub mod handle;
pub mod measure;
mod monitors;
pub mod start;
