//! Flags of `fit`.

use super::{Lang, seconds, share};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
    /// The thirteen weeks from the next Monday.
    Quarter,
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
    /// How the calls of a day fall over its hours, for records with one row a day: a table of times and shares
    /// (time,share), or records of calls or half-hours to take it from
    #[arg(long, value_name = "FILE", conflicts_with = "totals")]
    pub profile: Option<PathBuf>,
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
    /// Hold the records against the plan that was made for them: what of the callers' waiting more or fewer calls,
    /// longer calls and consultants missing explain
    #[arg(long, value_name = "PLAN", conflicts_with = "totals")]
    pub against: Option<PathBuf>,
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
