//! A `queue_log` in the documented format.

use super::input::{calls, calls_with, lenient, quirk, told};
use obsada::records::{Mapping, Outcome};

const LOG: &str = include_str!("queue_log.txt");

#[test]
fn every_call_comes_out_as_it_went() {
    let (calls, reading) = calls(LOG);
    // Line, seconds after the log's first hour (08:00 in Warsaw), wait, outcome, talk, agent.
    let found: Vec<_> = calls
        .iter()
        .map(|c| {
            let talk = c.handle_s.map(|s| s as i64);
            (c.line, c.wall_s - 28_800.0, c.wait_s.unwrap_or(-1.0), c.outcome, talk, c.agent)
        })
        .collect();
    use Outcome::{Abandoned, Answered, CutOff};
    let expected = [
        (0, 1800.0, 30.0, Abandoned, None, None),
        (0, 1800.0, 12.0, Answered, Some(88), Some(1)),
        // Whom the queue lets go of may come back within half a minute.
        (1, 1830.0, 60.0, CutOff, None, None),
        (0, 2600.0, 3.0, Answered, Some(60), Some(0)),
        (0, 2700.0, 10.0, Answered, Some(60), Some(0)),
        (0, 2701.0, 49.0, CutOff, None, None),
        (0, 2800.0, 1.0, CutOff, None, None),
        (0, 3000.0, 2.0, Answered, Some(898), Some(0)),
    ];
    let mut expected = expected.to_vec();
    // The caller who gave up came 20 s after the one before.
    expected[0].1 = 1820.0;
    assert_eq!(found, expected);
    assert!(calls.iter().all(|c| c.date.to_string() == "2026-03-30"));
    assert_eq!(calls[1].epoch_s, 1_774_852_200.0);
    assert_eq!(reading.lines, ["mopr", "miasto"]);
    assert_eq!((reading.rows, reading.used, reading.agents), (30, 30, 2));
    assert_eq!(reading.first_day, reading.last_day);
    assert_eq!(quirk(&reading, "open_at_end"), 1);
}

#[test]
fn one_caller_is_one_whatever_the_number_looks_like() {
    let (calls, _) = calls(LOG);
    // The second and fourth are 600100200 and 48600100200.
    assert!(calls[1].caller.is_some() && calls[1].caller == calls[3].caller);
    assert_eq!(calls[2].caller, None, "anonymous");
    let mut known: Vec<u64> = calls.iter().filter_map(|c| c.caller).collect();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), 6);
}

/// 8001 is there from 08:00 until removed at 09:30; 8002 from 08:15 to the end at 09:30, paused from
/// 08:40 to 09:00. The last figure is in minutes.
#[test]
fn consultants_on_duty_follow_comings_and_pauses() {
    let (_, reading) = calls(LOG);
    let found: Vec<_> = reading
        .presence
        .iter()
        .map(|p| (p.line, p.start_minute, p.logged_in, (p.available * 30.0).round()))
        .collect();
    assert_eq!(
        found,
        // One line is all there are.
        [Some(0), None]
            .map(|line| [(line, 480, 1.5, 45.0), (line, 510, 2.0, 40.0), (line, 540, 2.0, 60.0)])
            .concat(),
        "{:?}",
        reading.presence
    );
}

#[test]
fn each_kind_of_bad_line_is_told_with_its_place() {
    let bad = "\
        1774850400|NONE|NONE|NONE|QUEUESTART|\n\
        soon|1.1|mopr|NONE|ENTERQUEUE||600100200|1\n\
        1774850400|1.1|mopr\n\
        1774850400|1.1|mopr|NONE|enter queue||600100200|1\n\
        1774850401|1.2|mopr|SIP/1|CONNECT|5|1.3|2\n\
        1774850402|1.4|mopr|NONE|ENTERQUEUE|\n\
        1774850403|1.5|mopr|NONE|ENTERQUEUE||600100200|1\n\
        1774850404|1.5|mopr|SIP/1|CONNECT|-5|1.6|2\n\
        1774850405|1.7|mopr|SIP/1|COMPLETECALLER|5|60|1\n\
        1774850406|1.5|mopr|SIP/1|COMPLETECALLER|5|x|1\n\
        1774850407|1.5|mopr|NONE|ABANDON|1|1|4\n";
    let (calls, reading) = calls_with(bad, Mapping::default(), &lenient());
    assert_eq!(
        told(&reading),
        [
            "2:1 E931 the time is neither in seconds since 1970 nor a day with a time of day",
            "3:16 E938 the line has 3 fields, too few for its event",
            "4:26 E938 the fifth field is no event",
            "5:12 E939 the call ends or is answered without having entered a queue",
            "6:37 E938 the line has 6 fields, too few for its event",
            "8:35 E933 the length of time is not a number of seconds from 0 to a day",
            "9:12 E939 the call ends or is answered without having entered a queue",
            "10:44 E933 the length of time is not a number of seconds from 0 to a day",
        ]
    );
    assert_eq!((reading.rows, reading.used, calls.len()), (11, 3, 1));
}

#[test]
fn a_restart_and_a_lost_end_leave_no_call_open() {
    let log = "\
        1774850400|1.1|mopr|NONE|ENTERQUEUE||600100200|1\n\
        1774850401|NONE|NONE|NONE|QUEUESTART|\n\
        1774850402|1.2|mopr|NONE|ENTERQUEUE||600100200|1\n\
        1774950403|1.3|mopr|NONE|ENTERQUEUE||600100200|1\n\
        1774950404|1.3|mopr|NONE|ABANDON|1|1|1\n";
    let (calls, reading) = calls(log);
    assert_eq!(calls.len(), 1);
    assert_eq!((quirk(&reading, "lost_at_restart"), quirk(&reading, "never_ended")), (1, 1));
    assert_eq!(quirk(&reading, "open_at_end"), 0);
}
