//! The one harness for the window, and the one clock.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::Sender;
use std::sync::{Arc, LazyLock};

use eframe::egui::{ColorImage, TexturesDelta, Vec2, vec2};
use egui_kittest::{Harness, TestRenderer};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use syncmend::app::App;
use syncmend::app::effects::file_kind::recognize;
use syncmend::app::effects::platform::{
    DocumentJob, InspectJob, Platform, PlatformReply, Purpose, RedactJob, Replace, SaveJob,
    WindowHandle,
};
use syncmend::app::effects::worker::Worker;
use syncmend::app::window::handle::EguiWindow;
use syncmend::built_in;
use syncmend::export::logo::Logo;
use syncmend::kb::KnowledgeBase;
use syncmend::kb::address::Address;
use syncmend::picture::{Drawer, Renderer, Shown, Theme};
use syncmend::progress::Progress;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::store::Store;
use syncmend::ticket_service::TicketService;
use syncmend::ticket_system::TicketAddress;

/// The size of the design's pictures.
pub const SIZE: Vec2 = vec2(1280.0, 800.0);

/// The time in every test: 2026-11-23 09:00 UTC.
pub fn now() -> Timestamp {
    Timestamp::from_second(1_795_424_400).expect("a fixed time")
}

/// The knowledge base that the program carries.
pub fn kb() -> Arc<KnowledgeBase> {
    static KB: LazyLock<Arc<KnowledgeBase>> = LazyLock::new(|| {
        Arc::new(built_in::knowledge_base().expect("the embedded knowledge base is sound"))
    });
    Arc::clone(&KB)
}

/// A desk whose tickets are gone with it.
pub fn service() -> TicketService {
    TicketService::new(Store::in_memory(kb()).expect("SQLite starts"), now)
}

/// A desk whose clock is another.
pub fn service_at(clock: fn() -> Timestamp) -> TicketService {
    TicketService::new(Store::in_memory(kb()).expect("SQLite starts"), clock)
}

/// A desk over a folder.
pub fn service_in(folder: &Path) -> TicketService {
    TicketService::new(Store::open(folder, kb(), now()).expect("the folder can be written").0, now)
}

/// What the window asked of the system.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Pages opened.
    pub opened: Vec<String>,
    /// Reports shown.
    pub reports: Vec<PathBuf>,
    /// Files saved, with where.
    pub saved: Vec<(PathBuf, SaveJob)>,
    /// Steps saved as pictures.
    pub pictures: Vec<Shown>,
    /// How often a document was laid out, and what is still to be laid out.
    pub laid_out: usize,
    pub to_lay_out: Option<(Box<DocumentJob>, Sender<PlatformReply>)>,
}

/// A system that only writes down what it was asked.
#[derive(Clone)]
pub struct Recorder {
    /// What it was asked.
    pub asked: Rc<RefCell<Asked>>,
    /// Whether the browser and the disk refuse.
    pub refuses: bool,
    /// Whether laying out goes on until somebody ends it.
    pub lays_out_slowly: bool,
    /// Whether it has file dialogs.
    pub has_dialog: bool,
    /// The file that is picked, if one is asked for.
    pub picks: Option<PathBuf>,
    /// The window that it works for, once there is one.
    pub window: Option<EguiWindow>,
}

impl Default for Recorder {
    fn default() -> Self {
        let (asked, picks, window) = Default::default();
        Self { asked, refuses: false, lays_out_slowly: false, has_dialog: true, picks, window }
    }
}

impl Recorder {
    fn open_address(&mut self, address: String, done: &Sender<PlatformReply>) {
        let outcome = if self.refuses {
            PlatformReply::NotOpened { address: address.clone(), reason: "no browser".to_owned() }
        } else {
            PlatformReply::Opened
        };
        self.asked.borrow_mut().opened.push(address);
        done.send(outcome).expect("the window is there");
    }
}

impl Platform for Recorder {
    fn window(&self) -> &dyn WindowHandle {
        self.window.as_ref().expect("the window is there")
    }

    fn open(&mut self, address: &Address, done: Sender<PlatformReply>) {
        self.open_address(address.as_str().to_owned(), &done);
    }

    fn open_ticket_page(&mut self, address: &TicketAddress, done: Sender<PlatformReply>) {
        self.open_address(address.as_str().to_owned(), &done);
    }

    fn open_path(&mut self, report: PathBuf, done: Sender<PlatformReply>) {
        let outcome = if self.refuses {
            PlatformReply::PathNotOpened(report.clone())
        } else {
            PlatformReply::Opened
        };
        self.asked.borrow_mut().reports.push(report);
        done.send(outcome).expect("the window is there");
    }

    fn check_folder(&mut self, folder: PathBuf, done: Sender<PlatformReply>) {
        if !folder.is_dir() {
            done.send(PlatformReply::FolderMissing(folder)).expect("the window is there");
        }
    }

    fn pick(&mut self, purpose: Purpose, done: Sender<PlatformReply>) {
        let outcome = match self.picks.clone() {
            Some(path) => PlatformReply::Picked(purpose, path),
            None => PlatformReply::NotPicked,
        };
        done.send(outcome).expect("the window is there");
    }

    fn pick_and_save(&mut self, job: SaveJob, done: Sender<PlatformReply>) {
        if self.refuses || !self.has_dialog {
            done.send(PlatformReply::NoDialog).expect("the window is there");
        } else {
            self.save(PathBuf::from(&job.name), Replace::Yes, job, done);
        }
    }

    fn pick_logo(&mut self, done: Sender<PlatformReply>) {
        let outcome = match self.picks.clone() {
            Some(path) => {
                let read = Logo::open(&path).map_err(|error| error.to_string());
                PlatformReply::LogoRead(path, read)
            }
            None => PlatformReply::NotPicked,
        };
        done.send(outcome).expect("the window is there");
    }

    fn recognize(&mut self, paths: Vec<PathBuf>, done: Sender<PlatformReply>) {
        let recognized = paths.into_iter().map(recognize).collect();
        done.send(PlatformReply::Recognized(recognized)).expect("the window is there");
    }

    fn pick_to_read(&mut self, done: Sender<PlatformReply>) {
        match self.picks.clone() {
            Some(path) => self.recognize(vec![path], done),
            None => done.send(PlatformReply::NotPicked).expect("the window is there"),
        }
    }

    fn inspect(&mut self, job: InspectJob, done: Sender<PlatformReply>) {
        done.send(job.run(&Progress::default())).expect("the window is there");
    }

    fn save_redacted(&mut self, job: RedactJob, done: Sender<PlatformReply>) {
        done.send(job.run(&Progress::default())).expect("the window is there");
    }

    fn lay_out(&mut self, document: Box<DocumentJob>, done: Sender<PlatformReply>) {
        let mut asked = self.asked.borrow_mut();
        asked.laid_out += 1;
        if self.lays_out_slowly {
            asked.to_lay_out = Some((document, done));
        } else {
            done.send(document.lay_out()).expect("the window is there");
            self.window().wake();
        }
    }

    fn draw(&mut self, step: Shown, theme: Theme, done: Sender<PlatformReply>) {
        let image = Drawer::new(theme).first(&step);
        done.send(PlatformReply::Drawn(image)).expect("the window is there");
    }

    fn save_pictures(&mut self, steps: Vec<Shown>, _theme: Theme, done: Sender<PlatformReply>) {
        let outcome = PlatformReply::PicturesSaved(steps.len(), PathBuf::from("pictures"));
        self.asked.borrow_mut().pictures.extend(steps);
        done.send(outcome).expect("the window is there");
    }

    fn save(&mut self, path: PathBuf, replace: Replace, job: SaveJob, done: Sender<PlatformReply>) {
        if path.exists() && replace == Replace::AskFirst {
            done.send(PlatformReply::Exists(path, Box::new(job))).expect("the window is there");
            return;
        }
        if self.refuses && !path.starts_with("elsewhere") {
            let reason = "the disk is full".to_owned();
            let place = Path::new("elsewhere").join(&job.name);
            let instead = Some((Box::new(job), place));
            let outcome = PlatformReply::NotSaved { path, reason, instead };
            done.send(outcome).expect("the window is there");
            return;
        }
        let job = job.made().expect("it can be written");
        let mark = job.mark;
        self.asked.borrow_mut().saved.push((path.clone(), job));
        done.send(PlatformReply::Saved(path, mark)).expect("the window is there");
    }
}

/// Draws what a window shows as pixels, without a display.
#[derive(Clone, Default)]
pub struct Camera(Rc<RefCell<Renderer>>);

impl TestRenderer for Camera {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.borrow_mut().update(delta);
    }
}

impl Camera {
    /// What the window shows now.
    pub fn picture(&self, harness: &Harness<'_, App>) -> ColorImage {
        let output = harness.output();
        let scale = output.pixels_per_point;
        let size = harness.ctx.content_rect().size() * scale;
        let primitives = harness.ctx.tessellate(output.shapes.clone(), scale);
        let ground = harness.ctx.global_style().visuals.panel_fill;
        self.0.borrow().draw(&primitives, [size.x as usize, size.y as usize], scale, ground)
    }
}

/// The window over a desk, settled.
pub fn window(service: TicketService) -> (Harness<'static, App>, Recorder) {
    window_as(service, Recorder::default(), SIZE, ThemeChoice::Light, 1.0)
}

/// The window over a desk and a system that has no file dialog.
pub fn without_dialog(service: TicketService) -> (Harness<'static, App>, Recorder) {
    let outside = Recorder { has_dialog: false, ..Recorder::default() };
    window_as(service, outside, SIZE, ThemeChoice::Light, 1.0)
}

/// The window over a desk and a system, of a size, theme and scale.
pub fn window_as(
    service: TicketService,
    outside: Recorder,
    size: Vec2,
    theme: ThemeChoice,
    scale: f32,
) -> (Harness<'static, App>, Recorder) {
    let recorder = outside.clone();
    let (harness, _) = photographed(service, outside, size, theme, scale);
    (harness, recorder)
}

/// The window over a desk and a system, with a camera for what it shows.
pub fn photographed(
    service: TicketService,
    mut outside: Recorder,
    size: Vec2,
    theme: ThemeChoice,
    scale: f32,
) -> (Harness<'static, App>, Camera) {
    let camera = Camera::default();
    let mut harness = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .renderer(camera.clone())
        .build_eframe(move |context| {
            outside.window = Some(EguiWindow(context.egui_ctx.clone()));
            let worker = Worker::inline(service);
            App::new(&context.egui_ctx, worker, Box::new(outside), now, TimeZone::UTC)
        });
    theme.apply(&harness.ctx);
    harness.run();
    (harness, camera)
}
