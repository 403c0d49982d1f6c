//! What draws the window is tried in order, and what follows from how each one ended. eframe draws
//! with the one it is given or not at all.

use std::time::Duration;

use eframe::wgpu::Backends;
use thiserror::Error;

use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::renderer::Renderer;

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowExit {
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

/// What eframe draws with.
pub(super) fn renderer(backend: GraphicsBackend) -> eframe::Renderer {
    match backend {
        GraphicsBackend::OpenGl => eframe::Renderer::Glow,
        _ => eframe::Renderer::Wgpu,
    }
}

/// What wgpu may use for it.
pub(super) fn wgpu_backends(backend: GraphicsBackend) -> Backends {
    match backend {
        GraphicsBackend::Direct3d12 => Backends::DX12,
        GraphicsBackend::Metal => Backends::METAL,
        GraphicsBackend::Vulkan => Backends::VULKAN,
        GraphicsBackend::OpenGl | GraphicsBackend::OpenGlByWgpu => Backends::GL,
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
