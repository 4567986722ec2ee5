//! `explain`: what the code of a problem means.

use super::args::ExplainArguments;
use super::{Failure, Outcome, refusal};
use crate::domain::cause::CommandCause;
use crate::report::explain::{list, page};

/// `obsada explain`.
pub(super) fn explain(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let language = arguments.lang.into();
    let Some(code) = &arguments.code else { return Ok(Outcome::done(list(language))) };
    let page = page(&code.to_uppercase(), language);
    let unknown = || Failure {
        error: refusal(CommandCause::UnknownCode { code: code.clone() }),
        language: Some(language),
    };
    page.map(Outcome::done).ok_or_else(unknown)
}
