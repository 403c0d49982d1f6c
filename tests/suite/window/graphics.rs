//! Which way the window is drawn, and what happens where one fails.

use std::time::Duration;

use syncmend::app::settings::graphics_backend::GraphicsBackend;
use syncmend::app::window::graphics::{StartError, WindowExit, order, try_in_turn};
use syncmend::renderer::Renderer;

const WINDOWS: [GraphicsBackend; 3] =
    [GraphicsBackend::Direct3d12, GraphicsBackend::Vulkan, GraphicsBackend::OpenGl];

/// Opens a window that ends like this, one ending after the other; says which ways were tried.
fn tried(endings: &[WindowExit]) -> (Vec<GraphicsBackend>, Result<(), StartError>) {
    let mut backends = Vec::new();
    let mut endings = endings.iter().cloned();
    let result = try_in_turn(&WINDOWS, |backend| {
        backends.push(backend);
        endings.next().expect("no more tries than endings")
    });
    (backends, result)
}

fn failed(reason: &str) -> WindowExit {
    WindowExit::Failed(reason.to_owned())
}

fn lost(seconds: u64) -> WindowExit {
    WindowExit::Lost { after: Duration::from_secs(seconds), reason: "the GPU went away".to_owned() }
}

fn broke(after: Option<u64>) -> WindowExit {
    let after = after.map(Duration::from_secs);
    WindowExit::Broke { after, reason: "libxkbcommon-x11.so could not be loaded".to_owned() }
}

#[test]
fn every_system_has_more_than_one_way_and_a_name_for_each_that_comes_back() {
    assert!(GraphicsBackend::here().len() > 1);
    for backend in GraphicsBackend::here() {
        assert_eq!(GraphicsBackend::of_id(backend.id()), Some(*backend));
    }
}

#[test]
fn a_way_that_fails_is_followed_by_the_next() {
    let (backends, result) = tried(&[failed("device is lost"), WindowExit::Closed]);
    assert_eq!(backends, [GraphicsBackend::Direct3d12, GraphicsBackend::Vulkan]);
    assert_eq!(result, Ok(()));
}

#[test]
fn when_all_ways_fail_it_says_what_was_tried_and_how_to_choose() {
    let (backends, result) =
        tried(&[failed("no device"), failed("no driver"), failed("no context")]);
    assert_eq!(backends, WINDOWS);
    let told = result.expect_err("there is no window").to_string();
    for words in ["--renderer", "Direct3D 12: no device", "Vulkan: no driver", "OpenGL: no context"]
    {
        assert!(told.contains(words), "{words:?} is missing: {told}");
    }
}

#[test]
fn without_a_display_no_other_way_is_tried() {
    let (backends, result) = tried(&[WindowExit::NoDisplay("DISPLAY is not set".to_owned())]);
    assert_eq!(backends, [GraphicsBackend::Direct3d12]);
    assert_eq!(result, Err(StartError::NoDisplay("DISPLAY is not set".to_owned())));
}

#[test]
fn a_library_that_is_missing_is_named() {
    let (backends, result) = tried(&[broke(None)]);
    assert_eq!(backends.len(), 1, "the process can open no other window");
    let told = result.expect_err("there is no window").to_string();
    assert!(told.contains("libxkbcommon-x11.so") && told.contains("--renderer"), "{told}");
}

#[test]
fn a_window_that_breaks_has_the_program_started_again_but_not_for_ever() {
    let again = |after, asked| {
        let (_, result) = tried(&[broke(after)]);
        result.expect_err("it broke").again_with(asked)
    };
    assert_eq!(again(Some(3600), Renderer::Auto), Some(Renderer::Auto));
    assert_eq!(again(Some(1), Renderer::Auto), None);
    assert_eq!(again(None, Renderer::Auto), Some(Renderer::Glow), "Direct3D never opened");
    assert_eq!(again(None, Renderer::Glow), None);
}

#[test]
fn a_window_whose_gpu_goes_away_after_a_while_comes_back_the_same_way() {
    let (backends, result) = tried(&[lost(3600), lost(3600), WindowExit::Closed]);
    assert_eq!(backends, [GraphicsBackend::Direct3d12; 3]);
    assert_eq!(result, Ok(()));
}

#[test]
fn a_window_whose_gpu_goes_away_at_once_comes_back_another_way_and_not_for_ever() {
    let (backends, result) = tried(&[lost(1), WindowExit::Closed]);
    assert_eq!(backends, [GraphicsBackend::Direct3d12, GraphicsBackend::Vulkan]);
    assert_eq!(result, Ok(()));
    let (backends, result) = tried(&[lost(1), lost(1), lost(1)]);
    assert_eq!(backends.len(), 3);
    assert!(matches!(result, Err(StartError::NotDrawn(_))));
}

#[test]
fn what_drew_the_last_window_is_tried_first() {
    let backends = order(&WINDOWS, Renderer::Auto, Renderer::Auto, Some(GraphicsBackend::Vulkan));
    assert_eq!(
        backends,
        [GraphicsBackend::Vulkan, GraphicsBackend::Direct3d12, GraphicsBackend::OpenGl]
    );
}

#[test]
fn what_is_preferred_goes_before_what_drew_the_last_window_and_has_the_rest_behind_it() {
    let backends = order(&WINDOWS, Renderer::Auto, Renderer::Glow, Some(GraphicsBackend::Vulkan));
    assert_eq!(
        backends,
        [GraphicsBackend::OpenGl, GraphicsBackend::Vulkan, GraphicsBackend::Direct3d12]
    );
}

#[test]
fn what_is_asked_for_is_all_that_is_tried() {
    let only_glow = order(&WINDOWS, Renderer::Glow, Renderer::Wgpu, Some(GraphicsBackend::Vulkan));
    assert_eq!(only_glow, [GraphicsBackend::OpenGl]);
    let only_wgpu = order(&WINDOWS, Renderer::Wgpu, Renderer::Auto, None);
    assert_eq!(only_wgpu, [GraphicsBackend::Direct3d12, GraphicsBackend::Vulkan]);
}
