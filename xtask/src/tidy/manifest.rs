//! Rules about Cargo.toml files: every dependency is declared once, in the workspace, with the reason for it.

use super::File;

/// A reason of one word is none.
const REASON_WORDS_MIN: usize = 2;

pub(super) fn dependencies(tree: &[File]) -> Vec<String> {
    tree.iter()
        .filter(|file| file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml"))
        .flat_map(|file| {
            entries(&file.text).filter_map(|(number, section, line)| {
                fault(section, line).map(|fault| format!("{}:{number}: {fault}", file.path))
            })
        })
        .collect()
}

/// The lines that set something, each with its number and the section that it stands in.
fn entries(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut section = "";
    (1..).zip(text.lines()).filter_map(move |(number, line)| {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix('[') {
            section = rest.split(']').next().unwrap_or_default();
            return None;
        }
        (line.contains('=') && !line.starts_with('#')).then_some((number, section, line))
    })
}

fn fault(section: &str, line: &str) -> Option<String> {
    let name = line.split([' ', '=', '.']).next().unwrap_or_default();
    if section == "workspace.dependencies" {
        let reason = line.split_once('#').map_or("", |(_, reason)| reason);
        let ours = line.contains("path =");
        (!ours && reason.split_whitespace().count() < REASON_WORDS_MIN)
            .then(|| format!("{name}: say in a comment why it, why not std"))
    } else if section.ends_with("dependencies") {
        (!line.contains("workspace = true"))
            .then(|| format!("{name}: its version belongs into the workspace's Cargo.toml, with a reason"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn dependencies_without_a_reason_are_found() {
        let rows: &[(&str, &[&str])] = &[
            ("[workspace.dependencies]\nsha2 = \"1\" # the hash chain", &[]),
            ("[workspace.dependencies]\nscrip-core = { path = \"crates/core\" }", &[]),
            ("[workspace.dependencies]\n\nsha2 = \"1\"", &["Cargo.toml:3: sha2"]),
            ("[workspace.dependencies]\nsha2 = \"1\" # hash", &["Cargo.toml:2: sha2"]),
            ("[dependencies]\nsha2.workspace = true", &[]),
            ("[dependencies]\nsha2 = { workspace = true, features = [\"oid\"] }", &[]),
            ("[dev-dependencies]\nsha2 = \"1\" # the hash chain", &["Cargo.toml:2: sha2"]),
            ("[target.'cfg(unix)'.dependencies]\nlibc = \"1\"", &["Cargo.toml:2: libc"]),
            ("[package]\nname = \"scrip\"", &[]),
        ];
        for (text, expected) in rows {
            check(dependencies, "Cargo.toml", text, expected);
        }
        check(dependencies, "docs/Cargo.toml.md", "[dependencies]\nsha2 = \"1\"", &[]);
    }
}
