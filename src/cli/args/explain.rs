//! Flags of `explain`.

use super::Lang;
use clap::Args;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Code of a problem, such as E106; all codes with their titles unless given
    pub code: Option<String>,
    /// Language of the text
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Lang,
}
