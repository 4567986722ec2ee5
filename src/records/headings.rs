//! Which column means what: by the mapping, or by the usual headings in Polish and English.

use super::mapping::{Column, Columns, Mapping};
use super::usual::{plain, usual};

/// The columns of a table of calls, as indices of fields.
#[derive(Debug, Clone, Default)]
pub(super) struct CallColumns {
    pub arrival: Arrival,
    pub after: Option<usize>,
    pub wait: usize,
    pub outcome: usize,
    pub handle: Option<usize>,
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
    pub line: Option<usize>,
    pub offered: Option<usize>,
    pub answered: Option<usize>,
    pub abandoned: Option<usize>,
    pub mean_wait: Option<usize>,
    pub mean_handle: Option<usize>,
    pub agents: Option<usize>,
    pub service_level: Option<usize>,
    pub drop: Vec<Dropped>,
}

/// Either kind.
#[derive(Debug, Clone)]
pub(super) enum TableColumns {
    Calls(CallColumns),
    Intervals(IntervalColumns),
}

/// One row looked at as the heading of a table.
struct Heading<'a> {
    fields: &'a [&'a str],
    plain: Vec<String>,
    mapping: &'a Mapping,
    missing: Vec<String>,
}

/// The columns, if this row is the heading of the table; else what it lacks.
pub(super) fn columns(fields: &[&str], mapping: &Mapping) -> Result<TableColumns, Vec<String>> {
    let plain = fields.iter().map(|f| plain(f)).collect();
    let mut heading = Heading { fields, plain, mapping, missing: Vec::new() };
    let intervals = match (mapping.kind, &mapping.columns) {
        (Some(kind), _) => kind == super::mapping::Layout::Intervals,
        (None, Some(c)) => c.offered.is_some() || (c.answered.is_some() && c.outcome.is_none()),
        (None, None) => {
            ["offered", "answered"].iter().any(|key| heading.usual(key).is_some())
                && heading.usual("outcome").is_none()
        }
    };
    let columns = if intervals {
        TableColumns::Intervals(heading.intervals())
    } else {
        TableColumns::Calls(heading.calls())
    };
    if heading.missing.is_empty() { Ok(columns) } else { Err(heading.missing) }
}

impl Heading<'_> {
    /// Where a column with a usual heading for this key stands.
    fn usual(&self, key: &str) -> Option<usize> {
        usual(key).iter().find_map(|name| self.plain.iter().position(|p| p == name))
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
        if found.is_none() {
            self.missing.push(match column {
                Column::Name(name) => format!("`{name}`"),
                Column::Position(position) => format!("column {position}"),
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

    fn needed(&mut self, key: &str, of: impl Fn(&Columns) -> Option<&Column>) -> usize {
        let before = self.missing.len();
        let found = self.column(key, of);
        if found.is_none() && self.missing.len() == before {
            self.missing.push(format!("a column for `{key}`"));
        }
        found.unwrap_or(0)
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
        // Day and time count before a timestamp, which may be that of the call's end.
        let complete = date.is_some() && !time.is_empty();
        if timestamp.is_none() && !complete && self.missing.is_empty() {
            self.missing.push("columns for `date` and `time`, or one for `timestamp`".to_owned());
        }
        Arrival { date, time, timestamp: timestamp.filter(|_| !complete) }
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
            wait: self.needed("wait", |c| c.wait.as_ref()),
            outcome: self.needed("outcome", |c| c.outcome.as_ref()),
            handle: self.column("handle", |c| c.handle.as_ref()),
            agent: self.column("agent", |c| c.agent.as_ref()),
            number: self.column("number", |c| c.number.as_ref()),
            line: self.column("line", |c| c.line.as_ref()),
            id: self.column("id", |c| c.id.as_ref()),
            nonnegative,
            drop: self.dropped(),
        }
    }

    fn intervals(&mut self) -> IntervalColumns {
        let columns = IntervalColumns {
            start: self.arrival(),
            line: self.column("line", |c| c.line.as_ref()),
            offered: self.column("offered", |c| c.offered.as_ref()),
            answered: self.column("answered", |c| c.answered.as_ref()),
            abandoned: self.column("abandoned", |c| c.abandoned.as_ref()),
            mean_wait: self.column("mean_wait", |c| c.mean_wait.as_ref()),
            mean_handle: self.column("mean_handle", |c| c.mean_handle.as_ref()),
            agents: self.column("agents", |c| c.agents.as_ref()),
            service_level: self.column("service_level", |c| c.service_level.as_ref()),
            drop: self.dropped(),
        };
        if columns.offered.is_none() && columns.answered.is_none() && self.missing.is_empty() {
            self.missing.push("a column for `offered` or `answered`".to_owned());
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
        assert_eq!((columns.start.date, &columns.start.time[..]), (Some(0), &[1][..]));
        assert_eq!((columns.offered, columns.mean_handle), (Some(2), Some(4)));
        let english = ["Timestamp", "Queue", "Wait time (s)", "Outcome", "Caller ID"];
        let Ok(TableColumns::Calls(columns)) = super::columns(&english, &mapping) else {
            panic!("not a table of calls")
        };
        assert_eq!((columns.arrival.timestamp, columns.wait, columns.outcome), (Some(0), 2, 3));
        assert_eq!((columns.line, columns.number), (Some(1), Some(4)));
    }

    #[test]
    fn what_is_missing_is_named() {
        let missing = columns(&["Data", "Godzina"], &Mapping::default()).unwrap_err();
        assert_eq!(missing, ["a column for `wait`", "a column for `outcome`"]);
        let mapping =
            Mapping::parse("[columns]\ntimestamp = \"t\"\nwait = 7\noutcome = \"o\"", "m").unwrap();
        assert_eq!(columns(&["t", "u"], &mapping).unwrap_err(), ["column 7", "`o`"]);
    }
}
