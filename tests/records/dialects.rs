//! Days, units and columns in the dialects of systems: decided over the whole file, or asked for.

use crate::input::{calls_with, intervals_with, mapping, open, options, problems, quirk};
use obsada::records::{Mapping, Outcome, load};
use std::path::Path;

const HEAD: &str = "Date,Time,Wait time,Status,Talk time\n";

fn rows(days: &[&str]) -> String {
    let row = |day: &&str| format!("{day},9:00 AM,10,answered,120\n{day},9:20 PM,30,lost,\n");
    HEAD.to_owned() + &days.iter().map(row).collect::<String>()
}

fn first_days(text: &str, by: Mapping) -> Vec<String> {
    let (found, _) = calls_with(text, by, &options());
    found.iter().step_by(2).map(|call| call.date.to_string()).collect()
}

#[test]
fn day_and_month_are_decided_by_any_row_of_the_file() {
    let day_first = rows(&["05/06/2026", "07/06/2026", "13/06/2026"]);
    assert_eq!(
        first_days(&day_first, Mapping::default()),
        ["2026-06-05", "2026-06-07", "2026-06-13"]
    );
    let month_first = rows(&["06/05/2026", "06/07/2026", "06/13/2026"]);
    assert_eq!(
        first_days(&month_first, Mapping::default()),
        ["2026-06-05", "2026-06-07", "2026-06-13"]
    );
    // Ten past nine in the morning and twenty past in the evening.
    let (found, _) = calls_with(&day_first, Mapping::default(), &options());
    assert_eq!((found[0].wall_s, found[1].wall_s), (32_400.0, 76_800.0));
}

#[test]
fn what_no_row_decides_is_asked_for() {
    let text = rows(&["05/06/2026", "06/06/2026", "07/06/2026"]);
    let refused = open(text.as_bytes(), Mapping::default()).unwrap().calls(&options(), &mut |_| {});
    let told = problems(refused.unwrap_err());
    assert_eq!((told[0].code(), told[0].place.as_ref().map(|p| p.line)), ("E948", Some(2)));
    assert!(told[0].remedy().contains("%m/%d/%Y"), "{}", told[0].remedy());
    let said = mapping("[formats]\ndate = \"%m/%d/%Y\"\n");
    assert_eq!(first_days(&text, said), ["2026-05-06", "2026-06-06", "2026-07-06"]);
    // With points the day is first, and a day of the same number is the same in both orders.
    assert_eq!(first_days(&rows(&["05.06.2026"]), Mapping::default()), ["2026-06-05"]);
    assert_eq!(first_days(&rows(&["06/06/2026"]), Mapping::default()), ["2026-06-06"]);
}

#[test]
fn a_timestamp_is_decided_likewise() {
    let text =
        "Call start,Wait,Outcome\n5/6/2026 8:00 PM,3,answered\n5/7/2026 8:00 PM,3,answered\n";
    let refused = open(text.as_bytes(), Mapping::default()).unwrap().calls(&options(), &mut |_| {});
    assert_eq!(problems(refused.unwrap_err())[0].code(), "E948");
    let said = mapping("[formats]\ndate = \"%m/%d/%Y\"\n");
    let (found, _) = calls_with(text, said, &options());
    assert_eq!((found[0].date.to_string(), found[0].wall_s), ("2026-05-06".to_owned(), 72_000.0));
}

#[test]
fn who_was_not_answered_and_has_no_wait_is_a_call_of_unknown_patience() {
    let text = "date,time,wait,status\n2026-05-06,8:00,12,answered\n2026-05-06,8:01,,lost\n\
                2026-05-06,8:02,-,lost\n2026-05-06,8:03,NULL,timeout\n2026-05-06,8:04,40,lost\n";
    let (found, reading) = calls_with(text, Mapping::default(), &options());
    let waits: Vec<_> = found.iter().map(|c| c.wait_s).collect();
    assert_eq!(waits, [Some(12.0), None, None, None, Some(40.0)]);
    assert_eq!(found[1].outcome, Outcome::Abandoned);
    assert_eq!((reading.problems.len(), quirk(&reading, "unanswered_without_wait")), (0, 3));
    let bad = text.replace("8:00,12,", "8:00,,");
    let refused = open(bad.as_bytes(), Mapping::default()).unwrap().calls(&options(), &mut |_| {});
    assert!(problems(refused.unwrap_err()).iter().any(|p| p.code() == "E933"));
}

#[test]
fn figures_follow_from_columns_and_have_units() {
    let by = mapping(
        "[columns]\ntimestamp = \"begun\"\nwait = \"whole - spoken\"\nhandle = \"spoken + after\"\n\
         outcome = \"how\"\n[units]\nwait = \"ms\"\nhandle = \"ms\"\n",
    );
    let text = "begun;whole;spoken;after;how\n2026-05-06 08:00:00;61500;60000;4000;answered\n";
    let (found, _) = calls_with(text, by, &options());
    assert_eq!((found[0].wait_s, found[0].handle_s), (Some(1.5), Some(64.0)));
    // A heading may name the unit.
    let text =
        "date;time;Wait time (min);status;Talk time [ms]\n2026-05-06;8:00;1,5;answered;2500\n";
    let (found, _) = calls_with(text, Mapping::default(), &options());
    assert_eq!((found[0].wait_s, found[0].handle_s), (Some(90.0), Some(2.5)));
}

#[test]
fn intervals_of_an_american_report() {
    let text = "Date,Time,Offered,Answered,ASA,AHT\n5/13/2026,8:00AM-8:30AM,12,10,:21,1:05\n\
                ,11:30-12:00 PM,7,7,:05,3:00\n,11:30PM-12:00AM,1,1,:00,:59\n";
    let (found, reading) = intervals_with(text.as_bytes(), Mapping::default(), &options());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let told: Vec<_> =
        found.iter().map(|r| (r.start_minute, r.minutes, r.mean_wait_s, r.mean_handle_s)).collect();
    assert_eq!(
        told,
        [
            (480, 30, Some(21.0), Some(65.0)),
            (690, 30, Some(5.0), Some(180.0)),
            (1410, 30, Some(0.0), Some(59.0)),
        ]
    );
    assert_eq!(found[0].date.to_string(), "2026-05-13");
}

#[test]
fn a_report_of_milliseconds_has_them_by_its_mapping() {
    let text = "from,calls,taken,asa,aht\n2026-05-06 08:00,20,19,4250,301000\n";
    let by = mapping(
        "kind = \"intervals\"\n[columns]\ntimestamp = \"from\"\noffered = \"calls\"\nanswered = \"taken\"\n\
         abandoned = \"calls - taken\"\nmean_wait = \"asa\"\nmean_handle = \"aht\"\n\
         [units]\nmean_wait = \"ms\"\nmean_handle = \"ms\"\n",
    );
    let (found, _) = intervals_with(text.as_bytes(), by, &options());
    assert_eq!((found[0].mean_wait_s, found[0].mean_handle_s), (Some(4.25), Some(301.0)));
    assert_eq!(found[0].abandoned, Some(1.0));
}

#[test]
fn a_ready_mapping_is_named_where_the_headings_match() {
    let text = "\"calldate\",\"clid\",\"src\",\"dst\",\"dcontext\",\"channel\",\"dstchannel\",\"lastapp\",\"lastdata\",\
                \"duration\",\"billsec\",\"disposition\",\"amaflags\",\"accountcode\",\"uniqueid\"\n\
                \"2026-05-06 08:00:00\",\"\",\"512000111\",\"100\",\"in\",\"a\",\"PJSIP/4\",\"Queue\",\"\",\"75\",\
                \"60\",\"ANSWERED\",\"3\",\"\",\"17.1\"\n";
    let refused = problems(open(text.as_bytes(), Mapping::default()).err().unwrap());
    assert!(refused[0].remedy().contains("--mapping asterisk-cdr"), "{}", refused[0].remedy());
    let ready = load::mapping(Path::new("asterisk-cdr")).unwrap();
    let (found, _) = calls_with(text, ready, &options());
    assert_eq!((found[0].wait_s, found[0].handle_s), (Some(15.0), Some(60.0)));
}

#[test]
fn a_mapping_like_a_ready_one_says_what_differs() {
    let text = "Interval Start,Media Type,Queue Name,Offer,Answer,Abandon,ASA,Avg Handle\n\
                5/6/26 8:30 AM,voice,Hall,9,8,1,1500,90250\n";
    let by = mapping("like = \"genesys-cloud\"\n[formats]\ntimestamp = \"%m/%d/%y %I:%M %p\"\n");
    let (found, _) = intervals_with(text.as_bytes(), by, &options());
    assert_eq!((found[0].mean_wait_s, found[0].mean_handle_s), (Some(1.5), Some(90.25)));
    assert_eq!((found[0].date.to_string(), found[0].start_minute), ("2026-05-06".to_owned(), 510));
    let refused = Mapping::parse("like = \"nobody\"", "m").err().unwrap();
    assert_eq!(problems(refused)[0].code(), "E920");
}

#[test]
fn the_nearest_kind_of_file_is_named() {
    let told = |text: &str| {
        problems(open(text.as_bytes(), Mapping::default()).err().unwrap()).remove(0).message()
    };
    let report = told("Day,Average wait,AHT,Staffed\n2026-05-06,3,200,4\n");
    assert!(report.contains("of intervals lacks"), "{report}");
    let log = told("time,callid,event,agent,data1\n1,2,3,4,5\n");
    assert!(log.contains("queue_log lacks `queuename`"), "{log}");
}

#[test]
fn a_row_that_comes_twice_and_a_call_moved_on_are_told_by_their_ids() {
    let text = "id;date;time;line;wait;status\na;2026-05-06;8:00:00;x;60;timeout\n\
                a;2026-05-06;8:01:02;y;9;answered\nb;2026-05-06;8:05:00;x;1;answered\n\
                b;2026-05-06;8:05:00;x;1;answered\n";
    let (found, reading) = calls_with(text, Mapping::default(), &options());
    let waits: Vec<_> = found.iter().map(|c| (c.wait_s, c.outcome)).collect();
    assert_eq!(waits, [(Some(69.0), Outcome::Answered), (Some(1.0), Outcome::Answered)]);
    assert_eq!((quirk(&reading, "moved_on"), quirk(&reading, "duplicate")), (1, 1));
}

#[test]
fn a_number_beside_a_name_is_not_shown() {
    let text = "date;time;line;wait;status\n2026-05-06;8:00:00;Ann 512 000 111;60;answered\n\
                2026-05-06;8:00:00;Ann 512 000 222;60;answered\n2026-05-06;8:00:00;Hall ٥١٢٠٠٠١١١;6;answered\n";
    let (_, reading) = calls_with(text, Mapping::default(), &options());
    assert_eq!(reading.lines, ["Ann ***", "Ann *** (line 2)", "Hall ***"]);
}

#[test]
fn two_cells_far_apart_ask_for_no_memory_between_them() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Date").unwrap();
    sheet.write(1_048_575, 16_383, 1.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let refused = problems(open(&bytes, Mapping::default()).err().unwrap());
    assert_eq!(refused[0].code(), "E921");
}

#[test]
fn years_of_two_digits_and_milliseconds_since_1970_are_read() {
    let text = "Date,Time,Wait,Outcome\n3/2/26,8:05 AM,:21,Answered\n3/13/26,1:05 PM,1:05,hangup\n";
    let (found, _) = calls_with(text, Mapping::default(), &options());
    let read: Vec<_> = found.iter().map(|c| (c.date.to_string(), c.wall_s, c.wait_s)).collect();
    assert_eq!(
        read,
        [
            ("2026-03-02".to_owned(), 29_100.0, Some(21.0)),
            ("2026-03-13".to_owned(), 47_100.0, Some(65.0))
        ]
    );
    assert_eq!(found[1].outcome, Outcome::Abandoned);
    // 2026-03-02 07:00:00 UTC is 08:00 in Warsaw.
    let (found, _) = calls_with(
        "timestamp,wait,outcome\n1772434800500,1,answered\n",
        Mapping::default(),
        &options(),
    );
    assert_eq!(found[0].wall_s, 28_800.5);
}

#[test]
fn means_beyond_reason_ask_for_their_unit() {
    // Milliseconds: 7.3 s and 90.25 s would be two hours and a day.
    let text = "Date,Time,Offered,Answered,ASA,AHT\n2026-05-06,08:30,9,8,7300,90250\n";
    let refused = |text: &str, by: &str| {
        let records = open(text.as_bytes(), mapping(by)).unwrap();
        problems(records.intervals(&options(), &mut |_| {}).unwrap_err()).remove(0)
    };
    let told = refused(text, "");
    assert_eq!(told.code(), "E933");
    assert!(told.remedy().contains("`mean_wait = \"ms\"`"), "{}", told.remedy());
    let (found, _) = intervals_with(
        text.as_bytes(),
        mapping("[units]\nmean_wait = \"ms\"\nmean_handle = \"ms\"\n"),
        &options(),
    );
    assert_eq!((found[0].mean_wait_s, found[0].mean_handle_s), (Some(7.3), Some(90.25)));
    // Said to be seconds, or written as hours, it is believed.
    let long = "Date,Time,Offered,Answered,ASA [s],AHT\n2026-05-06,08:30,9,8,7300,2:30:00\n";
    let (found, _) = intervals_with(long.as_bytes(), Mapping::default(), &options());
    assert_eq!((found[0].mean_wait_s, found[0].mean_handle_s), (Some(7300.0), Some(9000.0)));
}

#[test]
fn a_report_without_a_day_says_how_to_give_one() {
    let text = "Interval,Calls Offered,Calls Answered\n8:00AM-8:30AM,14,12\n";
    let told = problems(open(text.as_bytes(), Mapping::default()).err().unwrap()).remove(0);
    assert!(told.remedy().contains("day = 2026-11-25"), "{}", told.remedy());
    let (found, _) = intervals_with(text.as_bytes(), mapping("day = 2026-05-06\n"), &options());
    assert_eq!((found[0].date.to_string(), found[0].start_minute), ("2026-05-06".to_owned(), 480));
}

#[test]
fn tables_without_headings_are_read_by_position() {
    let cdr = "\"\",\"600100200\",\"500\",\"q\",\"Ann\",\"SIP/x\",\"SIP/7\",\"Queue\",\"q\",\"2026-05-06 08:05:00\",\
               \"2026-05-06 08:05:20\",\"2026-05-06 08:07:00\",120,100,\"ANSWERED\",\"3\",\"1.1\",\"\"\n";
    let (found, _) = calls_with(cdr, Mapping::ready("asterisk-master").unwrap(), &options());
    assert_eq!((found[0].wait_s, found[0].handle_s), (Some(20.0), Some(100.0)));
    let log = "\"2026-05-06 08:05:00\",\"1.1\",\"help\",\"NONE\",\"ENTERQUEUE\",\"\",\"600100200\",\"1\"\n\
               \"2026-05-06 08:05:09\",\"1.1\",\"help\",\"NONE\",\"ABANDON\",\"1\",\"1\",\"9\"\n";
    let (found, _) = calls_with(log, Mapping::default(), &options());
    assert_eq!((found[0].wait_s, found[0].outcome), (Some(9.0), Outcome::Abandoned));
}

#[test]
fn lengths_of_time_with_days_words_and_as_iso_has_them() {
    let head = "date,time,wait,status\n";
    // A minute and five seconds, and where hours are written none of them.
    for text in [
        "65 sec.",
        "65 sekund",
        "1 minuta 5 sekund",
        "0.00:01:05",
        "0:00:01:05",
        "0 days 00:01:05",
        "PT1M5S",
        "PT65S",
        "P0DT0H1M5.0S",
        "1 min. 5 sek.",
    ] {
        let row = format!("{head}2026-05-06,8:00,{text},lost\n");
        let (found, _) = calls_with(&row, Mapping::default(), &options());
        assert_eq!(found[0].wait_s, Some(65.0), "{text}");
    }
    for text in ["P1M", "PT", "5 0:01:05", "1:02:03:04:05", "0.1:05", "1 day"] {
        let row = format!("{head}2026-05-06,8:00,{text},lost\n");
        let read = open(row.as_bytes(), Mapping::default()).unwrap().calls(&options(), &mut |_| {});
        // A whole day is the longest wait there is; the others are none.
        assert_eq!(read.is_ok(), matches!(text, "1 day"), "{text}");
    }
}

#[test]
fn words_for_nothing_are_nobody() {
    let row = |i: u32, nobody: &str| {
        format!(
            "2026-05-06,8:0{i},{nobody},lost,{nobody},{nobody}\n2026-05-06,9:0{i},9,answered,{nobody},{nobody}\n"
        )
    };
    let words = ["", "-", "--", "NULL", "(null)", "N/A", "#N/A", "NaN", "None", "brak"];
    let rows: String = (0..).zip(words).map(|(i, word)| row(i, word)).collect();
    let text = format!("date,time,wait,status,agent,phone\n{rows}");
    let (found, reading) = calls_with(&text, Mapping::default(), &options());
    assert_eq!((found.len(), reading.agents), (20, 0));
    assert!(found.iter().all(|call| call.caller.is_none() && call.agent.is_none()));
    assert_eq!(quirk(&reading, "unanswered_without_wait"), 10);
    assert_eq!(quirk(&reading, "answered_without_agent"), 10);
}

#[test]
fn an_offset_may_have_a_blank_before_it_or_be_a_word() {
    // Noon by Greenwich is one o'clock in Warsaw in winter.
    for stamp in
        ["2026-03-02 12:00:00 +0000", "2026-03-02 13:00:00 +01:00", "2026-03-02 12:00:00 UTC"]
    {
        let text = format!("call start,wait,outcome\n{stamp},3,answered\n");
        let (found, _) = calls_with(&text, Mapping::default(), &options());
        assert_eq!(found[0].wall_s, 46_800.0, "{stamp}");
    }
}

#[test]
fn a_column_of_days_or_starts_may_have_both() {
    let text = "Date,Wait,Outcome\n2026-05-06 08:15:00,3,answered\n";
    let (found, _) = calls_with(text, Mapping::default(), &options());
    assert_eq!((found[0].date.to_string(), found[0].wall_s), ("2026-05-06".to_owned(), 29_700.0));
    for (first, second) in [
        ("2026-05-06 08:00", "2026-05-06 08:30"),
        ("2026-05-06 08:00 - 08:30", "2026-05-06 08:30 - 09:00"),
        ("2026-05-06 08:00 - 2026-05-06 08:30", "2026-05-06 08:30 - 2026-05-06 09:00"),
    ] {
        let text = format!("Interval,Offered,Answered\n{first},7,7\n{second},5,4\n");
        let (found, _) = intervals_with(text.as_bytes(), Mapping::default(), &options());
        let told: Vec<_> = found.iter().map(|r| (r.start_minute, r.minutes, r.offered)).collect();
        assert_eq!(told, [(480, 30, Some(7.0)), (510, 30, Some(5.0))], "{first}");
    }
    // Whole days have a midnight in them and no start.
    let days = "Date,Offered\n2026-05-06 00:00:00,70\n2026-05-07 00:00:00,60\n";
    assert!(open(days.as_bytes(), Mapping::default()).is_err());
}

#[test]
fn polish_letters_of_eight_bits_are_told_apart() {
    // ł and ó lie at the same place in both; ą and ź do not: B9 and 9F by Windows, B1 and BC by ISO 8859-2.
    let windows = b"Data po\xb3\xb9czenia;Godzina;Kolejka;Czas oczekiwania;Status\n\
                    2026-05-06;8:00;\xa3\xf3d\x9f;9;odebrane\n";
    let iso = b"Data po\xb3\xb1czenia;Godzina;Kolejka;Czas oczekiwania;Status\n\
                2026-05-06;8:00;\xa3\xf3d\xbc;9;odebrane\n";
    for bytes in [&windows[..], iso] {
        let reading = open(bytes, Mapping::default()).unwrap().calls(&options(), &mut |_| {});
        assert_eq!(reading.unwrap().lines, ["Łódź"]);
    }
}
