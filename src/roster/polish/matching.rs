//! The assignment problem: everybody one place, every place to somebody, at the least cost.

/// The cost of what must not be.
const NEVER: i128 = 200_000_000_000_000_000_000_000_000_000_000_000;

/// The cheapest way to give each of `n` people one of `n` places, `None` where there is no way: the sum and
/// for each person the place. `cost` of person and place, `None` where it must not be; costs are less than
/// 10³⁵ in sum. Shortest augmenting paths (Jonker & Volgenant 1987), in whole numbers and so exact.
pub fn cheapest(
    n: usize,
    cost: &dyn Fn(usize, usize) -> Option<i128>,
) -> Option<(i128, Vec<usize>)> {
    let costs: Vec<i128> =
        (0..n * n).map(|cell| cost(cell / n, cell % n).unwrap_or(NEVER)).collect();
    let (mut row_price, mut column_price) = (vec![0_i128; n], vec![0_i128; n + 1]);
    // The person at each place; the last place is where a path starts.
    let mut held: Vec<Option<usize>> = vec![None; n + 1];
    for person in 0..n {
        held[n] = Some(person);
        let mut least = vec![i128::MAX; n];
        let mut from = vec![n; n];
        let mut seen = vec![false; n + 1];
        let mut at = n;
        while let Some(row) = held[at] {
            seen[at] = true;
            let mut next = (i128::MAX, n);
            for place in (0..n).filter(|place| !seen[*place]) {
                let reduced = costs[row * n + place] - row_price[row] - column_price[place];
                if reduced < least[place] {
                    (least[place], from[place]) = (reduced, at);
                }
                next = next.min((least[place], place));
            }
            for place in 0..=n {
                match (seen[place], held[place]) {
                    (true, Some(row)) => {
                        row_price[row] += next.0;
                        column_price[place] -= next.0;
                    }
                    (false, _) if place < n => least[place] -= next.0,
                    _ => {}
                }
            }
            at = next.1;
        }
        while at != n {
            held[at] = held[from[at]];
            at = from[at];
        }
    }
    let mut places = vec![0; n];
    for (place, person) in held[..n].iter().enumerate() {
        places[(*person)?] = place;
    }
    let sum: i128 = places.iter().enumerate().map(|(p, place)| costs[p * n + place]).sum();
    (sum < NEVER / 2).then_some((sum, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The least sum by trying all orders.
    fn by_force(n: usize, cost: &dyn Fn(usize, usize) -> Option<i128>) -> Option<i128> {
        fn tries(
            n: usize,
            taken: &mut Vec<usize>,
            cost: &dyn Fn(usize, usize) -> Option<i128>,
        ) -> Option<i128> {
            let row = taken.len();
            if row == n {
                return Some(0);
            }
            let mut best: Option<i128> = None;
            for place in 0..n {
                if taken.contains(&place) {
                    continue;
                }
                taken.push(place);
                let sum = cost(row, place).zip(tries(n, taken, cost)).map(|(a, b)| a + b);
                taken.pop();
                best = best.into_iter().chain(sum).min();
            }
            best
        }
        tries(n, &mut Vec::new(), cost)
    }

    #[test]
    fn the_cheapest_is_that_of_all_orders() {
        let mut impossible = 0;
        for case in 0..400_u64 {
            let n = 1 + (case % 6) as usize;
            let cost = |a: usize, b: usize| {
                let mixed = (case * 64 + (a * 8 + b) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                let drawn = (mixed >> 33) % 40;
                (drawn < 30).then_some(i128::from(drawn) - 12)
            };
            let found = cheapest(n, &cost);
            assert_eq!(found.as_ref().map(|(sum, _)| *sum), by_force(n, &cost), "{case}");
            if let Some((sum, places)) = &found {
                let again: Option<i128> = places.iter().enumerate().map(|(a, b)| cost(a, *b)).sum();
                assert_eq!(again, Some(*sum));
            }
            impossible += u32::from(found.is_none());
        }
        assert!(impossible > 5, "{impossible}");
    }
}
