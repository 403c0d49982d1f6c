//! From answers and text to advice.

mod evaluation;
mod plan;
mod reading;
