//! Everything that the host keeps: one JSON file an account, written whole and renamed into place; pictures beside it.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::landing::{Page, Section};
use crate::random;
use crate::tools::Run;

/// Of one account: a run of a few thousand rows fits, and one file stays small enough to be written at once.
pub(crate) const PAGES_MAX: usize = 5_000;
/// Runs of paid tools that are remembered, so that a repeated request is answered as the first was.
const RUNS_MAX: usize = 200;

/// What one account has.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Site {
    pub(crate) pages: Vec<Page>,
    /// Smart Sections.
    pub(crate) sections: Vec<Section>,
    pub(crate) runs: Vec<Run>,
}

impl Site {
    pub(crate) fn page(&self, id: &str) -> Result<&Page, Fault> {
        self.pages.iter().find(|page| page.id == id).ok_or(Fault::NotFound)
    }

    pub(crate) fn page_mut(&mut self, id: &str) -> Result<&mut Page, Fault> {
        self.pages.iter_mut().find(|page| page.id == id).ok_or(Fault::NotFound)
    }

    pub(crate) fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    pub(crate) fn add(&mut self, pages: Vec<Page>) -> Result<(), Fault> {
        if self.pages.len() + pages.len() > PAGES_MAX {
            return Err(Fault::bad(format!("An account has at most {PAGES_MAX} pages. Remove some first.")));
        }
        self.pages.extend(pages);
        Ok(())
    }

    pub(crate) fn run(&self, id: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.id == id)
    }

    /// Replaces the run of this id, or adds it; the oldest that has ended makes room.
    pub(crate) fn put_run(&mut self, run: Run) {
        if let Some(known) = self.runs.iter_mut().find(|known| known.id == run.id) {
            *known = run;
            return;
        }
        if self.runs.len() >= RUNS_MAX
            && let Some(oldest) = self.runs.iter().position(|run| !run.is_open())
        {
            self.runs.remove(oldest);
        }
        self.runs.push(run);
    }
}

/// The folder.
pub(crate) struct Files {
    folder: PathBuf,
    sites: Mutex<HashMap<String, Arc<Mutex<Site>>>>,
}

impl Files {
    pub(crate) fn open(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(folder.join("pictures"))?;
        let mut sites = HashMap::new();
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".json")) else { continue };
            let site = serde_json::from_slice::<Site>(&fs::read(&path)?).map_err(io::Error::other)?;
            sites.insert(name.to_owned(), Arc::new(Mutex::new(site)));
        }
        Ok(Self { folder, sites: Mutex::new(sites) })
    }

    /// The accounts that have something here.
    pub(crate) fn accounts(&self) -> Vec<String> {
        self.sites.lock().keys().cloned().collect()
    }

    pub(crate) fn read<T>(&self, account: &str, read: impl FnOnce(&Site) -> T) -> T {
        match self.known(account) {
            Some(site) => read(&site.lock()),
            None => read(&Site::default()),
        }
    }

    /// Changes what an account has, and writes it down before anybody hears of it; a failed change changes nothing.
    pub(crate) fn change<T>(
        &self,
        account: &str,
        change: impl FnOnce(&mut Site) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let site = self.sites.lock().entry(account.to_owned()).or_default().clone();
        let mut site = site.lock();
        let mut next = site.clone();
        let done = change(&mut next)?;
        let text = serde_json::to_vec(&next).map_err(|error| Fault::Broken(error.to_string()))?;
        let path = self.folder.join(format!("{account}.json"));
        written(&path, &text).map_err(|error| Fault::Broken(format!("{}: {error}", path.display())))?;
        *site = next;
        Ok(done)
    }

    /// Keeps a picture under a name that nobody guesses: published pages show it to everybody.
    pub(crate) fn keep_picture(&self, bytes: &[u8], extension: &str) -> Result<String, Fault> {
        let name = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
        let name = format!("{name}.{extension}");
        written(&self.folder.join("pictures").join(&name), bytes).map_err(|error| Fault::Broken(error.to_string()))?;
        Ok(name)
    }

    pub(crate) fn picture(&self, name: &str) -> Option<Vec<u8>> {
        let (stem, extension) = name.split_once('.')?;
        let is_ours = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_picture = matches!(extension, "png" | "jpg");
        (is_ours && is_picture).then(|| fs::read(self.folder.join("pictures").join(name)).ok())?
    }

    fn known(&self, account: &str) -> Option<Arc<Mutex<Site>>> {
        self.sites.lock().get(account).cloned()
    }
}

/// Whole or not at all.
fn written(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let next = path.with_extension("next");
    fs::write(&next, bytes)?;
    fs::rename(next, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_there_after_opening_again() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_owned()).unwrap();
        let page = Page { id: "p1".to_owned(), name: "One".to_owned(), ..Page::default() };
        files.change("acme", |site| site.add(vec![page])).unwrap();
        let refused = files.change("acme", |site| {
            site.pages.clear();
            Err::<(), _>(Fault::NotFound)
        });
        assert!(refused.is_err());
        let again = Files::open(folder.path().to_owned()).unwrap();
        assert_eq!(again.read("acme", |site| site.pages.len()), 1, "a failed change changed something");
        assert_eq!(again.accounts(), ["acme"]);
        assert_eq!(again.read("nobody", |site| site.pages.len()), 0);
    }

    #[test]
    fn only_pictures_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_owned()).unwrap();
        let name = files.keep_picture(b"png", "png").unwrap();
        assert_eq!(files.picture(&name).as_deref(), Some(&b"png"[..]));
        for other in ["../acme.json", "acme.json", "", "x.png", &name.replace(".png", ".json")] {
            assert_eq!(files.picture(other), None, "{other}");
        }
    }
}
