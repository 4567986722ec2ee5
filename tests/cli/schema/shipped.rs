//! Scenarios that ship are valid by the schema, and malformed ones that a schema can tell are not.

use super::validator;
use super::values::json;
use obsada::schema::Document;
use std::path::{Path, PathBuf};
use toml::Table;

fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        root.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    files
}

#[test]
fn shipped_scenarios_are_valid() {
    let validator = validator(&Document::Scenario.schema());
    let mut paths = files("scenarios");
    paths.push("src/scenario/starter.toml".into());
    assert!(paths.len() > 5);
    for path in paths {
        let table: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        let told: Vec<String> =
            validator.iter_errors(&json(&table)).map(|e| e.to_string()).collect();
        assert!(told.is_empty(), "{}: {told:?}", path.display());
    }
}

/// Codes of which every malformed scenario is refused: unknown and missing keys, wrong types, words,
/// times and names, numbers out of their range.
const TOLD: [&str; 16] = [
    "E106", "E107", "E108", "E109", "E110", "E111", "E113", "E114", "E115", "E117", "E201", "E205",
    "E301", "E302", "E402", "E403",
];

#[test]
fn malformed_scenarios_are_refused() {
    let validator = validator(&Document::Scenario.schema());
    let mut refused = 0;
    for path in files("tests/malformed") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Ok(table) = std::fs::read_to_string(&path).unwrap().parse::<Table>() else { continue };
        if TOLD.contains(&&name[..4]) {
            assert!(!validator.is_valid(&json(&table)), "{name} is valid by the schema");
            refused += 1;
        }
    }
    assert!(refused > 20, "{refused}");
}
