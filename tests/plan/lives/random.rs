//! Random scenarios over many keys: one to three lines, skills that overlap, three grids, nights, patience and
//! redials up to their ends, calls from next to none to more than anybody could answer.

use crate::dice::Dice;
use std::fmt::Write;

fn clock(hour: u32) -> String {
    format!("{hour:02}:00")
}

/// The scenario of a number.
pub fn scenario(seed: u64) -> String {
    let mut dice = Dice::new(seed, 0x11fe_5eed);
    let grid = dice.pick(&[15, 30, 30, 60]);
    let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let days = &all[..dice.pick(&[1, 1, 2, 3, 5, 7])];
    let night = dice.one_in(6);
    let mut text = format!(
        "title = \"Life {seed}\"\n[calendar]\ninterval_minutes = {grid}\ndays = {days:?}\n\
         week_start = 2026-11-09\n"
    );
    let lines = dice.between(1, 3);
    for line in 0..lines {
        add_line(&mut dice, &mut text, line, days.len() as u32, night);
    }
    let groups = dice.between(1, lines);
    for group in 0..groups {
        let answered: Vec<String> = (0..lines)
            .filter(|line| {
                groups == 1 || *line == group || line % groups == group || dice.one_in(2)
            })
            .map(|line| format!("l{line}"))
            .collect();
        add_group(&mut dice, &mut text, group, &answered);
    }
    add_shifts(&mut dice, &mut text, groups, night);
    if dice.one_in(2) {
        text.push_str(
            "[cost]\nevening = { from = \"18:00\", premium = 0.2 }\nsaturday_premium = 0.5\n\
             sunday_premium = 1.0\nopening_per_hour = 35\n",
        );
    }
    text
}

fn add_line(dice: &mut Dice, text: &mut String, line: u32, days: u32, night: bool) {
    let (open, close) = match night {
        true => (dice.between(12, 16), dice.between(22, 24)),
        false => (dice.between(7, 9), dice.between(13, 20)),
    };
    let aht = dice.pick(&[1, 30, 120, 240, 400, 900]);
    // Erlangs of the busiest hours, about.
    let tenths = dice.pick(&[0, 1, 5, 10, 20, 50, 100, 200]);
    let calls = f64::from(tenths) / 10.0 * 3600.0 / f64::from(aht) * f64::from(close - open);
    let calls = (calls * f64::from(days)).min(40_000.0);
    let _ = write!(
        text,
        "[[line]]\nid = \"l{line}\"\nopen = \"{}\"\nclose = \"{}\"\naht = {aht}\n",
        clock(open),
        clock(close)
    );
    let patient = dice.one_in(2);
    if !patient {
        let _ = writeln!(text, "patience = {}", dice.pick(&[5, 30, 120, 600, 3600]));
        if dice.one_in(2) {
            let _ = writeln!(text, "redial_share = {}", dice.pick(&["0.1", "0.5", "0.95"]));
        }
    }
    if dice.one_in(6) {
        text.push_str("at_close = \"cut-off\"\n");
    }
    let middle = (open + close) / 2;
    let _ = write!(
        text,
        "[line.demand]\ncalls_per_week = {calls:.1}\nprofile = [\n\
         {{ from = \"{}\", to = \"{}\", share = 0.6 }},\n\
         {{ from = \"{}\", to = \"{}\", share = 0.4 }}]\n",
        clock(open),
        clock(middle),
        clock(middle),
        clock(close)
    );
    let over = dice.pick(&["interval", "day", "week"]);
    let target = match dice.between(1, if patient { 5 } else { 6 }) {
        1 => format!("mean_wait = {}\nover = \"{over}\"", dice.pick(&[10, 60, 300])),
        2 => format!(
            "service_level = {{ within = {}, share = {} }}\nover = \"{over}\"",
            dice.pick(&[0, 20, 120]),
            dice.pick(&["0.5", "0.8", "0.95"])
        ),
        3 => "occupancy_max = 0.85".into(),
        4 => format!("agents_min = {}", dice.between(1, 3)),
        5 => format!(
            "long_wait = {{ beyond = {}, share = {} }}\nover = \"{over}\"\nbetween = [\"{}\", \"{}\"]",
            dice.pick(&[60, 300]),
            dice.pick(&["0.02", "0.1"]),
            clock(middle),
            clock(close)
        ),
        _ => format!("abandonment_max = {}\nover = \"{over}\"", dice.pick(&["0.02", "0.1", "0.3"])),
    };
    let _ = writeln!(text, "[[line.target]]\n{target}");
}

fn add_group(dice: &mut Dice, text: &mut String, group: u32, lines: &[String]) {
    let _ = write!(
        text,
        "[[group]]\nid = \"g{group}\"\nlines = {lines:?}\nhourly_cost = {}\n",
        dice.pick(&["30", "40", "48.5"])
    );
    if dice.one_in(3) {
        let _ = writeln!(text, "shrinkage = {}", dice.pick(&["0.05", "0.1", "0.3"]));
    }
    if dice.one_in(2) {
        let _ = writeln!(
            text,
            "contracts = [{{ id = \"full\", weekly_hours = 40, days_per_week = 5, heads = 200 }},\n\
             {{ id = \"part\", weekly_hours = 20, days_per_week = 5, heads = 200, share_max = {} }}]",
            dice.pick(&["0.2", "0.5"])
        );
    }
}

fn add_shifts(dice: &mut Dice, text: &mut String, groups: u32, night: bool) {
    let all: Vec<String> = (0..groups).map(|g| format!("g{g}")).collect();
    let breaks = dice.pick(&[
        "",
        "breaks = [{ length = \"30m\", paid = false, min_shift = \"6h\", after = \"2h\", before_end = \"2h\" }]\n",
        "breaks = [{ length = \"15m\", paid = true, after = \"1h\", before_end = \"1h\" }]\n",
    ]);
    let (from, to) = if night { ("12:00", "20:00") } else { ("07:00", "16:00") };
    let every = dice.pick(&["60m", "60m", "120m"]);
    let lengths = dice.pick(&["[\"4h\"]", "[\"4h\", \"8h\"]", "[\"4h\", \"6h\", \"8h\"]"]);
    let _ = write!(
        text,
        "[[shift]]\nid = \"s\"\ngroups = {all:?}\n\
         starts = {{ from = \"{from}\", to = \"{to}\", every = \"{every}\" }}\n\
         lengths = {lengths}\n{breaks}"
    );
}
