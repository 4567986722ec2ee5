//! Text written by others never becomes anything but text: a scenario whose every title, name, note and label
//! is an attack goes out in every form, and each form has the same bones as that of a harmless scenario, its texts
//! come back whole, and nothing steers a terminal, a spreadsheet or a calendar.

mod bones;
mod desk;

use bones::{calendar, csv_rows, hidden, html, markdown, texts_of_html, workbook};
use desk::{BLAND, Desk, NASTY, NOTES};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &str) -> Output {
    let words = arguments.split(' ');
    Command::new(env!("CARGO_BIN_EXE_obsada")).current_dir(folder).args(words).output().unwrap()
}

/// Runs a command that must succeed; what it printed and said.
fn done(folder: &Path, arguments: &str) -> (String, String) {
    let out = run(folder, arguments);
    let (printed, said) =
        (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap());
    // A roster that is short of people is one all the same.
    assert!([Some(0), Some(3)].contains(&out.status.code()), "{arguments}: {said}");
    (printed, said)
}

/// Every output of a desk, by name.
struct Outputs {
    folder: tempfile::TempDir,
    printed: BTreeMap<&'static str, String>,
}

impl Outputs {
    fn of(desk: &Desk) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::write(at.join("s.toml"), desk.scenario()).unwrap();
        fs::write(at.join("names.csv"), desk.names()).unwrap();
        let mut printed = BTreeMap::new();
        let mut keep = |name: &'static str, arguments: &str| {
            let (text, said) = done(at, arguments);
            assert_eq!(hidden(&said), None, "{arguments}: {said:?}");
            printed.insert(name, text);
        };
        keep("plan", "plan s.toml --promise formula");
        keep("plan.json", "plan s.toml --promise formula --format json");
        keep("shifts.csv", "plan s.toml --promise formula --format csv");
        keep("intervals.csv", "plan s.toml --promise formula --format csv --table intervals");
        keep("compare", "compare s.toml --samples 10 --weeks 10");
        keep("compare.md", "compare s.toml --samples 10 --weeks 10 --format md");
        keep("compare.html", "compare s.toml --samples 10 --weeks 10 --format html");
        keep("compare.json", "compare s.toml --samples 10 --weeks 10 --format json");
        keep("compare.csv", "compare s.toml --samples 10 --weeks 10 --format csv");
        keep("", "compare s.toml --samples 10 --weeks 10 --format xlsx -o compare.xlsx");
        keep("", "explore s.toml --unplanned -o explore.html");
        keep("roster.json", "roster s.toml --promise formula --format json");
        fs::write(at.join("r.json"), &printed["roster.json"]).unwrap();
        let mut keep = |name: &'static str, arguments: &str| {
            let (text, said) = done(at, &format!("roster s.toml --from r.json {arguments}"));
            assert_eq!(hidden(&said), None, "{arguments}: {said:?}");
            printed.insert(name, text);
        };
        keep("roster", "--format text");
        keep("roster.csv", "--format csv");
        keep("roster-excel.csv", "--format csv-excel");
        keep("roster.html", "--format html --names names.csv");
        keep("", "--format xlsx -o roster.xlsx --names names.csv");
        keep("", "--format ics -o cal --names names.csv");
        printed.insert("explore.html", fs::read_to_string(at.join("explore.html")).unwrap());
        Self { folder, printed }
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }

    fn calendars(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.folder.path().join("cal")).unwrap();
        let read = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        };
        entries.map(|entry| read(entry.unwrap())).collect()
    }
}

/// Both desks differ in their texts alone, so their plans are one, and so must be all but the texts.
#[test]
fn text_of_others_is_never_anything_but_text() {
    let (nasty, bland) = (Outputs::of(&NASTY), Outputs::of(&BLAND));
    for name in ["compare.html", "roster.html", "explore.html"] {
        assert_eq!(html(&nasty.printed[name]), html(&bland.printed[name]), "{name}");
    }
    // What was written is what is read.
    let shown = texts_of_html(&nasty.printed["compare.html"]);
    for text in [desk::TITLE, desk::LINE, desk::LABEL] {
        assert!(shown.contains(text), "{text}");
    }
    for name in ["shifts.csv", "intervals.csv", "compare.csv", "roster.csv"] {
        csv_alike(&nasty.printed[name], &bland.printed[name], ',');
    }
    csv_alike(&nasty.printed["roster-excel.csv"], &bland.printed["roster-excel.csv"], ';');
    assert_eq!(markdown(&nasty.printed["compare.md"]), markdown(&bland.printed["compare.md"]));
    for name in ["compare.xlsx", "roster.xlsx"] {
        let (own, other) = (workbook(&nasty.bytes(name)), workbook(&bland.bytes(name)));
        assert_eq!(own.bones, other.bones, "{name}");
        assert!(own.texts.iter().any(|text| text.contains(desk::TITLE)), "{name}");
    }
    calendars_alike(&nasty.calendars(), &bland.calendars());
    for (name, text) in &nasty.printed {
        assert_eq!(hidden(text), None, "{name}");
    }
    for name in ["plan.json", "compare.json", "roster.json"] {
        let value: serde_json::Value = serde_json::from_str(&nasty.printed[name]).unwrap();
        assert_eq!(value["scenario"]["title"], desk::TITLE, "{name}");
    }
}

/// As many rows and fields, and none that a spreadsheet would take for a formula.
fn csv_alike(nasty: &str, bland: &str, by: char) {
    let (nasty, bland) = (csv_rows(nasty, by), csv_rows(bland, by));
    let bones = |rows: &[Vec<String>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(bones(&nasty), bones(&bland));
    for field in nasty.iter().flatten() {
        let begins = field.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        assert!(!begins || field.replace(',', ".").parse::<f64>().is_ok(), "{field}");
    }
}

/// The same properties in the same order under plain names of files.
fn calendars_alike(nasty: &BTreeMap<String, String>, bland: &BTreeMap<String, String>) {
    let mut bones: [Vec<Vec<String>>; 2] = [nasty, bland].map(|files| {
        let own = files.iter().filter(|(name, _)| name.ends_with(".ics"));
        own.map(|(_, text)| calendar(text)).collect()
    });
    bones.iter_mut().for_each(|files| files.sort());
    assert_eq!(bones[0], bones[1]);
    for name in nasty.keys().filter(|name| *name != "people.csv") {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let stem = name.strip_suffix(".ics").unwrap();
        assert!(!stem.is_empty() && stem.chars().all(plain), "{name}");
        assert!(!["con", "nul", "aux", "prn", "com1", "lpt9"].contains(&stem), "{name}");
    }
    csv_alike(&nasty["people.csv"], &bland["people.csv"], ',');
}

/// Notes may hold line breaks and what is not seen; a title or a name that does is refused, and the refusal steers
/// nothing either. The same holds for names of files.
#[test]
fn what_is_not_seen_is_refused_or_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for hidden_text in desk::HIDDEN {
        let escaped: String =
            hidden_text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
        let text = BLAND.scenario().replacen("title = \"", &format!("title = \"{escaped}"), 1);
        fs::write(at.join("s.toml"), text).unwrap();
        let out = run(at, "plan s.toml");
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), hidden(&said)), (Some(2), None), "{said:?}");
        // The character itself in a key, a comment and a value.
        let raw = format!("ti{hidden_text}tle = \"x{hidden_text}\" # {hidden_text}\n");
        fs::write(at.join("raw.toml"), raw).unwrap();
        let out = run(at, "plan raw.toml");
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), hidden(&said)), (Some(2), None), "{said:?}");
        let name = hidden_text.replace(['\n', '\0'], "\u{1b}");
        for command in ["plan", "check", "fit", "compare", "simulate", "roster"] {
            let out = run(at, &format!("{command} no{name}.x"));
            let said = String::from_utf8(out.stderr).unwrap();
            assert_eq!(hidden(&said), None, "{command}: {said:?}");
            let out = run(at, &format!("{command} --no{name} x"));
            let said = String::from_utf8(out.stderr).unwrap();
            assert_eq!(hidden(&said), None, "{command}: {said:?}");
        }
    }
    let named = format!("id,name\nP,a{}b\n", desk::HIDDEN[1]);
    fs::write(at.join("s.toml"), BLAND.scenario()).unwrap();
    fs::write(at.join("n.csv"), named).unwrap();
    let out = run(at, "roster s.toml --format html --names n.csv");
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!((out.status.code(), hidden(&said)), (Some(2), None), "{said:?}");
    assert!(NOTES.iter().any(|note| hidden(note).is_some()));
}
