//! Starts the window with the renderer that suits the system, and with the other where that fails.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use thiserror::Error;

use super::App;
use super::measure::Measured;
use super::outside::System;
use super::place::Place;
use super::window_place::WindowPlace;
use super::worker::{OpenDesk, PLACE, Worker};
use crate::desk::{Desk, DeskError, load_knowledge};
use crate::kb::KnowledgeBase;
use crate::paths;
use crate::renderer::Renderer;
use crate::ticket::store::{SetAside, Store, StoreError, peek_setting};

/// What the window is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder asked for.
    pub data_dir: Option<PathBuf>,
    /// The folder laid over the knowledge base.
    pub kb: Option<PathBuf>,
    /// The renderer asked for.
    pub renderer: Renderer,
    /// Measure, and close after this many idle seconds.
    pub measure: Option<u64>,
    /// When the program started.
    pub begun: Instant,
}

/// Why there is no window.
#[derive(Debug, Error)]
pub enum StartError {
    /// No display.
    #[error(
        "there is no display for the window; without one this works: syncmend diagnose \"Import ends with a 500 error\" ({0})"
    )]
    NoDisplay(String),
    /// Every renderer failed.
    #[error("no window could be drawn; try --renderer glow or --renderer wgpu ({0})")]
    NoRenderer(String),
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When no renderer opens one.
pub fn run(options: &Options) -> Result<(), StartError> {
    let mut failures = Vec::new();
    for &renderer in order(options.renderer) {
        match open_window(options, renderer) {
            Ok(()) => return Ok(()),
            Err(eframe::Error::Winit(error)) => {
                return Err(StartError::NoDisplay(error.to_string()));
            }
            Err(eframe::Error::WinitEventLoop(error)) => return Err(no_display(&error)),
            Err(error) => failures.push(format!("{renderer}: {error}")),
        }
    }
    Err(StartError::NoRenderer(failures.join("; ")))
}

/// The error, without the place in the library's sources that it names.
fn no_display(error: &dyn std::error::Error) -> StartError {
    let text = error.to_string();
    let reason = text.split_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    StartError::NoDisplay(reason.map_or(text.as_str(), |(_, reason)| reason).to_owned())
}

/// The renderers to try, the best for this system first.
fn order(asked: Renderer) -> &'static [eframe::Renderer] {
    use eframe::Renderer::{Glow, Wgpu};
    match asked {
        Renderer::Glow => &[Glow],
        Renderer::Wgpu => &[Wgpu],
        // On Linux OpenGL needs less, and five times less processor without a GPU.
        Renderer::Auto if cfg!(target_os = "linux") => &[Glow, Wgpu],
        // Elsewhere Direct3D 12 and Metal are there even where OpenGL is not.
        Renderer::Auto => &[Wgpu, Glow],
    }
}

fn open_window(options: &Options, renderer: eframe::Renderer) -> eframe::Result {
    let window = egui::ViewportBuilder::default().with_title("Syncmend").with_app_id("syncmend");
    let place = last_place(options).and_then(|place| place.window);
    let native = eframe::NativeOptions {
        viewport: WindowPlace::build(place, window),
        renderer,
        ..eframe::NativeOptions::default()
    };
    let options = options.clone();
    eframe::run_native(
        "Syncmend",
        native,
        Box::new(move |context| {
            let app = app(&context.egui_ctx, &options)?;
            Ok(match options.measure {
                Some(idle) => {
                    Box::new(Measured::new(app, options.begun, Duration::from_secs(idle)))
                }
                None => Box::new(app) as Box<dyn eframe::App>,
            })
        }),
    )
}

/// Where the window was when it was closed. It is looked up before the window opens, so that it does
/// not jump; whatever is wrong with the store is told later, by the worker.
fn last_place(options: &Options) -> Option<Place> {
    let folder = paths::data_folder(options.data_dir.as_deref())?;
    let json = peek_setting(&folder, PLACE)?;
    serde_json::from_str(&json).ok()
}

fn app(
    ctx: &egui::Context,
    options: &Options,
) -> Result<App, Box<dyn std::error::Error + Send + Sync>> {
    let repaint = ctx.clone();
    let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || repaint.request_repaint());
    let system = System { wake: wake.clone() };
    let options = options.clone();
    let open: OpenDesk = Box::new(move |tell| open_desk(&options, tell));
    let worker = Worker::spawn(open, move || wake())?;
    Ok(App::new(ctx, worker, Box::new(system), Timestamp::now, TimeZone::system()))
}

/// How long a store that another program locks is left alone before it is tried again.
const LOCKED_FOR: Duration = Duration::from_millis(500);

/// Opens knowledge base and store. Whatever is wrong with them is told, and the window works on:
/// with the embedded knowledge base; with tickets that can be read, while what is done is held
/// until they can be written; or with tickets that are gone when it closes.
fn open_desk(options: &Options, tell: &mut dyn FnMut(String)) -> Result<Desk, DeskError> {
    let kb = load_knowledge(options.kb.as_deref()).or_else(|problem| {
        tell(format!("{problem}. The knowledge base that Syncmend carries is used instead"));
        load_knowledge(None)
    });
    let kb: Arc<KnowledgeBase> = kb.map_err(DeskError::Knowledge)?;
    let opened = match paths::data_folder(options.data_dir.as_deref()) {
        Some(folder) => open_store(&folder, &kb, tell).map_err(|error| error.to_string()),
        None => {
            Err("This system names no place for data; choose a folder with --data-dir".to_owned())
        }
    };
    let store = match opened {
        Ok((store, set_aside)) => {
            if let Some(damaged) = set_aside {
                tell(damaged.told());
            }
            if let Some(refusal) = store.refusal() {
                tell(format!(
                    "Tickets can be read but not written, and what you do is kept until that works: {refusal}"
                ));
            }
            store
        }
        Err(problem) => {
            tell(format!(
                "Tickets are not kept: {problem}. What you do now is gone when the window closes"
            ));
            Store::in_memory(kb)?
        }
    };
    Ok(Desk::new(store, Timestamp::now))
}

/// Opens the store; one that another program locks is waited for, and requests wait with it.
fn open_store(
    folder: &Path,
    kb: &Arc<KnowledgeBase>,
    tell: &mut dyn FnMut(String),
) -> Result<(Store, Option<SetAside>), StoreError> {
    let mut is_told = false;
    loop {
        match Store::open(folder, kb.clone(), Timestamp::now()) {
            Err(StoreError::Busy) => {
                if !std::mem::replace(&mut is_told, true) {
                    tell(format!("{}. It is tried again until it works", StoreError::Busy));
                }
                std::thread::sleep(LOCKED_FOR);
            }
            other => return other,
        }
    }
}
