//! Flags, as typed options.

use crate::milp::Solver;
use crate::units::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Staffing and opening hours for call centres.
///
/// Data go to standard output, everything else to standard error. Exit codes: 0 done and checked,
/// 1 internal error, 2 bad arguments or input, 3 infeasible with the cause, 4 a limit was reached
/// without a plan, 5 a check failed.
#[derive(Debug, Parser)]
#[command(name = "obsada", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shift plan and closing time for a scenario
    Plan(PlanArguments),
    /// Closing times side by side, as a memo that a manager can decide on
    Compare(super::compare::CompareArguments),
    /// Recompute every promise of a plan from the files alone
    Check(CheckArguments),
    /// Play a plan out, call by call
    Simulate(SimulateArguments),
    /// The Erlang calculator, for one case or a table
    Erlang(ErlangArguments),
    /// Who works when: named people, the labour code kept, wishes and fairness
    Roster(RosterArguments),
    /// Scenario parameters from call records, interval reports or reported totals
    Fit(FitArguments),
    /// How likely a single wait is, by half-hour, and what a place in the queue means; with --log, one
    /// call of a log examined
    Wait(WaitArguments),
    /// Write a commented scenario that works, to start from
    New(NewArguments),
    /// Completions of commands and options for a shell, to standard output
    Completions(CompletionsArguments),
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// How a plan is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.plan/1.
    Json,
    /// A table; see --table.
    Csv,
}

/// Which table goes to CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// Every open interval of every set of lines that share consultants.
    Intervals,
    /// Every shift to staff.
    Shifts,
}

/// Language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Lang {
    Pl,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Pl => Language::Pl,
            Lang::En => Language::En,
        }
    }
}

/// Solver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SolverName {
    /// In pure Rust, always there.
    Default,
    /// HiGHS; needs the cargo feature of that name.
    Highs,
}

impl From<SolverName> for Solver {
    fn from(name: SolverName) -> Self {
        match name {
            SolverName::Default => Solver::Default,
            SolverName::Highs => Solver::Highs,
        }
    }
}

/// What promises must hold by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PromiseName {
    /// The queue carried from each interval into the next.
    ThroughDay,
    /// A steady queue in each interval.
    Formula,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArguments {
    /// Scenario file (TOML)
    pub scenario: PathBuf,
    /// How to print the plan
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Which table to print as CSV
    #[arg(long, value_enum, default_value = "shifts")]
    pub table: Table,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Solver
    #[arg(long, value_enum, default_value = "default")]
    pub solver: SolverName,
    /// What the promises must hold by: the queue carried through the day, or the formula of a steady
    /// queue in each interval alone
    #[arg(long, value_enum, default_value = "through-day")]
    pub promise: PromiseName,
    /// Weeks to play out where the queue cannot be computed; as many as a million calls take unless given
    #[arg(long, value_parser = clap::value_parser!(u32).range(10..=100_000))]
    pub weeks: Option<u32>,
    /// Where the random numbers of played-out weeks start
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// Stop when the plan is proven to be within this share of the least cost
    #[arg(long, default_value = "0.005", value_parser = share, allow_negative_numbers = true)]
    pub gap: f64,
    /// Stop after so many seconds with the best plan found
    #[arg(long, value_name = "SECONDS", default_value = "300", value_parser = seconds, allow_negative_numbers = true)]
    pub time_limit: f64,
    /// Threads; all cores unless given. The plan is the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256), allow_negative_numbers = true)]
    pub threads: Option<u16>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the output file if it exists
    #[arg(long)]
    pub force: bool,
}

/// How a roster is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RosterFormat {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.roster/1 (obsada.repair/1 for a repair).
    Json,
    /// One row a person and day.
    Csv,
    /// The workbook that planners know, formulas alive; it can be edited and read back.
    Xlsx,
    /// One page to print: the weeks for the wall, then a page for each person.
    Html,
    /// A folder with a calendar file (iCalendar) for each person.
    Ics,
}

/// Arguments of `roster`.
#[derive(Debug, Args)]
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
    /// Who is away when, as NAME@DAY; may be given several times
    #[arg(long, value_name = "NAME@DAY", requires = "repair")]
    pub absent: Vec<String>,
    /// Which day brings more calls than expected, as DAY=+20%; may be given several times
    #[arg(long, value_name = "DAY=+PERCENT", requires = "repair")]
    pub busier: Vec<String>,
    /// First day that a repair may change; unless given, the first day concerned, and any day where the
    /// roster itself is wrong
    #[arg(long, value_name = "DAY", requires = "repair")]
    pub today: Option<String>,
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
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Plan as written by `plan --format json`, or roster (JSON or XLSX)
    pub plan: PathBuf,
    /// Scenario file; the one named in the plan unless given
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Language of the verdict; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
}

/// How a simulation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SimulateFormat {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.simulation/1.
    Json,
    /// A table of every line and interval.
    Csv,
}

/// Arguments of `simulate`.
#[derive(Debug, Args)]
pub struct SimulateArguments {
    /// Plan as written by `plan --format json`
    pub plan: PathBuf,
    /// Scenario file; the one named in the plan unless given
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Weeks to play, each on its own; 1000 unless given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub weeks: Option<u32>,
    /// The same in days: as many weeks as have so many days on which a line is open
    #[arg(long, value_name = "N", conflicts_with = "weeks",
          value_parser = clap::value_parser!(u32).range(1..=7_000_000))]
    pub days: Option<u32>,
    /// Seed of all random numbers
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// Threads; all cores unless given. The results are the same whatever their number
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Write every simulated call to this CSV file
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// Overwrite the file of records if it exists
    #[arg(long)]
    pub force: bool,
    /// How to print the results
    #[arg(long, value_enum, default_value = "text")]
    pub format: SimulateFormat,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
}

/// How an answer on waits is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WaitFormat {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.wait/1.
    Json,
}

/// Arguments of `wait`.
#[derive(Debug, Args)]
pub struct WaitArguments {
    /// Scenario file (TOML); with --log what is expected of the call, instead of what the log shows
    #[arg(required_unless_present = "log")]
    pub scenario: Option<PathBuf>,
    /// Line; may be left out where there is only one
    #[arg(long)]
    pub line: Option<String>,
    /// Day and time of the call, such as "mon 11:00"
    #[arg(long, value_name = "DAY TIME")]
    pub at: Option<String>,
    /// The wait in question, such as 10m, "4m 30s" or seconds
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = wait_time)]
    pub longer_than: f64,
    /// Closing time of the line, one of those under comparison; the recommended one unless given
    #[arg(long, value_name = "LABEL", conflicts_with = "plan")]
    pub closing: Option<String>,
    /// Take the consultants of this plan (as written by `plan --format json`) instead of planning
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// One call of a log.
    #[command(flatten)]
    pub lookup: super::lookup::LookupArguments,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: WaitFormat,
    /// Language of the text; the scenario's own unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// File to write
    #[arg(default_value = "scenario.toml")]
    pub file: PathBuf,
    /// Overwrite the file if it exists
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `erlang`.
#[derive(Debug, Args)]
pub struct ErlangArguments {
    /// Calls in an interval
    #[arg(long, value_parser = number, allow_negative_numbers = true, required_unless_present = "csv")]
    pub calls: Option<f64>,
    /// Mean handle time, seconds
    #[arg(long, value_name = "SECONDS", value_parser = number, allow_negative_numbers = true, required_unless_present = "csv")]
    pub aht: Option<f64>,
    /// Agents; without it the fewest that meet the targets
    #[arg(long, allow_negative_numbers = true)]
    pub agents: Option<u32>,
    /// Length of the interval, minutes
    #[arg(long, value_name = "MINUTES", default_value = "30", value_parser = number, allow_negative_numbers = true)]
    pub interval: f64,
    /// Seconds within which a call should be answered
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = number, allow_negative_numbers = true)]
    pub threshold: f64,
    /// Mean patience of callers, seconds (Erlang A); without it nobody hangs up (Erlang C)
    #[arg(long, value_name = "SECONDS", value_parser = number, allow_negative_numbers = true)]
    pub patience: Option<f64>,
    /// Target: least share answered within the threshold, such as 0.8
    #[arg(long, value_name = "SHARE", value_parser = number, allow_negative_numbers = true)]
    pub service_level: Option<f64>,
    /// Target: longest mean wait, seconds
    #[arg(long, value_name = "SECONDS", value_parser = number, allow_negative_numbers = true)]
    pub mean_wait: Option<f64>,
    /// Target: largest occupancy, such as 0.85
    #[arg(long, value_name = "SHARE", value_parser = number, allow_negative_numbers = true)]
    pub occupancy: Option<f64>,
    /// Target: fewest agents
    #[arg(long, default_value = "0", allow_negative_numbers = true)]
    pub agents_min: u32,
    /// Answer every row of this table instead (`-`: standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["calls", "aht", "agents"])]
    pub csv: Option<PathBuf>,
    /// Print the single case as JSON
    #[arg(long)]
    pub json: bool,
}

/// How the report of `fit` is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FitFormat {
    /// For reading, 80 columns.
    Text,
    /// Everything, schema obsada.fit/1 or obsada.totals/1.
    Json,
    /// A table; see --table.
    Csv,
}

/// Which table of `fit` goes to CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FitTable {
    /// The queue model against the records, by half-hour of the day.
    Goodness,
    /// Calls by weekday and half-hour with their intervals.
    Arrivals,
    /// The calls ahead with their bands; needs --forecast.
    Forecast,
}

/// How far ahead a forecast looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HorizonName {
    /// The seven days from the next Monday.
    Week,
    /// The four weeks from the next Monday.
    Month,
}

/// Whose public holidays are minded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Country {
    /// Poland.
    #[value(name = "PL")]
    Poland,
}

/// Arguments of `fit`.
#[derive(Debug, Args)]
pub struct FitArguments {
    /// Records: a queue_log, a table of calls, or an interval report (CSV, TSV, XLSX)
    #[arg(required_unless_present = "totals")]
    pub records: Option<PathBuf>,
    /// Which column means what (TOML), where it cannot be found out
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Estimate this line only; without it all lines are taken as one queue
    #[arg(long, value_name = "NAME")]
    pub line: Option<String>,
    /// First day to use
    #[arg(long, value_name = "DATE")]
    pub from: Option<jiff::civil::Date>,
    /// Last day to use
    #[arg(long, value_name = "DATE")]
    pub to: Option<jiff::civil::Date>,
    /// Leave days out whose volume is out of the ordinary
    #[arg(long)]
    pub leave_out_unusual_days: bool,
    /// Seconds within which a call should be answered
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds)]
    pub threshold: f64,
    /// Forecast the calls from the Monday after the last record
    #[arg(long, value_enum)]
    pub forecast: Option<HorizonName>,
    /// Mind these public holidays in the forecast
    #[arg(long, value_enum)]
    pub holidays: Option<Country>,
    /// Largest share of rows that may be unusable
    #[arg(long, value_name = "SHARE", default_value = "0.05", value_parser = share)]
    pub bad_rows: f64,
    /// Time zone of the records' clock (IANA name); Europe/Warsaw unless given or mapped
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Two reported figures instead of records, for each period:
    /// handled=31705,mean_wait=107,days=252,hours=07:30-15:30[,label=2016,peak=10:00-13:00,peak_share=0.48]
    #[arg(long, value_name = "FIGURES", conflicts_with = "records")]
    pub totals: Vec<String>,
    /// Seed of the replays that show how near a true model would come
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// How to print the report
    #[arg(long, value_enum, default_value = "text")]
    pub format: FitFormat,
    /// Which table to print as CSV
    #[arg(long, value_enum, default_value = "goodness")]
    pub table: FitTable,
    /// Language of the report; English unless given
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Write a scenario for `plan` to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Overwrite the scenario if it exists
    #[arg(long)]
    pub force: bool,
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|n: &f64| n.is_finite()).ok_or_else(|| "expected a number".into())
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    number(text)
        .ok()
        .filter(|n| (0.0..=1.0).contains(n))
        .ok_or("expected a share from 0 to 1".into())
}

pub(super) fn seconds(text: &str) -> Result<f64, String> {
    number(text).ok().filter(|n| *n >= 0.0).ok_or("expected seconds, 0 or more".into())
}

fn wait_time(text: &str) -> Result<f64, String> {
    let read = number(text).ok().or_else(|| crate::scenario::read::duration(text));
    read.filter(|s| (0.0..=1e6).contains(s)).ok_or("expected a time such as 10m or 600".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
