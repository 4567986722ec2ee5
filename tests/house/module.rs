//! The module of `explore`'s page is built from the versions that the program is built from: answers are compared byte
//! for byte, and another solver or another generator of random numbers gives others.

use std::collections::BTreeMap;
use std::path::Path;

/// Libraries that figures come out of.
const OF_FIGURES: [&str; 9] = [
    "good_lp",
    "jiff",
    "microlp",
    "rand",
    "rand_distr",
    "rand_pcg",
    "serde_json",
    "statrs",
    "toml",
];

fn versions(file: &str) -> BTreeMap<String, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in text.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)).unwrap();
            line.trim_matches(['"', ' ', '=']).to_owned()
        };
        found.entry(value("name")).or_default().push(value("version"));
    }
    found
}

#[test]
fn the_module_is_built_from_the_same_libraries() {
    let (program, module) = (versions("Cargo.lock"), versions("web/Cargo.lock"));
    for name in OF_FIGURES {
        assert_eq!(program[name], module[name], "{name}: bring web/Cargo.lock up to date");
    }
}
