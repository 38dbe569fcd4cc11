//! An OpenAI-compatible endpoint: one streamed completion, with what it used; bounded in bytes and in time.

use std::sync::Once;
use std::time::Duration;

use reqwest::{Client, Response};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::timeout;

use super::verdict::{End, Heard, Tokens};
use crate::settings::ModelSettings;

/// A page is a few thousand characters; what goes on beyond this has gone wrong.
const ANSWER_BYTES_MAX: usize = 512 << 10;
/// Between two pieces of an answer. A local model reads the question first.
const SILENCE_MAX: Duration = Duration::from_mins(1);
/// A whole answer.
const ANSWERS_FOR_MAX: Duration = Duration::from_mins(5);
/// What a page may take; words.rs asks for far less.
const TOKENS_MAX: u32 = 900;

#[derive(Clone)]
pub(super) struct Endpoint {
    pub(super) model: String,
    url: String,
    key: Option<String>,
    /// Whether it is llama.cpp's server with a small model: it counts while it writes, so that a stopped answer is counted, too,
    /// and it needs a cool head. Others may refuse to be told such things.
    is_llama: bool,
    client: Client,
}

/// A question: what the model is, what is wanted, and the shape of the answer.
pub(super) struct Question {
    pub(super) system: &'static str,
    pub(super) user: String,
    /// A question of the kind, and its answer.
    pub(super) example: Option<(&'static str, &'static str)>,
    pub(super) name: &'static str,
    /// A JSON schema as text: its properties are answered in this order, and a page begins with its headline.
    pub(super) shape: &'static str,
}

/// The request, as it is written.
#[derive(Serialize)]
struct Asked<'a> {
    model: &'a str,
    stream: bool,
    stream_options: Value,
    max_tokens: u32,
    messages: Vec<Value>,
    response_format: Format<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timings_per_token: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
}

#[derive(Serialize)]
struct Format<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    json_schema: Shape<'a>,
}

#[derive(Serialize)]
struct Shape<'a> {
    name: &'static str,
    strict: bool,
    schema: &'a RawValue,
}

impl Endpoint {
    pub(super) fn new(settings: &ModelSettings) -> Result<Self, String> {
        static PROVIDER: Once = Once::new();
        // A second provider is refused; one is enough.
        PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        let client = Client::builder().no_proxy().connect_timeout(Duration::from_secs(10)).timeout(ANSWERS_FOR_MAX);
        Ok(Self {
            model: settings.model.clone(),
            url: format!("{}/chat/completions", settings.base_url),
            key: settings.key.clone(),
            is_llama: false,
            client: client.build().map_err(|error| format!("no client for LUNAR_BASE_URL: {error}"))?,
        })
    }

    /// The same, of llama.cpp's server.
    pub(super) fn of_llama(self) -> Self {
        Self { is_llama: true, ..self }
    }

    /// The whole answer, for what costs no credits.
    pub(super) async fn answer(&self, question: &Question) -> Result<String, String> {
        let (_stop, stopped) = watch::channel(false);
        let heard = self.write(question, stopped, |_| {}).await;
        match heard.end {
            End::Done => Ok(heard.text),
            End::Cut(why) => Err(why),
            End::Stopped => Err("The answer was stopped.".to_owned()),
        }
    }

    /// Streams the answer: every piece is told to `hear`, and all that was heard comes back, however it ended.
    pub(super) async fn write(
        &self,
        question: &Question,
        mut stopped: watch::Receiver<bool>,
        hear: impl Fn(&str),
    ) -> Heard {
        let mut heard = Heard { text: String::new(), tokens: None, end: End::Done };
        let read = async {
            let mut response = self.asked(question).await?;
            let mut lines = Lines::default();
            while let Some(bytes) = timeout(SILENCE_MAX, response.chunk())
                .await
                .map_err(|_| "The model stopped answering.".to_owned())?
                .map_err(|_| "The model's answer was cut off.".to_owned())?
            {
                for line in lines.add(&bytes)? {
                    let Some(data) = line.strip_prefix("data:") else { continue };
                    if data.trim() == "[DONE]" {
                        return Ok(());
                    }
                    let piece: Value =
                        serde_json::from_str(data).map_err(|_| "The model answered nonsense.".to_owned())?;
                    if let Some(text) = piece.pointer("/choices/0/delta/content").and_then(Value::as_str) {
                        hear(text);
                        heard.text.push_str(text);
                    }
                    heard.tokens = tokens(&piece).or(heard.tokens);
                    if piece.get("error").is_some() {
                        return Err("The model broke off with an error.".to_owned());
                    }
                }
            }
            Err("The model's answer was cut off.".to_owned())
        };
        let end = tokio::select! {
            biased;
            _ = stopped.wait_for(|stop| *stop) => End::Stopped,
            ended = read => match ended {
                Ok(()) => End::Done,
                Err(why) => End::Cut(why),
            },
        };
        Heard { end, ..heard }
    }

    async fn asked(&self, question: &Question) -> Result<Response, String> {
        let shape: &RawValue =
            serde_json::from_str(question.shape).map_err(|error| format!("The shape of the answer: {error}"))?;
        let message = |role, content: &str| json!({ "role": role, "content": content });
        let mut messages = vec![message("system", question.system)];
        if let Some((asked, answered)) = question.example {
            messages.extend([message("user", asked), message("assistant", answered)]);
        }
        messages.push(message("user", &question.user));
        let body = Asked {
            model: &self.model,
            stream: true,
            stream_options: json!({ "include_usage": true }),
            max_tokens: TOKENS_MAX,
            messages,
            response_format: Format {
                kind: "json_schema",
                json_schema: Shape { name: question.name, strict: true, schema: shape },
            },
            timings_per_token: self.is_llama.then_some(true),
            temperature: self.is_llama.then_some(0.4),
        };
        let body = serde_json::to_string(&body).map_err(|error| error.to_string())?;
        let mut request = self.client.post(&self.url).header("content-type", "application/json").body(body);
        if let Some(key) = &self.key {
            request = request.bearer_auth(key);
        }
        let response = request.send().await.map_err(|_| "The model cannot be reached.".to_owned())?;
        let status = response.status();
        if status.is_success() {
            Ok(response)
        } else {
            Err(format!("The model answered with an error ({}).", status.as_u16()))
        }
    }
}

/// What a piece says was used so far: `usage`, or the running count that llama.cpp's server sends.
fn tokens(piece: &Value) -> Option<Tokens> {
    let count = |path: &str| piece.pointer(path).and_then(Value::as_u64);
    let usage = count("/usage/prompt_tokens").zip(count("/usage/completion_tokens"));
    let running = || count("/timings/prompt_n").zip(count("/timings/predicted_n"));
    usage.or_else(running).map(|(input, output)| Tokens { input, output })
}

/// Bytes as lines, whatever pieces they come in.
#[derive(Default)]
struct Lines {
    rest: Vec<u8>,
    bytes: usize,
}

impl Lines {
    fn add(&mut self, bytes: &[u8]) -> Result<Vec<String>, String> {
        self.bytes += bytes.len();
        if self.bytes > ANSWER_BYTES_MAX {
            return Err("The model does not come to an end.".to_owned());
        }
        self.rest.extend_from_slice(bytes);
        let Some(end) = self.rest.iter().rposition(|byte| *byte == b'\n') else { return Ok(Vec::new()) };
        let rest = self.rest.split_off(end + 1);
        let whole = std::mem::replace(&mut self.rest, rest);
        Ok(String::from_utf8_lossy(&whole).lines().map(ToOwned::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_whole_however_they_are_cut() {
        let text = "data: {\"a\":\"é\"}\n\ndata: [DONE]\n";
        for size in 1..text.len() {
            let mut lines = Lines::default();
            let read: Vec<String> = text.as_bytes().chunks(size).flat_map(|piece| lines.add(piece).unwrap()).collect();
            assert_eq!(read, ["data: {\"a\":\"é\"}", "", "data: [DONE]"], "{size}");
        }
        let mut lines = Lines::default();
        assert!((0..=ANSWER_BYTES_MAX / 1_024).any(|_| lines.add(&[b'x'; 1_024]).is_err()), "without a bound");
    }
}
