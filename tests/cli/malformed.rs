//! Malformed scenarios and what their author is told: each `tests/malformed/CODE-what.toml` has the
//! problem CODE, and `CODE-what.txt` holds the diagnostics word for word.
//!
//! `SNAPSHOTS=overwrite cargo test --test cli malformed` rewrites the `.txt` files; read them before
//! accepting them.

use obsada::domain::cause::{
    ActivityCause, ColumnsHint, CommandCause, DemandCause, HandoverCause, HoursCause, Many,
    MappingFault, Missing, PeopleCause, RecordsCause, SheetFault, StaffCause, SyntaxCause,
    TableKind, TargetCause, TotalOf,
};
use obsada::domain::error::{Error, Problem};
use obsada::domain::units::Language;
use obsada::records::Mapping;
use obsada::report::diagnostics::render;
use obsada::report::explain;
use obsada::report::words::problems::message;
use obsada::scenario::{Scenario, load::load, validate::parse};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Good scenarios that use every key between them.
const GOOD: [&str; 2] = [include_str!("../../src/scenario/starter.toml"), RICH];
const RICH: &str = r#"title = "Two lines"
locale = "pl"
currency = "EUR"
[calendar]
interval_minutes = 30
week_start = 2017-05-01
days = ["mon", "tue", "wed", "thu", "fri"]
holidays = [2017-05-01, 2017-05-03]
busyness_cv = { value = 0.1, high = 0.2 }
[[line]]
id = "mopr"
name = "Social aid"
hours = { mon = ["07:30-12:00", "12:30-15:30"], tue = ["07:30-15:30"] }
open_on_holidays = true
close_candidates = ["15:30", { label = "late Tue", tue = "20:00" }]
aht = { value = "4m 30s", low = "4m", high = "5m", basis = "assumed", note = "a" }
patience = "3m"
redial_share = 0.2
redial_after = { value = "15m", basis = "assumed" }
handle_times = { shape = "log-normal", cv = 1.2 }
at_close = "cut-off"
[line.demand]
calls_per_year = 31705
working_days_per_year = { value = 252, basis = "stated" }
weekday_share = { mon = 0.5, tue = 0.5 }
[line.branches]
calls_per_week = { value = 200, basis = "assumed" }
moves_to_line = 0.1
moves_from_line = 0.05
[[line.target]]
service_level = { within = "20s", share = 0.8 }
over = "day"
[[line.target]]
occupancy_max = 0.9
[line.evening]
baseline_close = "15:30"
moved_share_per_hour = { value = 0.03, low = 0.0, high = 0.06 }
new_calls_per_hour = 2
moved_from = ["10:00", "13:00"]
[[line]]
id = "city"
open = "08:00"
close = "16:00"
aht = 240
demand = { csv = "calls.csv", csv_basis = "stated", csv_note = "b" }
target = [{ mean_wait = "60s", over = "week" }, { agents_min = 1 }]
[[group]]
id = "both"
lines = ["mopr", "city"]
routing = "first-priority"
head_count = 12
hourly_cost = 48.5
contracts = [
  { id = "full", weekly_hours = 40, days_per_week = 5, heads = 8 },
  { id = "part", weekly_hours = 20, days_per_week = 5, heads = { value = 4, basis = "stated" }, share_max = 0.3 },
]
[[shift]]
id = "day"
groups = ["both"]
contracts = ["full"]
days = ["mon", "tue"]
starts = ["07:30", "12:00"]
lengths = ["8h"]
breaks = [
  { length = "15m", paid = true, after = "1h", before_end = "5h" },
  { length = "30m", min_shift = "6h", after = "3h", before_end = "2h" },
]
[[shift]]
id = "short"
groups = ["both"]
starts = { from = "07:30", to = "16:00", every = "30m" }
lengths = ["4h"]
breaks = [{ length = "15m", window = ["11:00", "13:00"], min_shift = "5h" }]
[cost]
evening = { from = "18:00", premium = 0.2 }
saturday_premium = 0.5
sunday_premium = { value = 1.0, high = 2.0 }
holiday_premium = 1
opening_per_hour = 35.0
caller_minute = { value = 0.29, basis = "assumed" }
served_call = { value = 12, low = 4, high = 24 }
count_waiting = true
[today]
consultants = 9
paid_hours = { value = 320, low = 310, high = 330, basis = "stated", note = "pay list" }
cost = { value = 15000, basis = "estimated" }
[today.line.mopr]
close = "15:30"
mean_wait = { value = "1m 47s", basis = "stated" }
abandoned = 0.1
service_level = { value = 0.6, high = 0.7 }
[[consultant]]
name = "A. Nowak"
group = "both"
contract = "full"
"#;

fn malformed() -> Vec<PathBuf> {
    let folder = Path::new("tests/malformed").read_dir().unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    files
}

fn problems(path: &Path) -> Vec<Problem> {
    match load(path) {
        Err(Error::Input(problems)) => problems,
        other => panic!("{}: {other:?}", path.display()),
    }
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn every_malformed_scenario_has_the_problem_it_is_named_for_and_no_other() {
    for path in malformed().iter().filter(|p| name(p).starts_with('E')) {
        let code = &name(path)[..4];
        for problem in problems(path) {
            assert_eq!(problem.code(), code, "{}: {}", path.display(), problem.message());
        }
    }
}

#[test]
fn diagnostics_read_as_recorded() {
    for path in malformed() {
        let text = render(
            &problems(&path),
            |file| std::fs::read_to_string(file).ok(),
            Language::En,
            false,
        );
        let recorded = path.with_extension("txt");
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(
            text,
            snapbox::Data::read_from(&recorded, Some(snapbox::data::DataFormat::Text)).raw(),
        );
    }
}

#[test]
fn diagnostics_keep_to_eighty_columns() {
    for path in malformed() {
        let text = std::fs::read_to_string(path.with_extension("txt")).unwrap();
        let long = text.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{}", path.display());
    }
}

#[test]
fn every_code_of_scenarios_has_a_malformed_scenario() {
    let families = [
        SyntaxCause::CODES,
        HoursCause::CODES,
        DemandCause::CODES,
        TargetCause::CODES,
        StaffCause::CODES,
        PeopleCause::CODES,
        ActivityCause::CODES,
    ];
    let known: BTreeSet<&str> = families.into_iter().flatten().copied().collect();
    let files: Vec<String> = malformed().iter().map(|path| name(path)).collect();
    // A file that cannot be read has no text to record; both codes have tests of their own below.
    let mut tried = BTreeSet::from(["E101", "E102"]);
    tried.extend(files.iter().filter(|name| name.starts_with('E')).map(|name| &name[..4]));
    assert_eq!(known, tried);
}

#[test]
fn every_code_has_a_page_with_its_cause_and_remedy_in_both_languages() {
    let known: BTreeSet<&str> = explain::codes().collect();
    assert!(explain::codes().is_sorted() && explain::codes().count() == known.len());
    let other = [CommandCause::CODES, HandoverCause::CODES].into_iter().flatten().copied();
    let families = [SyntaxCause::CODES, HoursCause::CODES, DemandCause::CODES, TargetCause::CODES];
    let rest = [StaffCause::CODES, PeopleCause::CODES, ActivityCause::CODES, RecordsCause::CODES];
    for code in families.into_iter().chain(rest).flatten().copied().chain(other) {
        assert!(known.contains(code), "{code} has no title");
        for (language, error, help) in
            [(Language::En, "error", "= help: "), (Language::Pl, "błąd", "= rada: ")]
        {
            let page = explain::page(code, language).unwrap();
            assert!(page.contains(&format!("{error}[{code}]: ")), "{page}");
            assert!(page.contains(help), "{page}");
            // An input that is read has the problem of the page and no other.
            assert!(!page.replace(&format!("[{code}]"), "").contains("[E"), "{page}");
        }
    }
    assert_eq!(explain::page("E000", Language::En), None);
}

#[test]
fn the_document_of_codes_is_what_explain_prints() {
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(
        explain::document(),
        snapbox::Data::read_from(
            Path::new("docs/errors.md"),
            Some(snapbox::data::DataFormat::Text),
        )
        .raw(),
    );
}

/// Words that stand in any English sentence and in no Polish one.
const ENGLISH: [&str; 28] = [
    "the", "is", "are", "has", "have", "not", "of", "and", "or", "with", "either", "write", "add",
    "remove", "which", "that", "this", "for", "cannot", "there", "than", "more", "must", "from",
    "at", "nor", "its", "it",
];

/// The words of a text, without what it quotes from files and keys.
fn words_of_its_own(text: &str) -> Vec<String> {
    let mut own = String::new();
    let mut until = None;
    for c in text.chars() {
        match (until, c) {
            (Some(end), _) => until = (c != end).then_some(end),
            (None, '`' | '"') => until = Some(c),
            (None, '[') => until = Some(']'),
            (None, '{') => until = Some('}'),
            (None, _) => own.push(c),
        }
    }
    let own = own.split_whitespace().filter(|word| !word.starts_with("--"));
    own.flat_map(|word| word.split(|c: char| !c.is_alphabetic())).map(str::to_lowercase).collect()
}

fn english_in(text: &str) -> Vec<String> {
    words_of_its_own(text).into_iter().filter(|word| ENGLISH.contains(&word.as_str())).collect()
}

/// Every cause of records, each form of its parts included.
fn causes_of_records() -> Vec<RecordsCause> {
    let file = || "f.csv".to_owned();
    let mut all = vec![
        RecordsCause::UnpacksTooFar { file: file(), times: 500 },
        RecordsCause::Zone { name: "Z".to_owned() },
        RecordsCause::TooManyBad { bad: 2, rows: 3, file: file(), allowed: 0.05 },
        RecordsCause::NothingUsable { file: file() },
        RecordsCause::TooManyDifferent { file: file(), most: 2, what: Many::Lines },
        RecordsCause::TooManyDifferent { file: file(), most: 2, what: Many::Agents },
        RecordsCause::WrongKind { file: file(), intervals: true },
        RecordsCause::WrongKind { file: file(), intervals: false },
        RecordsCause::NoSuchCall { file: file() },
        RecordsCause::NoCallers { file: file() },
        RecordsCause::NoIds { file: file() },
        RecordsCause::OpenQuote,
        RecordsCause::FewFields { fields: 2 },
        RecordsCause::NoLetters,
        RecordsCause::NoTime,
        RecordsCause::NoLogTime,
        RecordsCause::NeverTime,
        RecordsCause::AmbiguousNumber,
        RecordsCause::NotLength,
        RecordsCause::NotNumber,
        RecordsCause::NegativeLength,
        RecordsCause::LongLength { key: "wait" },
        RecordsCause::LongMean { key: "mean_wait", hours: 2 },
        RecordsCause::ManyOfInterval,
        RecordsCause::NegativeNumber,
        RecordsCause::NotShare,
        RecordsCause::NotSeconds,
        RecordsCause::Outcome,
        RecordsCause::OffGrid { minutes: 30 },
        RecordsCause::Twice,
        RecordsCause::NoEvent,
        RecordsCause::ShortLine { fields: 3 },
        RecordsCause::NoBeginning,
        RecordsCause::EitherOrder {
            patterns: ["%d/%m/%Y".to_owned(), "%m/%d/%Y".to_owned()],
            like: Some("five9".to_owned()),
        },
        RecordsCause::RunsBack { hours: 1.5 },
        RecordsCause::OutOfOrder { backward: 2, rows: 3, file: file() },
    ];
    for of in [TotalOf::Offered, TotalOf::Answered, TotalOf::Abandoned] {
        all.push(RecordsCause::Total { of, off: -1.5 });
    }
    let parser = |words: &str| MappingFault::Parser(words.to_owned());
    for fault in [
        parser("unknown field `x`, expected one of `y`, `z`"),
        parser("invalid type: integer `1`, expected a string"),
        parser("unclosed table, expected `]`"),
        parser("data did not match any variant of untagged enum Column"),
        MappingFault::Like(vec!["five9"]),
        MappingFault::Encoding,
        MappingFault::Unit,
        MappingFault::Separator,
        MappingFault::Decimal,
        MappingFault::Minutes,
        MappingFault::Day,
    ] {
        all.push(RecordsCause::Mapping { fault });
    }
    for fault in [
        SheetFault::NotWorkbook("the file is no archive".to_owned()),
        SheetFault::NoSheet,
        SheetFault::Cell("the cell is not there".to_owned()),
        SheetFault::Unpacks(256),
        SheetFault::Cells(5),
        SheetFault::Span(5),
        SheetFault::Build,
    ] {
        all.push(RecordsCause::Workbook { file: file(), fault });
    }
    let missing = vec![
        Missing::Named("x".to_owned()),
        Missing::Position(2),
        Missing::For("wait"),
        Missing::Volume,
        Missing::When,
        Missing::Row,
    ];
    let kinds = [TableKind::Events, TableKind::Intervals, TableKind::Calls].map(Some);
    let ready = Mapping::names().into_iter().map(ColumnsHint::Ready);
    let hints = [ColumnsHint::Names, ColumnsHint::Day, ColumnsHint::Write(Mapping::names())];
    for (at, hint) in hints.into_iter().chain(ready).enumerate() {
        let kind = kinds.get(at).copied().flatten();
        all.push(RecordsCause::Columns { kind, missing: missing.clone(), hint });
    }
    all
}

#[test]
fn a_polish_reader_of_records_gets_no_word_of_english() {
    let all = causes_of_records();
    let of =
        |cause: &RecordsCause| format!("{cause:?}").split([' ', '{']).next().unwrap().to_owned();
    let tried: BTreeSet<String> = all.iter().map(of).collect();
    // Each cause stands in the list of codes once.
    assert_eq!(tried.len(), RecordsCause::CODES.len());
    for cause in all {
        let cause = cause.into();
        let [told, english] = [Language::Pl, Language::En].map(|l| message(&cause, l));
        let text = format!("{} {}", told.message, told.remedy);
        assert_eq!(english_in(&text), [""; 0], "{cause:?}: {text}");
        assert!(told.message != english.message && told.remedy != english.remedy, "{text}");
        assert!(!text.contains("known system") && !text.contains("znanego systemu"), "{text}");
    }
}

#[test]
fn a_polish_reader_gets_every_problem_without_a_word_of_english() {
    for path in malformed() {
        for problem in problems(&path) {
            let told = message(&problem.cause, Language::Pl);
            let text = format!("{} {}", told.message, told.remedy);
            assert_eq!(english_in(&text), [""; 0], "{}: {text}", path.display());
            let english = message(&problem.cause, Language::En);
            assert!(!english_in(&format!("{} {}", english.message, english.remedy)).is_empty());
        }
    }
    // Sources, inputs and places are quoted: they start with a number, a bar or four blanks.
    let quoted = |line: &&str| {
        let text = line.trim_start();
        let input = line.starts_with("    ") && line.len() - text.len() == 4;
        input || text.starts_with(|c: char| c.is_ascii_digit() || c == '|' || c == '-')
    };
    for code in explain::codes() {
        let page = explain::page(code, Language::Pl).unwrap();
        let own: Vec<&str> = page.lines().filter(|line| !quoted(line)).collect();
        assert_eq!(english_in(&own.join(" ")), [""; 0], "{page}");
    }
}

#[test]
fn both_languages_show_the_same_problems_at_the_same_places() {
    let marks = |text: &str| -> Vec<String> {
        let mark = |line: &str| {
            let code = line.split_once('[').filter(|_| !line.starts_with(' '));
            let code = code.map(|(_, rest)| rest.split(']').next().unwrap_or_default().to_owned());
            code.or_else(|| line.contains("--> ").then(|| line.trim().to_owned()))
        };
        text.lines().filter_map(mark).collect()
    };
    for path in malformed() {
        let found = problems(&path);
        let source = |file: &str| std::fs::read_to_string(file).ok();
        let [english, polish] =
            [Language::En, Language::Pl].map(|language| render(&found, source, language, false));
        assert_eq!(marks(&english), marks(&polish), "{}", path.display());
        assert!(polish.lines().all(|line| line.chars().count() <= 80), "{polish}");
    }
}

#[test]
fn a_file_that_is_not_there_is_a_problem() {
    let found = problems(Path::new("tests/malformed/nowhere.toml"));
    assert_eq!(found[0].code(), "E101");
    assert!(found[0].message().contains("no such file"), "{}", found[0].message());
}

#[test]
fn text_in_another_encoding_is_pointed_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin2.toml");
    std::fs::write(&path, b"title = \"x\"\n# \xbf\xf3\n").unwrap();
    let found = problems(&path);
    let place = found[0].place.as_ref().unwrap();
    assert_eq!((found[0].code(), place.line, place.column), ("E102", 2, 3));
}

#[test]
fn five_problems_are_reported_at_once_in_the_order_of_the_file() {
    let found = problems(Path::new("tests/malformed/five-problems.toml"));
    let codes: Vec<&str> = found.iter().map(|p| p.code()).collect();
    assert_eq!(codes, ["E106", "E109", "E403", "E118", "E206"]);
    let starts: Vec<usize> =
        found.iter().filter_map(|p| Some(p.place.as_ref()?.span.start)).collect();
    assert!(starts.is_sorted());
}

fn read_text(text: &str) -> Result<Scenario, Vec<Problem>> {
    parse(text, "scenario.toml", &|_| Ok("day,start,calls\nmon,08:00,3\n".to_owned()))
}

/// Whatever comes out of the text, nothing panics, and problems can be shown.
fn survives(text: &str) {
    match read_text(text) {
        Ok(scenario) => {
            assert!(!scenario.lines.is_empty() && !scenario.shifts.is_empty());
            let demand = &scenario.lines[0].demand;
            assert!(demand.calls.iter().all(|c| c.is_finite() && *c >= 0.0));
            assert!(scenario.lines[0].aht.value.get() > 0.0);
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            let shown = render(&problems, |_| Some(text.to_owned()), Language::Pl, false);
            assert!(shown.contains(problems[0].code()));
        }
    }
}

#[test]
fn the_scenarios_that_are_changed_below_are_good() {
    for text in GOOD {
        assert!(read_text(text).is_ok(), "{:#?}", read_text(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_change_of_bytes_panics(
        which in 0..2usize,
        at in 0.0..1.0,
        cut in 0usize..30,
        put in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let mut bytes = GOOD[which].as_bytes().to_vec();
        let at = (at * bytes.len() as f64) as usize;
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, put);
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_change_of_values_panics(which in 0..2usize, skip in 0usize..200, word in VALUE) {
        let text = GOOD[which];
        let values: Vec<(usize, &str)> = text.match_indices("= ").collect();
        let (at, _) = values[skip % values.len()];
        let rest = &text[at + 2..];
        let end = rest.find([',', '\n', '}']).unwrap_or(0);
        survives(&format!("{}= {word}{}", &text[..at], &rest[end..]));
    }

    #[test]
    fn no_demand_file_panics(csv in "(day,start,calls\n)?([a-z]{3},[0-9]{2}:[0-9]0,[0-9.e-]{0,5}\r?\n|\\PC{0,20}\n){0,6}") {
        if let Err(problems) = parse(RICH, "scenario.toml", &|_| Ok(csv.clone())) {
            render(&problems, |_| Some(csv.clone()), Language::En, false);
        }
    }
}

/// Values of every type, good and absurd.
const VALUE: &str = "[0-9]{1,12}|-?[0-9]\\.[0-9]e[0-9]{1,3}|nan|-inf|\"[0-9a-zż:]{0,6}\"|\"[0-9]{1,3}[hms]\"|\"[012][0-9]:[0-5]0\"|\\[\\]|\\{\\}|true|\\[\\[1\\]\\]|2026-02-2[0-9]";
