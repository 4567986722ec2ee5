//! Callers of different patience in one queue: what each of them meets, against the balance of births and
//! deaths state by state, and against a queue that is played out.

use obsada::queue::Queue;

/// SplitMix64 (Steele, Lea & Flood 2014), as a number from 0 to 1.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.next()).ln()
    }

    /// Between two numbers above zero, evenly on a scale of ratios.
    fn ratio(&mut self, low: f64, high: f64) -> f64 {
        low * (high / low).powf(self.next())
    }
}

/// Probabilities that all agents are busy and so many callers wait.
fn waiting(agents: u32, load: f64, aht: f64, patience: f64) -> Vec<f64> {
    let n = f64::from(agents);
    let mut queue = vec![1.0];
    loop {
        let j = queue.len() as f64;
        let next = queue.last().unwrap() * load / (n + j * aht / patience);
        if next < 1e-18 * queue.iter().copied().fold(0.0, f64::max) && next < *queue.last().unwrap()
        {
            break;
        }
        queue.push(next);
    }
    let mut total: f64 = queue.iter().sum();
    let mut weight = 1.0;
    for k in (1..=agents).rev() {
        weight *= f64::from(k) / load;
        total += weight;
    }
    queue.into_iter().map(|weight| weight / total).collect()
}

#[test]
fn what_callers_meet_agrees_with_the_states_of_the_queue() {
    let mut dice = Dice(7);
    for trial in 0..400 {
        let agents = 1 + (dice.next() * 12.0) as u32;
        let (aht, patience) = (dice.ratio(20.0, 900.0), dice.ratio(20.0, 2000.0));
        let own = (trial % 5 > 0).then(|| dice.ratio(10.0, 5000.0));
        let redial = if trial % 3 == 0 { 0.95 * dice.next() } else { 0.0 };
        let load = dice.ratio(0.1, 3.0) * f64::from(agents);
        let queue = Queue::new(agents, load / aht, aht, Some(patience), redial).unwrap();
        let seen = queue.seen_by(own);
        let states = waiting(agents, queue.attempts_per_s() * aht, aht, patience);
        let rate = own.map_or(0.0, |own| 1.0 / own);
        let (mut wait, mut left, mut answered_wait) = (0.0, 0.0, 0.0);
        let (mut reach, mut time, mut spent, mut gone) = (1.0, 0.0, 0.0, 0.0);
        for (j, p) in states.iter().enumerate() {
            let others = f64::from(agents) / aht + j as f64 / patience;
            time += 1.0 / (others + rate);
            spent += reach / (others + rate);
            gone += reach * rate / (others + rate);
            reach *= others / (others + rate);
            wait += p * spent;
            left += p * gone;
            answered_wait += p * reach * time;
        }
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-7 * b.abs() + 1e-10;
        assert!(near(seen.mean_wait_s, wait), "{trial}: {seen:?} {wait}");
        assert!(near(seen.p_abandon, left), "{trial}: {seen:?} {left}");
        assert!(near(seen.answered_wait_s, answered_wait), "{trial}: {seen:?} {answered_wait}");
        assert!((0.0..=1.0).contains(&seen.p_abandon) && seen.mean_wait_s >= 0.0);
        assert!(own.is_none_or(|own| seen.mean_wait_s <= own * (1.0 + 1e-9)));
        let mut before = 0.0;
        for threshold in [0.0, 5.0, 60.0, 1e4] {
            let level = queue.service_level_of(own, threshold);
            assert!((before..=1.0 - seen.p_abandon + 1e-9).contains(&level), "{trial}: {level}");
            before = level;
        }
        assert!(near(before, 1.0 - seen.p_abandon) || own.is_none());
    }
}

#[test]
fn callers_who_are_like_all_others_meet_what_all_meet() {
    let queue = Queue::new(4, 5.0 / 240.0, 240.0, Some(120.0), 0.4).unwrap();
    let (all, nearly) = (queue.seen_by(Some(120.0)), queue.seen_by(Some(120.000_01)));
    assert_eq!(all.p_abandon, queue.p_abandon());
    assert_eq!(queue.service_level_of(Some(120.0), 20.0), queue.service_level(20.0));
    assert!((all.p_abandon - nearly.p_abandon).abs() < 1e-6);
    assert!((all.mean_wait_s - nearly.mean_wait_s).abs() < 1e-4);
    assert!((all.answered_wait_s - nearly.answered_wait_s).abs() < 1e-4);
    let (within, near) =
        (queue.service_level(20.0), queue.service_level_of(Some(120.000_01), 20.0));
    assert!((within - near).abs() < 1e-6);
}

/// Few callers of another patience among many: mean wait and share who hang up, played out in the order of
/// arrival.
fn played(agents: usize, load: f64, patience: f64, own: f64, dice: &mut Dice) -> (f64, f64, f64) {
    let aht = 200.0;
    let mut free = vec![0.0_f64; agents];
    let (mut now, mut calls, mut wait, mut left, mut squares) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for _ in 0..2_000_000 {
        now += dice.exponential(aht / load);
        let first = (0..agents).min_by(|a, b| free[*a].total_cmp(&free[*b])).unwrap();
        let offered = (free[first] - now).max(0.0);
        // A fiftieth of the callers, who hardly change the queue of all.
        let rare = dice.next() < 0.02;
        let lasts = dice.exponential(if rare { own } else { patience });
        if rare {
            calls += 1.0;
            wait += offered.min(lasts);
            squares += offered.min(lasts).powi(2);
            left += f64::from(u8::from(lasts < offered));
        }
        if lasts >= offered {
            free[first] = now + offered + dice.exponential(aht);
        }
    }
    let mean = wait / calls;
    (mean, left / calls, ((squares / calls - mean * mean) / calls).sqrt())
}

#[test]
fn a_queue_that_is_played_out_agrees() {
    let mut dice = Dice(11);
    for (agents, load, patience, own) in
        [(2, 1.6, 300.0, 30.0), (5, 6.0, 120.0, 1200.0), (3, 7.5, 200.0, 20.0)]
    {
        let seen = Queue::new(agents, load / 200.0, 200.0, Some(patience), 0.0)
            .unwrap()
            .seen_by(Some(own));
        let (wait, left, error) = played(agents as usize, load, patience, own, &mut dice);
        // Those few shift the queue of all by up to their share, and calls in one queue are not independent.
        let room = 8.0 * error + 0.03 * wait;
        assert!((seen.mean_wait_s - wait).abs() < room, "{} against {wait}", seen.mean_wait_s);
        assert!((seen.p_abandon - left).abs() < 8.0 * error / own + 0.03, "{seen:?} {left}");
    }
}
