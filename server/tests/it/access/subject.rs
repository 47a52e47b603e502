//! What a call is about: prepared afresh before each call, so that every caller finds it in the same state.

use std::fmt;

use cms::{Ctx, media::UploadKind, reports::Spot};
use domain::{
    account::Role,
    assessment::LossKey,
    desk::{
        assessment::AppealForm,
        cases::CaseSeen,
        content::{Ask, Seen},
        people::{AccountForm, FormPurpose, NewDelegation},
        reports::ReportAsk,
        reprints::SourceForm,
        topics::{TopicAsk, TopicSeen},
    },
    feedback::ReportForm,
    id::{
        AccountId, AccountRequestId, AppealId, CaseId, DelegationId, FrozenId, ItemCode, ItemId, MediaId,
        PlanVersionId, RegisterId, ReportId, ReprintProposalId, TopicId,
    },
    item::SecrecyReview,
    plan::{ColumnCode, UnitCode},
    rectification::CaseAsk,
    reprint::{Level, Reading},
    time::china_date,
};
use store::{reprint_proposal::NewProposal, revision::Body};

use crate::{
    cases,
    site::Site,
    story::{self, PDF},
    topics,
};

/// What must exist before the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Nothing,
    Draft,
    /// A draft with the scan of its secrecy review.
    Scan,
    /// A draft with a file that nobody but its readers may open.
    DraftFile,
    InReview,
    /// Back with its author.
    Returned,
    Live,
    /// A public item with a file.
    LiveFile,
    /// A draft with a structured table.
    Register,
    /// A public item with a structured table.
    LiveRegister,
    Urgent,
    Withdrawn,
    /// An account of the education bureau.
    Account,
    /// An open account form of the education bureau.
    Form,
    /// A delegation of 县政务办's signature.
    Delegation,
    /// A notice of another government, proposed for 通知公告.
    Proposal,
    /// What a reader reported of the education bureau's public item, in nobody's hands.
    Report,
    /// The same, in the hands of 韦小兰.
    ReportInHand,
    /// A special topic that the education bureau builds.
    Topic,
    /// A public topic of the education bureau.
    LiveTopic,
    /// A notice to the education bureau.
    Case,
    /// The same, and the bureau has taken note.
    CaseInHand,
    /// The same, answered by 韦小兰 with a file.
    CaseReplied,
    /// The same, and the office has accepted every answer.
    CaseAccepted,
    /// An assessment that 李明远 has frozen.
    FrozenSheet,
    /// The same, signed.
    SignedSheet,
    /// The education bureau's appeal against a loss in it.
    Appeal,
    /// The education bureau's deadlines, behind their newest address.
    Calendar,
    /// The county board, behind its newest address.
    Wall,
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            about => write!(f, " ({about:?})"),
        }
    }
}

/// It, and the values by which calls name it.
pub(super) struct Subject {
    pub(super) number: usize,
    pub(super) item: ItemId,
    pub(super) code: Option<ItemCode>,
    pub(super) seen: Seen,
    pub(super) scan: MediaId,
    /// `/media/…`
    pub(super) file: String,
    pub(super) register: RegisterId,
    pub(super) account: AccountId,
    pub(super) form: AccountRequestId,
    pub(super) delegation: DelegationId,
    pub(super) proposal: ReprintProposalId,
    pub(super) report: ReportId,
    pub(super) plan: PlanVersionId,
    pub(super) topic: TopicSeen,
    pub(super) case: CaseSeen,
    pub(super) frozen: FrozenId,
    pub(super) sha256: String,
    /// A loss of the education bureau in the frozen assessment.
    pub(super) loss: Option<LossKey>,
    pub(super) appeal: AppealId,
    /// Of its file, below `/ics`.
    pub(super) calendar: String,
    /// Of the board, below `/wall`.
    pub(super) wall: String,
}

impl Subject {
    pub(super) async fn prepare(site: &Site, about: About, number: usize) -> Self {
        let county = &site.county;
        let title = format!("第{number}号事项的通知");
        let mut register = RegisterId::new(0);
        let item = match about {
            About::Draft | About::Scan | About::DraftFile => Some(story::draft(county, &title).await),
            About::InReview => Some(story::in_review(county, &title).await),
            About::Returned => Some(story::returned(county, &title).await),
            About::Live | About::Report | About::ReportInHand => Some(story::live(county, &title).await),
            About::LiveFile => Some(story::draft(county, &title).await),
            About::Urgent => Some(story::urgent(county, &title).await),
            About::Withdrawn => Some(story::withdrawn(county, &title, "内容有误").await),
            About::Nothing
            | About::Account
            | About::Form
            | About::Delegation
            | About::Proposal
            | About::Topic
            | About::LiveTopic
            | About::Case
            | About::CaseInHand
            | About::CaseReplied
            | About::CaseAccepted
            | About::FrozenSheet
            | About::SignedSheet
            | About::Appeal
            | About::Calendar
            | About::Wall => None,
            About::Register | About::LiveRegister => {
                let (item, table) = story::list(county, &title, "姓名,乡镇\n示例,示例镇\n").await;
                register = table;
                Some(item)
            }
        };
        let mut subject = Self {
            number,
            item: item.unwrap_or(ItemId::new(0)),
            code: None,
            seen: Seen { item: ItemId::new(0), revision: 0, version: 0 },
            scan: MediaId::new(0),
            file: String::new(),
            register,
            account: AccountId::new(0),
            form: AccountRequestId::new(0),
            delegation: DelegationId::new(0),
            proposal: ReprintProposalId::new(0),
            report: ReportId::new(0),
            plan: county.plan_version,
            topic: TopicSeen { topic: TopicId::new(0), version: 0 },
            case: CaseSeen { case: CaseId::new(0), version: 0 },
            frozen: FrozenId::new(0),
            sha256: String::new(),
            loss: None,
            appeal: AppealId::new(0),
            calendar: String::new(),
            wall: String::new(),
        };
        match about {
            About::Scan => subject.with_scan(site).await,
            About::DraftFile | About::LiveFile => subject.with_file(site, about).await,
            About::LiveRegister => story::publish(county, subject.item).await,
            About::Account => {
                let login = format!("qita{number}");
                county.open_account(&login, "其他人", Role::Publisher, "jyj").await;
                subject.account = county.account(&login).await;
            }
            About::Form => subject.form = form(site, number).await,
            About::Delegation => subject.delegation = delegation(site).await,
            About::Proposal => subject.proposal = proposal(site, number).await,
            About::Topic | About::LiveTopic => subject.with_topic(site, about, &title).await,
            About::Case | About::CaseInHand | About::CaseReplied | About::CaseAccepted => {
                subject.with_case(site, about).await;
            }
            About::FrozenSheet | About::SignedSheet | About::Appeal => subject.with_assessment(site, about).await,
            About::Calendar => subject.calendar = calendar(site).await,
            About::Wall => subject.wall = wall(site).await,
            _ => {}
        }
        if let Some(item) = item {
            subject.seen = story::seen(county, item).await;
            subject.code = Some(story::code(county, item).await);
            if matches!(about, About::Report | About::ReportInHand) {
                subject.report = report(site, &subject).await;
            }
            if about == About::ReportInHand {
                let clerk = county.ctx("fabu").await;
                county.cms.decide_report(&clerk, subject.report, ReportAsk::Claim).await.unwrap();
            }
        }
        subject
    }

    async fn with_scan(&mut self, site: &Site) {
        let author = site.county.ctx("fabu").await;
        let cms = &site.county.cms;
        let scan =
            cms.store_upload(&author, UploadKind::SecrecyScan, self.item, "审查表.pdf", "application/pdf", PDF).await;
        self.scan = scan.unwrap().id;
        let review = SecrecyReview { scan: Some(self.scan), ..testkit::secrecy_review() };
        cms.record_secrecy_review(&author, self.item, review).await.unwrap();
    }

    async fn with_file(&mut self, site: &Site, about: About) {
        // Its own content: the address of a file follows from its bytes.
        let bytes = format!("名单 {} {about:?}", self.number);
        self.file = story::attach(&site.county, self.item, &bytes).await;
        if about == About::LiveFile {
            story::publish(&site.county, self.item).await;
        }
    }

    async fn with_topic(&mut self, site: &Site, about: About, title: &str) {
        let (county, rows) = (&site.county, vec![topics::text("<p>欢迎。</p>")]);
        let topic = match about {
            About::LiveTopic => topics::live(county, title, rows).await,
            _ => topics::built(county, title, rows).await,
        };
        self.topic = topics::seen(county, topic).await;
        self.code = Some(topics::code(county, topic).await);
    }

    async fn with_case(&mut self, site: &Site, about: About) {
        let county = &site.county;
        let case = cases::noticed(county, &format!("{:032x}", self.number)).await;
        if about != About::Case {
            cases::take(county, "fabu", case, CaseAsk::Acknowledge).await;
        }
        if matches!(about, About::CaseReplied | About::CaseAccepted) {
            let file = cases::evidence(county, case, &format!("整改说明 {}", self.number)).await;
            self.file.clone_from(&file.address);
            cases::take(county, "fabu", case, cases::reply(vec![file])).await;
        }
        if about == About::CaseAccepted {
            cases::take(county, "guanli", case, cases::accept()).await;
        }
        self.case = cases::seen(county, case).await;
    }

    /// What a file is uploaded for.
    pub(super) fn upload_owner(&self) -> String {
        match self.case.case.get() {
            0 => format!("item={}", self.item),
            case => format!("case={case}"),
        }
    }

    async fn with_assessment(&mut self, site: &Site, about: About) {
        let (cms, manager) = (&site.county.cms, site.county.ctx("guanli").await);
        // Of a day one sheet stands: each subject has a day of its own.
        let day = china_date(cms.now()).iter_days().rev().nth(self.number);
        self.frozen = cms.freeze_assessment(&manager, "census-2015", day).await.unwrap();
        let sheet = cms.frozen_sheet(&manager, self.frozen).await.unwrap();
        self.sha256 = sheet.line.sha256;
        let keys = sheet.losses.into_iter().map(|loss| loss.loss.key);
        let bureau = unit("jyj");
        self.loss = keys.into_iter().find(|key| key.unit.as_ref() == Some(&bureau));
        if about != About::FrozenSheet {
            let second = site.county.ctx("shenhe").await;
            cms.sign_assessment(&second, self.frozen, &self.sha256).await.unwrap();
        }
        if about == About::Appeal {
            let clerk = site.county.ctx("fabu").await;
            self.appeal = cms.appeal_assessment(&clerk, &self.appeal_form()).await.unwrap();
        }
    }

    pub(super) fn appeal_form(&self) -> AppealForm {
        let key = self.loss.clone().expect("the bureau has lost something");
        AppealForm { frozen: self.frozen, key, reason: "已按期更新".to_owned(), evidence: String::new() }
    }

    /// The address with what it names.
    pub(super) fn fill(&self, address: &str) -> String {
        let code = self.code.as_ref().map_or("", ItemCode::as_str);
        address
            .replace("{item}", &self.item.to_string())
            .replace("{code}", code)
            .replace("{topic}", &self.topic.topic.to_string())
            .replace("{scan}", &self.scan.to_string())
            .replace("{register}", &self.register.to_string())
            .replace("{form}", &self.form.to_string())
            .replace("{file}", &self.file)
            .replace("{report}", &self.report.to_string())
            .replace("{case}", &self.case.case.to_string())
            .replace("{frozen}", &self.frozen.to_string())
            .replace("{calendar}", &self.calendar)
            .replace("{wall}", &self.wall)
    }

    pub(super) fn report_ask(&self, ask: ReportAsk) -> serde_json::Value {
        serde_json::json!({ "report": self.report, "ask": ask })
    }

    pub(super) fn ask_case(&self, ask: CaseAsk) -> serde_json::Value {
        serde_json::json!({ "seen": self.case, "ask": ask })
    }

    pub(super) fn ask_topic(&self, ask: TopicAsk) -> serde_json::Value {
        serde_json::json!({ "seen": self.topic, "ask": ask })
    }

    pub(super) fn ask(&self, ask: Ask) -> serde_json::Value {
        serde_json::json!({ "seen": self.seen, "ask": ask })
    }
}

pub(super) fn account_form(number: usize) -> AccountForm {
    AccountForm {
        purpose: FormPurpose::NewAccount,
        unit: unit("jyj"),
        person: "新同事".to_owned(),
        phone: "13800138000".to_owned(),
        login: format!("shenqing{number}"),
        role: Role::Publisher,
        reason: "岗位调整".to_owned(),
    }
}

pub(super) fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

pub(super) fn from_tomorrow(to: AccountId) -> NewDelegation {
    NewDelegation {
        to,
        from_day: "2026-11-25".parse().unwrap(),
        to_day: "2026-11-27".parse().unwrap(),
        reason: "外出培训".to_owned(),
    }
}

async fn form(site: &Site, number: usize) -> AccountRequestId {
    let author = site.county.ctx("fabu").await;
    site.county.cms.request_account(&author, account_form(number)).await.unwrap()
}

/// A source; its address tells it from others.
pub(super) fn source(number: usize) -> SourceForm {
    SourceForm {
        name: "中国政府网".to_owned(),
        level: Level::State,
        address: format!("https://www.gov.cn/{number}.xml"),
        reading: Reading::Feed,
        body_selector: String::new(),
        column: ColumnCode::parse("tzgg").unwrap(),
        interval_minutes: 60,
        active: false,
    }
}

async fn proposal(site: &Site, number: usize) -> ReprintProposalId {
    let mut tx = site.county.cms.store().begin().await.unwrap();
    let source = tx.create_reprint_source(&source(number), site.county.cms.now()).await.unwrap();
    let (address, body) =
        (format!("https://www.gov.cn/{number}.htm"), Body { html: "<p>正文</p>".into(), seal: String::new() });
    let new = NewProposal {
        source,
        address: &address,
        title: "国务院通知",
        published: None,
        excerpt: "",
        body: &body,
        pictures: 0,
        remark: "",
        title_key: "",
        address_key: "",
        sketch: "",
        found_at: site.county.cms.now(),
        family: None,
        alike: None,
    };
    let id = tx.insert_reprint_proposal(&new).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    id
}

async fn report(site: &Site, subject: &Subject) -> ReportId {
    let cms = &site.county.cms;
    let spot = Spot::Item(subject.code.clone().unwrap());
    let form = ReportForm {
        kind: "wording".to_owned(),
        words: "标题里有一个错别字".to_owned(),
        contact: "13800138000".to_owned(),
        ..ReportForm::default()
    };
    let reader = Ctx::new(None, "test".to_owned(), String::new());
    let sent = cms.receive_report(&reader, &spot, &form, &cms.new_form_key()).await.unwrap();
    cms.store().report_by_receipt(sent.receipt).await.unwrap().unwrap().id
}

async fn delegation(site: &Site) -> DelegationId {
    let (from, to) = (site.county.ctx("shenhe2").await, site.county.account("xuanchuan").await);
    site.county.cms.delegate(&from, &from_tomorrow(to)).await.unwrap()
}

async fn calendar(site: &Site) -> String {
    let clerk = site.county.ctx("fabu").await;
    let address = site.county.cms.renew_calendar_address(&clerk).await.unwrap();
    address.rsplit_once('/').unwrap().1.to_owned()
}

async fn wall(site: &Site) -> String {
    let manager = site.county.ctx("guanli").await;
    let address = site.county.cms.open_wall(&manager).await.unwrap();
    address.rsplit_once('/').unwrap().1.to_owned()
}
