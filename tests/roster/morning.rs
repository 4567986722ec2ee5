//! The bad morning at the command line: from two flags to a roster that is written.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Three people for two shifts of eight hours, and one who may come for four or six.
pub const DESK: &str = r#"title = "Desk"
locale = "en"
[calendar]
interval_minutes = 60
week_start = 2026-12-14
days = ["mon", "tue", "wed", "thu", "fri"]
[[line]]
id = "city"
open = "07:00"
close = "17:00"
aht = "4m"
[line.demand]
calls_per_week = 100
[[line.target]]
mean_wait = "2m"
over = "day"
[[line.target]]
agents_min = 1
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 50
contracts = [
  { id = "full", weekly_hours = 40, days_per_week = 5 },
  { id = "half", weekly_hours = 30, days_per_week = 5 },
]
[[shift]]
id = "day"
groups = ["desk"]
contracts = ["full"]
starts = ["07:00", "09:00"]
lengths = ["8h"]
breaks = [{ length = "30m", paid = true, after = "3h", before_end = "3h" }]
[[shift]]
id = "short"
groups = ["desk"]
contracts = ["half"]
starts = ["07:00", "11:00"]
lengths = ["4h", "6h"]
breaks = [{ length = "15m", paid = true, after = "2h", before_end = "1h" }]
[roster]
KEYS
[[consultant]]
name = "Anna Kos"
group = "desk"
contract = "full"
[[consultant]]
name = "Beata Lis"
group = "desk"
contract = "full"
[[consultant]]
name = "Celina Sowa"
group = "desk"
contract = "half"
available = { mon = ["07:00-13:00"], tue = ["07:00-13:00"], wed = ["07:00-13:00"], thu = ["07:00-13:00"], fri = ["07:00-13:00"] }
[[consultant]]
name = "Dorota Lis-Wrona"
group = "desk"
contract = "full"
"#;

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_obsada")).current_dir(folder).args(arguments).output().unwrap()
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The folder with a roster in `r.json` that the scenario made, and who works what on Monday.
pub fn desk(keys: &str) -> (tempfile::TempDir, BTreeMap<String, String>) {
    made(&DESK.replace("KEYS", keys))
}

fn made(text: &str) -> (tempfile::TempDir, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("desk.toml"), text).unwrap();
    let made = run(at, &["roster", "desk.toml", "--format", "json", "-o", "r.json"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let roster: Value = serde_json::from_str(&read(at, "r.json")).unwrap();
    (folder, works(&roster, 0))
}

pub fn read(at: &Path, file: &str) -> String {
    std::fs::read_to_string(at.join(file)).unwrap()
}

/// By name what people work on a day, `07:00-15:00`.
fn works(roster: &Value, day: usize) -> BTreeMap<String, String> {
    let people = roster["people"].as_array().unwrap().iter();
    let shift = |p: &Value| {
        let shift = &p["days"][day]["shift"];
        let [start, end] = ["start", "end"].map(|key| Some(shift[key].as_str()?.to_owned()));
        Some((p["name"].as_str()?.to_owned(), format!("{}-{}", start?, end?)))
    };
    people.filter_map(shift).collect()
}

fn repair(at: &Path, more: &[&str]) -> (Output, Value) {
    let arguments = [&["roster", "desk.toml", "--repair", "r.json"], more].concat();
    let output = run(at, &[&arguments[..], &["--format", "json"]].concat());
    let value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output, value)
}

fn starts_at(works: &BTreeMap<String, String>, start: &str) -> Option<String> {
    works.iter().find(|(_, span)| span.starts_with(start)).map(|(name, _)| name.clone())
}

#[test]
fn at_ten_past_seven_nothing_that_began_is_touched_and_nothing_begins_before() {
    let (folder, monday) = desk("");
    let at = folder.path();
    // The line is open until 17:00, which only a shift from 9:00 reaches.
    let late = starts_at(&monday, "09:00").unwrap();
    let absent = format!("{late}@2026-12-14..2026-12-15");
    let (output, found) = repair(at, &["--absent", &absent, "--now", "2026-12-14 07:10"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(found["now"], "2026-12-14 07:10");
    let options = found["options"].as_array().unwrap();
    assert_eq!(options[0]["kind"], "do-nothing");
    assert_eq!(options[0]["changes"].as_array().unwrap().len(), 0);
    assert!(options.len() > 1, "{options:?}");
    let now = "2026-12-14 07:10";
    for option in options {
        for change in option["changes"].as_array().unwrap() {
            let (date, name) = (change["date"].as_str().unwrap(), change["name"].as_str().unwrap());
            let (before, after) =
                (change["before"].as_str().unwrap(), change["after"].as_str().unwrap());
            assert!(date >= "2026-12-14" && name != late, "{change}");
            if date == "2026-12-14" && before != "off" && &before[..5] <= "07:10" {
                assert_eq!(before[..5], after[..5], "begun: {change}");
                assert!(after[6..11] > before[6..11], "begun: {change}");
            } else if date == "2026-12-14" && after != "off" {
                assert!(&after[..5] > "07:10", "begins before now: {change}");
            }
        }
        // Everybody whose day changes is rung, those first who must know first, before it begins.
        let ring = option["ring"].as_array().unwrap();
        let by: Vec<&str> = ring.iter().map(|r| r["by"].as_str().unwrap()).collect();
        assert!(by.is_sorted() && by.iter().all(|by| *by > now), "{ring:?}");
        assert_eq!(ring.len(), option["changes"].as_array().unwrap().len());
    }
    // Once the others have gone nobody is left if nothing is done; the promise of one person is broken then.
    let others = monday.iter().filter(|(name, _)| **name != late);
    let gone = others.map(|(_, span)| span[6..].to_owned()).max().unwrap();
    let crew = |option: &Value| {
        let promises = option["promises"].as_array().unwrap();
        let crew = promises.iter().find(|p| p["measure"] == "agents_min").unwrap().clone();
        assert!(promises.iter().any(|p| p["measure"] == "mean_wait" && p["over"] == "day"));
        crew
    };
    let nothing = crew(&options[0]);
    assert_eq!((&nothing["state"], &nothing["worst_at"]), (&"broken".into(), &gone.into()));
    assert_eq!(nothing["value"]["value"], 0.0);
    let best = &options[found["chosen"].as_u64().unwrap() as usize - 1];
    assert_ne!(best["kind"], "do-nothing");
    assert_eq!(crew(best)["state"], "kept", "{best}");
    // Two days of eight hours at 50 an hour: 80% of it is paid, and no longer owed in full.
    assert_eq!(found["absence_pay"], 0.8 * 2.0 * 8.0 * 50.0);
    assert_eq!(options[0]["cost"], -0.2 * 2.0 * 8.0 * 50.0);
}

#[test]
fn an_option_is_written_by_its_number_in_any_format() {
    let (folder, monday) = desk("sick_pay = 1.0");
    let at = folder.path();
    let late = starts_at(&monday, "09:00").unwrap();
    let absent = format!("{late}@2026-12-14");
    let morning = ["--absent", absent.as_str(), "--now", "2026-12-14 07:10"];
    let (_, all) = repair(at, &morning);
    // Paid in full: what a sick day costs is what it cost.
    assert_eq!(all["options"][0]["cost"], 0.0);
    let (_, first) = repair(at, &[&morning[..], &["--option", "1"]].concat());
    assert_eq!(first["chosen"], 1);
    let left = works(&first["roster"], 0);
    assert!(!left.contains_key(&late) && left.len() + 1 == monday.len());
    let csv = [&["roster", "desk.toml", "--repair", "r.json"], &morning[..]].concat();
    let out = ["--option", "2", "--format", "csv", "-o", "two.csv"];
    let written = run(at, &[&csv[..], &out].concat());
    assert_eq!(written.status.code(), Some(0), "{}", said(&written));
    let change = &all["options"][1]["changes"][0];
    let (name, date) = (change["name"].as_str().unwrap(), change["date"].as_str().unwrap());
    let after = change["after"].as_str().unwrap();
    let table = read(at, "two.csv");
    let row = table.lines().find(|l| l.contains(name) && l.contains(date)).unwrap();
    assert!(row.contains(&after[..5]) && row.contains(&after[6..11]), "{row}");
    // What it wrote is a roster like any other.
    let json = ["--option", "2", "--format", "json", "-o", "two.json"];
    assert_eq!(run(at, &[&csv[..], &json].concat()).status.code(), Some(0));
    assert_eq!(run(at, &["check", "two.json"]).status.code(), Some(0));
    let (none, _) = repair(at, &[&morning[..], &["--option", "99"]].concat());
    assert_eq!(none.status.code(), Some(2));
    assert!(said(&none).contains("E952") && said(&none).contains("1 to"), "{}", said(&none));
    // A page for people holds it all in both languages.
    for (language, words) in
        [("en", ["do nothing", "kept"]), ("pl", ["nic nie robić", "dotrzymany"])]
    {
        let page = run(at, &[&csv[..], &["--lang", language]].concat());
        let page = String::from_utf8(page.stdout).unwrap();
        assert!(words.iter().all(|w| page.contains(w)), "{page}");
        assert!(page.lines().all(|l| l.chars().count() <= 80));
    }
}

#[test]
fn who_is_called_in_has_the_notice_that_is_asked_for() {
    let (folder, monday) = desk("");
    let at = folder.path();
    let late = starts_at(&monday, "09:00").unwrap();
    let absent = format!("{late}@2026-12-14");
    let begins = |found: &Value| -> Vec<String> {
        let options = found["options"].as_array().unwrap().iter();
        let changes = options.flat_map(|o| o["changes"].as_array().unwrap());
        let called = changes.filter(|c| c["date"] == "2026-12-14" && c["before"] == "off");
        called.map(|c| c["after"].as_str().unwrap()[..5].to_owned()).collect()
    };
    let ask = |notice: &str| {
        repair(at, &["--absent", &absent, "--now", "2026-12-14 07:10", "--notice", notice]).1
    };
    // 9:00 is 110 minutes away.
    assert!(begins(&ask("110m")).iter().any(|b| b == "09:00"));
    assert!(begins(&ask("111m")).iter().all(|b| b.as_str() >= "11:00"));
    let rung = ask("1h")["options"][1]["ring"][0]["by"].clone();
    assert_eq!(rung, "2026-12-14 08:00");
    // The same from the scenario.
    let (folder, _) = desk("call_in_notice = \"111m\"");
    let (_, found) = repair(folder.path(), &["--absent", &absent, "--now", "2026-12-14 07:10"]);
    assert!(begins(&found).iter().all(|b| b.as_str() >= "11:00"));
}

#[test]
fn several_are_away_in_one_flag_by_parts_of_names_and_over_days() {
    let (folder, _) = desk("");
    let at = folder.path();
    let (_, found) = repair(
        at,
        &[
            "--absent",
            "kos@2026-12-15..2026-12-16, WRONA@2026-12-16,Beata Lis@2026-12-18..2026-12-31",
        ],
    );
    let away: Vec<(&str, &str)> = found["absent"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (a["name"].as_str().unwrap(), a["date"].as_str().unwrap()))
        .collect();
    let expected = [
        ("Anna Kos", "2026-12-15"),
        ("Anna Kos", "2026-12-16"),
        ("Beata Lis", "2026-12-18"),
        ("Beata Lis", "2026-12-19"),
        ("Beata Lis", "2026-12-20"),
        ("Dorota Lis-Wrona", "2026-12-16"),
    ];
    assert_eq!(away, expected);
    // A part that several have, days in the wrong order, nobody of that name: told with what is meant.
    for (absent, part) in [
        ("lis@2026-12-15", "`Beata Lis` or `Dorota Lis-Wrona`"),
        ("kos@2026-12-16..2026-12-15", "before the first"),
        ("nobody@2026-12-16", "no consultant"),
        ("kos@2026-12-16,kos", "NAME@DAY"),
        ("kos@16.12", "not a date"),
    ] {
        let (output, _) = repair(at, &["--absent", absent]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            said(&output).contains("E952") && said(&output).contains(part),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn who_is_on_duty_stays_longer_where_a_longer_shift_is_lawful() {
    // One with four hours from 7:00, and only they can stay until 13:00.
    let text = DESK.replace("KEYS", "").replace("close = \"17:00\"", "close = \"13:00\"");
    let cut = text.find("[[consultant]]").unwrap();
    let person = |name: &str, from: &str, to: &str| {
        let day = |d: &str| format!("{d} = [\"{from}-{to}\"]");
        let days = ["mon", "tue", "wed", "thu", "fri"].map(day).join(", ");
        format!(
            "[[consultant]]\nname = \"{name}\"\ngroup = \"desk\"\ncontract = \"half\"\navailable = {{ {days} }}\n"
        )
    };
    let fixed = "fixed = [{ date = 2026-12-14, start = \"07:00\", length = \"4h\" }]\n";
    let two = [person("Ewa", "07:00", "13:00"), person("Iga", "11:00", "17:00")];
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let with = |first: &str| format!("{}{}{first}{}", &text[..cut], two[0], two[1]);
    // The roster is made with four hours settled; on the day they are so no more.
    std::fs::write(at.join("desk.toml"), with(fixed)).unwrap();
    let made = run(at, &["roster", "desk.toml", "--format", "json", "-o", "r.json"]);
    assert!(made.status.code().is_some_and(|code| [0, 3].contains(&code)), "{}", said(&made));
    std::fs::write(at.join("desk.toml"), with("")).unwrap();
    let (output, found) = repair(
        at,
        &["--absent", "Iga@2026-12-14", "--now", "2026-12-14 07:10", "--promise", "formula"],
    );
    let options = found["options"].as_array().unwrap_or_else(|| panic!("{}", said(&output)));
    let longer = options.iter().find(|o| o["kind"] == "shift-longer");
    let longer = longer.unwrap_or_else(|| panic!("{options:#?}"));
    let change = &longer["changes"][0];
    assert_eq!(change["name"], "Ewa");
    let [before, after] = ["before", "after"].map(|key| change[key].as_str().unwrap().to_owned());
    assert_eq!((&before[..11], &after[..11]), ("07:00-11:00", "07:00-13:00"));
    // They are told before their shift ends.
    assert_eq!(longer["ring"][0]["by"], "2026-12-14 11:00");
    assert_eq!(found["roster"]["check"]["passed"], true);
}

/// Two full-timers and a half-timer with a roster in `r.json`; a day on which two full-timers work at
/// different hours, with their names, the early one first.
fn trade() -> (tempfile::TempDir, String, [String; 2]) {
    // Celina is never there, so that the others work both shifts.
    let (folder, _) = made(&DESK.replace("KEYS", "").replace("[\"07:00-13:00\"]", "[]"));
    let roster: Value = serde_json::from_str(&read(folder.path(), "r.json")).unwrap();
    let of_day = |d: usize| {
        let works = works(&roster, d);
        let full = |start: &str| {
            let own = works.iter().filter(|(_, span)| **span == start);
            own.map(|(name, _)| name.clone()).next()
        };
        Some((format!("2026-12-{}", 14 + d), [full("07:00-15:00")?, full("09:00-17:00")?]))
    };
    let (date, people) = (0..5).find_map(of_day).unwrap();
    (folder, date, people)
}

#[test]
fn a_swap_says_whether_it_is_lawful_and_fair_and_is_written() {
    let (folder, date, [early, late]) = trade();
    let at = folder.path();
    let asked = format!("{early}<->{late}@{date}");
    let base = ["roster", "desk.toml", "--from", "r.json", "--swap", asked.as_str()];
    let answer = run(at, &[&base[..], &["--format", "json"]].concat());
    let found: Value =
        serde_json::from_slice(&answer.stdout).unwrap_or_else(|_| panic!("{}", said(&answer)));
    let day = date[8..].parse::<usize>().unwrap() - 14;
    let before: Value = serde_json::from_str(&read(at, "r.json")).unwrap();
    let option = &found["options"][0];
    if found["trade"] == "lawful" {
        assert_eq!(answer.status.code(), Some(0));
        let (old, new) = (works(&before, day), works(&found["roster"], day));
        assert_eq!((&new[&early], &new[&late]), (&old[&late], &old[&early]));
        assert_eq!(found["roster"]["check"]["passed"], true);
        // The same two shifts: nothing is shorter and nothing costs more.
        assert_eq!((&option["cost"], &option["short_hours"]), (&0.0.into(), &0.0.into()));
        let out = run(at, &[&base[..], &["--format", "csv", "-o", "after.csv"]].concat());
        assert_eq!(out.status.code(), Some(0), "{}", said(&out));
        assert!(read(at, "after.csv").contains(&early));
    } else {
        assert!(!option["broken"].as_array().unwrap().is_empty());
    }
    let names: Vec<&str> =
        option["ring"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&early.as_str()) && names.contains(&late.as_str()));
    let page = run(at, &[&base[..], &["--lang", "pl"]].concat());
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.contains("Zamiana") && page.contains("odchylenie"), "{page}");
}

#[test]
fn a_swap_against_a_rule_or_with_a_contract_that_has_no_such_shift_is_told_and_not_written() {
    let (folder, date, [early, _]) = trade();
    let at = folder.path();
    // Celina's contract has no shift of eight hours.
    let asked = format!("{early}<->celina@{date}");
    let base = ["roster", "desk.toml", "--from", "r.json", "--swap", asked.as_str()];
    let answer = run(at, &[&base[..], &["--format", "json"]].concat());
    assert_eq!(answer.status.code(), Some(5), "{}", said(&answer));
    let found: Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(found["trade"], "unlawful");
    let broken = found["options"][0]["broken"].as_array().unwrap();
    assert!(
        broken.iter().any(|b| b["name"] == "Celina Sowa" && b["rule"] == "no-shift"),
        "{broken:?}"
    );
    let before: Value = serde_json::from_str(&read(at, "r.json")).unwrap();
    assert_eq!(works(&before, 0), works(&found["roster"], 0));
    let out = run(at, &[&base[..], &["--format", "csv", "-o", "after.csv"]].concat());
    assert_eq!(out.status.code(), Some(2));
    assert!(said(&out).contains("E952") && !at.join("after.csv").exists(), "{}", said(&out));
    // Both off: nothing is lawful or not about that, and nothing is written.
    let idle = |d: &usize| {
        let there = works(&before, *d);
        let off = ["Anna Kos", "Beata Lis", "Celina Sowa", "Dorota Lis-Wrona"]
            .into_iter()
            .filter(|name| !there.contains_key(*name));
        off.count() >= 2
    };
    let sunday = (0..7).rev().find(idle).unwrap();
    let off: Vec<&str> = ["Anna Kos", "Beata Lis", "Celina Sowa", "Dorota Lis-Wrona"]
        .into_iter()
        .filter(|name| !works(&before, sunday).contains_key(*name))
        .collect();
    let asked = format!("{}<->{}@2026-12-{}", off[0], off[1], 14 + sunday);
    for (language, words) in
        [("en", "nothing to swap: neither"), ("pl", "nie ma czego zamienić: ani")]
    {
        let base =
            ["roster", "desk.toml", "--from", "r.json", "--swap", &asked, "--lang", language];
        let out = run(at, &base);
        assert_eq!(out.status.code(), Some(2), "{}", said(&out));
        assert!(said(&out).contains("E952") && said(&out).contains(words), "{}", said(&out));
    }
    // A text that names nobody twice, or no day.
    for text in ["anna@2026-12-14", "anna<->anna@2026-12-14", "anna<->beata", "anna<->x@2026-12-14"]
    {
        let out = run(at, &["roster", "desk.toml", "--from", "r.json", "--swap", text]);
        assert_eq!(out.status.code(), Some(2), "{text}");
        assert!(said(&out).contains("E952"), "{}", said(&out));
    }
}

#[test]
fn a_table_for_polish_excel_has_semicolons_decimal_commas_and_a_mark() {
    let (folder, _) = desk("");
    let at = folder.path();
    let of = |format: &str| {
        let out = run(at, &["roster", "desk.toml", "--from", "r.json", "--format", format]);
        String::from_utf8(out.stdout).unwrap()
    };
    let (plain, excel) = (of("csv"), of("csv-excel"));
    let body = excel.strip_prefix('\u{feff}').unwrap();
    let table = |text: &str, by: char| -> Vec<Vec<String>> {
        text.lines().map(|l| l.split(by).map(str::to_owned).collect()).collect()
    };
    let (a, b) = (table(&plain, ','), table(body, ';'));
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(&b).skip(1) {
        let comma: Vec<String> = a
            .iter()
            .enumerate()
            .map(|(k, c)| if k == 8 { c.replace('.', ",") } else { c.clone() })
            .collect();
        assert_eq!(&comma, b);
    }
}

/// One line of seven hours on weekdays; every day is given beforehand, so that only what is told can differ.
fn given_to_anna(keys: &str) -> String {
    let fixed = |days: std::ops::Range<u32>| -> String {
        let day = |d: u32| format!("{{ date = 2026-12-{d}, start = \"08:00\", length = \"7h\" }}");
        days.map(day).collect::<Vec<_>>().join(", ")
    };
    format!(
        r#"title = "Seven"
locale = "en"
[calendar]
interval_minutes = 60
week_start = 2026-12-14
days = ["mon", "tue", "wed", "thu", "fri"]
[[line]]
id = "city"
open = "08:00"
close = "15:00"
aht = "4m"
[line.demand]
calls_per_week = 30
[[line.target]]
agents_min = 1
[[group]]
id = "desk"
lines = ["city"]
hourly_cost = 50
contracts = [{{ id = "full", weekly_hours = 40, days_per_week = 5 }}]
[[shift]]
id = "seven"
groups = ["desk"]
starts = ["08:00"]
lengths = ["7h"]
breaks = [
  {{ length = "15m", paid = true, after = "2h", before_end = "4h" }},
  {{ length = "15m", paid = true, after = "3h", before_end = "2h" }},
]
[roster]
[[consultant]]
name = "Anna"
group = "desk"
contract = "full"
fixed = [{anna}]
{keys}
[[consultant]]
name = "Beata"
group = "desk"
contract = "full"
fixed = [{beata}]
"#,
        anna = fixed(14..18),
        beata = fixed(18..19),
    )
}

#[test]
fn nothing_that_is_told_depends_on_anybodys_circumstances() {
    // What a roster and a repair tell, hashes of the scenario apart.
    let told = |keys: &str| -> Vec<Value> {
        let (folder, _) = made(&given_to_anna(keys));
        let at = folder.path();
        let absent = ["--absent", "anna@2026-12-15..2026-12-16", "--today", "2026-12-15"];
        let swap = ["roster", "desk.toml", "--from", "r.json", "--swap", "anna<->beata@2026-12-14"];
        let swap = run(at, &[&swap[..], &["--format", "json"]].concat());
        let mut all = vec![
            serde_json::from_str(&read(at, "r.json")).unwrap(),
            repair(at, &absent).1,
            serde_json::from_slice(&swap.stdout).unwrap(),
        ];
        for value in &mut all {
            let roster = if value["roster"].is_object() { &mut value["roster"] } else { value };
            let roster = roster.as_object_mut().unwrap();
            roster.remove("parts").unwrap();
            roster["scenario"].as_object_mut().unwrap().remove("sha256").unwrap();
        }
        all
    };
    let plain = told("");
    // Two days of eight hours at 50, whatever may be planned of them. The hour carried over forbids none of the shifts.
    assert_eq!(plain[1]["absence_pay"], 0.8 * 2.0 * 8.0 * 50.0);
    for keys in ["protected = [\"disability\"]", "carried_hours = 1.0", "protected = [\"child\"]"] {
        for (own, other) in plain.iter().zip(told(keys)) {
            assert_eq!(*own, other, "{keys}");
        }
    }
}
