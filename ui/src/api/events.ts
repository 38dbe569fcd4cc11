/** Server-sent events read with fetch, so that no token stands in an address. Comes back by itself, slower each time. */

import { type Api, Problem } from "./client.js";

const PAUSE_MS_FIRST = 500;
const PAUSE_MS_MAX = 30_000;
/** No event is longer than a balance. */
const EVENT_CHARS_MAX = 1_000_000;

/** Hears the events of a path until aborted. `away` tells whether the line is cut. */
export async function listen(
  api: Api,
  path: string,
  hear: (name: string, data: string) => void,
  away: (isAway: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let pause = PAUSE_MS_FIRST;
  while (!signal.aborted) {
    try {
      const response = await api.fetch(path, { accept: "text/event-stream", signal });
      away(false);
      // Only a line that says something counts as one: whoever hangs up at once is called less and less often.
      const heard = (name: string, data: string): void => {
        pause = PAUSE_MS_FIRST;
        hear(name, data);
      };
      if (response.body !== null) await read(response.body, heard);
    } catch (cause) {
      if (signal.aborted) return;
      if (cause instanceof Problem && !cause.isAway && cause.status !== 429 && cause.status !== 401) return;
      away(true);
    }
    await sleep(pause, signal);
    pause = Math.min(pause * 2, PAUSE_MS_MAX);
  }
}

async function read(body: ReadableStream<Uint8Array>, hear: (name: string, data: string) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    let end = text.indexOf("\n\n");
    while (end >= 0) {
      event(text.slice(0, end), hear);
      text = text.slice(end + 2);
      end = text.indexOf("\n\n");
    }
    if (text.length > EVENT_CHARS_MAX) throw new Error("an event has no end");
  }
}

function event(block: string, hear: (name: string, data: string) => void): void {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  if (data.length > 0) hear(name, data.join("\n"));
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
