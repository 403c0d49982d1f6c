//! What draws the window, as it can be asked for.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Renderer {
    /// The one that suits the system, then the others.
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

    /// The renderer as it is shown.
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
