//! `sweep`.

use super::args::SweepArguments;
use super::{Failure, Outcome, output, read, refusal};
use crate::domain::cause::{CommandCause, SweepCause};
use crate::domain::error::{Error, Problem};
use crate::domain::units::Language;
use crate::files;
use crate::report::words::sweep as words;
use crate::report::write::Manner;
use crate::report::{json, sweep as report};
use crate::scenario::load::demand_reader;
use crate::sweep::{self, Shard, Source, Spec};
use crate::wire::sweep::{Manifest, Outcome as Part, SCHEMA, Sweep, Variant};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What replaces a part of its own.
const OWN: Manner = Manner { overwrite: true, private: false };

/// `obsada sweep`.
pub(super) fn sweep(arguments: &SweepArguments) -> Result<Outcome, Failure> {
    let shard = shard(arguments)?;
    let folder = arguments.output.as_deref();
    let folder = folder.ok_or_else(|| Error::from(Problem::without_place(SweepCause::NoFolder)))?;
    let text = read(&arguments.file)?;
    let spec = sweep::read(&text, &arguments.file.display().to_string()).map_err(Error::Input)?;
    let beside = arguments.file.parent().unwrap_or(Path::new(""));
    let path = beside.join(&spec.scenario);
    let (file, scenario_text) = (path.display().to_string(), read(&path)?);
    let read_csv = demand_reader(&path, arguments.allow_outside);
    let source = Source { file: &file, text: &scenario_text, read_csv: &read_csv };
    // The picture is in the scenario's own language: the same bytes whoever puts the results together.
    let (manifest, own) = manifest(&spec, &source, &text)?;
    let language = arguments.lang.map_or(own, Language::from);
    begin(folder, &manifest, arguments.force)?;
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Error::Internal(error.to_string()))?;
    threads.install(|| run(folder, &spec, &source, &manifest.variants, shard))?;
    let parts: Vec<Part> = manifest.variants.iter().filter_map(|v| part(folder, v)).collect();
    if parts.len() < manifest.variants.len() {
        let told = words::so_far(parts.len(), manifest.variants.len(), folder, language);
        output::say(told + "\n");
        return Ok(Outcome::done(String::new()));
    }
    let whole = Sweep { manifest, outcomes: parts };
    let table = report::csv(&whole).map_err(Error::Internal)?;
    output::store(&folder.join("results.csv"), table, OWN)?;
    output::store(&folder.join("results.json"), json::text(&whole)?, OWN)?;
    output::store(&folder.join("results.svg"), report::picture(&whole, own), OWN)?;
    output::say(format!(
        "written: {}\n",
        folder.join("results.csv, results.json, results.svg").display()
    ));
    Ok(Outcome::done(report::summary(&whole, language)))
}

/// The shard that is run: as given, or as the job system says.
fn shard(arguments: &SweepArguments) -> Result<Shard, Error> {
    if let Some(text) = &arguments.shard {
        let cause = SweepCause::NotShard { text: text.clone() };
        return Shard::parse(text).ok_or_else(|| Problem::without_place(cause).into());
    }
    let Some(of) = arguments.shards else { return Ok(Shard::ALL) };
    let number = |name: &str| std::env::var(name).ok()?.trim().parse::<u32>().ok();
    // Arrays of Slurm begin where their user says, indexed jobs of Kubernetes at 0, task numbers of HyperQueue too.
    let slurm = number("SLURM_ARRAY_TASK_ID")
        .map(|id| id.saturating_sub(number("SLURM_ARRAY_TASK_MIN").unwrap_or(0)));
    let place = slurm.or_else(|| number("JOB_COMPLETION_INDEX")).or_else(|| number("HQ_TASK_ID"));
    let shard = place.and_then(|place| Shard::new(place.checked_add(1)?, of));
    shard.ok_or_else(|| Problem::without_place(SweepCause::WhichShard { shards: of }).into())
}

/// Everything that the results depend on, all variants checked as far as that needs no planning.
fn manifest(spec: &Spec, source: &Source<'_>, text: &str) -> Result<(Manifest, Language), Error> {
    let central = source.with(&Default::default()).map_err(Error::Input)?;
    if spec.draws > 0 && !sweep::has_ranges(&central) {
        let cause = SweepCause::NothingToDraw { file: source.file.to_owned() };
        return Err(Problem::without_place(cause).into());
    }
    let variants = sweep::variants(spec).map_err(Problem::without_place)?;
    let lost = |variant: &Variant| source.with(&variant.set).err().unwrap_or_default();
    let mut problems: Vec<Problem> = Vec::new();
    for problem in spec.first_of_each_key(&variants).flat_map(lost) {
        if let crate::domain::cause::Cause::Sweep(SweepCause::NoSuchKey { key, .. }) =
            &problem.cause
        {
            let place = spec.places.get(key).cloned();
            let problem = Problem { place, ..problem.clone() };
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    if !problems.is_empty() {
        return Err(Error::Input(problems));
    }
    let digest = Sha256::digest(text.as_bytes());
    let manifest = Manifest {
        schema: SCHEMA.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        title: central.title.clone(),
        currency: central.currency.clone(),
        scenario_sha256: central.source.sha256.clone(),
        sweep_sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        through_day: spec.through_day,
        seed: spec.seed,
        lines: central.lines.iter().map(|l| (l.id.clone(), l.name.clone())).collect(),
        variants,
    };
    Ok((manifest, central.locale))
}

/// Makes the folder and its manifest; what is there must be of the same sweep.
fn begin(folder: &Path, manifest: &Manifest, force: bool) -> Result<(), Error> {
    let parts = folder.join("parts");
    let refused = |error: &std::io::Error| {
        let folder = folder.display().to_string();
        refusal(CommandCause::FolderRefused { folder, fault: error.into() })
    };
    let path = folder.join("manifest.json");
    let new = json::text(manifest)?;
    if path.exists() {
        let same = files::read(&path).is_ok_and(|bytes| bytes == new.as_bytes());
        if same {
            return Ok(());
        }
        if !force {
            let folder = folder.display().to_string();
            return Err(Problem::without_place(SweepCause::OtherSweep { folder }).into());
        }
        // Parts of the other sweep; one that stays behind names another variant and is run again.
        let _ = std::fs::remove_dir_all(&parts);
    }
    std::fs::create_dir_all(&parts).map_err(|error| refused(&error))?;
    output::store(&path, new, OWN)
}

/// Runs what the shard has to run and is not there yet.
fn run(
    folder: &Path,
    spec: &Spec,
    source: &Source<'_>,
    variants: &[Variant],
    shard: Shard,
) -> Result<(), Error> {
    let mine = variants.iter().filter(|v| shard.runs(v) && part(folder, v).is_none());
    let mine: Vec<&Variant> = mine.collect();
    let bar = ProgressBar::new(mine.len() as u64);
    let template = "{bar:40} {pos} of {len} variants, {elapsed}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    let done = mine.par_iter().try_for_each(|variant| {
        let outcome = sweep::outcome(spec, source, variant)?;
        output::store(&place(folder, variant), json::text(&outcome)?, OWN)?;
        bar.inc(1);
        Ok(())
    });
    bar.finish_and_clear();
    done
}

fn place(folder: &Path, variant: &Variant) -> PathBuf {
    folder.join("parts").join(format!("{:07}.json", variant.number))
}

/// A part that is there and whole.
fn part(folder: &Path, variant: &Variant) -> Option<Part> {
    let bytes = files::read(&place(folder, variant)).ok()?;
    let part: Part = serde_json::from_slice(&bytes).ok()?;
    (part.variant == *variant).then_some(part)
}
