//! Cookies that a server, or its load balancer, sets on one connection (RFC 6265). They are sent
//! only with requests of that connection.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use parking_lot::Mutex;

use crate::net::http_date::seconds_until;

/// Maximum number of cookies per connection; the oldest is dropped first.
const COOKIES: usize = 50;
/// Maximum size of a cookie's name and value.
const COOKIE_BYTES: usize = 4 << 10;

/// The cookies of one connection.
#[derive(Default)]
pub(crate) struct Jar {
    kept: Mutex<Vec<Cookie>>,
    /// Whether a cookie was ever stored. Few servers set any; requests to the others take no lock.
    was_used: AtomicBool,
}

#[derive(Debug, PartialEq)]
struct Cookie {
    name: String,
    value: String,
    path: String,
    until: Option<Instant>,
}

impl Jar {
    /// Stores the cookies of a response to a request for that path.
    pub(crate) fn take(&self, headers: &HeaderMap, path: &str) {
        let mut kept = self.kept.lock();
        for said in headers.get_all(SET_COOKIE) {
            let Some((cookie, is_over)) = said.to_str().ok().and_then(|said| parse(said, path))
            else {
                continue;
            };
            kept.retain(|old| (&old.name, &old.path) != (&cookie.name, &cookie.path));
            if !is_over {
                kept.push(cookie);
                self.was_used.store(true, Ordering::Release);
            }
            if kept.len() > COOKIES {
                kept.remove(0);
            }
        }
    }

    /// Returns true if a cookie was ever stored.
    pub(crate) fn was_used(&self) -> bool {
        self.was_used.load(Ordering::Acquire)
    }

    /// Adds the cookies for that path to those of the request.
    pub(crate) fn add(&self, headers: &mut HeaderMap, path: &str) {
        let mut kept = self.kept.lock();
        if kept.is_empty() {
            return;
        }
        kept.retain(|cookie| cookie.until.is_none_or(|until| until > Instant::now()));
        let own = headers.get(COOKIE).and_then(|own| own.to_str().ok()).unwrap_or_default();
        let own: Vec<_> = own.split(';').map(str::trim).filter(|pair| !pair.is_empty()).collect();
        let named = |name: &str| own.iter().any(|pair| pair.split('=').next() == Some(name));
        let fits = |cookie: &&Cookie| covers(&cookie.path, path) && !named(&cookie.name);
        let pair = |cookie: &Cookie| format!("{}={}", cookie.name, cookie.value);
        let all: Vec<_> = own.iter().map(|pair| (*pair).to_owned()).collect();
        let all: Vec<_> = all.into_iter().chain(kept.iter().filter(fits).map(pair)).collect();
        if let (false, Ok(mut all)) = (all.is_empty(), HeaderValue::try_from(all.join("; "))) {
            all.set_sensitive(true);
            headers.insert(COOKIE, all);
        }
    }
}

/// Parses `Set-Cookie`. Returns the cookie and whether it has expired.
fn parse(said: &str, asked: &str) -> Option<(Cookie, bool)> {
    let mut parts = said.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
    if name.is_empty() || name.len() + value.len() > COOKIE_BYTES {
        return None;
    }
    let folder = asked.rsplit_once('/').map_or("/", |(folder, _)| folder);
    let mut cookie = Cookie { name, value, path: folder.to_owned(), until: None };
    let (mut age, mut expires) = (None, None);
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match key.trim().to_ascii_lowercase().as_str() {
            "path" if value.trim().starts_with('/') => {
                value.trim().clone_into(&mut cookie.path);
            }
            "max-age" => age = value.trim().parse::<i64>().ok(),
            "expires" => expires = seconds_until(value),
            _ => {}
        }
    }
    // `Max-Age` takes precedence.
    let seconds = age.or(expires);
    let is_over = seconds.is_some_and(|seconds| seconds <= 0);
    let left = seconds.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
    cookie.until = left.and_then(|left| Instant::now().checked_add(left));
    Some((cookie, is_over))
}

/// Returns true if a cookie with this path is sent with a request for that path.
fn covers(path: &str, asked: &str) -> bool {
    let path = path.trim_end_matches('/');
    asked.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(jar: &Jar, own: Option<&'static str>, path: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.extend(own.map(|own| (COOKIE, HeaderValue::from_static(own))));
        jar.add(&mut headers, path);
        headers.get(COOKIE).map(|all| all.to_str().unwrap().to_owned())
    }

    fn set(jar: &Jar, said: &[&'static str]) {
        let mut headers = HeaderMap::new();
        headers.extend(said.iter().map(|said| (SET_COOKIE, HeaderValue::from_static(said))));
        jar.take(&headers, "/v1/mcp");
    }

    #[test]
    fn cookies_go_back_to_where_they_are_from_until_they_are_over() {
        let jar = Jar::default();
        assert_eq!(sent(&jar, Some("own=1"), "/"), Some("own=1".into()));
        set(&jar, &["route=a; Path=/; HttpOnly; Secure; SameSite=None", "deep = b ", "x"]);
        set(&jar, &["=no", "else=c; path=/v2", "old=d; expires=Thu, 01 Jan 1970 00:00:00 GMT"]);
        set(&jar, &["late=e; Max-Age=60; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]);
        assert_eq!(sent(&jar, None, "/v1/mcp"), Some("route=a; deep=b; late=e".into()));
        assert_eq!(sent(&jar, None, "/v1/mcp/"), Some("route=a; deep=b; late=e".into()));
        assert_eq!(sent(&jar, None, "/v2"), Some("route=a; else=c; late=e".into()));
        assert_eq!(sent(&jar, None, "/v22"), Some("route=a; late=e".into()));
        assert_eq!(
            sent(&jar, Some("route=mine"), "/v1/mcp"),
            Some("route=mine; deep=b; late=e".into())
        );
        set(&jar, &["route=f; Path=/", "deep=; Max-Age=0", "late=; Path=/; Max-Age=-1"]);
        assert_eq!(sent(&jar, None, "/v1/mcp"), Some("route=f".into()));
    }

    #[test]
    fn a_jar_is_bounded() {
        let jar = Jar::default();
        for n in 0..100 {
            let mut headers = HeaderMap::new();
            let cookie = HeaderValue::try_from(format!("c{n}=v; Path=/")).unwrap();
            headers.insert(SET_COOKIE, cookie);
            jar.take(&headers, "/");
        }
        let all = sent(&jar, None, "/").unwrap();
        assert_eq!((all.split("; ").count(), all.split("; ").next()), (COOKIES, Some("c50=v")));
        let mut headers = HeaderMap::new();
        let long = HeaderValue::try_from(format!("l={}", "x".repeat(COOKIE_BYTES))).unwrap();
        headers.insert(SET_COOKIE, long);
        jar.take(&headers, "/");
        assert_eq!(sent(&jar, None, "/"), Some(all));
    }
}
