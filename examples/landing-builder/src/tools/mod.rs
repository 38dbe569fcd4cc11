//! The paid and gated features of this host, and the record of each paid run, so that a crash never takes credits twice.

mod background;
mod install;
mod lunar;
mod programmatic;
mod run;

use std::sync::Arc;

use crate::app::App;
use crate::settings::Settings;
pub(crate) use background::{PICTURE_BYTES_MAX, cut_out};
pub(crate) use install::{Installer, Known};
pub(crate) use lunar::{Lunar, advise, translate};
pub(crate) use programmatic::{Sheet, Template, make_pages};
pub(crate) use run::{Run, recover};

/// What tools share.
pub(crate) struct Tools {
    pub(crate) background: background::Background,
    pub(crate) lunar: Lunar,
}

impl Tools {
    pub(crate) fn new(settings: &Settings) -> Result<Self, String> {
        Ok(Self { background: background::Background::new(settings), lunar: Lunar::new(settings)? })
    }

    /// Ends what runs beside this program.
    pub(crate) fn stop(&self) {
        self.background.installer.stop();
        self.lunar.stop();
    }
}

/// The shape in which tools are handed around.
pub(crate) type Shared = Arc<App>;
