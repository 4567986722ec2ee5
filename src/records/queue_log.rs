//! Asterisk's `queue_log`: `epoch|call|queue|agent|event|data…`, one event a line.
//!
//! The format is that of Asterisk's documentation, *Queue Logs* (docs.asterisk.org, Operation, Logging):
//!
//! | event | data | here |
//! |---|---|---|
//! | `ENTERQUEUE` | url, caller's number, position | a call arrives |
//! | `CONNECT` | wait, channel, ring time | it is answered |
//! | `COMPLETECALLER`, `COMPLETEAGENT` | wait, talk, first position | it ends, answered |
//! | `TRANSFER`, `BLINDTRANSFER` | extension, context, wait, talk, first position | the same |
//! | `ATTENDEDTRANSFER` | method, its data, wait, talk, first position | the same |
//! | `ABANDON` | position, first position, wait | it ends, given up |
//! | `EXITWITHTIMEOUT`, `EXITEMPTY` | position, first position, wait | it ends, cut off |
//! | `EXITWITHKEY` | key, position, first position, wait | the same |
//! | `AGENTDUMP`, `SYSCOMPAT` | | the same |
//! | `ADDMEMBER`, `REMOVEMEMBER`, `AGENT…LOGIN`, `…LOGOFF`, `PAUSE…`, `UNPAUSE…` | | presence |
//! | `QUEUESTART` | | calls still open are lost |
//!
//! Handle time is the talk; after-call work is not in the log. A call is handed over when it ends, so
//! calls come in order of their ends. Only open calls are held in memory.

use super::call::{Call, Outcome, Reading};
use super::calls::{Fault, LONGEST_S};
use super::ledger::Ledger;
use super::presence::{Change, Duty};
use super::rows::Rows;
use super::source::{Options, Origin, Records};
use super::values::epoch;
use super::zone::Zone;
use crate::domain::error::Error;
use std::collections::HashMap;

/// A call open for longer has lost its end.
const OPEN_MAX_S: f64 = 24.0 * 3600.0;

/// Fields before an event's data.
const HEAD: usize = 5;

/// Events that say nothing about calls, waits or presence.
const IDLE: [&str; 9] = [
    "RINGNOANSWER",
    "RINGCANCELED",
    "CONFIGRELOAD",
    "DID",
    "INFO",
    "HOLD",
    "UNHOLD",
    "ADDPENALTY",
    "PENALTY",
];

/// A call between its arrival and its end.
struct Open {
    line: u32,
    since: f64,
    caller: Option<u64>,
    answered: Option<Answer>,
}

#[derive(Clone, Copy)]
struct Answer {
    at: f64,
    wait_s: f64,
    agent: Option<u32>,
}

/// Reads a log from its first line on.
pub(super) fn read(
    mut records: Records,
    zone: Zone,
    options: &Options,
    sink: &mut dyn FnMut(&Call, &Origin<'_>),
) -> Result<Reading, Error> {
    let file = records.file.clone();
    let mut ledger = Ledger::new(&file);
    let mut log = Log { zone, options, open: HashMap::new(), duty: Duty::default(), swept: 0.0 };
    while records.advance()? {
        ledger.reading.rows += 1;
        match log.event(&records.rows, &mut ledger)? {
            Ok(call) => {
                ledger.reading.used += 1;
                if let Some(call) = call {
                    ledger.day(call.date);
                    sink(&call, &Origin { line: records.rows.line(), id: records.rows.field(1) });
                }
            }
            Err((code, field, message, remedy)) => {
                ledger.bad(code, &records.rows, field, message, remedy);
            }
        }
    }
    for _ in 0..log.open.len() {
        ledger.quirk("open_at_end", "", records.rows.line());
    }
    ledger.reading.presence = log.duty.finish(ledger.reading.lines.len(), &log.zone);
    ledger.finish(options.bad_rows)
}

struct Log<'a> {
    zone: Zone,
    options: &'a Options,
    open: HashMap<String, Open>,
    duty: Duty,
    /// When calls without an end were last looked for.
    swept: f64,
}

impl Log<'_> {
    fn event(
        &mut self,
        rows: &Rows,
        ledger: &mut Ledger<'_>,
    ) -> Result<Result<Option<Call>, Fault>, Error> {
        let (at, event) = match head(rows) {
            Ok(head) => head,
            Err(fault) => return Ok(Err(fault)),
        };
        self.duty.at(at);
        self.sweep(at, rows.line(), ledger);
        if let Some(change) = presence(event) {
            self.presence(rows, at, event, change, ledger)?;
            return Ok(Ok(None));
        }
        let call = rows.field(1).unwrap_or("");
        Ok(match event {
            "ENTERQUEUE" => {
                let line = ledger.line(rows.field(2).unwrap_or(""))?;
                self.enter(rows, call, line, at, ledger)
            }
            "CONNECT" => {
                let agent = agent(rows, ledger)?;
                self.connect(rows, call, at, agent)
            }
            "COMPLETECALLER" | "COMPLETEAGENT" => self.complete(rows, call, at, Some(1), ledger),
            "TRANSFER" | "BLINDTRANSFER" => self.complete(rows, call, at, Some(3), ledger),
            // The method's data may be one field or two: talk is the last but one.
            "ATTENDEDTRANSFER" => {
                let talk = rows.len().checked_sub(HEAD + 2).filter(|data| *data >= 3);
                self.complete(rows, call, at, talk, ledger)
            }
            "ABANDON" => self.leave(rows, call, at, Outcome::Abandoned, Some(2)),
            "EXITWITHTIMEOUT" | "EXITEMPTY" => self.leave(rows, call, at, Outcome::CutOff, Some(2)),
            "EXITWITHKEY" => self.leave(rows, call, at, Outcome::CutOff, Some(3)),
            "AGENTDUMP" | "SYSCOMPAT" => self.leave(rows, call, at, Outcome::CutOff, None),
            "QUEUESTART" => {
                for _ in 0..self.open.len() {
                    ledger.quirk("lost_at_restart", "", rows.line());
                }
                self.open.clear();
                Ok(None)
            }
            event => {
                if !IDLE.contains(&event) {
                    ledger.quirk("other_event", "", rows.line());
                }
                Ok(None)
            }
        })
    }

    fn enter(
        &mut self,
        rows: &Rows,
        call: &str,
        line: u32,
        since: f64,
        ledger: &mut Ledger<'_>,
    ) -> Result<Option<Call>, Fault> {
        let number = data(rows, 1)?;
        let caller = self.options.salt.caller(number);
        let open = Open { line, since, caller, answered: None };
        if self.open.insert(call.to_owned(), open).is_some() {
            ledger.quirk("entered_twice", "", rows.line());
        }
        Ok(None)
    }

    fn connect(
        &mut self,
        rows: &Rows,
        call: &str,
        at: f64,
        agent: Option<u32>,
    ) -> Result<Option<Call>, Fault> {
        let wait_s = seconds(rows, 0)?;
        let open = self.open.get_mut(call).ok_or_else(no_beginning)?;
        open.answered = Some(Answer { at, wait_s, agent });
        Ok(None)
    }

    /// The end of an answered call; its talk is the event's data number `talk`.
    fn complete(
        &mut self,
        rows: &Rows,
        call: &str,
        at: f64,
        talk: Option<usize>,
        ledger: &mut Ledger<'_>,
    ) -> Result<Option<Call>, Fault> {
        let talk = talk.ok_or_else(|| short(rows.len()))?;
        let (wait_s, talk_s) = (seconds(rows, talk - 1)?, seconds(rows, talk)?);
        let open = self.open.remove(call).ok_or_else(no_beginning)?;
        // Without a CONNECT (the log may have been turned over) the end says enough.
        let answer = open.answered.unwrap_or(Answer { at: at - talk_s, wait_s, agent: None });
        if answer.agent.is_none() {
            ledger.quirk("answered_without_agent", "", rows.line());
        }
        if talk_s == 0.0 {
            ledger.quirk("zero_handle_time", "", rows.line());
        }
        if answer.at < open.since {
            ledger.quirk("answered_before_arrival", "", rows.line());
        }
        let handle = Some(talk_s);
        self.call(&open, answer.wait_s, Outcome::Answered, handle, answer.agent).map(Some)
    }

    /// The end of a call that was not answered; its wait is the event's data number `wait`.
    fn leave(
        &mut self,
        rows: &Rows,
        call: &str,
        at: f64,
        outcome: Outcome,
        wait: Option<usize>,
    ) -> Result<Option<Call>, Fault> {
        // Older versions write fewer data: then the clock says how long it was.
        let wait = match wait.filter(|wait| HEAD + wait < rows.len()) {
            Some(wait) => Some(seconds(rows, wait)?),
            None => None,
        };
        let open = self.open.remove(call).ok_or_else(no_beginning)?;
        let wait = wait.unwrap_or((at - open.since).max(0.0));
        self.call(&open, wait, outcome, None, None).map(Some)
    }

    fn call(
        &self,
        open: &Open,
        wait_s: f64,
        outcome: Outcome,
        handle_s: Option<f64>,
        agent: Option<u32>,
    ) -> Result<Call, Fault> {
        let (date, wall_s) = self.zone.local(open.since).ok_or_else(no_time)?;
        let (line, epoch_s, caller) = (open.line, open.since, open.caller);
        Ok(Call { line, date, wall_s, epoch_s, wait_s, outcome, handle_s, agent, caller })
    }

    fn presence(
        &mut self,
        rows: &Rows,
        at: f64,
        event: &str,
        change: Change,
        ledger: &mut Ledger<'_>,
    ) -> Result<(), Error> {
        let Some(agent) = agent(rows, ledger)? else { return Ok(()) };
        let queue = rows.field(2).filter(|queue| !matches!(*queue, "" | "NONE"));
        let everywhere = queue.is_none() || event.ends_with("ALL");
        if everywhere && matches!(change, Change::Pause | Change::Resume) {
            self.duty.change_all(agent, change, at);
            return Ok(());
        }
        let line = match queue {
            Some(queue) => Some(ledger.line(queue)?),
            None => None,
        };
        if self.duty.change(line, agent, change, at) {
            ledger.quirk("there_before_log", "", rows.line());
        }
        Ok(())
    }

    /// Once an hour of the log, forgets calls that have been open for a day.
    fn sweep(&mut self, at: f64, line: u64, ledger: &mut Ledger<'_>) {
        if at < self.swept + 3600.0 {
            return;
        }
        self.swept = at;
        self.open.retain(|_, open| {
            let keep = at - open.since <= OPEN_MAX_S;
            if !keep {
                ledger.quirk("never_ended", "", line);
            }
            keep
        });
    }
}

/// Time and event of a line.
fn head(rows: &Rows) -> Result<(f64, &str), Fault> {
    if rows.len() < HEAD {
        return Err(short(rows.len()));
    }
    let at = rows.field(0).and_then(epoch).ok_or_else(no_time)?;
    let event = rows.field(4).filter(|event| {
        !event.is_empty() && event.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
    });
    let event = event.ok_or((
        "E938",
        4,
        "the fifth field is no event".to_owned(),
        "write the line as Asterisk does: epoch|call|queue|agent|event|data…",
    ))?;
    Ok((at, event))
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

fn agent(rows: &Rows, ledger: &mut Ledger<'_>) -> Result<Option<u32>, Error> {
    match rows.field(3).unwrap_or("") {
        "" | "NONE" => Ok(None),
        name => ledger.agent(name).map(Some),
    }
}

/// An event's data, counted from 0.
fn data(rows: &Rows, index: usize) -> Result<&str, Fault> {
    rows.field(HEAD + index).ok_or_else(|| short(rows.len()))
}

fn seconds(rows: &Rows, index: usize) -> Result<f64, Fault> {
    let text = data(rows, index)?;
    let value = text.parse::<f64>().ok().filter(|v| (0.0..=LONGEST_S).contains(v));
    value.ok_or((
        "E933",
        HEAD + index,
        "the length of time is not a number of seconds from 0 to a day".to_owned(),
        "correct the line",
    ))
}

fn short(fields: usize) -> Fault {
    (
        "E938",
        fields.saturating_sub(1),
        format!("the line has {fields} fields, too few for its event"),
        "write the line as Asterisk does: epoch|call|queue|agent|event|data…",
    )
}

fn no_time() -> Fault {
    (
        "E931",
        0,
        "the first field is not a time in seconds since 1970".to_owned(),
        "write the line as Asterisk does: epoch|call|queue|agent|event|data…",
    )
}

fn no_beginning() -> Fault {
    (
        "E939",
        1,
        "the call ends or is answered without having entered a queue".to_owned(),
        "put the log before this one in front of it, or leave it: the call is not used",
    )
}
