//! The measurements that the system can take, each with a name for rule sets. The list is closed: a rule set that asks
//! for anything else is refused, and a query that nothing measures yet comes out as 未测, never as points.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Amount, MeasureUnit};

/// How a measurement becomes one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Every piece of evidence is a fault; the value is their number.
    Faults,
    /// Every piece of evidence is a fault; the value is their share of all that was looked at, in percent.
    Share,
    /// Every piece of evidence states so many days; the value is the longest.
    Longest,
    /// Every piece of evidence is something done; what is missing to the number asked for is the fault.
    Achieved,
}

/// What a rule must say beside the query, since documents differ in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    Nothing,
    /// For how long: over 3 months, within the last 2 weeks.
    Term,
    /// From how many kinds of elements on.
    Kinds,
    Seconds,
}

impl Beyond {
    /// Whether an amount in `unit` can say it.
    pub fn takes(self, unit: MeasureUnit) -> bool {
        match self {
            Self::Nothing => false,
            Self::Term => unit.is_term(),
            Self::Kinds => unit == MeasureUnit::Count,
            Self::Seconds => unit == MeasureUnit::Seconds,
        }
    }
}

macro_rules! queries {
    ($count:literal { $($(#[$doc:meta])* $variant:ident = $code:literal $label:literal $counting:ident $noun:literal $beyond:ident;)* }) => {
        /// A named measurement (取数指标).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum EvidenceQuery {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl EvidenceQuery {
            /// Every measurement that the system can take.
            pub const ALL: [Self; $count] = [$(Self::$variant),*];

            /// As the file writes it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What it measures.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// How its evidence becomes one value.
            pub const fn counting(self) -> Counting {
                match self { $(Self::$variant => Counting::$counting,)* }
            }

            /// What is counted, after a number: 个栏目.
            pub const fn noun(self) -> &'static str {
                match self { $(Self::$variant => $noun,)* }
            }

            /// What a rule must say beside it.
            pub const fn beyond(self) -> Beyond {
                match self { $(Self::$variant => Beyond::$beyond,)* }
            }
        }
    };
}

queries!(50 {
    // ---- updates ----
    /// 动态要闻: news older than the rule set's term for news.
    StaleNews = "stale-news" "动态要闻类栏目逾期未更新" Faults "个栏目" Nothing;
    /// 通知公告、政策文件.
    StaleDocuments = "stale-documents" "通知公告、政策文件类栏目逾期未更新" Faults "个栏目" Nothing;
    /// 人事、规划计划 and the rest.
    StaleOthers = "stale-others" "人事、规划计划等其他栏目逾期未更新" Faults "个栏目" Nothing;
    /// Columns of every class beyond the term of their class, each once; the terms are those of 2015年普查问答, which counts the
    /// blank ones as well. What the county has set itself is no matter of the inspection.
    OverdueColumns = "overdue-columns" "应更新但长期未更新的栏目" Faults "个栏目" Nothing;
    /// Columns without a single item; links, mirrors and functions have none by nature.
    BlankColumns = "blank-columns" "空白栏目" Faults "个栏目" Nothing;
    /// Items without a publication time count as not updated (2015年普查).
    DaysSinceHomeChange = "days-since-home-change" "首页距上次更新的天数" Longest "天" Nothing;
    HomeUpdates = "home-updates" "首页栏目更新的信息" Achieved "条信息" Term;
    /// Also what is over its day and not public yet: holding it back is no way around it.
    LatePublications = "late-publications" "超过法定期限公开或仍未公开的信息" Faults "条信息" Nothing;
    // ---- availability ----
    HomeVisitsFailed = "home-visits-failed" "首页打不开的次数占比" Share "%" Nothing;
    DeadLinksHome = "dead-links-home" "首页失效的链接" Faults "条链接" Nothing;
    DeadLinksElsewhere = "dead-links-elsewhere" "其他页面失效的链接" Faults "条链接" Nothing;
    SlowPages = "slow-pages" "打开过慢的页面" Faults "个页面" Seconds;
    // ---- correctness ----
    /// 严重表述错误: words that the office has forbidden. What else a text gets seriously wrong only a person sees.
    SeriousErrors = "serious-errors" "严重表述错误" Faults "处错误" Nothing;
    WordingErrors = "wording-errors" "一般错别字" Faults "处错误" Nothing;
    PersonalDataLeaks = "personal-data-leaks" "公开信息中未隐去的个人信息" Faults "处信息" Nothing;
    ReprintsWithoutSource = "reprints-without-source" "未注明来源的转载信息" Faults "条信息" Nothing;
    PagesWithoutTime = "pages-without-time" "未标明发布时间的内容页" Faults "个页面" Nothing;
    // ---- publication and interpretation ----
    InstitutionsIncomplete = "institutions-incomplete" "机构职能信息不全的单位" Faults "个单位" Nothing;
    LeadersIncomplete = "leaders-incomplete" "负责人信息不全" Faults "位负责人" Nothing;
    DocumentsWithoutMetadata = "documents-without-metadata" "要素不全的政策文件" Faults "件文件" Nothing;
    DocumentsWithoutInterpretation = "documents-without-interpretation" "近期没有解读的重要政策文件" Faults "件文件" Term;
    DocumentsWithoutLink = "documents-without-link" "与解读没有相互关联的文件" Faults "件文件" Nothing;
    InterpretationsWithoutLink = "interpretations-without-link" "与文件没有相互关联的解读" Faults "篇解读" Nothing;
    HotTopicResponses = "hot-topic-responses" "热点回应" Achieved "次回应" Term;
    AnnualReports = "annual-reports" "按期公布的政府网站工作年度报表" Achieved "份报表" Term;
    // ---- services ----
    ServiceItems = "service-items" "可以查到的办事服务事项" Achieved "个事项" Nothing;
    /// 事项名称, 设定依据, 申请条件, 办理材料, 办理地点, 办理时间, 联系电话, 办理流程 and so on.
    GuidesIncomplete = "guides-incomplete" "缺少要素的办事指南" Faults "个事项" Kinds;
    FormsMissing = "forms-missing" "表格样表缺失或打不开的事项" Faults "个事项" Nothing;
    ServiceStatistics = "service-statistics" "公开的办事统计" Achieved "份统计" Term;
    ServicesOffline = "services-offline" "不能在线办理的事项占比" Share "%" Nothing;
    // ---- interaction ----
    /// 信访、纪检举报 do not count as channels.
    ConsultationChannels = "consultation-channels" "可用的网上咨询建言渠道" Achieved "个渠道" Nothing;
    /// Valid messages of the last year; interviews, surveys, petition and discipline excluded.
    LettersUnanswered = "letters-unanswered" "逾期未答复的有效来信" Faults "封来信" Term;
    /// 敷衍推诿.
    LettersEvaded = "letters-evaded" "答复敷衍推诿的来信" Faults "封来信" Nothing;
    /// A published letter shows letter time, reply time, replying unit and reply.
    LettersPublishedIncomplete = "letters-published-incomplete" "公开要素不全的来信" Faults "封来信" Nothing;
    LetterStatistics = "letter-statistics" "公开的留言答复统计" Achieved "份统计" Term;
    /// E-mail alone is no channel (国办秘函〔2019〕19号).
    SurveyChannels = "survey-channels" "可用的调查征集渠道" Achieved "个渠道" Nothing;
    SurveysHeld = "surveys-held" "开展的调查征集" Achieved "次征集" Term;
    SurveysWithoutResult = "surveys-without-result" "结束后未公开结果的调查征集" Faults "次征集" Nothing;
    InterviewsHeld = "interviews-held" "开展的在线访谈" Achieved "次访谈" Term;
    CommonQuestions = "common-questions" "公开的常见问题" Achieved "个问题" Nothing;
    SmartAnswers = "smart-answers" "可用的智能问答" Achieved "个功能" Nothing;
    // ---- functions ----
    /// 党政机关网站标识、找错入口、网站标识码、主办单位和联系方式、ICP备案号、公安备案号、站点地图.
    FooterItemsMissing = "footer-items-missing" "页脚缺少的必备标识" Faults "项标识" Nothing;
    PageTagsMissing = "page-tags-missing" "网页标签不全的页面" Faults "个页面" Nothing;
    TitlesNotFound = "titles-not-found" "搜索结果第一页找不到的标题" Faults "个标题" Nothing;
    SearchClasses = "search-classes" "搜索结果的分类" Achieved "个分类" Nothing;
    ErrorReportEntries = "error-report-entries" "“我为政府网站找错”入口" Achieved "个入口" Nothing;
    /// Opening a page outside .gov.cn must show a notice (发展指引).
    OutsideLinksWithoutNotice = "outside-links-without-notice" "没有离站提示的外部链接" Faults "条链接" Nothing;
    AccountsStale = "accounts-stale" "逾期未更新的政务新媒体账号" Faults "个账号" Term;
    // ---- data ----
    StatisticsPublished = "statistics-published" "按期发布的统计数据" Achieved "期数据" Term;
    DatasetsOpen = "datasets-open" "可以下载的开放数据集" Achieved "个数据集" Nothing;
});

impl EvidenceQuery {
    /// The query that a file means.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|query| query.code() == code)
    }

    /// In what its value is counted.
    pub const fn unit(self) -> MeasureUnit {
        match self.counting() {
            Counting::Faults | Counting::Achieved => MeasureUnit::Count,
            Counting::Share => MeasureUnit::Percent,
            Counting::Longest => MeasureUnit::Days,
        }
    }

    /// Whether its evidence speaks against the county: of what was done, evidence speaks for it.
    pub const fn finds_faults(self) -> bool {
        !matches!(self.counting(), Counting::Achieved)
    }
}

/// One measurement that a rule set asks for: a query, and what its document leaves open in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Measurement {
    pub query: EvidenceQuery,
    /// 3 months without an answer, 4 kinds of elements; `None` when the query needs none.
    pub beyond: Option<Amount>,
}

impl Measurement {
    /// A query that needs nothing beside it.
    pub const fn of(query: EvidenceQuery) -> Self {
        Self { query, beyond: None }
    }

    /// A query with what the document says beside it.
    pub const fn beyond(query: EvidenceQuery, beyond: Amount) -> Self {
        Self { query, beyond: Some(beyond) }
    }
}

impl fmt::Display for Measurement {
    /// 逾期未答复的有效来信（3个月）
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.query.label())?;
        match (self.query.beyond(), self.beyond) {
            (Beyond::Kinds, Some(amount)) => write!(f, "（{}类以上）", amount.value),
            (Beyond::Seconds, Some(amount)) => write!(f, "（超过{amount}）"),
            (_, Some(amount)) => write!(f, "（{amount}）"),
            (_, None) => Ok(()),
        }
    }
}

/// The classes of columns that every generation of checks tells apart by how often they must change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// 动态、要闻
    News,
    /// 通知公告、政策文件
    Documents,
    /// 人事、规划计划 and everything else
    Others,
}

impl Freshness {
    /// From the shortest term to the longest.
    pub const ALL: [Self; 3] = [Self::News, Self::Documents, Self::Others];

    /// As columns of the class are called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::News => "动态要闻",
            Self::Documents => "通知公告、政策文件",
            Self::Others => "其他栏目",
        }
    }

    /// The query that finds columns of this class out of date.
    pub const fn query(self) -> EvidenceQuery {
        match self {
            Self::News => EvidenceQuery::StaleNews,
            Self::Documents => EvidenceQuery::StaleDocuments,
            Self::Others => EvidenceQuery::StaleOthers,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_query_has_words_and_a_code_of_its_own() {
        let codes: BTreeSet<&str> = EvidenceQuery::ALL.iter().map(|q| q.code()).collect();
        let labels: BTreeSet<&str> = EvidenceQuery::ALL.iter().map(|q| q.label()).collect();
        assert_eq!((codes.len(), labels.len()), (EvidenceQuery::ALL.len(), EvidenceQuery::ALL.len()));
        for query in EvidenceQuery::ALL {
            assert_eq!(EvidenceQuery::from_code(query.code()), Some(query));
            assert!(query.code().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", query.code());
        }
    }

    #[test]
    fn a_measurement_says_what_its_document_decides() {
        let letters = Measurement::beyond(EvidenceQuery::LettersUnanswered, Amount::new(3, MeasureUnit::Months));
        let guides = Measurement::beyond(EvidenceQuery::GuidesIncomplete, Amount::new(4, MeasureUnit::Count));
        assert_eq!(letters.to_string(), "逾期未答复的有效来信（3个月）");
        assert_eq!(guides.to_string(), "缺少要素的办事指南（4类以上）");
        assert_eq!(Measurement::of(EvidenceQuery::BlankColumns).to_string(), "空白栏目");
    }
}
