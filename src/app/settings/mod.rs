//! What is kept over restarts, as plain data: no handlers, and nothing else of the window.

pub mod graphics_backend;
pub mod navigation;
pub mod preferences;
pub mod recent_commands;
pub mod window_geometry;
