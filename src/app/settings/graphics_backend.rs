//! The graphics APIs that can draw the window. The one used last is kept across restarts.

use std::fmt;

use crate::renderer::Renderer;

/// A graphics API that draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphicsBackend {
    /// The one of Windows; works without a GPU too.
    Direct3d12,
    /// The one of macOS.
    Metal,
    /// Needs a driver.
    Vulkan,
    /// The oldest, without wgpu.
    OpenGl,
    /// OpenGL through wgpu, which requests it from the system in another way.
    OpenGlByWgpu,
}

impl GraphicsBackend {
    const ALL: [Self; 5] =
        [Self::Direct3d12, Self::Metal, Self::Vulkan, Self::OpenGl, Self::OpenGlByWgpu];

    /// The backends of this system, the best first.
    pub const fn here() -> &'static [Self] {
        if cfg!(windows) {
            &[Self::Direct3d12, Self::Vulkan, Self::OpenGl]
        } else if cfg!(target_os = "macos") {
            &[Self::Metal, Self::OpenGl]
        } else {
            // OpenGL needs less, and a fifth of the processor time without a GPU.
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

    /// Its stored name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Direct3d12 => "direct3d-12",
            Self::Metal => "metal",
            Self::Vulkan => "vulkan",
            Self::OpenGl => "opengl",
            Self::OpenGlByWgpu => "opengl-by-wgpu",
        }
    }

    /// The backend of a stored name.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|backend| backend.id() == id)
    }

    /// Whether the renderer that was asked for includes it.
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
