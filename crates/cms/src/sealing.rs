//! Sealing of what must be read again and yet must not stand in the database in the clear: the second factors, and how
//! a reader who reported something can be reached.
//!
//! AES-256-GCM (NIST SP 800-38D) with a key that lies in a file beside the database and in no backup, so that a copy of
//! the database alone makes no codes. Every text has a nonce of its own and is bound to what it is for: put into another
//! row, it does not open. What does not open is refused and never taken as it stands.

use std::{fmt::Write, sync::Arc};

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{event::SubjectKind, id::AccountId};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Tx;

use crate::{Cms, Ctx, Error, Random, Result};

/// How a sealed text begins: the version of algorithm and layout.
const PREFIX: &str = "v1:";
/// Bytes of a nonce, which stands before the ciphertext.
const NONCE_LENGTH: usize = 12;

/// The key of what is sealed.
pub struct SealingKey {
    cipher: Aes256Gcm,
    id: String,
}

/// Why the system does not go on with a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyRefused {
    /// The second factors in the database are sealed with another one.
    #[error("the second factors are sealed with key {known}, not with {given}")]
    Another { known: String, given: String },
    #[error(transparent)]
    Failed(#[from] Error),
}

impl SealingKey {
    /// Bytes of a key.
    pub const LENGTH: usize = 32;

    /// The bytes of a new key.
    pub fn draw(random: &dyn Random) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        random.fill(&mut bytes);
        bytes
    }

    /// `None` when `bytes` are not as many as a key has.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let cipher = Aes256Gcm::new_from_slice(bytes).ok()?;
        let digest = Sha256::new().chain_update(b"longan/sealing-key").chain_update(bytes).finalize();
        let id = digest.iter().take(8).fold(String::with_capacity(16), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        Some(Self { cipher, id })
    }

    /// Names the key in the database, in messages and in backups, and tells nothing of it.
    pub fn id(&self) -> &str {
        &self.id
    }

    fn seal(&self, random: &dyn Random, purpose: &str, plain: &SecretString) -> Result<SecretString> {
        let mut nonce = [0; NONCE_LENGTH];
        random.fill(&mut nonce);
        let payload = Payload { msg: plain.expose_secret().as_bytes(), aad: purpose.as_bytes() };
        let ciphertext = self.cipher.encrypt(&Nonce::from(nonce), payload).map_err(Error::internal)?;
        Ok(format!("{PREFIX}{}", STANDARD.encode([nonce.as_slice(), &ciphertext].concat())).into())
    }

    fn open(&self, purpose: &str, sealed: &SecretString) -> Option<SecretString> {
        let bytes = STANDARD.decode(sealed.expose_secret().strip_prefix(PREFIX)?).ok()?;
        let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE_LENGTH>()?;
        let payload = Payload { msg: ciphertext, aad: purpose.as_bytes() };
        let plain = self.cipher.decrypt(&Nonce::from(*nonce), payload).ok()?;
        String::from_utf8(plain).ok().map(SecretString::from)
    }
}

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealingKey").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Cms {
    /// Which key seals the second factors; `None` while this database has met none.
    pub async fn sealing_key(&self) -> Result<Option<String>> {
        Ok(self.inner.store.sealing_key().await?)
    }

    /// The same system with the key of its second factors. Without one, as on the command line, none is set up and none
    /// opens. Those that still stand in the clear, from before there was a key, are sealed first.
    pub async fn with_sealing_key(mut self, key: SealingKey) -> Result<Self, KeyRefused> {
        let known = self.adopt(&key).await?;
        if known != key.id {
            return Err(KeyRefused::Another { known, given: key.id });
        }
        Arc::make_mut(&mut self.inner).sealing_key = Some(Arc::new(key));
        Ok(self)
    }

    /// Seals with `key` what stands in the clear, unless the database knows another key; says which one it knows.
    async fn adopt(&self, key: &SealingKey) -> Result<String> {
        let secrets = self.inner.store.totp_secrets().await?;
        let mut tx = self.inner.store.begin().await?;
        let known = tx.claim_sealing_key(&key.id).await?;
        if known != key.id {
            return Ok(known);
        }
        let mut sealed = 0;
        for (account, plain) in secrets.iter().filter(|(_, secret)| !secret.expose_secret().starts_with(PREFIX)) {
            let text = key.seal(&*self.inner.random, &purpose(*account), plain)?;
            sealed += u32::from(tx.seal_totp(*account, plain, &text).await?);
        }
        if sealed > 0 {
            let ctx = Ctx::system("start");
            let data = json!({ "sealed": sealed, "key": key.id });
            tx.append_event(&ctx.event(self, "account.totp-seal", SubjectKind::Account, "", data)).await?;
        }
        tx.commit().await?;
        Ok(known)
    }

    /// Seals a second factor for the transaction that stores it.
    pub(crate) async fn seal_totp(
        &self,
        tx: &mut Tx,
        account: AccountId,
        plain: &SecretString,
    ) -> Result<SecretString> {
        self.seal(tx, &purpose(account), plain).await
    }

    /// Seals a text for the transaction that stores it, which fails if the database has gone over to another key since the
    /// start: what two keys seal, no node can open as a whole.
    pub(crate) async fn seal(&self, tx: &mut Tx, purpose: &str, plain: &SecretString) -> Result<SecretString> {
        let key = self.inner.sealing_key.as_ref().ok_or_else(|| Error::internal("there is no key to seal with"))?;
        let known = tx.claim_sealing_key(&key.id).await?;
        if known != key.id {
            return Err(Error::internal(format!("the database is sealed with key {known}, not with {}", key.id)));
        }
        key.seal(&*self.inner.random, purpose, plain)
    }

    /// What was sealed for `purpose`; `None` when it does not open: it was sealed with another key or for another
    /// purpose, or somebody wrote it past the program.
    pub(crate) fn unseal(&self, purpose: &str, sealed: &SecretString) -> Option<SecretString> {
        self.inner.sealing_key.as_ref()?.open(purpose, sealed)
    }

    /// A second factor that can be used; `None` when it does not open.
    pub(crate) fn open_totp(&self, account: AccountId, sealed: &SecretString) -> Option<SecretString> {
        self.unseal(&purpose(account), sealed)
    }
}

/// What a sealed text is bound to.
fn purpose(account: AccountId) -> String {
    format!("longan/totp/{account}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    const PURPOSE: &str = "longan/totp/7";

    fn key(byte: u8) -> SealingKey {
        SealingKey::from_bytes(&[byte; SealingKey::LENGTH]).unwrap()
    }

    fn sealed() -> SecretString {
        key(1).seal(&SystemRandom, PURPOSE, &SecretString::from("JBSWY3DP")).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_again() {
        let (one, two) = (sealed(), sealed());
        assert_ne!(one.expose_secret(), two.expose_secret(), "no nonce comes twice");
        for text in [one, two] {
            assert!(!text.expose_secret().contains("JBSWY3DP"), "{}", text.expose_secret());
            assert_eq!(key(1).open(PURPOSE, &text).unwrap().expose_secret(), "JBSWY3DP");
        }
    }

    #[test]
    fn nothing_else_opens() {
        let text = sealed();
        assert!(key(2).open(PURPOSE, &text).is_none(), "another key");
        assert!(key(1).open("longan/totp/8", &text).is_none(), "another account");
        let bytes = STANDARD.decode(&text.expose_secret()[PREFIX.len()..]).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let changed = SecretString::from(format!("{PREFIX}{}", STANDARD.encode(changed)));
            assert!(key(1).open(PURPOSE, &changed).is_none(), "byte {at} was changed");
        }
        for other in ["JBSWY3DP", "", "v1:", "v1:AAAA", "v1:not base64", "v2:AAAA"] {
            assert!(key(1).open(PURPOSE, &SecretString::from(other)).is_none(), "{other:?}");
        }
    }

    #[test]
    fn a_key_has_its_length_and_a_name_that_tells_nothing() {
        assert!(SealingKey::from_bytes(&[1; 31]).is_none() && SealingKey::from_bytes(&[1; 33]).is_none());
        assert_eq!(key(1).id(), key(1).id());
        assert_ne!(key(1).id(), key(2).id());
        assert_eq!(key(1).id().len(), 16);
        assert_eq!(format!("{:?}", key(1)), format!("SealingKey {{ id: {:?}, .. }}", key(1).id()));
        assert_ne!(SealingKey::draw(&SystemRandom), SealingKey::draw(&SystemRandom));
    }
}
