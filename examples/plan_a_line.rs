//! A scenario from text, changed in the program, planned, and read as figures.
//!
//! `cargo run --release --example plan_a_line`

use obsada::domain::error::Error;
use obsada::domain::units::Money;
use obsada::report::csv;
use obsada::scenario::{starter::STARTER, validate::parse};
use obsada::solve::{Options, Promise, solve};

fn main() -> Result<(), Error> {
    // Demand and handle times may stand in files beside a scenario; this one has none.
    let no_files = |name: &str| Err(format!("{name}: this program reads no files").into());
    let mut scenario = parse(STARTER, "starter.toml", &no_files).map_err(Error::Input)?;

    // By the formula alone; the default also carries the queue through the day.
    let options = Options { promise: Promise::Formula, gap: 0.01, ..Options::default() };
    let plan = solve(&scenario, &options)?;
    println!("{} hours a week cost {:.2}", plan.paid_hours_per_week, plan.cost_per_week);
    println!("no plan is cheaper than {:.2}", plan.solver.bound);
    for (line, closing) in &plan.closing {
        println!("line {line}: open until {closing}");
    }

    // The same with every consultant's hour a tenth dearer.
    for group in &mut scenario.groups {
        group.hourly_cost.value =
            Money::new(1.1 * group.hourly_cost.value.get()).unwrap_or_default();
    }
    let dearer = solve(&scenario, &options)?;
    println!("with wages a tenth higher: {:.2}", dearer.cost_per_week);

    print!("{}", csv::shifts(&plan));
    Ok(())
}
