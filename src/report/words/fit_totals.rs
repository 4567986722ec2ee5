//! What the report on totals says, in both languages.

use super::macros::{either, say};
use super::numbers::{duration, number, percent};
use crate::domain::units::Language;
use crate::estimate::totals::{Combination, PLAUSIBLE_S, Profile, Range};
use crate::estimate::totals_change::{Change, Changes};
use Language::{En, Pl};

/// Title of the page.
pub fn title(language: Language) -> &'static str {
    either(language, "What two reported figures can mean", "Co mogą znaczyć dwie podane liczby")
}

/// The figures of a period, as a sentence.
pub fn figures(range: &Range, language: Language) -> String {
    let p = &range.period;
    let (handled, days) = (number(p.handled, 0, language), number(p.days, 0, language));
    let (wait, day) = (duration(p.mean_wait_s, language), number(p.handled / p.days, 1, language));
    say!(
        language,
        "Stated: {handled} calls handled on {days} days ({day} a day), which had waited {wait} on average.",
        "Podane: {handled} połączeń obsłużonych w {days} dni ({day} dziennie), po średnim oczekiwaniu {wait}."
    )
}

/// The assumptions about the day.
pub fn assumed(profile: &Profile, language: Language) -> String {
    let clock = crate::domain::clock::clock_text;
    let hours = format!("{}–{}", clock(profile.from_minute), clock(profile.to_minute));
    let share = percent(profile.peak_share, 0, language);
    match (profile.peak, language) {
        (Some((a, b)), En) => format!(
            "Assumed: open {hours}; {share} of a day's calls come {}–{}, spread evenly, the others evenly over the rest; all days alike; each half-hour a steady queue; a fraction of a consultant is there for that share of every half-hour.",
            clock(a),
            clock(b)
        ),
        (Some((a, b)), Pl) => format!(
            "Założone: czynne {hours}; {share} połączeń dnia przychodzi {}–{} równomiernie, reszta równomiernie poza tymi godzinami; dni jednakowe; każda półgodzina to kolejka w równowadze; ułamek konsultanta jest obecny przez taką część każdej półgodziny.",
            clock(a),
            clock(b)
        ),
        (None, En) => format!(
            "Assumed: open {hours}; calls spread evenly over the day; all days alike; each half-hour a steady queue; a fraction of a consultant is there for that share of every half-hour."
        ),
        (None, Pl) => format!(
            "Założone: czynne {hours}; połączenia równomierne w ciągu dnia; dni jednakowe; każda półgodzina to kolejka w równowadze; ułamek konsultanta jest obecny przez taką część każdej półgodziny."
        ),
    }
}

/// The caption of the table.
pub fn table_head(language: Language) -> String {
    let [low, high] = PLAUSIBLE_S.map(|s| duration(s, language));
    say!(
        language,
        "Mean handle time (share who hang up) with which both figures come out exactly, for so many consultants at the phone and such mean patience. In brackets [ ] what is hardly plausible: handle times outside {low} to {high}, or more than half hanging up; — where no handle time does it.",
        "Średni czas obsługi (odsetek porzuceń), przy którym obie liczby wychodzą dokładnie, dla danej liczby konsultantów przy telefonie i średniej cierpliwości. W nawiasach [ ] kombinacje mało wiarygodne: czas spoza {low}–{high} albo porzucenia ponad połowy; — gdy nie ma takiego czasu."
    )
}

/// The range of what is plausible.
pub fn range(range: &Range, language: Language) -> String {
    let of = |value: fn(&Combination) -> f64| {
        let values = || range.plausible().map(value);
        (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max))
    };
    let (agents, aht, gone) = (of(|c| c.agents), of(|c| c.aht_s), of(|c| c.p_abandon));
    let (offered, busy) = (of(|c| c.offered_per_day), of(|c| c.occupancy));
    let n = |x: f64| number(x, 1, language);
    let share = |x: f64| percent(x, 0, language);
    let count = number(range.plausible().count() as f64, 0, language);
    if range.plausible().next().is_none() {
        return say!(
            language,
            "No combination tried is plausible.",
            "Żadna z kombinacji nie jest wiarygodna."
        );
    }
    match language {
        En => format!(
            "{count} combinations are plausible, and the figures do not tell which is true: {} to {} consultants, calls of {} to {}, {} to {} hanging up, hence {} to {} calls offered a day and an occupancy of {} to {}.",
            n(agents.0),
            n(agents.1),
            duration(aht.0, En),
            duration(aht.1, En),
            share(gone.0),
            share(gone.1),
            n(offered.0),
            n(offered.1),
            share(busy.0),
            share(busy.1)
        ),
        Pl => format!(
            "Wiarygodnych kombinacji jest {count} i liczby nie mówią, która jest prawdziwa: od {} do {} konsultantów, połączenia od {} do {}, porzucenia od {} do {}, stąd {} do {} połączeń przychodzących dziennie i zajętość od {} do {}.",
            n(agents.0),
            n(agents.1),
            duration(aht.0, Pl),
            duration(aht.1, Pl),
            share(gone.0),
            share(gone.1),
            n(offered.0),
            n(offered.1),
            share(busy.0),
            share(busy.1)
        ),
    }
}

/// How the handle time moves with the other two parameters, one at a time.
pub fn sensitivity(range: &Range, language: Language) -> Option<String> {
    let at = |n: f64, patience: Option<f64>| {
        let mut all = range.table.iter().flatten().flatten();
        all.find(|c| c.agents == n && c.patience_s == patience).map(|c| duration(c.aht_s, language))
    };
    let base = at(2.0, Some(600.0))?;
    let (more, free, less) = (at(2.5, Some(600.0))?, at(2.0, None)?, at(2.0, Some(300.0))?);
    Some(say!(
        language,
        "Sensitivity: two consultants and a patience of 10 min mean calls of {base}; half a consultant more, calls of {more}; a patience of 5 min, {less}; if nobody hung up, {free}.",
        "Wrażliwość: dwóch konsultantów i cierpliwość 10 min oznaczają połączenia po {base}; pół konsultanta więcej – po {more}; cierpliwość 5 min – {less}; gdyby nikt nie rezygnował – {free}."
    ))
}

/// Heading of the change.
pub fn change_title(before: &str, after: &str, language: Language) -> String {
    say!(language, "From {before} to {after}", "Od „{before}” do „{after}”")
}

/// Heads of the table of changes.
pub fn change_heads(language: Language) -> [&'static str; 6] {
    either(
        language,
        [
            "patience",
            "consul-\ntants",
            "handle\ntime",
            "wait, had only\nvolume changed",
            "or: handle\ntime became",
            "or: consultants\nbecame",
        ],
        [
            "cierpliwość",
            "konsul-\ntanci",
            "czas\nobsługi",
            "czekanie przy\nsamej zmianie\nliczby",
            "albo: czas\nobsługi",
            "albo:\nkonsultanci",
        ],
    )
}

/// The explanation of the totals, from the figures.
pub fn change(changes: &Changes, before: &Range, after: &Range, language: Language) -> String {
    let (w1, w2) = (before.period.mean_wait_s, after.period.mean_wait_s);
    let volume = percent(changes.volume.abs(), 0, language);
    let wait = percent((w2 / w1 - 1.0).abs(), 0, language);
    let (fell, rose) = (changes.volume < 0.0, w2 > w1);
    let first = match language {
        En => format!(
            "The calls handled a day {} by {volume}, the wait {} by {wait} ({} to {}).",
            if fell { "fell" } else { "rose" },
            if rose { "rose" } else { "fell" },
            duration(w1, En),
            duration(w2, En)
        ),
        Pl => format!(
            "Liczba połączeń obsłużonych dziennie {} o {volume}, czekanie {} o {wait} (z {} do {}).",
            if fell { "spadła" } else { "wzrosła" },
            if rose { "wzrosło" } else { "spadło" },
            duration(w1, Pl),
            duration(w2, Pl)
        ),
    };
    let spread = |value: &dyn Fn(&Change) -> Option<f64>| {
        let values: Vec<f64> = changes.rows.iter().filter_map(value).collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (!values.is_empty()).then_some((low, high))
    };
    let mut parts = vec![first];
    if let Some((low, high)) = spread(&|c| c.wait_unchanged_s) {
        let (a, b) = (duration(low, language), duration(high, language));
        parts.push(say!(language, "Had nothing else changed, it would have been {a} to {b}, so something else did.", "Gdyby nic innego się nie zmieniło, wyniosłoby od {a} do {b}, więc zmieniło się coś jeszcze."));
    }
    if let Some((low, high)) = spread(&|c| c.aht_s.map(|aht| aht / c.before.aht_s - 1.0)) {
        parts.push(match language {
            En => format!("Either calls became {} longer,", span(low, high, En)),
            Pl => format!("Albo połączenia stały się dłuższe o {},", span(low, high, Pl)),
        });
    }
    if let Some((low, high)) = spread(&|c| c.agents.map(|n| 1.0 - n / c.before.agents)) {
        parts.push(match language {
            En => format!("or consultants at the phone became {} fewer,", span(low, high, En)),
            Pl => format!("albo konsultantów przy telefonie ubyło o {},", span(low, high, Pl)),
        });
    }
    parts.push(say!(
        language,
        "or some of both; the figures alone do not tell which.",
        "albo jedno i drugie po części; same liczby tego nie rozstrzygają."
    ));
    parts.join(" ")
}

/// `12% to 34%`, with words for a change the other way.
fn span(low: f64, high: f64, language: Language) -> String {
    let (a, b) = (percent(low, 0, language), percent(high, 0, language));
    let to = if language == En { "to" } else { "do" };
    if a == b { a } else { format!("{a} {to} {b}") }
}
