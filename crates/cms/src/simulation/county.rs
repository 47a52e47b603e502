//! The county that is played: its pieces, its people, and how each deed is done in the desk.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use chrono::Datelike;
use domain::{
    account::Role,
    desk::{
        content::{Ask, NewItem},
        patrol::{FindingFilter, FindingQuery},
        reports::{ReportAsk, ReportFilter},
    },
    feedback::{Outcome, ReportForm, ReportKind},
    id::{AccountId, ItemCode, ItemId, ReportId},
    item::{ChangeKind, ChangeNote, Content},
    kind::{Detail, Kind, text_kind},
    patrol::FaultKind,
    plan::{Column, ColumnCode, Duties, Signing, UnitCode},
    workflow::Stage,
};

use super::{
    DayLog, Deed, Piece, PieceId,
    text::{self, Wanted},
};
use crate::{Cms, Ctx, Error, Result, clock::FixedClock, demo::Cast, media::UploadKind, reports::Spot};

/// Drawn for the demo.
const PICTURE: &[u8] = include_bytes!("../demo/content/pictures/account.png");

pub(super) struct County {
    pub(super) cms: Cms,
    pub(super) clock: Arc<FixedClock>,
    pub(super) cast: Cast,
    pub(super) manager: Ctx,
    pub(super) cases: BTreeMap<PieceId, Case>,
    pub(super) by_code: BTreeMap<ItemCode, PieceId>,
    /// The columns that were overdue or blank this morning.
    pub(super) red: BTreeSet<ColumnCode>,
    pub(super) faulty: BTreeSet<PieceId>,
}

/// A piece with what the county knows of it.
pub(super) struct Case {
    item: ItemId,
    code: ItemCode,
    piece: Piece,
    writer: AccountId,
    content: Content,
    is_document: bool,
    is_public: bool,
    /// What readers reported and nobody has answered.
    reports: VecDeque<ReportId>,
}

impl County {
    /// Does one deed; what the rules refuse ends the simulation.
    pub(super) async fn play(&mut self, deed: Deed, log: &mut DayLog) -> Result<()> {
        let name = format!("{} {deed:?}", log.day);
        self.act(deed, log).await.map_err(|error| match error {
            Error::Blocked(report) => {
                let all: Vec<&str> = report.blockers().map(|finding| finding.message.as_str()).collect();
                Error::internal(format!("{name}: {}", all.join("; ")))
            }
            other => Error::internal(format!("{name}: {other:?}")),
        })
    }

    async fn act(&mut self, deed: Deed, log: &mut DayLog) -> Result<()> {
        match deed {
            Deed::Write(id, piece) => self.write(id, piece).await,
            Deed::Submit(id) => self.submit(id).await,
            Deed::Return(id) => {
                let lead = self.lead(id)?;
                let reviewer = self.reviewer(id, &lead, &[]).await?;
                let reason = "请补充说明具体安排后再送审。".to_owned();
                self.decide(&reviewer, id, Ask::Return { reason }).await?;
                log.returned += 1;
                Ok(())
            }
            Deed::Sign(id) => self.sign(id, log).await,
            Deed::Revise(id) => self.revise(id).await,
            Deed::Withdraw(id) => {
                let lead = self.lead(id)?;
                let reviewer = self.reviewer(id, &lead, &[]).await?;
                self.decide(&reviewer, id, Ask::Withdraw { reason: "内容已过时".to_owned() }).await?;
                self.case_mut(id)?.is_public = false;
                log.withdrawn += 1;
                Ok(())
            }
            Deed::Confirm { unit, column } => {
                let clerk = self.cast.somebody(&self.cms, &unit, Role::Publisher, &[]).await?;
                self.cms.confirm_column(&clerk, &column, "已核对，内容没有变化").await?;
                log.confirmed += 1;
                Ok(())
            }
            Deed::Acknowledge(unit) => self.acknowledge(&unit, log).await,
            Deed::Adjust(adjust) => {
                self.cms.adjust_clock(&self.manager, adjust).await?;
                log.adjusted += 1;
                Ok(())
            }
            Deed::Report(id) => self.report(id, log).await,
            Deed::Answer(id) => self.answer(id, log).await,
        }
    }

    async fn write(&mut self, id: PieceId, piece: Piece) -> Result<()> {
        let plan = self.cms.plan();
        let column = plan.plan.column(&piece.column).ok_or(Error::NotFound)?;
        let unit = plan.plan.bearer(&piece.unit, plan.on);
        let lead = lead_of(&piece, plan.duties(&piece.column).ok_or(Error::NotFound)?)?;
        // A unit without account sends its texts to the lead unit (信息报送).
        let sends_in = plan.plan.unit(&unit).is_some_and(|unit| !unit.has_account);
        let (writing, role) = if sends_in { (&lead, Role::Reviewer) } else { (&unit, Role::Publisher) };
        let writer = self.cast.somebody(&self.cms, writing, role, &[]).await?;
        let kind = text_kind(column.kind);
        let new = NewItem {
            column: piece.column.clone(),
            kind: Some(kind),
            submitted_by: sends_in.then(|| unit.clone()),
            explains: None,
        };
        let item = self.cms.create_item(&writer, &new).await?;
        let content = self.content(&writer, item, id, column, &unit, &piece).await?;
        let actor = writer.actor()?.account;
        self.cms.write_down(&writer, item, content.clone()).await?;
        let code = self.cms.subject_of(item).await?.item.code;
        self.by_code.insert(code.clone(), id);
        let is_document = kind == Kind::PolicyDocument;
        let (is_public, reports) = (false, VecDeque::new());
        let case = Case { item, code, piece, writer: actor, content, is_document, is_public, reports };
        self.cases.insert(id, case);
        Ok(())
    }

    async fn content(
        &self,
        writer: &Ctx,
        item: ItemId,
        id: PieceId,
        column: &Column,
        unit: &UnitCode,
        piece: &Piece,
    ) -> Result<Content> {
        let detail = Detail::new(text_kind(column.kind));
        let mut picture = String::new();
        if text::needs_picture(&detail) {
            let name = "示例图.png";
            picture = self.cms.store_upload(writer, UploadKind::Image, item, name, "image/png", PICTURE).await?.address;
        }
        let plan = self.cms.plan();
        let wanted = Wanted {
            id,
            column,
            unit_name: plan.unit_name(unit),
            editor: &writer.actor()?.name,
            event: piece.event,
            flaw: piece.flaw.as_ref(),
            today: self.cms.today(),
            picture: &picture,
            document: self.document(),
        };
        Ok(wanted.content(detail))
    }

    /// The newest public document.
    pub(super) fn document(&self) -> Option<&ItemCode> {
        self.cases.values().rev().find(|case| case.is_document && case.is_public).map(|case| &case.code)
    }

    async fn submit(&mut self, id: PieceId) -> Result<()> {
        let writer = self.writer(id).await?;
        let item = self.case(id)?.item;
        let review = self.cms.example_review(format!("模拟审〔{}〕{id}号", self.cms.today().year()));
        self.cms.record_secrecy_review(&writer, item, review).await?;
        self.cms.answer_findings(&writer, item).await?;
        self.decide(&writer, id, Ask::Submit).await.map(drop)
    }

    async fn sign(&mut self, id: PieceId, log: &mut DayLog) -> Result<()> {
        let plan = self.cms.plan();
        let duties = plan.duties(&self.case(id)?.piece.column).ok_or(Error::NotFound)?;
        let lead = self.lead(id)?;
        let sign = || Ask::Sign { publish_at: None, note: String::new() };
        let stage = match duties.signing {
            Signing::AnyLead => {
                let signer = self.reviewer(id, &lead, &[]).await?;
                self.decide(&signer, id, sign()).await?
            }
            Signing::TwoPeople => {
                let first = self.reviewer(id, &lead, &[]).await?;
                self.decide(&first, id, Ask::PassReview { note: String::new() }).await?;
                let second = self.reviewer(id, &lead, &[first.actor()?.account]).await?;
                self.decide(&second, id, sign()).await?
            }
            Signing::AllLeads => {
                let mut stage = Stage::InReview;
                for lead in &duties.leads {
                    let signer = self.reviewer(id, lead, &[]).await?;
                    stage = self.decide(&signer, id, sign()).await?;
                }
                stage
            }
        };
        if stage != Stage::Published {
            return Err(Error::internal(format!("signed, but {stage:?}")));
        }
        let is_red = self.red.contains(&self.case(id)?.piece.column);
        let case = self.case_mut(id)?;
        if std::mem::replace(&mut case.is_public, true) {
            log.revised += 1;
        } else {
            log.published += 1;
            log.while_red += u32::from(is_red);
        }
        self.faulty.remove(&id);
        Ok(())
    }

    async fn revise(&mut self, id: PieceId) -> Result<()> {
        let writer = self.writer(id).await?;
        self.decide(&writer, id, Ask::Revise).await?;
        let case = self.case(id)?;
        let plan = self.cms.plan();
        let column = plan.plan.column(&case.piece.column).ok_or(Error::NotFound)?;
        let piece = Piece { flaw: None, ..case.piece.clone() };
        let unit = plan.plan.bearer(&piece.unit, plan.on);
        let fresh = self.content(&writer, case.item, id, column, &unit, &piece).await?;
        let change = Some(ChangeNote { kind: ChangeKind::Minor, note: "更正文字、链接".into() });
        let content = Content { body: fresh.body, change, ..case.content.clone() };
        self.cms.write_down(&writer, case.item, content).await?;
        self.case_mut(id)?.piece.flaw = None;
        self.submit(id).await
    }

    async fn acknowledge(&mut self, unit: &UnitCode, log: &mut DayLog) -> Result<()> {
        let clerk = self.cast.somebody(&self.cms, unit, Role::Publisher, &[]).await?;
        if self.cms.waiting_reminders(clerk.actor()?).await? == 0 {
            return Ok(());
        }
        for line in self.cms.my_reminders(&clerk).await?.waiting {
            self.cms.acknowledge_reminder(&clerk, line.id, "已收到，尽快办理").await?;
            log.acknowledged += 1;
        }
        Ok(())
    }

    async fn report(&mut self, id: PieceId, log: &mut DayLog) -> Result<()> {
        let reader = Ctx::new(None, "simulate".into(), String::new());
        let code = self.case(id)?.code.clone();
        let form = ReportForm {
            kind: ReportKind::Content.code().to_owned(),
            words: "文中的安排好像已经变了，请核对。".to_owned(),
            ..ReportForm::default()
        };
        let key = self.cms.new_form_key();
        let sent = self.cms.receive_report(&reader, &Spot::Item(code), &form, &key).await?;
        let writer = self.writer(id).await?;
        // The newest come first.
        let rows = self.cms.reports(&writer, &ReportFilter::default()).await?.rows;
        let receipt = sent.receipt.to_string();
        let row = rows.iter().find(|row| row.receipt == receipt).ok_or(Error::NotFound)?;
        self.case_mut(id)?.reports.push_back(row.id);
        log.reports += 1;
        Ok(())
    }

    async fn answer(&mut self, id: PieceId, log: &mut DayLog) -> Result<()> {
        let writer = self.writer(id).await?;
        let report = self.case_mut(id)?.reports.pop_front().ok_or(Error::NotFound)?;
        self.cms.decide_report(&writer, report, ReportAsk::Claim).await?;
        let answer = "已核对，正在按程序更正，谢谢您的提醒。".to_owned();
        self.cms.decide_report(&writer, report, ReportAsk::Answer { outcome: Outcome::Mended, answer }).await?;
        log.answered += 1;
        Ok(())
    }

    /// Which public pieces have something that a revision mends, after a round.
    pub(super) async fn find_faulty(&mut self) -> Result<()> {
        self.faulty.clear();
        for kind in [FaultKind::ProbableTypo, FaultKind::DeadOutsideLink] {
            for page in 1.. {
                let filter = FindingFilter { kind: Some(kind), ..FindingFilter::default() };
                let query = FindingQuery { filter, page, of: None };
                let rows = self.cms.patrol_sheet(&self.manager, &query).await?.findings.rows;
                let codes = rows.iter().filter_map(|row| row.page.rsplit_once("/a/").map(|(_, code)| code));
                let found = codes.filter_map(|code| self.by_code.get(&ItemCode::parse(code)?).copied());
                self.faulty.extend(found.filter(|id| self.cases.get(id).is_some_and(|c| c.piece.flaw.is_some())));
                if rows.is_empty() {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn decide(&self, who: &Ctx, id: PieceId, ask: Ask) -> Result<Stage> {
        let seen = self.cms.opened_now(self.case(id)?.item).await?;
        self.cms.decide(who, seen, ask).await
    }

    fn case(&self, id: PieceId) -> Result<&Case> {
        self.cases.get(&id).ok_or_else(|| Error::internal(format!("nobody has written piece {id}")))
    }

    fn case_mut(&mut self, id: PieceId) -> Result<&mut Case> {
        self.cases.get_mut(&id).ok_or_else(|| Error::internal(format!("nobody has written piece {id}")))
    }

    /// Who wrote it, with the unit and the rights of today.
    async fn writer(&self, id: PieceId) -> Result<Ctx> {
        let signed = self.cms.actor_of(self.case(id)?.writer).await?;
        let actor = signed.ok_or_else(|| Error::internal("a writer's account is locked"))?.actor;
        Ok(Ctx::new(Some(actor), "simulate".into(), String::new()))
    }

    /// Somebody of a lead unit who has not written it, and is none of `besides`.
    async fn reviewer(&mut self, id: PieceId, lead: &UnitCode, besides: &[AccountId]) -> Result<Ctx> {
        let besides = [besides, &[self.case(id)?.writer]].concat();
        self.cast.somebody(&self.cms, lead, Role::Reviewer, &besides).await
    }

    fn lead(&self, id: PieceId) -> Result<UnitCode> {
        let (plan, piece) = (self.cms.plan(), &self.case(id)?.piece);
        lead_of(piece, plan.duties(&piece.column).ok_or(Error::NotFound)?)
    }
}

/// The unit that signs: the one that is named, as long as it leads the column, else the one that the plan names first.
fn lead_of(piece: &Piece, duties: &Duties) -> Result<UnitCode> {
    let named = piece.lead.as_ref().filter(|unit| duties.leads.contains(*unit));
    let lead = named.or(duties.first_lead.as_ref()).cloned();
    lead.ok_or_else(|| Error::internal(format!("nobody leads {}", piece.column)))
}
