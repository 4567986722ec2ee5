//! Asterisk's `queue_log`: `epoch|call|queue|agent|event|data…`, one event a line.
//!
//! The events and their data are those that the queue application's source writes (`app_queue.c`,
//! versions 1.2 to 22), which is more than its manual lists. Data are counted from the left, by the event;
//! older versions write fewer, and then the clock says what is missing.
//!
//! | event | data | here |
//! |---|---|---|
//! | `ENTERQUEUE` | url, caller's number, position | a call arrives |
//! | `CONNECT` | wait, channel, ring time | it is answered |
//! | `COMPLETECALLER`, `COMPLETEAGENT` | wait, talk, first position | it ends, answered |
//! | `TRANSFER`, `BLINDTRANSFER` | extension, context, wait, talk, first position | the same |
//! | `ATTENDEDTRANSFER` | `BRIDGE` or `APP` and a name, or `LINK` and two; wait, talk, first position | the same |
//! | `ABANDON` | position, first position, wait | it ends, given up |
//! | `EXITWITHTIMEOUT`, `EXITEMPTY` | position, first position, wait | it ends, cut off |
//! | `WITHDRAW` | position, first position, wait, a remark | the same |
//! | `EXITWITHKEY` | key, position, first position, wait | the same |
//! | `SYSCOMPAT` | | the same |
//! | `AGENTDUMP` | | nothing: the consultant hung up, the caller waits on |
//! | `ADDMEMBER` (maybe `PAUSED`), `REMOVEMEMBER`, `AGENT…LOGIN`, `…LOGOFF`, `PAUSE…`, `UNPAUSE…` | | presence |
//! | `QUEUESTART` | | calls still open are lost |
//!
//! Handle time is the talk; after-call work is not in the log. Visits of one call that follow each other
//! are one call, see `join`. A call is handed over when it ends, or, where the queue let go of it, when its
//! caller can no longer come back, so calls come nearly in order of their ends. Only open calls, those ended
//! of late, and a bounded number of events are held in memory.

use super::call::{Call, Outcome, Reading};
use super::fault::Fault;
use super::headings::Arrival;
use super::join::{Held, Joiner, joined, may_go_on};
use super::ledger::{Ledger, out_of_order};
use super::log_line::{Clock, Line, LogColumns, no_time};
use super::presence::{Change, Duty};
use super::privacy::shown;
use super::seen::Seen;
use super::source::{Options, Origin, Records};
use super::zone::Zone;
use crate::domain::error::Error;
use std::collections::{HashMap, VecDeque};

/// A call open for longer has lost its end.
const OPEN_MAX_S: f64 = 24.0 * 3600.0;

/// How long the end of a call is remembered: a call that was passed on may be reported to end again.
const ENDED_S: f64 = 2.0 * 3600.0;

/// Events that are remembered, to notice those that come again.
const SEEN_MAX: usize = 1 << 14;

/// A line may lie this much before a line above it before the time is said to run back, seconds.
const BACK_S: f64 = 60.0;

/// Events that say nothing about calls, waits or presence.
const IDLE: [&str; 11] = [
    "AGENTDUMP",
    "RINGNOANSWER",
    "RINGCANCELED",
    "CONFIGRELOAD",
    "DID",
    "INFO",
    "HOLD",
    "UNHOLD",
    "ADDPENALTY",
    "PENALTY",
    "PAUSEREASON",
];

/// A call between its arrival and its end.
struct Open {
    line: u32,
    since: f64,
    caller: Option<u64>,
    answered: Option<Answer>,
    /// The visit that it goes on from.
    before: Option<Box<Held>>,
}

#[derive(Clone, Copy)]
struct Answer {
    at: f64,
    wait_s: f64,
    agent: Option<u32>,
}

/// A call to hand over: its id, and the line of the file that ended it.
type Ready = (String, Held);

/// Reads a log from its first line on.
pub(super) fn read(
    mut records: Records,
    columns: &LogColumns,
    zone: Zone,
    options: &Options,
    sink: &mut dyn FnMut(&Call, &Origin<'_>),
) -> Result<Reading, Error> {
    let arrival = Arrival { timestamp: Some(columns.at), ..Arrival::default() };
    let order = records.order(&arrival)?;
    let (file, mapping) = (records.file.clone(), records.mapping.clone());
    let mut ledger = Ledger::new(&file);
    let mut log = Log::new(Clock::new(zone, mapping.dates(order)), options);
    while records.advance()? {
        ledger.reading.rows += 1;
        match Line::read(&records.rows, columns, &mut log.clock) {
            Ok(line) => match log.event(&line, &mut ledger)? {
                Ok(()) => ledger.reading.used += 1,
                Err(fault) => ledger.bad(&records.rows, fault),
            },
            Err(fault) => ledger.bad(&records.rows, fault),
        }
        log.hand_over(&mut ledger, sink);
    }
    let last = records.rows.line();
    for _ in 0..log.open.len() {
        ledger.quirk("open_at_end", "", last);
    }
    log.close();
    log.hand_over(&mut ledger, sink);
    ledger.reading.presence = log.duty.finish(ledger.reading.lines.len(), &log.clock.zone);
    let (rows, backward) = (ledger.reading.rows, log.backward);
    ledger.finish(options.bad_rows).map_err(|error| {
        if backward * 10 > rows { out_of_order(&file, backward, rows) } else { error }
    })
}

struct Log<'a> {
    clock: Clock<'a>,
    options: &'a Options,
    open: HashMap<String, Open>,
    /// Calls that ended, and when.
    ended: HashMap<String, f64>,
    joiner: Joiner,
    ready: VecDeque<Ready>,
    seen: Seen,
    duty: Duty,
    /// When the log begins, as long as calls may have begun before it.
    begins: Option<f64>,
    /// The latest time of the log so far.
    latest: f64,
    /// Whether the line at hand lies well before a line above it, and how many do.
    behind: bool,
    backward: u64,
    /// When calls without an end were last looked for.
    swept: f64,
}

impl<'a> Log<'a> {
    fn new(clock: Clock<'a>, options: &'a Options) -> Self {
        Self {
            clock,
            options,
            open: HashMap::new(),
            ended: HashMap::new(),
            joiner: Joiner::default(),
            ready: VecDeque::new(),
            seen: Seen::new(SEEN_MAX),
            duty: Duty::default(),
            begins: Some(f64::INFINITY),
            latest: f64::NEG_INFINITY,
            behind: false,
            backward: 0,
            swept: 0.0,
        }
    }

    /// Takes one event; the inner result is about the line, the outer about the source.
    fn event(
        &mut self,
        line: &Line<'_>,
        ledger: &mut Ledger<'_>,
    ) -> Result<Result<(), Fault>, Error> {
        let at = line.at;
        self.order(line, ledger)?;
        if !IDLE.contains(&line.event) && self.seen.again(line.key(), at) {
            ledger.quirk("duplicate", "", line.number());
            return Ok(Ok(()));
        }
        if self.begins == Some(f64::INFINITY) {
            self.begins = Some(at);
        }
        self.duty.at(at);
        self.sweep(at, line.number(), ledger);
        if let Some(change) = presence(line.event) {
            self.presence(line, change, ledger)?;
            return Ok(Ok(()));
        }
        Ok(match line.event {
            "ENTERQUEUE" => {
                let queue = ledger.line(line.queue().unwrap_or(""))?;
                self.enter(line, queue, ledger)
            }
            "CONNECT" => {
                let queue = ledger.line(line.queue().unwrap_or(""))?;
                let agent = agent(line, ledger)?;
                self.connect(line, queue, agent, ledger)
            }
            "COMPLETECALLER" | "COMPLETEAGENT" => self.complete(line, Some(0), ledger)?,
            "TRANSFER" | "BLINDTRANSFER" => self.complete(line, Some(2), ledger)?,
            "ATTENDEDTRANSFER" => {
                let wait = match line.data(0) {
                    Some("BRIDGE" | "APP") => Some(2),
                    Some("LINK") => Some(3),
                    _ => None,
                };
                self.complete(line, wait, ledger)?
            }
            "ABANDON" => self.leave(line, Outcome::Abandoned, Some(2), ledger)?,
            "EXITWITHTIMEOUT" | "EXITEMPTY" | "WITHDRAW" => {
                self.leave(line, Outcome::CutOff, Some(2), ledger)?
            }
            "EXITWITHKEY" => self.leave(line, Outcome::CutOff, Some(3), ledger)?,
            "SYSCOMPAT" => self.leave(line, Outcome::CutOff, None, ledger)?,
            "QUEUESTART" => {
                for _ in 0..self.open.len() {
                    ledger.quirk("lost_at_restart", "", line.number());
                }
                self.close();
                // No call outlives a restart.
                self.begins = None;
                Ok(())
            }
            event if IDLE.contains(&event) => Ok(()),
            event if self.open.contains_key(line.call()) => {
                ledger.quirk("unknown_event_of_call", &shown(event), line.number());
                Ok(())
            }
            _ => {
                ledger.quirk("other_event", "", line.number());
                Ok(())
            }
        })
    }

    /// Notes where the time runs back.
    fn order(&mut self, line: &Line<'_>, ledger: &mut Ledger<'_>) -> Result<(), Error> {
        if line.at >= self.latest {
            self.latest = line.at;
            self.behind = false;
        } else if line.at < self.latest - BACK_S {
            self.backward += 1;
            if !self.behind {
                ledger.quirk("time_runs_back", "", line.number());
            }
            self.behind = true;
            if self.seen.forgotten(line.at) {
                return Err(ledger.before_memory(line.number(), self.latest - line.at));
            }
        }
        Ok(())
    }

    fn enter(&mut self, line: &Line<'_>, queue: u32, ledger: &mut Ledger<'_>) -> Result<(), Fault> {
        if line.lacks(1) {
            return Err(line.too_short());
        }
        let (at, id) = (line.at, line.call());
        let caller = line.data(1).and_then(|number| self.options.salt.caller(number));
        let before = match self.open.remove_entry(id) {
            Some((id, open)) => {
                ledger.quirk("entered_twice", "", line.number());
                self.left_without_a_word(id, open, at, line.number(), ledger)?
            }
            None => self.joiner.take(id, at),
        };
        let open =
            Open { line: queue, since: at, caller, answered: None, before: before.map(Box::new) };
        self.open.insert(id.to_owned(), open);
        Ok(())
    }

    /// A call that enters a queue while it is open in one: the visit that it goes on from, if it was
    /// not answered there. A call that was answered is handed over; how long it took is not known.
    fn left_without_a_word(
        &mut self,
        id: String,
        open: Open,
        at: f64,
        row: u64,
        ledger: &mut Ledger<'_>,
    ) -> Result<Option<Held>, Fault> {
        let call = match open.answered {
            Some(answer) => {
                self.call(&open, answer.wait_s, Outcome::Answered, None, answer.agent)?
            }
            None => self.call(&open, (at - open.since).max(0.0), Outcome::CutOff, None, None)?,
        };
        let held = self.with_before(call, open.before, &id, row, ledger);
        if may_go_on(&held.call) {
            return Ok(Some(held));
        }
        self.ready.push_back((id, held));
        Ok(None)
    }

    fn connect(
        &mut self,
        line: &Line<'_>,
        queue: u32,
        agent: Option<u32>,
        ledger: &mut Ledger<'_>,
    ) -> Result<(), Fault> {
        let wait_s = line.seconds(0)?;
        if let Some(open) = self.open.get_mut(line.call()) {
            let wait_s = wait_s.unwrap_or((line.at - open.since).max(0.0));
            open.answered = Some(Answer { at: line.at, wait_s, agent });
            return Ok(());
        }
        let wait_s = wait_s.ok_or_else(|| line.no_beginning())?;
        let mut open = self.begun_before(line, queue, wait_s, ledger)?;
        open.answered = Some(Answer { at: line.at, wait_s, agent });
        self.open.insert(line.call().to_owned(), open);
        Ok(())
    }

    /// A call that entered its queue so many seconds ago, before the log begins.
    fn begun_before(
        &self,
        line: &Line<'_>,
        queue: u32,
        ago_s: f64,
        ledger: &mut Ledger<'_>,
    ) -> Result<Open, Fault> {
        let since = line.at - ago_s;
        let in_order = |begins: f64| since <= begins && begins <= line.at && !self.behind;
        if !self.begins.is_some_and(in_order) {
            return Err(line.no_beginning());
        }
        ledger.quirk("began_before_log", "", line.number());
        Ok(Open { line: queue, since, caller: None, answered: None, before: None })
    }

    /// The call that a line ends; one that entered before the log begins is known by how long it has lasted.
    /// `None` where the call has ended before, which is counted.
    fn ending(
        &mut self,
        line: &Line<'_>,
        queue: u32,
        lasted_s: Option<f64>,
        ledger: &mut Ledger<'_>,
    ) -> Result<Option<(String, Open)>, Fault> {
        if let Some(entry) = self.open.remove_entry(line.call()) {
            return Ok(Some(entry));
        }
        if self.ended.contains_key(line.call()) {
            ledger.quirk("ended_again", "", line.number());
            return Ok(None);
        }
        let lasted_s = lasted_s.ok_or_else(|| line.no_beginning())?;
        let open = self.begun_before(line, queue, lasted_s, ledger)?;
        Ok(Some((line.call().to_owned(), open)))
    }

    /// The end of an answered call; its wait is the event's data number `wait`, its talk the next.
    fn complete(
        &mut self,
        line: &Line<'_>,
        wait: Option<usize>,
        ledger: &mut Ledger<'_>,
    ) -> Result<Result<(), Fault>, Error> {
        let queue = ledger.line(line.queue().unwrap_or(""))?;
        let agent = agent(line, ledger)?;
        Ok(self.completed(line, wait, (queue, agent), ledger))
    }

    fn completed(
        &mut self,
        line: &Line<'_>,
        wait: Option<usize>,
        (queue, agent): (u32, Option<u32>),
        ledger: &mut Ledger<'_>,
    ) -> Result<(), Fault> {
        let (wait_s, talk_s) = match wait {
            Some(wait) => (line.seconds(wait)?, line.seconds(wait + 1)?),
            None => (None, None),
        };
        let at = line.at;
        let lasted_s = wait_s.zip(talk_s).map(|(wait_s, talk_s)| wait_s + talk_s);
        let Some((id, open)) = self.ending(line, queue, lasted_s, ledger)? else { return Ok(()) };
        // Without a CONNECT the end says enough: whoever ends the call took it.
        let answer = match (open.answered, wait_s, talk_s) {
            (Some(answer), ..) => answer,
            (None, Some(wait_s), talk_s) => {
                Answer { at: talk_s.map_or(open.since + wait_s, |t| at - t), wait_s, agent }
            }
            (None, None, _) => return Err(line.too_short()),
        };
        let talk_s = talk_s.unwrap_or((at - answer.at).max(0.0));
        if answer.agent.is_none() {
            ledger.quirk("answered_without_agent", "", line.number());
        }
        if talk_s == 0.0 {
            ledger.quirk("zero_handle_time", "", line.number());
        }
        if answer.at < open.since {
            ledger.quirk("answered_before_arrival", "", line.number());
        }
        let call =
            self.call(&open, answer.wait_s, Outcome::Answered, Some(talk_s), answer.agent)?;
        self.end(id, call, open.before, line, ledger);
        Ok(())
    }

    /// The end of a call that was not answered; its wait is the event's data number `wait`.
    fn leave(
        &mut self,
        line: &Line<'_>,
        outcome: Outcome,
        wait: Option<usize>,
        ledger: &mut Ledger<'_>,
    ) -> Result<Result<(), Fault>, Error> {
        let queue = ledger.line(line.queue().unwrap_or(""))?;
        Ok(self.left(line, outcome, wait, queue, ledger))
    }

    fn left(
        &mut self,
        line: &Line<'_>,
        outcome: Outcome,
        wait: Option<usize>,
        queue: u32,
        ledger: &mut Ledger<'_>,
    ) -> Result<(), Fault> {
        let wait_s = wait.map_or(Ok(None), |wait| line.seconds(wait))?;
        let Some((id, open)) = self.ending(line, queue, wait_s, ledger)? else { return Ok(()) };
        let wait_s = wait_s.unwrap_or((line.at - open.since).max(0.0));
        let call = self.call(&open, wait_s, outcome, None, None)?;
        self.end(id, call, open.before, line, ledger);
        Ok(())
    }

    /// A visit has ended: the call is handed over, or held until its caller cannot come back.
    fn end(
        &mut self,
        id: String,
        call: Call,
        before: Option<Box<Held>>,
        line: &Line<'_>,
        ledger: &mut Ledger<'_>,
    ) {
        let held = self.with_before(call, before, &id, line.number(), ledger);
        if may_go_on(&held.call) {
            self.joiner.hold(&id, held);
            return;
        }
        self.ended.insert(id.clone(), line.at);
        self.ready.push_back((id, held));
    }

    /// A visit together with the one it goes on from, which is handed over by itself where visits to
    /// different lines are asked for.
    fn with_before(
        &mut self,
        call: Call,
        before: Option<Box<Held>>,
        id: &str,
        row: u64,
        ledger: &mut Ledger<'_>,
    ) -> Held {
        let Some(before) = before else { return Held { call, row } };
        let moved = before.call.line != call.line;
        ledger.quirk(if moved { "moved_on" } else { "put_back" }, "", row);
        if moved && self.options.by_line {
            self.ready.push_back((id.to_owned(), *before));
            return Held { call, row };
        }
        Held { call: joined(&before.call, &call), row }
    }

    fn call(
        &self,
        open: &Open,
        wait_s: f64,
        outcome: Outcome,
        handle_s: Option<f64>,
        agent: Option<u32>,
    ) -> Result<Call, Fault> {
        let (date, wall_s) = self.clock.zone.local(open.since).ok_or_else(|| no_time(0))?;
        let (line, epoch_s, caller) = (open.line, open.since, open.caller);
        let wait_s = Some(wait_s);
        Ok(Call { line, date, wall_s, epoch_s, wait_s, outcome, handle_s, agent, caller })
    }

    fn presence(
        &mut self,
        line: &Line<'_>,
        change: Change,
        ledger: &mut Ledger<'_>,
    ) -> Result<(), Error> {
        let Some(name) = line.agent() else { return Ok(()) };
        let at = line.at;
        let everywhere = line.queue().is_none() || line.event.ends_with("ALL");
        if everywhere && matches!(change, Change::Pause | Change::Resume) {
            // Asterisk writes the pause of each queue too, and may use another name here.
            if let Some(agent) = ledger.known_agent(name) {
                self.duty.change_all(agent, change, at);
            }
            return Ok(());
        }
        let agent = ledger.agent(name)?;
        let mut queue = match line.queue() {
            Some(queue) => Some(ledger.line(queue)?),
            None => None,
        };
        // Who logged in everywhere pauses there too.
        let pause = matches!(change, Change::Pause | Change::Resume);
        if pause && !self.duty.knows(queue, agent) && self.duty.knows(None, agent) {
            queue = None;
        }
        if self.duty.change(queue, agent, change, at) {
            ledger.quirk("there_before_log", "", line.number());
        }
        if line.event == "ADDMEMBER" && line.data(0) == Some("PAUSED") {
            self.duty.change(queue, agent, Change::Pause, at);
        }
        Ok(())
    }

    /// Once an hour of the log, forgets calls that have been open for a day, and ends long past.
    fn sweep(&mut self, at: f64, row: u64, ledger: &mut Ledger<'_>) {
        while let Some(ready) = self.joiner.expired(at) {
            self.ready.push_back(ready);
        }
        if at < self.swept + 3600.0 {
            return;
        }
        self.swept = at;
        self.ended.retain(|_, ended| at - *ended <= ENDED_S);
        let lost: Vec<String> = self
            .open
            .iter()
            .filter(|(_, open)| at - open.since > OPEN_MAX_S)
            .map(|(id, _)| id.clone())
            .collect();
        for id in lost {
            ledger.quirk("never_ended", "", row);
            let before = self.open.remove(&id).and_then(|open| open.before);
            self.ready.extend(before.map(|before| (id, *before)));
        }
    }

    /// Nothing that is open goes on: visits before are handed over as they were.
    fn close(&mut self) {
        let mut before: Vec<Ready> = self
            .open
            .drain()
            .filter_map(|(id, open)| open.before.map(|before| (id, *before)))
            .collect();
        before.sort_by_key(|(_, held)| held.row);
        self.ready.extend(before);
        while let Some(ready) = self.joiner.expired(f64::INFINITY) {
            self.ready.push_back(ready);
        }
    }

    fn hand_over(&mut self, ledger: &mut Ledger<'_>, sink: &mut dyn FnMut(&Call, &Origin<'_>)) {
        while let Some((id, held)) = self.ready.pop_front() {
            ledger.day(held.call.date);
            sink(&held.call, &Origin { line: held.row, id: Some(&id) });
        }
    }
}

/// Events of calls.
const OF_CALLS: [&str; 13] = [
    "ENTERQUEUE",
    "CONNECT",
    "COMPLETECALLER",
    "COMPLETEAGENT",
    "TRANSFER",
    "BLINDTRANSFER",
    "ATTENDEDTRANSFER",
    "ABANDON",
    "EXITWITHTIMEOUT",
    "EXITEMPTY",
    "EXITWITHKEY",
    "WITHDRAW",
    "SYSCOMPAT",
];

/// Whether it is the name of an event that this reader knows.
pub(super) fn known(event: &str) -> bool {
    OF_CALLS.contains(&event)
        || IDLE.contains(&event)
        || event == "QUEUESTART"
        || presence(event).is_some()
}

fn presence(event: &str) -> Option<Change> {
    Some(match event {
        "ADDMEMBER" | "AGENTLOGIN" | "AGENTCALLBACKLOGIN" => Change::Come,
        "REMOVEMEMBER" | "AGENTLOGOFF" | "AGENTCALLBACKLOGOFF" => Change::Go,
        "PAUSE" | "PAUSEALL" => Change::Pause,
        "UNPAUSE" | "UNPAUSEALL" => Change::Resume,
        _ => return None,
    })
}

fn agent(line: &Line<'_>, ledger: &mut Ledger<'_>) -> Result<Option<u32>, Error> {
    line.agent().map(|name| ledger.agent(name)).transpose()
}
