//! A `queue_log` in every form that Asterisk's source has written: the truth is read back from each.

use crate::input::{calls, calls_with, open, options, problems, quirk};
use flate2::{Compression, write::GzEncoder};
use obsada::records::{Call, Mapping, Options, Outcome, Reading};
use proptest::prelude::*;
use std::io::Write;

/// Waits, talks and outcomes.
fn told(calls: &[Call]) -> Vec<(f64, Option<f64>, Outcome)> {
    calls.iter().map(|c| (c.wait_s.unwrap_or(-1.0), c.handle_s, c.outcome)).collect()
}

const ENTER: &str = "1790000000|9.1|desk|NONE|ENTERQUEUE||512000111|1\n";

/// One call that enters at 1790000000, then these lines.
fn one(lines: &str) -> (Vec<Call>, Reading) {
    calls(&format!("{ENTER}{lines}"))
}

use Outcome::{Abandoned, Answered, CutOff};

#[test]
fn every_way_out_is_read_from_the_left_with_or_without_bars_after_it() {
    let connect = "1790000007|9.1|desk|PJSIP/4|CONNECT|7|9.2|3\n";
    for (line, expected) in [
        ("1790000067|9.1|desk|PJSIP/4|COMPLETEAGENT|7|60|1", (7.0, Some(60.0), Answered)),
        ("1790000067|9.1|desk|PJSIP/4|COMPLETECALLER|7|60", (7.0, Some(60.0), Answered)),
        ("1790000067|9.1|desk|PJSIP/4|TRANSFER|200|inside", (7.0, Some(60.0), Answered)),
        ("1790000067|9.1|desk|PJSIP/4|TRANSFER|200|inside|7|58|1", (7.0, Some(58.0), Answered)),
        (
            "1790000067|9.1|desk|PJSIP/4|BLINDTRANSFER|200|inside|7|58|1",
            (7.0, Some(58.0), Answered),
        ),
        (
            "1790000067|9.1|desk|PJSIP/4|ATTENDEDTRANSFER|BRIDGE|b7|7|58|1",
            (7.0, Some(58.0), Answered),
        ),
        (
            "1790000067|9.1|desk|PJSIP/4|ATTENDEDTRANSFER|APP|Park|7|58|1",
            (7.0, Some(58.0), Answered),
        ),
        (
            "1790000067|9.1|desk|PJSIP/4|ATTENDEDTRANSFER|LINK|PJSIP/4-1|PJSIP/5-2|7|58|1",
            (7.0, Some(58.0), Answered),
        ),
    ] {
        for bars in ["", "|", "|||"] {
            let (found, reading) = one(&format!("{connect}{line}{bars}\n"));
            assert_eq!(told(&found), [expected], "{line}{bars}");
            assert!(reading.problems.is_empty(), "{line}{bars}");
        }
    }
    for (line, expected) in [
        ("1790000045|9.1|desk|NONE|ABANDON|2|5|44", (44.0, None, Abandoned)),
        ("1790000045|9.1|desk|NONE|EXITWITHTIMEOUT|2|5|44", (44.0, None, CutOff)),
        ("1790000045|9.1|desk|NONE|EXITWITHTIMEOUT|2", (45.0, None, CutOff)),
        ("1790000045|9.1|desk|NONE|EXITEMPTY|2|5|44", (44.0, None, CutOff)),
        ("1790000045|9.1|desk|NONE|EXITWITHKEY|0|2|5|44", (44.0, None, CutOff)),
        ("1790000045|9.1|desk|NONE|EXITWITHKEY|0|2", (45.0, None, CutOff)),
        ("1790000045|9.1|desk|NONE|WITHDRAW|2|5|44|by the desk", (44.0, None, CutOff)),
        ("1790000045|9.1|desk|PJSIP/4|SYSCOMPAT|", (45.0, None, CutOff)),
    ] {
        for bars in ["", "|", "|||"] {
            let (found, _) = one(&format!("{line}{bars}\n"));
            assert_eq!(told(&found), [expected], "{line}{bars}");
        }
    }
}

#[test]
fn a_consultant_who_hangs_up_first_leaves_the_caller_waiting() {
    let (found, reading) = one("1790000006|9.1|desk|PJSIP/4|AGENTDUMP|\n\
         1790000009|9.1|desk|PJSIP/5|RINGCANCELED|2000\n\
         1790000020|9.1|desk|PJSIP/5|CONNECT|20|9.3|2\n\
         1790000080|9.1|desk|PJSIP/5|COMPLETECALLER|20|60|1\n");
    assert_eq!(told(&found), [(20.0, Some(60.0), Answered)]);
    assert!(reading.quirks.is_empty(), "{:?}", reading.quirks);
}

#[test]
fn a_further_end_of_a_call_that_was_passed_on_is_no_call() {
    let (found, reading) = one("1790000007|9.1|desk|PJSIP/4|CONNECT|7|9.2|3\n\
         1790000067|9.1|desk|PJSIP/4|BLINDTRANSFER|200|inside|7|60|1\n\
         1790000400|9.1|desk|PJSIP/4|COMPLETECALLER|7|393|1\n");
    assert_eq!(told(&found), [(7.0, Some(60.0), Answered)]);
    assert_eq!((quirk(&reading, "ended_again"), reading.problems.len()), (1, 0));
}

#[test]
fn a_call_that_began_in_the_log_before_is_known_by_its_end() {
    let log = "1790000002|8.1|desk|PJSIP/4|CONNECT|30|8.2|3\n\
               1790000062|8.1|desk|PJSIP/4|COMPLETEAGENT|30|60|1\n\
               1790000063|8.3|desk|PJSIP/5|COMPLETECALLER|12|400|1\n\
               1790000064|8.4|desk|NONE|ABANDON|1|1|90\n\
               1790000065|8.5|desk|NONE|ABANDON|1|1|3\n";
    let (found, reading) =
        calls_with(log, Mapping::default(), &Options { bad_rows: 0.5, ..options() });
    assert_eq!(
        told(&found),
        [(30.0, Some(60.0), Answered), (12.0, Some(400.0), Answered), (90.0, None, Abandoned)]
    );
    assert_eq!(found[0].epoch_s, 1_789_999_972.0);
    assert_eq!(quirk(&reading, "began_before_log"), 3);
    // The last would have entered within the log, which knows nothing of it.
    assert_eq!(reading.problems[0].code, "E939");
}

#[test]
fn an_unknown_event_of_a_call_in_the_queue_is_reported() {
    let (_, reading) = one("1790000003|9.1|desk|NONE|LATERWORD|1\n\
         1790000004|none|desk|NONE|LATERWORD|1\n\
         1790000005|9.1|desk|NONE|ABANDON|1|1|5\n");
    let found = reading.quirks.iter().find(|q| q.kind == "unknown_event_of_call").unwrap();
    assert_eq!((found.about.as_str(), found.count, found.first_line), ("LATERWORD", 1, 2));
    assert_eq!(quirk(&reading, "other_event"), 1);
}

#[test]
fn who_comes_paused_is_not_at_the_phone() {
    let log = "1790002800|NONE|desk|Ann|ADDMEMBER|PAUSED\n\
               1790002800|NONE|desk|Bob|ADDMEMBER|\n\
               1790003700|NONE|desk|Ann|UNPAUSE|\n\
               1790004600|NONE|desk|Ann|REMOVEMEMBER|\n\
               1790004600|NONE|desk|Bob|REMOVEMEMBER|\n";
    let (_, reading) = calls(log);
    let first = &reading.presence[0];
    assert_eq!((first.logged_in, first.available), (2.0, 1.5), "{:?}", reading.presence);
}

/// Put back twice, then answered after 4 s: 120 + 60 + 4 s.
const PUT_BACK: &str = "\
    1790000120|9.1|desk|NONE|EXITWITHTIMEOUT|1|1|120\n\
    1790000128|9.1|desk|NONE|ENTERQUEUE||512000111|1\n\
    1790000188|9.1|desk|NONE|EXITWITHTIMEOUT|1|1|60\n\
    1790000188|9.1|other|NONE|ENTERQUEUE||512000111|1\n\
    1790000192|9.1|other|PJSIP/4|CONNECT|4|9.2|3\n\
    1790000292|9.1|other|PJSIP/4|COMPLETEAGENT|4|100|1\n";

#[test]
fn one_caller_is_one_call_and_by_line_a_visit_to_each() {
    let (found, reading) = one(PUT_BACK);
    assert_eq!(told(&found), [(184.0, Some(100.0), Answered)]);
    assert_eq!(found[0].epoch_s, 1_790_000_000.0);
    assert_eq!((quirk(&reading, "put_back"), quirk(&reading, "moved_on")), (1, 1));
    let by_line = Options { by_line: true, ..options() };
    let (found, _) = calls_with(&format!("{ENTER}{PUT_BACK}"), Mapping::default(), &by_line);
    assert_eq!(told(&found), [(180.0, None, CutOff), (4.0, Some(100.0), Answered)]);
    assert_eq!((found[0].line, found[1].line), (0, 1));
    // Who comes back after minutes is another call.
    let later = PUT_BACK.replace("1790000128|", "1790000160|").replace("|1|1|60\n", "|1|1|28\n");
    assert_eq!(one(&later).0.len(), 2);
}

#[test]
fn what_comes_twice_counts_once_and_time_that_runs_back_is_reported() {
    let once = format!(
        "{ENTER}{PUT_BACK}1790000900|9.5|desk|NONE|ENTERQUEUE||512000112|1\n\
                        1790000930|9.5|desk|NONE|ABANDON|1|1|30\n"
    );
    let (single, _) = calls(&once);
    let (double, reading) = calls(&format!("{once}{once}"));
    assert_eq!(double, single);
    assert_eq!((quirk(&reading, "duplicate"), quirk(&reading, "time_runs_back")), (9, 1));
    // A log that begins in the middle of the one before.
    let overlap: String = once.lines().skip(3).map(|line| format!("{line}\n")).collect();
    let (found, reading) = calls(&format!("{once}{overlap}"));
    assert_eq!((found, quirk(&reading, "duplicate")), (single, 6));
    // The newest first.
    let backwards: String = once.lines().rev().map(|line| format!("{line}\n")).collect();
    let refused =
        open(backwards.as_bytes(), Mapping::default()).unwrap().calls(&options(), &mut |_| {});
    let told = problems(refused.unwrap_err());
    assert_eq!(told[0].code(), "E949");
    assert!(told[0].remedy().contains("sort"), "{}", told[0].remedy());
}

/// A log as lines of fields, in the forms that it can have.
fn in_form(lines: &[Vec<String>], form: usize) -> Vec<u8> {
    let date_time = |at: &str| {
        let stamp = jiff::Timestamp::from_second(at.parse().unwrap()).unwrap();
        // Warsaw, in summer.
        let wall = jiff::tz::Offset::constant(2).to_datetime(stamp);
        wall.strftime("%Y-%m-%d %H:%M:%S.000000").to_string()
    };
    let joined = |mark: &str, time: &dyn Fn(&str) -> String| -> String {
        let line = |fields: &Vec<String>| {
            let first = std::iter::once(time(&fields[0]));
            first.chain(fields[1..].iter().cloned()).collect::<Vec<_>>().join(mark) + "\n"
        };
        lines.iter().map(line).collect()
    };
    let cell = |fields: &Vec<String>, index: usize| fields.get(index).cloned().unwrap_or_default();
    match form {
        0 => joined("|", &str::to_owned).into_bytes(),
        1 => joined(" | ", &date_time).into_bytes(),
        2 => {
            let mut packed = GzEncoder::new(Vec::new(), Compression::default());
            packed.write_all(joined("|", &|at| format!("{at}.25")).as_bytes()).unwrap();
            packed.finish().unwrap()
        }
        // The table of a database, its columns in another order.
        3 => {
            let mut text =
                "\"event\",\"data1\",\"data2\",\"data3\",\"data4\",\"data5\",\"time\",\"queuename\",\"callid\",\"agent\"\n"
                    .to_owned();
            for fields in lines {
                let order = [4, 5, 6, 7, 8, 9, 0, 2, 1, 3].map(|i| {
                    let value = cell(fields, i);
                    format!("\"{}\"", if i == 0 { date_time(&value) } else { value })
                });
                text += &(order.join(",") + "\n");
            }
            text.into_bytes()
        }
        // An older table: its data in one column.
        _ => {
            let mut text = "time;callid;queuename;agent;event;data\n".to_owned();
            for fields in lines {
                text += &format!("{};{}\n", fields[..5].join(";"), fields[5..].join("|"));
            }
            text.into_bytes()
        }
    }
}

/// How a made-up call goes: how it ends, after how long a wait and talk.
fn ways() -> impl Strategy<Value = Vec<(usize, u32, u32)>> {
    proptest::collection::vec((0_usize..11, 0_u32..300, 1_u32..900), 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn a_log_with_every_event_reads_back_in_every_form(ways in ways()) {
        let mut lines: Vec<(u64, Vec<String>)> = Vec::new();
        let mut truth = Vec::new();
        for (i, (way, wait, talk)) in ways.iter().enumerate() {
            let since = 1_790_000_000 + i as u64 * 40;
            let (out, end) = (since + u64::from(*wait), since + u64::from(wait + talk));
            let id = format!("{since}.{i}");
            let mut log = |at: u64, agent: &str, rest: String| {
                let head = format!("{at}|{id}|desk|{agent}|{rest}");
                lines.push((at, head.split('|').map(str::to_owned).collect()));
            };
            log(since, "NONE", format!("ENTERQUEUE||51200{i:04}|1"));
            if *way < 6 {
                log(out, "Ann", format!("CONNECT|{wait}|c.{i}|2"));
            }
            let end_of = [
                format!("COMPLETEAGENT|{wait}|{talk}|1"),
                format!("COMPLETECALLER|{wait}|{talk}|1"),
                format!("BLINDTRANSFER|200|inside|{wait}|{talk}|1"),
                format!("ATTENDEDTRANSFER|BRIDGE|b|{wait}|{talk}|1"),
                format!("ATTENDEDTRANSFER|LINK|a|b|{wait}|{talk}|1"),
                format!("TRANSFER|200|inside|{wait}|{talk}"),
                format!("ABANDON|1|1|{wait}"),
                format!("EXITWITHTIMEOUT|1|1|{wait}"),
                format!("EXITEMPTY|1|1|{wait}"),
                format!("EXITWITHKEY|9|1|1|{wait}"),
                format!("WITHDRAW|1|1|{wait}|why"),
            ];
            let answered = *way < 6;
            log(if answered { end } else { out }, if answered { "Ann" } else { "NONE" }, end_of[*way].clone());
            let outcome = match way { 0..=5 => Answered, 6 => Abandoned, _ => CutOff };
            truth.push((since, *wait, answered.then_some(*talk), outcome));
        }
        lines.sort_by_key(|(at, _)| *at);
        let lines: Vec<Vec<String>> = lines.into_iter().map(|(_, fields)| fields).collect();
        for form in 0..5 {
            let mut found = Vec::new();
            let records = open(&in_form(&lines, form), Mapping::default()).unwrap();
            let reading = records.calls(&options(), &mut |call| found.push(call.clone())).unwrap();
            prop_assert!(reading.problems.is_empty(), "form {}: {:?}", form, reading.problems);
            found.sort_by(|a, b| a.epoch_s.total_cmp(&b.epoch_s));
            let found: Vec<_> = found
                .iter()
                .map(|c| {
                    (c.epoch_s as u64, c.wait_s.unwrap() as u32, c.handle_s.map(|s| s as u32), c.outcome)
                })
                .collect();
            prop_assert_eq!(&found, &truth, "form {}", form);
        }
    }
}

/// A call that waits 3 s and talks for 100 s, in the columns of a database: time, call, queue, agent, event, data.
const ONE_CALL: [[&str; 9]; 3] = [
    ["08:00:00", "9.1", "desk", "NONE", "ENTERQUEUE", "", "512000111", "1", ""],
    ["08:00:03", "9.1", "desk", "Ann", "CONNECT", "3", "9.2", "2", ""],
    ["08:01:43", "9.1", "desk", "Ann", "COMPLETEAGENT", "3", "100", "1", ""],
];

/// The same with a day before each time, and what a row may have around its columns.
fn in_a_table(head: &str, row: impl Fn(&[&str; 9]) -> String) -> String {
    head.to_owned() + &ONE_CALL.iter().map(|fields| row(fields) + "\n").collect::<String>()
}

#[test]
fn a_log_whose_days_may_be_read_in_two_ways_is_asked_about() {
    let head = "time,callid,queuename,agent,event,data1,data2,data3,data4\n";
    let on = |day: &str| in_a_table(head, |f| format!("{day} {}", f.join(",")));
    let refused = open(on("03/02/2026").as_bytes(), Mapping::default())
        .unwrap()
        .calls(&options(), &mut |_| {});
    assert_eq!(problems(refused.unwrap_err())[0].code(), "E948");
    let (found, _) = calls(&on("03/22/2026"));
    assert_eq!(
        (found[0].date.to_string(), told(&found)),
        ("2026-03-22".to_owned(), vec![(3.0, Some(100.0), Answered)])
    );
    let by = crate::input::mapping("[formats]\ndate = \"%m/%d/%Y\"\n");
    let (found, _) = calls_with(&on("03/02/2026"), by, &options());
    assert_eq!(found[0].date.to_string(), "2026-03-02");
}

#[test]
fn tables_of_other_makers_and_rows_with_a_number_of_their_own() {
    let day = |fields: &[&str; 9]| format!("2026-03-02 {}", fields.join(","));
    let makers = "time_id,call_id,queue,agent,verb,data1,data2,data3,data4\n";
    let server = |f: &[&str; 9]| {
        format!("8,2026-03-02 {},pbx1,{},2026-03-02 08:00:09", f[..3].join(","), f[3..].join(","))
    };
    for text in [
        in_a_table(makers, day),
        in_a_table("", |f| format!("17,\"{}\"", day(f).replace(',', "\",\""))),
        in_a_table("", server),
    ] {
        let (found, reading) = calls(&text);
        assert_eq!(told(&found), [(3.0, Some(100.0), Answered)], "{text}");
        assert!(reading.problems.is_empty());
    }
}

#[test]
fn sixteen_bits_a_letter_are_known_without_a_mark() {
    let log = format!("{ENTER}1790000045|9.1|desk|NONE|ABANDON|2|5|44\n");
    let low: Vec<u8> = log.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let high: Vec<u8> = log.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [low, high] {
        let mut found = Vec::new();
        let records = open(&bytes, Mapping::default()).unwrap();
        records.calls(&options(), &mut |call| found.push(call.clone())).unwrap();
        assert_eq!(told(&found), [(44.0, None, Abandoned)]);
    }
}
