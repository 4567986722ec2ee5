//! Tests of the calculator.

use super::*;

const MEASURES: &str = "model,calls_per_half_hour,aht_s,agents,patience_s,threshold_s";

fn errors_of(rows: &[&str]) -> Vec<String> {
    let answer = table(&format!("{MEASURES}\n{}\n", rows.join("\n"))).expect("good columns");
    assert_eq!(answer.rows, rows.len());
    assert_eq!(answer.csv.lines().count(), rows.len() + 1);
    answer.errors.iter().map(ToString::to_string).collect()
}

#[test]
fn bad_rows_leave_the_others_alone() {
    let bad = [
        ("erlang_c,ten,60,5,,20", "calls_per_half_hour: found \"ten\""),
        ("erlang_c,10,-60,5,,20", "aht_s: found -60.0"),
        ("erlang_c,-1,60,5,,20", "calls_per_half_hour: found -1.0"),
        ("erlang_c,inf,60,5,,20", "calls_per_half_hour: found \"inf\""),
        ("erlang_c,10,NaN,5,,20", "aht_s: found \"NaN\""),
        ("erlang_c,300,60,10,,20", "agents: found 10 for an offered load of 10.0 erlangs"),
        ("erlang_c,10,60,0,,20", "agents: found 0"),
        ("erlang_c,10,60,1000001,,20", "agents: found 1000001"),
        ("erlang_c,10,60,0.5,,20", "agents: found 0"),
        ("erlang_c,10,,5,,20", "aht_s: found an empty cell"),
        ("erlang_c,10,60,5,,", "threshold_s: found an empty cell"),
        ("erlang_c,10,60,5,,-1", "threshold_s: found -1.0"),
        ("erlang_c,10,60,5,20", "row: found 5 cells, expected 6"),
        ("erlang_c,10,60,5,,20,1", "row: found 7 cells, expected 6"),
        ("erlang_b,10,60,5,,20", "model: found \"erlang_b\""),
        ("erlang_a,10,60,5,,20", "patience_s: found an empty cell"),
        ("erlang_a,10,60,5,0,20", "patience_s: found 0.0"),
        ("erlang_c,10,60,5,90,20", "patience_s: found 90 for erlang_c"),
    ];
    for (row, message) in bad {
        let errors = errors_of(&["erlang_c,10,60,5,,20", row, "erlang_a,10,60,5,90,20"]);
        assert_eq!(errors.len(), 1, "{row}: {errors:?}");
        let wanted = format!("line 3: {message}");
        assert!(
            errors[0].starts_with(&wanted),
            "{row}: {} does not start with {wanted}",
            errors[0]
        );
    }
}

#[test]
fn columns_in_any_order_with_old_answers() {
    let text = "\u{feff}threshold_s,occupancy,agents, aht_s ,model,patience_s,calls_per_half_hour\r\n\
                0,nonsense,1,60,erlang_c,,0\r\n";
    let answer = table(text).expect("good columns");
    let expected = "threshold_s,occupancy,agents,aht_s,model,patience_s,calls_per_half_hour,\
                    p_wait,mean_wait_s,service_level,p_abandon,error\n\
                    0,0.0,1,60,erlang_c,,0,0.0,0.0,1.0,0.0,\n";
    assert_eq!(answer.csv, expected);
    let again = table(&answer.csv).expect("an answer is a question too");
    assert_eq!(again, answer);
}

#[test]
fn requirements() {
    let columns =
        "calls_per_half_hour,aht_s,threshold_s,service_level_min,mean_wait_max_s,occupancy_max";
    let rows = "100,180,20,0.8,,\n0,180,20,0.8,,\n100,180,,,,\n100,180,,0.8,,\n100,180,20,1,,\n\
                100,180,,,0,\n100,180,,,,1.5\n1e9,180,20,0.8,,\n170,180,,,,0.85\n";
    let answer = table(&format!("{columns}\n{rows}")).expect("good columns");
    assert_eq!(answer.kind, Kind::Requirements);
    let lines: Vec<&str> = answer.csv.lines().skip(1).collect();
    assert_eq!(
        (lines[0], lines[1], lines[8]),
        ("100,180,20,0.8,,,14,", "0,180,20,0.8,,,0,", "170,180,,,,0.85,20,")
    );
    let found: Vec<(Option<u64>, &str)> =
        answer.errors.iter().map(|error| (error.line, error.field.as_str())).collect();
    let expected = [
        (4, "targets"),
        (5, "threshold_s"),
        (6, "service_level_min"),
        (7, "mean_wait_max_s"),
        (8, "occupancy_max"),
        (9, "agents"),
    ];
    assert_eq!(found, expected.map(|(line, field)| (Some(line), field)));
}

#[test]
fn tables_that_make_no_sense() {
    for (text, message) in [
        ("", "table: found nothing"),
        ("\n\n", "table: found nothing"),
        ("a;b;c\n", "line 1: columns: found \"a;b;c\""),
        (
            "model,aht_s,agents,patience_s,threshold_s\n",
            "line 1: columns: found no column \"calls_per_half_hour\"",
        ),
        (&format!("\n{MEASURES},colour\n"), "line 2: columns: found unknown column \"colour\""),
        (&format!("{MEASURES},aht_s\n"), "line 1: columns: found column \"aht_s\" twice"),
    ] {
        let error = table(text).expect_err("no sense").to_string();
        assert!(error.starts_with(message), "{error} does not start with {message}");
    }
    for line_end in ["\n", "\r\n"] {
        let text =
            [MEASURES, "erlang_c,10,60,5,,20", "", "", "erlang_c,ten,60,5,,20", ""].join(line_end);
        let answer = table(&text).expect("good columns");
        assert_eq!(answer.errors[0].line, Some(5), "blank lines count as lines");
    }
    let empty = table(&format!("{MEASURES}\n")).expect("no rows is no mistake");
    assert_eq!((empty.rows, empty.csv.lines().count()), (0, 1));
}

#[test]
fn one_case_with_targets_and_patience() {
    let targets = Targets { service_level: Some((20.0, 0.8)), ..Targets::default() };
    let case = Case {
        calls: 100.0,
        interval_s: HALF_HOUR_S,
        aht_s: 180.0,
        staffing: Staffing::Targets(targets),
        patience_s: Some(300.0),
        threshold_s: 20.0,
    };
    let met = measure(&case).expect("in range");
    let fewer =
        measure(&Case { staffing: Staffing::Agents(met.agents - 1), ..case }).expect("in range");
    assert!(met.service_level >= 0.8 && fewer.service_level < 0.8);
    assert_eq!(met.model, Model::ErlangA);
    let none = measure(&Case { calls: 0.0, patience_s: None, ..case }).expect("no calls");
    assert_eq!((none.agents, none.service_level), (0, 1.0));
    assert!(measure(&Case { staffing: Staffing::Agents(0), ..case }).is_err());
    assert!(measure(&Case { interval_s: 0.0, ..case }).is_err());
}

const REQUIREMENTS: &str =
    "calls_per_half_hour,aht_s,threshold_s,service_level_min,mean_wait_max_s,occupancy_max";

/// The cell of the only row of an answer.
fn cell(answer: &TableAnswer, column: &str) -> String {
    let mut reader = csv::Reader::from_reader(answer.csv.as_bytes());
    let row: std::collections::BTreeMap<String, String> =
        reader.deserialize().next().expect("one row").expect("a row");
    row[column].clone()
}

#[test]
fn defaults_fill_empty_cells_and_columns_and_are_used_or_named() {
    // 60 calls of 180 s in half an hour are 6 erlangs: an occupancy of a half asks for 12.
    let text = format!("{REQUIREMENTS}\n60,3m,20,,,\n");
    let defaults = Defaults(vec![("occupancy_max", 0.5)]);
    let answer = table_with(&text, &defaults).expect("good columns");
    assert_eq!((cell(&answer, "agents").as_str(), answer.unused.len()), ("12", 0));
    let short = "calls_per_half_hour,aht_s\n60,180\n";
    assert_eq!(cell(&table_with(short, &defaults).expect("a target"), "agents"), "12");
    // A cell of its own stays, and the default is named as unused.
    let text = format!("{REQUIREMENTS}\n60,180,20,,,75%\n");
    let answer = table_with(&text, &defaults).expect("good columns");
    assert_eq!(
        (cell(&answer, "agents").as_str(), &answer.unused[..]),
        ("8", &["occupancy_max"][..])
    );
    // Thirty calls in a quarter are sixty in half an hour.
    let quarter = "calls,interval_minutes,aht_s,occupancy_max,shrinkage\n30,15,180,0.5,0.25\n";
    let answer =
        table_with(quarter, &Defaults(vec![("threshold_s", 20.0), ("mean_wait_max_s", 600.0)]));
    let answer = answer.expect("good columns");
    assert_eq!((cell(&answer, "agents"), cell(&answer, "scheduled")), ("12".into(), "16.0".into()));
    let clash =
        table_with(&text, &Defaults(vec![("interval_minutes", 15.0)])).expect_err("a clash");
    assert!(clash.to_string().contains("the column `calls`"), "{clash}");
}

#[test]
fn nobody_for_no_calls_is_an_answer() {
    let answer = table(&format!("{MEASURES}\nerlang_c,0,180,0,,20\n")).expect("good columns");
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    assert_eq!(cell(&answer, "service_level"), "1.0");
}

#[test]
fn trunks_are_those_of_erlang_b() {
    // One erlang, one agent's wait out of the way: many agents, so that a trunk is held for the call alone.
    let case = Case {
        calls: 10.0,
        interval_s: HALF_HOUR_S,
        aht_s: 180.0,
        staffing: Staffing::Agents(1000),
        patience_s: None,
        threshold_s: 20.0,
    };
    let measures = measure(&case).expect("a steady queue");
    // B(2, 1) = (1/2)/(1 + 1 + 1/2) = 1/5, B(3, 1) = 1/16.
    assert!((blocked(&case, &measures, 2) - 0.2).abs() < 1e-12);
    assert_eq!(trunks_for(&case, &measures, 0.1), Some(3));
    assert_eq!(trunks_for(&case, &measures, 0.0625), Some(3));
}
