//! Pieces of activities that have no set time, placed once the shifts are made: where most people are on duty beyond what is
//! needed, who has the fewest places first. Callers come first: a piece that would leave people short in any half-hour, or
//! break a promise through the day that holds without it, stays unplaced and is told so.

use super::assemble;
use super::may_lack::MayLack;
use super::off::Off;
use super::promises::{Judging, with_judge};
use super::setting::{Assigned, Assignments, Setting};
use crate::domain::clock::Weekday;
use crate::scenario::roster::When;
use crate::wire::roster_answer::{Excused, Held, Open, Unplaced};

const EPS: f64 = 1e-9;

/// A person on a day.
type Cell = (usize, usize);

/// Pieces of an activity that a week still needs.
struct Want {
    activity: usize,
    /// Who could do them: one person, or all of the activity together.
    people: Vec<usize>,
    shared: bool,
    week: usize,
    /// Minutes of a piece, and how many are wanted.
    piece: u32,
    left: u32,
}

/// Where a piece could lie, and how many people beyond the needs are on duty there once it does.
struct Place {
    slack: f64,
    cell: Cell,
    off: Off,
}

/// From when on pieces may be placed: a day, and a minute of it.
pub(super) type Since = (usize, u32);

impl Setting<'_> {
    /// Places what is not placed yet of every week from some moment on.
    pub(super) fn place_activities(
        &mut self,
        grid: &Assignments,
        since: Since,
        judging: Option<Judging<'_>>,
    ) {
        let to_place =
            |a: &crate::scenario::roster::Activity| matches!(a.when, When::Placed { .. });
        if !self.settings.activities.iter().any(to_place) {
            return;
        }
        for w in 0..self.weeks.len() {
            let strain = judging.map(|judging| self.strain(grid, w, judging));
            let mut placed = self.place_in(grid, w, since);
            let (Some(judging), Some(strain)) = (judging, strain) else { continue };
            if !placed.is_empty() && self.strain(grid, w, judging) > strain + EPS {
                placed.sort_by(|a, b| b.slack.total_cmp(&a.slack));
                self.keep_first(&placed, &|own| own.strain(grid, w, judging) <= strain + EPS);
            }
        }
    }

    /// Keeps as many of the pieces, those first that leave most people on duty, as all promises bear.
    fn keep_first(&mut self, placed: &[Place], bearable: &dyn Fn(&Self) -> bool) {
        let (mut most, mut too_many) = (0, placed.len());
        while most + 1 < too_many {
            let tried = most.midpoint(too_many);
            self.keep(placed, tried);
            if bearable(self) {
                most = tried;
            } else {
                too_many = tried;
            }
        }
        self.keep(placed, most);
    }

    /// Keeps so many of the pieces, and takes the others away.
    fn keep(&mut self, placed: &[Place], most: usize) {
        let (kept, dropped) = placed.split_at(most);
        dropped.iter().for_each(|place| self.drop_piece(place.cell, &place.off));
        kept.iter().for_each(|place| self.put_piece(place.cell, place.off));
    }

    /// How far the promises of a week are from holding through the day.
    fn strain(&self, grid: &Assignments, w: usize, judging: Judging<'_>) -> f64 {
        let shifts = self.shifts(&assemble::at_phone(self, grid), w);
        let first = if w == 0 { self.first_asked() } else { 0 };
        with_judge(&self.weeks[w], judging, |judge| judge.judge(&shifts)).from(first).strain
    }

    /// Places what a week needs as far as nobody becomes short.
    fn place_in(&mut self, grid: &Assignments, w: usize, since: Since) -> Vec<Place> {
        let mut wants = self.wants(grid, w);
        let mut placed: Vec<Place> = Vec::new();
        loop {
            let duty = assemble::on_duty(self, grid, w);
            let mut tightest: Option<(usize, usize, Place)> = None;
            for (k, want) in wants.iter().enumerate().filter(|(_, want)| want.left > 0) {
                let mut places = self.places_for(grid, want, since);
                places.iter_mut().for_each(|place| place.slack = self.slack(w, &duty, place));
                places.retain(|place| place.slack >= -EPS);
                let count = places.len();
                let mine = |cell: &Cell| {
                    let own = |p: &&Place| (p.cell.0, p.off.activity) == (cell.0, want.activity);
                    placed.iter().filter(own).count()
                };
                // Where as many are left over: whoever has done less of it.
                let better = |a: &Place, b: &Place| {
                    let alike = (b.slack - a.slack).abs() <= EPS || b.slack == a.slack;
                    b.slack > a.slack + EPS || alike && mine(&b.cell) < mine(&a.cell)
                };
                let best = places.into_iter().reduce(|a, b| if better(&a, &b) { b } else { a });
                if let Some(best) = best
                    && tightest.as_ref().is_none_or(|(fewest, ..)| count < *fewest)
                {
                    tightest = Some((count, k, best));
                }
            }
            let Some((_, k, place)) = tightest else { return placed };
            self.put_piece(place.cell, place.off);
            wants[k].left -= 1;
            placed.push(place);
        }
    }

    /// What a week still needs.
    fn wants(&self, grid: &Assignments, w: usize) -> Vec<Want> {
        let mut all = Vec::new();
        for (activity, data) in self.settings.activities.iter().enumerate() {
            let When::Placed { per_week, shared, piece, .. } = data.when else { continue };
            let done = |p: usize| -> u32 {
                let days = (7 * w..7 * w + 7).filter_map(|d| Some((d, grid[p][d].as_ref()?)));
                let off = days.flat_map(|(d, a)| self.off_phone(&self.people[p], d, a));
                off.filter(|o| o.activity == activity).map(|o| o.to - o.from).sum()
            };
            let mut want = |people: Vec<usize>| {
                let minutes: u32 = people.iter().map(|p| done(*p)).sum();
                let left = per_week.saturating_sub(minutes) / piece;
                all.push(Want { activity, people, shared, week: w, piece, left });
            };
            if shared {
                want(data.people.clone());
            } else {
                data.people.iter().for_each(|p| want(vec![*p]));
            }
        }
        all
    }

    /// Where a piece of an activity could lie within the shifts of a week, by person, day and time.
    fn places_for(&self, grid: &Assignments, want: &Want, since: Since) -> Vec<Place> {
        let When::Placed { piece, ref days, between, .. } =
            self.settings.activities[want.activity].when
        else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for p in &want.people {
            let monday = 7 * want.week;
            for (d, a) in (monday..).zip(&grid[*p][monday..monday + 7]) {
                let Some(a) = a else { continue };
                if days.contains(&Weekday::ALL[d % 7]) && d >= since.0 {
                    let begun = if d == since.0 { since.1 } else { 0 };
                    let within = (between.0.max(begun), between.1);
                    self.places_on((*p, d), a, (want.activity, piece, within), &mut all);
                }
            }
        }
        all
    }

    /// The same within one shift: from the beginning of an interval, beside its breaks and what else is off the phone.
    fn places_on(
        &self,
        (p, d): Cell,
        a: &Assigned,
        (activity, piece, between): (usize, u32, (u32, u32)),
        into: &mut Vec<Place>,
    ) {
        let person = &self.people[p];
        let duty = &self.weeks[d / 7].week.duties[a.duty];
        let step = self.grid().minutes();
        let (low, high) = (duty.start.max(between.0), (duty.start + duty.length).min(between.1));
        let taken = self.off_phone(person, d, a);
        let pauses = self.pauses(d, a);
        for from in (low.div_ceil(step)..).map(|k| k * step).take_while(|from| from + piece <= high)
        {
            let off = Off { from, to: from + piece, activity, placed: true };
            let beside = taken.iter().all(|other| other.to <= off.from || off.to <= other.from);
            let at_work = |k: u32| pauses.iter().flatten().all(|(pause, _)| *pause != k);
            if beside && off.taken(step).all(|(k, _)| at_work(k)) {
                into.push(Place { slack: 0.0, cell: (p, d), off });
            }
        }
    }

    /// People on duty beyond every need that a piece would take somebody from, once it does; without end where
    /// nothing is needed.
    fn slack(&self, w: usize, duty: &[Vec<f64>], place: &Place) -> f64 {
        let (p, d) = place.cell;
        let class = self.people[p].class;
        let per_day = self.grid().per_day();
        let week = &self.weeks[w];
        let mut least = f64::INFINITY;
        for (k, share) in place.off.taken(self.grid().minutes()) {
            let Some(interval) = (d * per_day + k as usize).checked_sub(7 * w * per_day) else {
                continue;
            };
            for row in week.at.get(&interval).into_iter().flatten().map(|r| &week.rows[*r]) {
                let Some((_, counts)) = row.classes.iter().find(|(c, _)| *c == class) else {
                    continue;
                };
                let have: f64 =
                    row.classes.iter().map(|(c, counts)| counts * duty[*c][interval]).sum();
                least = least.min(have - share * counts - row.need);
            }
            // What lies past the week is left alone: the next one has its own account.
            if interval >= 7 * per_day {
                return f64::NEG_INFINITY;
            }
        }
        least
    }

    /// Takes pieces away that lie where more is short than may be, from some moment on: whoever does them answers calls.
    pub(super) fn release_pieces(&mut self, grid: &Assignments, may: &MayLack, since: Since) {
        let days = since.0..self.days();
        let cells = (0..self.people.len()).flat_map(|p| days.clone().map(move |d| (p, d)));
        for (p, d) in cells.collect::<Vec<Cell>>() {
            let begun = if d == since.0 { since.1 } else { 0 };
            let pieces = self.people[p].off_phone[d].iter();
            let pieces = pieces.filter(|off| off.placed && off.from >= begun).copied();
            for off in pieces.collect::<Vec<Off>>() {
                if grid[p][d].is_some() && self.would_help(grid, may, ((p, d), off)) {
                    self.drop_piece((p, d), &off);
                }
            }
        }
    }

    /// Whether more is short than may be in a half-hour in which somebody does a piece.
    fn would_help(&self, grid: &Assignments, may: &MayLack, ((p, d), off): (Cell, Off)) -> bool {
        let (w, class, per_day) = (d / 7, self.people[p].class, self.grid().per_day());
        let taken = off.taken(self.grid().minutes());
        let taken: Vec<usize> =
            taken.map(|(k, _)| d * per_day + k as usize - 7 * w * per_day).collect();
        let lacks = assemble::lacking(self, grid, w).into_iter();
        let beyond = lacks.filter(|(r, lack)| *lack > may.0[w][*r] + EPS);
        let mut rows = beyond.map(|(r, _)| &self.weeks[w].rows[r]);
        rows.any(|row| {
            taken.contains(&row.interval) && row.classes.iter().any(|(c, _)| *c == class)
        })
    }

    /// Why pieces of a week are not placed.
    fn unplaced(&self, grid: &Assignments, want: &Want) -> Unplaced {
        let duty = assemble::on_duty(self, grid, want.week);
        let places = self.places_for(grid, want, (0, 0));
        let fits = |place: &Place| self.slack(want.week, &duty, place) >= -EPS;
        match (places.is_empty(), places.iter().any(fits)) {
            (true, _) => Unplaced::NoShift,
            (_, false) => Unplaced::Short,
            _ => Unplaced::Promise,
        }
    }
}

/// All activities with the hours of them, who is excused, and what is not placed.
pub(super) fn held(setting: &Setting<'_>, grid: &Assignments) -> Vec<Held> {
    let mut wants: Vec<Want> =
        (0..setting.weeks.len()).flat_map(|w| setting.wants(grid, w)).collect();
    wants.retain(|want| want.left > 0);
    let of = |(k, data): (usize, &crate::scenario::roster::Activity)| {
        let mut minutes = 0;
        let mut excused = Vec::new();
        for p in &data.people {
            let person = &setting.people[*p];
            for (d, a) in grid[*p].iter().enumerate() {
                let own = |off: &&Off| off.activity == k;
                if person.absent[d]
                    && person.off_phone[d].iter().any(|off| own(&off) && !off.placed)
                {
                    let date = setting.date(d).to_string();
                    excused.push(Excused { name: name(setting, *p), date });
                }
                let off = a.as_ref().map_or(Vec::new(), |a| setting.off_phone(person, d, a));
                minutes += off.iter().filter(own).map(|off| off.to - off.from).sum::<u32>();
            }
        }
        let open = wants.iter().filter(|want| want.activity == k).map(|want| Open {
            name: (!want.shared).then(|| name(setting, want.people[0])),
            week: setting.weeks[want.week].monday.to_string(),
            minutes: want.left * want.piece,
            reason: setting.unplaced(grid, want),
        });
        Held {
            activity: data.id.clone(),
            hours: f64::from(minutes) / 60.0,
            open: open.collect(),
            excused,
        }
    };
    setting.settings.activities.iter().enumerate().map(of).collect()
}

fn name(setting: &Setting<'_>, p: usize) -> String {
    setting.scenario.consultants[setting.people[p].index].name.clone()
}
