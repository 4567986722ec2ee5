//! What a service level is a share of is named wherever one is printed.

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use obsada::compare::{Options as Compared, compare};
use obsada::domain::shift::crews;
use obsada::domain::units::Language::{self, En, Pl};
use obsada::plan::demand::demand;
use obsada::report::{csv, memo, text};
use obsada::scenario::{LevelOf, Scenario, validate::parse};
use obsada::simulate::{self, Traffic, verdict};
use obsada::solve::{Options, solve};
use obsada::wire::shifts;
use std::io::Cursor;

/// Definition, how it is chosen, and its name behind that of a service level.
const NAMES: [(LevelOf, &str, [&str; 2]); 4] = [
    (LevelOf::Offered, "", ["÷ offered", "÷ przychodzące"]),
    (LevelOf::Offered, "service_level_of = \"offered\"\n", ["÷ offered", "÷ przychodzące"]),
    (
        LevelOf::LessEarly,
        "service_level_of = \"less-early\"\n",
        ["÷ offered less early hang-ups", "÷ przychodzące bez wczesnych rezygnacji"],
    ),
    (LevelOf::Answered, "service_level_of = \"answered\"\n", ["÷ answered", "÷ odebrane"]),
];

fn office(key: &str) -> Scenario {
    let target = "service_level = { within = \"30s\", share = 0.7 }, over = \"week\"";
    let text = include_str!("compare/office.toml")
        .replace("mean_wait = \"60s\", over = \"week\"", target)
        .replace("{ label = \"18:00 Tue+Thu\", tue = \"18:00\", thu = \"18:00\" }, \"18:00\"", "")
        .replace("demand = {", "patience = \"4m\"\ndemand = {");
    parse(&format!("{key}{text}"), "office.toml", &|_| Err("none".into())).unwrap()
}

/// A page with its lines joined, as a sentence may be broken anywhere.
fn joined(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn plans_simulations_and_their_tables_name_it() {
    for (of, key, names) in NAMES {
        let scenario = office(key);
        assert_eq!(scenario.level_of, of);
        let plan = solve(&scenario, &Options::default()).unwrap();
        let choice = scenario
            .closings()
            .into_iter()
            .find(|choice| choice[0].is_some_and(|own| own.label == plan.closing["info"]))
            .unwrap();
        let demand = demand(&scenario, &choice);
        let traffic: Vec<Traffic<'_>> = demand.iter().map(Traffic::from).collect();
        let thresholds = verdict::thresholds(&plan);
        let options =
            simulate::Options { weeks: 50, thresholds: &thresholds, ..Default::default() };
        let crews = crews(&shifts::read(&scenario, &plan.shifts).unwrap());
        let results = simulate::play(&scenario, &traffic, &crews, &options);
        let played = verdict::simulation(&scenario, &plan, &demand, (&results, 50));
        for (language, name) in [En, Pl].into_iter().zip(names) {
            // Beside the promise, where a column may break it, and where words are explained.
            let begun = name.split(' ').take(2).collect::<Vec<_>>().join(" ");
            let page = joined(&text::plan(&plan, language));
            let within = if language == En { "answered within" } else { "odebrane w ciągu" };
            assert!(page.contains(&format!("{within} 30 s {begun}")), "{of:?}\n{page}");
            let means = if language == En {
                format!("service level: answered within the time given {name}")
            } else {
                format!("poziom obsługi: odebrane w podanym czasie {name}")
            };
            assert!(page.contains(&means), "{of:?}\n{page}");
            let page = joined(&text::simulation(&plan, &played, language));
            assert!(page.contains(&format!("{within} 30 s {begun}")), "{of:?}\n{page}");
        }
        for table in [csv::intervals(&plan), csv::simulation(&played)] {
            let mut rows = table.lines();
            assert!(rows.next().unwrap().ends_with(",service_level_of"));
            assert!(rows.all(|row| row.ends_with(&format!(",{}", of.code()))), "{table}");
        }
    }
}

/// All words of a workbook.
fn cells(bytes: Vec<u8>) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let mut cells = Vec::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).unwrap();
        cells.extend(sheet.cells().map(|(_, _, cell)| cell.to_string()));
    }
    cells
}

#[test]
fn the_memo_names_it_in_every_format() {
    for (of, key, names) in &NAMES[1..] {
        let scenario = office(key);
        let p = compare(&scenario, &Compared { samples: 0, ..Compared::default() }).unwrap();
        for (language, name) in [En, Pl].into_iter().zip(names) {
            let means = meaning(language, name);
            let pages = [
                memo::html(&p, language).unwrap(),
                memo::markdown(&p, language),
                memo::text(&p, language),
            ];
            for page in &pages {
                assert!(joined(page).contains(&means), "{of:?} {means}\n{page}");
            }
            let cells = cells(memo::xlsx(&p, language).unwrap());
            assert!(cells.iter().any(|cell| cell.starts_with(&means)), "{of:?} {cells:?}");
            // Headings of columns and rows say it where it is not what is usual.
            let word = if language == En { "service level" } else { "poziom obsługi" };
            let head = match of {
                LevelOf::Offered => format!("{word} ("),
                LevelOf::LessEarly | LevelOf::Answered => format!("{word} {name} ("),
            };
            assert!(cells.iter().any(|cell| cell.contains(&head)), "{of:?} {cells:?}");
            assert!(joined(&pages[0]).contains(&head), "{of:?}");
        }
    }
}

fn meaning(language: Language, name: &str) -> String {
    match language {
        En => format!("answered within the time given {name}"),
        Pl => format!("odebrane w podanym czasie {name}"),
    }
}
