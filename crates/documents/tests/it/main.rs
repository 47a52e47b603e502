//! What comes in from outside and what goes out: texts, pictures, tables, office files, feeds.

#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod assessment_workbook;
mod elsewhere;
mod guides;
mod old_office;
mod personal_data;
mod plan_workbook;
mod registers;
mod sanitising;
mod scanning;
mod scanning_for;
mod scanning_old;
mod spreadsheets;
mod uploads;
mod variants;
mod work_report_workbook;
