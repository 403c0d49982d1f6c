//! Draws every screen and everything that lies over one as PNG, without a display or GPU, from
//! example tickets and with a fixed clock, so that the same program gives the same bytes.
//!
//! ```sh
//! cargo bench --bench pictures -- --out target/pictures
//! cargo bench --bench pictures -- --out target/pictures --theme dark --size 900x600 --scale 2
//! ```

#[path = "../suite/support/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    clippy::expect_used,
    reason = "made for tests, which need more and may fail"
)]
mod support;

use std::path::{Path, PathBuf};

use clap::Parser;
use eframe::egui::{Vec2, vec2};
use egui_kittest::Harness;
use syncmend::app::App;
use syncmend::app::command::{Command, FixCommand, NavigateCommand};
use syncmend::app::settings::navigation::{Overlay, Screen};
use syncmend::diagnosis::Answer;
use syncmend::files::{self, Replace};
use syncmend::picture::encode;
use syncmend::theme::ThemeChoice;
use syncmend::ticket::{Outcome, StepResult};
use syncmend::ticket_service::TicketService;

use support::{
    Camera, Recorder, drop_files, end_step, example, photographed, run_command, service,
};

/// More steps than a fix has.
const MOST_STEPS: usize = 12;

/// Draws every screen as PNG.
#[derive(Parser)]
struct Arguments {
    /// The folder for the pictures
    #[arg(long)]
    out: PathBuf,
    /// light, dark, light-contrast or dark-contrast; light and dark where none is named
    #[arg(long)]
    theme: Option<String>,
    /// How large everything is drawn
    #[arg(long, default_value_t = 1.0)]
    zoom: f32,
    /// Width and height, in points
    #[arg(long, default_value = "1280x800", value_parser = size)]
    size: Vec2,
    /// Pixels a point
    #[arg(long, default_value_t = 1.0)]
    scale: f32,
    /// Only pictures whose name holds this
    #[arg(long, default_value = "")]
    only: String,
}

fn size(text: &str) -> Result<Vec2, String> {
    let (width, height) = text.split_once('x').ok_or("expected a size like 1280x800")?;
    let number = |text: &str| text.parse::<f32>().map_err(|error| error.to_string());
    Ok(vec2(number(width)?, number(height)?))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse_from(std::env::args().filter(|word| word != "--bench"));
    std::fs::create_dir_all(&arguments.out)?;
    let themes = [
        (ThemeChoice::Light, "light"),
        (ThemeChoice::Dark, "dark"),
        (ThemeChoice::LightContrast, "light-contrast"),
        (ThemeChoice::DarkContrast, "dark-contrast"),
    ];
    let usual = &themes[..2];
    for (theme, name) in &themes {
        let is_asked = match &arguments.theme {
            Some(asked) => asked == name,
            None => usual.iter().any(|(_, usual)| usual == name),
        };
        if is_asked {
            draw_all(&arguments, *theme, name)?;
        }
    }
    Ok(())
}

fn draw_all(
    arguments: &Arguments,
    theme: ThemeChoice,
    theme_name: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let Arguments { size, scale, .. } = *arguments;
    let (mut harness, camera) = photographed(tickets(), Recorder::default(), size, theme, scale);
    harness.ctx.set_zoom_factor(arguments.zoom);
    harness.run();
    let save = |harness: &Harness<'_, App>, camera: &Camera, name: &str| {
        save(&arguments.out, &arguments.only, &format!("{name}-{theme_name}.png"), harness, camera)
    };
    for screen in Screen::ALL {
        run_command(&mut harness, Command::Navigate(NavigateCommand::Show(screen)));
        save(&harness, &camera, &file_name(screen.name()))?;
    }
    run_command(&mut harness, Command::Navigate(NavigateCommand::Show(Screen::Diagnose)));
    let step = || Command::Fix(FixCommand::EndStep(StepResult::Done));
    run_command(&mut harness, Command::Navigate(NavigateCommand::Show(Screen::Fix)));
    for _ in 0..MOST_STEPS {
        run_command(&mut harness, step());
    }
    save(&harness, &camera, "fix-end")?;
    run_command(&mut harness, Command::Navigate(NavigateCommand::Show(Screen::Diagnose)));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence");
    let exports = ["google-users-classic.csv", "jumpcloud-backup.csv"].map(|it| folder.join(it));
    drop_files(&mut harness, &[&exports[0], &exports[1]]);
    save(&harness, &camera, "files-read")?;
    for overlay in Overlay::ALL {
        run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(overlay)));
        save(&harness, &camera, &format!("over-{}", file_name(&format!("{overlay:?}"))))?;
        run_command(&mut harness, Command::Navigate(NavigateCommand::Overlay(overlay)));
    }
    Ok(())
}

fn file_name(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn save(
    folder: &Path,
    only: &str,
    name: &str,
    harness: &Harness<'_, App>,
    camera: &Camera,
) -> Result<(), Box<dyn std::error::Error>> {
    if name.contains(only) || only.is_empty() {
        files::write(&folder.join(name), Replace::Yes, &encode(&camera.picture(harness))?)?;
    }
    Ok(())
}

/// The tickets of the design's pictures, the last one in work.
fn tickets() -> TicketService {
    let mut service = service();
    let solved =
        |service: &mut TicketService, reference: &str, customer: &str, text: &str, cause: &str| {
            let ticket = example(reference).customer(customer).reported(text).fix(cause);
            ticket.closed(Outcome::Solved).at(service);
        };
    example("HD-4790")
        .customer("Tailspin (example.com)")
        .reported("No Distribution Group Email column in the groups list")
        .at(&mut service);
    solved(
        &mut service,
        "HD-4795",
        "Fabrikam (example.com)",
        "Google password refused",
        "name-password-guidelines",
    );
    solved(
        &mut service,
        "HD-4809",
        "Contoso School (example.com)",
        "9 new pupils suspended",
        "bulk-create-suspension",
    );
    let waiting = example("HD-4817")
        .customer("Northwind (example.com)")
        .reported("Imports stopped on Friday")
        .fix("api-access-restricted")
        .at(&mut service);
    let waiting = end_step(&mut service, &waiting, StepResult::Done);
    end_step(&mut service, &waiting, StepResult::Done);
    let open = example("HD-4821")
        .customer("Acme Dental (example.com)")
        .user("pat@example.com")
        .reported("Hi, when I click authorize for our Google directory I get \"Access blocked: Error 400: admin_policy_enforced\". I am super admin.")
        .answer("one-user-affected", Answer::No)
        .fix("api-access-restricted")
        .at(&mut service);
    end_step(&mut service, &open, StepResult::Done);
    service
}
