//! Opens the window with the best backend of the system, or the next one if that fails.

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
use crate::build_info;
use crate::built_in::load_knowledge;
use crate::kb::KnowledgeBase;
use crate::renderer::Renderer;
use crate::ticket::store::{SetAside, Store, StoreError, peek_setting};
use crate::ticket_service::{ServiceError, TicketService, folders_laid_over};
use crate::{crash, paths};

/// The options the window is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder; `None` for the default.
    pub data_dir: Option<PathBuf>,
    /// A folder that extends or replaces parts of the knowledge base.
    pub kb: Option<PathBuf>,
    /// The renderer to use.
    pub renderer: Renderer,
    /// Measures, and closes after this many idle seconds.
    pub measure: Option<u64>,
    /// When the program started.
    pub begun: Instant,
}

/// Opens the window and returns once it is closed.
///
/// # Errors
/// If no backend can draw it, or it crashed.
pub fn run(options: &Options) -> Result<(), StartError> {
    let preferences: Preferences = recall(options, saved_settings::PREFERENCES).unwrap_or_default();
    let last = recall::<String>(options, saved_settings::GRAPHICS_BACKEND)
        .and_then(|id| GraphicsBackend::of_id(&id));
    let backends =
        graphics::order(GraphicsBackend::here(), options.renderer, preferences.renderer, last);
    graphics::try_in_turn(&backends, |backend| draw(options, backend, last == Some(backend)))
}

/// What is known of a window while it is open.
#[derive(Clone, Default)]
struct Life {
    opened: Arc<OnceLock<Instant>>,
    lost: Arc<OnceLock<String>>,
}

/// Opens the window with one backend and returns once it has ended.
fn draw(options: &Options, backend: GraphicsBackend, is_known: bool) -> WindowExit {
    crash::set_backend(None);
    let life = Life::default();
    // Missing libraries, broken drivers and lost GPUs cause panics in places.
    let ended = catch_unwind(AssertUnwindSafe(|| open_window(options, backend, is_known, &life)));
    crash::set_backend(Some("no window"));
    let opened = life.opened.get().map(Instant::elapsed);
    match (ended, opened) {
        (Ok(Ok(())), Some(after)) => match life.lost.get() {
            Some(reason) => WindowExit::Lost { after, reason: reason.clone() },
            None => WindowExit::Closed,
        },
        (Ok(Ok(())), None) => WindowExit::Failed("it closed before it opened".to_owned()),
        (Ok(Err(eframe::Error::Winit(error))), _) => WindowExit::NoDisplay(error.to_string()),
        (Ok(Err(eframe::Error::WinitEventLoop(error))), _) => {
            WindowExit::NoDisplay(without_place(&error))
        }
        (Ok(Err(error)), Some(after)) => WindowExit::Lost { after, reason: error.to_string() },
        (Ok(Err(error)), None) => WindowExit::Failed(in_words(&error)),
        // Once tickets are open, the message may quote them; the report has the rest.
        (Err(_), Some(_)) => {
            WindowExit::Broke { after: opened, reason: "see the report".to_owned() }
        }
        (Err(panic), None) => {
            WindowExit::Broke { after: None, reason: crash::message(panic.as_ref()).to_owned() }
        }
    }
}

/// The error without the internal state of the library at its end.
fn in_words(error: &eframe::Error) -> String {
    let text = error.to_string();
    text.split('{').next().unwrap_or_default().trim_end_matches([' ', ':']).to_owned()
}

/// The error without the source location at its beginning.
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
    // Text and buttons do not need the discrete GPU.
    setup.power_preference = wgpu::PowerPreference::LowPower;
    native.wgpu_options.wgpu_setup = setup.into();
    let options = options.clone();
    let life = life.clone();
    eframe::run_native(
        "Syncmend",
        native,
        Box::new(move |context| {
            let app = app(&context.egui_ctx, &options, (!is_known).then_some(backend))?;
            let app = app.opened_as(last).drawn_by(backend).built_on(build_info::build_date());
            let app = GpuLossWatch::new(app, context, life.lost);
            // From here on the window is open, and a panic is worth a report.
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

/// The window's icon, for systems that take none from the program or its menu entry.
const ICON: &[u8] = include_bytes!("../../../packaging/icon/syncmend-256.png");

/// A setting, read before there is a window; `None` if it cannot be read.
fn recall<T: DeserializeOwned>(options: &Options, name: &str) -> Option<T> {
    let folder = paths::data_folder(options.data_dir.as_deref())?;
    from_str(&peek_setting(&folder, name)?).ok()
}

/// The app. `drawn_by` is the backend to save for the next start; `None` if it is saved already.
fn app(
    ctx: &egui::Context,
    options: &Options,
    drawn_by: Option<GraphicsBackend>,
) -> Result<App, Box<dyn std::error::Error + Send + Sync>> {
    let window = EguiWindow(ctx.clone());
    let platform = NativePlatform { window: Arc::new(window.clone()) };
    let options = options.clone();
    let open: OpenService = Box::new(move |reply| open_service(&options, reply));
    let mut worker = Worker::spawn(open, move || window.wake())?;
    if let Some(backend) = drawn_by {
        worker.ask(Request::RememberDrawing(backend));
    }
    Ok(App::new(ctx, worker, Box::new(platform), Timestamp::now, TimeZone::system()))
}

/// How long to wait before a locked store is tried again.
const LOCKED_FOR: Duration = Duration::from_millis(500);

/// Opens the knowledge base and the store. Whatever is wrong with them is reported, and the window keeps
/// working: with the embedded knowledge base; with tickets that can only be read, holding actions until
/// they can be written; or with tickets that are lost when it closes.
fn open_service(
    options: &Options,
    reply: &mut dyn FnMut(Reply),
) -> Result<TicketService, ServiceError> {
    let folder = paths::data_folder(options.data_dir.as_deref());
    if let Some(report) = folder.as_deref().and_then(crash::take_new_report) {
        reply(Reply::Crashed(report));
    }
    let report_failure = &mut |problem| reply(Reply::Failed(problem, None));
    let folders = folders_laid_over(folder.as_deref(), options.kb.as_deref());
    let kb = load_knowledge(&folders).or_else(|problem| {
        report_failure(format!("{problem}. The built-in knowledge base is used instead"));
        load_knowledge(&[])
    });
    let kb: Arc<KnowledgeBase> = kb.map_err(ServiceError::Knowledge)?;
    let opened = match folder {
        Some(folder) => open_store(&folder, &kb, report_failure).map_err(|error| error.to_string()),
        None => Err("This system has no data folder; choose one with --data-dir".to_owned()),
    };
    let store = match opened {
        Ok((store, set_aside)) => {
            if let Some(damaged) = set_aside {
                report_failure(damaged.summary());
            }
            if let Some(refusal) = store.refusal() {
                report_failure(format!(
                    "Tickets cannot be changed now; your actions are held until they can be: {refusal}"
                ));
            }
            store
        }
        Err(problem) => {
            report_failure(format!(
                "The tickets could not be opened; what you do now is lost when the window closes: {problem}"
            ));
            Store::in_memory(kb)?
        }
    };
    Ok(TicketService::new(store, Timestamp::now))
}

/// Opens the store. Waits as long as another program locks it, and requests wait too.
fn open_store(
    folder: &Path,
    kb: &Arc<KnowledgeBase>,
    report_failure: &mut dyn FnMut(String),
) -> Result<(Store, Option<SetAside>), StoreError> {
    let mut is_reported = false;
    loop {
        match Store::open(folder, kb.clone(), Timestamp::now()) {
            Err(StoreError::Busy) => {
                if !std::mem::replace(&mut is_reported, true) {
                    report_failure(format!("{}. Syncmend keeps trying", StoreError::Busy));
                }
                std::thread::sleep(LOCKED_FOR);
            }
            other => return other,
        }
    }
}
