//! Landing Builder, the sample host: sign-in, pages, an editor, and paid features whose credits Scrip keeps.
//!
//! What any customer of Scrip writes: `scrip` asks the HTTP API by the Rust client, `web` has the routes and puts
//! Scrip's elements on pages, `tools` are the paid and gated features. Nothing here reaches into Scrip's own crates.

mod settings;

mod files;
mod landing;
mod people;
mod scrip;
mod tools;
mod views;
mod web;

mod app;
mod clock;
mod fault;
mod random;
mod seal;

pub use app::{Host, StartError, Stop, Until};
pub use settings::{ModelSettings, Settings};
