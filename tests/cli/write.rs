//! Files and folders are written whole or not at all, and only regular files are replaced.

use obsada::report::write::{Manner, write, write_folder};
use std::path::Path;
use std::{fs, io};

const NEW: Manner = Manner { overwrite: false, private: false };
const OVER: Manner = Manner { overwrite: true, private: false };

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_kept_unless_overwriting_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    write(&path, "one", NEW).unwrap();
    assert_eq!(write(&path, "two", NEW).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    write(&path, "two", OVER).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[test]
fn an_unwritable_place_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert!(write(&folder.path().join("none/plan.json"), "x", OVER).is_err());
    assert!(names(folder.path()).is_empty());
    assert_eq!(write(folder.path(), "x", OVER).unwrap_err().kind(), io::ErrorKind::IsADirectory);
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_killed_run_left_is_taken_away_and_what_others_write_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    // No process has this number; the parent of this one runs.
    let running = std::os::unix::process::parent_id();
    for process in [u32::MAX, running] {
        fs::write(folder.path().join(format!(".plan.json.{process}.part")), "half").unwrap();
    }
    fs::write(folder.path().join(format!(".other.json.{}.part", u32::MAX)), "half").unwrap();
    write(&path, "whole", NEW).unwrap();
    let kept = [
        format!(".other.json.{}.part", u32::MAX),
        format!(".plan.json.{running}.part"),
        "plan.json".into(),
    ];
    assert_eq!(names(folder.path()), kept);
}

#[cfg(unix)]
#[test]
fn links_streams_and_permissions_are_kept() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("plan.json"), folder.path().join("link"));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    write(&file, "one", Manner { private: true, ..NEW }).unwrap();
    assert_eq!(mode(&file), 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    write(&link, "two", OVER).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!((fs::read_to_string(&file).unwrap().as_str(), mode(&file)), ("two", 0o640));
    symlink(folder.path().join("nowhere"), folder.path().join("lost")).unwrap();
    assert!(write(&folder.path().join("lost"), "x", OVER).is_err());
    write(Path::new("/dev/null"), "x", OVER).unwrap();
    let null = fs::symlink_metadata("/dev/null").unwrap().file_type();
    assert!(null.is_char_device());
    assert!(write(Path::new("/dev/full"), "x", OVER).is_err());
}

#[test]
fn a_folder_is_replaced_whole_and_keeps_what_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calendars");
    write_folder(&path, &[("a.ics", b"1"), ("b.ics", b"1")], true).unwrap();
    fs::write(path.join("notes.txt"), "mine").unwrap();
    write_folder(&path, &[("b.ics", b"2"), ("c.ics", b"2")], true).unwrap();
    assert_eq!(names(&path), ["a.ics", "b.ics", "c.ics", "notes.txt"]);
    assert_eq!(fs::read_to_string(path.join("b.ics")).unwrap(), "2");
    // One that cannot be written leaves all as it was.
    assert!(write_folder(&path, &[("b.ics", b"3"), ("no/d.ics", b"3")], true).is_err());
    assert_eq!(fs::read_to_string(path.join("b.ics")).unwrap(), "2");
    assert_eq!(names(folder.path()), ["calendars"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_exchange_that_was_cut_short_is_completed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calendars");
    let old = folder.path().join(format!(".calendars.{}.old", u32::MAX));
    fs::create_dir(&old).unwrap();
    fs::write(old.join("a.ics"), "1").unwrap();
    fs::write(old.join("notes.txt"), "mine").unwrap();
    write_folder(&path, &[("a.ics", b"2")], true).unwrap();
    assert_eq!(names(&path), ["a.ics", "notes.txt"]);
    assert_eq!(fs::read_to_string(path.join("a.ics")).unwrap(), "2");
    assert_eq!(names(folder.path()), ["calendars"]);
}
