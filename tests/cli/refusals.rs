//! Runs that end without a plan, each with its exit code and its reason on standard error.

use crate::run::{SMALL, folder_with, narrow, obsada};

#[test]
fn a_scenario_that_is_not_there_is_named() {
    let folder = folder_with(&[]);
    let told = obsada(folder.path(), &["plan", "none.toml"]).fails(2);
    assert!(told.contains("none.toml"), "{told}");
    let told = obsada(folder.path(), &["check", "none.json"]).fails(2);
    assert!(told.contains("E910") && told.contains("none.json"), "{told}");
}

#[test]
fn a_malformed_scenario_is_told_with_its_place() {
    // The value on line 9 starts in column 8.
    let malformed = SMALL.replace("open = \"08:00\"", "open = \"8 o'clock\"");
    assert_eq!(malformed.lines().nth(8), Some("open = \"8 o'clock\""));
    let folder = folder_with(&[("small.toml", &malformed)]);
    let told = obsada(folder.path(), &["plan", "small.toml"]).fails(2);
    assert!(told.contains("small.toml:9:8"), "{told}");
    assert!(told.contains("error[E") && told.contains("help"), "{told}");
    assert!(told.ends_with("1 problem found\n"), "{told}");
    narrow(&told);
}

#[test]
fn problems_are_told_in_the_language_asked_for() {
    // The scenario asks for Polish, though its text is not TOML; the option asks for English.
    let broken =
        SMALL.replacen("locale = \"en\"", "locale = \"pl\"", 1).replace("open = ", "open ");
    let folder = folder_with(&[("small.toml", &broken), ("plan.json", NAMES_IT)]);
    let told = obsada(folder.path(), &["plan", "small.toml"]).fails(2);
    assert!(told.contains("błąd[E104]") && told.ends_with("znaleziono 1 błąd\n"), "{told}");
    narrow(&told);
    let told = obsada(folder.path(), &["plan", "small.toml", "--lang", "en"]).fails(2);
    assert!(told.contains("error[E104]"), "{told}");
    // A plan names its scenario, which asks for Polish.
    let told = obsada(folder.path(), &["check", "plan.json"]).fails(2);
    assert!(told.contains("błąd[E902]"), "{told}");
    let told = obsada(folder.path(), &["plan", "none.toml", "--lang", "pl"]).fails(2);
    assert!(told.contains("błąd[E101]") && told.contains("rada"), "{told}");
    let told = obsada(folder.path(), &["plan", "none.toml", "--gap", "2", "--lang", "pl"]).fails(2);
    assert!(told.contains("błąd[E914]"), "{told}");
}

const NAMES_IT: &str = r#"{ "schema": "obsada.plan/0", "scenario": { "file": "small.toml" } }"#;

#[test]
fn codes_are_explained() {
    let folder = folder_with(&[]);
    let page = obsada(folder.path(), &["explain", "e106", "--lang", "pl"]).ok();
    assert!(page.starts_with("E106: klucz") && page.contains("błąd[E106]"), "{page}");
    let all = obsada(folder.path(), &["explain"]).ok();
    assert!(all.starts_with("E101  ") && all.contains("\nE990  "), "{all}");
    obsada(folder.path(), &["explain", "E000"]).fails(2);
}

#[test]
fn every_problem_is_told_at_once() {
    let malformed =
        SMALL.replace("open =", "opens =").replace("lines = [\"a\"]", "lines = [\"b\"]");
    let folder = folder_with(&[("small.toml", &malformed)]);
    let told = obsada(folder.path(), &["plan", "small.toml"]).fails(2);
    assert!(told.contains("small.toml:9:1") && told.contains("small.toml:18:10"), "{told}");
}

#[test]
fn what_is_no_plan_is_not_checked() {
    let folder = folder_with(&[("small.toml", SMALL), ("plan.json", "{\n  nonsense\n}")]);
    let told = obsada(folder.path(), &["check", "plan.json"]).fails(2);
    assert!(told.contains("E901") && told.contains("plan.json:2:3"), "{told}");
}

#[test]
fn a_scenario_that_cannot_be_staffed_ends_with_3_and_the_cause() {
    let one_head = SMALL.replace("hourly_cost = 50", "hourly_cost = 50\nhead_count = 1");
    let folder = folder_with(&[("small.toml", &one_head)]);
    let told = obsada(folder.path(), &["plan", "small.toml"]).fails(3);
    assert!(told.contains("08:00"), "the stretch that is short is not named: {told}");
    narrow(&told);
    let polish = obsada(folder.path(), &["plan", "small.toml", "--lang", "pl"]).fails(3);
    assert_ne!(polish, told);
    narrow(&polish);
}

#[test]
fn without_time_the_plan_in_hand_comes_back_and_says_so() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let told = obsada(folder.path(), &["plan", "small.toml", "--time-limit", "0"]).ok();
    assert!(told.contains("is proven about this cost."), "{told}");
    // Time enough changes nothing.
    let limited = ["plan", "small.toml", "--format", "json", "--time-limit", "600"];
    let free = &limited[..4];
    assert_eq!(obsada(folder.path(), &limited).ok(), obsada(folder.path(), free).ok());
}

#[cfg(not(feature = "highs"))]
#[test]
fn a_solver_that_is_not_there_is_refused() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let told = obsada(folder.path(), &["plan", "small.toml", "--solver", "highs"]).fails(2);
    assert!(told.contains("E912") && told.contains("--features highs"), "{told}");
    narrow(&told);
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let refused = |more: &[&str], word: &str| {
        let arguments = [&["plan", "small.toml"], more].concat();
        let told = obsada(folder.path(), &arguments).fails(2);
        assert!(told.contains(word), "{told}");
    };
    refused(&["--gap", "2"], "expected a share");
    refused(&["--time-limit=-1"], "--time-limit");
    refused(&["--threads", "0"], "--threads");
    refused(&["--format", "xml"], "xml");
    refused(&["--no-such-flag"], "--no-such-flag");
    assert_eq!(obsada(folder.path(), &[]).code, 2);
}

#[test]
fn an_option_out_of_its_range_is_told_like_any_other_problem() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    for [option, value] in [
        ["--gap", "2"],
        ["--gap", "-0.1"],
        ["--time-limit", "-5"],
        ["--time-limit", "soon"],
        ["--threads", "0"],
        ["--threads", "-2"],
    ] {
        let told = obsada(folder.path(), &["plan", "small.toml", option, value]).fails(2);
        assert!(told.contains("E914") && told.contains(option), "{option} {value}: {told}");
        assert!(told.contains(value), "{option} {value}: {told}");
    }
}

#[test]
fn a_workbook_needs_a_file() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let told = obsada(folder.path(), &["compare", "small.toml", "--format", "xlsx"]).fails(2);
    assert!(told.contains("E960") && told.contains("--output"), "{told}");
}
