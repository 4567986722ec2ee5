//! Random scenarios of all the kinds that the queue through the day is followed for.

use crate::dice::Dice;
use std::fmt::Write;

/// The scenario of a number: one to three lines on one to three days, groups that answer one or
/// several of them, with and without patience, redials, shrinkage and breaks.
pub fn scenario(seed: u64) -> String {
    let mut dice = Dice::new(seed, 0x000b_5ada);
    let days = &["mon", "tue", "wed"][..dice.between(1, 3) as usize];
    let lines = dice.pick(&[1, 1, 2, 2, 3]);
    let mut text = format!("title = \"Random {seed}\"\n[calendar]\ndays = {days:?}\n");
    for line in 0..lines {
        add_line(&mut dice, &mut text, line, days.len() as u32);
    }
    let sharing = lines > 1 && !dice.one_in(4);
    for line in 0..lines {
        // Where all is shared by one group, it is the only one.
        if line == 0 || !sharing || dice.one_in(2) {
            let answered: Vec<String> =
                (0..lines).filter(|l| *l == line || sharing).map(|l| format!("l{l}")).collect();
            add_group(&mut dice, &mut text, line, &answered);
        } else {
            add_group(&mut dice, &mut text, line, &[format!("l{line}")]);
        }
    }
    let breaks = dice.pick(&[
        "",
        "breaks = [{ length = \"15m\", paid = true }]\n",
        "breaks = [{ length = \"30m\", after = \"1h\", before_end = \"1h\" }]\n",
    ]);
    let groups: Vec<String> = (0..lines).map(|g| format!("g{g}")).collect();
    let _ = write!(
        text,
        "[[shift]]\nid = \"s\"\ngroups = {groups:?}\n\
         starts = {{ from = \"08:00\", to = \"12:00\", every = \"30m\" }}\n\
         lengths = [\"4h\", \"6h\"]\n{breaks}"
    );
    text
}

fn add_line(dice: &mut Dice, text: &mut String, line: u32, days: u32) {
    let aht = dice.between(12, 40) * 10;
    let calls = dice.between(20, 160) * days;
    let close = dice.pick(&["13:00", "14:00", "16:00"]);
    let patience = dice.one_in(2).then(|| dice.between(6, 60) * 10);
    let _ = write!(
        text,
        "[[line]]\nid = \"l{line}\"\nopen = \"08:00\"\nclose = \"{close}\"\naht = {aht}\n"
    );
    if let Some(patience) = patience {
        let _ = writeln!(text, "patience = {patience}");
        if dice.one_in(3) {
            let _ = writeln!(text, "redial_share = 0.{}", dice.between(1, 5));
        }
    }
    let peak = dice.between(30, 70);
    let _ = write!(
        text,
        "[line.demand]\ncalls_per_week = {calls}\nprofile = [\n\
         {{ from = \"08:00\", to = \"10:00\", share = 0.{} }},\n\
         {{ from = \"10:00\", to = \"12:00\", share = 0.{peak} }},\n\
         {{ from = \"12:00\", to = \"13:00\", share = 0.{:02} }}]\n",
        100 - peak - 10,
        10
    );
    let over = dice.pick(&["interval", "day", "week"]);
    let target = match dice.between(1, if patience.is_some() { 5 } else { 4 }) {
        1 => format!("mean_wait = {}", dice.between(2, 24) * 10),
        2 => format!("service_level = {{ within = 20, share = 0.{} }}", dice.between(5, 9)),
        3 => format!("service_level = {{ within = 120, share = 0.{} }}", dice.between(80, 95)),
        4 => format!(
            "long_wait = {{ beyond = {}, share = 0.{:02} }}\nbetween = [\"10:00\", \"12:00\"]",
            dice.between(1, 5) * 60,
            dice.between(2, 15)
        ),
        _ => format!("abandonment_max = 0.{:02}", dice.between(3, 20)),
    };
    let _ = write!(text, "[[line.target]]\n{target}\nover = \"{over}\"\n");
    if patience.is_some() {
        // Without it a line of impatient callers may be left to nobody.
        text.push_str("[[line.target]]\nabandonment_max = 0.4\n");
    }
}

fn add_group(dice: &mut Dice, text: &mut String, group: u32, lines: &[String]) {
    let shrinkage = dice.pick(&["0", "0", "0.05", "0.1", "0.15"]);
    let cost = dice.between(40, 60);
    let _ = write!(
        text,
        "[[group]]\nid = \"g{group}\"\nlines = {lines:?}\nhourly_cost = {cost}\nshrinkage = {shrinkage}\n"
    );
}
