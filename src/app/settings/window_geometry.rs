//! Where the window was, kept over restarts.

use serde::{Deserialize, Serialize};

/// Where the window was and how large, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowGeometry {
    /// Its upper left corner; `None` if it was not wholly on the first screen, so that a screen that
    /// was unplugged takes no window with it.
    pub at: Option<[f32; 2]>,
    /// Its size.
    pub size: [f32; 2],
    /// Whether it filled the screen.
    pub is_maximized: bool,
}
