//! `obsada wait` on the shipped scenarios.

use std::process::Command;

fn wait(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_obsada"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("wait")
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// Two consultants all day in 2016: the figures for the half-hour before the queue has settled lie
/// between those of an empty line and the stationary ones.
#[test]
fn a_ten_minute_wait_in_2016() {
    let arguments = [
        "scenarios/mopr-2016.toml",
        "--at",
        "mon 11:00",
        "--longer-than",
        "10m",
        "--format",
        "json",
    ];
    let (code, json, errors) = wait(&arguments);
    assert_eq!(code, 0, "{errors}");
    let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let calls = answer["at"]["calls"].as_f64().expect("a number");
    let settled =
        obsada::queue::ErlangC::new(2, calls * 232.534 / 1800.0, 232.534).expect("stable");
    let longer = answer["at"]["share_longer"].as_f64().expect("a number");
    assert!(longer < settled.wait_exceeds(600.0) && longer > 0.8 * settled.wait_exceeds(600.0));
    let place = &answer["places"][2];
    assert!((place["mean_s"].as_f64().unwrap() - 3.0 * 232.534 / 2.0).abs() < 1e-6);
    // The week's share is the calls' average over the half-hours.
    let rows = answer["intervals"].as_array().expect("rows");
    assert_eq!(rows.len(), 80);
    let get = |row: &serde_json::Value, key: &str| row[key].as_f64().expect("a number");
    let calls: f64 = rows.iter().map(|row| get(row, "calls")).sum();
    let sum: f64 = rows.iter().map(|row| get(row, "calls") * get(row, "share_longer")).sum();
    assert!((answer["share_longer"].as_f64().unwrap() - sum / calls).abs() < 1e-12);
    assert!((calls - 31705.0 / 252.0 * 5.0).abs() < 1e-6);
}

#[test]
fn text_fits_the_page_in_both_languages() {
    for language in ["en", "pl"] {
        let (code, text, errors) =
            wait(&["scenarios/mopr-2016.toml", "--at", "fri 12:00", "--lang", language]);
        assert_eq!(code, 0, "{errors}");
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        assert!(text.contains("12:00") && text.contains('%'));
    }
    let (code, text, _) = wait(&["scenarios/mopr-2016.toml", "--at", "sun 12:00"]);
    assert!(code == 0 && text.contains("closed"));
}

#[test]
fn what_is_not_there_is_told() {
    for (arguments, hint) in [
        (["--line", "nobody"], "name one with --line: mopr"),
        (["--at", "someday"], "mon 11:00"),
        (["--closing", "21:00"], "leave --closing out"),
    ] {
        let (code, out, errors) = wait(&[&["scenarios/mopr-2016.toml"], &arguments[..]].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{errors}");
        assert!(errors.contains("E946") && errors.contains(hint), "{errors}");
    }
}
