//! Runs the program in a folder.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// One line, two days of four hours, two consultants needed all day: 40 calls a day of 4 minutes are
/// 2/3 erlang, with at least two agents.
pub const SMALL: &str = r#"title = "Small line"
locale = "en"
currency = "PLN"
[calendar]
interval_minutes = 60
days = ["mon", "tue"]
[[line]]
id = "a"
open = "08:00"
close = "12:00"
aht = "4m"
[line.demand]
calls_per_week = 80
[[line.target]]
agents_min = 2
[[group]]
id = "g"
lines = ["a"]
hourly_cost = 50
contracts = [{ id = "full", weekly_hours = 40.0, days_per_week = 5 }]
[[shift]]
id = "day"
groups = ["g"]
starts = ["08:00"]
lengths = ["4h"]
"#;

/// How a run ended.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Standard output of a run that must succeed.
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.stdout, self.stderr);
        self.stdout
    }

    /// Standard error of a run that must fail with this exit code and print no data.
    pub fn fails(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        assert_eq!(self.stdout, "", "data in spite of a failure");
        assert!(!self.stderr.trim().is_empty(), "a failure without a word");
        self.stderr
    }
}

/// A folder of its own with these files.
pub fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Runs `obsada` with these arguments in a folder.
pub fn obsada(folder: &Path, arguments: &[&str]) -> Run {
    obsada_with_input(folder, arguments, "")
}

/// The same with a text on standard input.
pub fn obsada_with_input(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_obsada"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may have closed it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().expect("ended by a signal"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// No line is wider than 80 columns.
pub fn narrow(text: &str) {
    let wide = text.lines().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None);
}
