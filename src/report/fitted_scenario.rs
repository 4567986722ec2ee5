//! A scenario written from estimates: valid as it stands, every number with its range, how it is known
//! and by which method.

use super::fit::{Fit, days_text};
use super::fitted_numbers::{counted, in_table, note, positive, quoted, uncertain};
use super::fitted_patience;
use super::words::fitted::{self, fitted};
use super::words::{fit as say, fit_forecast};
use crate::domain::clock::{Weekday, clock_text};
use crate::domain::units::Language;
use crate::estimate::totals::{Combination, Range};
use crate::estimate::{Estimates, HALF_HOURS, Method, start_minute};
use std::fmt::Write;

/// Calls of an ordinary or a particular week.
struct Week {
    /// Calls: value, low, high.
    calls: [f64; 3],
    note: String,
    /// By weekday and half-hour.
    rates: Vec<(Weekday, [f64; HALF_HOURS])>,
    /// The Monday of a particular week.
    monday: Option<String>,
}

/// What differs between a scenario from records and one from totals.
struct Draft {
    head: Vec<String>,
    title: String,
    name: String,
    week: Week,
    aht: String,
    patience: Option<String>,
    redials: Option<String>,
    shrinkage: String,
    profile: (&'static str, String),
    holidays: bool,
}

/// A scenario from records: of an ordinary week, or of the first week of the forecast if there is one. With
/// `polish` a forecast week minds the public holidays of Poland. `None` without handle times.
pub fn from_records(fit: &Fit, polish: bool, language: Language) -> Option<String> {
    let e = fit.estimates;
    let handle = e.handle.as_ref()?;
    let week = match fit.forecast {
        Some(_) => forecast_week(fit, language)?,
        None => ordinary_week(e, language),
    };
    let w = fitted(language);
    let redials = e.redials.as_ref().map(|r| {
        let note = format!("{}; {}", counted(&r.after_hanging_up, w.hung_up), w.within_hour);
        uncertain(&r.after_hanging_up, 4, "", &note)
    });
    let away = e.away.filter(|a| a.value < 0.9).map(|a| {
        let note = note(&a, w.days, language);
        uncertain(&a, 4, "", &note)
    });
    let away = away.unwrap_or_else(|| assumed_away(w.away_unknown));
    let only = match fit.reading.lines.as_slice() {
        [only] => Some(only.as_str()),
        _ => None,
    };
    let name =
        fit.line.or(only).filter(|name| !name.trim().is_empty()).unwrap_or(w.line).to_owned();
    let (_, _, misplaced) = factored(&week.rates);
    let profile = match e.profile_given {
        true => ("assumed", w.profile_given.to_owned()),
        false => ("estimated", fitted::product(misplaced, language)),
    };
    let mut head = vec![fitted::head(fit.file, &days_text(e, language), language)];
    head.extend(w.intervals.map(str::to_owned));
    if e.handled_only {
        head.push(say::handled_only(language).to_owned());
    }
    if e.profile_given {
        head.push(say::profile_given(language).to_owned());
    }
    let draft = Draft {
        head,
        title: format!("{name}: {}", week_title(&week, language)),
        name,
        aht: uncertain(&positive(&handle.mean_s), 2, "", &note(&handle.mean_s, w.calls, language)),
        patience: e.patience.as_ref().map(|p| fitted_patience::written(p, language)),
        redials,
        shrinkage: away,
        profile,
        holidays: polish && week.monday.is_some(),
        week,
    };
    Some(written(&draft, language))
}

/// A scenario from totals: one of the combinations that explain them, with the range of all plausible
/// ones.
pub fn from_totals(range: &Range, chosen: &Combination, language: Language) -> String {
    let p = &range.period;
    let span = |value: fn(&Combination) -> f64| {
        let own = value(chosen);
        let values = || range.plausible().map(value);
        [own, values().fold(own, f64::min), values().fold(own, f64::max)]
    };
    let mut day = [0.0; HALF_HOURS];
    for (half_hour, slot) in day.iter_mut().enumerate() {
        let minute = start_minute(half_hour);
        let open = (range.profile.from_minute..range.profile.to_minute).contains(&minute);
        let peak = range.profile.peak.is_some_and(|(a, b)| (a..b).contains(&minute));
        let group = &range.profile.groups[usize::from(range.profile.groups.len() > 1 && !peak)];
        *slot = if open { group.1 } else { 0.0 };
    }
    let per_week = span(|c| 5.0 * c.offered_per_day);
    let (w, count) = (fitted(language), range.plausible().count());
    let note = fitted::handled(p.handled, p.days, count, language);
    let aht = span(|c| c.aht_s);
    let week = Week {
        calls: per_week,
        note,
        rates: Weekday::ALL[..5].iter().map(|w| (*w, day)).collect(),
        monday: None,
    };
    let draft = Draft {
        head: fitted::head_of_totals(
            &p.label,
            (p.handled, p.mean_wait_s),
            count,
            &chosen.agents.to_string(),
            chosen.aht_s,
            language,
        ),
        title: fitted::from_two(&p.label, language),
        name: p.label.clone(),
        aht: in_table(aht, 2, "estimated", w.reproduces),
        patience: chosen
            .patience_s
            .map(|s| in_table([s, 120.0_f64.min(s), 600.0_f64.max(s)], 0, "assumed", w.chosen)),
        redials: None,
        shrinkage: assumed_away(w.away),
        profile: ("assumed", fitted::peak(range.profile.peak_share, language)),
        holidays: false,
        week,
    };
    written(&draft, language)
}

/// Time away from the phone where nothing tells it.
fn assumed_away(note: &str) -> String {
    let note = quoted(note);
    format!("{{ value = 0.1, low = 0.0, high = 0.2, basis = \"assumed\", note = {note} }}")
}

fn week_title(week: &Week, language: Language) -> String {
    match &week.monday {
        Some(monday) => fitted::week_of(monday, language),
        None => fitted(language).ordinary_week.to_owned(),
    }
}

fn ordinary_week(e: &Estimates, language: Language) -> Week {
    let (value, low, high) = e.arrivals.per_week();
    let rates = e.arrivals.weekdays.iter().map(|day| {
        let mut row = [0.0; HALF_HOURS];
        row[day.first..].iter_mut().zip(&day.rates).for_each(|(slot, r)| *slot = r.value);
        (day.weekday, row)
    });
    let method = say::method(Method::SmoothedRate, language);
    Week {
        calls: [value, low, high],
        note: fitted::ordinary(
            method,
            e.offered,
            e.days as usize,
            e.redials.map_or(0.0, |r| r.calls),
            language,
        ),
        rates: rates.collect(),
        monday: None,
    }
}

fn forecast_week(fit: &Fit, language: Language) -> Option<Week> {
    let forecast = fit.forecast?;
    let end = forecast.first_day.checked_add(jiff::Span::new().days(7)).ok()?;
    let days: Vec<_> = forecast.days.iter().filter(|d| d.date < end).collect();
    let rates = days.iter().map(|day| {
        let mut row = [0.0; HALF_HOURS];
        day.half_hours.iter().for_each(|h| row[h.half_hour] = h.calls);
        let weekday = day.date.weekday().to_monday_zero_offset().unsigned_abs() as usize % 7;
        (Weekday::ALL[weekday], row)
    });
    let sum: f64 = days.iter().map(|d| d.calls[0]).sum();
    // The relative band of the whole time ahead is taken for the week.
    let [total, low, high] = forecast.total;
    let scale = |bound: f64| if total > 0.0 { sum * bound / total } else { 0.0 };
    Some(Week {
        calls: [sum, scale(low), scale(high)],
        note: fitted::forecast(
            fit_forecast::forecast_model(forecast.model, language),
            fit.estimates.days as usize,
            language,
        ),
        rates: rates.collect(),
        monday: Some(forecast.first_day.to_string()),
    })
}

/// Opening hours of a weekday: first and last half-hour with calls.
fn hours(row: &[f64; HALF_HOURS]) -> Option<(usize, usize)> {
    let first = row.iter().position(|c| *c > 0.0)?;
    let last = row.iter().rposition(|c| *c > 0.0)?;
    Some((first, last + 1))
}

/// Shares of weekdays and of half-hours whose product comes nearest to the rates within the opening
/// hours (proportional fitting, Deming & Stephan 1940), and the share of the calls that it places
/// elsewhere.
fn factored(rates: &[(Weekday, [f64; HALF_HOURS])]) -> (Vec<f64>, [f64; HALF_HOURS], f64) {
    let open =
        |row: &[f64; HALF_HOURS], j: usize| hours(row).is_some_and(|(a, b)| (a..b).contains(&j));
    let totals: Vec<f64> = rates.iter().map(|(_, row)| row.iter().sum()).collect();
    let all: f64 = totals.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let mut profile = [1.0; HALF_HOURS];
    let within = |row: &[f64; HALF_HOURS], profile: &[f64; HALF_HOURS]| -> f64 {
        (0..HALF_HOURS).filter(|j| open(row, *j)).map(|j| profile[j]).sum()
    };
    for _ in 0..100 {
        let scale: Vec<f64> = rates
            .iter()
            .zip(&totals)
            .map(|((_, row), total)| total / within(row, &profile).max(f64::MIN_POSITIVE))
            .collect();
        for (j, slot) in profile.iter_mut().enumerate() {
            let calls: f64 = rates.iter().map(|(_, row)| row[j]).sum();
            let days: f64 =
                rates.iter().zip(&scale).filter(|((_, row), _)| open(row, j)).map(|(_, s)| s).sum();
            *slot = if days > 0.0 { calls / days } else { 0.0 };
        }
    }
    let sum: f64 = profile.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    profile.iter_mut().for_each(|p| *p /= sum);
    let mut misplaced = 0.0;
    for ((_, row), total) in rates.iter().zip(&totals) {
        let scale = total / within(row, &profile).max(f64::MIN_POSITIVE);
        for j in (0..HALF_HOURS).filter(|j| open(row, *j)) {
            misplaced += 0.5 * (row[j] - scale * profile[j]).abs();
        }
    }
    (totals.iter().map(|t| t / all).collect(), profile, misplaced / all)
}

/// Shares in millionths that sum to one exactly: the largest takes the rounding.
fn millionths(shares: &[f64]) -> Vec<f64> {
    let mut parts: Vec<i64> = shares.iter().map(|s| (s * 1e6).round() as i64).collect();
    let rest = 1_000_000 - parts.iter().sum::<i64>();
    if let Some(largest) = parts.iter_mut().max() {
        *largest += rest;
    }
    parts.iter().map(|p| *p as f64 / 1e6).collect()
}

fn written(draft: &Draft, language: Language) -> String {
    let (mut text, w) = (String::new(), fitted(language));
    for line in &draft.head {
        let _ = writeln!(text, "# {line}");
    }
    let locale = if language == Language::Pl { "pl" } else { "en" };
    let open: Vec<(Weekday, usize, usize)> = draft
        .week
        .rates
        .iter()
        .filter_map(|(w, row)| hours(row).map(|(a, b)| (*w, a, b)))
        .collect();
    let codes: Vec<String> = open.iter().map(|(w, ..)| format!("\"{}\"", w.code())).collect();
    let _ = write!(
        text,
        "\ntitle = {}\nlocale = \"{locale}\"\ncurrency = \"PLN\"\n\n[calendar]\ninterval_minutes = 30\ndays = [{}]\n",
        quoted(&draft.title),
        codes.join(", ")
    );
    if let Some(monday) = &draft.week.monday {
        let _ = writeln!(text, "week_start = {monday}");
        if draft.holidays {
            let _ = writeln!(text, "holidays = \"PL\"");
        }
    }
    line(&mut text, draft, &open);
    demand(&mut text, draft);
    let _ = write!(
        text,
        "\n[[line.target]]                      # {}\nservice_level = {{ within = \"20s\", share = 0.8 }}\nover = \"interval\"\n\n[[line.target]]\nagents_min = 1\n",
        w.assumed_promise
    );
    let _ = write!(
        text,
        "\n[[group]]\nid = \"desk\"\nname = {}\nlines = [\"line\"]\nshrinkage = {}\nhourly_cost = {{ value = 48.0, basis = \"assumed\", note = {} }}\ncontracts = [                        # {}\n  {{ id = \"full\", weekly_hours = 40, days_per_week = 5 }},\n  {{ id = \"part\", weekly_hours = 20, days_per_week = 5 }},\n]\n",
        quoted(w.group),
        draft.shrinkage,
        quoted(w.hourly_cost),
        w.assumed
    );
    shifts(&mut text, &open, w.assumed);
    text
}

fn line(text: &mut String, draft: &Draft, open: &[(Weekday, usize, usize)]) {
    let time = |half_hour: usize| clock_text(half_hour as u32 * 30);
    let hours: Vec<String> = open
        .iter()
        .map(|(w, a, b)| format!("{} = [\"{}-{}\"]", w.code(), time(*a), time(*b)))
        .collect();
    let _ = write!(
        text,
        "\n[[line]]\nid = \"line\"\nname = {}\nhours = {{ {} }}\naht = {}\n",
        quoted(&draft.name),
        hours.join(", "),
        draft.aht
    );
    for (key, value) in [("patience", &draft.patience), ("redial_share", &draft.redials)] {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {value}");
        }
    }
}

fn demand(text: &mut String, draft: &Draft) {
    let week = &draft.week;
    let (shares, profile, _) = factored(&week.rates);
    let days: Vec<String> = week
        .rates
        .iter()
        .zip(millionths(&shares))
        .filter(|(_, share)| *share > 0.0)
        .map(|((w, _), share)| format!("{} = {share}", w.code()))
        .collect();
    let _ = write!(
        text,
        "\n[line.demand]\ncalls_per_week = {}\nweekday_share = {{ {} }}\nprofile = [\n",
        in_table(week.calls, 2, "estimated", &week.note),
        days.join(", ")
    );
    for (half_hour, share) in millionths(&profile).into_iter().enumerate() {
        if share > 0.0 {
            let from = start_minute(half_hour);
            let (from, to) = (clock_text(from), clock_text(from + 30));
            let _ = writeln!(text, "  {{ from = \"{from}\", to = \"{to}\", share = {share} }},");
        }
    }
    let _ = write!(
        text,
        "]\nprofile_basis = \"{}\"\nprofile_note = {}\n",
        draft.profile.0,
        quoted(&draft.profile.1)
    );
}

/// For each set of days with equal hours: a full day and half a day, as far as the hours have room.
fn shifts(text: &mut String, open: &[(Weekday, usize, usize)], assumed: &str) {
    let mut kinds: Vec<(usize, usize)> = open.iter().map(|(_, a, b)| (*a, *b)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for (number, (first, end)) in kinds.into_iter().enumerate() {
        let days: Vec<String> = open
            .iter()
            .filter(|(_, a, b)| (*a, *b) == (first, end))
            .map(|(w, ..)| format!("\"{}\"", w.code()))
            .collect();
        let room = end - first;
        let mut rules = vec![("full", "full-day", room.min(16))];
        if room > 8 {
            rules.push(("part", "half-day", 8));
        }
        for (contract, name, length) in rules {
            // Every hour, and the last that ends with the line.
            let mut starts: Vec<usize> = (first..=end - length).step_by(2).collect();
            if starts.last() != Some(&(end - length)) {
                starts.push(end - length);
            }
            let starts: Vec<String> =
                starts.iter().map(|s| format!("\"{}\"", clock_text(*s as u32 * 30))).collect();
            let _ = write!(
                text,
                "\n[[shift]]                            # {assumed}\nid = \"{name}-{}\"\ngroups = [\"desk\"]\ncontracts = [\"{contract}\"]\ndays = [{}]\nstarts = [{}]\nlengths = [\"{}m\"]\n",
                number + 1,
                days.join(", "),
                starts.join(", "),
                length * 30
            );
        }
    }
}
