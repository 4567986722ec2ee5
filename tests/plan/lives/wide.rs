//! Random scenarios at the ends of every key: grids of all sizes, hours past midnight, weeks in which the clock
//! changes or every day is a holiday, an hour's opening, no calls at all, loads at saturation and beyond it, calls
//! of a second and of a day, hundreds of people, callers without and with all patience, promises of nothing and
//! of everything.

use crate::dice::Dice;
use std::fmt::Write;

/// Weeks of which each is special: ordinary, the clock forward, back, Easter, Christmas, three days in May.
const WEEKS: [&str; 6] =
    ["2026-11-02", "2026-03-23", "2026-10-19", "2026-03-30", "2026-12-21", "2027-05-03"];

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What all parts of one scenario are written by.
struct Author {
    dice: Dice,
    text: String,
    grid: u32,
    days: Vec<&'static str>,
    week: &'static str,
    /// Whether lines are open past midnight.
    night: bool,
    lines: u32,
    groups: u32,
}

/// The scenario of a number; with people and a roster where its `people` come up.
pub fn scenario(seed: u64) -> String {
    let mut dice = Dice::new(seed, 0x317d_e000);
    let grid = dice.pick(&[15, 30, 60]);
    let week = dice.pick(&WEEKS);
    let days = DAYS[..dice.pick(&[1, 2, 5, 7])].to_vec();
    let (night, lines) = (dice.one_in(4), dice.pick(&[1, 1, 2, 3]));
    let groups = dice.between(1, lines);
    let mut author = Author { dice, text: String::new(), grid, days, week, night, lines, groups };
    author.head(seed);
    (0..lines).for_each(|line| author.line(line));
    (0..groups).for_each(|group| author.group(group));
    author.shifts();
    author.cost();
    if author.dice.one_in(2) {
        author.roster();
    }
    author.text
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

impl Author {
    fn head(&mut self, seed: u64) {
        let (grid, week) = (self.grid, self.week);
        let _ = write!(
            self.text,
            "title = \"Life {seed}\"\nlocale = \"{}\"\n[calendar]\ninterval_minutes = {grid}\n\
             days = {:?}\nweek_start = {week}\n",
            self.dice.pick(&["en", "pl"]),
            self.days
        );
        match self.dice.between(1, 4) {
            1 => self.text.push_str("holidays = \"PL\"\n"),
            // Monday alone, or with it all days that follow.
            2 => {
                let _ = writeln!(self.text, "holidays = [{week}]");
            }
            _ => {}
        }
        if self.dice.one_in(4) {
            let _ = writeln!(self.text, "busyness_cv = {}", self.dice.pick(&["0.1", "0.5", "2"]));
        }
    }

    /// Opening and closing, minutes of the day, on the grid.
    fn hours(&mut self) -> (u32, u32) {
        let open = self.dice.between(6, 10) * 60;
        let longest = (24 * 60 - open).min(840);
        let long = match self.dice.between(1, 4) {
            1 => 60,
            _ => self.dice.between(2, longest / 60) * 60,
        };
        (open + self.dice.pick(&[0, self.grid]) % 60, open + long)
    }

    fn line(&mut self, line: u32) {
        let _ = writeln!(self.text, "[[line]]\nid = \"l{line}\"");
        let (open, close) = self.hours();
        let mut minutes = close - open;
        if self.night {
            let entries: Vec<String> = self
                .days
                .iter()
                .map(|day| format!("{day} = [\"00:00-06:00\", \"20:00-24:00\"]"))
                .collect();
            let _ = writeln!(self.text, "hours = {{ {} }}", entries.join(", "));
            minutes = 600;
        } else {
            let _ = writeln!(self.text, "open = \"{}\"\nclose = \"{}\"", clock(open), clock(close));
        }
        // Of one or two days both may be holidays.
        if self.dice.one_in(3) || self.days.len() < 5 {
            self.text.push_str("open_on_holidays = true\n");
        }
        let aht = self.handling();
        let later = !self.night && close <= 22 * 60 && self.dice.one_in(4);
        if later {
            let _ = writeln!(
                self.text,
                "close_candidates = [\"{}\", \"{}\"]",
                clock(close),
                clock(close + 60)
            );
        }
        let patient = self.patience();
        let calls = self.demand(aht, minutes, (!self.night).then_some((open, close)));
        self.more(later.then_some((open, close)), calls);
        for _ in 0..self.dice.pick(&[1, 1, 1, 2]) {
            self.target(patient);
        }
    }

    fn handling(&mut self) -> f64 {
        let aht = self.dice.pick(&[1.0, 15.0, 120.0, 240.0, 600.0, 3600.0, 86_400.0]);
        let _ = writeln!(self.text, "aht = {aht}");
        match self.dice.between(1, 5) {
            1 => {
                let cv = self.dice.pick(&["0.01", "1.5", "10"]);
                let _ =
                    writeln!(self.text, "handle_times = {{ shape = \"log-normal\", cv = {cv} }}");
            }
            2 => self.text.push_str("at_close = \"cut-off\"\n"),
            _ => {}
        }
        aht
    }

    /// Whether nobody hangs up.
    fn patience(&mut self) -> bool {
        if self.dice.one_in(2) {
            return true;
        }
        let patience = self.dice.pick(&["0.5", "5", "60", "600", "86400"]);
        let _ = writeln!(self.text, "patience = {patience}");
        if self.dice.one_in(2) {
            let share = self.dice.pick(&["0", "0.3", "0.9", "1"]);
            let _ = writeln!(self.text, "redial_share = {share}");
            if self.dice.one_in(2) {
                let after = self.dice.pick(&["1", "600", "86400"]);
                let _ = writeln!(self.text, "redial_after = {after}");
            }
        }
        false
    }

    /// Whether any calls come.
    fn demand(&mut self, aht: f64, minutes: u32, hours: Option<(u32, u32)>) -> bool {
        let erlangs = self.dice.pick(&[0.0, 0.01, 0.5, 1.0, 3.0, 10.0, 30.0, 300.0]);
        let calls = erlangs * f64::from(minutes) * 60.0 / aht * self.days.len() as f64;
        let _ = writeln!(self.text, "[line.demand]\ncalls_per_week = {:.2}", calls.min(2e5));
        let Some((open, close)) = hours else { return calls > 0.0 };
        if self.dice.one_in(2) && close - open >= 2 * self.grid {
            let share = self.dice.pick(&[0.0, 0.3, 0.9, 1.0]);
            let middle = open + self.grid;
            let _ = writeln!(
                self.text,
                "profile = [{{ from = \"{}\", to = \"{middle}\", share = {share} }},\n\
                 {{ from = \"{middle}\", to = \"{}\", share = {:.1} }}]",
                clock(open),
                clock(close),
                1.0 - share,
                middle = clock(middle)
            );
        }
        calls > 0.0
    }

    fn more(&mut self, later: Option<(u32, u32)>, calls: bool) {
        if calls && self.dice.one_in(6) {
            self.text.push_str(
                "[line.branches]\ncalls_per_week = 100\nmoves_to_line = 1\nmoves_from_line = 0.5\n",
            );
        }
        if let Some((open, close)) = later.filter(|_| self.dice.one_in(2)) {
            let _ = writeln!(
                self.text,
                "[line.evening]\nmoved_share_per_hour = {}\nnew_calls_per_hour = {}\n\
                 moved_from = [\"{}\", \"{}\"]",
                self.dice.pick(&["0", "0.2", "0.9"]),
                self.dice.pick(&["0", "2", "100"]),
                clock(open),
                clock(close)
            );
        }
    }

    fn target(&mut self, patient: bool) {
        let over = self.dice.pick(&["interval", "day", "week"]);
        let share = self.dice.pick(&["0.01", "0.5", "0.8", "0.99", "0.999"]);
        let late = self.dice.pick(&["0.001", "0.05", "0.5", "0.99"]);
        let seconds = self.dice.pick(&["0", "1", "20", "300", "86400"]);
        let target = match self.dice.between(1, if patient { 6 } else { 7 }) {
            1 | 2 => format!(
                "mean_wait = {}\nover = \"{over}\"",
                self.dice.pick(&["0.1", "1", "20", "300", "86400"])
            ),
            3 => {
                format!(
                    "service_level = {{ within = {seconds}, share = {share} }}\nover = \"{over}\""
                )
            }
            4 => {
                format!("long_wait = {{ beyond = {seconds}, share = {late} }}\nover = \"{over}\"")
            }
            5 => format!("occupancy_max = {}", self.dice.pick(&["0.3", "0.85", "1"])),
            6 => format!("agents_min = {}", self.dice.pick(&[0, 1, 7])),
            _ => format!("abandonment_max = {late}\nover = \"{over}\""),
        };
        let _ = writeln!(self.text, "[[line.target]]\n{target}");
    }

    fn group(&mut self, group: u32) {
        let (lines, groups) = (self.lines, self.groups);
        let answered: Vec<String> = (0..lines)
            .filter(|line| groups == 1 || line % groups == group || self.dice.one_in(2))
            .map(|line| format!("l{line}"))
            .collect();
        let _ = write!(
            self.text,
            "[[group]]\nid = \"g{group}\"\nlines = {answered:?}\nhourly_cost = {}\n",
            self.dice.pick(&["0.01", "40", "48.5", "1000"])
        );
        if self.dice.one_in(3) {
            let _ = writeln!(self.text, "shrinkage = {}", self.dice.pick(&["0.05", "0.3", "0.9"]));
        }
        if self.dice.one_in(3) {
            let _ = writeln!(self.text, "head_count = {}", self.dice.pick(&[1, 5, 40, 800]));
        }
        if self.dice.one_in(4) {
            self.text.push_str("routing = \"first-priority\"\n");
        }
        let part = self.dice.pick(&["0", "0.2", "0.5", "1"]);
        let _ = writeln!(
            self.text,
            "contracts = [{{ id = \"full\", weekly_hours = 40, days_per_week = 5 }},\n\
             {{ id = \"part\", weekly_hours = 20, days_per_week = 5, share_max = {part} }}]"
        );
    }

    fn shifts(&mut self) {
        let all: Vec<String> = (0..self.groups).map(|g| format!("g{g}")).collect();
        let breaks = self.dice.pick(&[
            "",
            "breaks = [{ length = \"30m\", min_shift = \"6h\", after = \"2h\", before_end = \"2h\" }]\n",
            "breaks = [{ length = \"15m\", paid = true, min_shift = \"4h\", after = \"1h\", before_end = \"1h\" }]\n",
        ]);
        let lengths =
            self.dice.pick(&["[\"4h\"]", "[\"2h\", \"4h\"]", "[\"4h\", \"8h\"]", "[\"8h\"]"]);
        let every = self.dice.pick(&["60m", "60m", "120m"]);
        let starts = match self.night {
            true => "[\"00:00\", \"02:00\", \"18:00\", \"20:00\", \"22:00\"]".to_owned(),
            false => format!("{{ from = \"05:00\", to = \"20:00\", every = \"{every}\" }}"),
        };
        let _ = write!(
            self.text,
            "[[shift]]\nid = \"s\"\ngroups = {all:?}\nstarts = {starts}\nlengths = {lengths}\n{breaks}"
        );
    }

    fn cost(&mut self) {
        if self.dice.one_in(2) {
            self.text.push_str(
                "[cost]\nevening = { from = \"18:00\", premium = 0.2 }\nsaturday_premium = 0.5\n\
                 sunday_premium = 1.0\nholiday_premium = 1.0\nopening_per_hour = 35\n",
            );
            if self.dice.one_in(2) {
                self.text.push_str("caller_minute = 0.3\ncount_waiting = true\n");
            }
        }
    }

    fn roster(&mut self) {
        let weeks = self.dice.pick(&[1, 1, 2, 5]);
        let _ = writeln!(self.text, "[roster]\nweeks = {weeks}");
        if self.dice.one_in(4) {
            self.text.push_str("contractors = [\"part\"]\n");
        }
        if self.dice.one_in(4) {
            self.text.push_str("equivalent = [\"full\"]\n");
        }
        for person in 0..self.dice.pick(&[1, 3, 8, 20]) {
            let _ = write!(
                self.text,
                "[[consultant]]\nname = \"Person {person}\"\ngroup = \"g{}\"\ncontract = \"{}\"\n",
                person % self.groups,
                self.dice.pick(&["full", "full", "part"])
            );
            self.person();
        }
    }

    fn person(&mut self) {
        let week = self.week;
        match self.dice.between(1, 10) {
            1 => self.text.push_str("available = { mon = [\"07:00-13:00\"], tue = [] }\n"),
            2 => {
                let _ = writeln!(self.text, "absent = [{week}]");
            }
            3 => self.text.push_str("protected = [\"child\"]\n"),
            4 => self.text.push_str("wishes = [{ prefer = \"early\", grade = 5 }]\n"),
            5 => {
                let _ = writeln!(self.text, "wishes = [{{ off = {week}, grade = 3 }}]");
            }
            6 => self.text.push_str("daily_limit = \"5h\"\n"),
            7 => self.text.push_str("carried_hours = 12.5\n"),
            _ => {}
        }
    }
}
