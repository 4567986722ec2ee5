//! Numbers of callers and circumstances of people: in no output, no file and no message, wherever they stand in what
//! is read.

use crate::run::{folder_with, obsada};
use std::fs;
use std::io::Read;
use std::path::Path;

/// One number as people and systems write it.
const NUMBERS: [&str; 12] = [
    "600100200",
    "+48 600 100 200",
    "600-100-200",
    "600\u{2013}100\u{2011}200",
    "(600) 100.200",
    "tel600100200x",
    "Ann 600 100 200",
    "600_100_200",
    "6 0 0 1 0 0 2 0 0",
    "٦٠٠١٠٠٢٠٠",
    "６００１００２００",
    "600\u{200b}100\u{a0}200",
];

/// The digits of a text alone, whatever script they are of.
fn digits(text: &str) -> String {
    // Scripts whose digits stand one after another from these on: ASCII, Arabic, Persian, Devanagari, full width.
    let zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
    let digit = |c: char| {
        let own = zeros.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|d| *d < 10));
        own.and_then(|d| char::from_digit(d, 10))
    };
    text.chars().filter_map(digit).collect()
}

/// Whether the number can be put together again from what is shown, line by line.
fn tells(text: &str) -> Option<&str> {
    text.lines().find(|line| digits(line).contains("0100200"))
}

/// A week of calls; in one row of each number a field holds it.
fn calls(field: usize) -> String {
    let mut text = "date;time;line;wait;status;talk;agent;number;id\n".to_owned();
    for call in 0..120 {
        let (day, hour, minute) = (2 + call % 5, 8 + call / 15, call % 15 * 4);
        let mut row = [
            format!("2026-03-{day:02}"),
            format!("{hour:02}:{minute:02}:00"),
            "City".into(),
            "5".into(),
            "answered".into(),
            "180".into(),
            "Jan".into(),
            format!("51200{call:04}"),
            format!("c{call}"),
        ];
        if call % 8 == 7 {
            row[field] = NUMBERS[call / 8 % NUMBERS.len()].to_owned();
        }
        text += &(row.join(";") + "\n");
    }
    text
}

/// The same as events of a queue; fields 1 call, 2 queue, 3 agent, 4 event, 5 and on data.
fn log(field: usize) -> String {
    let mut text = String::new();
    for call in 0..120 {
        let at = 1_772_438_400 + call * 240;
        let mut rows = [
            [
                at.to_string(),
                format!("c{call}"),
                "q".into(),
                "NONE".into(),
                "ENTERQUEUE".into(),
                String::new(),
                "512000111".into(),
                "1".into(),
            ],
            [
                (at + 5).to_string(),
                format!("c{call}"),
                "q".into(),
                "A1".into(),
                "CONNECT".into(),
                "5".into(),
                "x".into(),
                "1".into(),
            ],
            [
                (at + 185).to_string(),
                format!("c{call}"),
                "q".into(),
                "A1".into(),
                "COMPLETECALLER".into(),
                "5".into(),
                "180".into(),
                "1".into(),
            ],
        ];
        if call % 8 == 7 {
            rows[call % 3][field] = NUMBERS[call / 8 % NUMBERS.len()].to_owned();
        }
        rows.iter().for_each(|row| text += &(row.join("|") + "\n"));
    }
    text
}

fn no_number_in(folder: &Path, arguments: &str) {
    let words: Vec<&str> = arguments.split(' ').collect();
    let run = obsada(folder, &words);
    for text in [&run.stdout, &run.stderr] {
        assert_eq!(tells(text), None, "{arguments}");
    }
    if let Ok(scenario) = fs::read_to_string(folder.join("out.toml")) {
        assert_eq!(tells(&scenario), None, "{arguments}");
        fs::remove_file(folder.join("out.toml")).unwrap();
    }
}

#[test]
fn no_field_of_records_shows_a_number() {
    for (many, written) in [(9, calls as fn(usize) -> String), (8, log)] {
        for field in 0..many {
            let text = written(field);
            assert!(tells(&text).is_some());
            let folder = folder_with(&[("log", &text)]);
            for more in [
                "",
                " --format json",
                " --bad-rows 1 --out out.toml",
                " --bad-rows 1 --format json",
            ] {
                no_number_in(folder.path(), &format!("fit log{more}"));
            }
            for more in
                ["--call c7", "--call c7 --format json", "--number 600100200", "--call 600100200"]
            {
                no_number_in(folder.path(), &format!("wait --log log {more}"));
            }
        }
    }
}

/// A heading that is a row of data, a mapping that names a number, and a sheet that there is not.
#[test]
fn no_heading_and_no_mapping_shows_a_number() {
    for number in NUMBERS {
        let heading = format!("{number};x;{number}\n{number};1;{number}\n");
        let mapping = "[columns]\ntime = \"when\"\nwait = \"wait\"\n";
        let folder = folder_with(&[("log", &heading), ("map.toml", mapping)]);
        no_number_in(folder.path(), "fit log");
        no_number_in(folder.path(), "fit log --mapping map.toml");
        no_number_in(folder.path(), "wait --log log --call x");
    }
}

/// What only the planner is to know.
const CIRCUMSTANCES: [&str; 3] = ["chemotherapy", "custody hearing", "pregnancy"];

const DESK: &str = r#"title = "Desk"
[calendar]
interval_minutes = 60
week_start = 2026-11-02
[[line]]
id = "a"
open = "08:00"
close = "16:00"
aht = "4m"
demand = { calls_per_week = 40 }
target = [{ agents_min = 1 }]
[[group]]
id = "g"
lines = ["a"]
hourly_cost = 50
[[shift]]
id = "day"
groups = ["g"]
starts = ["08:00"]
lengths = ["8h"]
[roster]
weeks = 1
[[consultant]]
name = "Ala"
group = "g"
contract = "full"
protected = ["pregnancy"]
absent = [{ from = 2026-11-03, to = 2026-11-03, kind = "chemotherapy" }]
[[consultant]]
name = "Ola"
group = "g"
contract = "full"
wishes = [{ off = 2026-11-04, grade = 3, reason = "custody hearing" }, { prefer = "early", reason = "chemotherapy" }]
[[consultant]]
name = "Iza"
group = "g"
contract = "full"
"#;

fn silent(told: &str, about: &str) {
    for secret in CIRCUMSTANCES {
        assert!(!told.contains(secret), "{about}: {told}");
    }
}

/// Everything that is handed out, the packed parts of a workbook too.
#[test]
fn no_output_tells_a_circumstance() {
    let folder = folder_with(&[("s.toml", DESK)]);
    let at = folder.path();
    let made = obsada(at, &["roster", "s.toml", "--format", "json", "-o", "r.json"]);
    assert!([0, 3].contains(&made.code), "{}", made.stderr);
    for arguments in [
        "plan s.toml",
        "plan s.toml --format json",
        "roster s.toml --from r.json",
        "roster s.toml --from r.json --format csv",
        "roster s.toml --from r.json --format html",
        "roster s.toml --from r.json --format xlsx -o r.xlsx",
        "roster s.toml --from r.json --format ics -o cal",
        "roster s.toml --from r.json --why Ala 2026-11-03",
        "roster s.toml --from r.json --why Ola 2026-11-04",
        "roster s.toml --from r.json --swap Ala<->Ola@2026-11-05",
        "roster s.toml --repair r.json --absent Iza@2026-11-05",
        "roster s.toml --repair r.json --absent Iza@2026-11-05 --format json",
        "check r.json --scenario s.toml",
        "explore s.toml --unplanned -o page.html",
    ] {
        let run = obsada(at, &arguments.split(' ').collect::<Vec<_>>());
        assert!([0, 2, 3].contains(&run.code), "{arguments}: {}", run.stderr);
        silent(&(run.stdout + &run.stderr), arguments);
    }
    let mut files = vec![at.join("r.json"), at.join("page.html")];
    files.extend(fs::read_dir(at.join("cal")).unwrap().map(|entry| entry.unwrap().path()));
    for file in files {
        silent(&fs::read_to_string(&file).unwrap(), &file.display().to_string());
    }
    let page = fs::read_to_string(at.join("page.html")).unwrap();
    assert!(!["Ala", "Ola", "Iza"].iter().any(|name| page.contains(&format!("\\\"{name}\\\""))));
    let mut book = zip::ZipArchive::new(fs::File::open(at.join("r.xlsx")).unwrap()).unwrap();
    for k in 0..book.len() {
        let mut part = String::new();
        book.by_index(k).unwrap().read_to_string(&mut part).unwrap();
        silent(&part, "a part of the workbook");
    }
}

/// One mistake after another in and around the tables of people: each is told, with its place, and nothing else.
#[test]
fn no_message_tells_a_circumstance() {
    for (right, wrong) in [
        ("from = 2026-11-03", "from = 2026-11-09"),
        ("from = 2026-11-03", "from = \"Tuesday\""),
        ("from = 2026-11-03, ", ""),
        ("to = 2026-11-03", "to = 2026-11-02"),
        ("kind = \"chemotherapy\"", "kinds = \"chemotherapy\""),
        ("kind = \"chemotherapy\"", "kind = [\"chemotherapy\"]"),
        ("kind = \"chemotherapy\"", "kind = \"chemotherapy"),
        ("kind = \"chemotherapy\"", "kind = \"\"\"chemotherapy"),
        ("kind = \"chemotherapy\" }]", "kind = \"chemotherapy\" }"),
        ("[\"pregnancy\"]", "\"pregnancy\""),
        ("[\"pregnancy\"]", "[\"chemotherapy\"]"),
        ("protected = [\"pregnancy\"]", "protection = [\"chemotherapy\"]"),
        ("grade = 3", "grade = 9"),
        ("grade = 3", "grade = \"custody hearing\""),
        ("reason = \"custody hearing\"", "why = \"custody hearing\""),
        ("prefer = \"early\", ", ""),
        ("prefer = \"early\"", "prefer = \"mornings\""),
        ("off = 2026-11-04", "off = 2027-11-04"),
        ("off = 2026-11-04", "off 2026-11-04"),
        ("[[consultant]]\nname = \"Ola\"", "[[consultants]]\nname = \"Ola\""),
        ("[[consultant]]\nname = \"Ala\"", "[[consultant]\nname = \"Ala\""),
        ("name = \"Ola\"", "name = \"Ala\""),
        (
            "group = \"g\"\ncontract = \"full\"\nwishes",
            "group = \"h\"\ncontract = \"full\"\nwishes",
        ),
    ] {
        let text = DESK.replacen(right, wrong, 1);
        assert_ne!(text, DESK, "{right}");
        let folder = folder_with(&[("s.toml", &text)]);
        for lang in ["en", "pl"] {
            let run = obsada(folder.path(), &["roster", "s.toml", "--lang", lang]);
            assert_eq!(run.code, 2, "{wrong}: {}", run.stderr);
            // The words that there are may be told.
            let told = run.stderr.replace("`disability`, `pregnancy`", "");
            silent(&(run.stdout + &told), wrong);
        }
    }
}
