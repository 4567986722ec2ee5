//! Forecasts and their back-test.
use obsada::estimate::arrivals::Volumes;
use obsada::estimate::backtest::{Horizon, backtest, forecast};
use std::collections::BTreeMap;
use std::path::Path;

fn bank() -> Option<Vec<Volumes>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/bank_volumes_2003/half_hours_mar_jul.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: the bank's volumes are not beside the crate");
        return None;
    };
    let mut days: BTreeMap<jiff::civil::Date, [f64; 48]> = BTreeMap::new();
    for row in text.lines().skip(1) {
        let f: Vec<&str> = row.split(',').collect();
        // The stub of five minutes at 21:00 is no half-hour.
        if f[4] != "6" { continue; }
        let (h, m) = f[2].split_once(':').unwrap();
        let i = h.parse::<usize>().unwrap() * 2 + m.parse::<usize>().unwrap() / 30;
        days.entry(f[0].parse().unwrap()).or_insert([0.0; 48])[i] += f[3].parse::<f64>().unwrap();
    }
    Some(days.into_iter().collect())
}

#[test]
fn scratch() {
    let Some(days) = bank() else { return };
    for h in [Horizon::Week, Horizon::Month] {
    let b = backtest(&days, h, false).unwrap();
    eprintln!("{} origins {} – {} {} chosen {:?}", b.origins, b.first_origin, b.last_origin, b.half_hours, b.chosen);
    for s in &b.scores { eprintln!("{:?}", s); }
    let f = forecast(&days, h, false).unwrap();
    eprintln!("{:?} {:?} {:?}", f.total, f.level, f.special);
    }
}
