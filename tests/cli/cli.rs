//! The program as a user runs it: what goes where, and how it ends.

use crate::run::{Run, SMALL, folder_with, narrow, obsada};
use std::fs;

/// A plan of the small scenario as JSON, in the folder of the scenario.
pub fn planned() -> (tempfile::TempDir, String) {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let json = obsada(folder.path(), &["plan", "small.toml", "--format", "json"]).ok();
    fs::write(folder.path().join("plan.json"), &json).unwrap();
    (folder, json)
}

#[test]
fn help_names_every_command() {
    let folder = folder_with(&[]);
    let help = obsada(folder.path(), &["--help"]).ok();
    for command in ["plan", "check", "simulate", "erlang", "fit", "new"] {
        assert!(help.lines().any(|l| l.trim_start().starts_with(&format!("{command} "))), "{help}");
        let own = obsada(folder.path(), &[command, "--help"]).ok();
        assert!(own.contains(&format!("Usage: obsada {command}")), "{own}");
    }
    let version = obsada(folder.path(), &["--version"]).ok();
    assert_eq!(version.trim(), concat!("obsada ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_name_every_command_and_bash_can_read_them() {
    let folder = folder_with(&[]);
    let help = obsada(folder.path(), &["--help"]).ok();
    let commands = help.lines().skip_while(|l| !l.starts_with("Commands:")).skip(1);
    let commands: Vec<&str> = commands
        .take_while(|l| !l.is_empty())
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 10, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = obsada(folder.path(), &["completions", shell]).ok();
        for command in &commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
        assert!(script.contains("repair") && script.contains("absent"), "{shell}");
    }
    let refused = obsada(folder.path(), &["completions", "tcsh"]).fails(2);
    assert!(refused.contains("bash"), "{refused}");
    let script = obsada(folder.path(), &["completions", "bash"]).ok();
    fs::write(folder.path().join("obsada.bash"), script).unwrap();
    let mut read = std::process::Command::new("bash");
    match read.arg("-n").arg(folder.path().join("obsada.bash")).output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(_) => println!("skipped: bash is not installed here"),
    }
}

#[test]
fn a_new_scenario_can_be_planned_at_once() {
    let folder = folder_with(&[]);
    let told = obsada(folder.path(), &["new"]).ok();
    assert!(told.contains("scenario.toml") && told.contains("obsada plan scenario.toml"), "{told}");
    let text = obsada(folder.path(), &["plan", "scenario.toml"]).ok();
    assert!(text.starts_with("City line: open longer in the evening?"), "{text}");
    narrow(&text);
    let polish = obsada(folder.path(), &["plan", "scenario.toml", "--lang", "pl"]).ok();
    assert!(polish.contains("średni czas oczekiwania"), "{polish}");
    narrow(&polish);
}

#[test]
fn a_new_scenario_overwrites_nothing_unless_asked() {
    let folder = folder_with(&[("scenario.toml", "mine")]);
    let path = folder.path().join("scenario.toml");
    let refused = obsada(folder.path(), &["new"]).fails(2);
    assert!(refused.contains("E911") && refused.contains("--force"), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    obsada(folder.path(), &["new", "--force"]).ok();
    assert!(fs::read_to_string(&path).unwrap().contains("[[line]]"));
    obsada(folder.path(), &["new", "other.toml"]).ok();
    assert!(folder.path().join("other.toml").exists());
}

#[test]
fn the_language_is_the_scenarios_unless_given() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let own = obsada(folder.path(), &["plan", "small.toml"]).ok();
    let polish = obsada(folder.path(), &["plan", "small.toml", "--lang", "pl"]).ok();
    let english = obsada(folder.path(), &["plan", "small.toml", "--lang", "en"]).ok();
    assert_eq!(own, english);
    assert_ne!(own, polish);
    assert!(polish.contains("zmian") && !english.contains("zmian"), "{polish}");
    narrow(&polish);
    narrow(&english);
}

#[test]
fn the_plan_as_json_is_what_its_schema_says() {
    let (_folder, json) = planned();
    let plan: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(plan["schema"], "obsada.plan/1");
    assert_eq!(plan["scenario"]["file"], "small.toml");
    assert_eq!(plan["scenario"]["title"], "Small line");
    assert_eq!(plan["closing"]["a"], "12:00");
    assert_eq!(plan["check"]["passed"], true);
    assert_eq!(plan["solver"]["status"], "optimal");
    // Two consultants for four hours on each of two days, 50 an hour.
    assert_eq!(plan["cost_per_week"], 800.0);
    assert_eq!(plan["paid_hours_per_week"], 16.0);
}

#[test]
fn the_plan_as_csv_has_the_table_asked_for() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let table = |which: &[&str]| {
        let mut arguments = vec!["plan", "small.toml", "--format", "csv"];
        arguments.extend(which);
        obsada(folder.path(), &arguments).ok()
    };
    let intervals = table(&["--table", "intervals"]);
    let lines: Vec<&str> = intervals.lines().collect();
    assert!(
        lines[0].starts_with("day,start,lines,calls,aht_s,agents_required,agents,"),
        "{}",
        lines[0]
    );
    assert_eq!(lines.len(), 1 + 2 * 4, "{intervals}");
    assert!(lines[1].starts_with("mon,08:00,a,"), "{}", lines[1]);
    let shifts = table(&["--table", "shifts"]);
    assert_eq!(
        shifts,
        "group,contract,rule,day,start,end,breaks,paid_hours,cost,count\n\
         g,full,day,mon,08:00,12:00,,4,200,2\n\
         g,full,day,tue,08:00,12:00,,4,200,2\n"
    );
    assert_eq!(table(&[]), shifts);
}

#[test]
fn output_goes_to_the_file_and_overwrites_nothing_unless_asked() {
    let (folder, json) = planned();
    let path = folder.path().join("out.json");
    let arguments = ["plan", "small.toml", "--format", "json", "--output", "out.json"];
    let run = obsada(folder.path(), &arguments);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("out.json"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), json);
    fs::write(&path, "mine").unwrap();
    let refused = obsada(folder.path(), &arguments).fails(2);
    assert!(refused.contains("E911") && refused.contains("out.json"), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    let mut forced = arguments.to_vec();
    forced.push("--force");
    assert_eq!(obsada(folder.path(), &forced).code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), json);
}

#[test]
fn an_output_that_cannot_be_written_is_told() {
    let folder = folder_with(&[("small.toml", SMALL)]);
    let arguments = ["plan", "small.toml", "--output", "none/plan.txt"];
    let told = obsada(folder.path(), &arguments).fails(2);
    assert!(told.contains("E911") && told.contains("plan.txt"), "{told}");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = folder_with(&[]);
    obsada(folder.path(), &["new"]).ok();
    let on = |threads| {
        let arguments = ["plan", "scenario.toml", "--format", "json", "--threads", threads];
        obsada(folder.path(), &arguments).ok()
    };
    assert!(on("1") == on("2"), "two runs differ");
}

#[test]
fn a_plan_is_checked_beside_its_scenario_and_from_elsewhere() {
    let (folder, _) = planned();
    let here = obsada(folder.path(), &["check", "plan.json"]).ok();
    assert!(here.starts_with("plan.json: "), "{here}");
    narrow(&here);
    let elsewhere = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.json");
    let scenario = folder.path().join("small.toml");
    let (plan, scenario) = (plan.to_str().unwrap(), scenario.to_str().unwrap());
    obsada(elsewhere.path(), &["check", plan, "--scenario", scenario]).ok();
    // The scenario is found beside the plan, too.
    obsada(elsewhere.path(), &["check", plan]).ok();
    let polish = obsada(folder.path(), &["check", "plan.json", "--lang", "pl"]).ok();
    assert_ne!(polish, here);
}

#[test]
fn a_spoilt_plan_fails_its_check() {
    let (folder, json) = planned();
    assert_eq!(json.matches("\"count\": 2").count(), 2, "{json}");
    let one_less = json.replacen("\"count\": 2", "\"count\": 1", 1);
    let cheaper = json.replacen("\"cost_per_week\": 800.0", "\"cost_per_week\": 700.0", 1);
    for spoilt in [one_less, cheaper] {
        assert_ne!(spoilt, json);
        fs::write(folder.path().join("spoilt.json"), spoilt).unwrap();
        let run = obsada(folder.path(), &["check", "spoilt.json"]);
        assert_eq!(run.code, 5, "{}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains("spoilt.json: ") && run.stdout.contains("•"), "{}", run.stdout);
        narrow(&run.stdout);
    }
    fs::write(folder.path().join("small.toml"), SMALL.replace("40.0", "41.0")).unwrap();
    let Run { code, stdout, .. } = obsada(folder.path(), &["check", "plan.json"]);
    assert_eq!(code, 5, "a plan of another scenario: {stdout}");
}
