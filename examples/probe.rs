use obsada::roster::{setting::Setting, search::Effort, polish};
use obsada::shift_plan::search::Settings;
use std::time::Instant;
fn main(){
  let f=std::env::args().nth(1).unwrap();
  let rounds:u32=std::env::args().nth(2).unwrap().parse().unwrap();
  let s=obsada::scenario::load::load(std::path::Path::new(&f)).unwrap_or_else(|e|panic!("{e}"));
  let t=Instant::now();
  let settings=s.roster.as_ref().unwrap();
  let set=Setting::new(&s,settings,s.calendar.week_start.unwrap());
  eprintln!("setting {:.2}s rows {} duties {}",t.elapsed().as_secs_f64(),set.weeks[0].rows.len(),set.weeks[0].week.duties.len());
  let st=Settings{solver:Default::default(),gap:0.002,seconds_left:None};
  let mut grid=vec![vec![None;set.days()];set.people.len()];
  for w in 0..set.weeks.len(){
    let e=Effort{rounds,freed:4,gap:0.0,known_bound:f64::NEG_INFINITY,seed:1,time_left:None};
    let (p,sol)=set.solve_week(w,&mut grid,&e).expect("lines");
    let cov=p.problem.covered(&sol.lines);
    let short:f64=p.problem.needs.iter().zip(&cov).map(|(n,c)|(n.need-c).max(0.0)).sum();
    eprintln!("week {w}: agents {} objective {:.2} bound {:.2} short {short} {:.1}s",p.problem.agents.len(),sol.objective,sol.bound,t.elapsed().as_secs_f64());
  }
  for (p,d) in set.people.iter().zip(&grid){ if let Some(b)=set.broken(p,d){eprintln!("broken {} {b:?}",s.consultants[p.index].name);} }
  eprintln!("{:?}",polish::total(&set,&grid));
  polish::polish(&set,&mut grid,0,&||true);
  eprintln!("{:?} wishes bound {} fair bound {} {:.1}s",polish::total(&set,&grid),polish::wishes_bound(&set,&grid,&st),polish::fairness_bound(&set,&grid),t.elapsed().as_secs_f64());
  for (p,d) in set.people.iter().zip(&grid){ if let Some(b)=set.broken(p,d){eprintln!("broken {} {b:?}",s.consultants[p.index].name);} }
  let b=set.plan_bounds(&st);
  eprintln!("plan bounds {b:?} {:.1}s",t.elapsed().as_secs_f64());
}
