//! 实时更新: probes over a line on paper, and what the board and the assessment make of them.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use cms::{Cms, Ctx, Error, patrol::Walking};
use domain::{
    assessment::VetoState,
    availability::{Outcome, Probe, Probed, Rhythm},
    desk::{assessment::AssessmentAsk, board::ColumnLine},
    obligation::State,
    permission::Refusal,
    plan::ColumnCode,
};
use patrol::{Answer, Failure, Fetch, Manners, Request, Wishes};
use testkit::TestCounty;

use crate::{both_databases, patrol::Turned};

const HOME: &str = "http://127.0.0.1:3000";
/// Where both mailboxes of the shipped plan lead.
const MAILBOXES: &str = "https://www.nanning.gov.cn";

/// Status and place of an answer, or why there was none.
type Said = Result<(u16, &'static str), Failure>;

/// A line on paper: everything answers, but for what is written here.
#[derive(Default)]
struct Line {
    otherwise: Mutex<BTreeMap<String, Said>>,
    asked: Mutex<Vec<String>>,
    wishes: Mutex<Wishes>,
}

impl Line {
    fn answers(&self, address: &str, answer: Result<(u16, &'static str), Failure>) {
        self.otherwise.lock().unwrap().insert(address.to_owned(), answer);
    }

    fn is_well(&self, address: &str) {
        self.otherwise.lock().unwrap().remove(address);
    }

    fn times_asked(&self, request: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|one| *one == request).count()
    }
}

#[async_trait::async_trait]
impl Fetch for Line {
    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        self.asked.lock().unwrap().push(request.named());
        let usual = if request.address.ends_with("/robots.txt") { (404, "") } else { (200, "") };
        let otherwise = self.otherwise.lock().unwrap().get(&request.address).copied();
        let (status, text) = otherwise.unwrap_or(Ok(usual))?;
        let took = Duration::from_millis(250);
        Ok(Answer { status, bytes: text.as_bytes().to_vec(), took, ..Answer::default() })
    }

    async fn certificate_until(&self, _: &str) -> Result<DateTime<Utc>, Failure> {
        Err(Failure::Unreachable)
    }
}

/// One look of the job, every half hour being due.
async fn look(cms: &Cms, county: &TestCounty, line: &Line) -> Option<usize> {
    let clock = Turned(county.clock.clone());
    let walking = Walking { fetch: line, clock: &clock, manners: Manners::default() };
    let mut wishes = std::mem::take(&mut *line.wishes.lock().unwrap());
    let rhythm = Rhythm::new(48).unwrap();
    let done = cms.probe_services(&Ctx::system("test"), rhythm, &walking, &mut wishes).await.unwrap();
    *line.wishes.lock().unwrap() = wishes;
    done
}

/// A look at a minute of 24 November.
async fn look_at(county: &TestCounty, line: &Line, minute: &str) {
    county.set_clock(&format!("2026-11-24 {minute}"));
    assert!(look(&county.cms, county, line).await.is_some(), "{minute}");
}

async fn column(cms: &Cms, county: &TestCounty, code: &str) -> ColumnLine {
    let board = cms.county_board(&county.ctx("guanli").await).await.unwrap();
    board.lines.into_iter().find(|line| line.code.as_str() == code).unwrap()
}

#[tokio::test]
async fn every_slot_of_the_day_has_one_probe_by_one_node() {
    for county in both_databases().await {
        let (line, other) = (Line::default(), county.second_node().await);
        county.set_clock("2026-11-25 00:00");
        for _ in 0..24 * 4 {
            for cms in [&county.cms, &other] {
                look(cms, &county, &line).await;
            }
            county.advance_minutes(15);
        }
        assert_eq!(line.times_asked(&format!("GET {HOME}/")), 48);
        assert_eq!(line.times_asked(&format!("GET {HOME}/c/znss")), 48);
        assert_eq!(line.times_asked(&format!("GET {HOME}/sitemap")), 48);
        assert_eq!(line.times_asked(&format!("GET {MAILBOXES}/")), 48, "two columns lead there, and it is asked once");
        assert_eq!(line.times_asked("GET https://zwfw.gxzf.gov.cn/"), 0, "no column of 实时更新 leads there");
        let probes = county.cms.store().probes_between(DateTime::UNIX_EPOCH, county.cms.now()).await.unwrap();
        let of = |code: &str| probes.iter().filter(|(probed, _)| probed.code() == code).count();
        assert_eq!(["", "xzxx", "bmxx", "znss"].map(of), [48; 4]);
    }
}

#[tokio::test]
async fn what_is_down_is_overdue_after_two_probes_and_says_since_when_and_why() {
    for county in both_databases().await {
        let (line, page) = (Line::default(), format!("{HOME}/c/znss"));
        assert_eq!(column(&county.cms, &county, "znss").await.state, State::NotApplicable, "nobody has looked");
        look_at(&county, &line, "09:00").await;
        let well = column(&county.cms, &county, "znss").await;
        assert_eq!(well.state, State::Normal);
        assert_eq!(
            well.service.unwrap(),
            "近 7 天可用率 100%，近 30 天可用率 100%（本县目标 99%）；95% 的答复在 0.3 秒内（本县目标 5 秒）；近 30 天没有打不开"
        );

        line.answers(&page, Ok((500, "")));
        look_at(&county, &line, "09:30").await;
        let once = column(&county.cms, &county, "znss").await;
        assert_eq!((once.state, once.rule.as_str()), (State::DueSoon, "可用率不低于 99%（本县目标）"));
        look_at(&county, &line, "10:00").await;
        let other = county.second_node().await;
        for cms in [&county.cms, &other] {
            let down = column(cms, &county, "znss").await;
            assert_eq!((down.state, down.since.to_string()), (State::Overdue, "2026-11-24".to_owned()));
            assert_eq!(down.rule, "能正常打开");
            let told = down.service.unwrap();
            assert!(told.contains("近 30 天可用率 33.33%（本县目标 99%，未达到）"), "{told}");
            assert!(told.ends_with("最近一次打不开：2026-11-24 10:00，本门户答复 500"), "{told}");
        }
        assert_eq!(column(&county.cms, &county, "zddt").await.state, State::Normal, "the site map opens");

        line.is_well(&page);
        look_at(&county, &line, "10:30").await;
        assert_eq!(column(&county.cms, &county, "znss").await.state, State::DueSoon, "two of four did not open");
        // Nobody has probed for a day: the patrol is asked instead, and has not been.
        county.set_clock("2026-11-26 09:00");
        let lapsed = column(&county.cms, &county, "znss").await;
        assert_eq!((lapsed.state, lapsed.service), (State::NotApplicable, None));
    }
}

#[tokio::test]
async fn a_mailbox_is_judged_by_its_probes_and_by_its_backstop() {
    let county = TestCounty::new().await;
    let line = Line::default();
    // Nobody has confirmed it since the plan began, eight years ago.
    let before = column(&county.cms, &county, "bmxx").await;
    assert_eq!((before.state, before.rule.as_str()), (State::Overdue, "巡查底线 3 个月"));
    look_at(&county, &line, "09:00").await;
    let author = county.ctx("fabu").await;
    let mine = county.cms.my_duties(&author).await.unwrap();
    let told = mine.lines.into_iter().find(|line| line.code.as_str() == "bmxx").unwrap();
    assert!(told.service.unwrap().starts_with("近 7 天可用率 100%"), "the unit reads it, too");

    let code = ColumnCode::parse("bmxx").unwrap();
    county.cms.confirm_column(&author, &code, "链接已核对").await.unwrap();
    let confirmed = column(&county.cms, &county, "bmxx").await;
    assert_eq!((confirmed.state, confirmed.due), (State::Normal, "2027-02-24".parse().ok()));
    line.answers(&format!("{MAILBOXES}/"), Err(Failure::NoSuchHost));
    look_at(&county, &line, "09:30").await;
    look_at(&county, &line, "10:00").await;
    let down = column(&county.cms, &county, "bmxx").await;
    assert_eq!((down.state, down.rule.as_str()), (State::Overdue, "能正常打开"));
    assert!(down.service.unwrap().ends_with("最近一次打不开：2026-11-24 10:00，域名解析不到地址"));
}

/// The veto asks whether people can reach a channel, not how old is what stands there.
#[tokio::test]
async fn a_channel_counts_as_open_when_it_opens_and_not_when_it_is_confirmed() {
    let county = TestCounty::new().await;
    let line = Line::default();
    let manager = county.ctx("guanli").await;
    let veto = async || {
        let ask = AssessmentAsk { rules: "national-2019".into(), ..AssessmentAsk::default() };
        let vetoes = county.cms.assessment(&manager, &ask).await.unwrap().score.vetoes;
        let veto = vetoes.into_iter().find(|veto| veto.code.as_str() == "v5a").unwrap();
        (veto.state, veto.evidence.into_iter().map(|one| one.what).collect::<Vec<_>>())
    };
    let mailbox = ColumnCode::parse("bmxx").unwrap();
    county.cms.confirm_column(&county.ctx("fabu").await, &mailbox, "链接已核对").await.unwrap();
    assert_eq!(column(&county.cms, &county, "bmxx").await.state, State::Normal);
    assert_eq!(veto().await, (VetoState::NotMeasured, vec![]), "confirmed, but nobody has visited it");

    look_at(&county, &line, "09:00").await;
    let unconfirmed = column(&county.cms, &county, "xzxx").await;
    assert_eq!((unconfirmed.state, unconfirmed.rule.as_str()), (State::Overdue, "巡查底线 3 个月"));
    let both = ["“县长信箱”可以打开（2026-11-24 巡查）", "“部门信箱”可以打开（2026-11-24 巡查）"];
    assert_eq!(veto().await, (VetoState::Clear, both.map(str::to_owned).to_vec()));

    line.answers(&format!("{MAILBOXES}/"), Err(Failure::NoSuchHost));
    look_at(&county, &line, "09:30").await;
    assert_eq!(veto().await, (VetoState::NotMeasured, vec![]), "once is no failure, and nothing that opens");
    look_at(&county, &line, "10:00").await;
    assert_eq!(veto().await, (VetoState::Hit, vec![]), "no confirmation opens it");

    // It opens again, as seldom as it did today.
    line.is_well(&format!("{MAILBOXES}/"));
    look_at(&county, &line, "10:30").await;
    assert_eq!(veto().await, (VetoState::Clear, both.map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn a_channel_that_has_never_opened_is_not_open() {
    let county = TestCounty::new().await;
    let line = Line::default();
    let manager = county.ctx("guanli").await;
    line.answers(&format!("{MAILBOXES}/"), Err(Failure::NoSuchHost));
    for (minute, state) in [("09:00", VetoState::NotMeasured), ("09:30", VetoState::Hit)] {
        look_at(&county, &line, minute).await;
        let ask = AssessmentAsk { rules: "national-2019".into(), ..AssessmentAsk::default() };
        let vetoes = county.cms.assessment(&manager, &ask).await.unwrap().score.vetoes;
        let veto = vetoes.into_iter().find(|veto| veto.code.as_str() == "v5a").unwrap();
        assert_eq!((veto.state, veto.evidence.len()), (state, 0), "{minute}");
    }
}

#[tokio::test]
async fn other_sites_are_asked_as_they_wish() {
    let county = TestCounty::new().await;
    let line = Line::default();
    line.answers(&format!("{MAILBOXES}/robots.txt"), Ok((200, "User-agent: *\nDisallow: /private/\n")));
    line.answers(&format!("{MAILBOXES}/"), Ok((403, "")));
    for minute in ["09:00", "09:30", "10:00"] {
        look_at(&county, &line, minute).await;
    }
    assert_eq!(line.times_asked(&format!("GET {MAILBOXES}/robots.txt")), 1, "what it wishes is remembered for a day");
    let mailbox = Probed::Column(ColumnCode::parse("xzxx").unwrap());
    let probes = county.cms.store().probes_of(&mailbox, DateTime::UNIX_EPOCH, county.cms.now()).await.unwrap();
    let unsettled = Outcome::Unsettled { why: "对方网站答复 403，不接受程序访问".into() };
    assert_eq!(probes.iter().map(|probe| &probe.outcome).collect::<Vec<_>>(), [&unsettled; 3]);
    assert_eq!(column(&county.cms, &county, "xzxx").await.service, None, "a site that refuses programs proves nothing");

    line.answers(&format!("{MAILBOXES}/robots.txt"), Ok((200, "User-agent: *\nDisallow: /\n")));
    county.set_clock("2026-11-25 10:30");
    let asked = line.times_asked(&format!("GET {MAILBOXES}/"));
    assert!(look(&county.cms, &county, &line).await.is_some());
    assert_eq!(line.times_asked(&format!("GET {MAILBOXES}/")), asked, "it may not be asked any more");
}

/// Writes a visit to the home page for each hour before now, the oldest first.
async fn visited_each_hour(county: &TestCounty, hours: i64, outcome: impl Fn(i64) -> Outcome) {
    let now = county.cms.now();
    let mut tx = county.cms.store().begin().await.unwrap();
    let mut claimed = tx.claim_probing(now, now, now + TimeDelta::minutes(5)).await.unwrap().unwrap();
    for hour in (0..hours).rev() {
        let probe = Probe { at: now - TimeDelta::hours(hour), outcome: outcome(hour) };
        let until = claimed.leased_until + TimeDelta::milliseconds(1);
        assert!(tx.keep_probe(&claimed, &[Probed::Home], &probe, until).await.unwrap());
        claimed.leased_until = until;
    }
    assert!(tx.finish_probing(&claimed, now).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn visits_to_the_home_page_are_measured_once_there_are_as_many_as_the_rules_ask_for() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let asked = async |at: Option<&str>| {
            let ask = AssessmentAsk { at: at.map(|day| day.parse().unwrap()), ..AssessmentAsk::default() };
            county.cms.assessment(&manager, &ask).await.unwrap()
        };
        let name = "首页打不开的次数占比";
        let is_open = |names: &[String]| names.iter().any(|one| one == name);
        assert!(is_open(&asked(None).await.not_measured));

        // Nine days, and in the last week ten hours in which it did not open: six of a hundred.
        visited_each_hour(&county, 9 * 24, |hour| match hour {
            50..59 => Outcome::Failed { why: "没有在限定时间内答复".into() },
            70 => Outcome::Opened { milliseconds: 16_200 },
            _ => Outcome::Opened { milliseconds: 120 },
        })
        .await;
        let sheet = asked(None).await;
        assert!(!is_open(&sheet.not_measured));
        let of_home = |found: &domain::assessment::Evidence| found.subject.starts_with("首页 ");
        let veto = sheet.score.vetoes.iter().find(|veto| veto.evidence.iter().any(of_home)).unwrap();
        assert_eq!((veto.state, veto.evidence.len()), (VetoState::Hit, 10), "{}", veto.sentence);
        assert_eq!(veto.sentence, "已触及否决：6.0%");
        let first = &veto.evidence[0];
        assert_eq!(first.what, "2026-11-21 11:00 访问首页，打不开：16 秒才打开");
        assert_eq!((first.address.as_deref(), &first.answerable.unit), (Some("/"), &None));

        // Of an earlier day its own week counts, and of one without visits before it nothing is known.
        let earlier = asked(Some("2026-11-23")).await;
        assert!(!is_open(&earlier.not_measured) && !is_open(&earlier.present_only));
        assert!(is_open(&asked(Some("2026-11-20")).await.not_measured));
        // A day on which nobody has looked is no proof either.
        county.advance_days(2);
        assert!(is_open(&asked(None).await.not_measured));
    }
}

#[tokio::test]
async fn only_the_program_probes_and_forgets_what_is_too_old() {
    let county = TestCounty::new().await;
    let line = Line::default();
    look_at(&county, &line, "09:00").await;
    let manager = county.ctx("guanli").await;
    let clock = Turned(county.clock.clone());
    let walking = Walking { fetch: &line, clock: &clock, manners: Manners::default() };
    let rhythm = Rhythm::new(48).unwrap();
    let refused = county.cms.probe_services(&manager, rhythm, &walking, &mut Wishes::default()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{refused:?}");
    let refused = county.cms.forget_old_probes(&manager).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{refused:?}");

    county.set_clock("2027-12-29 08:00");
    assert_eq!(county.cms.forget_old_probes(&Ctx::system("test")).await.unwrap(), 0, "four hundred days");
    county.set_clock("2027-12-29 09:30");
    assert!(county.cms.forget_old_probes(&Ctx::system("test")).await.unwrap() > 3);
}
