//! Where a run writes: only regular files are replaced, and never one that the command reads.

use crate::run::{SMALL, folder_with, obsada};
use std::fs;

#[test]
fn the_scenario_itself_is_never_written_over() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let told =
        obsada(folder.path(), &["plan", "small.toml", "-o", "./small.toml", "--force"]).fails(2);
    assert!(told.contains("is read by this very command"), "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("small.toml")).unwrap(), SMALL);
}

#[test]
fn a_folder_as_output_is_refused_before_the_work() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    fs::create_dir(folder.path().join("out")).unwrap();
    let told = obsada(folder.path(), &["plan", "small.toml", "-o", "out", "--force"]).fails(2);
    assert!(told.contains("is a directory"), "{told}");
}

#[cfg(unix)]
#[test]
fn devices_are_written_to_and_stay_devices() {
    use std::os::unix::fs::FileTypeExt;
    let folder = folder_with(&[("small.toml", SMALL)]);
    let plan = |to: &str| obsada(folder.path(), &["plan", "small.toml", "-o", to, "--force"]);
    assert_eq!(plan("/dev/null").code, 0);
    let null = fs::symlink_metadata("/dev/null").unwrap().file_type();
    assert!(null.is_char_device());
    let out = plan("/dev/stdout");
    assert!(out.code == 0 && out.stdout.contains("Small line"), "{}", out.stderr);
    let full = plan("/dev/full").fails(2);
    assert!(full.contains("cannot be written"), "{full}");
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_no_scenarios() {
    let folder = folder_with(&[]);
    for input in ["/dev/zero", "/dev/null"] {
        let told = obsada(folder.path(), &["plan", input]).fails(2);
        assert!(told.contains("it is a device"), "{told}");
        let told = obsada(folder.path(), &["check", input]).fails(2);
        assert!(told.contains("it is a device"), "{told}");
    }
}

#[test]
fn demand_lies_in_the_folder_of_the_scenario_unless_allowed_elsewhere() {
    let line = "day,start,calls\nmon,08:00,20\nmon,09:00,20\n";
    let scenario =
        SMALL.replace("calls_per_week = 80", "csv = \"../calls.csv\"\ncsv_basis = \"stated\"");
    let folder = folder_with(&[("calls.csv", line)]);
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("small.toml"), scenario).unwrap();
    let told = obsada(&inner, &["plan", "small.toml"]).fails(2);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("outside of the scenario's folder"), "{told}");
    let allowed = obsada(&inner, &["plan", "small.toml", "--allow-outside"]);
    assert!(!allowed.stderr.contains("outside of the scenario's folder"), "{}", allowed.stderr);
}

/// Where `--force` cannot help no message advises it, and the run with it ends the same way, before the work.
#[test]
fn force_is_advised_only_where_it_helps() {
    let folder = folder_with(&[("small.toml", SMALL), ("there.json", "{}"), ("file", "x")]);
    let at = folder.path();
    fs::create_dir(at.join("folder")).unwrap();
    let run = |target: &str, more: &[&str]| {
        let arguments = [&["plan", "small.toml", "--format", "json", "-o", target], more].concat();
        obsada(at, &arguments)
    };
    for (target, advice) in [
        ("none/plan.json", "make the folder first"),
        ("file/plan.json", "make the folder first"),
        ("folder", "name a file in it"),
        ("small.toml", "name another file"),
    ] {
        for more in [&[][..], &["--force"]] {
            let told = run(target, more).fails(2);
            let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(told.contains("E911") && told.contains(advice), "{target}: {told}");
            assert!(!told.contains("--force"), "{target}: {told}");
        }
        let told = run(target, &["--lang", "pl"]).fails(2);
        assert!(told.contains("E911") && !told.contains("--force"), "{target}: {told}");
    }
    assert!(run("there.json", &[]).fails(2).contains("--force"));
    run("there.json", &["--force"]).ok();
    assert_eq!(fs::read_to_string(at.join("small.toml")).unwrap(), SMALL);
}
