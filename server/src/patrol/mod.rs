//! The network as the patrol asks it: the portal itself over the loopback of its own listener, under the name by which the
//! public knows it; everything else through the one guarded way to other sites.

mod certificate;
mod own;
mod summary;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Result;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use cms::{clock, patrol::Walking};
use patrol::{Answer, Clock, Failure, Fetch, Manners, Request};

use crate::{config::Config, outside::OutsideWorld, serve};
use own::OwnPortal;

pub(crate) use summary::summary;

/// Asks the portal and other sites.
pub struct PortalNetwork {
    own: OwnPortal,
    outside: Option<Arc<OutsideWorld>>,
    time: Passing,
}

impl PortalNetwork {
    /// For the portal that listens at `listener`. Without a way outside, other sites stay unsettled.
    pub fn new(config: &Config, listener: SocketAddr, outside: Option<Arc<OutsideWorld>>) -> Result<Self> {
        let own = OwnPortal::new(&config.public_address, listener)?;
        Ok(Self { own, outside, time: Passing(serve::clock(config)) })
    }

    /// Whether the portal answers at all.
    pub(crate) async fn is_up(&self) -> bool {
        self.own.is_up().await
    }

    /// How a round is walked over this network.
    pub fn walking(&self, config: &Config) -> Walking<'_> {
        let manners = Manners {
            fastest: Duration::from_millis(u64::from(config.patrol_pace_ms)),
            most_pages: usize::try_from(config.patrol_most_pages).unwrap_or(usize::MAX),
            ..Manners::default()
        };
        let slowest = manners.slowest.max(manners.fastest);
        Walking { fetch: self, clock: &self.time, manners: Manners { slowest, ..manners } }
    }
}

#[async_trait]
impl Fetch for PortalNetwork {
    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        match (self.own.place_of(&request.address), &self.outside) {
            (Some(place), _) => self.own.ask(request, &place).await,
            (None, Some(outside)) => outside.probe(request).await,
            (None, None) => Err(Failure::NotAllowed),
        }
    }

    async fn certificate_until(&self, host: &str) -> Result<DateTime<Utc>, Failure> {
        let Some(outside) = &self.outside else { return Err(Failure::NotAllowed) };
        certificate::until(&outside.certificate_of(host).await?).ok_or(Failure::Insecure)
    }
}

/// Time that passes by itself.
struct Passing(Arc<dyn clock::Clock>);

#[async_trait]
impl Clock for Passing {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}
