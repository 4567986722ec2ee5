//! From two reported figures to all that explains them.
use obsada::estimate::totals::*;
use obsada::estimate::totals_change::changes;
#[test]
fn scratch() {
    let t = std::time::Instant::now();
    let p = Profile::new(450, 930, (600, 780), 0.48);
    let a = Period { label: "2016".into(), handled: 31705.0, mean_wait_s: 107.0, days: 252.0 };
    let b = Period { label: "2017".into(), handled: 5820.0, mean_wait_s: 121.0, days: 64.0 };
    let (x, y) = (range(&a, &p), range(&b, &p));
    for r in [&x, &y] { for row in &r.table { for c in row { match c { Some(c) => eprint!("{:7.1}{} {:4.1}%", c.aht_s, if c.plausible {' '} else {'*'}, c.p_abandon*100.0), None => eprint!("   —  ") } } eprintln!(); } eprintln!(); }
    let c = changes(&x, &y);
    eprintln!("{}", c.volume);
    for r in c.rows { eprintln!("{:?} {:?} aht {} → {:?} agents {:?} unchanged {:?}", r.before.agents, r.before.patience_s, r.before.aht_s, r.aht_s, r.agents, r.wait_unchanged_s); }
    eprintln!("{:?}", t.elapsed());
}
