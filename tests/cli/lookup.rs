//! One call of a log examined, as a user asks for it; and that no number ever comes out.

use crate::run::{folder_with, narrow, obsada, obsada_with_input};
use serde_json::Value;
use std::path::Path;

/// The number of the complaint, and the parts of it that must not be seen anywhere.
const NUMBER: &str = "600100200";
const SECRET: [&str; 3] = ["600100200", "600 100 200", "0100200"];

/// A month of Wednesdays and Thursdays. Every call of 10:00–10:30 waits as many seconds as its number
/// in the half-hour says; the complaint is of Wednesday the 11th.
fn log() -> String {
    let mut text =
        "Data;Godzina;Kolejka;Czas oczekiwania;Status;Czas rozmowy;Konsultant;Numer;Id\n"
            .to_owned();
    for (day, waits) in
        [(4, &[0, 10, 20, 30][..]), (5, &[500, 600]), (11, &[5, 40, 95, 120]), (18, &[95, 200])]
    {
        for (i, wait) in waits.iter().enumerate() {
            let number = if (day, *wait) == (11, 95) {
                NUMBER.to_owned()
            } else {
                format!("61646{i}{day:02}")
            };
            let (status, talk, agent) = match wait {
                120 | 600 => ("porzucone", String::new(), String::new()),
                _ => ("odebrane", "0:04:00".to_owned(), format!("Jan {}", i % 2)),
            };
            text += &format!(
                "2026-11-{day:02};10:{:02}:00;MOPR;{wait};{status};{talk};{agent};{number};c{day}-{i}\n",
                3 * i
            );
        }
    }
    // The same caller, on another line and in another month.
    text += "2026-12-02;10:00:00;Miasto;7;odebrane;1800;Ewa;+48 600 100 200;x1\n";
    // The two who answer on the 11th are there before and after.
    for (at, agent) in [("09:40", 0), ("09:41", 1), ("10:31", 0), ("10:32", 1)] {
        text += &format!("2026-11-11;{at}:00;MOPR;0;odebrane;240;Jan {agent};-;\n");
    }
    text
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [&["wait", "--log", "log.csv", "--format", "json"], arguments].concat();
    serde_json::from_str(&obsada(folder, &arguments).ok()).unwrap()
}

#[test]
fn a_wait_is_set_among_those_of_its_half_hour_and_month() {
    let folder = folder_with(&[("log.csv", &log())]);
    let found = json(folder.path(), &["--number", NUMBER, "--date", "2026-11-11"]);
    assert_eq!(
        (found["schema"].as_str(), found["matches"].as_u64()),
        (Some("obsada.lookup/1"), Some(1))
    );
    let call = &found["calls"][0];
    assert_eq!((call["wait_s"].as_f64(), call["row"].as_u64()), (Some(95.0), Some(10)));
    assert_eq!((call["line"].as_str(), call["outcome"].as_str()), (Some("MOPR"), Some("answered")));
    // Other Wednesdays' and its own: 0 10 20 30 | 5 40 120 | 95 200.
    let same = &call["same_half_hour"];
    let counts =
        |c: &Value| ["calls", "shorter", "equal", "longer"].map(|k| c[k].as_u64().unwrap());
    assert_eq!(counts(same), [9, 6, 1, 2]);
    assert_eq!(same["mean_wait_s"].as_f64(), Some(520.0 / 9.0));
    assert_eq!(same["share_shorter"].as_f64(), Some(6.0 / 9.0));
    // With Thursday's 500 and 600 and four of 0 around; the call in December is another month and line.
    assert_eq!(counts(&call["same_month"]), [15, 10, 1, 4]);
    assert_eq!(call["same_month"]["mean_wait_s"].as_f64(), Some(1620.0 / 15.0));
    // Both calls of the caller, however the number was written, from standard input.
    let arguments = ["wait", "--log", "log.csv", "--format", "json", "--number-file", "-"];
    let both = obsada_with_input(folder.path(), &arguments, "600 100 200\n").ok();
    let both: Value = serde_json::from_str(&both).unwrap();
    assert_eq!(both["calls"].as_array().unwrap().len(), 2);
    assert_eq!(both["calls"][1]["line"].as_str(), Some("Miasto"));
    // By the id of the call.
    let by_id = json(folder.path(), &["--call", "c11-2"]);
    assert_eq!(by_id["calls"][0]["row"].as_u64(), Some(10));
}

/// Mean queue of M/M/n+M by its balance equations, state by state.
fn mean_wait(calls: f64, aht_s: f64, agents: usize, patience_s: f64) -> f64 {
    let arrive = calls / 1800.0;
    let (mut weight, mut sum, mut queue) = (1.0, 1.0, 0.0);
    for state in 1..5000_usize {
        let busy = state.min(agents) as f64;
        let waiting = state.saturating_sub(agents) as f64;
        weight *= arrive / (busy / aht_s + waiting / patience_s);
        sum += weight;
        queue += weight * waiting;
    }
    queue / sum / arrive
}

#[test]
fn the_model_is_fed_with_what_the_log_shows() {
    let folder = folder_with(&[("log.csv", &log())]);
    let call = json(folder.path(), &["--call", "c11-2"])["calls"][0].clone();
    let expected = &call["expected"];
    // Four calls, three of them answered by two consultants who work before and after; 240 s each; 1,715 s waited in November
    // on the line, two callers gave up.
    assert_eq!(expected["calls"].as_f64(), Some(4.0));
    assert_eq!(
        (expected["agents"].as_u64(), expected["agents_basis"].as_str()),
        (Some(2), Some("at_work"))
    );
    assert_eq!(expected["agents_mean"].as_f64(), Some(2.0));
    assert_eq!(expected["aht_s"].as_f64(), Some(240.0));
    assert_eq!(expected["patience_s"].as_f64(), Some(1715.0 / 2.0));
    assert_eq!(expected["model"].as_str(), Some("erlang_a"));
    let wait = mean_wait(4.0, 240.0, 2, 857.5);
    let told = expected["mean_wait_s"].as_f64().unwrap();
    assert!((told - wait).abs() < 1e-9 * wait, "{told} {wait}");
    let longer = expected["p_longer"].as_f64().unwrap();
    assert!(0.0 < longer && longer < 1.0);
    // Asked for with other consultants, and one without any abandonment: Erlang C.
    let more = json(folder.path(), &["--call", "c11-2", "--agents", "3"])["calls"][0].clone();
    let wait = mean_wait(4.0, 240.0, 3, 857.5);
    assert!((more["expected"]["mean_wait_s"].as_f64().unwrap() - wait).abs() < 1e-9 * wait);
    let december = json(folder.path(), &["--call", "x1", "--agents", "2"])["calls"][0].clone();
    assert_eq!(december["expected"]["model"].as_str(), Some("erlang_c"));
    // One call of half an hour in a half-hour, two consultants: one erlang, C = 1/3, mean wait C·aht.
    assert!((december["expected"]["mean_wait_s"].as_f64().unwrap() - 600.0).abs() < 1e-9);
}

#[test]
fn a_scenario_can_say_what_to_expect() {
    let scenario = crate::run::SMALL.replace("aht = \"4m\"", "aht = \"4m\"\npatience = \"5m\"");
    let scenario = scenario.replace("days = [\"mon\", \"tue\"]", "days = [\"wed\", \"thu\"]");
    let folder = folder_with(&[("log.csv", &log()), ("s.toml", &scenario)]);
    let call = json(folder.path(), &["--call", "c11-2", "s.toml"])["calls"][0].clone();
    let expected = &call["expected"];
    // 80 calls in eight open hours of two days are 5 in each half-hour.
    assert_eq!(
        (expected["calls"].as_f64(), expected["basis"].as_str()),
        (Some(5.0), Some("scenario"))
    );
    let wait = mean_wait(5.0, 240.0, 2, 300.0);
    assert!((expected["mean_wait_s"].as_f64().unwrap() - wait).abs() < 1e-9 * wait);
    let arguments = ["wait", "--log", "log.csv", "--call", "x1", "s.toml", "--line", "z"];
    assert!(obsada(folder.path(), &arguments).fails(2).contains("E915"));
}

#[test]
fn the_report_reads_well_in_both_languages() {
    let folder = folder_with(&[("log.csv", &log())]);
    let text = |lang| {
        obsada(folder.path(), &["wait", "--log", "log.csv", "--call", "c11-2", "--lang", lang]).ok()
    };
    for (lang, words) in [
        ("en", ["Call: Wed, 11 November 2026, 10:06:00", "1 min 35 s", "66.7%", "Erlang A"]),
        ("pl", ["Połączenie: śr, 11 listopada 2026, 10:06:00", "1 min 35 s", "66,7%", "Erlang A"]),
    ] {
        let text = text(lang);
        narrow(&text);
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn what_is_not_there_is_refused() {
    let folder = folder_with(&[("log.csv", &log()), ("m.toml", "zones = 1\n")]);
    let run = |arguments: &[&str]| {
        obsada(folder.path(), &[&["wait", "--log", "log.csv"], arguments].concat()).fails(2)
    };
    assert!(run(&["--number", "600999999"]).contains("E928"));
    assert!(run(&["--call", "none"]).contains("E928"));
    assert!(run(&["--call", "c11-2", "--date", "2026-11-12"]).contains("E928"));
    assert!(run(&[]).contains("E915"));
    assert!(run(&["--number", " - "]).contains("E915"));
    assert!(run(&["--call", "c11-2", "--zone", "Europe/Poznan"]).contains("E923"));
    let mapping = run(&["--call", "c11-2", "--mapping", "m.toml"]);
    // A mapping holds no numbers and is quoted.
    assert!(mapping.contains("E920") && mapping.contains("zones = 1"), "{mapping}");
    let nobody = "timestamp;wait;outcome\n2026-11-25 10:00;5;answered\n";
    let folder = folder_with(&[("log.csv", nobody)]);
    for asked in ["--number=600100200", "--call=x"] {
        let told = obsada(folder.path(), &["wait", "--log", "log.csv", asked]).fails(2);
        assert!(told.contains("E929"), "{told}");
    }
}

/// Every way through the program with a log that holds the number in its column and, in malformed
/// rows, in every other column: neither output has it, nor is any file written.
#[test]
fn a_number_never_comes_out() {
    let good = log();
    let mut spoilt = good.clone();
    for column in 0..9 {
        let mut fields: Vec<&str> =
            "2026-11-11;10:10:00;MOPR;5;odebrane;60;Jan;616460000;c".split(';').collect();
        fields[column] = NUMBER;
        spoilt += &(fields.join(";") + "\n");
        fields[column] = "\"600100200";
        spoilt += &(fields.join(";") + "\n");
    }
    let asterisk = "\
        1774850400|1.1|mopr|NONE|ENTERQUEUE||600100200|1\n\
        600100200x|1.1|mopr|NONE|ENTERQUEUE||600100200|1\n\
        1774850401|1.1|mopr|600100200|CONNECT|600100200x|1|1\n\
        1774850401|600100200|mopr|x|CONNECT|1|1|1\n\
        1774850402|1.1|mopr|600100200|BLINDTRANSFER|600100200|x|1|20|1\n";
    let report = "data;godzina;oferowane\n600100200;600100200;600100200\n";
    let headless = "2026-11-11;10:00;600100200;9\n600100200;b;c;d\n";
    let files = [
        ("log.csv", &good[..]),
        ("spoilt.csv", &spoilt),
        ("queue_log", asterisk),
        ("report.csv", report),
        ("headless.csv", headless),
        ("number.txt", NUMBER),
    ];
    let folder = folder_with(&files);
    let mut runs = 0;
    for (log, _) in &files {
        let asked = [
            &["--number", NUMBER][..],
            &["--number-file", "number.txt"],
            &["--call", "c11-2"],
            // The rows with the number in other columns.
            &["--call", "c"],
            &["--call", NUMBER],
        ];
        for asked in asked {
            for rest in [
                &["--format", "json"][..],
                &["--lang", "pl"],
                &["--bad-rows", "1"],
                &["--bad-rows", "1", "--format", "json"],
                &["--nonsense"],
            ] {
                let arguments = [&["wait", "--log", log], asked, rest].concat();
                let run = obsada(folder.path(), &arguments);
                for secret in SECRET {
                    let seen = run.stdout.contains(secret) || run.stderr.contains(secret);
                    assert!(!seen, "{arguments:?}\n{}{}", run.stdout, run.stderr);
                }
                runs += usize::from(run.code == 0);
            }
        }
    }
    // Runs that succeed were among them.
    assert!(runs >= 26, "{runs}");
    let written: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(written.len(), files.len(), "a file was written");
}
