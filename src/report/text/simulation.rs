//! A simulation for reading: what was planned, what callers met, which promises hold.

use super::page::{Align, Page, Table};
use super::view::{View, drawable};
use crate::domain::clock::TimeOfDay;
use crate::domain::units::Language;
use crate::report::words::{level_of, numbers, simulation as words};
use crate::simulate::Estimate;
use crate::simulate::verdict::{
    SimulatedClosing, SimulatedInterval, SimulatedLine, Simulation, TargetVerdict,
};
use crate::wire::answer::{Decided, Plan};
use std::collections::BTreeMap;

/// Characters of the longest bar.
const BAR: f64 = 44.0;

/// The whole simulation of a plan.
pub fn simulation(plan: &Plan, simulation: &Simulation, language: Language) -> String {
    let view = View::new(plan, language);
    let sheet = Sheet { view: &view, simulation, words: words::labels(language), language };
    let mut page = Page::default();
    page.title(&plan.scenario.title);
    page.paragraph(&words::method(
        (simulation.weeks, simulation.weeks_asked),
        simulation.seed,
        simulation.confidence,
        language,
    ));
    page.section(sheet.words.lines);
    page.table(&sheet.lines());
    sheet.promises(&mut page);
    let called = simulation.lines.iter().any(|line| line.planned.calls_per_week > 0.0);
    if called {
        page.section(sheet.words.day);
    }
    for line in &simulation.lines {
        sheet.day(&mut page, line);
    }
    page.section(sheet.words.closing);
    page.table(&sheet.closings());
    page.section(sheet.words.groups);
    page.table(&sheet.groups());
    page.finish()
}

struct Sheet<'a> {
    view: &'a View<'a>,
    simulation: &'a Simulation,
    words: &'static words::Labels,
    language: Language,
}

/// How an estimate is written.
type Text<'a> = &'a dyn Fn(f64) -> String;

impl Sheet<'_> {
    fn seconds(&self, value: f64) -> String {
        numbers::duration(value, self.language)
    }

    fn share(&self, value: f64) -> String {
        numbers::percent(value, 1, self.language)
    }

    /// `1 min 47 s ± 2 s`.
    fn estimate(&self, estimate: Option<&Estimate>, text: Text) -> String {
        match estimate {
            None => numbers::NONE.to_owned(),
            Some(e) if !e.half_width.is_finite() => text(e.value),
            Some(e) => format!("{} ± {}", text(e.value), text(e.half_width)),
        }
    }

    fn lines(&self) -> Table {
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Right]);
        let (w, l) = (self.words, self.view.labels);
        table.head(vec![String::new(), w.planned.into(), w.simulated.into()]);
        for line in &self.simulation.lines {
            table.across(&line.name);
            let mut row = |name: &str, planned: String, simulated: String| {
                table.row(vec![format!("  {name}"), planned, simulated]);
            };
            let calls: Text = &|v| numbers::number(v, 1, self.language);
            let (seconds, share): (Text, Text) = (&|v| self.seconds(v), &|v| self.share(v));
            row(
                w.calls,
                calls(line.planned.calls_per_week),
                self.estimate(Some(&line.calls_per_week), calls),
            );
            if line.attempts_per_week != line.calls_per_week {
                let attempts = self.estimate(Some(&line.attempts_per_week), calls);
                row(w.attempts, String::new(), attempts);
            }
            if line.planned.calls_per_week <= 0.0 {
                continue;
            }
            let wait = self.estimate(line.mean_wait_s.as_ref(), seconds);
            row(l.mean_wait, seconds(line.planned.mean_wait_s), wait);
            let of = level_of(line.planned.service_level_of, self.language);
            let within = format!("{} {}{of}", l.answered_within, self.seconds(line.threshold_s));
            let level = self.estimate(line.service_level.as_ref(), share);
            row(&within, share(line.planned.service_level), level);
            let hang_up = line.p_abandon.filter(|p| p.value > 0.0);
            if hang_up.is_some() || line.planned.p_abandon > 0.0 {
                let simulated = self.estimate(line.p_abandon.as_ref(), share);
                row(l.abandonment, share(line.planned.p_abandon), simulated);
            }
            if let Some(cut) = line.p_cut_off.filter(|p| p.value > 0.0) {
                row(w.cut_off, String::new(), self.estimate(Some(&cut), share));
            }
            for longer in &line.longer {
                let name = format!("{} {}", w.longer, self.seconds(longer.seconds));
                row(&name, String::new(), self.estimate(longer.share.as_ref(), share));
            }
        }
        table
    }

    fn promises(&self, page: &mut Page) {
        let w = self.words;
        page.section(w.promises);
        let l = self.view.labels;
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Left]);
        table.head([l.promise, l.promised, w.worst, l.kept].map(String::from).into());
        let mut counts = [0; 3];
        for line in self.simulation.lines.iter().filter(|line| !line.targets.is_empty()) {
            table.across(&line.name);
            for target in &line.targets {
                counts[place(target.verdict)] += 1;
                table.row(self.promise(line, target));
            }
        }
        page.table(&table);
        page.blank();
        page.paragraph(&words::summary(counts[0], counts[1], counts[2], self.language));
        page.paragraph(&words::verdicts(self.simulation.confidence, self.language));
    }

    fn promise(&self, line: &SimulatedLine, target: &TargetVerdict) -> Vec<String> {
        let planned = &target.planned;
        let [name, promised] =
            super::promises::promise(self.view.language, line.threshold_s, planned);
        let at = match (target.day, target.start) {
            (Some(day), Some(start)) => {
                format!(" ({} {start})", numbers::day(day, self.language))
            }
            (Some(day), None) => format!(" ({})", numbers::day(day, self.language)),
            _ => String::new(),
        };
        let mut verdict = self.words.verdicts[place(target.verdict)].to_owned();
        if target.broken > 0 && target.places > 1 {
            verdict += " ";
            verdict += &words::broken(target.broken, target.places, self.language);
        }
        let (_, text) = super::promises::measure(self.view.language, planned);
        let worst = self.estimate(target.simulated.as_ref(), &text);
        vec![format!("  {name}"), promised, worst + &at, verdict]
    }

    /// Bars of the mean wait by time of day, each day with the weight of its calls.
    fn day(&self, page: &mut Page, line: &SimulatedLine) {
        let own = |i: &&SimulatedInterval| i.line == line.line;
        let mut times: BTreeMap<TimeOfDay, (f64, f64)> = BTreeMap::new();
        for interval in self.simulation.intervals.iter().filter(own) {
            let entry = times.entry(interval.start).or_default();
            let calls = interval.attempts.value;
            entry.0 += calls;
            entry.1 += calls * interval.mean_wait_s.map_or(0.0, |wait| wait.value);
        }
        if times.values().all(|(calls, _)| *calls <= 0.0) {
            return;
        }
        let wait = |(calls, sum): (f64, f64)| if calls > 0.0 { drawable(sum / calls) } else { 0.0 };
        let longest = times.values().map(|entry| wait(*entry)).fold(0.0, f64::max);
        page.line(&line.name);
        for (start, entry) in times {
            let wait = wait(entry);
            let length = if longest > 0.0 { (wait / longest * BAR).round() as usize } else { 0 };
            page.line(&format!("  {start} {:>12}  {}", self.seconds(wait), "█".repeat(length)));
        }
    }

    fn closings(&self) -> Table {
        let l = self.view.labels;
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
        let mut head = vec![l.days_head.to_owned()];
        head.extend(self.words.left.map(String::from));
        table.head(head);
        for line in &self.simulation.lines {
            table.across(&line.name);
            for closing in &line.closings {
                table.row(self.closing(closing));
            }
        }
        table
    }

    fn closing(&self, closing: &SimulatedClosing) -> Vec<String> {
        let calls: Text = &|v| numbers::number(v, 2, self.language);
        let seconds: Text = &|v| self.seconds(v);
        vec![
            format!("  {}", numbers::day(closing.day, self.language)),
            self.estimate(Some(&closing.queue_left), calls),
            self.estimate(Some(&closing.queue_s), seconds),
            self.estimate(Some(&closing.overrun_s), seconds),
        ]
    }

    fn groups(&self) -> Table {
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Right]);
        let l = self.view.labels;
        table.head([l.group, self.words.phone_hours, l.occupancy].map(String::from).into());
        for group in &self.simulation.groups {
            table.row(vec![
                group.name.clone(),
                numbers::number(group.phone_hours, 1, self.language),
                self.estimate(group.occupancy.as_ref(), &|v| self.share(v)),
            ]);
        }
        table
    }
}

fn place(verdict: Decided) -> usize {
    match verdict {
        Decided::Kept => 0,
        Decided::Open => 1,
        Decided::Broken => 2,
    }
}
