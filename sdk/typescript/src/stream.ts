/** The balance as it changes: server-sent events over fetch, opened again when the line breaks. */

import { Unavailable } from "./errors.js";
import { type CallOptions, type Sender, sleep } from "./send.js";
import type { Balance } from "./types.js";

/** The server says something every 15 seconds; after three times that the line is dead. */
const SILENCE_MS_MAX = 45_000;
/** The longest event that is read. */
const EVENT_CHARACTERS_MAX = 1 << 20;
const PAUSE_MS_FIRST = 200;
const PAUSE_MS_MAX = 10_000;

export async function* balances(sender: Sender, account: string, { signal, tries = 4 }: CallOptions): AsyncGenerator<Balance, void, undefined> {
  for (let failures = 0; ; ) {
    signal?.throwIfAborted();
    const line = new AbortController();
    const abort = (): void => line.abort(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      const body = await sender.open("/v1/accounts/{account}/balance/stream", { path: { account }, headers: { accept: "text/event-stream" } }, line.signal);
      for await (const data of events(body, line)) {
        failures = 0;
        yield JSON.parse(data) as Balance;
      }
    } catch (error) {
      signal?.throwIfAborted();
      // A no is final. The line may break as often as it likes, as long as something comes in between.
      const isAway = error instanceof Unavailable || !(error instanceof Error) || !("problem" in error);
      if (!isAway || failures + 1 >= tries) throw error;
    } finally {
      signal?.removeEventListener("abort", abort);
      line.abort();
    }
    failures += 1;
    await sleep(Math.min(PAUSE_MS_MAX, PAUSE_MS_FIRST * 2 ** (failures - 1)) * (0.5 + Math.random() / 2), signal);
  }
}

/** The data of each event. */
async function* events(body: ReadableStream<Uint8Array>, line: AbortController): AsyncGenerator<string, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const timer = setTimeout(() => line.abort(new Unavailable("the stream has fallen silent", { reason: "timeout", attempts: 1 })), SILENCE_MS_MAX);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    text += decoder.decode(value, { stream: true });
    if (text.length > EVENT_CHARACTERS_MAX) throw new Unavailable("an event has no end", { reason: "unreadable", attempts: 1 });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const data = text.slice(0, end).split("\n").filter((one) => one.startsWith("data:")).map((one) => one.slice(5).trim());
      text = text.slice(end + 2);
      if (data.length > 0) yield data.join("\n");
    }
  }
}
