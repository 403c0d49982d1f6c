//! What can draw the window. The one that drew the last window is kept over restarts.

use std::fmt;

use crate::renderer::Renderer;

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphicsBackend {
    /// Windows' own, which works without a GPU, too.
    Direct3d12,
    /// macOS' own.
    Metal,
    /// Where a driver for it is there.
    Vulkan,
    /// The oldest, spoken directly.
    OpenGl,
    /// OpenGL through wgpu, which asks the system for it in another manner.
    OpenGlByWgpu,
}

impl GraphicsBackend {
    const ALL: [Self; 5] =
        [Self::Direct3d12, Self::Metal, Self::Vulkan, Self::OpenGl, Self::OpenGlByWgpu];

    /// The ways of this system, the best first.
    pub const fn here() -> &'static [Self] {
        if cfg!(windows) {
            &[Self::Direct3d12, Self::Vulkan, Self::OpenGl]
        } else if cfg!(target_os = "macos") {
            &[Self::Metal, Self::OpenGl]
        } else {
            // OpenGL needs less, and five times less processor without a GPU.
            &[Self::OpenGl, Self::Vulkan, Self::OpenGlByWgpu]
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct3d12 => "Direct3D 12",
            Self::Metal => "Metal",
            Self::Vulkan => "Vulkan",
            Self::OpenGl => "OpenGL",
            Self::OpenGlByWgpu => "OpenGL through wgpu",
        }
    }

    /// Its name as a setting.
    pub fn id(self) -> &'static str {
        match self {
            Self::Direct3d12 => "direct3d-12",
            Self::Metal => "metal",
            Self::Vulkan => "vulkan",
            Self::OpenGl => "opengl",
            Self::OpenGlByWgpu => "opengl-by-wgpu",
        }
    }

    /// The way of that name.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|backend| backend.id() == id)
    }

    /// Whether it is one of those that a renderer stands for.
    pub fn is_meant_by(self, asked: Renderer) -> bool {
        match asked {
            Renderer::Auto => true,
            Renderer::Glow => self == Self::OpenGl,
            Renderer::Wgpu => self != Self::OpenGl,
        }
    }
}

impl fmt::Display for GraphicsBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
