//! What screens and overlays share.

pub mod freshness;
pub mod knowledge_banner;
pub mod last_done;
pub mod note;
pub mod notices;
pub mod proof;
pub mod running_work;
pub mod seats_in_files;
pub mod size_of_steps;
pub mod ticket_filters;
pub mod ticket_list;
pub mod top_bar;
pub mod track_record;
