//! Post: sends to an address what somebody asked for, as safely as pages are fetched.
//!
//! What enters: an address, headers and a body. What leaves: the status of the answer; its body is nobody's business. Redirects are not
//! followed: a receiver says where it is.

use super::connect::{Judge, Sockets, SystemNames};
use super::fetch::user_agent;
use super::{Failure, Policy, address};
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::unversioned::transport::{Connector, RustlsConnector};
use url::Url;

/// How long one message may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Sends messages.
pub struct Poster {
    agent: Agent,
    policy: Policy,
}

impl Poster {
    /// A sender that keeps to a policy.
    pub fn new(policy: Policy) -> Poster {
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .user_agent(user_agent(None))
            .build();
        let judge = Judge {
            names: Arc::new(SystemNames),
            policy: policy.clone(),
        };
        let sockets = Sockets { proxy: None };
        let agent = Agent::with_parts(config, sockets.chain(RustlsConnector::default()), judge);
        Poster { agent, policy }
    }

    /// Sends a body, and tells the status of the answer.
    ///
    /// # Errors
    /// A refused address; no answer in time.
    pub fn post(&self, to: &Url, headers: &[(&str, &str)], body: &str) -> Result<u16, Failure> {
        let to = address::check(to.as_str(), &self.policy)?;
        let mut request = self.agent.post(to.as_str());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        match request.send(body) {
            Ok(answer) => Ok(answer.status().as_u16()),
            Err(ureq::Error::Other(inner)) => Err(match inner.downcast::<Failure>() {
                Ok(failure) => *failure,
                Err(other) => Failure::Later(other.to_string(), None),
            }),
            Err(error) => Err(Failure::Later(error.to_string(), None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_sent_to_private_addresses() {
        let poster = Poster::new(Policy::default());
        for to in [
            "http://127.0.0.1:9/",
            "http://localhost:9/",
            "http://[::ffff:10.0.0.1]/",
        ] {
            let sent = poster.post(&Url::parse(to).unwrap(), &[], "{}");
            assert!(matches!(sent, Err(Failure::Refused(_))), "{to}: {sent:?}");
        }
    }
}
