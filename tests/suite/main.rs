//! One test binary for everything, so that it links once. Needs no network, display or GPU.

mod architecture;
mod chance;
mod diagnosis;
mod export;
mod knowledge;
mod links;
mod store;
mod support;
mod tickets;
mod window;
