//! How long it takes to lay out and paint the drawing of each console page, and with `--out` the
//! drawings as PNG: `cargo bench --bench drawings -- --out target/drawings`.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement prints and may stop")]

use std::path::PathBuf;
use std::time::{Duration, Instant};
use syncmend::built_in;

use clap::Parser;
use eframe::egui::{Theme, vec2};
use syncmend::drawing::{self, Form, Inter};
use syncmend::files::{self, Replace};
use syncmend::picture::{self, Drawer};

/// Measures the drawings of console pages.
#[derive(Parser)]
struct Arguments {
    /// The folder for the drawings; without one, they are only measured
    #[arg(long)]
    out: Option<PathBuf>,
    /// Only steps whose id holds this
    #[arg(long, default_value = "")]
    only: String,
    /// Whether to draw in the dark theme
    #[arg(long)]
    dark: bool,
    /// Whether to draw the small form
    #[arg(long)]
    small: bool,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let asked = Arguments::parse();
    let kb = built_in::knowledge_base().expect("the embedded knowledge base is sound");
    let mut drawer = Drawer::new(if asked.dark { Theme::Dark } else { Theme::Light });
    let form = if asked.small { Form::Small } else { Form::Full };
    let mut times = Vec::new();
    let of_causes = kb.causes().iter().flat_map(|it| it.steps.iter().chain([&it.confirm]));
    let steps = of_causes.chain(&kb.model().shared_steps);
    for step in steps.filter(|step| step.id.as_str().contains(&asked.only)) {
        let link = step.link.as_ref().and_then(|id| kb.link(id));
        let Some((scene, link)) = step.scene.as_ref().zip(link) else { continue };
        let begun = Instant::now();
        let (sketch, misfits) = drawing::draw(scene, link, form, &Inter);
        times.push(begun.elapsed());
        for misfit in misfits {
            println!("{}: `{}` needs {} of {}", step.id, misfit.text, misfit.width, misfit.room);
        }
        let Some(folder) = &asked.out else { continue };
        let size = vec2(sketch.width + 40.0, sketch.height + 40.0);
        let image = drawer.draw(size, 1.5, |ui| {
            ui.add_space(20.0);
            ui.horizontal(|ui| {
                ui.add_space(20.0);
                picture::drawing::draw(ui, &sketch, sketch.width, &step.title);
            });
        });
        let png = picture::encode(&image).expect("it can be written");
        std::fs::create_dir_all(folder).expect("the folder can be made");
        let place = folder.join(format!("{}.png", step.id));
        files::write(&place, Replace::Yes, &png).expect("it can be written");
    }
    let all: Duration = times.iter().sum();
    let most = times.iter().max().copied().unwrap_or_default();
    println!("{} drawings, {all:?} together, at most {most:?} each", times.len());
}
