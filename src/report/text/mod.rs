//! What a city manager reads in the terminal: 80 columns, good without colour.
//!
//! The order is that of the questions asked: what to do and what it costs, against which
//! alternatives, with whom in the evening, what the week looks like, who works when, whether the
//! promises are kept, what it all rests on, and what the words mean.

mod candidates;
mod edition;
mod evening;
mod fit;
mod fit_against;
mod fit_forecast;
mod fit_goodness;
mod fit_totals;
mod infeasible;
mod lookup;
mod off_phone;
pub(super) mod page;
mod picture;
mod promises;
mod recommendation;
mod repair;
mod rhythm;
pub mod roster;
mod roster_waits;
mod shifts;
mod simulation;
mod through_day;
mod today;
mod view;
mod wait;

pub use edition::published;
pub use fit::fit;
pub use fit_totals::totals;
pub use infeasible::infeasible;
pub use lookup::{look_up, reading};
pub use repair::repair;
pub use simulation::simulation;
pub use wait::wait;

use crate::domain::finding::{Finding, Verdict};
use crate::domain::measure::LevelOf;
use crate::domain::units::{FULL_TIME_HOURS, Language};
use crate::report::words::findings;
use crate::report::words::macros::either;
use crate::report::words::{labels, remarks};
use crate::wire::answer::Plan;
use page::Page;
use view::View;

/// The whole plan.
pub fn plan(plan: &Plan, language: Language) -> String {
    let view = View::new(plan, language);
    let mut page = Page::default();
    page.title(&plan.scenario.title);
    recommendation::write(&mut page, &view);
    today::write(&mut page, &view);
    candidates::write(&mut page, &view);
    evening::write(&mut page, &view);
    picture::write(&mut page, &view);
    through_day::write(&mut page, &view);
    shifts::write(&mut page, &view);
    promises::write(&mut page, &view);
    legend(&mut page, plan.service_level_of(), language);
    page.finish()
}

/// The verdict of an independent check of a plan that was read from `file`.
pub fn check(verdict: &Verdict, file: &str, language: Language) -> String {
    roster::check(verdict, file, language)
}

/// Why a plan or a roster is not shown: what its check found.
pub fn failed(what: &str, found: &[Finding], language: Language) -> String {
    let head = match what {
        "roster" => either(
            language,
            "error: the roster fails its independent check and is not shown:",
            "błąd: grafik nie przechodzi niezależnej kontroli i nie jest pokazany:",
        ),
        _ => either(
            language,
            "error: the plan fails its independent check and is not shown:",
            "błąd: plan nie przechodzi niezależnej kontroli i nie jest pokazany:",
        ),
    };
    let lines = found.iter().map(|one| format!("  {}\n", findings::finding(one, language)));
    format!("{head}\n{}", lines.collect::<String>())
}

/// Every metric with its definition.
fn legend(page: &mut Page, of: LevelOf, language: Language) {
    page.section(labels(language).legend);
    for (word, meaning) in remarks::definitions(FULL_TIME_HOURS, of, language) {
        page.item("  ", &format!("{word}: {meaning}"));
    }
}
