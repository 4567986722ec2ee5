//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// What kind of day a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Weekday,
    Weekend,
    Holiday,
}

/// Formats of the workbook.
pub struct Styles {
    pub title: Format,
    pub note: Format,
    pub head: Format,
    pub name: Format,
    pub hours: Format,
    pub whole: Format,
    pub balance: Format,
    pub total: Format,
    pub people: Format,
    pub wrapped: Format,
    pub strong: Format,
    pub label: Format,
    pub time: Format,
    pub red: Format,
    pub blue: Format,
    pub grey: Format,
}

const WEEKEND: u32 = 0x00E7_E9EC;
const HOLIDAY: u32 = 0x00FB_DFC3;
const HEAD: u32 = 0x00D9_E2EC;

fn base() -> Format {
    Format::new().set_font_name("Calibri").set_font_size(9)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00B8_C0C8))
}

impl Styles {
    pub fn new() -> Self {
        let middle = |f: Format| f.set_align(FormatAlign::Center);
        let number = |pattern: &str| middle(boxed()).set_num_format(pattern);
        Self {
            title: base().set_bold().set_font_size(14),
            note: base().set_font_color(Color::RGB(0x004A_5563)),
            head: middle(boxed()).set_bold().set_background_color(Color::RGB(HEAD)),
            name: boxed().set_bold(),
            hours: number("0.0#"),
            whole: number("0"),
            balance: number("+0.0#;[Red]-0.0#;0.0"),
            total: number("0.0#").set_bold(),
            people: number("0.##"),
            wrapped: base().set_text_wrap().set_align(FormatAlign::Top),
            strong: base().set_bold().set_align(FormatAlign::Top),
            label: base().set_bold(),
            time: number("hh:mm"),
            red: Format::new()
                .set_background_color(Color::RGB(0x00F8_C4C0))
                .set_font_color(Color::RGB(0x0080_0000)),
            blue: Format::new().set_background_color(Color::RGB(0x00D3_E3F7)),
            grey: Format::new()
                .set_background_color(Color::RGB(0x00C9_CED4))
                .set_font_color(Color::RGB(0x0030_3840)),
        }
    }

    /// A cell of a day that holds text.
    pub fn day(&self, kind: Kind, fixed: bool) -> Format {
        let cell = boxed().set_align(FormatAlign::Center).set_num_format("@");
        let cell = if fixed { cell.set_bold() } else { cell };
        filled(cell, kind)
    }

    /// The head of a day's column; `date`: its date rather than its name.
    pub fn day_head(&self, kind: Kind, date: bool) -> Format {
        let head = self.head.clone();
        let head = if date { head.set_num_format("d.mm") } else { head };
        filled(head, kind)
    }
}

fn filled(format: Format, kind: Kind) -> Format {
    match kind {
        Kind::Weekday => format,
        Kind::Weekend => format.set_background_color(Color::RGB(WEEKEND)),
        Kind::Holiday => format.set_background_color(Color::RGB(HOLIDAY)),
    }
}
