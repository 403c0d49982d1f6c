//! One test binary for everything, so that it links once. Needs no network, display or GPU.

mod support;
mod window;
