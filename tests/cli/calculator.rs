//! `obsada erlang`, against queues worked out by hand.

use crate::run::{folder_with, narrow, obsada, obsada_with_input};

/// The value behind a name in the JSON of a single case.
fn measured(arguments: &[&str]) -> impl Fn(&str) -> f64 + use<> {
    let folder = folder_with(&[]);
    let mut all = vec!["erlang", "--json"];
    all.extend(arguments);
    let json = obsada(folder.path(), &all).ok();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    move |name| value[name].as_f64().unwrap_or_else(|| panic!("no {name} in {value}"))
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

#[test]
fn one_agent_is_the_queue_m_m_1() {
    // 5 calls of 180 s in half an hour: ρ = 1/2, so P(wait) = 1/2, mean wait = ρ·180/(1 − ρ) = 180 s,
    // answered within 20 s: 1 − ρ·exp(−(1 − ρ)·20/180).
    let of = measured(&["--calls", "5", "--aht", "180", "--agents", "1"]);
    close(of("offered_load"), 0.5);
    close(of("p_wait"), 0.5);
    close(of("mean_wait_s"), 180.0);
    close(of("occupancy"), 0.5);
    close(of("service_level"), 1.0 - 0.5 * (-1.0_f64 / 18.0).exp());
    close(of("p_abandon"), 0.0);
}

#[test]
fn two_agents_are_the_queue_m_m_2() {
    // 10 calls of 180 s in half an hour: 1 erlang, ρ = 1/2. P(wait) = (1²/2!·2)/(1 + 1 + 1) = 1/3,
    // mean wait = 1/3·180/(2 − 1) = 60 s.
    let of = measured(&["--calls", "10", "--aht", "180", "--agents", "2", "--threshold", "30"]);
    close(of("offered_load"), 1.0);
    close(of("p_wait"), 1.0 / 3.0);
    close(of("mean_wait_s"), 60.0);
    close(of("occupancy"), 0.5);
    close(of("service_level"), 1.0 - (-1.0_f64 / 6.0).exp() / 3.0);
}

#[test]
fn the_fewest_agents_that_meet_a_target() {
    // The queues above: one agent for 1 erlang never suffices, two wait 60 s, and three
    // P(wait) = (1/6·3/2)/(1 + 1 + 1/2 + 1/4) = 1/11, mean wait = 180/22 s.
    let case = ["--calls", "10", "--aht", "180", "--mean-wait"];
    let agents = |wait: &str| measured(&[&case[..], &[wait]].concat())("agents");
    close(agents("60.1"), 2.0);
    close(agents("59.9"), 3.0);
    let of = measured(&[&case[..], &["59.9"]].concat());
    close(of("mean_wait_s"), 180.0 / 22.0);
}

#[test]
fn a_single_case_as_text_tells_what_each_figure_means() {
    let folder = folder_with(&[]);
    let arguments = ["erlang", "--calls", "5", "--aht", "180", "--agents", "1"];
    let text = obsada(folder.path(), &arguments).ok();
    assert!(text.contains("Erlang C") && text.contains("180.00 s"), "{text}");
    narrow(&text);
    let with_patience = [&arguments[..], &["--patience", "120"]].concat();
    let text = obsada(folder.path(), &with_patience).ok();
    assert!(text.contains("Erlang A") && text.contains("hang up"), "{text}");
    narrow(&text);
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let folder = folder_with(&[]);
    let refused = |arguments: &[&str]| {
        let all = [&["erlang"], arguments].concat();
        obsada(folder.path(), &all).fails(2)
    };
    // 2 erlangs and one agent: the queue grows for ever.
    let told = refused(&["--calls", "20", "--aht", "180", "--agents", "1"]);
    assert!(told.contains("agents"), "{told}");
    assert!(refused(&["--calls", "20"]).contains("--aht"));
    assert!(refused(&["--calls", "many", "--aht", "180"]).contains("expected a number"));
    for [option, value] in [
        ["--calls", "-1"],
        ["--calls", "1e400"],
        ["--aht", "-180"],
        ["--agents", "-1"],
        ["--agents", "0.5"],
        ["--agents-min", "-3"],
        ["--threshold", "-20"],
        ["--patience", "-5"],
        ["--interval", "-30"],
        ["--service-level", "1.5"],
        ["--mean-wait", "-1"],
        ["--occupancy", "-0.5"],
    ] {
        let mut case = vec!["--calls", "5", "--aht", "180"];
        case.retain(|word| *word != option);
        if case.len() < 4 {
            let at = if option == "--calls" { 0 } else { 2 };
            case.remove(at.min(case.len() - 1));
        }
        case.extend([option, value]);
        let told = refused(&case);
        assert!(told.contains("E914"), "{option} {value}: {told}");
    }
}

const TABLE: &str = "model,calls_per_half_hour,aht_s,agents,patience_s,threshold_s\n\
                     erlang_c,5,180,1,,20\n\
                     erlang_c,20,180,1,,20\n\
                     erlang_c,10,180,2,,30\n";

/// The rows of an answer, by column name.
fn rows(csv: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_bad_row_of_a_table_leaves_the_others_their_answers() {
    let folder = folder_with(&[("table.csv", TABLE)]);
    let run = obsada(folder.path(), &["erlang", "--csv", "table.csv"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let found = rows(&run.stdout);
    assert_eq!(found.len(), 3);
    let number = |row: usize, name: &str| found[row][name].parse::<f64>().unwrap();
    close(number(0, "mean_wait_s"), 180.0);
    close(number(2, "mean_wait_s"), 60.0);
    close(number(2, "p_wait"), 1.0 / 3.0);
    assert_eq!(found[1]["mean_wait_s"], "");
    assert!(found[1]["error"].contains("agents"), "{:?}", found[1]);
    assert_eq!((found[0]["error"].as_str(), found[2]["error"].as_str()), ("", ""));
    assert!(run.stderr.contains("line 3") && run.stderr.contains("1 of 3"), "{}", run.stderr);
}

#[test]
fn a_table_is_read_from_standard_input_too() {
    let folder = folder_with(&[]);
    let good = TABLE.replace("erlang_c,20,180,1,,20\n", "");
    let run = obsada_with_input(folder.path(), &["erlang", "--csv", "-"], &good);
    assert_eq!(run.stderr, "");
    assert_eq!(rows(&run.ok()).len(), 2);
}

#[test]
fn a_table_without_its_columns_is_refused_with_the_place() {
    let folder = folder_with(&[("table.csv", "calls,agents\n5,1\n")]);
    let told = obsada(folder.path(), &["erlang", "--csv", "table.csv"]).fails(2);
    assert!(told.contains("E913"), "{told}");
    let told = obsada(folder.path(), &["erlang", "--csv", "none.csv"]).fails(2);
    assert!(told.contains("E910") && told.contains("none.csv"), "{told}");
}

#[test]
fn options_beside_a_table_fill_its_cells_or_are_refused() {
    // 20 erlangs in a quarter of an hour: 100 calls of 3 minutes.
    let head = "aht_s,threshold_s,service_level_min,mean_wait_max_s,occupancy_max";
    let folder = folder_with(&[
        ("half.csv", &format!("calls_per_half_hour,{head}\n100,180,20,0.8,,\n")),
        ("any.csv", &format!("calls,{head}\n100,3m,20,,,\n")),
    ]);
    let run = |more: &[&str]| obsada(folder.path(), &[&["erlang"], more].concat());
    let single =
        ["--calls", "100", "--aht", "180", "--service-level", "80%", "--interval", "15", "--json"];
    let json: serde_json::Value = serde_json::from_str(&run(&single).ok()).unwrap();
    let table = run(&["--csv", "any.csv", "--interval", "15", "--service-level", "0.8"]).ok();
    assert_eq!(rows(&table)[0]["agents"], json["agents"].to_string());
    // The column says half an hour; the cell has its own service level.
    assert!(run(&["--csv", "half.csv", "--interval", "15"]).fails(2).contains("`calls`"));
    let told = run(&["--csv", "half.csv", "--service-level", "0.99"]).fails(2);
    assert!(told.contains("--service-level"), "{told}");
    let bare = run(&["--csv", "any.csv"]);
    assert!(bare.code == 2 && bare.stderr.contains("at least one of"), "{}", bare.stderr);
}

#[test]
fn shrinkage_and_trunks_are_told_beside_the_measures() {
    let of = measured(&[
        "--calls",
        "5",
        "--aht",
        "3m",
        "--agents",
        "1",
        "--shrinkage",
        "20%",
        "--trunks",
        "2",
    ]);
    close(of("scheduled"), 1.25);
    // A call waits 180 s and takes 180 s: one erlang on two lines, B = 1/5.
    close(of("p_blocked"), 0.2);
    let nobody = measured(&["--calls", "0", "--aht", "180", "--agents", "0"]);
    close(nobody("service_level"), 1.0);
}

#[test]
fn agents_that_are_not_whole_are_there_for_part_of_the_time() {
    // The queues M/M/1 with ρ = 1/2 and M/M/2 with the same calls, ρ = 1/4: P(wait) 1/2 and
    // (0.5²/2 · 4/3)/(1 + 0.5 + 0.125 · 4/3) = 1/10; mean waits 180 s and 180/10/1.5 = 12 s.
    let of = measured(&["--calls", "5", "--aht", "180", "--agents", "1.25"]);
    close(of("p_wait"), 0.75 * 0.5 + 0.25 * 0.1);
    close(of("mean_wait_s"), 0.75 * 180.0 + 0.25 * 12.0);
    // Half an erlang of work for 1.25 people.
    close(of("occupancy"), 0.4);
    close(of("agents_mean"), 1.25);
    let folder = folder_with(&[]);
    let table = "model,calls,interval_minutes,aht_s,agents,patience_s,threshold_s\n\
                 erlang_c,5,30,3m,1.25,,20\nerlang_c,0,15,180,0,,20\n";
    let arguments = ["erlang", "--csv", "-"];
    let answered = rows(&obsada_with_input(folder.path(), &arguments, table).ok());
    close(answered[0]["mean_wait_s"].parse().unwrap(), 138.0);
    // Nobody calls and nobody is there.
    assert_eq!((answered[1]["mean_wait_s"].as_str(), answered[1]["error"].as_str()), ("0.0", ""));
}

#[test]
fn trunks_are_counted_in_tables_too() {
    // Two agents, 1 erlang: mean wait 60 s, so calls hold trunks for 240 s: 4/3 erlangs. Erlang B with 2 trunks is
    // (8/9)/(1 + 4/3 + 8/9) = 8/29, with 3 it is (32/81·…): B₃ = aB₂/(3 + aB₂).
    let load = 4.0 / 3.0;
    let b2 = 8.0 / 29.0;
    let b3 = load * b2 / (3.0 + load * b2);
    let folder = folder_with(&[]);
    let table = "model,calls_per_half_hour,aht_s,agents,patience_s,threshold_s,trunks,blocking_max\n\
                 erlang_c,10,180,2,,20,2,\nerlang_c,10,180,2,,20,3,20%\n";
    let arguments = ["erlang", "--csv", "-"];
    let answered = rows(&obsada_with_input(folder.path(), &arguments, table).ok());
    close(answered[0]["p_blocked"].parse().unwrap(), b2);
    close(answered[1]["p_blocked"].parse().unwrap(), b3);
    assert_eq!(
        (answered[0]["trunks_needed"].as_str(), answered[1]["trunks_needed"].as_str()),
        ("", "3")
    );
    // As options they fill what the table leaves open.
    let plain =
        "model,calls_per_half_hour,aht_s,agents,patience_s,threshold_s\nerlang_c,10,180,2,,20\n";
    let arguments = ["erlang", "--csv", "-", "--trunks", "2"];
    let answered = rows(&obsada_with_input(folder.path(), &arguments, plain).ok());
    close(answered[0]["p_blocked"].parse().unwrap(), b2);
}

#[test]
fn the_calculator_speaks_polish() {
    let folder = folder_with(&[]);
    let case = ["erlang", "--lang", "pl", "--calls", "20", "--aht", "3m", "--agents"];
    let text =
        obsada(folder.path(), &[&case[..], &["2.5", "--patience", "2m", "--trunks", "4"]].concat())
            .ok();
    for words in ["natężenie ruchu", "2,5", "średnie czekanie", "zajętość", "zablokowane"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for word in ["wait", "share", "agents", "calls", " of "] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    let told = obsada(folder.path(), &[&case[..], &["1"]].concat()).fails(2);
    assert!(told.contains("błąd") && told.contains("więcej konsultantów niż erlangów"), "{told}");
}
