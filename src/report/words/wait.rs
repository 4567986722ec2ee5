//! Words of the report on single waits.

use super::macros::words;

words! {
    /// Headings, columns and sentences.
    words -> WaitWords {
        title:
            "How long a single caller waits: {line}, open until {closing}",
            "Jak długo czeka pojedynczy dzwoniący: {line}, czynna do {closing}";
        at:
            "{day} {start}: a caller waits longer than {wait} with probability {share}. Half wait at most {p50}, nine in ten at most {p90}; the mean is {mean}. At the phone: {agents} consultants.",
            "{day} {start}: dzwoniący czeka dłużej niż {wait} z prawdopodobieństwem {share}. Połowa czeka najwyżej {p50}, dziewięciu na dziesięciu najwyżej {p90}; średnia to {mean}. Przy telefonie: {agents} konsultantów.";
        week:
            "Over the week, and a year of such weeks: {share} of {calls} calls a week wait longer than {wait}; the mean wait is {mean}.",
            "W tygodniu i w roku takich tygodni: {share} z {calls} połączeń tygodniowo czeka dłużej niż {wait}; średni czas oczekiwania to {mean}.";
        overlapping:
            "Not everyone answers every line: all of them are taken as one queue here, which is optimistic for the smaller line.",
            "Nie każdy odbiera każdą linię: tu wszyscy tworzą jedną wspólną kolejkę, co dla mniejszej linii jest zbyt optymistyczne.";
        nearest:
            "Patience is not exponential in the scenario; here it is the nearest exponential one, {patience} on average.",
            "W scenariuszu cierpliwość nie jest wykładnicza; tu przyjęto najbliższą wykładniczą, średnio {patience}.";
        played:
            "Played out call by call, the mean wait over the week is {mean}.",
            "W symulacji połączenie po połączeniu średni czas oczekiwania w tygodniu to {mean}.";
        by_half_hour: "By half-hour of the call", "Według półgodziny połączenia";
        columns:
            "          calls   phone      mean    half within  90% within    longer",
            "          poł.  przy tel.  średnio   połowa do    90% do         dłużej";
        places:
            "What a place in the queue means then, for a caller who stays",
            "Co wtedy znaczy miejsce w kolejce dla tego, kto czeka";
        place_columns: "place   expected   90% within", "miejsce  średnio    90% do";
        closed: "At that time the line is closed.", "O tej porze linia jest nieczynna.";
        method:
            "Computed: the queue carried through the day exactly, from the plan's consultants less breaks and shrinkage; calls random, handle times exponential. Who still waits at closing is served. A wait is all time in the queue, however it ends.",
            "Obliczone: kolejka prowadzona dokładnie przez cały dzień, z konsultantów grafiku bez przerw i nieobecności; połączenia losowe, czasy obsługi wykładnicze. Kto czeka przy zamknięciu, zostaje obsłużony. Czekanie to cały czas w kolejce, jakkolwiek się kończy.";
    }
}
