//! From answers and text to advice.

mod evaluation;
mod learned;
mod plan;
mod reading;
