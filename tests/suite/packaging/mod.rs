//! What packages carry: manifests, completions, manual pages, what a build says of itself.

mod for_packages;
mod manifests;
