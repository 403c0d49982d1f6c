//! The graphics backends, tried in order until one can draw the window. eframe itself tries only the one
//! it is given.

use std::time::Duration;

use eframe::wgpu::Backends;
use thiserror::Error;

use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::renderer::Renderer;

/// How a window ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowExit {
    /// The window was closed.
    Closed,
    /// It did not open.
    Failed(String),
    /// The system has no display.
    NoDisplay(String),
    /// The GPU was lost, so the window closed.
    Lost {
        /// For how long it was open.
        after: Duration,
        /// What went wrong.
        reason: String,
    },
    /// It crashed in a way that keeps this process from opening another window.
    Broke {
        /// For how long it was open; `None` if it never opened.
        after: Option<Duration>,
        /// What went wrong.
        reason: String,
    },
}

/// Why there is no window.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum StartError {
    /// The system has no display.
    #[error(
        "there is no display for the window; use the command line instead, as in: syncmend diagnose \"Import ends with a 500 error\" ({0})"
    )]
    NoDisplay(String),
    /// No backend could draw it.
    #[error(
        "the window could not be drawn; install what is missing, update the graphics driver, or try --renderer glow or --renderer wgpu ({0})"
    )]
    NotDrawn(String),
    /// It crashed, and only another process can open a window.
    #[error("{}", broken(*backend, *after, reason))]
    Broke {
        /// The backend that drew it.
        backend: GraphicsBackend,
        /// For how long it was open; `None` if it never opened.
        after: Option<Duration>,
        /// What went wrong.
        reason: String,
    },
}

fn broken(backend: GraphicsBackend, after: Option<Duration>, reason: &str) -> String {
    let advice = match after {
        Some(_) => "the window crashed; your work is stored; start Syncmend again, if necessary",
        None => "the window could not be opened; install what is missing, or try",
    };
    format!("{advice} with --renderer glow or --renderer wgpu ({backend}: {reason})")
}

impl StartError {
    /// The renderer to restart the program with: the same one if the window was open for a while, another
    /// one if it never opened. `None` if a restart would not help.
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

/// A window that fails sooner than this would fail again.
const SOON: Duration = Duration::from_secs(30);

/// The eframe renderer of a backend.
pub(super) fn renderer(backend: GraphicsBackend) -> eframe::Renderer {
    match backend {
        GraphicsBackend::OpenGl => eframe::Renderer::Glow,
        _ => eframe::Renderer::Wgpu,
    }
}

/// The wgpu backends of a backend.
pub(super) fn wgpu_backends(backend: GraphicsBackend) -> Backends {
    match backend {
        GraphicsBackend::Direct3d12 => Backends::DX12,
        GraphicsBackend::Metal => Backends::METAL,
        GraphicsBackend::Vulkan => Backends::VULKAN,
        GraphicsBackend::OpenGl | GraphicsBackend::OpenGlByWgpu => Backends::GL,
    }
}

/// The backends to try, in order: only those `asked` for, those `preferred` first, and among these the
/// one that drew the `last` window.
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

/// Opens the window with one backend after the other until the technician closes it. If the GPU is lost
/// after a while, the same backend is used again; if soon, the next.
///
/// # Errors
/// If the system has no display, no backend is left, or the window crashed.
pub fn try_in_turn(
    backends: &[GraphicsBackend],
    mut open: impl FnMut(GraphicsBackend) -> WindowExit,
) -> Result<(), StartError> {
    let mut tried = Vec::new();
    for &backend in backends {
        loop {
            match open(backend) {
                WindowExit::Closed => return Ok(()),
                WindowExit::NoDisplay(reason) => return Err(StartError::NoDisplay(reason)),
                WindowExit::Broke { after, reason } => {
                    return Err(StartError::Broke { backend, after, reason });
                }
                WindowExit::Lost { after, .. } if after >= SOON => {}
                WindowExit::Lost { reason, .. } | WindowExit::Failed(reason) => {
                    tried.push(format!("{backend}: {reason}"));
                    break;
                }
            }
        }
    }
    Err(StartError::NotDrawn(tried.join("; ")))
}
