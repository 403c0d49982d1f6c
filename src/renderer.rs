//! What draws the window, as it can be asked for.

use clap::ValueEnum;

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// The one that suits the system, then the other.
    #[default]
    Auto,
    /// Direct3D 12, Vulkan or Metal.
    Wgpu,
    /// OpenGL.
    Glow,
}
