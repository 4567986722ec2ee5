//! Parameters from records: known truths are found again, and the bank's published figures come out.

#[path = "estimate/bank.rs"]
mod bank;

use obsada::estimate::{Options, estimate};

#[test]
fn scratch() {
    let Some(mut h) = bank::history() else { return };
    let t = std::time::Instant::now();
    let e = estimate(&mut h, &Options::default()).unwrap();
    eprintln!("{:?}", t.elapsed());
    eprintln!("{} {} {} sl {} asa {:?}", e.offered, e.answered, e.abandoned, e.service_level, e.asa_s);
    eprintln!("unusual {:?}", e.unusual);
    eprintln!("pen {:?} disp {} busy {:?} outside {}", e.arrivals.penalty, e.arrivals.dispersion, e.arrivals.busyness, e.arrivals.outside);
    for d in &e.arrivals.weekdays { eprintln!("{:?} {} first {} n {} calls {:?} r {:?}", d.weekday, d.days, d.first, d.rates.len(), d.calls, d.rates[d.rates.len()/2]); }
    let h = e.handle.unwrap();
    eprintln!("{:?} {:?} {:?} {:?} {}", h.mean_s, h.variation, h.shape, h.shape_of_long, h.short);
    eprintln!("{:#?}", e.patience);
    eprintln!("{:?} {:?}", e.redials, e.away);
    let g = e.goodness.unwrap();
    eprintln!("{:?}\n{:?}", g.overall, g.distance);
    eprintln!("single {:?} seen {:?} repl {:?} chance {:?} {:?} single {:?} formula {:?} un {}", g.distance_single, g.distance_from_seen, g.distance_replayed, g.chance, g.chance_range_s, g.chance_single, g.formula_error, g.unanswerable);
    for r in g.rows { eprintln!("{} {:.0} {:.1} {:.1} {:.1} {:.1}", r.half_hour, r.calls, r.agents, r.observed.mean_wait_s, r.model.mean_wait_s, r.replayed.mean_wait_s); }
}
