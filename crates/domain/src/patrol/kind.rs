//! What can be wrong with what the public sees.

use serde::{Deserialize, Serialize};

/// How much a fault weighs. The veto items of the national check (单项否决, 国办秘函〔2019〕19号; `domain.md` §2.2) and what
/// the law forbids block; the others are deductions or good practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// 阻断: to be mended at once.
    Blocking,
    /// 须处理: to be mended within its term.
    Required,
    /// 提示: good to know.
    Advisory,
}

impl Weight {
    /// From the heaviest to the lightest.
    pub const ALL: [Self; 3] = [Self::Blocking, Self::Required, Self::Advisory];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::Required => "required",
            Self::Advisory => "advisory",
        }
    }

    /// As the desk names it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Blocking => "阻断",
            Self::Required => "须处理",
            Self::Advisory => "提示",
        }
    }
}

/// Who has to mend a kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answerable {
    /// The responsible units of the page's column (方案: 谁发布谁负责).
    Column,
    /// The portal office: the fault is one of the frame or of the machine, not of a text.
    PortalOffice,
}

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The home page does not open (单项否决: 站点无法访问).
    Unavailable,
    /// A link to a page of this site that does not open (发展指引, 地址链接: no dead links).
    DeadLink,
    /// A link to another site that does not open.
    DeadOutsideLink,
    /// An attachment that does not open.
    DeadAttachment,
    /// A picture that does not open.
    BrokenPicture,
    /// A link that leads nowhere or has nothing to press (发展指引, 地址链接: no empty links).
    EmptyLink,
    /// A link to a site of no government that opens without a notice (发展指引, 地址链接).
    UnannouncedLink,
    /// A column with nothing in it (单项否决: 空白栏目).
    BlankColumn,
    /// A column whose newest date is older than its term (单项否决: 栏目不更新; 更新时效 of the plan).
    StaleColumn,
    /// A page tag that the guideline asks for is not there (发展指引, 网页标签; `domain.md` §1.5).
    MissingPageTag,
    /// A page tag of another form than the guideline's, such as a `PubDate` without time.
    MalformedPageTag,
    /// A picture without text alternative (GB/T 37668-2019).
    MissingAlternative,
    /// A policy document without its interpretation (国办秘函〔2019〕19号, 解读关联).
    MissingInterpretation,
    /// A letter that is not answered within its term (单项否决 after three months: 互动回应差).
    OverdueLetter,
    /// A notice across the pages whose stated last day has passed.
    ExpiredNotice,
    /// A topic whose last day has passed and that is not marked as archived (发展指引, 归档).
    ExpiredTopic,
    /// Numbers of identity cards, bank cards or mobile telephones in a page (个人信息保护法 art. 25, 28; `domain.md` §7.4).
    PersonalData,
    /// What may be a passport or the like in a page.
    PossiblePersonalData,
    /// Personal data in an attachment, hidden sheets and columns included.
    PersonalDataInFile,
    /// A secrecy or internal-use mark in a page (单项否决: 泄密; GB/T 9704-2012).
    SecretMark,
    /// A secrecy or internal-use mark in an attachment.
    SecretMarkInFile,
    /// Words that the office has forbidden (单项否决: 严重表述错误).
    ForbiddenWording,
    /// A probable slip of the pen.
    ProbableTypo,
    /// A day that the calendar does not have, or a weekday that is not that of its date.
    ImpossibleDate,
    /// Punctuation that has gone wrong (GB/T 15834-2011).
    DoubtfulPunctuation,
    /// An attachment that nobody can read: a password, damage.
    UnreadableFile,
    /// A page that takes too long to load by its size (网页设计规范: at most 3 s at the local average bandwidth).
    HeavyPage,
    /// A page that the server is slow with (网页设计规范: at most 3 s).
    SlowPage,
    /// A certificate that ends soon.
    CertificateExpiring,
    /// A certificate that has ended: browsers warn of the site.
    CertificateExpired,
    /// A certificate that nobody can look at, since there is no secure connection or none at all.
    CertificateUnseen,
}

impl FaultKind {
    /// All kinds, in the order of the enum.
    pub const ALL: [Self; 31] = [
        Self::Unavailable,
        Self::DeadLink,
        Self::DeadOutsideLink,
        Self::DeadAttachment,
        Self::BrokenPicture,
        Self::EmptyLink,
        Self::UnannouncedLink,
        Self::BlankColumn,
        Self::StaleColumn,
        Self::MissingPageTag,
        Self::MalformedPageTag,
        Self::MissingAlternative,
        Self::MissingInterpretation,
        Self::OverdueLetter,
        Self::ExpiredNotice,
        Self::ExpiredTopic,
        Self::PersonalData,
        Self::PossiblePersonalData,
        Self::PersonalDataInFile,
        Self::SecretMark,
        Self::SecretMarkInFile,
        Self::ForbiddenWording,
        Self::ProbableTypo,
        Self::ImpossibleDate,
        Self::DoubtfulPunctuation,
        Self::UnreadableFile,
        Self::HeavyPage,
        Self::SlowPage,
        Self::CertificateExpiring,
        Self::CertificateExpired,
        Self::CertificateUnseen,
    ];

    /// As stored and as it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::DeadLink => "dead-link",
            Self::DeadOutsideLink => "dead-outside-link",
            Self::DeadAttachment => "dead-attachment",
            Self::BrokenPicture => "broken-picture",
            Self::EmptyLink => "empty-link",
            Self::UnannouncedLink => "unannounced-link",
            Self::BlankColumn => "blank-column",
            Self::StaleColumn => "stale-column",
            Self::MissingPageTag => "missing-page-tag",
            Self::MalformedPageTag => "malformed-page-tag",
            Self::MissingAlternative => "missing-alternative",
            Self::MissingInterpretation => "missing-interpretation",
            Self::OverdueLetter => "overdue-letter",
            Self::ExpiredNotice => "expired-notice",
            Self::ExpiredTopic => "expired-topic",
            Self::PersonalData => "personal-data",
            Self::PossiblePersonalData => "possible-personal-data",
            Self::PersonalDataInFile => "personal-data-in-file",
            Self::SecretMark => "secret-mark",
            Self::SecretMarkInFile => "secret-mark-in-file",
            Self::ForbiddenWording => "forbidden-wording",
            Self::ProbableTypo => "probable-typo",
            Self::ImpossibleDate => "impossible-date",
            Self::DoubtfulPunctuation => "doubtful-punctuation",
            Self::UnreadableFile => "unreadable-file",
            Self::HeavyPage => "heavy-page",
            Self::SlowPage => "slow-page",
            Self::CertificateExpiring => "certificate-expiring",
            Self::CertificateExpired => "certificate-expired",
            Self::CertificateUnseen => "certificate-unseen",
        }
    }

    /// As the desk names it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unavailable => "站点无法访问",
            Self::DeadLink => "站内链接失效",
            Self::DeadOutsideLink => "站外链接失效",
            Self::DeadAttachment => "附件打不开",
            Self::BrokenPicture => "图片无法显示",
            Self::EmptyLink => "空链接",
            Self::UnannouncedLink => "外部链接没有离站提示",
            Self::BlankColumn => "栏目空白",
            Self::StaleColumn => "栏目超期未更新",
            Self::MissingPageTag => "缺少网页标签",
            Self::MalformedPageTag => "网页标签不规范",
            Self::MissingAlternative => "图片缺少替代文字",
            Self::MissingInterpretation => "政策文件未关联解读",
            Self::OverdueLetter => "来信逾期未答复",
            Self::ExpiredNotice => "通知到期仍在展示",
            Self::ExpiredTopic => "专题到期未归档",
            Self::PersonalData => "页面含个人信息",
            Self::PossiblePersonalData => "页面疑含个人信息",
            Self::PersonalDataInFile => "附件含个人信息",
            Self::SecretMark => "页面有涉密或内部标志",
            Self::SecretMarkInFile => "附件有涉密或内部标志",
            Self::ForbiddenWording => "禁用表述",
            Self::ProbableTypo => "疑似错别字",
            Self::ImpossibleDate => "日期有误",
            Self::DoubtfulPunctuation => "标点疑误",
            Self::UnreadableFile => "附件无法读取",
            Self::HeavyPage => "页面过大",
            Self::SlowPage => "页面打开慢",
            Self::CertificateExpiring => "证书即将到期",
            Self::CertificateExpired => "证书已到期",
            Self::CertificateUnseen => "证书无法查看",
        }
    }

    /// How much it weighs unless the office says otherwise.
    pub const fn weight(self) -> Weight {
        match self {
            Self::Unavailable
            | Self::OverdueLetter
            | Self::PersonalData
            | Self::PersonalDataInFile
            | Self::SecretMark
            | Self::SecretMarkInFile
            | Self::ForbiddenWording
            | Self::CertificateExpired => Weight::Blocking,
            Self::DeadLink
            | Self::DeadOutsideLink
            | Self::DeadAttachment
            | Self::BrokenPicture
            | Self::EmptyLink
            | Self::UnannouncedLink
            | Self::BlankColumn
            | Self::StaleColumn
            | Self::MissingPageTag
            | Self::MalformedPageTag
            | Self::MissingAlternative
            | Self::MissingInterpretation
            | Self::ExpiredNotice
            | Self::ExpiredTopic
            | Self::PossiblePersonalData
            | Self::ProbableTypo
            | Self::ImpossibleDate
            | Self::SlowPage
            | Self::CertificateExpiring
            | Self::CertificateUnseen => Weight::Required,
            Self::DoubtfulPunctuation | Self::UnreadableFile | Self::HeavyPage => Weight::Advisory,
        }
    }

    /// Working days in which it is to be mended unless the office says otherwise. The check of the national platform asks
    /// for an answer to "我为政府网站找错" within three working days; what leaks is taken down the same day.
    pub const fn working_days(self) -> u16 {
        match self.weight() {
            Weight::Blocking => 1,
            Weight::Required => match self {
                Self::ExpiredNotice => 1,
                Self::MissingAlternative
                | Self::MissingPageTag
                | Self::MalformedPageTag
                | Self::MissingInterpretation
                | Self::ExpiredTopic
                | Self::DeadOutsideLink
                | Self::CertificateExpiring
                | Self::CertificateUnseen => 5,
                _ => 3,
            },
            Weight::Advisory => 10,
        }
    }

    /// Whether it counts only when two rounds have met it: what goes over a network fails now and then (`design.md` §2).
    pub const fn needs_second_probe(self) -> bool {
        matches!(
            self,
            Self::Unavailable
                | Self::DeadLink
                | Self::DeadOutsideLink
                | Self::DeadAttachment
                | Self::BrokenPicture
                | Self::SlowPage
                | Self::CertificateUnseen
        )
    }

    /// Whether it is about a certificate and not about a page.
    pub const fn is_of_certificate(self) -> bool {
        matches!(self, Self::CertificateExpiring | Self::CertificateExpired | Self::CertificateUnseen)
    }

    /// Who mends it.
    pub const fn answerable(self) -> Answerable {
        match self {
            Self::Unavailable
            | Self::MissingPageTag
            | Self::MalformedPageTag
            | Self::ExpiredNotice
            | Self::SlowPage
            | Self::CertificateExpiring
            | Self::CertificateExpired
            | Self::CertificateUnseen => Answerable::PortalOffice,
            _ => Answerable::Column,
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
