//! What is kept across restarts, as plain data without handlers.

pub mod graphics_backend;
pub mod navigation;
pub mod preferences;
pub mod recent_commands;
pub mod window_geometry;
