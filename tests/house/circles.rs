//! No file needs a file that needs it in turn, apart from those listed.
//!
//! The file at the head of a folder (`mod.rs`, or a file beside it of the same name) holds the types of its room and its entrance, so what the files
//! below take from it is not counted.

use crate::imports::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Circles that stand: each is one piece of work in several files, and the list may only become shorter.
const KNOWN: [&[&str]; 10] = [
    &[
        "handover/sheet/breaks.rs",
        "handover/sheet/counts.rs",
        "handover/sheet/coverage.rs",
        "handover/sheet/grid.rs",
    ],
    &[
        "plan/shift_plan/bound.rs",
        "plan/shift_plan/memory.rs",
        "plan/shift_plan/proof.rs",
        "plan/shift_plan/search.rs",
    ],
    &[
        "records/calls.rs",
        "records/figure.rs",
        "records/headings.rs",
        "records/intervals.rs",
        "records/log_line.rs",
        "records/mapping.rs",
        "records/queue_log.rs",
        "records/ready.rs",
        "records/source.rs",
    ],
    &["roster/branch.rs", "roster/columns.rs", "roster/neighbours.rs", "roster/search.rs"],
    &[
        "roster/absence.rs",
        "roster/assemble.rs",
        "roster/needs.rs",
        "roster/polish/bounds.rs",
        "roster/polish/later.rs",
        "roster/polish/mod.rs",
        "roster/polish/team.rs",
        "roster/repair/read.rs",
        "roster/setting.rs",
    ],
    &[
        "scenario/csv_demand.rs",
        "scenario/validate.rs",
        "scenario/validate_activity.rs",
        "scenario/validate_closing.rs",
        "scenario/validate_cost.rs",
        "scenario/validate_demand.rs",
        "scenario/validate_group.rs",
        "scenario/validate_handle.rs",
        "scenario/validate_hours.rs",
        "scenario/validate_line.rs",
        "scenario/validate_roster.rs",
        "scenario/validate_shift.rs",
        "scenario/validate_today.rs",
    ],
    &[
        "scenario/file.rs",
        "scenario/file_activity.rs",
        "scenario/file_demand.rs",
        "scenario/file_line.rs",
        "scenario/file_roster.rs",
        "scenario/file_staff.rs",
    ],
    &["scenario/read.rs", "scenario/table.rs"],
    &["witness/check/impatient.rs", "witness/check/queue.rs"],
    &["witness/roster_check/person.rs", "witness/roster_check/rules.rs"],
];

/// Groups of files each of which needs every other, by way of others or not.
fn circles(imports: &BTreeMap<PathBuf, BTreeSet<PathBuf>>) -> BTreeSet<Vec<PathBuf>> {
    let reached: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> =
        imports.keys().map(|file| (file, reach(imports, file))).collect();
    let group = |file: &&PathBuf| -> Vec<PathBuf> {
        let back = reached[*file].iter().filter(|other| reached[*other].contains(*file));
        back.map(|other| (*other).clone()).collect()
    };
    imports.keys().map(|file| group(&file)).filter(|group| group.len() > 1).collect()
}

/// The files that a file needs, directly or by way of others.
fn reach<'a>(
    imports: &'a BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    file: &'a PathBuf,
) -> BTreeSet<&'a PathBuf> {
    let (mut found, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(file) = open.pop() {
        let counted = imports[file].iter().filter(|next| !is_head_of(next, file));
        open.extend(counted.filter(|next| found.insert(*next)));
    }
    found
}

fn is_head_of(head: &Path, file: &Path) -> bool {
    let folder = match head.ends_with("mod.rs") {
        true => head.parent().unwrap().to_owned(),
        false => head.with_extension(""),
    };
    file.starts_with(folder)
}

#[test]
fn files_stand_in_no_circle() {
    let tree = Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let imports = tree.imports();
    let arrows: usize = imports.values().map(BTreeSet::len).sum();
    assert!(arrows > imports.len(), "{arrows} imports of {} files", imports.len());
    for group in circles(&imports) {
        let known = KNOWN.iter().any(|known| {
            group.iter().all(|file| known.iter().any(|known| file == Path::new(known)))
        });
        let inside = |file: &PathBuf| -> Vec<PathBuf> {
            imports[file].iter().filter(|other| group.contains(other)).cloned().collect()
        };
        let arrows: Vec<_> = group.iter().map(|file| (file, inside(file))).collect();
        assert!(known, "files that need each other: {arrows:#?}");
    }
}
