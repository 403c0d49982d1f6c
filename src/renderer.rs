//! The renderer of the window, as it can be chosen.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// A choice of renderer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Renderer {
    /// The one that suits the system best, else the others in turn.
    #[default]
    Auto,
    /// Direct3D 12, Vulkan or Metal.
    Wgpu,
    /// OpenGL.
    Glow,
}

impl Renderer {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Wgpu, Self::Glow];

    /// Returns the renderer as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "Automatic",
            Self::Wgpu if cfg!(windows) => "Direct3D or Vulkan",
            Self::Wgpu if cfg!(target_os = "macos") => "Metal",
            Self::Wgpu => "Vulkan",
            Self::Glow => "OpenGL",
        }
    }
}
