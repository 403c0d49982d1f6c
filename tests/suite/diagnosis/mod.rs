//! From answers and text to advice.

mod belief;
mod cases;
mod errors;
mod evaluation;
mod learned;
mod plan;
mod reading;
