//! Other sites as the patrol asks them: any host that a public page leads to, but none of the inner network, one request at
//! a time and with a pause between two. What `robots.txt` says is asked by the patrol itself.

use std::time::Instant;

use documents::elsewhere::address::WebAddress;
use patrol::{Answer, Failure, Method, Request};
use reqwest::tls::TlsInfo;

use super::{
    OutsideWorld, WHOLE,
    answer::{failure_of, read},
};

impl OutsideWorld {
    /// Asks once, without following redirects. A machine of the intranet is out of reach for the public, so nobody can say
    /// by asking whether a link to it works.
    pub(crate) async fn probe(&self, request: &Request) -> Result<Answer, Failure> {
        let address = WebAddress::parse(&request.address).map_err(|_| Failure::NotAllowed)?;
        if self.is_inside(&address) {
            return Err(Failure::NotAllowed);
        }
        let method = match request.method {
            Method::Head => reqwest::Method::HEAD,
            Method::Get => reqwest::Method::GET,
        };
        let _turn = self.patience.turn(address.host()).await;
        let started = Instant::now();
        let response = self.client.request(method, address.as_str()).timeout(WHOLE).send().await;
        read(response.map_err(|error| failure_of(&error))?, started.elapsed(), request.most_bytes).await
    }

    /// The certificate that `host` shows, whether or not it is still valid.
    pub(crate) async fn certificate_of(&self, host: &str) -> Result<Vec<u8>, Failure> {
        let address = WebAddress::parse(&format!("https://{host}/")).map_err(|_| Failure::NotAllowed)?;
        let _turn = self.patience.turn(address.host()).await;
        let response = self.certificates.head(address.as_str()).timeout(WHOLE).send().await;
        let response = response.map_err(|error| failure_of(&error))?;
        let shown = response.extensions().get::<TlsInfo>().and_then(TlsInfo::peer_certificate);
        shown.map(<[u8]>::to_vec).ok_or(Failure::Insecure)
    }
}
