/** `<console-catalog>`: what is sold and what it costs: to see, to change, and as it was. */

import { html, nothing, type TemplateResult } from "lit";

import type { components } from "../../api/schema.js";
import { type Catalog, priced } from "../catalog.js";
import { Room } from "../desk.js";
import { ask } from "../line.js";
import { to } from "../place.js";
import { Pages, Reading } from "../reading.js";
import { table } from "../tables.js";

type Schemas = components["schemas"];

export class ConsoleCatalog extends Room {
  readonly #catalog = new Reading<Catalog>(this, () => ask("get", "/v1/catalog"));

  override render(): TemplateResult {
    const section = this.place.rest[0] ?? "now";
    const sections = (["now", "edit", "versions"] as const).filter((name) => name !== "edit" || this.may("admin"));
    return html`${this.head(this.say("nav.catalog"), { under: this.#catalog.etag === undefined ? undefined : this.say("catalog.version", { version: this.#catalog.etag.replaceAll('"', "") }) })}
      <nav class="sections" aria-label=${this.say("nav.catalog")}>
        ${sections.map((name) => html`<a href=${name === "now" ? to("catalog") : to("catalog", name)} aria-current=${name === section ? "page" : nothing}>${this.say(`catalog.${name}`)}</a>`)}
      </nav>
      ${section === "edit" && this.may("admin")
        ? html`<catalog-editor .desk=${this.desk} .place=${this.place} .now=${this.#catalog.value} .etag=${this.#catalog.etag}></catalog-editor>`
        : section === "versions"
          ? html`<catalog-versions .desk=${this.desk} .place=${this.place} .now=${this.#catalog.value} .etag=${this.#catalog.etag}></catalog-versions>`
          : this.#catalog.show((catalog) => sheet(this, catalog))}`;
  }
}

/** A catalog as tables: plans, packages, features, roles. */
export function sheet(room: Room, catalog: Catalog): TemplateResult {
  const { text } = room;
  const block = (title: string, body: TemplateResult): TemplateResult => html`<section class="block"><header class="head"><h2>${title}</h2></header>${body}</section>`;
  const plans = catalog.plans.map(
    (plan) => html`<tr>
      <th scope="row">${plan.name} <span class="muted">${plan.id}</span></th>
      <td class="number">${text.number(plan.credits ?? plan.starter_credits ?? 0)}</td>
      <td>${plan.legacy ? text.say("grant.legacy") : text.duration(plan.every ?? "P1M")}</td>
      <td class="number">${plan.price ? text.money(plan.price) : "–"}</td>
      <td>${plan.legacy ? "–" : rollover(room, plan.rollover)}</td>
      <td>${plan.legacy ? "–" : text.say("catalog.moves", { up: text.word("catalog.up", plan.upgrade ?? "difference"), down: text.word("catalog.down", plan.downgrade ?? "period_end") })}</td>
    </tr>`,
  );
  const packages = catalog.packages.map(
    (one) => html`<tr>
      <th scope="row">${one.name} <span class="muted">${one.id}</span></th>
      <td class="number">${text.number(one.credits)}</td>
      <td class="number">${text.money(one.price)}</td>
      <td>${one.expires_after ? text.duration(one.expires_after) : text.say("grants.never")}</td>
    </tr>`,
  );
  const features = catalog.features.map(
    (feature) => html`<tr>
      <th scope="row">${feature.name} <span class="muted">${feature.id}</span></th>
      <td class="wrap">${priced(text, feature.price)}</td>
      <td class="wrap">${feature.plans ? text.all(feature.plans) : text.say("catalog.everybody")}</td>
    </tr>`,
  );
  const roles = (["business", "agency", "subaccount"] as const).flatMap((kind) =>
    Object.entries(catalog.roles[kind]).map(
      ([role, rights]) => html`<tr>
        <th scope="row">${role}</th>
        <td>${text.word("account.kind", kind)}</td>
        <td class="wrap">${rights.map((right) => text.word("right", right)).join(", ")}</td>
      </tr>`,
    ),
  );
  const say = text.say.bind(text);
  return html`${block(say("catalog.plans"), table(say("catalog.plans"), [say("account.plan"), { number: say("history.credits") }, say("catalog.renewal"), { number: say("catalog.price") }, say("catalog.rollover"), say("catalog.changes")], plans))}
  ${block(say("catalog.packages"), table(say("catalog.packages"), [say("order.package"), { number: say("history.credits") }, { number: say("catalog.price") }, say("grants.expires")], packages))}
  ${block(say("catalog.features"), table(say("catalog.features"), [say("history.feature"), say("catalog.price"), say("catalog.who")], features))} ${block(say("catalog.roles"), table(say("catalog.roles"), [say("account.role"), say("catalog.in"), say("catalog.rights")], roles))}`;
}

function rollover({ text }: Room, rule: Schemas["CatalogRollover"] | null | undefined): string {
  if (rule === null || rule === undefined || rule === "none") return text.say("catalog.rollover.none");
  return typeof rule === "string" ? rule : JSON.stringify(rule);
}

export class CatalogVersions extends Room {
  static override properties = { ...Room.properties, now: { attribute: false }, etag: { attribute: false } };

  declare now: Catalog | undefined;
  declare etag: string | undefined;
  readonly #versions = new Pages<Schemas["CatalogVersion"]>(this, (after) => ask("get", "/v1/catalog/versions", { query: { after, limit: 100 } }));
  readonly #old = new Reading<Catalog>(this, () => (this.#chosen === undefined ? undefined : ask("get", "/v1/catalog/versions/{version}", { path: { version: this.#chosen } })));
  /** What publishing the old version now would change: the difference in sentences. Only who may publish may ask it. */
  readonly #difference = new Reading(this, () => {
    const old = this.#old.value;
    return old === undefined || !this.may("admin") ? undefined : ask("put", "/v1/catalog", { query: { dry_run: true }, body: old });
  });

  get #chosen(): number | undefined {
    const version = Number(this.place.rest[1]);
    return Number.isSafeInteger(version) && version > 0 ? version : undefined;
  }

  override render(): TemplateResult {
    return html`${this.#versions.show((rows) => this.#list(rows))} ${this.#chosen === undefined ? nothing : this.#one(this.#chosen)}`;
  }

  #list(rows: readonly Schemas["CatalogVersion"][]): TemplateResult {
    const list = [...rows].reverse().map(
      ({ version, published_at }) => html`<tr>
        <th scope="row"><a href=${to("catalog", "versions", String(version))} aria-current=${version === this.#chosen ? "true" : nothing}>${this.say("catalog.version", { version: this.text.number(version) })}</a></th>
        <td>${this.text.moment(published_at)}</td>
        <td>${`"${version}"` === this.etag ? html`<span class="chip good">${this.say("catalog.holds")}</span>` : nothing}</td>
      </tr>`,
    );
    return html`<section class="block">${table(this.say("catalog.versions"), [this.say("catalog.one"), this.say("catalog.published"), this.say("grants.status")], list)}</section>`;
  }

  #one(version: number): TemplateResult {
    const changes = this.#difference.value?.changes;
    return html`<h2>${this.say("catalog.version", { version: this.text.number(version) })}</h2>
      ${this.may("admin") && `"${version}"` !== this.etag
        ? html`<div class="strip">
            <strong>${this.say("catalog.back")}</strong>
            ${changes === undefined ? this.#difference.waiting() : changes.length === 0 ? html`<p>${this.say("editor.same")}</p>` : html`<ul>${changes.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`}
          </div>`
        : nothing}
      ${this.#old.show((old) => sheet(this, old))}`;
  }
}
