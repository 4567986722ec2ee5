//! Words of the memo about the error of the draws, about the pilot, and about what safety costs, each in both languages.

use super::macros::{either, say, words};
use super::numbers;
use crate::domain::units::Language;
use crate::wire::proposal::Observed;

words! {
    /// Headings and heads.
    risks -> Risks {
        planned_draws: "Draws planned in full", "Losowania zaplanowane w całości";
        draw: "draw", "losowanie";
        summed: "by the sums", "wg sum";
        planned: "planned", "zaplanowane";
        off: "off by", "różnica";
        mean: "mean of these", "średnia z nich";
        interval: "95% interval of the mean", "95-procentowy przedział średniej";
        safety: "What safety costs", "Ile kosztuje bezpieczeństwo";
        central_plan: "plan for central numbers", "plan dla wartości środkowych";
        safe_plan: "safe plan", "plan bezpieczny";
        any_missed: "some promise missed", "niedotrzymany któryś cel";
        missed: "missed", "niedotrzymany";
        load: "load planned for", "obciążenie, na które planowano";
        pilot: "The pilot, and how its size is known", "Pilotaż i skąd wynika jego wielkość";
        quantity: "of the pilot", "pilotaż";
        turns_at: "the recommendation turns at", "zalecenie zmienia się przy";
        deciding: "value that decides", "wartość rozstrzygająca";
        expected_value: "expected before it", "oczekiwana wcześniej";
        weeks: "weeks", "tygodnie";
        expected: "observations expected", "oczekiwane obserwacje";
        standard_error: "standard error at the end", "błąd standardowy na końcu";
        end_above: "at the end, at least", "na końcu, co najmniej";
        end_below: "at the end, at most", "na końcu, najwyżej";
        half_weeks: "first look, weeks", "pierwsze sprawdzenie, tygodnie";
        half_above: "first look, at least", "pierwsze sprawdzenie, co najmniej";
        half_below: "first look, at most", "pierwsze sprawdzenie, najwyżej";
        wrong: "wrong either way, at most", "błąd w każdą stronę, najwyżej";
        decides: "decides with probability", "rozstrzygnie z prawdopodobieństwem";
        review: "review", "przegląd";
    }
}

/// What the draws that were planned in full say of the sums, in short.
pub fn measured(told: &Measured, decides: bool, language: Language) -> String {
    let Measured { draws, off, low, high, summed } = told;
    let first = say!(
        language,
        "Draws planned in full ({draws}) differ from these on average by {off} (95%: {low} to {high}); the hours differ by {summed}, cost less worth of calls.",
        "Losowania zaplanowane w całości ({draws}) różnią się od tych średnio o {off} (95%: od {low} do {high}); godziny różnią się o {summed}, koszt po odjęciu wartości połączeń."
    );
    let then = match decides {
        true => either(
            language,
            " Which are better does not hang on it.",
            " To, które są lepsze, od tego nie zależy.",
        ),
        false => either(
            language,
            " That error is larger than the difference: the draws do not tell which of the two are better.",
            " Ten błąd jest większy niż różnica: losowania nie mówią, które z dwóch są lepsze.",
        ),
    };
    first + then
}

/// Figures of [`measured`], as text.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Measured {
    pub draws: String,
    pub off: String,
    pub low: String,
    pub high: String,
    pub summed: String,
}

/// How draws that are planned in full are taken.
pub fn planned_draws(planned: &str, draws: &str, language: Language) -> String {
    say!(
        language,
        "What a draw costs is summed from the effects of single numbers. To see how far that is off, the draws were put in the order of these sums, cut into {draws} equal parts, and of each part one was taken by lot and planned like any scenario, for both hours; {planned} of them have plans that keep every promise. Shown is the extra cost of the proposed hours less the worth of the further calls. The mean error is an estimate without bias for all draws; its interval is Student's.",
        "Koszt losowania jest sumą wpływów pojedynczych wielkości. Aby sprawdzić, jak bardzo to odbiega od planów, losowania ustawiono według tych sum, podzielono na {draws} równych części i z każdej wylosowano jedno, które zaplanowano jak każdy scenariusz, dla obu wariantów godzin; plany dotrzymujące wszystkich celów ma {planned} z nich. Podano dodatkowy koszt proponowanych godzin po odjęciu wartości dodatkowych połączeń. Średni błąd jest nieobciążonym oszacowaniem dla wszystkich losowań; jego przedział jest przedziałem Studenta."
    )
}

/// Hours without a plan in a draw; `short` says what is short, where it is known.
pub fn without_plan(draw: &str, label: &str, short: Option<&str>, language: Language) -> String {
    match short {
        Some(short) => say!(
            language,
            "Draw {draw}, until {label}: no plan with the people and shifts there are: {short}",
            "Losowanie {draw}, do {label}: brak planu przy obecnych ludziach i zmianach: {short}"
        ),
        None => say!(
            language,
            "Draw {draw}, until {label}: no plan was found that keeps every promise.",
            "Losowanie {draw}, do {label}: nie znaleziono planu, który dotrzymuje wszystkich celów."
        ),
    }
}

/// What the safe plan costs, in short: its risk, give or take, and the risk of the plan for central numbers.
pub fn safety(risks: &[String; 3], label: &str, extra: &str, language: Language) -> String {
    let [safe, half, central] = risks;
    say!(
        language,
        "Safety costs {extra} more a week: until {label}, a plan then misses some promise in {safe} ± {half} of the draws instead of {central}.",
        "Bezpieczeństwo kosztuje w tygodniu więcej o {extra}: do {label} plan nie dotrzymuje wtedy któregoś celu w {safe} ± {half} losowań zamiast w {central}."
    )
}

/// There is no safe plan; `short` says what is short, where it is known.
pub fn no_safe_plan(aim: &str, label: &str, short: Option<&str>, language: Language) -> String {
    let short = short.map_or(String::new(), |short| format!(" {short}"));
    say!(
        language,
        "No plan until {label} with the people and shifts there are was found that misses promises in no more than {aim} of the draws.{short}",
        "Do {label} nie znaleziono, przy obecnych ludziach i zmianach, planu, który nie dotrzymuje celów najwyżej w {aim} losowań.{short}"
    )
}

/// How the safe plan is made.
pub fn safe_plan(label: &str, aim: &str, part: &str, language: Language) -> String {
    say!(
        language,
        "The plan for central numbers, until {label}, keeps its promises where these are true. The safe plan is made for a harder week: every uncertain number that adds load lies {part} of the way from its central value to its end. How far is found by playing plans against the same draws until some promise is missed in no more than {aim} of them; both risks are measured, by the formula half-hour by half-hour corrected by what the queue through the day comes to in the week that was planned for. Costs are at central wages.",
        "Plan dla wartości środkowych, do {label}, dotrzymuje celów, gdy są one prawdziwe. Plan bezpieczny powstał dla trudniejszego tygodnia: każda niepewna wielkość, która zwiększa obciążenie, leży w {part} drogi od wartości środkowej do krańca. Jak daleko, ustalono, sprawdzając plany na tych samych losowaniach, aż któryś cel był niedotrzymany najwyżej w {aim} z nich; oba ryzyka są zmierzone, według wzoru półgodzina po półgodzinie z poprawką na kolejkę przez dzień w tygodniu, na który planowano. Koszty przy środkowych wynagrodzeniach."
    )
}

/// What is counted or timed, as what one does.
fn observed(observed: Observed, line: &str, language: Language) -> String {
    match observed {
        Observed::NewCalls => say!(
            language,
            "count the calls after the present close of people who could not ring by day (ask each)",
            "liczyć połączenia po obecnym zamknięciu od osób, które w dzień nie mogłyby zadzwonić (pytając każdego)"
        ),
        Observed::MovedCalls => say!(
            language,
            "count the calls after the present close of people who would else ring by day (ask each)",
            "liczyć połączenia po obecnym zamknięciu od osób, które inaczej zadzwoniłyby w dzień (pytając każdego)"
        ),
        Observed::Calls => {
            say!(language, "count the calls ({line})", "liczyć połączenia ({line})")
        }
        Observed::HandleTime => {
            say!(language, "time how long calls take ({line})", "mierzyć czas obsługi ({line})")
        }
        Observed::Patience => say!(
            language,
            "add up how long callers wait and divide by how many hang up ({line})",
            "zsumować czas czekania i podzielić przez liczbę rozłączających się ({line})"
        ),
        Observed::Redials => say!(
            language,
            "see how many of those who hang up ring again ({line})",
            "sprawdzać, ilu rozłączających się dzwoni ponownie ({line})"
        ),
        Observed::Shrinkage => say!(
            language,
            "look once in every paid hour whether it is spent away from the telephone",
            "raz w każdej płatnej godzinie sprawdzać, czy upływa poza telefonem"
        ),
        Observed::Busyness => say!(
            language,
            "count the calls of each day (what decides is their standard deviation ÷ their mean)",
            "liczyć połączenia każdego dnia (rozstrzyga odchylenie standardowe ÷ średnia)"
        ),
    }
}

/// A value of what is observed.
pub fn observed_value(observed: Observed, value: f64, language: Language) -> String {
    match observed {
        Observed::NewCalls | Observed::MovedCalls | Observed::Calls => {
            numbers::number(value, 1, language)
        }
        Observed::HandleTime | Observed::Patience => numbers::duration(value, language),
        Observed::Redials | Observed::Shrinkage | Observed::Busyness => {
            numbers::percent(value, 1, language)
        }
    }
}

/// A value as a phrase: of calls, those of a week.
fn phrase(kind: Observed, value: f64, language: Language) -> String {
    let value = observed_value(kind, value, language);
    match kind {
        Observed::NewCalls | Observed::MovedCalls | Observed::Calls => {
            say!(language, "{value} a week", "{value} w tygodniu")
        }
        _ => value,
    }
}

/// A look of the pilot: from which value on and up to which it decides.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct LookValues {
    pub weeks: u32,
    pub at_least: f64,
    pub at_most: Option<f64>,
}

/// Figures of [`pilot`].
#[derive(Debug)]
#[allow(missing_docs)]
pub struct PilotText<'a> {
    pub kind: Observed,
    pub line: &'a str,
    /// The closing time that is tried out.
    pub hours: Option<&'a str>,
    pub above: &'a str,
    pub below: &'a str,
    pub expected: String,
    pub end: LookValues,
    pub halfway: LookValues,
    pub wrong: String,
    pub decides: String,
    /// The date of the review.
    pub review: Option<&'a str>,
}

/// Weeks as a phrase.
fn weeks(count: u32, language: Language) -> String {
    let one = count == 1;
    let few = (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100));
    match language {
        Language::En if one => "1 week".into(),
        Language::En => format!("{count} weeks"),
        Language::Pl if one => "1 tydzień".into(),
        Language::Pl if few => format!("{count} tygodnie"),
        Language::Pl => format!("{count} tygodni"),
    }
}

/// Weeks after which something is, in the case that follows `po`.
fn after_weeks(count: u32, language: Language) -> String {
    match language {
        Language::En => format!("after {}", weeks(count, language)),
        Language::Pl if count == 1 => "po 1 tygodniu".into(),
        Language::Pl => format!("po {count} tygodniach"),
    }
}

/// The pilot in short: what to do for how long, what decides, when it ends early, and how sure that is.
pub fn pilot(told: &PilotText<'_>, language: Language) -> String {
    let PilotText { kind, above, below, expected, end, halfway, wrong, decides, .. } = told;
    let what = observed(*kind, told.line, language);
    let open = told.hours.map_or(String::new(), |hours| {
        say!(language, "open until {hours} and ", "otworzyć do {hours} i ")
    });
    let lasts = weeks(end.weeks, language);
    let first = say!(
        language,
        "Pilot: for {lasts}, {open}{what}; {expected} observations are expected.",
        "Pilotaż przez {lasts}: {open}{what}; oczekiwanych obserwacji: {expected}."
    );
    let value = |value: f64| phrase(*kind, value, language);
    let plain = |value: f64| observed_value(*kind, value, language);
    let high = value(end.at_least);
    let upper = say!(
        language,
        " At {high} or more on average {above} is right",
        " Od {high} średnio słuszne jest {above}"
    );
    let lower = end.at_most.map_or(String::new(), |low| {
        let low = plain(low);
        say!(language, ", at {low} or less {below}", ", do {low} – {below}")
    });
    let between = either(
        language,
        "; in between they are not told apart, and the shorter hours are right.",
        "; pomiędzy nie da się ich odróżnić i słuszne są krótsze.",
    );
    let (early, high) = (after_weeks(halfway.weeks, language), plain(halfway.at_least));
    let low = halfway.at_most.map_or(String::new(), |low| {
        let low = plain(low);
        say!(language, ", {low} or less", " albo do {low}")
    });
    let stop = say!(
        language,
        " Stop {early} at {high} or more{low}; in between go on.",
        " Zakończyć {early} od {high}{low}; pomiędzy prowadzić dalej."
    );
    let sure = say!(
        language,
        " Wrong either way in at most {wrong}; decided in {decides}.",
        " Błąd w każdą stronę najwyżej w {wrong}; rozstrzygnięcie w {decides}."
    );
    let review = match told.review {
        Some(date) => {
            let date = numbers::date(date, language);
            say!(language, " Review on {date}.", " Przegląd: {date}.")
        }
        None => {
            let after = after_weeks(end.weeks, language);
            say!(language, " Review {after}.", " Przegląd {after}.")
        }
    };
    format!("{first}{upper}{lower}{between}{stop}{sure}{review}")
}

/// What turns the recommendation does so beyond its range only.
pub fn only_beyond(key: &str, turns_at: &str, language: Language) -> String {
    say!(
        language,
        " No number that can be measured turns the recommendation within its range; beyond, {key} does at {turns_at}.",
        " Żadna mierzalna wielkość nie zmienia zalecenia w swoim zakresie; poza nim: {key}, przy {turns_at}."
    )
}

/// Nothing that can be measured turns the recommendation.
pub fn no_pilot(key: &str, language: Language) -> String {
    say!(
        language,
        "No pilot is needed for this decision: no number that can be measured turns the recommendation, on average over all others, within its range or twice the range beyond. Most of all, {key} moves the advantage.",
        "Ta decyzja nie wymaga pilotażu: żadna mierzalna wielkość, przy średniej po pozostałych, nie zmienia zalecenia w swoim zakresie ani do dwóch zakresów poza nim. Najbardziej przewagę zmienia: {key}."
    )
}

/// How the pilot's size is known, for the annex.
pub fn pilot_size(key: &str, turns_at: &str, within: bool, language: Language) -> String {
    let where_ = match within {
        true => say!(
            language,
            "{key}: on average over the draws of all other numbers the recommendation turns at {turns_at}.",
            "{key}: średnio po losowaniach pozostałych wielkości zalecenie zmienia się przy {turns_at}."
        ),
        false => say!(
            language,
            "{key}: within its range nothing turns the recommendation; on average over the draws of all other numbers it would turn at {turns_at}, beyond the range, where effects are carried on as straight lines.",
            "{key}: w zakresie nic nie zmienia zalecenia; średnio po losowaniach pozostałych wielkości zmieniłoby się ono przy {turns_at}, poza zakresem, gdzie wpływy przedłużono prostą."
        ),
    };
    let how = either(
        language,
        "The weekly mean of what is observed is taken to be normal with the variance κ₂/n after n weeks, corrected for skewness (Cornish & Fisher 1938): for calls κ₂ = θ + c²θ²Σsᵢ² (Poisson on days with shares sᵢ whose busyness varies by c), for times c²θ² ÷ their number (exponential unless the scenario says otherwise), for shares θ(1 − θ) ÷ their number. It decides at the end where the mean lies so far from the value that decides that this happens by chance in 4.9%, and halfway where in 0.1% (Haybittle 1971, Peto et al. 1976), so in at most 5% together. The weeks are the fewest, from 4 to 52, with which the end decides in 80% over the range of the number (triangular; expected power, O'Hagan et al. 2005). Whether people could have rung by day is taken as they say; in the first weeks fewer know of longer hours, so a count errs low. Those who hang up cannot be asked and are taken to be as those who were.",
        "Średnią tygodniową obserwacji uznano za normalną z wariancją κ₂/n po n tygodniach, z poprawką na skośność (Cornish i Fisher 1938): dla połączeń κ₂ = θ + c²θ²Σsᵢ² (Poisson w dniach o udziałach sᵢ, których obciążenie zmienia się o c), dla czasów c²θ² ÷ ich liczba (wykładnicze, o ile scenariusz nie mówi inaczej), dla odsetków θ(1 − θ) ÷ ich liczba. Na końcu rozstrzyga, gdy średnia leży tak daleko od wartości rozstrzygającej, jak przypadkiem zdarza się w 4,9%, a w połowie – w 0,1% (Haybittle 1971, Peto i in. 1976), więc razem najwyżej w 5%. Tygodni jest najmniej, od 4 do 52, z iloma koniec rozstrzyga w 80% w zakresie wielkości (rozkład trójkątny; oczekiwana moc, O'Hagan i in. 2005). To, czy ktoś mógłby zadzwonić w dzień, przyjęto według jego słów; w pierwszych tygodniach mniej osób wie o dłuższych godzinach, więc liczba bywa zaniżona. Kto się rozłączy, tego nie można zapytać; przyjęto, że jest jak zapytani.",
    );
    format!("{where_} {how}")
}

/// The pilot is too short to decide as often as is aimed at.
pub fn too_small(decides: &str, language: Language) -> String {
    say!(
        language,
        "Even a year decides only with a probability of {decides}: the number lies too near the value that decides for what is to be won by telling.",
        "Nawet rok rozstrzyga tylko z prawdopodobieństwem {decides}: wielkość leży zbyt blisko wartości rozstrzygającej, by warto było to mierzyć."
    )
}
