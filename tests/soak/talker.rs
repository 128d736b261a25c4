//! A client that uses all features. All its messages contain its number; a message with another
//! number is a fault.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Sum;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::soak::dice::Dice;
use crate::soak::line::{Kind, Line};
use crate::support::http::Http;
use crate::support::server::Hub;

/// The limit in which every call gets a response or a clear error, including a server restart and
/// the timeout after it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A client before it connects.
pub(super) struct Talker {
    http: Http,
    kind: Kind,
    path: String,
    /// The visible servers, and the prefix of their names.
    servers: Vec<(String, String)>,
    able: Value,
    number: usize,
    said: usize,
    dice: Dice,
    tally: Tally,
}

/// The outcomes of all calls.
#[derive(Debug, Default)]
pub(super) struct Tally {
    good: usize,
    refused: BTreeMap<String, usize>,
    slowest: Duration,
}

impl Talker {
    pub(super) fn new(hub: &Hub, names: &[String], number: usize, mut dice: Dice) -> Self {
        let kind = *dice.pick(&[Kind::Legacy, Kind::Legacy, Kind::Modern, Kind::Modern, Kind::Sse]);
        let one = dice.pick(names).clone();
        let all: Vec<_> = names.iter().map(|name| (name.clone(), format!("{name}-"))).collect();
        let own = vec![(one.clone(), format!("{one}-"))];
        let bare = vec![(one.clone(), String::new())];
        let (path, servers) = match (kind, dice.roll(4)) {
            (Kind::Sse, 0) => (format!("/sse/{one}"), own),
            (Kind::Sse, _) => ("/sse".to_owned(), all),
            (_, 0) => (format!("/direct/{one}"), bare),
            (_, 1) => (format!("/mcp/{one}"), own),
            _ => ("/mcp".to_owned(), all),
        };
        let able = match dice.roll(3) {
            0 => json!({}),
            1 => json!({ "sampling": {} }),
            _ => json!({ "sampling": {}, "elicitation": {}, "roots": {} }),
        };
        Self {
            http: hub.http().patient(PATIENCE),
            kind,
            path,
            servers,
            able,
            number,
            said: 0,
            dice,
            tally: Tally::default(),
        }
    }

    /// Runs until it has made this number of steps, or the time is up.
    pub(super) fn talk(mut self, steps: usize, until: Instant, pause: Duration) -> Tally {
        let mut left = steps;
        while left > 0 && Instant::now() < until {
            let begun = Line::open(self.kind, &self.http, &self.path, &self.able);
            let mut line = match begun {
                Ok(line) => line,
                Err(refusal) => {
                    self.count_error(&refusal);
                    left -= 1;
                    continue;
                }
            };
            let listening = (self.dice.roll(3) == 0).then(|| line.listen(self.number)).flatten();
            let stay = 5 + self.dice.roll(40);
            for _ in 0..stay.min(left) {
                if Instant::now() >= until {
                    break;
                }
                left -= 1;
                let start = Instant::now();
                self.step(&mut line);
                self.tally.slowest = self.tally.slowest.max(start.elapsed());
                if !pause.is_zero() {
                    let pause = usize::try_from(pause.as_millis()).unwrap();
                    thread::sleep(Duration::from_millis(self.dice.roll(pause) as u64));
                }
            }
            line.end();
            if let Some(listening) = listening {
                listening.check();
            }
        }
        self.tally
    }

    /// Returns a text that no other client ever sends.
    fn tag(&mut self) -> String {
        self.said += 1;
        format!("tag-{}-{}", self.number, self.said)
    }

    fn step(&mut self, line: &mut Line) {
        let (server, prefix) = self.dice.pick(&self.servers).clone();
        match self.dice.roll(10) {
            0 | 1 => self.echo(line, &prefix),
            2 | 3 => self.progress(line, &prefix),
            4 | 5 => self.ask(line, &prefix),
            6 => self.cancel(line, &prefix),
            7 => self.list(line, &prefix),
            8 => self.read(line, &server),
            _ => {
                let uri = json!({ "uri": format!("test://{server}/one") });
                let method =
                    self.dice.pick(&["resources/subscribe", "resources/unsubscribe", "ping"]);
                let answer = line.request(method, uri);
                if self.kind != Kind::Modern {
                    self.count_outcome(&answer, answer["result"].is_object());
                }
            }
        }
    }

    fn echo(&mut self, line: &mut Line, prefix: &str) {
        let tag = self.tag();
        let params = json!({ "name": format!("{prefix}echo"), "arguments": { "text": tag } });
        let answer = line.request("tools/call", params);
        self.count_outcome(&answer, answer["result"]["content"][0]["text"] == tag);
    }

    /// Makes a call with progress, with a token that others use as well.
    fn progress(&mut self, line: &mut Line, prefix: &str) {
        let tag = self.tag();
        let token = self.dice.pick(&[json!(1), json!("1"), json!("t")]).clone();
        let told = |step: usize| {
            format!(
                r#"{{"jsonrpc":"2.0","method":"notifications/progress","params":{{"progressToken":@TOKEN@,"progress":{step},"message":"{tag}"}}}}"#
            )
        };
        let log = format!(
            r#"{{"jsonrpc":"2.0","method":"notifications/message","params":{{"level":"error","data":"{tag}"}}}}"#
        );
        let steps = 1 + self.dice.roll(5);
        let before: Vec<_> = (1..=steps).map(told).chain([log]).collect();
        let result = json!({ "content": [{ "type": "text", "text": tag }] }).to_string();
        let mut params = json!({
            "name": format!("{prefix}raw"),
            "arguments": { "before": before, "json": result },
            "_meta": { "progressToken": token },
        });
        if self.kind == Kind::Modern {
            params["_meta"]["io.modelcontextprotocol/logLevel"] = json!("debug");
        }
        let mut call = line.begin("tools/call", params);
        let mut heard = 0;
        loop {
            let message = line.next(&mut call);
            self.is_own(&message);
            match message["method"].as_str() {
                Some("notifications/progress") => {
                    heard += 1;
                    let params = &message["params"];
                    assert_eq!(
                        (&params["progressToken"], &params["progress"]),
                        (&token, &json!(heard))
                    );
                }
                Some(_) => {}
                None => {
                    let good = message["result"]["content"][0]["text"] == tag;
                    assert!(!good || heard == steps, "{heard} of {steps} steps: {message}");
                    return self.count_outcome(&message, good);
                }
            }
        }
    }

    /// Makes a call with a server request, and responds with its own tag.
    fn ask(&mut self, line: &mut Line, prefix: &str) {
        let tag = self.tag();
        let question = json!({ "messages": [], "tag": tag }).to_string();
        let arguments = json!({ "method": "sampling/createMessage", "params": question });
        let mut params = json!({ "name": format!("{prefix}ask"), "arguments": arguments });
        let reply = json!({ "role": "assistant", "tag": tag });
        let mut call = line.begin("tools/call", params.clone());
        loop {
            let message = line.next(&mut call);
            self.is_own(&message);
            if message["method"] == "sampling/createMessage" {
                assert_eq!(message["params"]["tag"], tag, "{message}");
                line.reply(&message, &reply);
                continue;
            }
            if message.get("method").is_some() {
                continue;
            }
            let result = &message["result"];
            if result["resultType"] == "input_required" {
                // Some clients never respond.
                if self.dice.roll(8) == 0 {
                    return;
                }
                let (key, asked) =
                    result["inputRequests"].as_object().unwrap().iter().next().unwrap();
                assert_eq!(asked["params"]["tag"], tag, "{message}");
                params["inputResponses"] = json!({ key: reply });
                params["requestState"] = result["requestState"].clone();
                call = line.begin("tools/call", params.clone());
                continue;
            }
            let said = result["content"][0]["text"].as_str().unwrap_or_default();
            let lacks = self.able.as_object().unwrap().is_empty();
            let good = serde_json::from_str(said).is_ok_and(|said: Value| said == reply);
            // The server may also receive an error that its client cannot be reached, and report
            // it.
            let told = result.is_object() && (said.contains("lacks") || said.contains("\"code\":"));
            assert!(!(lacks && good), "it was asked and cannot be: {message}");
            if told && !lacks {
                *self.tally.refused.entry("could not be asked".into()).or_default() += 1;
                return;
            }
            return self.count_outcome(&message, good || told);
        }
    }

    /// Makes a call and cancels it at once.
    fn cancel(&mut self, line: &mut Line, prefix: &str) {
        let tag = self.tag();
        let params = json!({
            "name": format!("{prefix}hold"),
            "arguments": { "key": tag },
            "_meta": { "progressToken": 1 }
        });
        let mut call = line.begin("tools/call", params);
        let first = line.next(&mut call);
        if first["method"] == "notifications/progress" {
            assert_eq!(first["params"]["message"], "held", "{first}");
            line.cancel(call);
            self.tally.good += 1;
        } else {
            self.count_outcome(&first, false);
        }
    }

    fn list(&mut self, line: &mut Line, prefix: &str) {
        let answer = line.request("tools/list", json!({}));
        let tools = answer["result"]["tools"].as_array();
        let mut names: Vec<_> =
            tools.into_iter().flatten().map(|tool| tool["name"].as_str().unwrap()).collect();
        let all = names.len();
        assert!(tools.is_none() || names.contains(&&*format!("{prefix}echo")), "{answer}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "a name is listed twice");
        self.count_outcome(&answer, tools.is_some());
    }

    fn read(&mut self, line: &mut Line, server: &str) {
        let uri = format!("test://{server}/one");
        let answer = line.request("resources/read", json!({ "uri": uri }));
        let text = &answer["result"]["contents"][0]["text"];
        self.count_outcome(&answer, *text == format!("{uri} of {server}"));
    }

    /// Counts the outcome of a call: the expected result, or a clear error.
    fn count_outcome(&mut self, answer: &Value, good: bool) {
        self.is_own(answer);
        if good {
            self.tally.good += 1;
        } else {
            self.count_error(answer);
        }
    }

    fn count_error(&mut self, answer: &Value) {
        let error = &answer["error"];
        let kind = error["data"]["mcphub"]["kind"].as_str();
        let why = match (kind, error["code"].as_i64()) {
            // A server request without a response for too long.
            (_, Some(-32010)) if error["message"].to_string().contains("expired") => {
                "expired".to_owned()
            }
            (Some(kind @ ("upstream_down" | "timeout" | "outcome_unknown")), _) => kind.to_owned(),
            (None, Some(-32021)) => "lacks a capability".to_owned(),
            _ => panic!("client {} of {}: {answer}", self.number, self.path),
        };
        *self.tally.refused.entry(why).or_default() += 1;
    }

    fn is_own(&self, message: &Value) {
        check_own(&message.to_string(), self.number);
    }
}

/// Fails if the text contains another client's tag. A server's log message that may belong to any
/// call goes to all clients here, since they share one principal.
pub(super) fn check_own(text: &str, number: usize) {
    if text.contains(r#""method":"notifications/message""#) {
        return;
    }
    for (at, _) in text.match_indices("tag-") {
        let rest = &text[at + 4..];
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap();
        assert_eq!(digits, number.to_string(), "client {number} got what is another's: {text}");
    }
}

impl Tally {
    /// Checks that most calls succeeded.
    pub(super) fn check(&self) {
        let refused: usize = self.refused.values().sum();
        assert!(self.good > 2 * refused, "{self}");
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum.good += one.good;
            sum.slowest = sum.slowest.max(one.slowest);
            for (why, count) in one.refused {
                *sum.refused.entry(why).or_default() += count;
            }
            sum
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} good, refused {:?}, slowest {:?}", self.good, self.refused, self.slowest)
    }
}
