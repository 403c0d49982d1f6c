//! Pictures of steps: what they show, that nothing is cut off, and that they stay as they are.
//! `SYNCMEND_GOLDEN=write cargo test --test suite pictures` draws those in `tests/pictures` again.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use eframe::egui::{Color32, ColorImage, Rect, Theme, vec2};
use syncmend::built_in;
use syncmend::drawing::{self, Area, Boldness, DISC, Form, Inter, Measure, Shape};
use syncmend::export::{CustomerDocument, Format, Image, Tick, write};
use syncmend::kb::scene::{Control, Part};
use syncmend::kb::words::Language;
use syncmend::kb::{Link, Step};
use syncmend::picture::card::{self, Setting};
use syncmend::picture::{self, Drawer, NotSaved, POINTS, Page, Shown, StepProgress, encode};
use syncmend::progress::Work;
use syncmend::theme::{DARK, LIGHT, ThemeChoice, Weight, font};

use crate::documents::legible::Pdf;
use crate::support::{Camera, Recorder, SIZE, kb, photographed, service};

fn step_of(cause: &str, at: usize) -> Shown {
    let kb = kb();
    let cause = kb.cause(&cause.into()).expect("it is there");
    let steps = kb.steps_of(cause, cause.method(None).expect("there is a way"));
    let results: Vec<_> = steps.into_iter().map(|step| (step, None)).collect();
    Shown::step(&kb, &results, at, Language::En).expect("it has so many steps")
}

/// The pixels of a PNG file as the decoder has them.
fn decoded(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it fits")];
    let info = reader.next_frame(&mut pixels).expect("whole");
    (info.width, info.height, pixels)
}

/// A picture is as it was: no channel of any pixel is off by more than processors round apart.
fn assert_unchanged(name: &str, image: &ColorImage) {
    const ROUNDING: u8 = 2;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name);
    let now = encode(image).expect("it can be written");
    if std::env::var("SYNCMEND_GOLDEN").is_ok_and(|wish| wish == "write") {
        std::fs::write(&path, &now).expect("the folder can be written");
    }
    let before =
        std::fs::read(&path).expect("the picture is there; SYNCMEND_GOLDEN=write draws it");
    let ((width, height, before), (new_width, new_height, now)) = (decoded(&before), decoded(&now));
    assert_eq!((width, height), (new_width, new_height), "{name}");
    let off = before.iter().zip(&now).filter(|(a, b)| a.abs_diff(**b) > ROUNDING).count();
    if off > 0 {
        let beside = path.with_extension("new.png");
        std::fs::write(&beside, encode(image).expect("it can be written"))
            .expect("it can be written");
        panic!("{off} channels of {name} differ; look at {}", beside.display());
    }
}

fn card(shown: &Shown, theme: Theme) -> ColorImage {
    let setting = Setting { scale: 1.0, least: 0.0, callouts: true };
    Drawer::new(theme).draw(POINTS, 0.5, |ui| {
        card::draw(ui, shown, &setting);
    })
}

#[test]
fn cards_look_as_they_did() {
    let mut shown = step_of("api-access-restricted", 1);
    shown.progress[0] = StepProgress::Done;
    assert_unchanged("card-light.png", &card(&shown, Theme::Light));
    assert_unchanged("card-dark.png", &card(&shown, Theme::Dark));
    let long = step_of("no-license-seats", 0);
    assert_unchanged("card-long.png", &card(&long, Theme::Light));
}

#[test]
fn the_whole_window_is_drawn_without_a_display_in_each_theme() {
    for (theme, colors) in [(ThemeChoice::Light, LIGHT), (ThemeChoice::Dark, DARK)] {
        let (harness, camera): (_, Camera) =
            photographed(service(), Recorder::default(), SIZE, theme, 1.0);
        let image = camera.picture(&harness);
        let share = |color| {
            let same = image.pixels.iter().filter(|pixel| **pixel == color).count();
            same as f32 / image.pixels.len() as f32
        };
        // What lies between the cards, and the cards.
        let (ground, cards) = (share(colors.background), share(colors.card));
        assert!(ground > 0.1 && cards > 0.1 && ground + cards > 0.6, "{theme:?}: {ground} {cards}");
        assert!(share(colors.accent) > 0.002, "{theme:?}: {}", share(colors.accent));
    }
}

/// Two triangles make a rectangle; a pixel on the edge that they share is drawn once.
#[test]
fn a_see_through_rectangle_has_no_seam_and_ends_at_its_clip() {
    let half = Color32::from_rgba_premultiplied(0, 0, 0, 128);
    let image = Drawer::new(Theme::Light).draw(vec2(60.0, 40.0), 1.0, |ui| {
        let whole = ui.max_rect();
        ui.painter().rect_filled(whole, 0.0, Color32::WHITE);
        let left = Rect::from_min_size(whole.min, vec2(30.0, 40.0));
        ui.painter().with_clip_rect(left).rect_filled(whole.expand(9.0), 0.0, half);
    });
    for (at, pixel) in image.pixels.iter().enumerate() {
        let gray = if at % 60 < 30 { 127 } else { 255 };
        assert_eq!(pixel.to_array(), [gray, gray, gray, 255], "{} {}", at % 60, at / 60);
    }
}

#[test]
fn a_picture_is_a_bare_png_of_sixteen_by_nine() {
    let pictures = Drawer::new(Theme::Light).files(&step_of("no-license-seats", 0));
    let pictures = pictures.expect("it is drawn");
    assert_eq!(pictures.len(), 1);
    let (width, height, _) = decoded(&pictures[0].png);
    assert_eq!((width, height), (2560, 1440));
    let mut kinds = Vec::new();
    let mut rest = &pictures[0].png[8..];
    while let [a, b, c, d, tail @ ..] = rest {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        kinds.push(String::from_utf8_lossy(&tail[..4]).into_owned());
        rest = &tail[4 + length + 4..];
    }
    kinds.dedup();
    assert_eq!(kinds, ["IHDR", "IDAT", "IEND"], "and nothing after it");
}

/// Every step whose page is drawn, with the link to it.
fn drawn_steps(see: &mut dyn FnMut(&Step, &Link)) {
    let kb = kb();
    let own = kb.causes().iter().flat_map(|cause| cause.steps.iter().chain([&cause.confirm]));
    let mut drawn = 0;
    for step in own.chain(&kb.model().shared_steps).filter(|step| step.scene.is_some()) {
        see(step, kb.link(step.link.as_ref().expect("a link")).expect("it is there"));
        drawn += 1;
    }
    assert!(drawn > 100, "{drawn} drawings");
}

#[test]
fn every_drawing_has_room_for_its_words_and_numbers() {
    drawn_steps(&mut |step, link| {
        let scene = step.scene.as_ref().expect("a scene");
        let drawn = [Form::Full, Form::Small].map(|form| {
            let (sketch, misfits) = drawing::draw(scene, link, form, &Inter);
            assert!(misfits.is_empty(), "{} {form:?}: {misfits:?}", step.id);
            (format!("{form:?}"), sketch)
        });
        let beside_text = drawing::draw_beside_text(scene, link, &Inter);
        assert!(beside_text.width <= drawing::WIDTH, "{}", step.id);
        assert_eq!(drawing::covered_text(&beside_text, &Inter), None, "{}", step.id);
        for (form, sketch) in drawn.into_iter().chain([("beside text".to_owned(), beside_text)]) {
            let frame = Area::new(0.0, 0.0, sketch.width, sketch.height);
            let numbers: Vec<usize> = sketch.marks.iter().map(|mark| mark.number).collect();
            for number in 1..=step.clicks.len() {
                assert!(numbers.contains(&number), "{} {form} lacks {number}", step.id);
            }
            for (at, mark) in sketch.marks.iter().enumerate() {
                let [x, y] = mark.disc;
                let disc = Area::new(x, y, 0.0, 0.0).expand(DISC);
                let is_inside = frame.holds(&mark.ring) && frame.holds(&disc);
                assert!(is_inside, "{} {form}: {} leaves the frame", step.id, mark.number);
                for other in &sketch.marks[at + 1..] {
                    let apart = (x - other.disc[0]).hypot(y - other.disc[1]);
                    let both = (mark.number, other.number);
                    assert!(apart >= 2.0 * DISC, "{} {form}: {both:?} overlap", step.id);
                }
            }
        }
    });
}

#[test]
fn a_label_of_200_characters_is_told_and_breaks_no_document() {
    let kb = kb();
    let step = kb.step(&"trust-set-trusted".into()).expect("it is there");
    let link = kb.link(step.link.as_ref().expect("a link")).expect("it is there");
    let mut scene = step.scene.clone().expect("a scene");
    let long = "Label ".repeat(34);
    scene.part.insert(0, Part::Notice(Control { label: long.clone(), on: false, mark: None }));
    for form in [Form::Full, Form::Small] {
        let (_, misfits) = drawing::draw(&scene, link, form, &Inter);
        assert!(misfits.iter().any(|misfit| misfit.text == long), "{form:?}: {misfits:?}");
    }
    let sketch = drawing::draw_beside_text(&scene, link, &Inter);
    let mut document = CustomerDocument::new("A long label");
    let image = Image::Drawing(sketch, Vec::new());
    let (clicks, notes) = (vec![("Click it".into(), "".into())], [Vec::new(), Vec::new()]);
    document.clicks("A step".into(), notes, clicks, Some(("Drawing".into(), image)), "".into());
    let pdf = Pdf::read(&write(&document, Format::Pdf).expect("a PDF"));
    assert_eq!(pdf.pages(), 1);
}

/// What the check says of the shared steps with a text replaced.
fn check_of_steps_with(old: &str, new: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let own = built_in::kb_files().into_iter().find(|file| file.name == "shared-steps.toml");
    let text = own.expect("it is there").text;
    assert!(text.contains(old), "{old}");
    std::fs::write(folder.path().join("shared-steps.toml"), text.replace(old, new))
        .expect("it can be written");
    let told = Command::new(env!("CARGO_BIN_EXE_syncmend"))
        .args(["kb", "check"])
        .arg(folder.path())
        .assert()
        .failure();
    String::from_utf8_lossy(&told.get_output().stdout).into_owned()
}

#[test]
fn the_check_tells_a_label_that_does_not_fit_its_drawing() {
    let long = "Manage Google Services ".repeat(9);
    let told = check_of_steps_with("Manage Google Services", long.trim());
    assert!(told.contains("step `open-google-services`") && told.contains("wide"), "{told}");
}

#[test]
fn the_check_tells_a_label_that_is_covered_in_documents() {
    // A heading is never too wide for its column; it runs below the number of the button.
    let columns = r#"columns = ["User", "User status"#;
    let long = format!("{columns}{}", " as of today".repeat(7));
    let told = check_of_steps_with(columns, &long);
    assert!(told.contains("a number covers `User status as of today"), "{told}");
}

/// A text may be a little wider on the screen, where letters stand on whole pixels.
#[test]
fn words_are_as_wide_on_the_screen_as_they_were_laid_out_at_each_size() {
    const ROUNDING: f32 = 1.04;
    Drawer::new(Theme::Light).draw(POINTS, 1.0, |ui| {
        drawn_steps(&mut |step, link| {
            let scene = step.scene.as_ref().expect("a scene");
            let (sketch, _) = drawing::draw(scene, link, Form::Full, &Inter);
            for scale in [480.0, 560.0, 752.0].map(|width| width / sketch.width) {
                for shape in &sketch.shapes {
                    let Shape::Text { text, size, boldness, .. } = shape else { continue };
                    let weight = match boldness {
                        Boldness::Regular => Weight::Regular,
                        Boldness::Medium => Weight::Medium,
                        Boldness::SemiBold => Weight::SemiBold,
                        Boldness::Bold => Weight::Bold,
                    };
                    let letters = font(size * scale, weight);
                    let seen = ui.painter().layout_no_wrap(text.clone(), letters, Color32::BLACK);
                    let (seen, laid_out) = (seen.size().x, Inter.width(text, *size, *boldness));
                    let most = laid_out * scale * ROUNDING + 1.0;
                    assert!(seen <= most, "{}: `{text}` is {seen} wide, not {most}", step.id);
                }
            }
        });
    });
}

#[test]
fn every_step_of_the_knowledge_base_fits_on_one_picture() {
    let kb = kb();
    let mut drawer = Drawer::new(Theme::Light);
    for cause in kb.causes() {
        for method in &cause.methods {
            let steps = kb.steps_of(cause, method);
            let results: Vec<_> = steps.into_iter().map(|step| (step, None)).collect();
            for language in [Language::En, Language::De] {
                for shown in Shown::steps(&kb, &results, language) {
                    assert_eq!(drawer.parts(&shown).len(), 1, "{} of {}", shown.title, cause.id);
                }
            }
        }
    }
}

#[test]
fn what_does_not_fit_goes_on_on_another_picture_and_loses_no_word() {
    let mut shown = step_of("no-license-seats", 0);
    shown.page = None;
    shown.clicks.clear();
    shown.action = format!(
        "{} {}",
        shown.action,
        "Then look at **every user of the unit**, one by one. ".repeat(40)
    );
    let mut drawer = Drawer::new(Theme::Light);
    let parts = drawer.parts(&shown);
    assert!(parts.len() > 2, "{} parts", parts.len());
    let joined = |text: fn(&Shown) -> &str| {
        let texts: Vec<&str> =
            parts.iter().map(|(part, _)| text(part)).filter(|t| !t.is_empty()).collect();
        texts.join(" ").replace("** **", " ")
    };
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&joined(|part| &part.action)), words(&shown.action));
    assert_eq!(words(&joined(|part| &part.see)), words(&shown.see));
}

/// The most that a document with the drawings of five steps may weigh, in bytes.
const MOST_OF_FIVE: usize = 300 * 1024;

#[test]
fn five_drawn_steps_are_two_light_pages_of_shapes_with_their_clicks() {
    let mut document = CustomerDocument::new("Five steps");
    let kb = kb();
    let ids = ["trust-open-apps", "trust-set-trusted", "set-google-admin-unrestricted"];
    for id in ids.into_iter().chain(["run-manual-import", "peo-set-export"]) {
        let step = kb.step(&id.into()).expect("it is there");
        let page = Page::of(&kb, step).expect("it is drawn");
        let (sketch, _) = drawing::draw(&page.scene, &page.link, Form::Small, &Inter);
        document.item(Tick::Done, "A step", Vec::new());
        document.picture("The page", Image::Drawing(sketch, page.clicks));
    }
    let page = String::from_utf8(write(&document, Format::Html).expect("a page")).expect("text");
    assert_eq!(page.matches("<svg ").count(), 5);
    assert!(page.contains("<li>Open <b>Start Manual Import</b></li>"), "{page}");
    assert!(!page.contains("<img"), "{page}");
    let bytes = write(&document, Format::Pdf).expect("a PDF");
    assert!(bytes.len() <= MOST_OF_FIVE, "{} bytes", bytes.len());
    let pdf = Pdf::read(&bytes);
    assert_eq!((pdf.count("S", "Figure"), pdf.count("Subtype", "Image")), (5, 0));
    assert!(pdf.pages() <= 2, "{} pages", pdf.pages());
    assert!(pdf.everything().contains("Start Manual Import"));
}

#[test]
fn the_command_line_draws_the_steps_without_a_display() {
    let folder = tempfile::tempdir().expect("a folder");
    let out: PathBuf = folder.path().join("pictures");
    let call = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("syncmend").expect("it is built");
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command.arg("--data-dir").arg(folder.path()).args(arguments).assert()
    };
    call(&["ticket", "new", "--reference", "HD-1", "--customer", "Example Dental"]).success();
    call(&["ticket", "pictures", "HD-1", "--out", &out.to_string_lossy()]).failure().code(1);
    call(&["ticket", "fix", "HD-1", "last-name-missing"]).success();
    call(&["ticket", "pictures", "HD-1", "--out", &out.to_string_lossy(), "--theme", "dark"])
        .success();
    let mut names: Vec<_> = std::fs::read_dir(&out)
        .expect("the folder was made")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let kb = kb();
    let cause = kb.cause(&"last-name-missing".into()).expect("it is there");
    let steps = kb.steps_of(cause, cause.method(None).expect("a way")).len();
    let wanted: Vec<String> = (1..=steps).map(|number| format!("step-{number:02}.png")).collect();
    assert_eq!(names, wanted);
}

#[test]
fn pictures_go_into_a_folder_of_their_own_and_none_stays_where_they_are_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = || {
        let entries = std::fs::read_dir(folder.path()).expect("it can be read");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    let steps = [step_of("no-license-seats", 0)];
    let wanted = Work::new("Drawing", true).progress;
    let save = |progress| picture::save(folder.path(), &steps, Theme::Light, progress);
    let stopped = Work::new("Drawing", true).progress;
    stopped.stop();
    assert!(matches!(save(&stopped), Err(NotSaved::Stopped)));
    assert!(names().is_empty(), "{:?}", names());
    for _ in 0..2 {
        let (place, saved) = save(&wanted).expect("it is saved");
        assert_eq!((saved, place.join("step-01.png").is_file()), (1, true));
    }
    assert_eq!(names(), ["steps", "steps-2"]);
}
