//! A scenario as data, to vary one part and write it as TOML again.

use std::fmt::Write;

/// Weekday codes in order.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A whole scenario.
#[derive(Debug, Clone)]
pub struct Model {
    pub grid: u32,
    pub days: usize,
    pub locale: &'static str,
    pub lines: Vec<Line>,
    pub groups: Vec<Group>,
    pub rules: Vec<Rule>,
    pub costs: String,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub id: String,
    pub open: u32,
    pub close: u32,
    pub candidates: Vec<u32>,
    pub aht: u32,
    pub calls: f64,
    /// Whole per cent of the week's calls by day; empty: equal.
    pub weekday_percent: Vec<u32>,
    /// From, to and whole per cent of the day's calls; empty: equal.
    pub profile: Vec<(u32, u32, u32)>,
    pub targets: Vec<Target>,
    pub evening: Option<String>,
}

#[derive(Debug, Clone, Copy)]
pub enum Target {
    MeanWait(f64, &'static str),
    ServiceLevel(u32, f64, &'static str),
    Occupancy(f64),
    AgentsMin(u32),
}

#[derive(Debug, Clone)]
pub struct Group {
    pub id: String,
    pub lines: Vec<String>,
    pub head_count: Option<u32>,
    pub shrinkage: f64,
    pub cost: f64,
    pub contracts: Vec<Contract>,
}

#[derive(Debug, Clone)]
pub struct Contract {
    pub id: &'static str,
    pub hours: u32,
    pub days: u32,
    pub heads: Option<u32>,
    pub share_max: Option<f64>,
}

#[derive(Debug, Clone)]
pub struct Rule {
    pub id: String,
    pub groups: Vec<String>,
    pub contracts: Vec<&'static str>,
    pub starts: Vec<u32>,
    pub lengths: Vec<u32>,
    pub breaks: Vec<String>,
}

/// `HH:MM`.
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A time in quotes.
pub fn quoted(minutes: u32) -> String {
    format!("\"{}\"", clock(minutes))
}

fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(", "))
}

fn names<T: AsRef<str>>(items: &[T]) -> String {
    list(items, |id| format!("\"{}\"", id.as_ref()))
}

impl Target {
    /// The same promise, easier to keep.
    pub fn looser(self) -> Self {
        match self {
            Self::MeanWait(s, over) => Self::MeanWait(s * 1.4, over),
            Self::ServiceLevel(within, share, over) => {
                Self::ServiceLevel(within, share - 0.1, over)
            }
            Self::Occupancy(share) => Self::Occupancy((share + 0.08).min(1.0)),
            Self::AgentsMin(agents) => Self::AgentsMin((agents - 1).max(1)),
        }
    }

    fn toml(self) -> String {
        match self {
            Self::MeanWait(s, over) => format!("mean_wait = {s}\nover = \"{over}\"\n"),
            Self::ServiceLevel(within, share, over) => format!(
                "service_level = {{ within = \"{within}s\", share = {share:.3} }}\nover = \"{over}\"\n"
            ),
            Self::Occupancy(share) => format!("occupancy_max = {share:.3}\n"),
            Self::AgentsMin(agents) => format!("agents_min = {agents}\n"),
        }
    }
}

impl Line {
    fn toml(&self) -> String {
        let mut out = format!(
            "[[line]]\nid = \"{}\"\nname = \"Linia {}\"\nopen = {}\nclose = {}\n",
            self.id,
            self.id.to_uppercase(),
            quoted(self.open),
            quoted(self.close)
        );
        let aht = self.aht;
        let (low, high) = (aht * 9 / 10, aht * 11 / 10);
        let _ = writeln!(
            out,
            "aht = {{ value = {aht}, low = {low}, high = {high}, basis = \"estimated\" }}"
        );
        if !self.candidates.is_empty() {
            let _ = writeln!(out, "close_candidates = {}", list(&self.candidates, |c| quoted(*c)));
        }
        let _ = writeln!(out, "[line.demand]\ncalls_per_week = {:.3}", self.calls);
        if !self.weekday_percent.is_empty() {
            let share =
                |(day, percent): (&&str, &u32)| format!("{day} = {}", percent_text(*percent));
            let shares: Vec<String> = DAYS.iter().zip(&self.weekday_percent).map(share).collect();
            let _ = writeln!(out, "weekday_share = {{ {} }}", shares.join(", "));
        }
        if !self.profile.is_empty() {
            let entry = |(from, to, percent): &(u32, u32, u32)| {
                let (from, to) = (quoted(*from), quoted(*to));
                format!("{{ from = {from}, to = {to}, share = {} }}", percent_text(*percent))
            };
            let _ = writeln!(out, "profile = {}", list(&self.profile, entry));
        }
        if let Some(evening) = &self.evening {
            let _ = writeln!(out, "[line.evening]\n{evening}");
        }
        for target in &self.targets {
            let _ = write!(out, "[[line.target]]\n{}", target.toml());
        }
        out
    }
}

fn percent_text(percent: u32) -> String {
    format!("{}", f64::from(percent) / 100.0)
}

impl Group {
    fn toml(&self) -> String {
        let mut out = format!("[[group]]\nid = \"{}\"\nlines = {}\n", self.id, names(&self.lines));
        if let Some(heads) = self.head_count {
            let _ = writeln!(out, "head_count = {heads}");
        }
        let _ = writeln!(out, "shrinkage = {}\nhourly_cost = {}", self.shrinkage, self.cost);
        let _ = writeln!(out, "contracts = {}", list(&self.contracts, Contract::toml));
        out
    }
}

impl Contract {
    fn toml(&self) -> String {
        let heads = self.heads.map_or(String::new(), |h| format!(", heads = {h}"));
        let share = self.share_max.map_or(String::new(), |s| format!(", share_max = {s}"));
        format!(
            "{{ id = \"{}\", weekly_hours = {}, days_per_week = {}{heads}{share} }}",
            self.id, self.hours, self.days
        )
    }
}

impl Rule {
    fn toml(&self) -> String {
        let mut out =
            format!("[[shift]]\nid = \"{}\"\ngroups = {}\n", self.id, names(&self.groups));
        if !self.contracts.is_empty() {
            let _ = writeln!(out, "contracts = {}", names(&self.contracts));
        }
        let _ = writeln!(out, "starts = {}", list(&self.starts, |s| quoted(*s)));
        let _ = writeln!(out, "lengths = {}", list(&self.lengths, |m| format!("\"{m}m\"")));
        let _ = writeln!(out, "breaks = {}", list(&self.breaks, Clone::clone));
        out
    }
}

impl Model {
    /// The scenario as its author would write it.
    pub fn toml(&self) -> String {
        let mut out = format!(
            "title = \"Losowy scenariusz\"\nlocale = \"{}\"\ncurrency = \"PLN\"\n[calendar]\n\
             interval_minutes = {}\ndays = {}\n",
            self.locale,
            self.grid,
            names(&DAYS[..self.days])
        );
        self.lines.iter().for_each(|line| out.push_str(&line.toml()));
        self.groups.iter().for_each(|group| out.push_str(&group.toml()));
        self.rules.iter().for_each(|rule| out.push_str(&rule.toml()));
        let _ = write!(out, "[cost]\n{}", self.costs);
        out
    }

    /// Every limit on heads, to raise one.
    pub fn heads(&mut self) -> Vec<&mut u32> {
        self.groups
            .iter_mut()
            .flat_map(|g| {
                g.head_count
                    .iter_mut()
                    .chain(g.contracts.iter_mut().filter_map(|c| c.heads.as_mut()))
            })
            .collect()
    }
}
