//! What a veto condition finds against a column, for the notice that asks to mend it.

use domain::{
    assessment::{Evidence, RuleCode, VetoScore},
    plan::ColumnCode,
};

use crate::{Cms, Error, Result};

impl Cms {
    /// The condition as it stands today under a rule set, and what it finds in `column` about `subject`, which is empty where
    /// any will do; `None` when that is mended.
    pub(crate) async fn veto_against(
        &self,
        rules: &str,
        veto: &RuleCode,
        column: &ColumnCode,
        subject: &str,
    ) -> Result<Option<(VetoScore, Evidence)>> {
        let assessed = self.assessed(self.rule_set(rules)?.rules.clone(), None).await?;
        let stands = assessed.score.vetoes.into_iter().find(|stands| &stands.code == veto).ok_or(Error::NotFound)?;
        let mut all = stands.evidence.iter().chain(&stands.early);
        let is_meant = |evidence: &&Evidence| {
            evidence.answerable.column.as_ref() == Some(column) && (subject.is_empty() || evidence.subject == subject)
        };
        let evidence = all.find(is_meant).cloned();
        Ok(evidence.map(|evidence| (stands, evidence)))
    }
}
