//! Records with one row a day, spread over the half-hours by a profile that is given.

use obsada::estimate::{Gather, Options as Estimating, estimate};
use obsada::records::{DayProfile, IntervalRow, Mapping, Options, Reading, Records, Salt};

const DAYS: &str = "Data;Połączenia oferowane;Odebrane;Porzucone;Śr. czas obsługi\n\
    2026-03-02;300;270;30;240\n2026-03-03;200;190;10;4:10\n2026-03-04;;;;\nRazem;500;460;40;\n";

/// A tenth at 08:00, half at 08:30, the rest at 10:00.
const PROFILE: &str = "time,share\n08:00,0.1\n08:30,0.5\n10:00,0.4\n";

fn rows(text: &'static str, mapping: Mapping) -> (Reading, Vec<IntervalRow>) {
    let options =
        Options { salt: Salt::random().unwrap(), bad_rows: 0.05, zone: None, by_line: false };
    let records = Records::open(text.as_bytes(), "days.csv", mapping).unwrap();
    assert!(records.has_whole_days());
    let mut rows = Vec::new();
    let reading = records.intervals(&options, &mut |row| rows.push(row.clone())).unwrap();
    (reading, rows)
}

#[test]
fn rows_of_days_are_read_and_spread_by_the_profile() {
    let (reading, rows) = rows(DAYS, Mapping::default().of_whole_days());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(rows.len(), 3);
    let first = &rows[0];
    assert_eq!((first.start_minute, first.minutes), (0, 1440));
    assert_eq!((first.offered, first.abandoned), (Some(300.0), Some(30.0)));
    assert_eq!((first.mean_handle_s, rows[1].mean_handle_s), (Some(240.0), Some(250.0)));
    let profile = DayProfile::parse(PROFILE).unwrap().unwrap();
    let mut gather = Gather::new(20.0, None, None, None).with_profile(Some(profile));
    rows.iter().for_each(|row| gather.row(row));
    let mut history = gather.finish();
    assert!(history.profile_given);
    let monday = &history.days[&first.date];
    let offered: Vec<f64> = monday.cells.iter().map(|cell| cell.offered).collect();
    // 300 calls: 30, 150 and 120.
    assert!(offered.iter().enumerate().all(|(half_hour, calls)| {
        let own = match half_hour {
            16 => 30.0,
            17 => 150.0,
            20 => 120.0,
            _ => 0.0,
        };
        (calls - own).abs() < 1e-9
    }));
    let estimates = estimate(&mut history, &Estimating::default()).unwrap();
    assert!(estimates.profile_given);
    assert!((estimates.offered - 500.0).abs() < 1e-9 && estimates.abandoned == Some(40.0));
    // (270 × 240 + 190 × 250) ÷ 460.
    let mean = estimates.handle.unwrap().mean_s.value;
    assert!((mean - (270.0 * 240.0 + 190.0 * 250.0) / 460.0).abs() < 1e-9, "{mean}");
}

#[test]
fn a_report_with_times_has_no_whole_days() {
    let text = "Data;Godzina;Połączenia oferowane\n2026-03-02;08:00;30\n";
    let mapping = Mapping::default().of_whole_days();
    assert!(!Records::open(text.as_bytes(), "times.csv", mapping).unwrap().has_whole_days());
    // Without a profile nobody says when the calls of a day come.
    let days = Records::open(DAYS.as_bytes(), "days.csv", Mapping::default());
    assert!(format!("{:?}", days.err().unwrap()).contains("When"));
}

#[test]
fn what_a_report_does_not_tell_is_not_counted_as_none() {
    let told = |text: &'static str| {
        let mut gather = Gather::new(20.0, None, None, None);
        let options =
            Options { salt: Salt::random().unwrap(), bad_rows: 0.05, zone: None, by_line: false };
        let records = Records::open(text.as_bytes(), "report.csv", Mapping::default()).unwrap();
        records.intervals(&options, &mut |row| gather.row(row)).unwrap();
        let e = estimate(&mut gather.finish(), &Estimating::default()).unwrap();
        (e.offered, e.answered, e.abandoned, e.asa_s, e.service_level)
    };
    // Whether the two calls not answered were given up or cut off nobody says. Waits and level are those of the
    // first half-hour, the only one with figures: 18 answered after 30 s on average, 80% of 20 in time.
    let some = "Date,Time,Offered,Answered,ASA,Service level\n2026-03-02,8:00,20,18,30,80%\n\
                2026-03-02,8:30,10,10,-,-\n";
    let (offered, answered, abandoned, asa_s, level) = told(some);
    assert_eq!((offered, answered, abandoned), (30.0, Some(28.0), None));
    assert!((asa_s.unwrap() - 30.0).abs() < 1e-9 && (level.unwrap() - 0.8).abs() < 1e-9);
    let (offered, answered, abandoned, ..) = told("Date,Time,Offered\n2026-03-02,8:00,20\n");
    assert_eq!((offered, answered, abandoned), (20.0, None, None));
    let (_, answered, abandoned, ..) =
        told("Date,Time,Offered,Abandoned\n2026-03-02,8:00,20,3\n2026-03-02,8:30,9,0\n");
    assert_eq!((answered, abandoned), (Some(26.0), Some(3.0)));
}
