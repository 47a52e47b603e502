//! 行政许可、行政处罚 (双公示) and results of 双随机 inspections (plan rows C20, C21): public within 7 working days of
//! the decision. A penalty that was changed, revoked or found unlawful is withdrawn within 3 days with the reason
//! (行政处罚法 art. 48).

use chrono::{Days, NaiveDate};

use super::{
    Facet, Fact, Field, Nature, Row, Shape,
    facet::Facets,
    shape::{facts, section},
};
use crate::{checks::Finding, fields, words};

/// Days within which a revoked penalty is taken down.
const WITHDRAWAL_DAYS: u64 = 3;

fields! {
    Decision {
        act: String = Field::choice("类别", words!["行政许可", "行政处罚", "双随机检查结果", "其他"]).required(),
        number: String = Field::line("决定文书号").required(),
        party: String = Field::line("行政相对人").hint("自然人只写姓氏加“某”，如“黄某”").required(),
        credit_code: String = Field::line("统一社会信用代码").hint("法人填写；自然人不填任何证件号码"),
        authority: String = Field::line("决定机关").required(),
        decided_on: Option<NaiveDate> = Field::past_day("决定日期").required(),
        basis: String = Field::text("依据"),
        facts: String = Field::text("许可内容或违法事实").required(),
        outcome: String = Field::text("决定内容").required(),
        valid_until: Option<NaiveDate> = Field::day("有效期至"),
        shown_until: Option<NaiveDate> = Field::day("公示截止期"),
        revoked_on: Option<NaiveDate> = Field::past_day("决定被变更、撤销、确认违法或无效的日期"),
    }
}

impl Decision {
    /// The last day on which a revoked penalty may still stand.
    pub fn withdraw_by(&self) -> Option<NaiveDate> {
        self.revoked_on.and_then(|day| day.checked_add_days(Days::new(WITHDRAWAL_DAYS)))
    }
}

impl Nature for Decision {
    fn check(&self, _today: NaiveDate, findings: &mut Vec<Finding>) {
        let code = self.credit_code.trim();
        let is_wrong = !code.is_empty() && !is_credit_code(code);
        super::block_if(findings, is_wrong, "detail.credit_code", "统一社会信用代码有误（18 位，末位为校验码）");
        if let Some(day) = self.withdraw_by() {
            let message =
                format!("决定已被变更或撤销：不要再公开，请在 {day} 前撤稿并写明理由（行政处罚法第四十八条）");
            findings.push(Finding::block("detail.revoked_on", message));
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Type, self.act.as_str()).with(Facet::Issuer, self.authority.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([
            Fact::text("类别", &self.act),
            Fact::text("决定文书号", &self.number),
            Fact::text("行政相对人", &self.party),
            Fact::text("统一社会信用代码", &self.credit_code),
            Fact::text("决定机关", &self.authority),
            Fact::day("决定日期", self.decided_on),
            Fact::day("有效期至", self.valid_until),
            Fact::day("公示截止期", self.shown_until),
        ]);
        let before = [
            facts,
            section("许可内容或违法事实", &self.facts),
            section("依据", &self.basis),
            section("决定内容", &self.outcome),
        ];
        Shape { before: before.into_iter().flatten().collect(), ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { label: self.act.clone(), under: self.authority.trim().to_owned(), ..Row::default() }
    }

    fn document_number(&self) -> Option<&str> {
        Some(self.number.trim()).filter(|number| !number.is_empty())
    }

    fn ends_on(&self) -> Option<NaiveDate> {
        self.shown_until
    }
}

/// 统一社会信用代码 (GB 32100-2015): 18 characters without I, O, Z, S, V; the last one checks the others modulo 31.
fn is_credit_code(code: &str) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let digits: Option<Vec<usize>> =
        code.bytes().map(|byte| ALPHABET.iter().position(|known| *known == byte)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 18) else { return false };
    // Weights are the powers of 3 modulo 31.
    let (sum, _) = digits[..17].iter().fold((0, 1), |(sum, weight), digit| (sum + digit * weight, weight * 3 % 31));
    (31 - sum % 31) % 31 == digits[17]
}
