//! The source tree keeps the order of the flow: a file imports only from rooms above its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, in the order in which data moves through them.
const ROOMS: [&str; 35] = [
    "units",
    "clock",
    "labour",
    "parallel",
    "answer",
    "roster_answer",
    "error",
    "scenario",
    "demand",
    "queue",
    "calculator",
    "requirements",
    "coverage",
    "milp",
    "shift_plan",
    "figures",
    "simulate",
    "through_day",
    "closed_loop",
    "proposal",
    "records",
    "estimate",
    "wait",
    "check",
    "roster",
    "roster_check",
    "names",
    "report",
    "read_back",
    "solve",
    "compare",
    "schema",
    "cli",
    "lib",
    "main",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn every_source() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&root).unwrap().to_owned();
            let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
            let room = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            (room, inside, text)
        })
        .collect()
}

/// Rooms named behind `crate::` in the code (comments apart).
fn imports(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .flat_map(|rest| {
            let names = rest.strip_prefix('{').map_or(rest.as_str(), |list| list);
            let many = rest.starts_with('{');
            names
                .split(',')
                .take(if many { usize::MAX } else { 1 })
                .map(|name| {
                    name.trim()
                        .chars()
                        .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                        .collect::<String>()
                })
                .collect::<Vec<_>>()
        })
        .filter(|name| ROOMS.contains(&name.as_str()))
        .collect()
}

#[test]
fn files_import_only_from_rooms_above() {
    let place = |room: &str| ROOMS.iter().position(|r| *r == room);
    for (room, path, text) in every_source() {
        let own = place(&room).unwrap_or_else(|| panic!("{} is in no listed room", path.display()));
        for import in imports(&text) {
            let from = place(&import).unwrap();
            // Errors carry the explanation of an infeasible plan, reports may name any data above.
            assert!(from <= own, "{}: imports {import}, which comes later", path.display());
        }
    }
}

#[test]
fn the_queue_sees_no_scenario_and_the_check_no_model() {
    for (room, path, text) in every_source() {
        let imports = imports(&text);
        let forbidden: &[&str] = match room.as_str() {
            "queue" => &["scenario", "demand", "requirements"],
            "check" => {
                &["queue", "demand", "requirements", "coverage", "milp", "shift_plan", "figures"]
            }
            "simulate" => {
                &["queue", "requirements", "coverage", "milp", "shift_plan", "figures", "check"]
            }
            _ => &[],
        };
        for name in forbidden {
            assert!(!imports.contains(*name), "{} imports {name}", path.display());
        }
    }
}

#[test]
fn the_solvers_are_named_behind_one_door() {
    for (_, path, text) in every_source() {
        for library in ["good_lp", "microlp"] {
            let named =
                text.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(library));
            assert!(!named || path == Path::new("milp.rs"), "{} names {library}", path.display());
        }
    }
}

#[test]
fn the_core_reads_no_clock_and_writes_no_file() {
    for (room, path, text) in every_source() {
        let shell = ["cli", "main"].contains(&room.as_str())
            || path == Path::new("scenario/load.rs")
            || path == Path::new("records/load.rs")
            || path == Path::new("report/write.rs");
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in ["std::fs", "Instant", "SystemTime", "std::thread", "println!", "process::exit"]
        {
            assert!(shell || !code.contains(word), "{}: {word}", path.display());
        }
    }
}
