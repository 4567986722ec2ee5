//! A small desk over the change of clocks of October 2026, with evenings, nights and unpaid breaks.

use obsada::domain::units::Language;
use obsada::handover::names::Names;
use obsada::handover::sheet;
use obsada::report::words::findings;
use obsada::roster::{self, Options};
use obsada::scenario::{Scenario, validate::parse};
use obsada::wire::roster_answer::Roster;
use obsada::witness::roster_check;
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;

/// The scenario without its people.
pub const DESK: &str = r#"title = "Desk & night <1>"
locale = "pl"
[calendar]
interval_minutes = 30
week_start = 2026-10-19
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
holidays = "PL"
[[line]]
id = "city"
name = "City, day; night"
open = "00:00"
close = "24:00"
open_on_holidays = true
aht = "4m"
demand = { calls_per_week = 120 }
target = [{ mean_wait = "5m" }]
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 48
contracts = [{ id = "full", weekly_hours = 40, days_per_week = 5 }, { id = "half", weekly_hours = 20, days_per_week = 5 }]
[[shift]]
id = "day"
groups = ["desk"]
contracts = ["full"]
starts = ["06:00", "14:00", "22:00"]
lengths = ["8h"]
breaks = [{ length = "15m", paid = true, after = "2h", before_end = "2h" }]
[[shift]]
id = "short"
groups = ["desk"]
contracts = ["half"]
starts = ["08:00", "12:00"]
lengths = ["4h 30m"]
breaks = [{ length = "30m", paid = false, after = "2h", before_end = "2h" }]
[roster]
weeks = 2
settlement_weeks = 2
"#;

/// The names of the people, with what the scenario says of each.
pub const PEOPLE: [(&str, &str); 14] = [
    (
        "P01",
        "contract = \"full\"\nabsent = [{ from = 2026-10-19, to = 2026-10-21, kind = \"sick-leave\" }]",
    ),
    (
        "P02",
        "contract = \"full\"\nwishes = [{ off = 2026-10-29, grade = 2, reason = \"court date\" }]",
    ),
    ("P03", "contract = \"full\""),
    ("P04", "contract = \"full\""),
    ("P05", "contract = \"full\""),
    ("P06", "contract = \"full\""),
    ("P07", "contract = \"full\""),
    ("P08", "contract = \"full\""),
    ("P09", "contract = \"full\""),
    ("P10", "contract = \"full\""),
    ("P11", "contract = \"full\""),
    ("P12", "contract = \"full\""),
    (
        "P13",
        "contract = \"half\"\nfixed = [{ date = 2026-10-26, start = \"08:00\", length = \"4h 30m\" }]",
    ),
    ("P14", "contract = \"half\""),
];

pub fn text() -> String {
    let people = PEOPLE.map(|(name, rest)| {
        format!("[[consultant]]\nname = \"{name}\"\ngroup = \"desk\"\n{rest}\n")
    });
    DESK.to_owned() + &people.concat()
}

pub fn scenario() -> &'static Scenario {
    static SCENARIO: OnceLock<Scenario> = OnceLock::new();
    SCENARIO.get_or_init(|| parse(&text(), "desk.toml", &|_| Err("none".into())).unwrap())
}

/// Its roster, checked.
pub fn made() -> &'static Roster {
    static ROSTER: OnceLock<Roster> = OnceLock::new();
    ROSTER.get_or_init(|| {
        let mut made =
            roster::roster(scenario(), &Options { rounds: 10, ..Options::default() }).unwrap();
        made.check = findings::report(&roster_check::check(scenario(), &made));
        assert!(made.check.passed, "{:?}", made.check.violations);
        made
    })
}

pub fn workbook(language: Language) -> Vec<u8> {
    sheet::workbook(scenario(), made(), &Names::default(), language).unwrap()
}

/// A workbook with the XML of some sheets changed: by the number of the sheet, from 1.
pub fn changed(bytes: &[u8], change: impl Fn(usize, String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for k in 0..archive.len() {
        let mut file = archive.by_index(k).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let number = name.strip_prefix("xl/worksheets/sheet").and_then(|n| n.strip_suffix(".xml"));
        if let Some(number) = number {
            content = change(number.parse().unwrap(), String::from_utf8(content).unwrap()).into();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The XML of a sheet with another cell in the place of one that is there.
pub fn with_cell(xml: &str, cell: &str, new: &str) -> String {
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let rest = &xml[start..];
    let open = rest.find('>').unwrap();
    let end = if rest[..open].ends_with('/') { open + 1 } else { rest.find("</c>").unwrap() + 4 };
    format!("{}{new}{}", &xml[..start], &rest[end..])
}

/// A cell that holds text.
pub fn text_cell(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}
