//! How long the interface takes for a frame where there is most to draw, beside an empty window in
//! the same run: `cargo bench --bench frames`.
//!
//! Without display or GPU: a frame is what egui does between input and triangles. Every screen and
//! everything that lies over one is visited with a ticket that has a text of 10 kB, an answer for
//! every symptom and some hundred entries, in a list of a thousand. There the pointer moves,
//! every field is typed into, and the wheel turns over every part. Prints a table, and the same as JSON.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement prints and may stop")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use syncmend::built_in;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use syncmend::app::App;
use syncmend::app::command::{Command, NavigateCommand, PresentCommand};
use syncmend::app::effects::native::NativePlatform;
use syncmend::app::effects::worker::Worker;
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::app::window::handle::EguiWindow;
use syncmend::diagnosis::Answer;
use syncmend::privacy::InternalText;
use syncmend::ticket::EventKind;
use syncmend::ticket::store::Store;
use syncmend::ticket_service::TicketService;

/// The window of the design, in points.
const SIZE: Vec2 = vec2(1280.0, 800.0);
/// Tickets in the list.
const TICKETS: usize = 1000;
/// Length of the complaint, in bytes.
const COMPLAINT: usize = 10_000;
/// Notes of the ticket.
const NOTES: usize = 300;
/// Turns of the wheel over each part of the window; a third go up again.
const TURNS: usize = 60;
/// Letters typed into each field.
const LETTERS: &str = "the import of users ends with error 500 since monday";
/// Time between two frames, in which the store answers.
const BETWEEN: Duration = Duration::from_millis(2);

fn main() {
    let mut times = Times::default();
    let mut empty = Window::new(|_| Empty);
    empty.visit("an empty window", &mut times);

    let mut window = Window::new(full);
    window.settle();
    for screen in Screen::ALL {
        window.run_command(Command::Navigate(NavigateCommand::Show(screen)));
        window.visit(screen.name(), &mut times);
        window.run_command(Command::Present(PresentCommand::Leave));
    }
    window.run_command(Command::Navigate(NavigateCommand::Show(Screen::Diagnose)));
    for overlay in Overlay::ALL {
        window.run_command(Command::Navigate(NavigateCommand::Overlay(overlay)));
        assert_eq!(window.app.state().overlay, Some(overlay), "it lies over the screen");
        window.visit(&format!("Diagnose, {overlay:?}"), &mut times);
        window.run_command(Command::Navigate(NavigateCommand::Overlay(overlay)));
    }
    times.print();
}

/// A window with nothing in it.
struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("An empty window");
    }
}

/// The window over the fullest ticket.
fn full(ctx: &egui::Context) -> App {
    let worker =
        Worker::spawn(Box::new(|_| Ok(service())), || ()).expect("the system gives a thread");
    let system = NativePlatform { window: Arc::new(EguiWindow(ctx.clone())) };
    App::new(ctx, worker, Box::new(system), Timestamp::now, TimeZone::UTC)
}

/// A thousand tickets, the last of them full.
fn service() -> TicketService {
    let kb = Arc::new(built_in::knowledge_base().expect("the embedded knowledge base is sound"));
    let mut service =
        TicketService::new(Store::in_memory(kb.clone()).expect("SQLite starts"), Timestamp::now);
    let text = |text: &str| InternalText::from(text);
    let mut examples = kb.examples().iter().step_by(37).cycle();
    for number in 0..TICKETS {
        let reported = examples.next().map(|e| EventKind::Reported { text: text(&e.text) });
        let rest = reported.into_iter().collect();
        service.open_ticket(&format!("HD-{number:04}"), rest).expect("the store takes it");
    }
    let mut complaint = String::new();
    while complaint.len() < COMPLAINT {
        complaint += examples.next().map_or("", |example| example.text.as_str());
        complaint += "\n";
    }
    let mut kinds = vec![EventKind::Reported { text: text(&complaint) }];
    for (at, symptom) in kb.symptoms().iter().enumerate() {
        let answer = [Answer::CantTell, Answer::No, Answer::Yes][at % 3];
        kinds.push(EventKind::Answered { symptom: symptom.id.clone(), answer: Some(answer) });
    }
    let longest = kb.causes().iter().max_by_key(|cause| cause.steps.len()).expect("a cause");
    kinds.push(EventKind::FixChosen { cause: longest.id.clone(), method: None });
    for number in 0..NOTES {
        let note =
            format!("Note {number}: the customer looked again and sees what was seen before");
        kinds.push(EventKind::Noted { step: None, text: text(&note) });
    }
    service.open_ticket("HD-9999", kinds).expect("the store takes it");
    service
}

/// A window without a display.
struct Window<A> {
    ctx: egui::Context,
    app: A,
    frame: eframe::Frame,
    begun: Instant,
}

impl<A: eframe::App> Window<A> {
    fn new(app: impl FnOnce(&egui::Context) -> A) -> Self {
        let ctx = egui::Context::default();
        let app = app(&ctx);
        Self { app, ctx, frame: eframe::Frame::_new_kittest(), begun: Instant::now() }
    }

    /// One frame, and how long it took.
    fn frame(&mut self, events: Vec<Event>) -> (Duration, egui::FullOutput) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.begun.elapsed().as_secs_f64()),
            focused: true,
            events,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| {
            self.app.logic(ui.ctx(), &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        let shapes = std::mem::take(&mut output.shapes);
        std::hint::black_box(self.ctx.tessellate(shapes, output.pixels_per_point));
        let took = begun.elapsed();
        output.textures_delta.clear();
        std::thread::sleep(BETWEEN);
        (took, output)
    }

    /// Frames until nothing moves any more.
    fn settle(&mut self) {
        for _ in 0..200 {
            self.frame(Vec::new());
        }
    }

    /// Works on what is in view as somebody in a hurry does.
    fn visit(&mut self, place: &str, times: &mut Times) {
        self.settle();
        for y in (0..10).map(|row| SIZE.y * (row as f32 + 0.5) / 10.0) {
            for x in (0..10).map(|column| SIZE.x * (column as f32 + 0.5) / 10.0) {
                let (took, _) = self.frame(vec![Event::PointerMoved(pos2(x, y))]);
                times.add(place, "pointer", took);
            }
        }
        for field in self.fields() {
            self.click(field);
            // What lies under something else takes no letters.
            if !self.ctx.text_edit_focused() {
                continue;
            }
            for letter in LETTERS.chars() {
                let (took, _) = self.frame(vec![Event::Text(letter.to_string())]);
                times.add(place, "typing", took);
            }
            for _ in LETTERS.chars() {
                let (took, _) = self.frame(vec![key(Key::Backspace)]);
                times.add(place, "typing", took);
            }
            self.ctx.memory_mut(egui::Memory::stop_text_input);
            self.settle();
        }
        for x in [0.1, 0.4, 0.8] {
            self.frame(vec![Event::PointerMoved(pos2(SIZE.x * x, SIZE.y * 0.6))]);
            for turn in 0..TURNS {
                let down = if turn % 3 == 2 { 1.0 } else { -1.0 };
                let wheel = Event::MouseWheel {
                    unit: egui::MouseWheelUnit::Line,
                    delta: vec2(0.0, 3.0 * down),
                    phase: egui::TouchPhase::Move,
                    source: egui::MouseWheelSource::Wheel,
                    modifiers: Modifiers::NONE,
                };
                let (took, _) = self.frame(vec![wheel]);
                times.add(place, "wheel", took);
            }
        }
    }

    /// The middles of the text fields in view.
    fn fields(&mut self) -> Vec<Pos2> {
        self.ctx.enable_accesskit();
        let (_, output) = self.frame(Vec::new());
        self.ctx.disable_accesskit();
        let nodes = output.platform_output.accesskit_update.map_or_else(Vec::new, |all| all.nodes);
        let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let fields = nodes.iter().filter(|(_, node)| is_field(node.role()));
        let bounds = fields.filter_map(|(_, node)| node.bounds());
        let middles = bounds.map(|b| pos2((b.x0 + b.x1) as f32 / 2.0, b.y0 as f32 + 10.0));
        middles.filter(|at| Rect::from_min_size(Pos2::ZERO, SIZE).contains(*at)).collect()
    }

    fn click(&mut self, at: Pos2) {
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            let click =
                Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
            self.frame(vec![Event::PointerMoved(at), click]);
        }
    }
}

impl Window<App> {
    fn run_command(&mut self, command: Command) {
        self.app.run(&self.ctx, command);
        self.settle();
    }
}

fn key(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

/// Times of frames, by place and by what was done there.
#[derive(Default)]
struct Times(BTreeMap<(String, &'static str), Vec<Duration>>);

impl Times {
    fn add(&mut self, place: &str, done: &'static str, took: Duration) {
        self.0.entry((place.to_owned(), done)).or_default().push(took);
    }

    fn print(mut self) {
        for times in self.0.values_mut() {
            times.sort_unstable();
        }
        let floor = ("an empty window".to_owned(), "pointer");
        let floor = milliseconds(&self.0[&floor], 0.5);
        let mut rows = Vec::new();
        println!(
            "| where | what | frames | median | p99 | longest | median beside an empty window |"
        );
        println!("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        for ((place, done), times) in &self.0 {
            let at = |share| milliseconds(times, share);
            let (median, p99, longest) = (at(0.5), at(0.99), at(1.0));
            let (frames, ratio) = (times.len(), median / floor);
            println!(
                "| {place} | {done} | {frames} | {median:.2} ms | {p99:.2} ms | {longest:.2} ms | {ratio:.0} |"
            );
            rows.push(json!({
                "where": place, "what": done, "frames": frames, "median_ms": median,
                "p99_ms": p99, "longest_ms": longest, "ratio": ratio,
            }));
        }
        println!("{}", json!(rows));
    }
}

/// The time that a share of the times does not exceed, in milliseconds.
fn milliseconds(times: &[Duration], share: f64) -> f64 {
    let at = ((times.len() - 1) as f64 * share).ceil() as usize;
    times[at].as_secs_f64() * 1000.0
}
