//! The model shares nothing with the core: no crate of the project, not its calendar, not its decimals.

#[test]
fn the_model_depends_on_nothing_of_the_core() {
    let manifest = include_str!("../Cargo.toml");
    let (_, rest) = manifest.split_once("[dependencies]").expect("the manifest has dependencies");
    let (section, _) = rest.split_once("\n[").expect("another table follows");
    let names: Vec<&str> = section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    assert_eq!(names, ["chrono", "chrono-tz"]);
}
