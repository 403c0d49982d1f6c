//! Where the window was, kept across restarts.

use serde::{Deserialize, Serialize};

/// Where the window was and how large, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowGeometry {
    /// Its upper left corner; `None` if it was not entirely on the first screen, so that it never opens
    /// on a screen that has been unplugged.
    pub at: Option<[f32; 2]>,
    /// Its size.
    pub size: [f32; 2],
    /// Whether it filled the screen.
    pub is_maximized: bool,
}
