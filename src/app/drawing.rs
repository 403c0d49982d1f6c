//! The ways to draw a window, which of them to try in which order, and what follows from how each
//! one ends. eframe draws one way or not at all.

use std::fmt;
use std::time::Duration;

use eframe::wgpu::Backends;
use thiserror::Error;

use crate::renderer::Renderer;

/// One way to draw the window.
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

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The window was closed.
    Closed,
    /// It never opened.
    Failed(String),
    /// The system shows no windows at all.
    NoDisplay(String),
    /// The GPU went away, and the window was closed for that.
    Lost {
        /// For how long it was open.
        after: Duration,
        /// What was wrong.
        reason: String,
    },
    /// Something went wrong that took the system's part for windows with it: this process opens
    /// no other window.
    Broke {
        /// For how long it was open; nothing where it never was.
        after: Option<Duration>,
        /// What was wrong.
        reason: String,
    },
}

/// Why there is no window.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum StartError {
    /// No display.
    #[error(
        "there is no display for the window; without one this works: syncmend diagnose \"Import ends with a 500 error\" ({0})"
    )]
    NoDisplay(String),
    /// Every way to draw it failed.
    #[error(
        "no window could be drawn; install what is missing, bring the graphics driver up to date, or choose with --renderer glow or --renderer wgpu ({0})"
    )]
    NotDrawn(String),
    /// It broke, and only another process can open another one.
    #[error("{}", broken(*backend, *after, reason))]
    Broke {
        /// How it was drawn.
        backend: GraphicsBackend,
        /// For how long it was open; nothing where it never was.
        after: Option<Duration>,
        /// What was wrong.
        reason: String,
    },
}

fn broken(backend: GraphicsBackend, after: Option<Duration>, reason: &str) -> String {
    let told = match after {
        Some(_) => "the window broke; everything is stored, so start Syncmend again, if need be",
        None => "no window could be opened; install what is missing, or choose how it is drawn",
    };
    format!("{told} with --renderer glow or --renderer wgpu ({backend}: {reason})")
}

impl StartError {
    /// The renderer to start the program again with, where that may help: the same for a window that
    /// was open for a while, another for one that never was.
    pub fn again_with(&self, asked: Renderer) -> Option<Renderer> {
        match self {
            Self::Broke { after: Some(after), .. } if *after >= SOON => Some(asked),
            Self::Broke { after: None, backend, .. } if asked == Renderer::Auto => {
                let is_glow = backend.is_meant_by(Renderer::Glow);
                Some(if is_glow { Renderer::Wgpu } else { Renderer::Glow })
            }
            _ => None,
        }
    }
}

/// A window that breaks sooner than this would break again.
const SOON: Duration = Duration::from_secs(30);

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

    /// What eframe draws with.
    pub fn renderer(self) -> eframe::Renderer {
        match self {
            Self::OpenGl => eframe::Renderer::Glow,
            _ => eframe::Renderer::Wgpu,
        }
    }

    /// What wgpu may use for it.
    pub fn backends(self) -> Backends {
        match self {
            Self::Direct3d12 => Backends::DX12,
            Self::Metal => Backends::METAL,
            Self::Vulkan => Backends::VULKAN,
            Self::OpenGl | Self::OpenGlByWgpu => Backends::GL,
        }
    }

    fn is_meant_by(self, asked: Renderer) -> bool {
        match asked {
            Renderer::Auto => true,
            Renderer::Glow => self.renderer() == eframe::Renderer::Glow,
            Renderer::Wgpu => self.renderer() == eframe::Renderer::Wgpu,
        }
    }
}

impl fmt::Display for GraphicsBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The ways to try, in order: only those `asked` for, first those `preferred`, and of these first the
/// one that drew the last window.
pub fn order(
    here: &[GraphicsBackend],
    asked: Renderer,
    preferred: Renderer,
    last: Option<GraphicsBackend>,
) -> Vec<GraphicsBackend> {
    let mut backends: Vec<GraphicsBackend> =
        here.iter().copied().filter(|backend| backend.is_meant_by(asked)).collect();
    backends.sort_by_key(|backend| (!backend.is_meant_by(preferred), Some(*backend) != last));
    backends
}

/// Opens the window one way after the other until it was closed. One that is lost after a while is
/// opened again the same way; one that is lost soon, the next.
///
/// # Errors
/// When the system shows no windows, no way is left, or the window broke.
pub fn through(
    backends: &[GraphicsBackend],
    mut open: impl FnMut(GraphicsBackend) -> Ending,
) -> Result<(), StartError> {
    let mut tried = Vec::new();
    for &backend in backends {
        loop {
            match open(backend) {
                Ending::Closed => return Ok(()),
                Ending::NoDisplay(reason) => return Err(StartError::NoDisplay(reason)),
                Ending::Broke { after, reason } => {
                    return Err(StartError::Broke { backend, after, reason });
                }
                Ending::Lost { after, .. } if after >= SOON => {}
                Ending::Lost { reason, .. } | Ending::Failed(reason) => {
                    tried.push(format!("{backend}: {reason}"));
                    break;
                }
            }
        }
    }
    Err(StartError::NotDrawn(tried.join("; ")))
}
