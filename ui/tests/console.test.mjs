// The operator console in a real browser on a real server: its rooms by mouse and by keyboard, roles, and every room looked at by axe.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";

import { accessible as judged } from "./axe.mjs";
import { accessible, beginConsole, button, close, dialog, PASSWORD, picture, press, reach } from "./console-world.mjs";
import { HANDS } from "./hands.mjs";

const KEY = "sk_test_browser_tests_0123456789";
let world;

before(async () => {
  if (process.env.SCRIP_PICTURES) await mkdir(process.env.SCRIP_PICTURES, { recursive: true });
  world = await beginConsole();
});

after(() => world?.end());

const available = async (account) => (await world.api("GET", `/v1/accounts/${account}/balance`)).available;

describe("signing in", () => {
  it("says that a wrong password is wrong, takes the right one by keyboard, and lets go for good", async () => {
    const context = await world.person();
    const page = await world.watched(context);
    await page.goto(`${world.home}/transfers`);
    await page.getByLabel("E-mail").waitFor();
    await accessible(page, "the sign-in");
    await picture(page, "sign-in");
    await world.sign(page, "admin", "wrong wrong wrong");
    await page.getByText("The e-mail or the password is not right.").waitFor();
    await accessible(page, "the sign-in that failed");
    // The mail is still there, and the focus is in the password.
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Bank transfers" }).waitFor();
    const before = await context.cookies();
    assert.ok(before.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Strict"));
    await press(page, page.locator("summary", { hasText: "Eva Nowak" }));
    await press(page, button(page, "Sign out"));
    await page.getByLabel("Password").waitFor();
    await context.addCookies(before);
    const answer = await context.request.get(`${world.scrip}/v1/accounts`);
    assert.equal(answer.status(), 401);
    await close(page);
  });

  it("keeps the place when a session ends meanwhile", async () => {
    const page = await world.as("admin", "/accounts/acme/grants");
    // What the page still asks for would be told of the end before the press.
    await page.waitForLoadState("networkidle");
    const kept = await page.context().cookies();
    await page.context().clearCookies();
    await page.getByRole("link", { name: "Limits" }).click();
    await page.getByText("Your session has ended.").waitFor();
    await page.context().addCookies(kept);
    await world.sign(page, "admin");
    await page.getByRole("rowheader", { name: "member:cleo" }).waitFor();
    await close(page);
  });
});

describe("bank transfers", () => {
  it("are confirmed by mouse with the line of the statement, and the credits are there", async () => {
    const before = await available("studio");
    const mailed = world.mails.inbox.next((mail) => /fin@studio\.example/.test(mail) && /pdf/i.test(mail));
    const page = await world.as("finance", "/transfers");
    const row = page.getByRole("row", { name: new RegExp(world.ids.waiting) });
    await row.getByText("in 2 days").or(row.getByText(/in \d+ (days|hours)/)).first().waitFor();
    await row.getByRole("button", { name: /Confirm/ }).click();
    await dialog(page).getByLabel("Line of the statement").fill("12 March, no. 7");
    await dialog(page).getByText("11,000").waitFor();
    await accessible(page, "a payment to be confirmed");
    await picture(page, "confirm");
    await button(dialog(page), "Confirm payment").click();
    await page.getByText("studio has its 1,000 credits.").waitFor();
    await row.waitFor({ state: "detached" });
    assert.equal(await available("studio"), before + 1000);
    const order = await world.api("GET", `/v1/orders/${world.ids.waiting}`);
    assert.equal(order.status, "paid");
    await mailed;
    await close(page);
  });

  it("are rejected by keyboard with a reason, and nothing is granted", async () => {
    const before = await available("acme");
    const page = await world.as("finance", "/transfers");
    await press(page, button(page, `Reject: ${world.ids.other}`));
    await reach(page, dialog(page).getByLabel("Reason"));
    await page.keyboard.type("The buyer asked for a card instead");
    await press(page, button(dialog(page), "Reject order"));
    await page.getByText("No transfer is waited for.").waitFor();
    const order = await world.api("GET", `/v1/orders/${world.ids.other}`);
    const { data } = await world.api("GET", "/v1/accounts/acme/entries?kind=order&limit=200");
    assert.deepEqual([order.status, data.at(-1).reason, await available("acme")], ["canceled", "The buyer asked for a card instead", before]);
    await accessible(page, "an empty queue");
    await close(page);
  });
});

describe("refunds", () => {
  const refunded = async () => (await world.api("GET", `/v1/orders/${world.ids.paid}`)).refunds.map(({ amount, credits }) => [amount.amount, credits]);

  it("give back the part that is shown: by mouse, then by keyboard, together no more than was paid", async () => {
    const page = await world.as("finance", `/orders/${world.ids.paid}`);
    await button(page, "Refund").click();
    await dialog(page).getByLabel("Credits to refund").fill("1001");
    await dialog(page).getByLabel("Reason").fill("Bought by mistake");
    // floor(9401 × 1001 / 5000)
    await dialog(page).getByText("US$18.82").waitFor();
    await accessible(page, "a refund");
    await picture(page, "refund");
    await button(dialog(page), "Refund").click();
    await page.getByText(/1,001 credits of ord_/).waitFor();
    assert.deepEqual(await refunded(), [[1882, 1001]]);
    await page.getByText("credit note", { exact: false }).first().waitFor();
    await press(page, button(page, "Refund"));
    await reach(page, dialog(page).getByLabel("Credits to refund"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("500");
    await dialog(page).getByText("US$9.40").waitFor();
    await press(page, dialog(page).getByLabel("Reason"), "x");
    await press(page, button(dialog(page), "Refund"));
    await page.getByText(/1,501 credits of ord_/).waitFor();
    assert.deepEqual(await refunded(), [[1882, 1001], [940, 500]]);
    await close(page);
  });

  it("are not offered to support, and the server refuses them anyway", async () => {
    const page = await world.as("support", `/orders/${world.ids.paid}`);
    await page.getByText("What happened").waitFor();
    assert.equal(await button(page, "Refund").count(), 0);
    const said = await page.evaluate(async (order) => {
      const headers = { "content-type": "application/json", "x-scrip-console": "1", "idempotency-key": crypto.randomUUID() };
      const answer = await fetch(`/v1/orders/${order}/refund`, { method: "POST", headers, body: JSON.stringify({ reason: "x" }) });
      return [answer.status, await answer.json()];
    }, world.ids.paid);
    assert.equal(said[0], 403);
    assert.equal(said[1].code, "scope_missing");
    assert.deepEqual(said[1].who_can.map(({ role }) => role).sort(), ["admin", "finance"]);
    assert.equal((await refunded()).length, 2);
    for (const room of ["Reports", "API keys", "Audit trail"]) assert.equal(await page.getByRole("link", { name: room }).count(), 0);
    await page.goto(`${world.home}/reports`);
    await page.getByText("This page is for the role Finance and above.").waitFor();
    await accessible(page, "a closed room");
    await close(page);
  });
});

describe("the catalog", () => {
  const dearer = async (credits) => {
    const catalog = await world.api("GET", "/v1/catalog");
    catalog.features.find(({ id }) => id === "background-removal").price.per_use = credits;
    return JSON.stringify(catalog, undefined, 2);
  };
  const version = async () => (await world.api("GET", "/v1/catalog/versions?limit=200")).data.at(-1).version;

  it("is changed by mouse: checked, compared, published", async () => {
    const held = await version();
    const page = await world.as("admin", "/catalog/edit");
    const text = page.getByLabel("The catalog as JSON");
    await text.fill("{ not json");
    await button(page, "Check").click();
    await page.getByText("This is not JSON yet.").waitFor();
    await accessible(page, "a text that is no catalog");
    await text.fill(await dearer(-1));
    await button(page, "Check").click();
    await page.getByText(/features/).first().waitFor();
    assert.equal(await button(page, "Publish …").isDisabled(), true);
    await text.fill(await dearer(12));
    await button(page, "Check").click();
    await page.getByText("It is right. 1 thing would change:").waitFor();
    await accessible(page, "a difference");
    await picture(page, "catalog");
    await button(page, "Publish …").click();
    await button(dialog(page), "Publish").click();
    await page.getByText(`Version ${held + 1} holds now.`).waitFor();
    assert.equal(await version(), held + 1);
    await close(page);
  });

  it("is changed by keyboard; who was slower is refused, keeps the text, and may go on from there", async () => {
    const held = await version();
    const page = await world.as("admin", "/catalog/edit");
    await reach(page, page.getByLabel("The catalog as JSON"));
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(await dearer(14));
    await press(page, button(page, "Check"));
    await page.getByText("1 thing would change").waitFor();
    await world.api("PUT", "/v1/catalog", JSON.parse(await dearer(13)));
    await press(page, button(page, "Publish …"));
    await page.getByText("Somebody published another version meanwhile.").waitFor();
    await page.getByText(`Version ${held + 1} holds now`).waitFor();
    assert.equal(await version(), held + 1);
    await accessible(page, "a conflict");
    await picture(page, "conflict");
    await press(page, button(page, "Compare with what holds now"));
    await page.getByText("1 thing would change").waitFor();
    await press(page, button(page, "Publish …"));
    await press(page, button(dialog(page), "Publish"));
    await page.getByText(`Version ${held + 2} holds now.`).waitFor();
    await press(page, page.getByRole("link", { name: "Versions" }));
    await press(page, page.getByRole("link", { name: "Version 1" }));
    await page.getByText("Publishing this version again would change:").waitFor();
    await accessible(page, "an old version");
    await close(page);
  });
});

describe("messages", () => {
  it("send a mail again, by mouse and by keyboard", async () => {
    const page = await world.as("support", "/mails");
    const again = page.getByRole("row", { name: /Payment received.*ada@acme/ }).getByRole("button");
    const mailed = () => world.mails.inbox.next((mail) => /ada@acme\.example/.test(mail));
    let arrived = mailed();
    await again.click();
    await button(dialog(page), "Send now").click();
    await page.getByText(/On its way to/).waitFor();
    await arrived;
    arrived = mailed();
    await press(page, again);
    await press(page, button(dialog(page), "Send now"));
    await arrived;
    await close(page);
  });

  it("replay an event with the same id, by mouse and by keyboard", async () => {
    const page = await world.as("support", "/events");
    await page.getByLabel("Type").fill("order.paid");
    await page.getByLabel("Type").press("Enter");
    const { data } = await world.api("GET", "/v1/events?type=order.paid");
    const { id } = data[0];
    const again = button(page, `Replay: ${id}`);
    let arrived = world.hooks.inbox.next((event) => event.id === id);
    await again.click();
    await button(dialog(page), "Send again").click();
    await page.getByText("Sent to 1 endpoint.").waitFor();
    assert.equal((await arrived).body.type, "order.paid");
    arrived = world.hooks.inbox.next((event) => event.id === id);
    await press(page, again);
    await press(page, button(dialog(page), "Send again"));
    await arrived;
    await close(page);
  });

  it("add an endpoint, show its secret once and its deliveries, and remove it", async () => {
    const page = await world.as("admin", "/webhooks");
    const keyboard = HANDS.keyboard(page);
    await keyboard.press(button(page, "Add an endpoint"));
    await keyboard.write(dialog(page).getByLabel("Address"), `${world.hooks.url}/second`);
    await keyboard.write(dialog(page).getByLabel("Events"), "grant.created");
    await keyboard.press(button(dialog(page), "Add endpoint"));
    const secret = await dialog(page).getByRole("textbox", { name: "Secret" }).innerText();
    assert.match(secret, /^whsec_/);
    await accessible(page, "a secret");
    await button(dialog(page), "Copy").click();
    await page.getByText("Copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
    await button(dialog(page), "I have kept it").click();
    await page.getByText(secret).waitFor({ state: "detached" });
    await page.getByRole("link", { name: world.hooks.url, exact: true }).click();
    await page.getByText("Delivered").first().waitFor();
    await press(page, button(page, `Stop: ${world.hooks.url}/second`));
    await press(page, button(dialog(page), "Stop"));
    await page.getByText("Not told", { exact: true }).waitFor();
    await button(page, `Remove: ${world.hooks.url}/second`).click();
    await button(dialog(page), "Remove").click();
    await page.getByRole("link", { name: `${world.hooks.url}/second` }).waitFor({ state: "detached" });
    await close(page);
  });
});

describe("a report", () => {
  it("is taken away as CSV, by mouse and by keyboard", async () => {
    const page = await world.as("finance", "/reports/usage");
    const download = button(page, "Download CSV");
    for (const take of [() => download.click(), () => HANDS.keyboard(page).press(download)]) {
      const [file] = await Promise.all([page.waitForEvent("download"), take()]);
      assert.equal(file.suggestedFilename(), "usage.csv");
      assert.match(await readFile(await file.path(), "utf8"), /^month,[\s\S]*background-removal/m);
    }
    await close(page);
  });
});

describe("keys, staff, ledger", () => {
  it("make a key whose secret is shown once and works, and revoke it", async () => {
    const page = await world.as("admin", "/keys");
    const works = async (secret) => (await fetch(`${world.scrip}/v1/accounts`, { headers: { authorization: `Bearer ${secret}` } })).status;
    await button(page, "Make a key").click();
    await dialog(page).getByLabel("What it is for").fill("billing worker");
    await dialog(page).getByLabel("It may").selectOption("read");
    await button(dialog(page), "Make key").click();
    const secret = await dialog(page).locator("code.secret").innerText();
    await button(dialog(page), "I have kept it").click();
    assert.equal(await works(secret), 200);
    await press(page, button(page, "Revoke: billing worker"));
    await press(page, button(dialog(page), "Revoke"));
    await page.getByRole("rowheader", { name: "billing worker" }).waitFor({ state: "detached" });
    assert.equal(await works(secret), 401);
    await close(page);
  });

  it("add somebody to the staff, change the role, lock out; the audit trail tells of it", async () => {
    const page = await world.as("admin", "/staff");
    await button(page, "Add somebody").click();
    await dialog(page).getByLabel("Name").fill("Ola");
    await dialog(page).getByLabel("E-mail").fill("ola@scrip.example");
    await dialog(page).getByLabel("First password").fill(PASSWORD);
    await button(dialog(page), "Add").click();
    await page.getByRole("row", { name: /Ola/ }).getByText("Support").waitFor();
    await press(page, button(page, "Role: Ola"));
    await dialog(page).getByLabel("Role").selectOption("finance");
    await button(dialog(page), "Change role").click();
    await page.getByRole("row", { name: /Ola/ }).getByText("Finance").waitFor();
    await press(page, button(page, "Lock out: Ola"));
    await press(page, button(dialog(page), "Lock out"));
    await page.getByText("locked out").waitFor();
    const refused = await page.evaluate(async () => {
      const headers = { "content-type": "application/json", "x-scrip-console": "1", "idempotency-key": crypto.randomUUID() };
      const answer = await fetch("/v1/accounts/nobody/plan", { method: "POST", headers, body: JSON.stringify({ plan: "build" }) });
      return answer.status;
    });
    assert.equal(refused, 404);
    await page.getByRole("link", { name: "Audit trail" }).click();
    await page.getByRole("row", { name: /operator_created done/ }).first().waitFor();
    await page.getByRole("row", { name: /changePlan refused not_found/ }).first().waitFor();
    await page.getByRole("row", { name: new RegExp(`refund.*Fay Okoro.*${world.staff.finance.id}.*Bought by mistake`) }).first().waitFor();
    await close(page);
  });

  it("run the ledger check, by keyboard", async () => {
    const page = await world.as("admin", "/ledger");
    await press(page, button(page, "Check now"));
    await page.getByText("Every balance follows from its entries.").waitFor();
    await accessible(page, "a checked ledger");
    await picture(page, "ledger");
    await close(page);
  });

  it("change one's own password", async () => {
    const page = await world.as("support", "/me");
    await button(page, "Change password").click();
    await dialog(page).getByLabel("Current password").fill("not this one at all");
    await dialog(page).getByLabel("New password").fill(PASSWORD);
    await button(dialog(page), "Change password").click();
    await dialog(page).getByRole("alert").waitFor();
    const keyboard = HANDS.keyboard(page);
    await keyboard.write(dialog(page).getByLabel("Current password"), PASSWORD);
    await keyboard.write(dialog(page).getByLabel("New password"), PASSWORD);
    await keyboard.press(button(dialog(page), "Change password"));
    await page.getByText("Your password is changed.").waitFor();
    world.forget("support");
    await close(page);
  });
});

describe("acting as support", () => {
  it("shows the member's elements with a reason, and is refused to write", async () => {
    const page = await world.as("support", "/accounts/studio");
    await press(page, button(page, "Act as support"));
    await dialog(page).getByLabel("Member").selectOption("mia");
    await dialog(page).getByLabel("Reason").fill("Ticket 4711");
    await accessible(page, "the reason to look");
    const [made] = await Promise.all([page.waitForResponse(/support-sessions$/), button(dialog(page), "Look at the account").click()]);
    await page.getByText("Reason: Ticket 4711").waitFor();
    await page.locator("scrip-grants table").waitFor();
    await page.locator("scrip-agency-settings").getByRole("switch").waitFor();
    await accessible(page, "the elements as the member sees them");
    await picture(page, "support");
    const refused = page.waitForResponse((answer) => answer.url().endsWith("/sharing") && answer.request().method() === "PUT");
    await page.locator("scrip-agency-settings").getByRole("switch").click();
    assert.equal((await refused).status(), 403);
    assert.equal((await world.api("GET", "/v1/accounts/studio/sharing")).enabled, false);
    const { token } = await made.json();
    const write = await fetch(`${world.scrip}/v1/accounts/studio/sharing`, { method: "PUT", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: '{"enabled":true}' });
    assert.deepEqual([write.status, (await write.json()).code], [403, "session_read_only"]);
    const { data } = await world.api("GET", "/v1/audit?action=support_session");
    assert.deepEqual(data.map(({ subject, who, reason }) => [subject, who, reason]), [["studio/mia", world.staff.support.id, "Ticket 4711"]]);
    await press(page, button(page, "End this view"));
    await page.getByRole("heading", { name: "studio", exact: true }).waitFor();
    await close(page);
  });
});

describe("every call", () => {
  it("is shown before and after, and the copied line does the same from a shell", async () => {
    const page = await world.as("admin", "/accounts/empty");
    await button(page, "Give credits").click();
    await dialog(page).getByLabel("Credits").fill("7");
    await dialog(page).getByLabel("Reason").fill("It's for O'Neil's page");
    await dialog(page).getByText("Show as an API call").click();
    await button(dialog(page), "Copy as curl").click();
    await page.getByText("Copied.").waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(line, /Bearer \$SCRIP_KEY/);
    const before = await available("empty");
    const { stdout } = await promisify(execFile)("bash", ["-c", line], { env: { ...process.env, SCRIP_KEY: KEY } });
    assert.equal(JSON.parse(stdout).reason, "It's for O'Neil's page");
    assert.equal(await available("empty"), before + 7);
    // The key of that intention has done its work: confirming it now does it no second time.
    await button(dialog(page), "Give credits").click();
    await page.getByText("empty has 7 credits more.").waitFor();
    assert.equal(await available("empty"), before + 7);
    await button(page, "API calls").click();
    await dialog(page).getByLabel("Only calls that change something").check();
    await dialog(page).locator("summary", { hasText: "/v1/accounts/empty/grants" }).first().click();
    await accessible(page, "the calls");
    await picture(page, "calls");
    await close(page);
  });

  it("that nobody answers is said, and made again with the same key", async () => {
    const page = await world.as("finance", "/accounts/empty");
    await button(page, "Give credits").click();
    await dialog(page).getByLabel("Credits").fill("3");
    await dialog(page).getByLabel("Reason").fill("A line that breaks");
    const before = await available("empty");
    // The server does it, and its answer is lost on the way.
    await page.route("**/v1/accounts/empty/grants", async (route) => (await route.fetch(), route.abort()), { times: 1 });
    await button(dialog(page), "Give credits").click();
    await page.getByText("The server did not answer.").waitFor();
    await button(dialog(page), "Give credits").click();
    await page.getByText("empty has 3 credits more.").waitFor();
    assert.equal(await available("empty"), before + 3);
    await close(page);
  });
});

describe("every room", () => {
  const rooms = () => ({
    accounts: "", overview: "/accounts/acme", entries: "/accounts/acme/entries", grants: "/accounts/acme/grants", members: "/accounts/acme/members", limits: "/accounts/acme/limits",
    "account-orders": "/accounts/acme/orders", "account-messages": "/accounts/acme/messages", agency: "/accounts/studio", transfers: "/transfers", orders: "/orders", order: `/orders/${world.ids.paid}`,
    disputes: "/disputes", plans: "/catalog", editor: "/catalog/edit", versions: "/catalog/versions/1", usage: "/reports/usage", breakage: "/reports/breakage", deferred: "/reports/deferred",
    webhooks: `/webhooks/${world.hook.id}`, events: "/events", mails: "/mails", keys: "/keys", staff: "/staff", audit: "/audit", "ledger-room": "/ledger", health: "/health", me: "/me", nowhere: "/nowhere",
  });
  const looks = [["light", {}], ["dark", { scheme: "dark" }], ["narrow", { width: 320 }], ["German", { language: "de" }], ["Polish and narrow", { language: "pl", width: 320 }]];
  for (const [what, look] of looks) {
    it(`is accessible and fits: ${what}`, async () => {
      const page = await world.as("admin", "", look);
      for (const [name, path] of Object.entries(rooms())) {
        await page.goto(world.home + path);
        await page.locator("main#main h1").first().waitFor();
        await page.locator(".waiting").first().waitFor({ state: "detached" });
        await judged(page, `${name}, ${what}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
        await picture(page, `${what.replaceAll(" ", "-").toLowerCase()}-${name}`);
      }
      await close(page);
    });
  }
});
