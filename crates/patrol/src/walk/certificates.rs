//! Until when certificates are valid. One that has ended closes the site to every careful reader; one that nobody can look at
//! may do so, too, and is looked at again by the next round before it counts.

use chrono::{DateTime, TimeDelta, Utc};
use domain::patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage, UnseenCertificate, certificate_page};

use super::{Progress, Walk};
use crate::Failure;

pub(super) async fn look(walk: &Walk<'_>, progress: &mut Progress) {
    // A round that was taken up again may have looked before.
    progress.unseen.clear();
    for host in &walk.rules.certificate_hosts {
        let looked = walk.fetch.certificate_until(host).await;
        let (at, page) = (walk.clock.now(), certificate_page(host));
        let found = match looked {
            Ok(until) => {
                progress.looked_at.insert(page.clone());
                fault_of(host, until, at, walk.rules.limits.certificate_days)
            }
            Err(why) => {
                let label = why.label().to_owned();
                progress.unseen.push(UnseenCertificate { host: host.clone(), why: label.clone() });
                let message = format!("{host} 的证书无法查看（{label}），请核对该网址能否以 https 打开");
                // Who may not ask has learnt nothing of the host.
                (why != Failure::NotAllowed).then_some((FaultKind::CertificateUnseen, message, label))
            }
        };
        let Some((kind, message, passage)) = found else { continue };
        let evidence = Evidence {
            request: format!("TLS {host}"),
            page: page.clone(),
            column: None,
            source: None,
            message,
            passage: Passage::of(&passage, str::to_owned),
            status: None,
            at,
            digest: String::new(),
        };
        progress.observations.push(Observation { fingerprint: Fingerprint::on_page(kind, &page, "", ""), evidence });
    }
}

/// What is wrong with a certificate that is valid until `until`, with message and passage.
fn fault_of(host: &str, until: DateTime<Utc>, at: DateTime<Utc>, days: i64) -> Option<(FaultKind, String, String)> {
    let day = domain::time::china_date(until);
    let (kind, message) = if until <= at {
        (FaultKind::CertificateExpired, format!("{host} 的证书已于 {day} 到期，浏览器会警告访问者"))
    } else if until - at <= TimeDelta::days(days) {
        (FaultKind::CertificateExpiring, format!("{host} 的证书将于 {day} 到期，请及时更换"))
    } else {
        return None;
    };
    Some((kind, message, day.to_string()))
}
