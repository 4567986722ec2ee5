//! What an independent check finds: where, what does not hold, and the numbers. The report has the words.

use super::clock::Weekday;
use super::labour::Reason;
use super::measure::MeasureName;

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Where, as an address: names, days and keys of the answer, the outer first.
    pub place: String,
    /// What does not hold there.
    pub fault: Fault,
}

impl Finding {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, fault: Fault) -> Self {
        Self { place: place.into(), fault }
    }
}

/// What a check comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verdict {
    /// What does not hold, in the order in which it was found.
    pub findings: Vec<Finding>,
    /// What holds and is worth knowing: breaks outside of their usual window.
    pub remarks: Vec<Finding>,
}

impl Verdict {
    /// Whether everything holds.
    pub fn passed(&self) -> bool {
        self.findings.is_empty()
    }
}

/// What does not hold. Figures are claimed by the answer that is checked, or recomputed by the check; texts
/// are keys and names of the answer.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Fault {
    // Figures of any kind.
    Claimed {
        what: &'static str,
        claimed: String,
        recomputed: String,
    },
    Unwanted {
        what: &'static str,
        claimed: f64,
    },
    Absent {
        what: &'static str,
        recomputed: f64,
    },
    Missing,
    /// Told, though the scenario has nothing of the kind.
    Unasked,
    InsteadOf {
        claimed: String,
        what: Counted,
        expected: String,
    },
    Expected {
        what: &'static str,
        claimed: String,
        expected: String,
    },
    /// A figure of a plan that does not agree with weeks that were played out.
    PlayedOut {
        what: &'static str,
        claimed: f64,
        played: f64,
        error: f64,
    },

    // The proof and the candidates of a plan.
    BoundAboveObjective {
        bound: f64,
        objective: f64,
    },
    StatusAgainstGap {
        status: &'static str,
        gap: f64,
    },
    StatusAgainstFigure {
        status: &'static str,
        what: &'static str,
        given: bool,
    },
    StatusOfPlan {
        status: &'static str,
        plan: &'static str,
    },
    ProofMissing,
    OtherCandidates {
        claimed: String,
        expected: String,
    },
    BreaksPromises {
        keeper: String,
    },
    OpenLonger {
        other: String,
        hours: f64,
        own: f64,
    },
    Dearer {
        objective: f64,
        other: String,
        cheaper: f64,
    },

    // Shift times.
    TooManyShiftTimes {
        used: usize,
        most: u32,
    },
    StepsOutOfOrder,
    NoSuchShiftTime,
    StepsNotRecounted,

    // Groups and contracts.
    ReportedTimes {
        times: usize,
    },
    ReportedByPlan {
        times: usize,
    },
    NoSuchGroup,
    NoSuchContract,
    HeadCount {
        used: u64,
        heads: u32,
    },
    ContractHeads {
        used: u64,
        heads: u64,
    },
    ContractDays {
        used: u64,
        days: u64,
    },
    ContractHours {
        used: f64,
        hours: f64,
    },
    ContractShare {
        used: f64,
        hours: f64,
    },

    // Rows by interval and lines.
    RowTwice,
    RowMissing,
    NoSuchSet,
    NoSuchLine,
    NoSuchClosing {
        claimed: String,
    },
    UnknownLines,
    NotForEachLine,
    CallsOfNoClosing {
        line: String,
        calls: f64,
    },
    Separate {
        line: String,
        claimed: u32,
        recomputed: u32,
    },
    FewerAttempts {
        attempts: f64,
    },
    /// A promise that the plan says is kept, and that weeks played out break beyond chance.
    KeptByClaimOnly {
        played: f64,
        promised: f64,
    },
    NotReached {
        reached: f64,
        promised: f64,
    },
    TooManySets,
    OnDuty {
        agents: f64,
        people: f64,
        required: u32,
    },
    AtPhone {
        agents: f64,
        required: u32,
    },
    Overloaded {
        agents: f64,
        load: f64,
    },
    Broken {
        promise: Broken,
        value: f64,
        promised: f64,
    },
    FiguresMissing,
    ReachedMissing,
    MetThroughDay {
        claimed: bool,
        value: f64,
        met: bool,
    },
    ReachedOtherwise {
        claimed: f64,
        own: f64,
    },

    // Shifts.
    NobodyWorks,
    NoSuchRule,
    Forbidden(Forbidden),
    BreakCount {
        breaks: usize,
        due: usize,
    },
    BreakLength {
        number: usize,
        minutes: u32,
        due: u32,
    },
    BreakWindow {
        number: usize,
    },
    BreaksOverlap {
        number: usize,
    },

    TooManyShifts {
        held: u64,
        most: u64,
    },

    // What is taken as it is.
    SearchNotRecounted,
    OnlyPlayedOut,
    OthersNotRecounted,
    TodayAsTold,
    RosterSearchNotRecounted,
    AdviceNotRecounted,
    WishesNotTold,
    NothingThroughDay,

    // Rosters.
    /// A rule of labour law, by its name.
    Rule(Reason),
    NoRoster,
    /// The scenario's people or groups are not those that the roster was made for.
    OtherPeople,
    /// Nor its shifts, pay or rules.
    OtherRules,
    /// Nor its lines, calls, promises or calendar.
    OtherDemand,
    ShortSilent {
        hours: f64,
    },
    NoCoverage,
    OnDutyClaimed {
        claimed: f64,
        recomputed: f64,
    },
    RaisedOtherwise {
        required: u32,
    },
    ByFormula {
        claimed: u32,
        recomputed: u32,
    },
    RequiredClaimed {
        claimed: u32,
        least: u32,
    },
    SumClaimed {
        claimed: f64,
        recomputed: f64,
    },
    PaidHours {
        claimed: f64,
        recomputed: f64,
    },
    Norm {
        claimed: Option<f64>,
        recomputed: Option<f64>,
    },
    Evenings {
        evenings: usize,
        weekend_days: usize,
    },
    Spread,
    NoSuchConsultant,
    ListedTwice,
    OtherContract,
    OtherLines,
    Dated {
        date: String,
    },
    // Work away from the phone, and pairs.
    /// Outside of its shift, or over a break or other work away from the phone.
    ActivityOverlaps {
        activity: String,
    },
    /// Not as the scenario has it: another time or length, or not for that person.
    ActivityElsewhere {
        activity: String,
    },
    /// At a set time, and not attended.
    ActivityMissing {
        activity: String,
    },
    /// Minutes of a week that are told as not placed.
    OpenClaimed {
        claimed: f64,
        recomputed: f64,
    },
    /// A piece that was placed where people are short.
    PlacedWhereShort {
        activity: String,
    },
    /// Two people together, or one without the other, against the scenario.
    Pair {
        reason: Reason,
        other: String,
    },
    WorksAway,
    NotMarkedAbsent,
    FixedMissing,
    CodeAgainstShift,
    NoRuleMakes {
        rule: String,
        start: String,
        end: String,
    },
    NotAvailable,
    FixedUnmarked,
    FixedOther,
    HoursAndCost {
        hours: f64,
        cost: f64,
        own_hours: f64,
        own_cost: f64,
    },
    WindowSilent,
    WindowNotShortened,
    /// A break outside of its window, as the roster says: from and to.
    WindowShortened {
        from: String,
        to: String,
    },
    OtherBreaks,
    StageClaimed {
        claimed: f64,
        least: f64,
        most: f64,
    },
    BoundAboveValue,
    GapClaimed {
        claimed: f64,
        recomputed: f64,
    },
    NotOptimal,
    OtherMonday,
    OtherPromises {
        line: String,
    },
    BrokenUnlisted {
        measure: String,
        over: String,
    },
    /// Listed as broken, and not with what its promise reaches.
    ListedOtherwise {
        measure: String,
        over: String,
    },
    NothingInTheWay,

    // Editions.
    /// Less notice than the rules ask for, in days.
    ShortNotice {
        days: i32,
        asked: u32,
    },
    /// The version named as published is none.
    Unpublished,
    ChangesNotRecounted,
}

impl Fault {
    /// The labour rule or other stable name that a fault is about, if it is about one.
    pub fn rule(&self) -> Option<&'static str> {
        Some(match self {
            Self::Rule(reason) => reason.public().code(),
            Self::Pair { reason, .. } => reason.public().code(),
            Self::ActivityMissing { .. } => "activity",
            Self::WorksAway => "absent",
            Self::ShortNotice { .. } => "schedule-notice",
            Self::NotAvailable => "not-available",
            Self::FixedMissing | Self::FixedUnmarked | Self::FixedOther => "fixed",
            Self::WindowSilent | Self::WindowNotShortened | Self::WindowShortened { .. } => {
                "break-window"
            }
            _ => return None,
        })
    }
}

/// What is counted in [`Fault::InsteadOf`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Counted {
    Rows,
    Weeks,
    Lines,
    Days,
    /// What the place says.
    Those,
}

/// A promise that a plan does not keep, in [`Fault::Broken`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Broken {
    /// What is promised.
    pub measure: MeasureName,
    /// Its threshold, where it has one.
    pub threshold_s: Option<f64>,
}

/// What a shift rule does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Forbidden {
    Group,
    Contract,
    Day(Weekday),
    Start,
    Length(u32),
}
