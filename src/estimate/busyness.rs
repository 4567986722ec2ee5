//! How much busier some days are than others of their weekday, beyond what chance alone gives.
//!
//! The calls of a day are taken as Poisson with mean m_w·Γ, where m_w belongs to the weekday and Γ is
//! a factor common to the whole day with mean 1 and coefficient of variation c (Gamma in Jongbloed &
//! Koole 2001 and Avramidis, Deslauriers & L'Ecuyer 2004). Then the variance of a day's calls is
//! m_w + c²m_w², and Pearson's statistic
//!
//! Q(c) = Σ_d (y_d − ȳ_w)² / (ȳ_w + c²ȳ_w²)
//!
//! is near χ² with as many degrees of freedom as there are days beyond the first of each weekday. The
//! estimate sets Q to that number (Paule & Mandel 1982), the interval to its 2.5% and 97.5% points
//! (the Q-profile of Viechtbauer 2007). Slow changes of level and season are part of c.

use super::stats::{chi_squared, crossing};
use super::unusual::weekday_index;
use super::{Estimate, Method};
use jiff::civil::Date;

/// Largest coefficient of variation looked for.
const LARGEST: f64 = 20.0;

/// The coefficient of variation c from calls by day; `None` with fewer than three days to compare.
pub fn busyness(days: &[(Date, f64)]) -> Option<Estimate> {
    let mut sums = [(0.0, 0.0); 7];
    for (date, calls) in days {
        let (count, sum) = &mut sums[weekday_index(*date)];
        *count += 1.0;
        *sum += calls;
    }
    let mean = |date: Date| {
        let (count, sum) = sums[weekday_index(date)];
        sum / count
    };
    let freedom: f64 = sums.iter().map(|(count, _)| (count - 1.0_f64).max(0.0)).sum();
    if freedom < 2.0 {
        return None;
    }
    let statistic = |c: f64| -> f64 {
        let term = |(date, calls): &(Date, f64)| {
            let m = mean(*date);
            if m > 0.0 { (calls - m).powi(2) / (m + c * c * m * m) } else { 0.0 }
        };
        days.iter().map(term).sum()
    };
    let solve = |target: f64| {
        if statistic(0.0) <= target {
            return 0.0;
        }
        crossing(0.0, LARGEST, |c| target - statistic(c))
    };
    let value = solve(freedom);
    let interval = (solve(chi_squared(0.975, freedom)), solve(chi_squared(0.025, freedom)));
    Some(Estimate::new(value, interval, days.len() as u64, Method::PearsonProfile))
}
