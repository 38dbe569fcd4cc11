//! A data folder fresh from initdb: made once for a build folder, then copied, which is ten times as fast.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::programs::Programs;
use crate::user::User;

/// Makes the data folder `to`, which does not exist yet; its parent is the user's.
pub(crate) fn data_folder(to: &Path, user: User) {
    let Some(shelf) = shelf() else { return initdb(to, user) };
    let template = shelf.join(format!("template-{}", Programs::find().version));
    // Several test processes begin at once: one makes the template, the others wait for it. The lock ends with the file.
    let lock = File::create(shelf.join("lock")).expect("a lock file beside the template");
    lock.lock().expect("the lock of the template");
    if !template.exists() {
        initdb(to, user);
        let unfinished = shelf.join("unfinished");
        let _ = fs::remove_dir_all(&unfinished);
        copy(to, &unfinished, User::Same);
        fs::rename(&unfinished, &template).expect("the template takes its name");
        return;
    }
    drop(lock);
    copy(&template, to, user);
}

/// Where templates stand: in cargo's build folder, found from the test's own program, so that `cargo clean` takes them along.
fn shelf() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let target = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists())?;
    let shelf = target.join("pg-server");
    fs::create_dir_all(&shelf).ok()?;
    Some(shelf)
}

fn initdb(to: &Path, user: User) {
    let mut command = Command::new(Programs::find().path("initdb"));
    command
        .args(["--username=postgres", "--encoding=UTF8", "--no-locale", "--auth=trust", "--no-sync"])
        .arg("--pgdata")
        .arg(to)
        .current_dir(to.parent().unwrap_or(Path::new("/")))
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    user.run(&mut command);
    let output = command.output().expect("initdb starts");
    assert!(output.status.success(), "initdb failed: {}", String::from_utf8_lossy(&output.stderr));
}

/// A data folder holds folders and files and nothing else; PostgreSQL wants it closed to everybody but its user.
pub(crate) fn copy(from: &Path, to: &Path, user: User) {
    fs::create_dir(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    fs::set_permissions(to, fs::metadata(from).expect("a folder").permissions()).expect("permissions are set");
    user.own(to);
    for entry in from.read_dir().expect("the template can be read").map(|entry| entry.expect("an entry")) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().expect("a type").is_dir() {
            copy(&from, &to, user);
        } else {
            fs::copy(&from, &to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
            user.own(&to);
        }
    }
}
