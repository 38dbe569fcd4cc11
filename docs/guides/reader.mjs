// Somebody who follows a page at a terminal: writes files, types commands, starts an application and reads what it says.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { KEY, PATH, until } from "../../sdk/typescript/tests/world.mjs";

const run = promisify(execFile);

/** Somebody at a terminal in that folder, who keeps variables, functions and the place between commands. */
export async function readerOf(folder, url) {
  const port = await freePort();
  const kept = join(folder, ".kept.sh");
  await writeFile(kept, "");
  const env = { HOME: folder, LANG: "C.UTF-8", PATH, SCRIP_URL: url, SCRIP_KEY: KEY, PORT: String(port), APP: `http://127.0.0.1:${port}`, KEPT: kept };
  const script = (text) => `cd ${JSON.stringify(folder)}\n. "$KEPT"\n${text}\n`;
  return {
    async write(name, code) {
      const { stdout } = await run("bash", ["--norc", "-c", script("pwd")], { env });
      const path = join(stdout.trim(), name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, code);
    },
    async type(text) {
      const keep = `{ export -p; declare -f; printf 'cd %q\\n' "$PWD"; } > "$KEPT"`;
      const { stdout } = await run("bash", ["--norc", "-euo", "pipefail", "-c", script(`set -a\n${text}\nset +a\n${keep}`)], { env, timeout: 60_000 });
      return stdout;
    },
    async serve(text) {
      const child = spawn("bash", ["--norc", "-c", script(`exec ${text.trim()}`)], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
      let said = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
      const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`the application ended with ${code}: ${said}`)));
      ended.catch(() => {});
      await Promise.race([ended, until(() => answers(port))]);
      return {
        said: () => said,
        async end() {
          if (child.exitCode !== null || child.signalCode !== null) return;
          process.kill(-child.pid, "SIGKILL");
          await once(child, "exit");
        },
      };
    },
  };
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => (socket.destroy(), resolve(true)));
    socket.on("error", () => resolve(false));
  });

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
