//! The reports as a clerk reads them.

use std::fmt;

use domain::{
    desk::board::{ColumnLine, Tally},
    obligation::Side,
};

use super::{DayReport, Month, Report, ScoreLine, WorstUnit};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, seed, plan, columns, units, calendar, months, worst, events, log_is_whole, days, .. } =
            self;
        writeln!(f, "时间模拟 {from} 至 {to}，种子 {seed}")?;
        writeln!(f, "方案：{plan}（{columns} 个栏目，{units} 个单位）；工作日历 {calendar}")?;
        for day in days {
            write!(f, "\n{day}")?;
        }
        for month in months {
            write!(f, "\n{month}")?;
        }
        let sum = |of: fn(&Month) -> u32| months.iter().map(of).sum::<u32>();
        writeln!(
            f,
            "\n合计：发布 {} 条（{} 条发布时栏目已逾期或空白）；提醒 {} 次，确认 {} 次",
            sum(|m| m.published),
            sum(|m| m.while_red),
            sum(|m| m.reminders),
            sum(|m| m.acknowledged)
        )?;
        writeln!(f, "\n保障最差的 {} 个单位（各月末栏目状态合计）：", worst.len())?;
        for (place, unit) in worst.iter().enumerate() {
            writeln!(f, "{:>2}. {unit}", place + 1)?;
        }
        let whole = if *log_is_whole { "哈希链完整" } else { "哈希链不完整" };
        writeln!(f, "\n日志 {events} 条，{whole}")?;
        writeln!(f, "来信：系统尚无信件功能，未模拟；读者反馈已模拟。内容均为虚构。")
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}（{} 个工作日）", self.month, self.working_days)?;
        writeln!(
            f,
            "  发布 {} 条（{} 条发布时栏目已逾期或空白）；退回 {}，修订 {}，撤稿 {}；确认无变化 {}，延期 {}",
            self.published, self.while_red, self.returned, self.revised, self.withdrawn, self.confirmed, self.adjusted
        )?;
        writeln!(
            f,
            "  提醒 {} 次，单位确认 {} 次；读者反馈 {} 件，答复 {} 件",
            self.reminders, self.acknowledged, self.reports, self.answered
        )?;
        writeln!(
            f,
            "  巡查 {} 轮、{} 页：新增问题 {}，已整改 {}",
            self.rounds, self.pages, self.findings_opened, self.findings_fixed
        )?;
        writeln!(f, "  月末：{}", Stand(&self.board))?;
        self.score.as_ref().map_or(Ok(()), |score| writeln!(f, "  考核自查：{score}"))
    }
}

impl fmt::Display for ScoreLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} 至 {:.2} 分，{}", self.at_least, self.at_most, self.grade)?;
        if !self.vetoes.is_empty() {
            write!(f, "；触及否决项 {} 个：{}", self.vetoes.len(), self.vetoes.join("；"))?;
        }
        Ok(())
    }
}

impl fmt::Display for WorstUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { normal, due_soon, overdue, blank, .. } = self.tally;
        write!(
            f,
            "{}：正常 {normal} ＋ 临期 {due_soon} ＝ {}，应保障 {}（另有逾期 {overdue}、空白 {blank}），正常率 {}",
            self.unit,
            normal + due_soon,
            self.tally.owed(),
            self.tally.kept_in_percent()
        )
    }
}

impl fmt::Display for DayReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_worked { "工作日" } else { "休息日" };
        writeln!(f, "全县看板 {}（{kind}），日历 {}", self.day, self.board.calendar)?;
        writeln!(f, "{}\n", Stand(&self.board.tally))?;
        for line in &self.board.lines {
            writeln!(f, "{}", Line(line))?;
        }
        writeln!(f, "\n当日提醒 {} 次", self.reminders.len())?;
        for told in &self.reminders {
            writeln!(f, "  {}：{}（{}），期限 {}", told.unit.name, told.name, told.occasion, told.deadline)?;
        }
        writeln!(f, "\n考核自查：{}", self.score)
    }
}

/// A tally as a line.
struct Stand<'a>(&'a Tally);

impl fmt::Display for Stand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { normal, due_soon, overdue, blank, not_applicable } = self.0;
        write!(
            f,
            "正常 {normal}，临期 {due_soon}，逾期 {overdue}，空白 {blank}，不适用 {not_applicable}；正常率 {}",
            self.0.kept_in_percent()
        )
    }
}

/// A column of the board as a line.
struct Line<'a>(&'a ColumnLine);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.0;
        write!(f, "{} {} {}：自 {}", line.state.label(), line.number, line.name, line.since)?;
        if let Some(due) = line.due {
            write!(f, "，期限 {due}")?;
        }
        write!(f, "（{}）", line.arithmetic.as_deref().unwrap_or(&line.rule))?;
        if line.with == Side::Lead {
            write!(f, "，在{}", Side::Lead.label())?;
        }
        Ok(())
    }
}
