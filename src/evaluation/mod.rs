//! How good the diagnosis is: on complaints whose cause is known, and on simulated calls. Knows
//! `kb` and `diagnosis`. What is drawn by lot follows from a seed.
//!
//! ```text
//! evaluate.rs complaints with their causes in, hits and misses out
//! play.rs     calls written down by people, played against the planner
//! sentences.rs what single sentences state, and what is read in them
//! simulate.rs a table of simulated calls: what following the advice costs beside other ways
//! call.rs     one simulated call
//! worse.rs    the same knowledge base with something wrong in it
//! optimum.rs  small parts of the knowledge base, where every plan can be searched
//! ```

mod call;
pub mod evaluate;
mod optimum;
pub mod play;
pub mod sentences;
pub mod simulate;
mod worse;
