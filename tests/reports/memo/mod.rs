//! The memo's pages and figures, by readers of their own.

mod desk;
mod pages;
mod today;
