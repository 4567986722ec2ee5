//! The source tree keeps the order of the flow: a file imports only from rooms above its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, in the order in which data moves through them. A room within a room is named by its path.
const ROOMS: [&str; 44] = [
    "domain/units",
    "domain/time",
    "domain/clock",
    "domain/measure",
    "domain/shift",
    "domain/labour",
    "domain",
    "parallel",
    "wire/answer",
    "wire/roster_answer",
    "wire/proposal",
    "wire",
    "domain/error",
    "files",
    "scenario",
    "wire/shifts",
    "plan/demand",
    "queue",
    "simulate",
    "plan/requirements",
    "plan/coverage",
    "plan/milp",
    "plan/shift_plan",
    "plan/figures",
    "plan/through_day",
    "plan/closed_loop",
    "plan",
    "records",
    "estimate",
    "calculator",
    "witness/check",
    "witness/roster_check",
    "witness",
    "roster",
    "solve",
    "compare",
    "sweep",
    "report",
    "handover/names",
    "handover",
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
            let room = room_of(&inside.with_extension("").to_string_lossy());
            let text = fs::read_to_string(&path).unwrap();
            (room, inside, text)
        })
        .collect()
}

/// The innermost listed room that holds a path such as `plan/shift_plan/build`.
fn room_of(path: &str) -> String {
    let path = path.trim_end_matches("/mod");
    let holds = |room: &&&str| path == **room || path.starts_with(&format!("{room}/"));
    let innermost = ROOMS.iter().filter(holds).max_by_key(|room| room.len());
    innermost.unwrap_or_else(|| panic!("{path} is in no listed room")).to_string()
}

/// Rooms named behind `crate::` in the code (comments apart).
fn imports(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut found = BTreeSet::new();
    for rest in code.flat_map(|line| line.split("crate::").skip(1)) {
        for path in named(rest) {
            if ROOMS.iter().any(|room| room.split('/').next() == path.split('/').next()) {
                found.insert(room_of(&path));
            }
        }
    }
    found
}

/// The module paths at the start of a text behind `crate::`: one, or those in braces.
fn named(rest: &str) -> Vec<String> {
    let path = |text: &str| -> String {
        let modules = text.trim().chars();
        let modules = modules.take_while(|c| c.is_ascii_lowercase() || *c == '_' || *c == ':');
        modules.collect::<String>().trim_end_matches(':').replace("::", "/")
    };
    let (head, list) = match rest.split_once('{') {
        Some((head, list)) if head.chars().all(|c| c.is_ascii_lowercase() || "_:".contains(c)) => {
            (head.replace("::", "/"), list.split('}').next().unwrap_or_default())
        }
        _ => return vec![path(rest)],
    };
    list.split(',').map(|name| format!("{head}{}", path(name))).collect()
}

#[test]
fn files_import_only_from_rooms_above() {
    let place = |room: &str| ROOMS.iter().position(|r| *r == room).unwrap();
    for (room, path, text) in every_source() {
        for import in imports(&text) {
            assert!(
                place(&import) <= place(&room),
                "{}: imports {import}, which comes later",
                path.display()
            );
        }
    }
}

#[test]
fn the_queue_sees_no_scenario_and_the_witnesses_no_model() {
    for (room, path, text) in every_source() {
        let forbidden: &[&str] = match room.as_str() {
            "queue" => &["scenario", "plan"],
            "witness/check" | "witness/roster_check" => &["queue", "plan", "roster", "solve"],
            "simulate" => &[
                "queue",
                "plan/requirements",
                "plan/coverage",
                "plan/milp",
                "plan/shift_plan",
                "plan/figures",
                "witness",
                "roster",
            ],
            _ => &[],
        };
        for import in imports(&text) {
            let named = |room: &&&str| import == **room || import.starts_with(&format!("{room}/"));
            let allowed = !forbidden.iter().any(|room| named(&room));
            assert!(allowed, "{} imports {import}", path.display());
        }
    }
}

#[test]
fn the_solvers_are_named_behind_one_door() {
    for (_, path, text) in every_source() {
        for library in ["good_lp", "microlp"] {
            let named =
                text.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(library));
            assert!(!named || path.starts_with("plan/milp"), "{} names {library}", path.display());
        }
    }
}

#[test]
fn the_core_reads_no_clock_and_writes_no_file() {
    for (room, path, text) in every_source() {
        let shell = ["cli", "main"].contains(&room.as_str())
            || path == Path::new("files.rs")
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
