//! Starts the window in the way that suits the system, and in another where that fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use eframe::{egui, egui_wgpu, wgpu};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde_json::from_str;

use super::app::App;
use super::geometry;
use super::gpu_loss::GpuLossWatch;
use super::graphics::{self, StartError, WindowExit};
use super::handle::EguiWindow;
use super::measure::Measured;
use crate::app::effects::native::NativePlatform;
use crate::app::effects::platform::WindowHandle;
use crate::app::effects::worker::{OpenService, Reply, Request, Worker, saved_settings};
use crate::app::settings::graphics_backend::GraphicsBackend;
use crate::app::settings::navigation::Location;
use crate::app::settings::preferences::Preferences;
use crate::kb::KnowledgeBase;
use crate::renderer::Renderer;
use crate::ticket::store::{SetAside, Store, StoreError, peek_setting};
use crate::ticket_service::{ServiceError, TicketService, load_knowledge};
use crate::{crash, paths};

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

/// Opens the window and stays until it is closed, whatever it takes to draw it.
///
/// # Errors
/// When it can be drawn in no way, or broke.
pub fn run(options: &Options) -> Result<(), StartError> {
    let preferences: Preferences = recall(options, saved_settings::PREFERENCES).unwrap_or_default();
    let last = recall::<String>(options, saved_settings::GRAPHICS_BACKEND)
        .and_then(|id| GraphicsBackend::of_id(&id));
    let backends =
        graphics::order(GraphicsBackend::here(), options.renderer, preferences.renderer, last);
    graphics::try_in_turn(&backends, |backend| draw(options, backend, last == Some(backend)))
}

/// What a window tells of itself while it is open.
#[derive(Clone, Default)]
struct Life {
    opened: Arc<OnceLock<Instant>>,
    lost: Arc<OnceLock<String>>,
}

/// Opens the window one way and stays until it ends.
fn draw(options: &Options, backend: GraphicsBackend, is_known: bool) -> WindowExit {
    crash::set_backend(None);
    let life = Life::default();
    // Libraries that are missing, drivers that are broken and GPUs that go away panic in places.
    let ended = catch_unwind(AssertUnwindSafe(|| open_window(options, backend, is_known, &life)));
    crash::set_backend(Some("no window"));
    let opened = life.opened.get().map(Instant::elapsed);
    match (ended, opened) {
        (Ok(Ok(())), Some(after)) => match life.lost.get() {
            Some(reason) => WindowExit::Lost { after, reason: reason.clone() },
            None => WindowExit::Closed,
        },
        (Ok(Ok(())), None) => WindowExit::Failed("it was closed before it was open".to_owned()),
        (Ok(Err(eframe::Error::Winit(error))), _) => WindowExit::NoDisplay(error.to_string()),
        (Ok(Err(eframe::Error::WinitEventLoop(error))), _) => {
            WindowExit::NoDisplay(without_place(&error))
        }
        (Ok(Err(error)), Some(after)) => WindowExit::Lost { after, reason: error.to_string() },
        (Ok(Err(error)), None) => WindowExit::Failed(in_words(&error)),
        // Once tickets are open, what it says may quote them; the report says the rest.
        (Err(_), Some(_)) => {
            WindowExit::Broke { after: opened, reason: "see the report".to_owned() }
        }
        (Err(panic), None) => {
            WindowExit::Broke { after: None, reason: crash::message(panic.as_ref()).to_owned() }
        }
    }
}

/// The error up to where it lists the inside of the library.
fn in_words(error: &eframe::Error) -> String {
    let text = error.to_string();
    text.split('{').next().unwrap_or_default().trim_end_matches([' ', ':']).to_owned()
}

/// The error, without the place in the library's sources that it names.
fn without_place(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let reason = text.split_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    reason.map_or(text.as_str(), |(_, reason)| reason).to_owned()
}

fn open_window(
    options: &Options,
    backend: GraphicsBackend,
    is_known: bool,
    life: &Life,
) -> eframe::Result {
    let mut window =
        egui::ViewportBuilder::default().with_title("Syncmend").with_app_id(crate::APPLICATION_ID);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(ICON) {
        window = window.with_icon(icon);
    }
    let last =
        recall(options, saved_settings::LOCATION).and_then(|location: Location| location.window);
    let mut native = eframe::NativeOptions {
        viewport: geometry::builder(last, window),
        renderer: graphics::renderer(backend),
        ..eframe::NativeOptions::default()
    };
    let mut setup = egui_wgpu::WgpuSetupCreateNew::without_display_handle();
    setup.instance_descriptor.backends = graphics::wgpu_backends(backend);
    // Text and buttons are no reason to wake the large GPU.
    setup.power_preference = wgpu::PowerPreference::LowPower;
    native.wgpu_options.wgpu_setup = setup.into();
    let options = options.clone();
    let life = life.clone();
    eframe::run_native(
        "Syncmend",
        native,
        Box::new(move |context| {
            let app = app(&context.egui_ctx, &options, (!is_known).then_some(backend))?;
            let app = app.opened_as(last).drawn_by(backend);
            let app = GpuLossWatch::new(app, context, life.lost);
            // From here on the window is drawn, and what goes wrong is worth a report.
            let _ = life.opened.set(Instant::now());
            crash::set_backend(Some(backend.name()));
            Ok(match options.measure {
                Some(idle) => {
                    Box::new(Measured::new(app, options.begun, Duration::from_secs(idle)))
                }
                None => Box::new(app) as Box<dyn eframe::App>,
            })
        }),
    )
}

/// The window's own icon, where the system takes none from the program or its menu entry.
const ICON: &[u8] = include_bytes!("../../../packaging/icon/syncmend-256.png");

/// A setting, read before there is a window; nothing where it cannot be read.
fn recall<T: DeserializeOwned>(options: &Options, name: &str) -> Option<T> {
    let folder = paths::data_folder(options.data_dir.as_deref())?;
    from_str(&peek_setting(&folder, name)?).ok()
}

/// The app. `drawn_by` is how it is drawn, where the next start is to know that.
fn app(
    ctx: &egui::Context,
    options: &Options,
    drawn_by: Option<GraphicsBackend>,
) -> Result<App, Box<dyn std::error::Error + Send + Sync>> {
    let window = EguiWindow(ctx.clone());
    let platform = NativePlatform { window: Arc::new(window.clone()) };
    let options = options.clone();
    let open: OpenService = Box::new(move |tell| open_service(&options, tell));
    let mut worker = Worker::spawn(open, move || window.wake())?;
    if let Some(backend) = drawn_by {
        worker.ask(Request::RememberDrawing(backend));
    }
    Ok(App::new(ctx, worker, Box::new(platform), Timestamp::now, TimeZone::system()))
}

/// How long a store that another program locks is left alone before it is tried again.
const LOCKED_FOR: Duration = Duration::from_millis(500);

/// Opens knowledge base and store. Whatever is wrong with them is told, and the window works on:
/// with the embedded knowledge base; with tickets that can be read, while what is done is held
/// until they can be written; or with tickets that are gone when it closes.
fn open_service(
    options: &Options,
    answer: &mut dyn FnMut(Reply),
) -> Result<TicketService, ServiceError> {
    let folder = paths::data_folder(options.data_dir.as_deref());
    if let Some(report) = folder.as_deref().and_then(crash::take_new_report) {
        answer(Reply::WentWrong(report));
    }
    let tell = &mut |problem| answer(Reply::Failed(problem, None));
    let kb = load_knowledge(options.kb.as_deref()).or_else(|problem| {
        tell(format!("{problem}. The knowledge base that Syncmend carries is used instead"));
        load_knowledge(None)
    });
    let kb: Arc<KnowledgeBase> = kb.map_err(ServiceError::Knowledge)?;
    let opened = match folder {
        Some(folder) => open_store(&folder, &kb, tell).map_err(|error| error.to_string()),
        None => {
            Err("This system names no place for data; choose a folder with --data-dir".to_owned())
        }
    };
    let store = match opened {
        Ok((store, set_aside)) => {
            if let Some(damaged) = set_aside {
                tell(damaged.summary());
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
    Ok(TicketService::new(store, Timestamp::now))
}

/// Opens the store; one that another program locks is waited for, and requests wait with it.
fn open_store(
    folder: &Path,
    kb: &Arc<KnowledgeBase>,
    tell: &mut dyn FnMut(String),
) -> Result<(Store, Option<SetAside>), StoreError> {
    let mut is_reported = false;
    loop {
        match Store::open(folder, kb.clone(), Timestamp::now()) {
            Err(StoreError::Busy) => {
                if !std::mem::replace(&mut is_reported, true) {
                    tell(format!("{}. It is tried again until it works", StoreError::Busy));
                }
                std::thread::sleep(LOCKED_FOR);
            }
            other => return other,
        }
    }
}
