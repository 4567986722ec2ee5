//! The results of a sweep as a table, as a picture and as a summary.

use super::text::page::{Align, Page, Table};
use super::words::sweep as words;
use super::words::{labels, numbers};
use crate::domain::units::Language;
use crate::wire::sweep::{Outcome, Sweep, Without};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// One row a variant: what was set and drawn, and how it came out.
///
/// # Errors
/// None that writing to memory can have, worded by the writer.
pub fn csv(sweep: &Sweep) -> Result<String, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let mut table = csv::Writer::from_writer(Vec::new());
    let of = |keys: fn(&Outcome) -> Vec<&String>| -> Vec<&String> {
        sweep.outcomes.iter().flat_map(keys).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let set = of(|o| o.variant.set.keys().collect());
    let drawn = of(|o| o.drawn.keys().collect());
    let lines: Vec<&String> = sweep.manifest.lines.keys().collect();
    let mut head: Vec<String> = vec!["variant".into(), "draw".into()];
    head.extend(set.iter().map(|key| (*key).clone()));
    head.extend(drawn.iter().map(|key| format!("drawn {key}")));
    let figures = ["result", "promises_kept", "cost_per_week", "bound", "paid_hours_per_week"];
    head.extend(figures.map(String::from));
    for line in &lines {
        let of = ["close", "calls_per_week", "mean_wait_s", "service_level", "p_abandon"];
        head.extend(of.map(|figure| format!("{line} {figure}")));
    }
    head.extend(lines.iter().map(|line| format!("{line} service_level_of")));
    table.write_record(&head).map_err(|e| told(&e))?;
    for outcome in &sweep.outcomes {
        let number = |value: f64| value.to_string();
        let mut row = vec![outcome.variant.number.to_string()];
        row.push(outcome.variant.draw.map_or(String::new(), |draw| draw.to_string()));
        row.extend(
            set.iter().map(|k| outcome.variant.set.get(*k).map_or(String::new(), |v| plain(v))),
        );
        row.extend(
            drawn.iter().map(|k| outcome.drawn.get(*k).map_or(String::new(), |v| number(*v))),
        );
        row.push(result(outcome));
        match &outcome.plan {
            Some(plan) => {
                row.push(plan.holds.to_string());
                row.extend([plan.cost_per_week, plan.bound, plan.paid_hours_per_week].map(number));
                for line in &lines {
                    let of = plan.lines.iter().find(|own| own.line == **line);
                    row.push(plan.closing.get(*line).cloned().unwrap_or_default());
                    row.extend(of.map_or([const { String::new() }; 4], |own| {
                        let wait = own.mean_wait_s.map_or(String::new(), number);
                        [
                            number(own.calls_per_week),
                            wait,
                            number(own.service_level),
                            number(own.p_abandon),
                        ]
                    }));
                }
                row.extend(lines.iter().map(|line| {
                    let of = plan.lines.iter().find(|own| own.line == **line);
                    of.map_or(String::new(), |own| own.service_level_of.code().to_owned())
                }));
            }
            None => row.resize(head.len(), String::new()),
        }
        table.write_record(&row).map_err(|e| told(&e))?;
    }
    let bytes = table.into_inner().map_err(|e| told(&e))?;
    String::from_utf8(bytes).map_err(|e| told(&e))
}

/// A value as TOML wrote it, a text without its quotes.
fn plain(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|text| !text.contains(['"', '\\'])).unwrap_or(value).to_owned()
}

/// A code for how a variant came out.
fn result(outcome: &Outcome) -> String {
    match &outcome.without {
        None => "planned".into(),
        Some(Without::Infeasible) => "infeasible".into(),
        Some(Without::Limit) => "limit".into(),
        Some(Without::CheckFailed) => "check failed".into(),
        Some(Without::Invalid { codes }) => format!("invalid {}", codes.join(" ")),
    }
}

/// The closings that were recommended, with their variants' numbers and costs, by label.
fn by_closing(sweep: &Sweep) -> BTreeMap<String, Vec<(u32, f64)>> {
    let mut found: BTreeMap<String, Vec<(u32, f64)>> = BTreeMap::new();
    let several: Vec<&String> = sweep
        .manifest
        .lines
        .keys()
        .filter(|line| {
            let labels = sweep.outcomes.iter().flat_map(|o| &o.closings);
            labels.filter_map(|c| c.closing.get(*line)).collect::<BTreeSet<_>>().len() > 1
        })
        .collect();
    for outcome in &sweep.outcomes {
        let Some(plan) = &outcome.plan else { continue };
        let part = |line: &&String| Some(plan.closing.get(*line)?.clone());
        let label = several.iter().filter_map(part).collect::<Vec<_>>().join(", ");
        found.entry(label).or_default().push((outcome.variant.number, plan.cost_per_week));
    }
    found
}

/// What came out in a few lines: how many variants, which closings were recommended how often, at what cost.
pub fn summary(sweep: &Sweep, language: Language) -> String {
    let mut page = Page::default();
    let l = labels(language);
    page.title(&sweep.manifest.title);
    let all = sweep.outcomes.len();
    let without = sweep.outcomes.iter().filter(|o| o.plan.is_none()).count();
    let broken =
        sweep.outcomes.iter().filter(|o| o.plan.as_ref().is_some_and(|p| !p.holds)).count();
    page.paragraph(&words::counted(all, without, broken, language));
    let groups = by_closing(sweep);
    if groups.is_empty() {
        return page.finish();
    }
    let mut table =
        Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right, Align::Right]);
    let [closing, often, least, mean, most] = words::heads(language);
    table.head([closing, often, least, mean, most].map(String::from).into());
    for (label, found) in &groups {
        let costs: Vec<f64> = found.iter().map(|(_, cost)| *cost).collect();
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let most = costs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mean = costs.iter().sum::<f64>() / costs.len() as f64;
        let money = |value: f64| numbers::number(value, 2, language);
        let label = if label.is_empty() { l.cost } else { label };
        table.row(vec![
            label.to_owned(),
            costs.len().to_string(),
            money(least),
            money(mean),
            money(most),
        ]);
    }
    page.table(&table);
    page.finish()
}

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 480.0;
/// Room left of, right of, above and below the dots.
const ROOM: [f64; 4] = [90.0, 160.0, 50.0, 60.0];
/// Colours that stay apart for the colour-blind (Okabe & Ito 2008), and the mark that goes with each.
const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"];

/// Cost of each variant's plan, a dot each, coloured by the closing that is recommended.
pub fn picture(sweep: &Sweep, language: Language) -> String {
    let groups = by_closing(sweep);
    let costs: Vec<f64> = groups.values().flatten().map(|(_, cost)| *cost).collect();
    let [left, right, top, bottom] = ROOM;
    let steps = ticks(&costs);
    let (low, high) = (steps[0], steps[steps.len() - 1]);
    let count = sweep.outcomes.len().max(1) as f64;
    let x = |number: u32| left + (f64::from(number) - 0.5) / count * (WIDTH - left - right);
    let y = |cost: f64| top + (high - cost) / (high - low) * (HEIGHT - top - bottom);
    let [title, across, up] = words::picture(&sweep.manifest.currency, language);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n<title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{left}\" y=\"26\" font-size=\"16\">{}</text>\n",
        escaped(&title),
        escaped(&sweep.manifest.title),
    );
    for step in &steps {
        let (at, text) = (y(*step), numbers::number(*step, 0, language));
        // Writing to memory cannot fail.
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{text}</text>",
            WIDTH - right,
            left - 8.0,
            at + 4.0,
        );
    }
    for (index, (label, found)) in groups.iter().enumerate() {
        let colour = COLOURS[index % COLOURS.len()];
        let height = top + 20.0 * index as f64;
        let _ = writeln!(svg, "<g fill=\"{colour}\">");
        for (number, cost) in found {
            let _ = writeln!(
                svg,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\"/>",
                x(*number),
                y(*cost)
            );
        }
        let _ = writeln!(
            svg,
            "<circle cx=\"{}\" cy=\"{height:.1}\" r=\"5\"/><text x=\"{}\" y=\"{:.1}\" fill=\"#000\">{} ({})</text>\n</g>",
            WIDTH - right + 20.0,
            WIDTH - right + 32.0,
            height + 4.0,
            escaped(if label.is_empty() { &title } else { label }),
            found.len(),
        );
    }
    for number in [1, sweep.outcomes.len().max(1) as u32] {
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{number}</text>",
            x(number),
            HEIGHT - 40.0,
        );
    }
    let middle = left + (WIDTH - left - right) / 2.0;
    let _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n<text x=\"{left}\" y=\"44\" fill=\"#555\">{}</text>\n</svg>",
        HEIGHT - 20.0,
        escaped(&across),
        escaped(&up),
    );
    svg
}

/// Round values from below the least to above the most, five or so.
fn ticks(values: &[f64]) -> Vec<f64> {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !(least.is_finite() && most.is_finite()) {
        return vec![0.0, 1.0];
    }
    let wanted = ((most - least) / 5.0).max(least.abs() * 1e-2).max(1e-6);
    let power = 10.0_f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|s| s * power).find(|s| *s >= wanted);
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = ((least / step).floor(), (most / step).ceil());
    let last = if last > first { last } else { first + 1.0 };
    (0..=(last - first) as u32).map(|k| (first + f64::from(k)) * step).collect()
}

fn escaped(text: &str) -> String {
    let shown = text.chars().filter(|c| !crate::domain::text::is_hidden(*c));
    shown.collect::<String>().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
