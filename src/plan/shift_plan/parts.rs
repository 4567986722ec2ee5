//! A week that is several: crews who share no line, no contract and no promise are planned apart.
//!
//! Groups belong together where they answer the same lines at some time, or where a row over the week
//! counts both. What is left apart has programmes of its own, each with fewer ties, and the week costs
//! what they cost together.

use super::block::{Block, Body, Cover, Family, Value, Week};
use super::plan::BlockPlan;

/// One part of a week, with where its blocks and their duties and families stand in the whole.
pub struct Part {
    /// The part as a week of its own.
    pub week: Week,
    /// By block: its index in the whole, and those of its duties and families.
    places: Vec<Place>,
}

struct Place {
    block: usize,
    duties: Vec<usize>,
    families: Vec<usize>,
}

/// The parts of a week, in the order of their first groups.
pub fn parts(week: &Week) -> Vec<Part> {
    let labels = labels(week);
    let mut seen: Vec<usize> = labels.clone();
    seen.sort_unstable();
    seen.dedup();
    let used = seen.into_iter().map(|label| part(week, &|g| labels[g] == label));
    used.filter(|part| !part.week.blocks.is_empty()).collect()
}

/// The plan of the whole from the plans of its parts.
pub fn joined(week: &Week, parts: &[Part], plans: &[Vec<BlockPlan>]) -> Vec<BlockPlan> {
    let empty = |body: &Body| {
        let breaks = body.families.iter().map(|f| vec![0; f.slots.len()]).collect();
        (vec![0; body.duties.len()], breaks)
    };
    let mut all: Vec<(Vec<u32>, Vec<Vec<u32>>)> =
        week.blocks.iter().map(|b| empty(&b.body)).collect();
    for (part, plans) in parts.iter().zip(plans) {
        for (place, plan) in part.places.iter().zip(plans) {
            let (duties, breaks) = &mut all[place.block];
            place.duties.iter().zip(&plan.duties).for_each(|(d, n)| duties[*d] = *n);
            place.families.iter().zip(&plan.breaks).for_each(|(f, n)| breaks[*f].clone_from(n));
        }
    }
    let blocks = week.blocks.iter().zip(all);
    blocks.map(|(b, (d, breaks))| BlockPlan::new(&b.body, d, breaks, week.ties.len())).collect()
}

/// By group, the least group that it belongs together with.
fn labels(week: &Week) -> Vec<usize> {
    let bodies = || week.blocks.iter().map(|b| &b.body);
    let groups = bodies().flat_map(|b| {
        let covers = b.covers.iter().flat_map(|c| c.groups.iter().map(|g| g.0));
        b.duties.iter().map(|d| d.group).chain(covers)
    });
    let mut labels: Vec<usize> = (0..groups.max().map_or(0, |g| g + 1)).collect();
    let mut together = |groups: Vec<usize>| {
        let Some(least) = groups.iter().map(|g| labels[*g]).min() else { return };
        let old: Vec<usize> = groups.iter().map(|g| labels[*g]).collect();
        labels.iter_mut().filter(|l| old.contains(l)).for_each(|l| *l = least);
    };
    for body in bodies() {
        body.covers.iter().for_each(|c| together(c.groups.iter().map(|g| g.0).collect()));
        body.values.iter().for_each(|v| together(value_groups(body, v)));
    }
    for r in 0..week.ties.len() {
        let counts = |usage: &[(usize, f64)]| usage.iter().any(|u| u.0 == r);
        together(
            bodies()
                .flat_map(|b| {
                    let duties = b.duties.iter().filter(|d| counts(&d.usage)).map(|d| d.group);
                    let values = b.values.iter().filter(|v| counts(&v.usage));
                    duties.chain(values.flat_map(|v| value_groups(b, v))).collect::<Vec<_>>()
                })
                .collect(),
        );
    }
    labels
}

fn value_groups(body: &Body, value: &Value) -> Vec<usize> {
    let covers = value.curves.iter().map(|(c, _)| &body.covers[*c]);
    covers.flat_map(|c| c.groups.iter().map(|g| g.0)).collect()
}

fn part(week: &Week, own: &dyn Fn(usize) -> bool) -> Part {
    let mut part = Part { week: Week { blocks: Vec::new(), ..week.clone() }, places: Vec::new() };
    for (b, block) in week.blocks.iter().enumerate() {
        let (place, block) = block_part(b, block, own);
        if !block.body.duties.is_empty() || !block.body.covers.is_empty() {
            part.week.blocks.push(block);
            part.places.push(place);
        }
    }
    part
}

fn block_part(b: usize, block: &Block, own: &dyn Fn(usize) -> bool) -> (Place, Block) {
    let body = &block.body;
    let kept = |yes: &dyn Fn(usize) -> bool, all: usize| -> Vec<usize> {
        (0..all).filter(|k| yes(*k)).collect()
    };
    let duties = kept(&|d| own(body.duties[d].group), body.duties.len());
    let families = kept(&|f| own(body.families[f].group), body.families.len());
    let covers = kept(&|c| body.covers[c].groups.iter().all(|g| own(g.0)), body.covers.len());
    let place = |of: &[usize], k: usize| of.binary_search(&k).ok();
    let family = |f: &usize| {
        let family = &body.families[*f];
        let windows = family.windows.iter();
        let windows = windows.filter_map(|w| Some((place(&duties, w.0)?, w.1, w.2))).collect();
        Family { windows, ..family.clone() }
    };
    let value = |v: &Value| {
        let curves: Option<Vec<_>> =
            v.curves.iter().map(|(c, k)| Some((place(&covers, *c)?, *k))).collect();
        Some(Value { curves: curves.filter(|c| !c.is_empty())?, ..v.clone() })
    };
    let cap = |(members, most): &(Vec<usize>, f64)| {
        let members: Vec<usize> = members.iter().filter_map(|d| place(&duties, *d)).collect();
        (!members.is_empty()).then_some((members, *most))
    };
    let own_body = Body {
        duties: duties.iter().map(|d| body.duties[*d].clone()).collect(),
        families: families.iter().map(family).collect(),
        covers: covers.iter().map(|c| body.covers[*c].clone()).collect::<Vec<Cover>>(),
        values: body.values.iter().filter_map(value).collect(),
        caps: body.caps.iter().filter_map(cap).collect(),
        limits: Vec::new(),
    };
    // A week in which limits are lifted has duties of no catalogue.
    let duty_ids = duties.iter().filter_map(|d| block.duty_ids.get(*d).copied()).collect();
    let own_block = Block { duty_ids, interval_ids: block.interval_ids.clone(), body: own_body };
    (Place { block: b, duties, families }, own_block)
}
