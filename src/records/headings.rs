//! Which column means what: by the mapping, or by the usual headings in Polish and English.

use super::figure::{Figure, terms};
use super::log_line::{Data, LogColumns};
use super::mapping::{Column, Columns, Layout, Mapping};
use super::moments::{Dates, Moment, moment, stretch};
use super::ready::READY;
use super::usual::{plain, usual, without_unit};
use crate::domain::cause::Missing;

/// The columns of a table of calls, as indices of fields.
#[derive(Debug, Clone, Default)]
pub(super) struct CallColumns {
    pub arrival: Arrival,
    pub after: Option<usize>,
    pub wait: Figure,
    pub outcome: usize,
    pub handle: Option<Figure>,
    pub agent: Option<usize>,
    pub number: Option<usize>,
    pub line: Option<usize>,
    pub id: Option<usize>,
    /// Columns with a time that should not be negative, and their names.
    pub nonnegative: Vec<(usize, String)>,
    /// Rows to leave out.
    pub drop: Vec<Dropped>,
}

/// Rows to leave out: each field has one of the values.
#[derive(Debug, Clone)]
pub(super) struct Dropped {
    pub reason: String,
    pub conditions: Vec<(usize, Vec<String>)>,
}

/// Where day and time stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Arrival {
    pub date: Option<usize>,
    /// Several: the first that is filled counts.
    pub time: Vec<usize>,
    pub timestamp: Option<usize>,
    /// The day of every row, where no column has it.
    pub day: Option<jiff::civil::Date>,
}

impl Arrival {
    /// The column that a problem with it is told at.
    pub fn first(&self) -> usize {
        self.timestamp.or(self.date).or(self.time.first().copied()).unwrap_or(0)
    }
}

/// The columns of an interval report.
#[derive(Debug, Clone, Default)]
pub(super) struct IntervalColumns {
    pub start: Arrival,
    /// Where the interval's end stands.
    pub end: Option<usize>,
    pub line: Option<usize>,
    pub offered: Option<Figure>,
    pub answered: Option<Figure>,
    pub abandoned: Option<Figure>,
    pub mean_wait: Option<Figure>,
    pub mean_handle: Option<Figure>,
    pub agents: Option<Figure>,
    pub service_level: Option<usize>,
    pub drop: Vec<Dropped>,
}

/// Either kind.
#[derive(Debug, Clone)]
pub(super) enum TableColumns {
    Calls(Box<CallColumns>),
    Intervals(Box<IntervalColumns>),
    /// A `queue_log`, as a file or as the table that Asterisk writes to a database.
    Log(LogColumns),
}

/// Why a row is no heading: the kind of table that it comes nearest to, and what it lacks for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lacks {
    pub kind: Layout,
    /// Whether anything says that it is of this kind.
    pub likely: bool,
    pub missing: Vec<Missing>,
}

/// One row looked at as the heading of a table.
struct Heading<'a> {
    fields: &'a [&'a str],
    plain: Vec<String>,
    mapping: &'a Mapping,
    /// Rows below it, if they are known.
    below: &'a [Vec<String>],
    missing: Vec<Missing>,
}

/// The columns, if this row is the heading of the table; else what it lacks.
pub(super) fn columns(fields: &[&str], mapping: &Mapping) -> Result<TableColumns, Lacks> {
    columns_below(fields, mapping, &[])
}

/// The same, with rows below it at hand: a column that is headed as one of days or times may have both.
pub(super) fn columns_below(
    fields: &[&str],
    mapping: &Mapping,
    below: &[Vec<String>],
) -> Result<TableColumns, Lacks> {
    let plain: Vec<String> = fields.iter().map(|f| plain(&without_unit(f).0)).collect();
    let heading = || Heading { fields, plain: plain.clone(), mapping, below, missing: Vec::new() };
    let kinds = match (mapping.kind, &mapping.columns) {
        (Some(kind), _) => vec![kind],
        (None, Some(c)) if c.offered.is_some() || (c.answered.is_some() && c.outcome.is_none()) => {
            vec![Layout::Intervals]
        }
        (None, Some(_)) => vec![Layout::Calls],
        (None, None) => heading().kinds(),
    };
    let mut nearest: Option<Lacks> = None;
    for (place, kind) in kinds.into_iter().enumerate() {
        let mut heading = heading();
        let columns = match kind {
            Layout::QueueLog => heading.log().map(TableColumns::Log),
            Layout::Intervals => Some(TableColumns::Intervals(Box::new(heading.intervals()))),
            Layout::Calls => Some(TableColumns::Calls(Box::new(heading.calls()))),
        };
        match columns {
            Some(columns) if heading.missing.is_empty() => return Ok(columns),
            _ => {
                let likely = place == 0 && heading.any_of(kind);
                let lacks = Lacks { kind, likely, missing: heading.missing };
                nearest.get_or_insert(lacks);
            }
        }
    }
    // There is always a kind to try.
    Err(nearest.unwrap_or(Lacks { kind: Layout::Calls, likely: false, missing: Vec::new() }))
}

/// Name of the ready mapping that reads a table with these headings.
pub(super) fn that_reads(headings: &[&str]) -> Option<&'static str> {
    READY.iter().find_map(|ready| {
        // A file without headings has none that match.
        let mapping = Mapping::ready(ready.name).filter(|m| m.header != Some(false))?;
        columns(headings, &mapping).is_ok().then_some(ready.name)
    })
}

/// Keys that only one kind of table has.
fn own_keys(kind: Layout) -> &'static [&'static str] {
    match kind {
        Layout::QueueLog => &["event", "call", "data"],
        Layout::Intervals => &[
            "offered",
            "answered",
            "abandoned",
            "mean_wait",
            "mean_handle",
            "agents",
            "service_level",
        ],
        Layout::Calls => &["wait", "outcome", "handle", "agent", "number", "id"],
    }
}

impl Heading<'_> {
    /// The kinds of table that it may be, the likeliest first.
    fn kinds(&self) -> Vec<Layout> {
        if self.event().is_some() {
            return vec![Layout::QueueLog];
        }
        let intervals = ["offered", "answered"].iter().any(|key| self.usual(key).is_some())
            && self.usual("outcome").is_none();
        if intervals {
            return vec![Layout::Intervals];
        }
        let found = |kind| own_keys(kind).iter().filter(|key| self.usual(key).is_some()).count();
        if found(Layout::Intervals) > found(Layout::Calls) {
            vec![Layout::Intervals, Layout::Calls]
        } else {
            vec![Layout::Calls]
        }
    }

    /// Whether any column is one that only this kind has.
    fn any_of(&self, kind: Layout) -> bool {
        own_keys(kind).iter().any(|key| self.usual(key).is_some())
            || kind == Layout::QueueLog && self.event().is_some()
    }

    /// Where the event of a `queue_log` in a table stands.
    fn event(&self) -> Option<usize> {
        let event = self.any(&["event", "eventname", "verb", "qevent"])?;
        self.any(&["callid", "call id", "uniqueid", "unique id"])?;
        Some(event)
    }

    /// The first column with one of these headings.
    fn any(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.plain.iter().position(|p| p == name))
    }

    /// The columns of a `queue_log` in a table.
    fn log(&mut self) -> Option<LogColumns> {
        let mut needed = |names: &[&str]| {
            let found = self.any(names);
            if found.is_none() {
                self.missing.push(Missing::Named(names[0].to_owned()));
            }
            found.unwrap_or(0)
        };
        let at = needed(&["time", "time id", "created", "eventtime", "timestamp", "datetime"]);
        let call = needed(&["callid", "call id", "uniqueid", "unique id"]);
        let queue = needed(&["queuename", "queue", "queue name", "qname"]);
        let agent = needed(&["agent", "qagent", "agentname"]);
        let event = needed(&["event", "eventname", "verb", "qevent"]);
        let numbered: Vec<usize> = (1..=9)
            .map_while(|n| {
                self.any(&[&format!("data{n}"), &format!("data {n}"), &format!("info{n}")])
            })
            .collect();
        let data = match (numbered.is_empty(), self.any(&["data", "info", "parameters"])) {
            (false, _) => Data::In(numbered),
            (true, Some(packed)) => Data::Packed(packed),
            (true, None) => {
                self.missing.push(Missing::Named("data1".to_owned()));
                return None;
            }
        };
        Some(LogColumns { at, call, queue, agent, event, data })
    }

    /// Where a column with a usual heading for this key stands.
    fn usual(&self, key: &str) -> Option<usize> {
        // Of all figures only this one is a share.
        let bare = |heading: &str| match key {
            "service_level" => heading.replace('%', "").trim().to_owned(),
            _ => heading.to_owned(),
        };
        usual(key).iter().find_map(|name| self.plain.iter().position(|p| bare(p) == *name))
    }

    /// Where a named column stands; noted as missing if it is nowhere.
    fn named(&mut self, column: &Column) -> Option<usize> {
        let found = match column {
            Column::Position(position) => {
                let index = usize::from(position.get()) - 1;
                Some(index).filter(|i| *i < self.fields.len())
            }
            Column::Name(name) => {
                let alike = plain(name);
                let exact = self.fields.iter().position(|f| *f == name);
                exact.or_else(|| self.plain.iter().position(|p| *p == alike && !p.is_empty()))
            }
        };
        if found.is_none() && !self.mapping.ready {
            self.missing.push(match column {
                Column::Name(name) => Missing::Named(name.clone()),
                Column::Position(position) => Missing::Position(position.get()),
            });
        }
        found
    }

    /// The column of a key: as the mapping says, or, without `[columns]`, by its usual headings.
    fn column(&mut self, key: &str, of: impl Fn(&Columns) -> Option<&Column>) -> Option<usize> {
        match &self.mapping.columns {
            Some(columns) => of(columns).and_then(|column| self.named(column)),
            None => self.usual(key),
        }
    }

    fn needed(&mut self, key: &'static str, of: impl Fn(&Columns) -> Option<&Column>) -> usize {
        let before = self.missing.len();
        let found = self.column(key, of);
        if found.is_none() && self.missing.len() == before {
            self.missing.push(Missing::For(key));
        }
        found.unwrap_or(0)
    }

    /// The figure of a key: a column, or columns with signs between them; `unit` is what the mapping says
    /// that it is counted in.
    fn figure(
        &mut self,
        key: &'static str,
        of: impl Fn(&Columns) -> Option<&Column>,
        unit: Option<f64>,
    ) -> Option<Figure> {
        let (all, divisor) = match &self.mapping.columns {
            None => (vec![(1.0, self.usual(key)?)], None),
            Some(columns) => {
                let column = of(columns)?;
                let whole = match column {
                    // A heading may have signs in it.
                    Column::Name(name) if self.fields.contains(&name.as_str()) => None,
                    Column::Name(name) => terms(name),
                    Column::Position(_) => None,
                };
                match whole {
                    None => (vec![(1.0, self.named(column)?)], None),
                    Some(parts) => {
                        let mut places = Vec::new();
                        for (sign, name) in &parts.terms {
                            places.push((*sign, self.named(&self.part(name))?));
                        }
                        let divisor = match &parts.divisor {
                            Some(name) => Some(self.named(&self.part(name))?),
                            None => None,
                        };
                        (places, divisor)
                    }
                }
            }
        };
        let said = all.iter().find_map(|(_, field)| without_unit(self.fields[*field]).1);
        let said = unit.or(said);
        let (unit_s, unit_said) = (said.unwrap_or(1.0), said.is_some());
        Some(Figure { terms: all, divisor, unit_s, unit_said, key })
    }

    /// A part of a sum: a name, or where there is no heading a position.
    fn part(&self, name: &str) -> Column {
        let position = name.parse().ok().filter(|_| self.mapping.header == Some(false));
        position.map_or_else(|| Column::Name(name.to_owned()), Column::Position)
    }

    fn arrival(&mut self) -> Arrival {
        let timestamp = self.column("timestamp", |c| c.timestamp.as_ref());
        let date = self.column("date", |c| c.date.as_ref());
        let time = match &self.mapping.columns {
            Some(columns) => {
                let named = columns.time.as_ref().map_or(&[][..], |time| time.all());
                named.iter().filter_map(|column| self.named(column)).collect()
            }
            None => Vec::from_iter(self.usual("time")),
        };
        let day = self.mapping.day;
        // Day and time count before a timestamp, which may be that of the call's end.
        let timed = !time.is_empty() || self.mapping.whole_days;
        let complete = (date.is_some() || day.is_some()) && timed;
        let stamped =
            [date, time.first().copied()].into_iter().flatten().find(|f| self.stamped(*f));
        let timestamp = timestamp.or(stamped.filter(|_| !complete));
        if timestamp.is_none() && !complete && self.missing.is_empty() {
            self.missing.push(Missing::When);
        }
        Arrival { date, time, timestamp: timestamp.filter(|_| !complete), day }
    }

    /// Whether the cells below have a day and a time of day, not all of them midnight.
    fn stamped(&self, field: usize) -> bool {
        let cells = self.below.iter().filter_map(|row| row.get(field));
        let moments = cells.filter_map(|cell| moment(stretch(cell).0, &Dates::iso()));
        moments.into_iter().any(|at| !matches!(at, Moment::Wall(_, 0.0)))
    }

    fn dropped(&mut self) -> Vec<Dropped> {
        let column = |text: &String| match text.parse() {
            Ok(position) => Column::Position(position),
            Err(_) => Column::Name(text.clone()),
        };
        let mapping = self.mapping;
        let rule = |rule: &super::mapping::Drop| Dropped {
            reason: rule.reason.clone(),
            conditions: rule
                .conditions
                .iter()
                .filter_map(|(name, values)| Some((self.named(&column(name))?, values.clone())))
                .collect(),
        };
        mapping.drop.iter().map(rule).collect()
    }

    fn wait(&mut self) -> Figure {
        let before = self.missing.len();
        let found = self.figure("wait", |c| c.wait.as_ref(), self.mapping.units.wait);
        if found.is_none() && self.missing.len() == before {
            self.missing.push(Missing::For("wait"));
        }
        found.unwrap_or_default()
    }

    fn calls(&mut self) -> CallColumns {
        let mapping = self.mapping;
        let nonnegative = mapping.nonnegative.iter().filter_map(|column| {
            let name = match column {
                Column::Name(name) => name.clone(),
                Column::Position(position) => format!("#{position}"),
            };
            Some((self.named(column)?, name))
        });
        let nonnegative = nonnegative.collect();
        CallColumns {
            arrival: self.arrival(),
            after: self.column("after", |c| c.after.as_ref()),
            wait: self.wait(),
            outcome: self.needed("outcome", |c| c.outcome.as_ref()),
            handle: self.figure("handle", |c| c.handle.as_ref(), mapping.units.handle),
            agent: self.column("agent", |c| c.agent.as_ref()),
            number: self.column("number", |c| c.number.as_ref()),
            line: self.column("line", |c| c.line.as_ref()),
            id: self.column("id", |c| c.id.as_ref()),
            nonnegative,
            drop: self.dropped(),
        }
    }

    fn intervals(&mut self) -> IntervalColumns {
        let units = &self.mapping.units;
        let columns = IntervalColumns {
            start: self.arrival(),
            end: self.column("end", |c| c.end.as_ref()),
            line: self.column("line", |c| c.line.as_ref()),
            offered: self.figure("offered", |c| c.offered.as_ref(), None),
            answered: self.figure("answered", |c| c.answered.as_ref(), None),
            abandoned: self.figure("abandoned", |c| c.abandoned.as_ref(), None),
            mean_wait: self.figure("mean_wait", |c| c.mean_wait.as_ref(), units.mean_wait),
            mean_handle: self.figure("mean_handle", |c| c.mean_handle.as_ref(), units.mean_handle),
            agents: self.figure("agents", |c| c.agents.as_ref(), None),
            service_level: self.column("service_level", |c| c.service_level.as_ref()),
            drop: self.dropped(),
        };
        if columns.offered.is_none() && columns.answered.is_none() && self.missing.is_empty() {
            self.missing.push(Missing::Volume);
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_both_languages() {
        let mapping = Mapping::default();
        let polish =
            ["Data", "Godzina", "Połączenia oferowane", "Odebrane", "Śr. czas rozmowy [s]"];
        let Ok(TableColumns::Intervals(columns)) = columns(&polish, &mapping) else {
            panic!("not an interval report")
        };
        let place = |figure: Option<Figure>| figure.map(|figure| figure.place());
        assert_eq!((columns.start.date, &columns.start.time[..]), (Some(0), &[1][..]));
        assert_eq!((place(columns.offered), place(columns.mean_handle)), (Some(2), Some(4)));
        let english = ["Timestamp", "Queue", "Wait time (s)", "Outcome", "Caller ID"];
        let Ok(TableColumns::Calls(columns)) = super::columns(&english, &mapping) else {
            panic!("not a table of calls")
        };
        assert_eq!(
            (columns.arrival.timestamp, columns.wait.place(), columns.outcome),
            (Some(0), 2, 3)
        );
        assert_eq!((columns.line, columns.number), (Some(1), Some(4)));
    }

    #[test]
    fn what_is_missing_is_named() {
        let missing = columns(&["Data", "Godzina"], &Mapping::default()).unwrap_err().missing;
        assert_eq!(missing, [Missing::For("wait"), Missing::For("outcome")]);
        let mapping =
            Mapping::parse("[columns]\ntimestamp = \"t\"\nwait = 7\noutcome = \"o\"", "m").unwrap();
        let missing = columns(&["t", "u"], &mapping).unwrap_err().missing;
        assert_eq!(missing, [Missing::Position(7), Missing::Named("o".to_owned())]);
    }

    #[test]
    fn each_ready_mapping_is_one_and_reads_its_own_headings() {
        for super::super::ready::Ready { name, text, .. } in &READY {
            let mapping = Mapping::ready(name).unwrap_or_else(|| panic!("{name}"));
            if mapping.header == Some(false) {
                continue;
            }
            // Every quoted text of `[columns]` is a heading, or several with signs between them.
            let headings: Vec<&str> = text
                .lines()
                .skip_while(|line| *line != "[columns]")
                .skip(1)
                .take_while(|line| !line.starts_with('['))
                .filter_map(|line| line.split('"').nth(1))
                .flat_map(|heading| heading.split(" + ").flat_map(|part| part.split(" - ")))
                .collect();
            assert_eq!(that_reads(&headings), Some(*name), "{headings:?}");
        }
        assert!(Mapping::ready("nobody").is_none());
    }
}
