//! Sweeps: whoever runs which shard, the results are the same bytes, and each variant is the plan of its scenario.

use crate::run::{SMALL, folder_with, obsada};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Seven variants by the formula: handle times and wages, and one with a closing that cannot be.
const SWEEP: &str = r#"
scenario = "small.toml"
promise = "formula"
[[vary]]
key = "line.a.aht"
values = ["3m", "6m", 480]
[[vary]]
key = "group.g.hourly_cost"
values = [50, 61.5]
"#;

fn files(at: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for folder in [at.to_owned(), at.join("parts")] {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            if entry.path().is_file() {
                let name = entry.path().strip_prefix(at).unwrap().display().to_string();
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

#[test]
fn any_number_of_shards_gives_the_same_bytes() {
    let at = folder_with(&[("small.toml", SMALL), ("sweep.toml", SWEEP)]);
    let whole = obsada(at.path(), &["sweep", "sweep.toml", "-o", "one"]).ok();
    assert!(whole.contains("Variants: 6"), "{whole}");
    let one = files(&at.path().join("one"));
    assert_eq!(one.len(), 1 + 6 + 3, "manifest, parts and results");
    for of in [2, 7] {
        let name = format!("in-{of}");
        for shard in (1..=of).rev() {
            let shard = format!("{shard}/{of}");
            obsada(
                at.path(),
                &["sweep", "sweep.toml", "-o", &name, "--shard", &shard, "--threads", "1"],
            )
            .ok();
        }
        assert!(files(&at.path().join(name)) == one, "{of} shards differ");
    }
}

#[test]
fn a_sweep_goes_on_where_it_was_stopped() {
    let at = folder_with(&[("small.toml", SMALL), ("sweep.toml", SWEEP)]);
    obsada(at.path(), &["sweep", "sweep.toml", "-o", "out"]).ok();
    let out = at.path().join("out");
    let whole = files(&out);
    // A node that went down: a part is gone, one is cut off, the results are of before.
    fs::remove_file(out.join("parts/0000002.json")).unwrap();
    fs::write(out.join("parts/0000005.json"), "{\"number\": 5,").unwrap();
    fs::remove_file(out.join("results.csv")).unwrap();
    let untouched = fs::metadata(out.join("parts/0000001.json")).unwrap().modified().unwrap();
    obsada(at.path(), &["sweep", "sweep.toml", "-o", "out"]).ok();
    assert!(files(&out) == whole);
    let after = fs::metadata(out.join("parts/0000001.json")).unwrap().modified().unwrap();
    assert_eq!(untouched, after, "a part that is there is not run again");

    // Another sweep does not mix with it.
    fs::write(at.path().join("other.toml"), SWEEP.replace("61.5", "62.5")).unwrap();
    let refused = obsada(at.path(), &["sweep", "other.toml", "-o", "out"]).fails(2);
    assert!(refused.contains("E967"), "{refused}");
    assert!(files(&out) == whole);
    obsada(at.path(), &["sweep", "other.toml", "-o", "out", "--force"]).ok();
    assert!(files(&out) != whole);
}

/// Two agents at least for four hours on two days: 16 hours at the wage. At 480 s the load is 1⅓ erlangs, at which two are enough still.
#[test]
fn each_variant_is_the_plan_of_its_scenario() {
    let at = folder_with(&[("small.toml", SMALL), ("sweep.toml", SWEEP)]);
    obsada(at.path(), &["sweep", "sweep.toml", "-o", "out"]).ok();
    let csv = fs::read_to_string(at.path().join("out/results.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = rows.headers().unwrap().iter().map(String::from).collect();
    let column =
        |name: &str| head.iter().position(|h| h == name).unwrap_or_else(|| panic!("{head:?}"));
    let mut seen = 0;
    for row in rows.records().map(|row| row.unwrap()) {
        let of = |name: &str| &row[column(name)];
        let (aht, wage) = (of("line.a.aht"), of("group.g.hourly_cost"));
        let aht = if aht == "480" { "480".to_owned() } else { format!("{aht:?}") };
        let own = SMALL
            .replace("\"4m\"", &aht)
            .replace("hourly_cost = 50", &format!("hourly_cost = {wage}"));
        fs::write(at.path().join("own.toml"), own).unwrap();
        let plan =
            obsada(at.path(), &["plan", "own.toml", "--promise", "formula", "--format", "json"])
                .ok();
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        assert_eq!(of("cost_per_week").parse::<f64>().ok(), plan["cost_per_week"].as_f64());
        assert_eq!(
            of("a mean_wait_s").parse::<f64>().ok(),
            plan["lines"][0]["mean_wait_s"].as_f64()
        );
        let own = 16.0 * wage.parse::<f64>().unwrap();
        assert!((of("cost_per_week").parse::<f64>().unwrap() - own).abs() < 1e-9);
        seen += 1;
    }
    assert_eq!(seen, 6);
}

#[test]
fn what_a_variant_cannot_be_is_said_of_it_alone() {
    let sweep = "scenario = \"small.toml\"\npromise = \"formula\"\n[[variant]]\nset = { \"line.a.aht\" = -1 }\n[[variant]]\nset = { \"shift.day.starts\" = [\"09:00\"] }\n[[variant]]\nset = { \"line.a.name\" = \"<b>\" }\n";
    let at = folder_with(&[("small.toml", SMALL), ("sweep.toml", sweep)]);
    let shown = obsada(at.path(), &["sweep", "sweep.toml", "-o", "out", "--lang", "pl"]).ok();
    assert!(shown.contains("bez planu: 2"), "{shown}");
    let csv = fs::read_to_string(at.path().join("out/results.csv")).unwrap();
    assert!(
        csv.contains("invalid E109") && csv.contains("infeasible") && csv.contains("planned"),
        "{csv}"
    );
}

#[test]
fn the_job_system_says_which_shard_it_is() {
    let at = folder_with(&[("small.toml", SMALL), ("sweep.toml", SWEEP)]);
    let refused =
        obsada(at.path(), &["sweep", "sweep.toml", "-o", "out", "--shards", "2"]).fails(2);
    assert!(refused.contains("E966"), "{refused}");
    let lost = SWEEP.replace("line.a.aht", "line.b.aht");
    fs::write(at.path().join("lost.toml"), lost).unwrap();
    let refused = obsada(at.path(), &["sweep", "lost.toml", "-o", "out"]).fails(2);
    assert!(refused.contains("E962") && refused.contains("lost.toml:5:7"), "{refused}");
    assert!(
        !at.path().join("out").exists(),
        "nothing is made before the sweep is known to be sound"
    );
}
