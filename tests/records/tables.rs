//! Tables of calls, in each dialect, and a bad row of each kind.

use super::input::{calls, calls_with, lenient, mapping, open, options, problems, quirk, told};
use obsada::records::{Layout, Mapping, Outcome};

const POLISH: &str = "\
Raport połączeń;;;;;;
Data;Godzina;Kolejka;Czas oczekiwania;Status;Czas rozmowy;Konsultant;Numer telefonu
25.11.2026;10:02:11;MOPR;0:01:47;Odebrane;4:30;Jan;600 100 200
25.11.2026;10:02:12,5;MOPR;12,5;PORZUCONE;;;600-100-201
25.11.2026;10:03:00;Miasto;0;odebrane;0;Ewa;zastrzeżony
";

#[test]
fn polish_headings_are_known_without_a_mapping() {
    let (found, reading) = calls(POLISH);
    let short: Vec<_> = found
        .iter()
        .map(|c| (c.line, c.wall_s, c.wait_s.unwrap_or(-1.0), c.outcome, c.handle_s))
        .collect();
    assert_eq!(
        short,
        [
            (0, 36131.0, 107.0, Outcome::Answered, Some(270.0)),
            (0, 36132.5, 12.5, Outcome::Abandoned, None),
            (1, 36180.0, 0.0, Outcome::Answered, Some(0.0)),
        ]
    );
    assert_eq!(reading.lines, ["MOPR", "Miasto"]);
    assert_eq!((found[0].agent, found[1].agent, found[2].agent), (Some(0), None, Some(1)));
    assert_eq!((found[2].caller, reading.agents), (None, 2));
    assert_eq!(quirk(&reading, "zero_handle_time"), 1);
    // 10:02:11 in winter is 09:02:11 UTC.
    assert_eq!(found[0].epoch_s, 1_795_597_331.0);
}

#[test]
fn one_table_in_each_dialect_gives_the_same_calls() {
    let (expected, _) = calls(POLISH);
    let marked = [b"\xef\xbb\xbf", POLISH.as_bytes()].concat();
    let (windows, _, lossy) = encoding_rs::WINDOWS_1250.encode(POLISH);
    assert!(!lossy);
    let wide: Vec<u8> =
        [0xfeff].into_iter().chain(POLISH.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let crlf = POLISH.replace('\n', "\r\n").into_bytes();
    let tabs = POLISH.replace(';', "\t").into_bytes();
    let english = "\
date,time,queue,wait time (s),outcome,talk time,agent,caller id
2026-11-25,10:02:11,MOPR,107,answered,270,Jan,+48 600 100 200
2026-11-25,10:02:12.5,MOPR,12.5,abandoned,,,600100201
2026-11-25,\"10:03:00\",Miasto,0,\"answered\",0,Ewa,Anonymous
";
    let stamped = "\
timestamp|queue|wait|outcome|handle|agent|number
2026-11-25T10:02:11+01:00|MOPR|107|answered|270|Jan|48600100200
2026-11-25 10:02:12.5|MOPR|12.5|lost||-|600100201
2026-11-25 10:03|Miasto|0|answered|0|Ewa|-
";
    for (name, bytes) in [
        ("byte-order mark", &marked[..]),
        ("windows-1250", &windows),
        ("utf-16", &wide),
        ("crlf", &crlf),
        ("tabs", &tabs),
        ("english", english.as_bytes()),
        ("timestamps", stamped.as_bytes()),
    ] {
        let mut found = Vec::new();
        let records = open(bytes, Mapping::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(records.layout(), Layout::Calls);
        records.calls(&options(), &mut |call| found.push(call.clone())).unwrap();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_mapping_names_columns_by_position_and_words_of_its_own() {
    let text = "7.30/25 Nov 2026/K1/0,5/ok/x\n7.31/25 Nov 2026/K1/1.234/zerwane/x\n";
    let rules = mapping(
        r##"
        kind = "calls"
        header = false
        separator = "/"
        decimal = ","
        line_name = "mopr"
        [columns]
        date = 2
        time = 1
        number = 3
        wait = 4
        outcome = 5
        [formats]
        date = "%d %b %Y"
        time = "%H.%M"
        [outcomes]
        answered = ["OK"]
        abandoned = ["zerwane"]
        [unknown]
        number = ["K1"]
        "##,
    );
    let (found, reading) = calls_with(text, rules, &options());
    let short: Vec<_> =
        found.iter().map(|c| (c.wall_s, c.wait_s.unwrap_or(-1.0), c.outcome, c.caller)).collect();
    assert_eq!(
        short,
        [(27_000.0, 0.5, Outcome::Answered, None), (27_060.0, 1234.0, Outcome::Abandoned, None)]
    );
    assert_eq!((reading.rows, reading.lines), (2, vec!["mopr".to_owned()]));
}

#[test]
fn each_kind_of_bad_row_is_told_with_its_place() {
    let good = "2026-03-29;10:00:00;5;odebrane\n".repeat(3);
    let bad = format!(
        "data;godzina;czas oczekiwania;status\n{good}\
         600100200;10:00;5;odebrane\n\
         2026-03-29;600100200;5;odebrane\n\
         2026-03-29;02:30:00;5;odebrane\n\
         2026-03-29;10:00;600100200x;odebrane\n\
         2026-03-29;10:00;-5;odebrane\n\
         2026-03-29;10:00;1,234;odebrane\n\
         2026-03-29;10:00;600100200;odebrane\n\
         2026-03-29;10:00;5;600100200\n\
         2026-03-29;10:00;5\n\
         2026-03-29;10:00;\"5;odebrane\n"
    );
    let (found, reading) = calls_with(&bad, Mapping::default(), &lenient());
    assert_eq!(
        told(&reading),
        [
            "5:1 E931 the day or time cannot be read",
            "6:12 E931 the day or time cannot be read",
            "7:12 E932 there is no such time: clocks are put forward over it on this day",
            "8:18 E933 the length of time cannot be read",
            "9:18 E933 the length of time is negative",
            "10:18 E933 the number may have decimals or thousands",
            "11:18 E933 the length of time exceeds a day",
            "12:20 E934 the outcome is none of the words that are known",
            "13:18 E930 the row has 3 fields, too few",
            "14:1 E930 the row has an open quote or no end",
        ]
    );
    assert_eq!((reading.rows, reading.used, found.len()), (13, 3, 3));
    let counts: Vec<_> = reading.problems.iter().map(|bad| (bad.code, bad.count)).collect();
    assert_eq!(counts, [("E931", 2), ("E932", 1), ("E933", 4), ("E934", 1), ("E930", 2)]);
    assert!(!format!("{reading:?}").contains("600100200"));
}

#[test]
fn bytes_that_are_no_letters_are_a_bad_row() {
    // UTF-8 by its first 64 KiB; the wrong byte comes later, in the field of the outcome.
    let mut bytes = b"data;godzina;czas oczekiwania;status\n".to_vec();
    bytes.extend(b"2026-03-29;10:00:00;5;odebrane\n".repeat(3000));
    bytes.extend(b"2026-03-29;10:00:00;5;obs\xb3u\xbfone\n");
    let records = open(&bytes, Mapping::default()).unwrap();
    let reading = records.calls(&options(), &mut |_| {}).unwrap();
    assert_eq!(
        told(&reading),
        ["3002:23 E930 the row holds bytes that are no letters in its encoding"]
    );
}

#[test]
fn too_many_bad_rows_stop_the_reading() {
    let heading = "data;godzina;czas oczekiwania;status\n";
    let good = "2026-11-25;10:00:00;5;odebrane\n";
    let bad = "2026-11-25;10:00:00;600100200x;odebrane\n";
    let text = |bad_rows: usize| format!("{heading}{}{}", good.repeat(95), bad.repeat(bad_rows));
    let (found, reading) = calls(&text(5));
    assert_eq!((found.len(), reading.problems[0].count), (95, 5));
    let records = open(text(6).as_bytes(), Mapping::default()).unwrap();
    let refused = problems(records.calls(&options(), &mut |_| {}).unwrap_err());
    let last = refused.last().unwrap();
    assert_eq!(
        (last.code(), last.message().as_str()),
        ("E924", "6 of 101 rows of log cannot be used, more than 5.0%")
    );
    // With the first five of the kind.
    assert_eq!(refused.iter().filter(|p| p.code() == "E933").count(), 5);
    let records = open(heading.as_bytes(), Mapping::default()).unwrap();
    let refused = problems(records.calls(&options(), &mut |_| {}).unwrap_err());
    assert_eq!(refused.last().unwrap().code(), "E925");
}

#[test]
fn a_source_that_is_not_understood_is_refused_as_a_whole() {
    let code =
        |result: Result<(), obsada::domain::error::Error>| problems(result.unwrap_err())[0].code();
    let unknown = open(b"a;b\n1;2\n", Mapping::default()).map(|_| ());
    assert_eq!(code(unknown), "E921");
    let no_book = open(b"PK\x03\x04 no workbook", Mapping::default()).map(|_| ());
    assert_eq!(code(no_book), "E922");
    let table = "timestamp;wait;outcome\n2026-11-25 10:00;5;answered\n";
    let nowhere = open(table.as_bytes(), mapping("zone = \"Europe/Poznan\"")).unwrap();
    assert_eq!(code(nowhere.calls(&options(), &mut |_| {}).map(|_| ())), "E923");
    let not_intervals = open(table.as_bytes(), Mapping::default()).unwrap();
    assert_eq!(code(not_intervals.intervals(&options(), &mut |_| {}).map(|_| ())), "E927");
    // A number taken for the name of a line.
    let rows: String =
        (0..300).map(|i| format!("2026-11-25 10:00;5;answered;600100{i:03}\n")).collect();
    let wrong = open(
        format!("timestamp;wait;outcome;x\n{rows}").as_bytes(),
        mapping(
            "[columns]\ntimestamp=\"timestamp\"\nwait=\"wait\"\noutcome=\"outcome\"\nline=\"x\"",
        ),
    );
    let refused = problems(wrong.unwrap().calls(&options(), &mut |_| {}).unwrap_err());
    assert_eq!(refused[0].code(), "E926");
    assert!(!format!("{refused:?}").contains("600100"));
    for wrong in ["zones = \"x\"", "separator = \"ab\"", "decimal = \"x\"", "kind = \"mail\"", "["]
    {
        let refused = problems(Mapping::parse(wrong, "m.toml").unwrap_err());
        assert_eq!(refused[0].code(), "E920", "{wrong}");
        assert_eq!(refused[0].place.as_ref().map(|at| at.line), Some(1), "{wrong}");
    }
}

#[test]
fn the_repeated_hour_is_told_apart_by_the_order_of_rows() {
    let times = ["01:59", "02:10", "02:50", "02:49", "02:05", "02:50", "03:00"];
    let rows: String = times.map(|t| format!("2026-10-25 {t};5;answered\n")).concat();
    let (found, reading) = calls(&format!("timestamp;wait;outcome\n{rows}"));
    // 01:59 is 23:59 UTC the day before; the fourth is late by a minute, the fifth an hour on.
    let minutes: Vec<f64> = found.iter().map(|c| (c.epoch_s - found[0].epoch_s) / 60.0).collect();
    assert_eq!(minutes, [0.0, 11.0, 51.0, 50.0, 66.0, 111.0, 121.0]);
    assert_eq!(quirk(&reading, "repeated_hour"), 5);
}

#[test]
fn a_time_after_midnight_belongs_to_the_next_day() {
    let text = "day;rang;queued;wait;outcome\n\
                2026-11-25;23:59:50;00:00:10;5;answered\n\
                2026-11-25;23:59:50;-;5;answered\n";
    let rules = mapping(
        "[columns]\ndate=\"day\"\ntime=[\"queued\",\"rang\"]\nafter=\"rang\"\nwait=\"wait\"\n\
         outcome=\"outcome\"\n[formats]\nno_time=[\"-\"]\n",
    );
    let (found, reading) = calls_with(text, rules, &options());
    let at: Vec<_> = found.iter().map(|c| (c.date.day(), c.wall_s)).collect();
    assert_eq!(at, [(26, 10.0), (25, 86_390.0)]);
    assert_eq!(quirk(&reading, "past_midnight"), 1);
}
