//! Flags of `roster`.

use super::{Lang, PromiseName, SolverName, notice, seconds, share};
use clap::{ArgGroup, Args, ValueEnum};
use std::path::PathBuf;

/// How a roster is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RosterFormat {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.roster/1 (obsada.repair/1 for a repair).
    Json,
    /// One row a person and day.
    Csv,
    /// The same for Excel with Polish settings: semicolons, decimal commas, a byte-order mark.
    CsvExcel,
    /// The workbook that planners know, formulas alive; it can be edited and read back.
    Xlsx,
    /// One page to print: the weeks for the wall, then a page for each person.
    Html,
    /// A folder with a calendar file (iCalendar) for each person.
    Ics,
}

/// Arguments of `roster`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("dated").args(["repair", "published", "swap"]).multiple(true)))]
pub struct RosterArguments {
    /// Scenario file (TOML) with [roster] and [[consultant]]
    pub scenario: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    pub format: RosterFormat,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Solver of the shift plan's bound
    #[arg(long, value_enum, default_value = "default")]
    pub solver: SolverName,
    /// What the promises must hold by: the queue carried through the day, or the formula of a steady
    /// queue in each interval alone
    #[arg(long, value_enum, default_value = "through-day")]
    pub promise: PromiseName,
    /// Stop improving when the cost is proven to be within this share of the least
    #[arg(long, default_value = "0.01", value_parser = share)]
    pub gap: f64,
    /// Stop after so many seconds with the best roster found
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    pub time_limit: f64,
    /// Seed of the search and of played-out weeks; the same seed gives the same roster
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// Threads; all cores unless given. The roster is the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Say why NAME works what they work on DAY (2026-11-23), and what the alternatives are
    #[arg(long, num_args = 2, value_names = ["NAME", "DAY"], conflicts_with = "repair")]
    pub why: Option<Vec<String>>,
    /// Take this roster (JSON or XLSX) instead of making one, for --why or to hand it over
    #[arg(long, value_name = "ROSTER", conflicts_with = "repair")]
    pub from: Option<PathBuf>,
    /// Mend this roster (JSON or edited XLSX) with as few changes as can be: what breaks a rule or leaves
    /// people short, and what --absent and --busier bring
    #[arg(long, value_name = "ROSTER")]
    pub repair: Option<PathBuf>,
    /// Say whether two people may trade what they work on a day, as "NAME<->NAME@DAY", and what it means; writes the
    /// roster after it where it is lawful
    #[arg(long, value_name = "NAME<->NAME@DAY", conflicts_with_all = ["repair", "why"])]
    pub swap: Option<String>,
    /// Who is away when, as NAME@DAY or NAME@DAY..DAY, several with commas between; a part of a name that
    /// only one has will do
    #[arg(long, value_name = "NAME@DAY[..DAY][,…]", requires = "repair")]
    pub absent: Vec<String>,
    /// Which day brings more calls than expected, as DAY=+20%; may be given several times
    #[arg(long, value_name = "DAY=+PERCENT", requires = "repair")]
    pub busier: Vec<String>,
    /// Set the roster against the one published before: what changes for whom, with the notice from --today on; what
    /// is mended or swapped is set against itself where it is published
    #[arg(long, value_name = "ROSTER", conflicts_with = "why")]
    pub published: Option<PathBuf>,
    /// Day that it is: the first that a repair may change, and the one that notice is counted from; unless given, a
    /// repair begins with the first day concerned, and with any day where the roster itself is wrong
    #[arg(long, value_name = "DAY", requires = "dated")]
    pub today: Option<String>,
    /// Day and time at which it is now, as "2026-12-14 07:10": a repair changes no shift that has begun
    #[arg(long, value_name = "\"DAY HH:MM\"", requires = "repair", conflicts_with = "today")]
    pub now: Option<String>,
    /// Least notice before a shift that a repair calls somebody in for, such as "2h"; from --now on, and as
    /// [roster] says unless given
    #[arg(long, value_name = "DURATION", requires = "now", value_parser = notice)]
    pub notice: Option<u32>,
    /// Write the roster of this option of the repair, in any format; the best that does something unless given
    #[arg(long, value_name = "N", requires = "repair", value_parser = clap::value_parser!(u16).range(1..))]
    pub option: Option<u16>,
    /// Names (and addresses) for the people of the scenario, for xlsx, html and ics: a table
    /// id,name,email or TOML
    #[arg(long, value_name = "FILE")]
    pub names: Option<PathBuf>,
    /// Time zone of the calendars (IANA name)
    #[arg(long, value_name = "ZONE", default_value = "Europe/Warsaw")]
    pub zone: String,
    /// Write to this file (for calendars: folder) instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the output file if it exists; calendars in the folder are carried on
    #[arg(long)]
    pub force: bool,
    /// Read demand files that lie outside of the scenario's folder too
    #[arg(long)]
    pub allow_outside: bool,
}
