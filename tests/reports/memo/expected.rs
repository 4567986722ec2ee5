//! What the memo's tables must say, recounted from the JSON alone.

use serde_json::Value;

/// What a cell must hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words that are not looked at.
    Words,
    /// This text.
    Text(String),
    /// This number, or a dash where there is none.
    Number(Option<f64>),
    /// This number rounded up.
    AtMost(Option<f64>),
    /// Two numbers with a sign between them.
    Two(Option<[f64; 2]>),
}
use Cell::{AtMost, Number, Text, Two, Words};

pub type Rows = Vec<Vec<Cell>>;

fn number(value: &Value) -> Cell {
    Number(value.as_f64())
}

fn less(a: &Value, b: &Value) -> Cell {
    Number(a.as_f64().zip(b.as_f64()).map(|(a, b)| a - b))
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The 97.5% points of Student's law for samples of 2 to 9, from a table (Fisher & Yates 1963).
fn student(count: usize) -> f64 {
    [12.706_2, 4.302_65, 3.182_45, 2.776_45, 2.570_58, 2.446_91, 2.364_62, 2.306_00][count - 2]
}

pub struct Answer<'a>(pub &'a Value);

impl Answer<'_> {
    pub fn index(&self, name: &str) -> usize {
        self.0[name].as_u64().unwrap() as usize
    }

    pub fn closings(&self) -> &[Value] {
        list(&self.0["closings"])
    }

    fn label(&self, closing: &Value) -> Cell {
        let closing = closing.as_u64().map(|k| &self.closings()[k as usize]["label"]);
        Text(closing.map_or("—", |label| label.as_str().unwrap()).to_owned())
    }

    pub fn present(&self) -> &Value {
        &self.closings()[self.index("baseline")]["central"]
    }

    fn proposed(&self) -> [&Value; 4] {
        let then = &self.closings()[self.index("proposed")];
        [self.present(), &then["low"], &then["central"], &then["high"]]
    }

    fn lines(&self) -> &[Value] {
        list(&self.present()["lines"])
    }

    /// Today, the present hours planned, and the proposal, for a scenario that tells all of today.
    pub fn side_by_side(&self) -> Rows {
        let (today, [before, _, then, _]) = (&self.0["today"], self.proposed());
        let row = |told: f64, before: &Value, then: &Value| {
            let planned = before.as_f64().unwrap() - told;
            vec![
                Words,
                Number(Some(told)),
                number(before),
                number(then),
                Number(Some(planned)),
                less(then, before),
            ]
        };
        let told = |key: &str| today[key]["value"].as_f64().unwrap();
        let hours = told("paid_hours_per_week");
        let mut rows = vec![vec![Words; 6]];
        for (told, key) in [
            (told("consultants"), "people_needed"),
            (hours, "paid_hours_per_week"),
            (hours / 40.0, "full_time_equivalents"),
            (told("cost_per_week"), "cost_per_week"),
        ] {
            rows.push(row(told, &before[key], &then[key]));
        }
        for (k, line) in list(&today["lines"]).iter().enumerate() {
            for key in ["mean_wait_s", "p_abandon", "service_level"] {
                let [before, then] =
                    [before, then].map(|w| &w["lines"][k]["through_day"][key]["value"]);
                rows.push(row(line[key]["value"].as_f64().unwrap(), before, then));
            }
        }
        rows
    }

    pub fn callers(&self) -> Rows {
        let mut rows = Vec::new();
        for k in 0..self.lines().len() {
            for part in ["day", "evening"] {
                for key in ["attempts", "mean_wait_s", "p_abandon"] {
                    let cells =
                        self.proposed().map(|week| number(&week["day_parts"][k][part][key]));
                    rows.push(std::iter::once(Words).chain(cells).collect());
                }
            }
        }
        rows
    }

    pub fn costs(&self) -> Rows {
        let row = |closing: &Value| {
            let (week, base) = (&closing["central"], &self.present()["cost_per_week"]);
            let more = week["cost_per_week"].as_f64().zip(base.as_f64()).map(|(a, b)| a - b);
            let above = week["objective"].as_f64().zip(week["bound"].as_f64());
            vec![
                Text(closing["label"].as_str().unwrap().to_owned()),
                number(&week["cost_per_week"]),
                Number(more),
                Number(more.map(|more| 52.0 * more)),
                number(&week["paid_hours_per_week"]),
                number(&week["full_time_equivalents"]),
                AtMost(above.map(|(objective, bound)| objective / bound - 1.0)),
                Words,
            ]
        };
        self.closings().iter().map(row).collect()
    }

    pub fn promises(&self) -> Rows {
        let row = |cost: &Value| {
            let (loose, dropped) = (&cost["loosened"], &cost["dropped"]);
            let figures =
                [&cost["promised"], &loose["promised"], &loose["saved"], &dropped["saved"]];
            let cells = figures.into_iter().chain([&dropped["mean_wait_s"]]).map(number);
            std::iter::once(Words).chain(cells).collect()
        };
        list(&self.0["promise_costs"]).iter().map(row).collect()
    }

    /// The figures of weeks, a week in each column.
    pub fn measures(&self, weeks: &[&Value]) -> Rows {
        let row = |of: &dyn Fn(&Value) -> Cell| {
            std::iter::once(Words).chain(weeks.iter().map(|week| of(week))).collect::<Vec<Cell>>()
        };
        let mut rows = vec![row(&|_| Words)];
        for key in [
            "cost_per_week",
            "paid_hours_per_week",
            "full_time_equivalents",
            "calls_served",
            "evening_calls",
            "evening_shifts",
            "waiting_minutes",
            "waiting_cost",
        ] {
            rows.push(row(&|week| number(&week[key])));
        }
        for k in 0..self.lines().len() {
            let through =
                |week: &Value, key: &str| number(&week["lines"][k]["through_day"][key]["value"]);
            rows.push(row(&|week| through(week, "mean_wait_s")));
            rows.push(row(&|week| number(&week["peak_waits"][k]["mean_wait_s"])));
            rows.push(row(&|week| through(week, "service_level")));
        }
        rows
    }

    pub fn ranges(&self) -> Rows {
        self.measures(&self.proposed())
    }

    pub fn worth(&self) -> Rows {
        let row = |point: &Value| {
            let between = list(&point["proven_between"]).iter().map(|v| v.as_f64().unwrap());
            let between: Vec<f64> = between.collect();
            vec![
                self.label(&point["closing"]),
                number(&point["from_value"]),
                Two(between.try_into().ok()),
            ]
        };
        list(&self.0["decision"]["breakpoints"]).iter().map(row).collect()
    }

    pub fn steps(&self) -> Rows {
        let row = |step: &Value| {
            let d = &step["to_next_shorter"];
            d.as_object()?;
            let mut cells = vec![self.label(&step["closing"]), self.label(&d["against"])];
            let keys = ["cost", "cost_per_half_hour", "calls_served", "cost_per_call"];
            cells.extend(keys.map(|key| number(&d[key])));
            cells.push(number(&d["peak_waits"][0]["mean_wait_s"]));
            cells.extend(
                ["waiting_minutes", "waiting_cost", "evening_shifts"].map(|key| number(&d[key])),
            );
            Some(cells)
        };
        list(&self.0["steps"]).iter().filter_map(row).collect()
    }

    pub fn points(&self) -> Rows {
        let keys =
            ["through_day_s", "by_formula_s", "cost_per_week", "bound", "paid_hours_per_week"];
        let of = |frontier: &Value| -> Rows {
            let row = |point: &Value| {
                let cells = keys.map(|key| number(&point[key]));
                std::iter::once(self.label(&frontier["closing"])).chain(cells).collect()
            };
            list(&frontier["points"]).iter().map(row).collect()
        };
        list(&self.0["frontier"]).iter().flat_map(of).collect()
    }

    pub fn budget(&self) -> Rows {
        let row = |budget: &Value| {
            let found = &budget["found"];
            let mut cells = vec![self.label(&budget["closing"])];
            cells.extend(["paid_hours_per_week", "cost_per_week"].map(|key| number(&found[key])));
            for k in 0..self.lines().len() {
                cells.push(number(&found["waits"][k]["mean_wait_s"]));
                cells.push(number(&budget["peak_waits"][k]["mean_wait_s"]));
            }
            cells
        };
        list(&self.0["budget"]).iter().map(row).collect()
    }

    pub fn tornado(&self) -> Rows {
        let ends = |report: &Value| {
            ["low", "central", "high"].map(|end| {
                let end = &report[end];
                let figures = ["cost_difference", "net_difference", "mean_wait_s"];
                let mut cells = vec![Words, Words];
                cells.extend(figures.map(|key| number(&end[key])));
                cells.push(self.label(&end["recommended"]));
                cells
            })
        };
        list(&self.0["uncertainty"]["parameters"]).iter().flat_map(ends).collect()
    }

    pub fn chances(&self) -> Rows {
        let [own, base] =
            ["proposed", "baseline"].map(|side| &self.0["uncertainty"]["joint"][side]);
        let any = |missed: &Value| {
            let [any, half] = ["any", "half_width"].map(|key| missed[key].as_f64().unwrap());
            Two(Some([any, half]))
        };
        let mut rows = vec![vec![Words, any(own), any(base), Words]];
        for (own, base) in list(&own["promises"]).iter().zip(list(&base["promises"])) {
            rows.push(vec![
                Words,
                number(&own["share"]),
                number(&base["share"]),
                number(&own["correction"]),
            ]);
        }
        rows
    }

    /// Draws planned in full: by the sums, planned, and what these differ by, whose mean and interval are recounted.
    pub fn planned_draws(&self) -> Rows {
        let told = &self.0["uncertainty"]["planned_draws"];
        let each: Vec<[f64; 2]> = list(&told["each"])
            .iter()
            .map(|draw| ["summed", "planned"].map(|key| draw[key].as_f64().unwrap()))
            .collect();
        let row = |[summed, planned]: [f64; 2]| {
            [summed, planned, planned - summed].map(|value| Number(Some(value)))
        };
        let mut rows: Rows = list(&told["each"])
            .iter()
            .zip(&each)
            .map(|(draw, own)| {
                let number = Number(draw["draw"].as_f64());
                std::iter::once(number).chain(row(*own)).collect()
            })
            .collect();
        let count = each.len() as f64;
        let mean = [0, 1].map(|k| each.iter().map(|own| own[k]).sum::<f64>() / count);
        rows.push(std::iter::once(Words).chain(row(mean)).collect());
        let off = mean[1] - mean[0];
        let squares = each.iter().map(|[a, b]| (b - a - off).powi(2)).sum::<f64>();
        let half = student(each.len()) * (squares / (count - 1.0) / count).sqrt();
        let interval = Two(Some([off - half, off + half]));
        rows.push(vec![Words, Number(None), Number(None), interval]);
        rows
    }

    /// The plan for central numbers beside the safe one.
    pub fn safety(&self) -> Rows {
        let told = &self.0["uncertainty"]["safety"];
        let safe = &told["plan"];
        let closing = told["closing"].as_u64().unwrap() as usize;
        let week = &self.closings()[closing]["central"];
        let side = if closing == self.index("proposed") { "proposed" } else { "baseline" };
        let own = &self.0["uncertainty"]["joint"][side];
        let any = |missed: &Value| {
            Two(Some(["any", "half_width"].map(|key| missed[key].as_f64().unwrap())))
        };
        let mut rows = vec![vec![Words, any(own), any(&safe["missed"])]];
        for key in ["cost_per_week", "paid_hours_per_week", "full_time_equivalents"] {
            rows.push(vec![Words, number(&week[key]), number(&safe[key])]);
        }
        rows.push(vec![Words, Number(Some(1.0)), number(&safe["load"])]);
        let promises = list(&own["promises"]).iter().zip(list(&safe["missed"]["promises"]));
        rows.extend(
            promises.map(|(own, safe)| vec![Words, number(&own["share"]), number(&safe["share"])]),
        );
        rows
    }

    pub fn pilot(&self) -> Rows {
        let told = &self.0["uncertainty"]["pilot_plan"];
        let row = |value: &Value| vec![Words, number(value)];
        let keys =
            ["turns_at", "deciding", "expected_value", "weeks", "expected", "standard_error"];
        let mut rows: Rows = keys.iter().map(|key| row(&told[key])).collect();
        rows.extend(["at_least", "at_most"].map(|key| row(&told["end"][key])));
        rows.extend(["weeks", "at_least", "at_most"].map(|key| row(&told["halfway"][key])));
        rows.extend(["wrong_at_most", "decides"].map(|key| row(&told[key])));
        rows
    }

    pub fn assumptions(&self) -> Rows {
        vec![vec![Words; 5]; list(&self.0["assumptions"]).len()]
    }

    /// The three tables of a choice of closing time and demand response.
    pub fn panel(&self, week: &Value) -> [Rows; 3] {
        let mut starts: Vec<&str> = [self.present(), week]
            .into_iter()
            .flat_map(|week| {
                list(&week["waits"]).iter().map(|wait| wait["start"].as_str().unwrap())
            })
            .collect();
        starts.sort_unstable();
        starts.dedup();
        let wait = |week: &Value, line: &Value, start: &str| {
            let here = |wait: &&Value| wait["line"] == line["line"] && wait["start"] == start;
            let found = list(&week["waits"]).iter().find(here);
            Number(found.and_then(|wait| wait["mean_wait_s"].as_f64()))
        };
        let waits = starts.iter().map(|start| {
            let mut cells = vec![Text((*start).to_owned())];
            for line in self.lines() {
                cells.extend([self.present(), week].map(|week| wait(week, line, start)));
            }
            cells
        });
        let staff = list(&week["staffing"]).iter().map(|row| {
            let start = Text(row["start"].as_str().unwrap().to_owned());
            let cells = ["required", "at_phone", "on_duty"].map(|key| number(&row[key]));
            std::iter::once(start).chain(cells).collect()
        });
        [self.measures(&[self.present(), week]), waits.collect(), staff.collect()]
    }
}
