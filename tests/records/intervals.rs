//! Interval reports in each dialect, days of a clock change, totals, and a bad row of each kind.

use super::input::{
    intervals, intervals_with, lenient, mapping, open, options, problems, quirk, told,
};
use obsada::records::{IntervalRow, Layout, Mapping, Zone};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const POLISH: &str = "\
Raport dzienny;;;;;;;
Data;Godzina;Połączenia oferowane;Odebrane;Porzucone;Śr. czas oczekiwania;Śr. czas rozmowy;Poziom obsługi
25.11.2026;07:30;12;11;1;0:00:47;4:05;85,5%
;08:00;20;20;0;12,5;240;1
25.11.2026;08:30;0;0;0;-;;
Razem;;32;31;1;;;
";

fn figures(row: &IntervalRow) -> [Option<f64>; 7] {
    [
        row.offered,
        row.answered,
        row.abandoned,
        row.mean_wait_s,
        row.mean_handle_s,
        row.agents,
        row.service_level,
    ]
}

fn expected() -> Vec<[Option<f64>; 7]> {
    let row = |n: [f64; 3], rest: [Option<f64>; 3]| {
        [Some(n[0]), Some(n[1]), Some(n[2]), rest[0], rest[1], None, rest[2]]
    };
    vec![
        row([12.0, 11.0, 1.0], [Some(47.0), Some(245.0), Some(0.855)]),
        row([20.0, 20.0, 0.0], [Some(12.5), Some(240.0), Some(1.0)]),
        row([0.0, 0.0, 0.0], [None, None, None]),
    ]
}

/// A workbook as a telephone system would export it: true days, times, durations and numbers, below a
/// title and beside an empty column.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let time = Format::new().set_num_format("hh:mm");
    let length = Format::new().set_num_format("[h]:mm:ss");
    let percent = Format::new().set_num_format("0.0%");
    sheet.write(1, 1, "Raport dzienny").unwrap();
    let heading = POLISH.lines().nth(1).unwrap();
    for (i, name) in heading.split(';').enumerate() {
        sheet.write(3, 1 + i as u16, name).unwrap();
    }
    let date = ExcelDateTime::from_ymd(2026, 11, 25).unwrap();
    let clock = |h, m, s| ExcelDateTime::from_hms(h, m, s).unwrap();
    let starts = [clock(7, 30, 0), clock(8, 0, 0), clock(8, 30, 0)];
    let counts = [[12, 11, 1], [20, 20, 0], [0, 0, 0]];
    for (i, start) in starts.iter().enumerate() {
        let row = 4 + i as u32;
        if i != 1 {
            sheet.write_with_format(row, 1, &date, &day).unwrap();
        }
        sheet.write_with_format(row, 2, start, &time).unwrap();
        for (j, count) in counts[i].iter().enumerate() {
            sheet.write(row, 3 + j as u16, *count).unwrap();
        }
    }
    sheet.write_with_format(4, 6, clock(0, 0, 47), &length).unwrap();
    sheet.write_with_format(4, 7, clock(0, 4, 5), &length).unwrap();
    sheet.write_with_format(4, 8, 0.855, &percent).unwrap();
    sheet.write(5, 6, 12.5).unwrap();
    sheet.write(5, 7, 240).unwrap();
    sheet.write_with_format(5, 8, 1, &percent).unwrap();
    sheet.write(7, 1, "Razem").unwrap();
    for (j, sum) in [32, 31, 1].iter().enumerate() {
        sheet.write(7, 3 + j as u16, *sum).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn one_report_in_each_dialect_gives_the_same_rows() {
    let marked = [b"\xef\xbb\xbf", POLISH.as_bytes()].concat();
    let (windows, ..) = encoding_rs::WINDOWS_1250.encode(POLISH);
    let crlf = POLISH.replace('\n', "\r\n");
    let english = "\
Date,Interval,Calls offered,Answered,Abandoned,ASA,AHT,Service level
2026-11-25,07:30-08:00,12,11,1,47,245,85.5%
2026-11-25,08:00-08:30,20,20,0,12.5,240,100%
2026-11-25,08:30-08:59,0,0,0,,,
Total,,32,31,1,,,
";
    let tabs = "\
Datetime\tOffered\tHandled\tLost\tAvg wait\tAverage handle time\tSL
2026-11-25 07:30\t12\t11\t1\t00:00:47\t00:04:05\t0.855
2026-11-25 08:00\t20\t20\t0\t00:00:12.5\t00:04:00\t1
2026-11-25 08:30\t0\t0\t0\t-\t-\t-
Sum\t32\t31\t1\t\t\t
";
    for (name, bytes) in [
        ("utf-8", POLISH.as_bytes()),
        ("byte-order mark", &marked),
        ("windows-1250", &windows),
        ("crlf", crlf.as_bytes()),
        ("english", english.as_bytes()),
        ("tabs", tabs.as_bytes()),
        ("xlsx", &workbook()),
    ] {
        assert_eq!(open(bytes, Mapping::default()).unwrap().layout(), Layout::Intervals, "{name}");
        let (rows, reading) = intervals(bytes);
        assert_eq!(rows.iter().map(figures).collect::<Vec<_>>(), expected(), "{name}");
        let at: Vec<_> = rows.iter().map(|r| (r.date.day(), r.start_minute, r.minutes)).collect();
        assert_eq!(at, [(25, 450, 30), (25, 480, 30), (25, 510, 30)], "{name}");
        assert_eq!((reading.rows, reading.used, &reading.problems[..]), (4, 4, &[][..]), "{name}");
        assert_eq!(quirk(&reading, "total_row"), 1, "{name}");
    }
}

#[test]
fn a_total_that_is_not_the_sum_is_told_and_no_row_lost() {
    for (bytes, place) in [
        (POLISH.replace("Razem;;32;31;1", "Razem;;33;31;1").into_bytes(), "6:8"),
        (POLISH.replace("Razem;;32;31;1", "Razem:;;1 032;31;1").into_bytes(), "6:9"),
    ] {
        let (rows, reading) = intervals(&bytes);
        assert_eq!(rows.len(), 3);
        let told = told(&reading);
        assert_eq!(told.len(), 1, "{told:?}");
        let start = format!("{place} E937 the total of offered calls is +1");
        assert!(told[0].starts_with(&start), "{told:?}");
    }
    // Totals of each day, and of all at the end.
    let text = "data;godzina;oferowane\n2026-11-24;8:00;3\nSuma dnia;;3\n2026-11-25;8:00;4\n\
                Suma dnia;;4\nŚrednio;;3,5\nOgółem;;7\n";
    let (rows, reading) = intervals(text.as_bytes());
    assert_eq!((rows.len(), &reading.problems[..]), (2, &[][..]));
    assert_eq!((quirk(&reading, "total_row"), quirk(&reading, "average_row")), (3, 1));
}

/// A report of one day, every half-hour by the wall clock as it goes.
fn whole_day(date: &str, hours: impl Iterator<Item = u32>) -> String {
    let mut text = "data;godzina;oferowane\n".to_owned();
    for half in hours.flat_map(|hour| [2 * hour, 2 * hour + 1]) {
        text += &format!("{date};{:02}:{:02};1\n", half / 2, half % 2 * 30);
    }
    text
}

#[test]
fn days_of_a_clock_change_have_46_or_50_half_hours() {
    let spring = whole_day("2026-03-29", (0..24).filter(|hour| *hour != 2));
    let autumn = whole_day("2026-10-25", (0..3).chain(2..24));
    for (text, half_hours, day) in [
        (spring, 46, jiff::civil::date(2026, 3, 29)),
        (autumn.clone(), 50, jiff::civil::date(2026, 10, 25)),
    ] {
        let (rows, reading) = intervals(text.as_bytes());
        assert_eq!((rows.len(), &reading.problems[..]), (half_hours, &[][..]));
        assert_eq!(Zone::named("Europe/Warsaw").unwrap().half_hours(day) as usize, half_hours);
        // One after the other without a gap, in time that runs on.
        assert!(rows.windows(2).all(|pair| pair[1].epoch_s - pair[0].epoch_s == 1800.0));
    }
    let (rows, reading) = intervals(autumn.as_bytes());
    let second: Vec<u32> = rows.iter().filter(|r| r.second_pass).map(|r| r.start_minute).collect();
    assert_eq!((second, quirk(&reading, "repeated_hour")), (vec![120, 150], 2));
}

#[test]
fn each_kind_of_bad_row_is_told_with_its_place() {
    let good: String = (8..18).map(|hour| format!("2026-03-29;{hour}:00;K;5;85%\n")).collect();
    let text = format!(
        "data;godzina;kolejka;oferowane;poziom obsługi\n{good}\
         2026-03-29;02:30;K;5;85%\n\
         2026-03-29;8:00;K;5;85%\n\
         2026-03-29;8:10;K;5;85%\n\
         2026-03-29;18:00;K;600100200x;85%\n\
         2026-03-29;18:00;K;600100200;85%\n\
         2026-03-29;18:00;K;-5;85%\n\
         2026-03-29;18:00;K;5;850%\n\
         2026-03-29;18:00-18:07;K;5;85%\n\
         29 marca;18:00;K;5;85%\n\
         2026-03-29;18:00;K\n\
         2026-03-29;18:00;K;5;85%\n"
    );
    let (rows, reading) = intervals_with(text.as_bytes(), Mapping::default(), &lenient());
    assert_eq!(
        told(&reading),
        [
            "12:12 E932 there is no such time: clocks are put forward over it on this day",
            "13:12 E936 the interval has a row already",
            "14:12 E935 the start does not lie on a grid of 30 minutes",
            "15:20 E933 the number cannot be read",
            "16:20 E933 no interval has so many",
            "17:20 E933 the number is negative",
            "18:22 E933 the share is not between 0 and 100%",
            "19:12 E931 the day or time cannot be read",
            "20:1 E931 the day or time cannot be read",
            "21:18 E930 the row has 3 fields, too few",
        ]
    );
    assert_eq!((rows.len(), reading.rows, reading.used), (11, 21, 11));
    assert!(!format!("{reading:?}").contains("600100200"));
    let refused = open(text.as_bytes(), Mapping::default()).unwrap();
    let refused = problems(refused.intervals(&options(), &mut |_| {}).unwrap_err());
    assert_eq!(refused.last().unwrap().code(), "E924");
}

#[test]
fn a_mapping_says_what_a_report_means() {
    let text = "X\ndzien|od|grupa|n|ludzie\n2026-11-25|07:15|A|1.250|2,5\n2026-11-25|07:15|B|3|1\n";
    let rules = mapping(
        "separator = \"|\"\ndecimal = \",\"\nskip_rows = 1\ninterval_minutes = 15\n\
         [columns]\ndate = \"dzien\"\ntime = \"od\"\nline = \"grupa\"\nanswered = \"n\"\n\
         agents = \"ludzie\"\n",
    );
    let (rows, reading) = intervals_with(text.as_bytes(), rules, &options());
    let found: Vec<_> =
        rows.iter().map(|r| (r.line, r.minutes, r.answered, r.agents, r.offered)).collect();
    assert_eq!(
        found,
        [(0, 15, Some(1250.0), Some(2.5), None), (1, 15, Some(3.0), Some(1.0), None)]
    );
    assert_eq!(reading.lines, ["A", "B"]);
}

/// Start, length in minutes and calls of each row.
fn stretches(text: &str) -> Vec<(u32, u32, f64)> {
    let (found, reading) = intervals(text.as_bytes());
    assert!(reading.problems.is_empty(), "{text}: {:?}", reading.problems);
    found.iter().map(|r| (r.start_minute, r.minutes, r.offered.unwrap())).collect()
}

#[test]
fn intervals_are_as_long_as_their_starts_lie_apart_or_as_their_ends_say() {
    let report = |rows: &[&str]| format!("Data;Godzina;Oferowane\n{}\n", rows.join("\n"));
    let hours = report(&["2.03.2026;8:00;12", ";9:00;10", ";10:00;8", "3.03.2026;8:00;11"]);
    let expected = [(480, 60, 12.0), (540, 60, 10.0), (600, 60, 8.0), (480, 60, 11.0)];
    assert_eq!(stretches(&hours), expected);
    assert_eq!(quirk(&intervals(hours.as_bytes()).1, "length_by_starts"), 4);
    let bare = report(&["2.03.2026;8;12", ";9;10", ";10;8"]);
    assert_eq!(stretches(&bare), expected[..3]);
    let ranges = report(&["2.03.2026;8-9;12", ";9-10;10", ";10.00-11.00;8"]);
    assert_eq!(stretches(&ranges), expected[..3]);
    let words = report(&["2.03.2026;8:00 do 9:00;12", ";9:00 to 10:00;10"]);
    assert_eq!(stretches(&words), expected[..2]);
    let quarters = report(&["2.03.2026;8:00;3", ";8:15;4", ";8:30;5", ";9:30;1", ";9:45;2"]);
    assert!(stretches(&quarters).iter().all(|row| row.1 == 15));
    // Two rows an hour apart may be half-hours with none between, and half-hours are so on the hour too.
    for halves in [
        &["2.03.2026;8:00;12", ";9:00;10"][..],
        &["2.03.2026;8:00;1", ";9:00;1", ";10:00;1", ";12:30;1"],
    ] {
        assert!(stretches(&report(halves)).iter().all(|row| row.1 == 30));
    }
    let ends = "Date,Start,End,Offered\n2026-03-02,08:00,09:00,12\n2026-03-02,23:00,00:00,1\n\
                2026-03-02,10:00,10:14:59,4\n";
    assert_eq!(stretches(ends), [(480, 60, 12.0), (1380, 60, 1.0), (600, 15, 4.0)]);
    // The end of an interval at a change of clocks says nothing of its length.
    let change = "Date,Start,End,Offered\n2026-03-29,01:30,03:00,12\n2026-03-29,03:00,03:30,9\n";
    assert_eq!(stretches(change), [(90, 30, 12.0), (180, 30, 9.0)]);
}

#[test]
fn a_share_in_percent_is_no_number_of_calls() {
    let text = "Date,Time,Offered,Abandoned %,Abandoned,Answered %,Answered,Service Level %\n\
                2026-03-02,8:00,20,10,2,90,18,85\n";
    let (found, _) = intervals(text.as_bytes());
    let row = &found[0];
    assert_eq!((row.offered, row.abandoned, row.answered), (Some(20.0), Some(2.0), Some(18.0)));
    assert_eq!(row.service_level, Some(0.85));
    let alone = text.replace(",Abandoned,", ",Left,").replace(",Answered,", ",Taken,");
    let (found, _) = intervals(alone.as_bytes());
    assert_eq!((found[0].abandoned, found[0].answered), (None, None));
}

#[test]
fn totals_stand_above_their_rows_or_have_no_name() {
    let rows = ["2026-03-02,8:00,14,12", "2026-03-02,8:30,13,13", "2026-03-03,8:00,9,9"];
    let report = |lines: &[&str]| format!("Date,Time,Offered,Answered\n{}\n", lines.join("\n"));
    for right in [
        &["Total,,36,34", rows[0], rows[1], rows[2]][..],
        &["Total,,27,25", rows[0], rows[1], "Total,,9,9", rows[2]],
        &[rows[0], rows[1], "2026-03-02 Total,,27,25", rows[2], ",,36,34"],
        &[rows[0], rows[1], rows[2], "All,,36,34"],
    ] {
        let (found, reading) = intervals(report(right).as_bytes());
        assert_eq!((found.len(), reading.problems.len()), (3, 0), "{right:?}");
        assert!(quirk(&reading, "total_row") >= 1);
    }
    // Rows of two lines in turn, then the totals of each.
    let lines = "Date,Time,Queue,Offered\n2026-03-02,8:00,A,5\n2026-03-02,8:00,B,7\n2026-03-02,8:30,A,6\n\
                 2026-03-02,8:30,B,1\nTotal A,,,11\nTotal B,,,8\nTotal,,,19\n";
    assert!(intervals(lines.as_bytes()).1.problems.is_empty());
    // One that is off by two from the rows below it, and one from those above.
    for (wrong, at) in [
        (["Total,,38,34", rows[0], rows[1], rows[2]], "2:8 E937 the total of offered calls is +2"),
        ([rows[0], rows[1], rows[2], "Total,,38,34"], "5:8 E937 the total of offered calls is +2"),
    ] {
        let (_, reading) = intervals(report(&wrong).as_bytes());
        assert!(told(&reading)[0].starts_with(at), "{:?}", told(&reading));
    }
    // A row without day and time that adds nothing up is a bad row.
    let (_, reading) =
        intervals_with(report(&[rows[0], ",,3,3"]).as_bytes(), Mapping::default(), &lenient());
    assert_eq!(reading.problems[0].code, "E931");
}
