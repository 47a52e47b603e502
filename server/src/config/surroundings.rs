//! The environment as a source of settings.

use config::{ConfigError, Environment, Map, Source, Value, ValueKind};

/// Settings that are lists; their entries stand between commas.
const LISTS: [&str; 3] = ["trusted_proxies", "reprint_hosts", "reprint_intranet"];

/// The variables `LONGAN_…`, every one as the text that stands there: a password `00123456` is no number. Settings that
/// are numbers read theirs out of the text.
#[derive(Debug, Clone)]
pub(super) struct Surroundings(Environment);

impl Surroundings {
    pub(super) fn new() -> Self {
        Self(Environment::with_prefix("LONGAN"))
    }
}

impl Source for Surroundings {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, ConfigError> {
        let mut settings = self.0.collect()?;
        for list in LISTS {
            if let Some(setting) = settings.get_mut(list)
                && let ValueKind::String(text) = &setting.kind
            {
                let entries: Vec<String> = text.split(',').map(str::to_owned).collect();
                setting.kind = ValueKind::from(entries);
            }
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;
    use crate::config::{Config, Demo};

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let source = Surroundings(Environment::with_prefix("LONGAN").source(Some(variables)));
        config::Config::builder().add_source(source).build()?.try_deserialize()
    }

    #[test]
    fn a_text_stays_as_it_is_written() {
        for text in ["00123456", "True", "1e5", "1.50", "nan", "a,b", " x"] {
            let config = read(&[
                ("LONGAN_MAIL_USER", text),
                ("LONGAN_MAIL_PASSWORD", text),
                ("LONGAN_MEDIA_FOLDER", text),
                ("LONGAN_DATABASE", text),
            ])
            .unwrap();
            assert_eq!(config.mail_user, text);
            assert_eq!(config.mail_password.expose_secret(), text);
            assert_eq!(config.media_folder.to_str(), Some(text));
            assert_eq!(config.database.expose_secret(), text);
        }
    }

    #[test]
    fn numbers_words_and_lists_are_read_out_of_their_text() {
        let config = read(&[
            ("LONGAN_MAIL_PORT", "587"),
            ("LONGAN_PAGE_CACHE_MIB", "0"),
            ("LONGAN_PROBES_A_DAY", "96"),
            ("LONGAN_DEMO", "off"),
            ("LONGAN_TRUSTED_PROXIES", "10.0.0.1,fd00::/8"),
            ("LONGAN_REPRINT_HOSTS", "gov.cn"),
        ])
        .unwrap();
        assert_eq!((config.mail_port, config.page_cache_mib, config.demo), (587, 0, Demo::Off));
        assert_eq!(config.probes_a_day, "96");
        assert_eq!(config.trusted_proxies, ["10.0.0.1", "fd00::/8"]);
        assert_eq!(config.reprint_hosts, ["gov.cn"]);
        assert!(read(&[("LONGAN_MAIL_PORT", "many")]).is_err());
    }
}
