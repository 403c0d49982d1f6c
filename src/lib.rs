pub mod cli;
pub mod desk;
pub mod diagnosis;
pub mod export;
pub mod kb;
pub mod paths;
pub mod privacy;
pub mod ticket;
