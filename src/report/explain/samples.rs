//! An input and what is wrong with it, for each code of commands and of the files they are given.

use crate::domain::cause::{
    Asked, Cause, CellOf, ColumnsHint, CommandCause, EditionFault, FileFault, HandoverCause, Many,
    MappingFault, Misfit, Missing, NumberCell, ProfileFault, RecordsCause, RosterFault, SheetFault,
    ShiftFault, SweepCause, SyntaxCause, TableKind, TotalOf, WorkbookFault,
};
use jiff::civil::Date;
use std::io::ErrorKind;

/// A file that is not there.
fn missing() -> FileFault {
    FileFault::System {
        kind: ErrorKind::NotFound,
        number: Some(2),
        words: "No such file or directory (os error 2)".to_owned(),
    }
}

/// What is typed or written, and the cause that obsada finds in it.
pub(super) fn samples() -> Vec<(&'static str, Cause)> {
    let mut all = files();
    all.extend(options());
    all.extend(sweeps());
    all.extend(sources_of_records());
    all.extend(rows_of_records());
    all.extend(workbook());
    all.extend(names());
    all
}

/// Files that cannot be read, written or used.
fn files() -> Vec<(&'static str, Cause)> {
    let file = |name: &str| name.to_owned();
    vec![
        (
            "obsada plan nowhere.toml",
            SyntaxCause::Unreadable { file: file("nowhere.toml"), fault: missing() }.into(),
        ),
        ("obsada plan latin2.toml", SyntaxCause::NotUtf8.into()),
        (
            "obsada check plan.txt",
            CommandCause::NotPlan { parser: "expected value".to_owned() }.into(),
        ),
        (
            "obsada check old.json",
            CommandCause::OtherSchema {
                found: "obsada.plan/0".to_owned(),
                expected: "obsada.plan/1",
            }
            .into(),
        ),
        (
            "obsada simulate edited.json",
            CommandCause::ShiftRow {
                row: 3,
                group: "mopr".to_owned(),
                day: "mon",
                hours: "07:30–15:30".to_owned(),
                fault: ShiftFault::Breaks,
            }
            .into(),
        ),
        (
            "obsada check nowhere.json",
            CommandCause::Unreadable { file: file("nowhere.json"), fault: missing() }.into(),
        ),
        ("obsada new scenario.toml", CommandCause::Exists { file: file("scenario.toml") }.into()),
        ("obsada plan scenario.toml --solver highs", CommandCause::NoHighs.into()),
        (
            "obsada erlang --csv table.csv",
            CommandCause::Table {
                words: "table: found nothing, expected a line of column names, then rows"
                    .to_owned(),
            }
            .into(),
        ),
        (
            "obsada simulate plan.json",
            CommandCause::OtherScenario { file: file("scenario.toml") }.into(),
        ),
        ("obsada simulate plan.json", CommandCause::NoClosing { line: "city".to_owned() }.into()),
        (
            "obsada compare scenario.toml",
            CommandCause::NothingToCompare { file: file("scenario.toml") }.into(),
        ),
        (
            "obsada roster scenario.toml",
            CommandCause::NoRoster { file: file("scenario.toml") }.into(),
        ),
        (
            "obsada roster scenario.toml --from plan.json",
            CommandCause::NotRoster {
                file: file("plan.json"),
                fault: RosterFault::Parser(
                    "its schema is `obsada.plan/1`, not `obsada.roster/1`".to_owned(),
                ),
                asked: Asked::JsonOrWorkbook,
            }
            .into(),
        ),
    ]
}

/// Options and values that do not fit.
fn options() -> Vec<(&'static str, Cause)> {
    let known = || vec!["city".to_owned(), "mopr".to_owned()];
    vec![
        ("obsada erlang --calls 100", CommandCause::CallsAndAht.into()),
        ("obsada wait --log calls.csv", CommandCause::NoCallNamed.into()),
        (
            "obsada simulate plan.json --weeks 100000 --records calls.csv",
            CommandCause::TooManyCalls { calls: 63_000_000.0 }.into(),
        ),
        (
            "obsada fit calls.csv --from 2031-01-01",
            CommandCause::NoCallLeft { file: "calls.csv".to_owned() }.into(),
        ),
        (
            "obsada fit calls.csv --line town",
            CommandCause::RecordsLine { line: "town".to_owned(), known: known() }.into(),
        ),
        ("obsada fit calls.csv --forecast week", CommandCause::TooFewDays.into()),
        ("obsada fit calls.csv --out scenario.toml", CommandCause::NoHandleTimes.into()),
        (
            "obsada fit --totals handled=31705,mean_wait=107,days=252",
            CommandCause::TotalsLack { key: "hours" }.into(),
        ),
        (
            "obsada fit --totals handled=1,mean_wait=900,days=252,hours=07:30-15:30 --out scenario.toml",
            CommandCause::Unexplained.into(),
        ),
        (
            "obsada fit days.csv --profile profile.csv",
            CommandCause::Profile {
                file: "profile.csv".to_owned(),
                fault: ProfileFault::Sum { sum: 0.92 },
            }
            .into(),
        ),
        (
            "obsada wait scenario.toml --line town",
            CommandCause::WaitLine { named: Some("town".to_owned()), known: known() }.into(),
        ),
        (
            "obsada wait scenario.toml --line city",
            CommandCause::NotFollowed { words: "nobody answers line city".to_owned() }.into(),
        ),
        (
            "obsada roster scenario.toml --why \"B. Nowak@2026-11-23\"",
            CommandCause::Unfit { misfit: Misfit::NoConsultant { name: "B. Nowak".to_owned() } }
                .into(),
        ),
        (
            "obsada publish roster.json --on 2026-11-16 --published draft.json -o published.json",
            CommandCause::Edition {
                file: "draft.json".to_owned(),
                fault: EditionFault::NotPublished,
            }
            .into(),
        ),
        ("obsada compare scenario.toml --format xlsx", CommandCause::WorkbookPrinted.into()),
        (
            "obsada roster scenario.toml --names names.csv --format json",
            CommandCause::NamesNotJoined.into(),
        ),
        (
            "obsada roster scenario.toml --why \"A. Nowak@2026-11-23\" --format csv",
            CommandCause::WhyFormat.into(),
        ),
        (
            "obsada roster scenario.toml --repair roster.json --busier 2026-11-25",
            CommandCause::NotBusier { text: "2026-11-25".to_owned() }.into(),
        ),
        (
            "obsada roster scenario.toml --repair roster.json --now 07:10",
            CommandCause::NotNow { text: "07:10".to_owned() }.into(),
        ),
        ("obsada explain E000", CommandCause::UnknownCode { code: "E000".to_owned() }.into()),
    ]
}

/// Sweeps and how they are run.
fn sweeps() -> Vec<(&'static str, Cause)> {
    let text = |text: &str| text.to_owned();
    vec![
        (
            "obsada sweep scenario.toml -o variants",
            SweepCause::NotSweep { parser: text("missing field `scenario`") }.into(),
        ),
        (
            "obsada sweep variants.toml -o variants",
            SweepCause::NoSuchKey { key: text("line.town.aht"), part: text("town") }.into(),
        ),
        ("scenario = \"scenario.toml\"", SweepCause::NothingVaries.into()),
        ("draws = 100", SweepCause::NothingToDraw { file: text("scenario.toml") }.into()),
        (
            "draws = 2000000",
            SweepCause::TooMany { variants: 2_000_000, most: crate::sweep::MOST }.into(),
        ),
        (
            "obsada sweep variants.toml -o variants --shard 9/8",
            SweepCause::NotShard { text: text("9/8") }.into(),
        ),
        (
            "obsada sweep other.toml -o variants",
            SweepCause::OtherSweep { folder: text("variants") }.into(),
        ),
        ("obsada sweep variants.toml", SweepCause::NoFolder.into()),
    ]
}

/// Cells, rows and sheets of a workbook that was edited.
fn workbook() -> Vec<(&'static str, Cause)> {
    let monday = Date::constant(2026, 11, 23);
    let (file, sheet) = (|| "roster.xlsx".to_owned(), || "Roster".to_owned());
    let id = || "P01".to_owned();
    vec![
        (
            "obsada roster scenario.toml --from letter.xlsx",
            HandoverCause::NotWorkbook { file: file(), fault: WorkbookFault::NoIdentity }.into(),
        ),
        ("Roster", HandoverCause::NoSheet { file: file(), sheet: sheet() }.into()),
        ("Roster!C3", HandoverCause::DateTwice { date: monday }.into()),
        ("Roster!B9", HandoverCause::NobodysRow { row: 9, name: "A. Nowak".to_owned() }.into()),
        ("Roster!B9", HandoverCause::StrangersRow { id: id() }.into()),
        ("Roster!B9", HandoverCause::RowTwice { id: id() }.into()),
        ("Roster", HandoverCause::NoRow { file: file(), sheet: sheet(), id: id() }.into()),
        ("Roster!B4", HandoverCause::Renamed { id: id(), name: "A. Nowak".to_owned() }.into()),
        ("Roster!D4: 8-16", HandoverCause::NotShift { text: "8-16".to_owned() }.into()),
        (
            "Roster!D4: 07:30",
            HandoverCause::Number { of: CellOf::Shift, number: NumberCell::Time(450) }.into(),
        ),
        ("Roster!D4: =C4", HandoverCause::Formula { of: CellOf::Shift }.into()),
        (
            "Roster!D4: 07:40-15:30",
            HandoverCause::OffGrid { shift: "07:40-15:30".to_owned(), step: 30, near: (450, 930) }
                .into(),
        ),
        (
            "Roster!D4: 05:00-13:00",
            HandoverCause::OtherStarts {
                contract: "full".to_owned(),
                length: 480,
                start: 300,
                first: 450,
                last: 720,
            }
            .into(),
        ),
        ("Breaks!D4: 11", HandoverCause::NotBreaks { text: "11".to_owned() }.into()),
    ]
}

/// Files of names, earlier calendars and time zones.
fn names() -> Vec<(&'static str, Cause)> {
    let id = || "P01".to_owned();
    vec![
        (
            "obsada roster scenario.toml --format ics -o calendars --zone Warsaw",
            HandoverCause::NoZone { zone: "Warsaw".to_owned() }.into(),
        ),
        ("names.csv: P01,Anna Adamska,none", HandoverCause::BadAddress { id: id() }.into()),
        ("names.csv: P01,Anna Adamska", HandoverCause::TwoNames { id: id() }.into()),
        (
            "obsada roster scenario.toml --format xlsx -o roster.xlsx --names names.csv",
            HandoverCause::Nameless { people: vec![id()] }.into(),
        ),
        (
            "obsada roster scenario.toml --format ics -o calendars --force",
            HandoverCause::Calendar {
                file: "calendars/P01.ics".to_owned(),
                words: "its end is missing".to_owned(),
            }
            .into(),
        ),
    ]
}

/// Records that cannot be used as a whole, and mappings.
fn sources_of_records() -> Vec<(&'static str, Cause)> {
    let file = || "calls.csv".to_owned();
    let all = vec![
        ("decimal = \";\"", RecordsCause::Mapping { fault: MappingFault::Decimal }),
        (
            "Day,Average wait,AHT,Staffed",
            RecordsCause::Columns {
                kind: Some(TableKind::Intervals),
                missing: vec![Missing::When, Missing::Volume],
                hint: ColumnsHint::Write(vec!["asterisk-cdr", "genesys-cloud"]),
            },
        ),
        (
            "sheet = \"May\"",
            RecordsCause::Workbook { file: "calls.xlsx".to_owned(), fault: SheetFault::NoSheet },
        ),
        (
            "obsada fit calls.csv --zone Europe/Posen",
            RecordsCause::Zone { name: "Europe/Posen".to_owned() },
        ),
        (
            "obsada fit calls.csv",
            RecordsCause::TooManyBad { bad: 6, rows: 101, file: file(), allowed: 0.05 },
        ),
        ("obsada fit calls.csv", RecordsCause::NothingUsable { file: file() }),
        (
            "obsada fit calls.csv",
            RecordsCause::TooManyDifferent { file: file(), most: 200, what: Many::Lines },
        ),
        (
            "obsada wait --log report.csv --call 7",
            RecordsCause::WrongKind { file: "report.csv".to_owned(), intervals: true },
        ),
        ("obsada wait --log calls.csv --call 7", RecordsCause::NoSuchCall { file: file() }),
        ("obsada wait --log calls.csv --call 7", RecordsCause::NoIds { file: file() }),
        (
            "03/02/2026,08:05:00",
            RecordsCause::EitherOrder {
                patterns: ["%d/%m/%Y".to_owned(), "%m/%d/%Y".to_owned()],
                like: None,
            },
        ),
        ("obsada fit queue_log", RecordsCause::RunsBack { hours: 240.0 }),
    ];
    all.into_iter().map(|(input, cause)| (input, cause.into())).collect()
}

/// Rows of records that cannot be used; none of them is shown as it is.
fn rows_of_records() -> Vec<(&'static str, Cause)> {
    let all = vec![
        ("2026-11-25;\"10:00", RecordsCause::OpenQuote),
        ("the 5th of May;10:00:00;5;answered", RecordsCause::NoTime),
        ("2026-03-29;02:30:00;5;answered", RecordsCause::NeverTime),
        ("2026-11-25;10:00:00;1,234;answered", RecordsCause::AmbiguousNumber),
        (
            "2026-11-25,10:00,14,12,2,21666,278416",
            RecordsCause::LongMean { key: "mean_handle", hours: 2 },
        ),
        ("2026-11-25;10:00:00;5;gone", RecordsCause::Outcome),
        ("2026-11-25;10:10;14;12;2", RecordsCause::OffGrid { minutes: 30 }),
        ("2026-11-25;10:00;14;12;2", RecordsCause::Twice),
        ("Total;;14;12;2", RecordsCause::Total { of: TotalOf::Offered, off: -3.0 }),
        ("1772434803|1772434800.1|help|SIP/1", RecordsCause::ShortLine { fields: 4 }),
        ("1772434903|1772434800.1|help|SIP/1|COMPLETEAGENT|3|100|1", RecordsCause::NoBeginning),
    ];
    all.into_iter().map(|(input, cause)| (input, cause.into())).collect()
}
