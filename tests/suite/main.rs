//! One test binary for everything, so that it links once. Needs no network, display or GPU.

mod architecture;
mod calls;
mod chance;
mod command_line;
mod diagnosis;
mod export;
mod knowledge;
mod links;
mod store;
mod support;
mod tickets;
mod window;
