//! Words about call records and about one call among them.

use super::labels;
use super::macros::{either, say};
use super::numbers::{self, duration, percent, whole};
use crate::domain::units::Language;
use crate::records::Quirk;
use crate::records::lookup::{Comparison, Expected, Found};

/// The name of an oddity.
pub fn quirk(quirk: &Quirk, language: Language) -> String {
    let (en, pl) = match quirk.kind {
        "dropped" => ("left out as the mapping says", "pominięte, jak każe plik opisu"),
        "negative_time" => ("negative time in the column", "ujemny czas w kolumnie"),
        "answered_without_agent" => {
            ("answered without a name of the agent", "odebrane bez nazwiska konsultanta")
        }
        "answered_without_handle_time" => {
            ("answered without a handle time", "odebrane bez czasu rozmowy")
        }
        "zero_handle_time" => ("conversations of no length", "rozmowy o zerowej długości"),
        "short_handle_time" => ("conversations below 10 s", "rozmowy krótsze niż 10 s"),
        "past_midnight" => ("came after midnight of their day", "przyszły po północy swojego dnia"),
        "repeated_hour" => (
            "in the hour repeated by a clock change, told apart by order",
            "w godzinie powtórzonej przy zmianie czasu, rozróżnione kolejnością",
        ),
        "total_row" => ("rows of totals, checked", "wiersze sum, sprawdzone"),
        "length_by_starts" => (
            "intervals taken to be as long as starts lie apart, minutes",
            "przedziały tak długie, jak odległe są ich początki, minuty",
        ),
        "average_row" => ("rows of averages, skipped", "wiersze średnich, pominięte"),
        "heading_again" => ("headings repeated, skipped", "powtórzone nagłówki, pominięte"),
        "unanswered_without_wait" => (
            "not answered, of unknown wait: they count as calls, not for patience",
            "nieodebrane, z nieznanym czasem oczekiwania: liczą się jako połączenia, nie do cierpliwości",
        ),
        "duplicate" => (
            "records that came before, dropped: give each file once",
            "wiersze już wczytane, pominięte: każdy plik podaj raz",
        ),
        "time_runs_back" => (
            "places where the time runs back: give logs in order of time",
            "miejsca, w których czas się cofa: podaj dzienniki po kolei",
        ),
        "put_back" => (
            "visits put back into their queue, counted as one call",
            "powroty do tej samej kolejki, liczone jako jedno połączenie",
        ),
        "moved_on" => (
            "visits moved on to another queue, counted as one call (by line as visits)",
            "przejścia do innej kolejki, liczone jako jedno połączenie (wg linii osobno)",
        ),
        "began_before_log" => (
            "calls that began before the log; their waits are known",
            "połączenia sprzed początku dziennika; ich czas oczekiwania jest znany",
        ),
        "ended_again" => (
            "further ends of calls that were passed on",
            "kolejne zakończenia połączeń już przekazanych",
        ),
        "unknown_event_of_call" => (
            "unknown events of calls in a queue, not used",
            "nieznane zdarzenia połączeń w kolejce, niewykorzystane",
        ),
        "open_at_end" => {
            ("calls still open when the log ends", "połączenia otwarte na końcu dziennika")
        }
        "never_ended" => ("calls without an end", "połączenia bez zakończenia"),
        "lost_at_restart" => {
            ("calls lost when the system restarted", "połączenia utracone przy restarcie systemu")
        }
        "entered_twice" => ("calls that entered twice", "połączenia, które weszły dwa razy"),
        "answered_before_arrival" => ("answered before they came", "odebrane przed nadejściem"),
        "other_event" => ("other events, not used", "inne zdarzenia, niewykorzystane"),
        "there_before_log" => (
            "consultants there before the log begins",
            "konsultanci obecni przed początkiem dziennika",
        ),
        other => (other, other),
    };
    let text = either(language, en, pl);
    if quirk.about.is_empty() { text.to_owned() } else { format!("{text}: {}", quirk.about) }
}

/// How many rows were read and used.
pub fn rows(rows: u64, used: u64, language: Language) -> String {
    let (rows, used) = (whole(rows, language), whole(used, language));
    say!(language, "{used} of {rows} rows used", "wykorzystane wiersze: {used} z {rows}")
}

/// Rows that could not be used for one reason.
pub fn bad(code: &str, count: u64, language: Language) -> String {
    let count = whole(count, language);
    say!(language, "{code}: {count} not used", "{code}: niewykorzystane: {count}")
}

/// How many, and where the first is.
pub fn counted(count: u64, first_line: u64, language: Language) -> String {
    let (count, first) = (whole(count, language), whole(first_line, language));
    say!(language, "{count} (first in row {first})", "{count} (pierwszy wiersz: {first})")
}

/// Headings of the sections: the calls found, comparison, model.
pub fn headings(language: Language) -> [&'static str; 2] {
    [
        either(language, "Compared with other calls", "Na tle innych połączeń"),
        either(language, "What the queue model expects", "Czego oczekuje model kolejki"),
    ]
}

/// Title of a call: when it came.
pub fn title(found: &Found, language: Language) -> String {
    let day = labels(language).days[found.weekday % 7];
    let date = numbers::date(&found.date, language);
    let at = found.wall_s as u64;
    let clock = format!("{:02}:{:02}:{:02}", at / 3600, at / 60 % 60, at % 60);
    format!("{}: {day}, {date}, {clock}", either(language, "Call", "Połączenie"))
}

/// Name and value of what is known of a call.
pub fn facts(found: &Found, language: Language) -> Vec<(&'static str, String)> {
    let outcome = match found.outcome {
        "answered" => either(language, "answered", "odebrane"),
        "abandoned" => either(language, "caller hung up while waiting", "dzwoniący zrezygnował"),
        _ => either(language, "let go by the queue", "zakończone przez kolejkę"),
    };
    let mut facts = vec![
        (either(language, "row", "wiersz"), whole(found.row, language)),
        (either(language, "outcome", "wynik"), outcome.to_owned()),
        (
            either(language, "wait", "czas oczekiwania"),
            found.wait_s.map_or(numbers::NONE.to_owned(), |wait| duration(wait, language)),
        ),
    ];
    if !found.line.is_empty() {
        facts.insert(0, (either(language, "line", "linia"), found.line.clone()));
    }
    if let Some(handle_s) = found.handle_s {
        facts.push((either(language, "handle time", "czas rozmowy"), duration(handle_s, language)));
    }
    facts
}

/// The calls of the same half-hour, in a few words.
pub fn same_half_hour(found: &Found, language: Language) -> String {
    let day = labels(language).days[found.weekday % 7];
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    format!("{day} {}–{}", clock(found.half_hour), clock(found.half_hour + 30))
}

/// The month of a call.
pub fn month(found: &Found, language: Language) -> String {
    let date: Option<jiff::civil::Date> = found.date.parse().ok();
    date.map_or_else(String::new, |date| {
        let months = match language {
            Language::En => labels(language).months,
            Language::Pl => NOMINATIVE,
        };
        let month = months[usize::from(date.month().unsigned_abs()) - 1];
        format!("{month} {}", date.year())
    })
}

/// Months as a Polish calendar is headed; dates take the genitive.
const NOMINATIVE: [&str; 12] = [
    "styczeń",
    "luty",
    "marzec",
    "kwiecień",
    "maj",
    "czerwiec",
    "lipiec",
    "sierpień",
    "wrzesień",
    "październik",
    "listopad",
    "grudzień",
];

/// Head of the table of comparisons.
pub fn comparison_head(language: Language) -> Vec<String> {
    let heads = either(
        language,
        ["on this line", "other\ncalls", "waited\nless", "as\nlong", "longer", "their\nmean wait"],
        [
            "na tej linii",
            "innych\npołączeń",
            "czekało\nkrócej",
            "tyle\nsamo",
            "dłużej",
            "ich średni czas\noczekiwania",
        ],
    );
    heads.map(str::to_owned).to_vec()
}

/// A row of the table of comparisons.
pub fn comparison(name: String, c: &Comparison, language: Language) -> Vec<String> {
    let share = |count: u64| match c.calls {
        0 => numbers::NONE.to_owned(),
        calls => percent(count as f64 / calls as f64, 1, language),
    };
    vec![
        name,
        whole(c.calls, language),
        share(c.shorter),
        share(c.equal),
        share(c.longer),
        c.mean_wait_s.map_or(numbers::NONE.to_owned(), |wait| duration(wait, language)),
    ]
}

/// What the model expects, as name and value; then how each is known.
pub fn expected(
    e: &Expected,
    wait_s: Option<f64>,
    language: Language,
) -> Vec<(&'static str, String)> {
    let model = match (e.model, e.why_not) {
        (Some("erlang_a"), _) => "Erlang A".to_owned(),
        (Some(_), _) => "Erlang C".to_owned(),
        (None, why) => why_not(why, language).to_owned(),
    };
    let known = |text: String, basis: &str| format!("{text} ({basis})");
    let basis = match e.basis {
        "scenario" => either(language, "the scenario's", "ze scenariusza"),
        _ => either(language, "estimated from the log", "oszacowane z dziennika"),
    };
    let agents = match e.agents_basis {
        "asked" => either(language, "as given", "jak podano"),
        "on_duty" => either(language, "on duty, from the log", "na służbie, z dziennika"),
        _ => either(language, "at work, by their calls", "przy pracy, według rozmów"),
    };
    let mut rows = vec![(either(language, "model", "model"), model)];
    if let Some(wait) = e.mean_wait_s {
        let name = either(language, "mean wait", "średni czas oczekiwania");
        rows.push((name, duration(wait, language)));
    }
    if let Some((share, wait_s)) = e.p_longer.zip(wait_s) {
        let name = either(language, "wait longer", "czeka dłużej");
        let than = duration(wait_s, language);
        let text = match language {
            Language::En => format!("{} of calls, than {than}", percent(share, 2, language)),
            Language::Pl => format!("{} połączeń, niż {than}", percent(share, 2, language)),
        };
        rows.push((name, text));
    }
    let calls = numbers::number(e.calls, usize::from(e.calls.fract() != 0.0), language);
    rows.push((
        either(language, "calls", "połączenia"),
        known(calls, half_hour_basis(e, language)),
    ));
    if let Some(aht) = e.aht_s {
        let name = either(language, "handle time", "czas rozmowy");
        rows.push((name, known(duration(aht, language), basis)));
    }
    if let Some(patience) = e.patience_s {
        let name = either(language, "patience", "cierpliwość");
        rows.push((name, known(duration(patience, language), basis)));
    }
    let name = either(language, "consultants", "konsultanci");
    let mean = e.agents_mean.map(|mean| numbers::number(mean, 2, language));
    let agents = mean.map_or(agents.to_owned(), |mean| format!("{mean} {agents}"));
    rows.push((name, known(whole(u64::from(e.agents), language), &agents)));
    rows
}

fn half_hour_basis(e: &Expected, language: Language) -> &'static str {
    match e.basis {
        "scenario" => either(
            language,
            "the scenario's, in that half-hour",
            "ze scenariusza, w tej połowie godziny",
        ),
        _ => either(language, "counted in that half-hour", "policzone w tej połowie godziny"),
    }
}

fn why_not(why: Option<&str>, language: Language) -> &'static str {
    match why {
        Some("no_agents") => either(
            language,
            "cannot say: the log names no consultants; give their number with --agents",
            "nie da się powiedzieć: dziennik nie zna konsultantów; podaj ich liczbę (--agents)",
        ),
        Some("no_handle_time") => either(
            language,
            "cannot say: the log has no handle times",
            "nie da się powiedzieć: dziennik nie zna czasu rozmów",
        ),
        _ => either(
            language,
            "no steady queue: more calls than the consultants can answer",
            "brak stanu ustalonego: więcej połączeń, niż konsultanci mogą odebrać",
        ),
    }
}

/// Notes below the tables: how to read the figures.
pub fn notes(lines: usize, shown: usize, matches: u64, language: Language) -> Vec<String> {
    let mut notes = vec![
        either(
            language,
            "A call given up counts with the time its caller waited. The model is that of a steady \
             half-hour: a queue left over from the half-hour before is not in it.",
            "Połączenie porzucone liczy się z czasem, jaki dzwoniący czekał. Model opisuje ustaloną \
             połowę godziny: kolejki z poprzedniej połowy godziny nie uwzględnia.",
        )
        .to_owned(),
    ];
    if lines > 1 {
        notes.push(
            either(
                language,
                "Consultants who answer several lines are counted whole on each.",
                "Konsultanci obsługujący kilka linii są liczeni w całości na każdej.",
            )
            .to_owned(),
        );
    }
    if matches > shown as u64 {
        let (shown, all) = (whole(shown as u64, language), whole(matches, language));
        notes.push(say!(
            language,
            "The last {shown} of {all} calls; --date narrows them down.",
            "Ostatnie {shown} z {all} połączeń; zawęża je --date."
        ));
    }
    notes
}
