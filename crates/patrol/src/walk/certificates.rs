//! Until when certificates are valid. A certificate that has ended closes the site to every careful reader.

use chrono::TimeDelta;
use domain::patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage, plain_address};

use super::{Progress, Walk};

pub(super) async fn look(walk: &Walk<'_>, progress: &mut Progress) {
    for host in &walk.rules.certificate_hosts {
        // That the host cannot be reached is told elsewhere.
        let Ok(until) = walk.fetch.certificate_until(host).await else { continue };
        let (at, page) = (walk.clock.now(), format!("https://{host}/"));
        progress.looked_at.insert(plain_address(&page));
        let day = domain::time::china_date(until);
        let (kind, message) = if until <= at {
            (FaultKind::CertificateExpired, format!("{host} 的证书已于 {day} 到期，浏览器会警告访问者"))
        } else if until - at <= TimeDelta::days(walk.rules.limits.certificate_days) {
            (FaultKind::CertificateExpiring, format!("{host} 的证书将于 {day} 到期，请及时更换"))
        } else {
            continue;
        };
        let evidence = Evidence {
            request: format!("TLS {host}"),
            page: page.clone(),
            column: None,
            source: None,
            message,
            passage: Passage::of(&day.to_string(), str::to_owned),
            status: None,
            at,
            digest: String::new(),
        };
        progress.observations.push(Observation { fingerprint: Fingerprint::on_page(kind, &page, "", ""), evidence });
    }
}
