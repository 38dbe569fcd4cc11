/** What a page knows of one member's credits: one store per server and token, one fetch, live, the same number everywhere. */

import { Api, type Balance, type Feature, Problem, type Session, type TokenSource } from "./api/client.js";
import { listen } from "./api/events.js";

export interface Known {
  readonly session?: Session;
  /** Missing where the member's role does not see it. */
  readonly balance?: Balance;
  readonly features?: readonly Feature[];
  /** Why nothing, or nothing new, is known. */
  readonly problem?: Problem;
  /** True while the line to the server is cut: what is shown may be old. */
  readonly isAway: boolean;
}

/** What windows of one member tell each other: something was done, a balance, or whether the line is cut. */
type Told = "changed" | { readonly balance: Balance; readonly isGreeting: boolean } | { readonly isAway: boolean };

/** Changes come in bursts; costs and rights are asked again once for all of them. */
const RIGHTS_PAUSE_MS = 150;
/** How long a balance has the line for itself. */
const FIRST_MS = 250;
/** How long a page waits before it asks again who the member is. */
const OPEN_AGAIN_MS = 2_000;

const stores = new Map<string, Map<TokenSource, CreditsStore>>();

/** The store of a server and a token. */
export function storeOf(server: string, source: TokenSource): CreditsStore {
  let ofServer = stores.get(server);
  if (ofServer === undefined) stores.set(server, (ofServer = new Map()));
  let store = ofServer.get(source);
  if (store === undefined) ofServer.set(source, (store = new CreditsStore(new Api(server, source), () => ofServer.delete(source))));
  return store;
}

export class CreditsStore extends EventTarget {
  readonly api: Api;
  #known: Known = { isAway: false };
  #holders = 0;
  #line: AbortController | undefined;
  #channel: BroadcastChannel | undefined;
  #rightsDue: ReturnType<typeof setTimeout> | undefined;
  readonly #forget: () => void;

  constructor(api: Api, forget: () => void) {
    super();
    this.api = api;
    this.#forget = forget;
  }

  get known(): Known {
    return this.#known;
  }

  /** The account's part of the API. */
  path(rest: string): string {
    return `/v1/accounts/${encodeURIComponent(this.#known.session?.account ?? "")}${rest}`;
  }

  /** True when the member's role has the right. */
  may(right: string): boolean {
    return this.#known.session?.rights.some((other) => other === right) ?? false;
  }

  /** True when the member may buy credits now: a trial and an account that has ended buy nothing. */
  get mayBuy(): boolean {
    const state = this.#known.session?.state;
    return this.may("buy") && state !== "trial" && state !== "ended";
  }

  /** What the catalog calls a feature. */
  featureName(id: string): string {
    return this.#known.features?.find(({ feature }) => feature === id)?.name ?? id;
  }

  /** What a member is called, as far as the session knows. */
  memberName(id: string): string {
    const { use = [], buy = [], share = [] } = this.#known.session?.who_can ?? {};
    const members = [...use, ...buy, ...share].flatMap(({ members }) => members);
    return members.find((member) => member.id === id)?.name ?? id;
  }

  /** Held by an element on the page: the first opens the line, the last closes it. */
  hold(): () => void {
    this.#holders += 1;
    if (this.#holders === 1) void this.#open();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holders -= 1;
      // An element that moves in the page lets go and takes hold again at once.
      queueMicrotask(() => {
        if (this.#holders === 0) this.#close();
      });
    };
  }

  /** After something was done here: other windows hear of it, too. */
  changed(): void {
    this.#channel?.postMessage("changed" satisfies Told);
    void this.refresh();
  }

  /** Asks again. */
  async refresh(): Promise<void> {
    if (this.#known.session === undefined) {
      this.#close();
      if (this.#holders > 0) await this.#open();
      return;
    }
    await Promise.all([this.#fetchBalance(), this.#fetchRights()]);
  }

  async #open(): Promise<void> {
    const line = new AbortController();
    this.#line = line;
    document.addEventListener("visibilitychange", this.#seen);
    window.addEventListener("online", this.#seen);
    try {
      const session = await this.api.call<Session>("/v1/session", { signal: line.signal });
      if (line.signal.aborted) return;
      const { problem: _, ...rest } = this.#known;
      // Nobody is told yet: what every element would do with it first is wait for the number, and drawing that costs more than the number.
      this.#known = { ...rest, session, isAway: false };
    } catch (cause) {
      if (line.signal.aborted) return;
      const problem = problemOf(cause);
      this.#set({ ...this.#known, problem, isAway: problem.isAway });
      // Many windows that open at once may be too many calls for a moment.
      if (problem.isAway || problem.status === 429) setTimeout(() => !line.signal.aborted && void this.refresh(), OPEN_AGAIN_MS);
      return;
    }
    const { session } = this.#known;
    const name = `scrip ${this.api.server} ${session?.account} ${session?.member}`;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Told>) => this.#told(data);
    // The number first and alone: it goes over the line that is open already. What is slow holds nothing else up.
    await Promise.race([this.#fetchBalance(), new Promise((resolve) => setTimeout(resolve, FIRST_MS))]);
    if (line.signal.aborted) return;
    if (this.#known.balance === undefined) this.#set(this.#known);
    void this.#fetchRights(session);
    if (!this.may("see_balance")) return;
    void inTurn(name, line.signal, () => this.#listen(line.signal));
  }

  /** Hears of every change and tells the member's other windows. */
  async #listen(signal: AbortSignal): Promise<void> {
    const tell = (told: Told): void => {
      if (signal.aborted) return;
      this.#channel?.postMessage(told);
      this.#told(told);
    };
    // A stream begins with what its page has just read; after a cut it begins with news.
    let isGreeting = true;
    await listen(
      this.api,
      this.path("/balance/stream"),
      (name, data) => {
        if (name !== "balance") return;
        tell({ balance: JSON.parse(data) as Balance, isGreeting });
        isGreeting = false;
      },
      (isAway) => tell({ isAway }),
      signal,
    );
  }

  #told(told: Told): void {
    if (told === "changed") void this.refresh();
    else if ("balance" in told) {
      if (!told.isGreeting || !isSame(told.balance, this.#known.balance)) this.#hear(told.balance);
    } else if (this.#known.isAway !== told.isAway) this.#set({ ...this.#known, isAway: told.isAway });
  }

  #close(): void {
    this.#line?.abort();
    this.#line = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    clearTimeout(this.#rightsDue);
    document.removeEventListener("visibilitychange", this.#seen);
    window.removeEventListener("online", this.#seen);
    if (this.#holders === 0) this.#forget();
  }

  readonly #seen = (): void => {
    if (document.visibilityState === "visible") void this.refresh();
  };

  #hear(balance: Balance): void {
    // An answer that was slower than the stream is older than what is shown.
    if ((this.#known.balance?.as_of ?? "") > balance.as_of) return;
    const { problem: _, ...rest } = this.#known;
    this.#set({ ...rest, balance, isAway: false });
    clearTimeout(this.#rightsDue);
    this.#rightsDue = setTimeout(() => void this.#fetchRights(), RIGHTS_PAUSE_MS);
  }

  async #fetchBalance(): Promise<void> {
    if (!this.may("see_balance")) return;
    await this.#fetching(async (signal) => this.#hear(await this.api.call<Balance>(this.path("/balance"), { signal })));
  }

  /** What the member may do, and what it costs: both change with the account's state, its plan and its role. */
  async #fetchRights(known?: Session): Promise<void> {
    await this.#fetching(async (signal) => {
      const features = this.api.call<{ data: Feature[] }>(this.path("/features"), { signal });
      const session = known ?? this.api.call<Session>("/v1/session", { signal });
      const [{ data }, newest] = await Promise.all([features, session]);
      const { problem: _, ...rest } = this.#known;
      this.#set({ ...rest, session: newest, features: data, isAway: false });
    });
  }

  async #fetching(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const signal = this.#line?.signal;
    if (signal === undefined) return;
    try {
      await run(signal);
    } catch (cause) {
      if (!signal.aborted) this.#set({ ...this.#known, problem: problemOf(cause), isAway: problemOf(cause).isAway });
    }
  }

  #set(known: Known): void {
    this.#known = known;
    this.dispatchEvent(new Event("change"));
  }
}

/** The same but for the instant. */
function isSame(one: Balance, other: Balance | undefined): boolean {
  return other !== undefined && JSON.stringify({ ...one, as_of: "" }) === JSON.stringify({ ...other, as_of: "" });
}

/**
 * Runs in one window of those that ask for the same name; the next has its turn when that one closes. A browser opens six
 * lines to a server in all: a line for each window would leave a seventh window, and every request, waiting for ever.
 */
async function inTurn(name: string, signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  // Pages without https have no locks, and a line each.
  if (navigator.locks === undefined) return run();
  await navigator.locks.request(name, { signal }, run).catch((cause: unknown) => {
    if (!signal.aborted) throw cause;
  });
}

export function problemOf(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  return new Problem(0, "away", cause instanceof Error ? cause.message : String(cause));
}
