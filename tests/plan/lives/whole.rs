//! Whole lives of a scenario by the program itself: planned, checked, simulated, its people put on a roster, that
//! checked, mended, handed over and read back. Nothing ends in a defect, without a plan or by refusing itself.

use super::wide;
use obsada::domain::error::Error;
use obsada::scenario::validate::parse;
use serde_json::Value;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Lives tried; `OBSADA_WHOLE_LIVES` asks for others, as `FROM..TO`.
const LIVES: std::ops::Range<u64> = 0..7;

/// Seconds that a command may look for something better.
const LIMIT: &str = "8";

/// Seconds after which a command hangs: the limit, and what it takes to check and to play on a busy machine.
const HANGS: u64 = 90;

/// How a command ended; no code: it was stopped by a signal or hung.
struct Ended {
    code: Option<i32>,
    told: String,
    seconds: f64,
}

fn run(folder: &Path, arguments: &[&str]) -> Ended {
    let said = folder.join("said");
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_obsada"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(File::create(folder.join("printed")).unwrap())
        .stderr(File::create(&said).unwrap())
        .spawn()
        .unwrap();
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        if started.elapsed() > Duration::from_secs(HANGS) {
            child.kill().unwrap();
            child.wait().unwrap();
            break None;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let told = fs::read_to_string(said).unwrap();
    Ended { code, told, seconds: started.elapsed().as_secs_f64() }
}

/// What a life came to.
#[derive(Default)]
struct Life {
    failures: Vec<String>,
    planned: bool,
    rostered: bool,
}

impl Life {
    /// Runs a command that may end with one of these codes; whether it ended with 0.
    fn step(&mut self, folder: &Path, arguments: &str, allowed: &[i32]) -> bool {
        let words: Vec<&str> = arguments.split(' ').collect();
        let ended = run(folder, &words);
        if std::env::var_os("OBSADA_TELL").is_some() {
            println!("{:.1} s {:?} {arguments}", ended.seconds, ended.code);
        }
        if !ended.code.is_some_and(|code| allowed.contains(&code)) {
            let told: Vec<&str> = ended.told.lines().take(12).collect();
            let code = ended.code.map_or("no end".into(), |code| format!("exit {code}"));
            self.failures.push(format!(
                "{code} after {:.1} s: {arguments}: {}",
                ended.seconds,
                told.join("\n  ")
            ));
        }
        ended.code == Some(0)
    }
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

/// Every share that the program writes lies between none and all, every wait is none or more; a mean that does
/// not exist is written as nothing.
fn sound(value: &Value, path: &str, failures: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            entries.iter().for_each(|(key, v)| sound(v, &format!("{path}.{key}"), failures));
        }
        Value::Array(entries) => {
            entries
                .iter()
                .enumerate()
                .for_each(|(k, v)| sound(v, &format!("{path}[{k}]"), failures));
        }
        Value::Number(number) => {
            let (number, key) =
                (number.as_f64().unwrap(), path.rsplit('.').next().unwrap_or_default());
            let share = ["service_level", "p_abandon", "p_wait"].contains(&key);
            let wait = ["mean_wait_s", "asa_s"].contains(&key);
            if share && !(0.0..=1.0).contains(&number) || wait && number < 0.0 {
                failures.push(format!("{path} is {number}"));
            }
        }
        _ => {}
    }
}

/// Wages are the sum of the shifts', people on duty what the shifts add up to.
fn recounted(plan: &Value, failures: &mut Vec<String>) {
    let sum = |key: &str| -> f64 {
        let shifts = plan["shifts"].as_array().unwrap();
        shifts.iter().map(|s| s[key].as_f64().unwrap() * s["count"].as_f64().unwrap()).sum()
    };
    let paid = plan["paid_hours_per_week"].as_f64().unwrap();
    if (sum("paid_hours") - paid).abs() > 0.01 + 1e-6 * paid {
        failures.push(format!("{paid} paid hours claimed, {} in the shifts", sum("paid_hours")));
    }
    let cost = plan["cost_per_week"].as_f64().unwrap();
    if sum("cost") > cost + 0.01 + 1e-6 * cost {
        failures.push(format!("{cost} a week claimed, {} in the shifts", sum("cost")));
    }
    let bound = plan["solver"]["bound"].as_f64().unwrap_or(f64::NEG_INFINITY);
    if bound > plan["solver"]["objective"].as_f64().unwrap() + 0.01 {
        failures.push(format!("at least {bound}, yet {cost}"));
    }
}

fn plan(life: &mut Life, folder: &Path) {
    let limited = format!(
        "plan s.toml --format json -o plan.json --weeks 60 --gap 0.02 --threads 1 --time-limit {LIMIT}"
    );
    life.planned = life.step(folder, &limited, &[0, 3]);
    if !life.planned {
        return;
    }
    let plan = json(folder, "plan.json");
    sound(&plan, "plan", &mut life.failures);
    recounted(&plan, &mut life.failures);
    life.step(folder, "check plan.json", &[0]);
    // A promise that holds by a hair may be missed in so few other weeks.
    life.step(folder, "simulate plan.json --weeks 20 --format json --records records.csv", &[0, 5]);
}

fn roster(life: &mut Life, folder: &Path) {
    let limited = format!("--threads 1 --time-limit {LIMIT}");
    let made = format!("roster s.toml --format json -o roster.json {limited}");
    life.rostered = life.step(folder, &made, &[0, 3]);
    if !life.rostered {
        return;
    }
    sound(&json(folder, "roster.json"), "roster", &mut life.failures);
    life.step(folder, "check roster.json", &[0]);
    for (format, file) in [("xlsx", "r.xlsx"), ("html", "r.html"), ("ics", "r"), ("csv", "r.csv")] {
        let given =
            format!("roster s.toml --from roster.json --format {format} -o {file} {limited}");
        life.step(folder, &given, &[0]);
    }
    life.step(folder, "check r.xlsx --scenario s.toml", &[0]);
    let mended =
        format!("roster s.toml --repair roster.json --format json -o repair.json {limited}");
    if life.step(folder, &mended, &[0, 3]) {
        sound(&json(folder, "repair.json"), "repair", &mut life.failures);
    }
}

fn lived(text: &str) -> Life {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("s.toml"), text).unwrap();
    let mut life = Life::default();
    plan(&mut life, folder.path());
    if text.contains("[roster]") {
        roster(&mut life, folder.path());
    }
    life
}

#[test]
fn whole_lives_end_well_or_say_why() {
    let asked = std::env::var("OBSADA_WHOLE_LIVES").ok();
    let asked = asked.as_deref().and_then(|text| text.split_once(".."));
    let lives = asked.map_or(LIVES, |(from, to)| from.parse().unwrap()..to.parse().unwrap());
    let (mut planned, mut rostered, mut failed, many) = (0, 0, 0, lives.end - lives.start);
    for seed in lives {
        let life = lived(&wide::scenario(seed));
        planned += u32::from(life.planned);
        rostered += u32::from(life.rostered);
        failed += u32::from(!life.failures.is_empty());
        life.failures.iter().for_each(|failure| println!("LIFE {seed}: {failure}"));
    }
    println!("{many} lives: {planned} planned, {rostered} rosters, {failed} failed");
    assert_eq!(failed, 0);
    // One life alone may have no plan.
    assert!(many < 5 || u64::from(planned) * 4 > many, "{planned} of {many}");
}

/// What random lives met before it was mended, cut down to what it takes.
const REDUCED: [(&str, &str); 6] = [
    ("nobody calls at night", include_str!("reduced/nobody-calls-at-night.toml")),
    ("no basis", include_str!("reduced/basis-that-cannot-be-factorized.toml")),
    ("nobody at closing", include_str!("reduced/nobody-on-duty-at-closing.toml")),
    ("cut off is not answered", include_str!("reduced/cut-off-is-not-answered.toml")),
    ("patient and overloaded", include_str!("reduced/patient-and-overloaded.toml")),
    ("nobody waits", include_str!("reduced/nobody-waits-in-the-weeks-played-out.toml")),
];

/// What took longer than any limit of time, since a single week of it played out is millions of events.
const HEAVY: [(&str, &str); 2] = [
    ("mostly away", include_str!("reduced/thousands-mostly-away.toml")),
    ("calls again", include_str!("reduced/everybody-calls-again.toml")),
];

/// Seconds that a command may take beyond its limit of one second, on a machine with much other work: two weeks are
/// played out whatever the limit, and may take seconds each. Rosters judge such weeks again and again and do not hold it
/// yet.
const LATE: f64 = 30.0;

#[test]
fn what_lives_met_before_is_mended() {
    for (name, text) in REDUCED {
        let life = lived(text);
        assert!(life.failures.is_empty(), "{name}: {:#?}", life.failures);
    }
}

#[test]
fn a_limit_of_time_holds_where_a_week_is_heavy() {
    for (name, text) in HEAVY {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("s.toml"), text).unwrap();
        let ended = run(folder.path(), &["plan", "s.toml", "--time-limit", "1"]);
        println!("{name}: {:?} after {:.1} s", ended.code, ended.seconds);
        assert!(matches!(ended.code, Some(0 | 3)), "{name}: {}", ended.told);
        assert!(ended.seconds < 1.0 + LATE, "{name}: {:.1} s", ended.seconds);
    }
}

#[test]
fn scenarios_at_the_ends_are_valid() {
    let no_files = |_: &str| Err("none".to_owned().into());
    let mut refused = 0;
    for seed in 0..400 {
        let text = wide::scenario(seed);
        if let Err(problems) = parse(&text, "wide.toml", &no_files) {
            refused += 1;
            println!("{seed}: {}", Error::Input(problems));
        }
    }
    assert_eq!(refused, 0);
}
