// A harness of a page: named tests one after another, what failed and why, and the closing line that is counted.
import { spawn } from 'node:child_process';
import http from 'node:http';

export const counts = { passed: 0, failed: 0, skipped: 0 };

export async function test(name, run) {
  try {
    await run();
    counts.passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    counts.failed += 1;
    console.log(`FAILED  ${name}\n        ${String(error?.stack ?? error).split('\n').slice(0, 6).join('\n        ')}`);
  }
}

export function skip(name, why) {
  counts.skipped += 1;
  console.log(`skipped ${name}: ${why}`);
}

/** The last line, and the exit code that agrees with it. */
export function close() {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
}

/** The stand-in as a program; ends with this process. */
export async function standIn(binary) {
  const child = spawn(binary, ['127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill());
  const line = await new Promise((resolve, reject) => {
    child.stdout.once('data', (bytes) => resolve(String(bytes)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the stand-in ended with ${code}`)));
  });
  const { url, key } = JSON.parse(line);
  return { url, key, end: () => child.kill() };
}

/** A command to the stand-in. */
export async function command(url, path, params = {}) {
  const answer = await fetch(`${url}/_control/${path}`, { method: 'POST', body: new URLSearchParams(params) });
  if (!answer.ok) throw new Error(`/_control/${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A shop's endpoint: what came, raw, and a promise of the first that fits. */
export async function endpoint() {
  const came = [];
  const waiting = [];
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const hook = { signature: request.headers['stripe-signature'], body, type: JSON.parse(body).type };
    came.push(hook);
    response.end();
    for (const each of waiting.splice(0)) if (!each(hook)) waiting.push(each);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.on('exit', () => server.close());
  const first = (what, within = 10_000) =>
    new Promise((resolve, reject) => {
      const is = typeof what === 'string' ? (hook) => hook.type === what : what;
      const fits = (hook) => is(hook) && (resolve(hook), true);
      if (came.some(fits)) return;
      waiting.push(fits);
      setTimeout(() => reject(new Error(`what was waited for did not come within ${within} ms`)), within).unref();
    });
  return { url: `http://127.0.0.1:${server.address().port}/hook`, came, first, close: () => server.close() };
}
