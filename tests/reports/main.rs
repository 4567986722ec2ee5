//! What is printed and handed over: reports, the hours proposal, its workbook, and rosters on paper.

mod browser;
mod compare;
mod hand_over;
mod level;
mod memo;
mod nasty;
mod report;
mod workbook;
