//! Connections: from a checked address to a socket.
//!
//! What enters: an address that [`super::address`] let pass. What leaves: a connection to a number that was judged. A name is resolved once
//! for a connection; what the name server answers is judged, and the socket goes to what was judged and to nothing else, so that a second
//! answer changes nothing. Through a proxy the same holds: it is told the number, not the name.

use super::{Failure, Policy, address, networks};
use std::fmt;
use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, NextTimeout, TcpConnector, TransportAdapter,
};

/// The most numbers of one name that are tried.
const MOST_NUMBERS: usize = 16;

/// The longest answer of a proxy.
const MOST_ANSWER: usize = 8 << 10;

/// What turns names of hosts into numbers.
pub trait Names: Send + Sync + 'static {
    /// All numbers of a name; it may block for as long as it takes.
    ///
    /// # Errors
    /// Where the name is not known or nobody answers.
    fn look_up(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The names as the system resolves them.
#[derive(Debug)]
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|a| a.ip()).collect())
    }
}

/// Resolves names and lets only judged numbers pass.
pub struct Judge {
    /// Where names are looked up.
    pub names: Arc<dyn Names>,
    /// What may be fetched.
    pub policy: Policy,
}

impl fmt::Debug for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judge").finish_non_exhaustive()
    }
}

impl Resolver for Judge {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let (host, port) = host_and_port(uri)?;
        let numbers = match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(number) => vec![number],
            Err(_) => self.look_up(host, timeout)?,
        };
        let mut passed = self.empty();
        let mut why = None;
        for number in numbers.into_iter().take(MOST_NUMBERS) {
            match networks::refused(number) {
                Some(refused) if !self.policy.lifted(host, port) => {
                    why.get_or_insert((number, refused));
                }
                _ => passed.push(SocketAddr::new(number, port)),
            }
        }
        match why {
            _ if !passed.is_empty() => Ok(passed),
            None => Err(Error::HostNotFound),
            Some((number, why)) if host.trim_matches(['[', ']']) == number.to_string() => {
                Err(Error::Other(Box::new(address::refuse_host(host, why))))
            }
            Some((number, why)) => {
                let why = format!("leads to {number}, which {why}");
                Err(Error::Other(Box::new(address::refuse_host(host, &why))))
            }
        }
    }
}

impl Judge {
    /// Looks up a name on a thread of its own, as the system offers no way to give up.
    fn look_up(&self, host: &str, timeout: NextTimeout) -> Result<Vec<IpAddr>, Error> {
        let (give, take) = mpsc::sync_channel(1);
        let (names, name) = (self.names.clone(), host.to_owned());
        // Nobody may listen any more when the answer comes.
        thread::spawn(move || give.send(names.look_up(&name)).ok());
        match take.recv_timeout(*timeout.after) {
            Ok(Ok(numbers)) => Ok(numbers),
            Ok(Err(_)) => Err(Error::HostNotFound),
            Err(_) => Err(Error::Timeout(timeout.reason)),
        }
    }
}

fn host_and_port(uri: &Uri) -> Result<(&str, u16), Error> {
    let bad = || Error::BadUri(uri.to_string());
    let host = uri.host().ok_or_else(bad)?;
    let port = match (uri.port_u16(), uri.scheme_str()) {
        (Some(port), _) => port,
        (None, Some("http")) => 80,
        (None, Some("https")) => 443,
        _ => return Err(bad()),
    };
    Ok((host, port))
}

/// Opens sockets, directly or through a proxy.
#[derive(Debug)]
pub struct Sockets {
    /// Host and port of a proxy. The person who runs the program named it, so it may be private.
    pub proxy: Option<String>,
}

impl Connector for Sockets {
    type Out = <TcpConnector as Connector>::Out;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        let Some(proxy) = &self.proxy else {
            return TcpConnector::default().connect(details, chained);
        };
        let mut addrs = details.resolver.empty();
        for addr in proxy.to_socket_addrs()?.take(MOST_NUMBERS) {
            addrs.push(addr);
        }
        let to_proxy = ConnectionDetails {
            uri: details.uri,
            addrs,
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
        };
        let Some(transport) = TcpConnector::default().connect(&to_proxy, chained)? else {
            return Ok(None);
        };
        let Some(target) = details.addrs.first() else {
            return Err(Error::HostNotFound);
        };
        let mut tunnel = TransportAdapter::new(transport, details.current_time.clone());
        tunnel.set_timeout(details.timeout);
        write!(
            tunnel,
            "CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n"
        )?;
        let status = answer(&mut tunnel)?;
        if status != 200 {
            let what = format!("the proxy {proxy} answered {status}");
            return Err(Error::Other(Box::new(Failure::Later(what, None))));
        }
        Ok(Some(tunnel.into_inner()))
    }
}

/// The status of a proxy's answer. It is read byte by byte, so that nothing of what follows is taken.
fn answer(tunnel: &mut impl Read) -> io::Result<u16> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if tunnel.read(&mut byte)? == 0 || head.len() >= MOST_ANSWER {
            return Err(io::Error::other("the proxy gave no answer of HTTP"));
        }
        head.extend_from_slice(&byte);
    }
    let head = String::from_utf8_lossy(&head);
    let status = head.split_whitespace().nth(1).and_then(|s| s.parse().ok());
    status.ok_or_else(|| io::Error::other("the proxy gave no answer of HTTP"))
}
