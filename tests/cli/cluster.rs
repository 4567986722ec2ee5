//! A sweep as an array of a real job system: two Slurm nodes on this host, one of which is taken down while it works.

use crate::run::{folder_with, obsada};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const SCENARIO: &str = include_str!("../../scenarios/one-person.toml");
const SWEEP: &str = r#"
scenario = "one-person.toml"
draws = 4
[[vary]]
key = "line.advice.aht"
values = ["3m", "4m", "5m", "6m"]
"#;

/// The cluster, gone when the test is over.
struct Cluster<'a>(&'a Path);

impl Cluster<'_> {
    fn script(&self, arguments: &[&str]) -> bool {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cluster/slurm.sh");
        let mut command = Command::new("bash");
        command.arg(script).args(arguments).arg(self.0);
        command.status().is_ok_and(|status| status.success())
    }

    fn slurm(&self, program: &str, arguments: &[&str]) -> String {
        let conf = self.0.join("slurm.conf");
        let run = Command::new(program)
            .args(arguments)
            .env("SLURM_CONF", conf)
            .current_dir(self.0)
            .output();
        String::from_utf8_lossy(&run.unwrap().stdout).into_owned()
    }
}

impl Drop for Cluster<'_> {
    fn drop(&mut self) {
        self.script(&["stop"]);
    }
}

/// Waits until something is so.
fn until(what: &str, so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(300), "not in five minutes: {what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn lacking() -> Option<&'static str> {
    let there = |program: &str| Command::new(program).arg("-V").output().is_ok();
    if !there("slurmctld")
        || !there("slurmd")
        || Command::new("munged").arg("--version").output().is_err()
    {
        return Some("slurmctld, slurmd or munge is not installed");
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0"));
    (!root).then_some("not run as root")
}

#[cfg(target_os = "linux")]
#[test]
fn a_node_that_goes_down_loses_nothing() {
    if let Some(why) = lacking() {
        println!("skipped: {why}");
        return;
    }
    let job = format!(
        "#!/bin/sh\n{} sweep sweep.toml -o cluster --shards \"$SLURM_ARRAY_TASK_COUNT\" --threads 1\n",
        env!("CARGO_BIN_EXE_obsada")
    );
    let at = folder_with(&[("one-person.toml", SCENARIO), ("sweep.toml", SWEEP), ("job.sh", &job)]);
    let cluster = Cluster(at.path());
    if !cluster.script(&["start"]) {
        println!("skipped: Slurm does not start here");
        return;
    }
    let out = at.path().join("cluster");
    let parts = || fs::read_dir(out.join("parts")).map_or(0, Iterator::count);
    cluster.slurm("sbatch", &["--array=1-4", "--requeue", "--output=log-%a.txt", "job.sh"]);
    let queue =
        |of: &[&str]| cluster.slurm("squeue", &[&["-h", "-r", "-o", "%i %T %r"], of].concat());
    until("both nodes at work", || queue(&["-w", "two"]).contains("RUNNING") && parts() > 0);
    cluster.script(&["down", "two"]);
    until("its task is given back", || {
        queue(&[]).lines().any(|task| task.contains("PENDING") && task.contains("BeginTime"))
    });
    assert!(parts() < 16, "the node was taken down too late to show anything");
    cluster.script(&["resume", "two"]);
    // What was given back would wait two minutes.
    for task in queue(&[]).lines().filter(|task| task.contains("BeginTime")) {
        let id = task.split(' ').next().unwrap_or_default();
        cluster.slurm("scontrol", &["update", &format!("jobid={id}"), "starttime=now"]);
    }
    until("the whole array is done", || queue(&[]).trim().is_empty());
    obsada(at.path(), &["sweep", "sweep.toml", "-o", "threads"]).ok();
    let file = |folder: &str, name: &str| fs::read(at.path().join(folder).join(name)).unwrap();
    for name in ["manifest.json", "results.csv", "results.json", "results.svg"] {
        assert!(file("cluster", name) == file("threads", name), "{name} differs");
    }
}
