//! What must be true of an account, wherever it comes from: the desk, a filed form, the command line.

use domain::{
    account::{Actor, Role},
    desk::{FieldFault, people::AccountState},
    plan::{InForce, UnitCode},
};
use store::account::Account;

/// Said beside a login that cannot be one.
pub(crate) const LOGIN_RULE: &str = "账号名为 3 至 32 位小写字母、数字、“-”或“.”，以字母开头";

/// Whether `text` can be a login: 3 to 32 lower-case letters, digits, `-`, `.`, beginning with a letter.
pub(crate) fn is_login(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    (3..=32).contains(&text.len())
        && text.bytes().all(fits)
        && text.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
}

/// `138****1234`; shorter numbers keep their first and last digit only.
pub(crate) fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    let (head, tail) = if digits.len() >= 8 { (3, 4) } else { (1, 1) };
    if digits.len() <= head + tail {
        return "*".repeat(digits.len());
    }
    let hidden = digits.len() - head - tail;
    digits[..head].iter().chain(&vec!['*'; hidden]).chain(&digits[digits.len() - tail..]).collect()
}

/// Who is to hold an account, with trimmed texts.
pub(crate) struct Holder<'a> {
    pub(crate) name: &'a str,
    /// Under which form field the name stands.
    pub(crate) name_field: &'a str,
    pub(crate) phone: &'a str,
    pub(crate) role: Role,
    pub(crate) unit: &'a UnitCode,
}

impl Holder<'_> {
    /// Every fault of the name, the telephone number, the unit and the role in it.
    pub(crate) fn faults(&self, plan: &InForce) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        if self.name.is_empty() || self.name.chars().count() > 30 {
            faults.push(FieldFault::new(self.name_field, "请填写使用人姓名（30 字以内），一个账号只归一人使用"));
        }
        let digits = self.phone.chars().filter(char::is_ascii_digit).count();
        let fits = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | ' ');
        let is_number = (5..=15).contains(&digits) && self.phone.chars().all(fits);
        if !self.phone.is_empty() && !is_number {
            faults.push(FieldFault::new("phone", "联系电话只能含数字和“-”，5 至 15 位数字"));
        }
        if let Some(fault) = self.unit_fault(plan) {
            faults.push(fault);
        }
        faults
    }

    /// The plan says which units have accounts, and which of them review.
    fn unit_fault(&self, plan: &InForce) -> Option<FieldFault> {
        let Some(unit) = plan.units().find(|unit| &unit.code == self.unit) else {
            return Some(FieldFault::new("unit", "现行方案中没有这个单位，或其职责已由其他单位承接"));
        };
        if self.role.edits() && !unit.has_account {
            return Some(FieldFault::new("unit", "按方案，该单位以信息报送方式供稿，不设账号"));
        }
        let leads = || plan.all_duties().any(|(_, duties)| duties.leads.contains(self.unit));
        (self.role == Role::Reviewer && !leads())
            .then(|| FieldFault::new("role", "审核账号只设在牵头单位，该单位没有牵头的栏目"))
    }
}

/// Whether a signature of `giver`'s unit can be delegated to `taker`, who acts for `unit` today: somebody else with an
/// editing role and without that signature of their own.
pub(crate) fn can_take_signature(taker: &Account, unit: &UnitCode, giver: &Actor) -> bool {
    let signs_already = taker.role == Role::Reviewer && unit == &giver.unit;
    taker.id != giver.account && taker.state == AccountState::Active && taker.role.edits() && !signs_already
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_short_and_plain() {
        for (login, expected) in [
            ("fabu", true),
            ("zwb.zhang-san2", true),
            ("ab", false),
            ("2fabu", false),
            ("Fabu", false),
            ("fa bu", false),
            ("发布", false),
            ("a23456789012345678901234567890123", false),
        ] {
            assert_eq!(is_login(login), expected, "{login}");
        }
    }

    #[test]
    fn telephone_numbers_are_masked_in_the_middle() {
        assert_eq!(mask_phone("13800138000"), "138****8000");
        assert_eq!(mask_phone("0771-6525345"), "077*****5345");
        assert_eq!(mask_phone("6525345"), "6*****5");
        assert_eq!(mask_phone(""), "");
        assert_eq!(mask_phone("12"), "**");
    }
}
