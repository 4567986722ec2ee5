//! The short form of the page: a scenario from what somebody knows who has no file yet.

use crate::told::Failed;
use obsada::domain::clock::TimeOfDay;
use obsada::domain::units::Language;
use obsada::report::words::explore::short as words;
use serde::Deserialize;
use std::fmt::Write;
use toml_edit::Value;

/// A full day's shift and a half one, minutes; shorter where the lines are open for less.
const FULL_DAY: u32 = 480;
const HALF_DAY: u32 = 240;
/// What an hour at work costs unless the form says, and how long a call takes, seconds.
const HOURLY_COST: f64 = 48.0;
const HANDLE_S: f64 = 240.0;
/// Mean wait that is promised unless the form says, seconds.
const WAIT_S: f64 = 60.0;
/// Working days of a year on weekdays, for calls of a year.
const WORKING_DAYS: &str = "252";

/// The form as filled in; what is empty is assumed.
#[derive(Deserialize)]
pub struct Form {
    polish: bool,
    title: String,
    days: Vec<String>,
    lines: Vec<FormLine>,
    full_time: u32,
    part_time: u32,
    hourly_cost: Option<f64>,
}

#[derive(Deserialize)]
struct FormLine {
    name: String,
    open: String,
    close: String,
    /// Later closing times to compare with.
    later: Vec<String>,
    calls: f64,
    /// Whether these are the calls of a year, not of a week.
    per_year: bool,
    handle_s: Option<f64>,
    /// Mean wait reported today, seconds.
    wait_today_s: Option<f64>,
    wait_s: Option<f64>,
    /// Busiest hours, and the share of a day's calls that comes in them.
    peak: Option<(String, String, f64)>,
}

/// The scenario of a form (JSON), as text.
///
/// # Errors
/// That the form is none, or has a time that is none.
pub fn scenario(form: &str) -> Result<String, Failed> {
    let form: Form = serde_json::from_str(form).map_err(|_| Failed::call("form"))?;
    let language = if form.polish { Language::Pl } else { Language::En };
    written(&form, language).ok_or_else(|| Failed::call("time"))
}

/// A value as TOML writes it.
fn toml(value: impl Into<Value>) -> String {
    value.into().to_string()
}

fn list<'t>(texts: impl Iterator<Item = &'t String>) -> String {
    toml(texts.map(String::as_str).collect::<Value>())
}

fn number(value: f64) -> String {
    if value.fract() == 0.0 { toml(value as i64) } else { toml(value) }
}

fn minutes(text: &str) -> Option<u32> {
    TimeOfDay::parse(text).map(TimeOfDay::minutes)
}

fn written(form: &Form, language: Language) -> Option<String> {
    let w = words(language);
    let mut text = String::new();
    for line in w.head.lines() {
        let _ = writeln!(text, "# {line}");
    }
    let locale = if form.polish { "pl" } else { "en" };
    let _ = write!(
        text,
        "\ntitle = {}\nlocale = \"{locale}\"\ncurrency = \"PLN\"\n\n[calendar]\ninterval_minutes = 30\ndays = {}\n",
        toml(form.title.as_str()),
        list(form.days.iter()),
    );
    for (at, line) in form.lines.iter().enumerate() {
        write_line(&mut text, at, line, language)?;
    }
    staff(&mut text, form, language)?;
    Some(text)
}

/// `{ value = …, basis = …, note = … }`; what nobody gave is assumed.
fn known(value: &str, given: bool, language: Language) -> String {
    let w = words(language);
    let (basis, note) = if given { ("stated", w.given) } else { ("assumed", w.assumed) };
    format!("{{ value = {value}, basis = \"{basis}\", note = {} }}", toml(note))
}

fn write_line(text: &mut String, at: usize, line: &FormLine, language: Language) -> Option<()> {
    let (open, close) = (minutes(&line.open)?, minutes(&line.close)?);
    let own = |value: &String| *value != line.close;
    let candidates: Vec<&String> =
        std::iter::once(&line.close).chain(line.later.iter().filter(|c| own(c))).collect();
    let several = candidates.len() > 1;
    let _ = write!(
        text,
        "\n[[line]]\nid = \"line-{}\"\nname = {}\nopen = {}\nclose = {}\n",
        at + 1,
        toml(line.name.as_str()),
        toml(line.open.as_str()),
        toml(line.close.as_str()),
    );
    if several {
        let _ = writeln!(text, "close_candidates = {}", list(candidates.iter().copied()));
    }
    let handle = number(line.handle_s.unwrap_or(HANDLE_S));
    let _ = writeln!(text, "aht = {}", known(&handle, line.handle_s.is_some(), language));
    let key = if line.per_year { "calls_per_year" } else { "calls_per_week" };
    let calls = known(&number(line.calls), true, language);
    let _ = writeln!(text, "\n[line.demand]\n{key} = {calls}");
    if line.per_year {
        let days = known(WORKING_DAYS, false, language);
        let _ = writeln!(text, "working_days_per_year = {days}");
    }
    let mut moved_from = (&line.open, &line.close);
    if let Some((from, to, share)) = &line.peak {
        moved_from = (from, to);
        let stretches =
            [(open, minutes(from)?), (minutes(from)?, minutes(to)?), (minutes(to)?, close)];
        let outside: u32 =
            [0, 2].map(|k: usize| stretches[k].1.saturating_sub(stretches[k].0)).iter().sum();
        let clocks = [(&line.open, from), (from, to), (to, &line.close)];
        let _ = writeln!(text, "profile = [");
        for (k, ((from, to), (start, end))) in clocks.iter().zip(stretches).enumerate() {
            let length = end.saturating_sub(start);
            let own = match (k, outside) {
                (1, 0) => 1.0,
                (1, _) => *share,
                _ => (1.0 - share) * f64::from(length) / f64::from(outside.max(1)),
            };
            if length > 0 {
                let (from, to) = (toml(from.as_str()), toml(to.as_str()));
                let _ = writeln!(text, "  {{ from = {from}, to = {to}, share = {own} }},");
            }
        }
        let _ = writeln!(text, "]\nprofile_basis = \"stated\"");
    }
    if several {
        let assumed = |value, high| {
            let note = toml(words(language).assumed);
            format!(
                "{{ value = {value}, low = 0, high = {high}, basis = \"assumed\", note = {note} }}"
            )
        };
        let (from, to) = (toml(moved_from.0.as_str()), toml(moved_from.1.as_str()));
        let _ = write!(
            text,
            "\n[line.evening]\nmoved_share_per_hour = {}\nnew_calls_per_hour = {}\nmoved_from = [{from}, {to}]\n",
            assumed("0.02", "0.05"),
            assumed("1", "3"),
        );
    }
    let today = line.wait_today_s.map(|wait| (wait, words(language).no_longer));
    let (wait, note) = match (line.wait_s, today) {
        (Some(wait), _) => (wait, ""),
        (None, Some(today)) => today,
        (None, None) => (WAIT_S, words(language).assumed),
    };
    let note = if note.is_empty() { String::new() } else { format!("   # {note}") };
    let _ = write!(
        text,
        "\n[[line.target]]\nmean_wait = {}{note}\nover = \"week\"\n\n[[line.target]]\nagents_min = 1\n",
        number(wait)
    );
    Some(())
}

/// One group that answers every line, with shifts that fit the hours.
fn staff(text: &mut String, form: &Form, language: Language) -> Option<()> {
    let w = words(language);
    let times =
        |of: &dyn Fn(&FormLine) -> Vec<u32>| form.lines.iter().flat_map(of).collect::<Vec<_>>();
    let open = times(&|line| minutes(&line.open).into_iter().collect());
    let close = times(&|line| {
        line.later.iter().chain([&line.close]).filter_map(|time| minutes(time)).collect()
    });
    let (open, close) = (open.into_iter().min()?, close.into_iter().max()?);
    let span = close.checked_sub(open)?;
    let ids: Vec<String> = (1..=form.lines.len()).map(|k| format!("line-{k}")).collect();
    let cost = number(form.hourly_cost.unwrap_or(HOURLY_COST));
    let heads = |id: &str, hours: u32, heads: u32| {
        format!(
            "  {{ id = \"{id}\", weekly_hours = {hours}, days_per_week = 5, heads = {heads} }},\n"
        )
    };
    let mut contracts = String::new();
    let kinds = [("full", 40, form.full_time, FULL_DAY), ("part", 20, form.part_time, HALF_DAY)];
    for (id, hours, count, _) in kinds.iter().filter(|kind| kind.2 > 0) {
        contracts += &heads(id, *hours, *count);
    }
    let _ = write!(
        text,
        "\n[[group]]\nid = \"team\"\nname = {}\nlines = {}\nhourly_cost = {}\nshrinkage = {}\ncontracts = [\n{contracts}]\n",
        toml(w.team),
        list(ids.iter()),
        known(&cost, form.hourly_cost.is_some(), language),
        known("0.08", false, language),
    );
    for (id, _, _, length) in kinds.iter().filter(|kind| kind.2 > 0) {
        let length = span.min(*length);
        let last = close - length;
        let clock =
            |minute: u32| TimeOfDay::from_minutes(minute).map(|time| toml(time.to_string()));
        let starts = match last > open {
            true => {
                format!("{{ from = {}, to = {}, every = \"30m\" }}", clock(open)?, clock(last)?)
            }
            false => format!("[{}]", clock(open)?),
        };
        let pause = match length >= 360 {
            true => {
                "breaks = [{ length = \"15m\", paid = true, after = \"2h\", before_end = \"2h\" }]\n"
            }
            false => "",
        };
        let _ = write!(
            text,
            "\n[[shift]]\nid = \"{id}-day\"\ngroups = [\"team\"]\ncontracts = [\"{id}\"]\nstarts = {starts}\nlengths = [\"{length}m\"]\n{pause}",
        );
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use obsada::scenario::validate::parse;

    #[test]
    fn every_form_is_a_scenario() {
        let line = |close: &str, later: &str, peak: &str| {
            format!(
                r#"{{"name":"A \"quoted\" line","open":"09:00","close":"{close}","later":{later},"calls":120,"per_year":false,"handle_s":null,"wait_today_s":107,"wait_s":null,"peak":{peak}}}"#
            )
        };
        let forms = [
            line("17:00", "[]", "null"),
            line("17:00", r#"["19:00","17:00"]"#, r#"["10:00","13:00",0.5]"#),
            line("12:00", "[]", r#"["09:00","12:00",0.4]"#),
        ];
        for (line, polish) in forms.iter().zip([false, true, false]) {
            let form = format!(
                r#"{{"polish":{polish},"title":"T</script>","days":["mon","sat"],"lines":[{line},{line}],"full_time":4,"part_time":2,"hourly_cost":null}}"#
            );
            let text = scenario(&form).unwrap();
            let read = parse(&text, "form.toml", &|_| Err("none".into()));
            let read = read.unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
            assert_eq!(read.lines.len(), 2);
            assert_eq!(read.lines[0].aht.value.get(), 240.0);
        }
    }

    #[test]
    fn what_is_no_form_is_told() {
        assert_eq!(scenario("{}").unwrap_err().kind, "call");
    }
}
