//! Bundles: the archive, its questions, and its folder.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::Path;

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub::in_process;
use crate::cli::registry::answers::Answers;
use crate::formats::server_json::bundle;
use crate::settings::transfer::bundle::{Answers as Values, Installation, Manifest, platform};
use crate::state::bundles::{Bundles, Limits, UnpackError};

/// Limit of an archive's size.
pub(crate) const ARCHIVE_BYTES: usize = 500 << 20;

/// An archive with a valid manifest, not yet unpacked.
pub(crate) struct Archive {
    file: File,
    bundles: Bundles,
    pub(crate) manifest: Manifest,
}

impl Archive {
    /// Opens a bundle on this machine.
    pub(crate) fn open(context: &Context, path: &str) -> Result<Self, Failure> {
        let whole = context.environment.folder.join(path);
        let unreadable = |error: std::io::Error| {
            let error = anyhow::Error::new(error).context(format!("cannot read {path}"));
            Failure::from_error(Kind::Settings, error)
        };
        let file = File::open(&whole).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?;
        if !length.is_file() || length.len() > ARCHIVE_BYTES as u64 {
            let why = format!("{path} is not a file of at most {} MiB", ARCHIVE_BYTES >> 20);
            return Err(Failure::new(Kind::Settings, why));
        }
        Self::of(context, file)
    }

    /// Takes the content of a downloaded archive.
    pub(crate) fn of_bytes(context: &Context, bytes: &[u8]) -> Result<Self, Failure> {
        let stored = tempfile::tempfile().and_then(|mut file| {
            file.write_all(bytes)?;
            file.rewind()?;
            Ok(file)
        });
        let file = stored.map_err(|error| {
            Failure::from(anyhow::Error::new(error).context("cannot store the bundle"))
        })?;
        Self::of(context, file)
    }

    fn of(context: &Context, file: File) -> Result<Self, Failure> {
        let state = in_process::state_folder(&context.environment)?;
        let copy = file.try_clone().map_err(|error| unpack_failure(error.into()))?;
        let manifest = Bundles::manifest(copy, Limits::default()).map_err(unpack_failure)?;
        if !manifest.supports(platform()) {
            let why = format!("the bundle `{}` does not support {}", manifest.name, platform());
            return Err(Failure::new(Kind::Failed, why));
        }
        Ok(Self { file, bundles: Bundles::of(&state), manifest })
    }

    /// Returns the entry with the answers to the bundle's questions.
    pub(crate) fn entry(&self, answers: &mut Answers<'_>) -> Result<Map<String, Value>, Failure> {
        let mut values = Values::new();
        for input in bundle::inputs(&self.manifest) {
            let answered = answers.answer(&input);
            if !answered.is_empty() {
                values.insert(input.name, answered);
            }
        }
        let folder = self.bundles.folder_of(&self.manifest.name);
        let place = Installation { folder: &folder.to_string_lossy(), platform: platform() };
        self.manifest.server_with(place, &values).map_err(|why| Failure::new(Kind::Failed, why))
    }

    /// Unpacks the archive and replaces an older bundle of the same name. Returns whether there was
    /// one.
    pub(crate) fn unpack(self) -> Result<bool, Failure> {
        let folder = self.bundles.folder_of(&self.manifest.name);
        let replaces = Path::new(&folder).exists();
        // Creates the folder of all bundles.
        drop(self.bundles.archive().map_err(|error| unpack_failure(error.into()))?);
        self.bundles.unpack(self.file, Limits::default()).map_err(unpack_failure)?;
        Ok(replaces)
    }
}

fn unpack_failure(error: UnpackError) -> Failure {
    let kind = match &error {
        UnpackError::Invalid(_) => Kind::Settings,
        UnpackError::Disk(_) => Kind::Failed,
    };
    Failure::from_error(kind, error)
}
