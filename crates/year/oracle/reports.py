#!/usr/bin/env python3
"""Every report again, from the CSV of the entries alone: reports.py FOLDER-OF-CSVS FOLDER-FOR-REPORTS.

Reads one file an account, as `GET /v1/accounts/{id}/entries` gives it with `Accept: text/csv`, and nothing else. Rests on what
docs/api.md and the reports' own descriptions say: a month is a calendar month in UTC; what of a grant is gone is worth
floor(paid x gone / granted), so that the parts of a grant add up to what was paid for it. Standard library only.
"""

import csv
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

KINDS = ["plan", "trial", "legacy", "package", "promotional", "adjustment"]
FLOWS = ["granted", "spent", "reversed", "expired", "voided", "refunded", "disputed", "reinstated", "rolled_over"]
COMES_IN = {"granted", "reversed", "reinstated"}


def milli(text):
    """Thousandths of a credit."""
    return int(Decimal(text or 0) * 1000)


def shown(thousandths):
    """As the API writes credits."""
    sign, rest = ("-", -thousandths) if thousandths < 0 else ("", thousandths)
    whole, part = divmod(rest, 1000)
    return sign + (f"{whole}.{part:03}".rstrip("0") if part else str(whole))


def month_of(at):
    return at[:7] + "-01T00:00:00Z"


def shares(cell):
    """`grt_1:12.5 grt_2:3:expired` as (grant, thousandths, what became of it)."""
    for share in cell.split():
        grant, credits, *mark = share.split(":")
        yield grant, milli(credits), mark[0] if mark else "available"


class Reports:
    def __init__(self):
        self.kinds = defaultdict(lambda: defaultdict(int))  # (month, kind) -> flow -> thousandths
        self.paid = defaultdict(lambda: defaultdict(lambda: [0, 0]))  # (currency, month) -> flow -> thousandths, cents
        self.usage = {by: defaultdict(lambda: [0, 0]) for by in ("feature", "model", "account")}

    def read(self, account, lines):
        self.lots = {}
        for line in lines:
            self.line(account, line)

    def begin(self, line):
        basis = int(line["cost_basis"]) if line["cost_basis"] else None
        self.lots[line["grant"]] = {
            "kind": line["grant_kind"], "granted": milli(line["credits"]), "out": 0,
            "paid": basis, "currency": line["cost_currency"],
        }
        self.count(line["at"], line["grant_kind"], "granted", milli(line["credits"]), basis, line["cost_currency"])

    def count(self, at, kind, flow, credits, worth, currency):
        self.kinds[month_of(at), kind][flow] += credits
        if worth is not None:
            sums = self.paid[currency, month_of(at)][flow]
            sums[0] += credits
            sums[1] += worth

    def move(self, at, grant, flow, credits):
        lot = self.lots.get(grant)
        if lot is None or credits <= 0:
            return
        out = lot["out"] - credits if flow in COMES_IN else lot["out"] + credits
        worth = None
        if lot["paid"] is not None:
            worth = abs(lot["paid"] * out // lot["granted"] - lot["paid"] * lot["out"] // lot["granted"])
        lot["out"] = out
        self.count(at, lot["kind"], flow, credits, worth, lot["currency"])

    def used(self, account, line, credits, spends):
        groups = {"feature": line["feature"] or "other", "model": line["model"], "account": account}
        for by, group in groups.items():
            sums = self.usage[by][month_of(line["at"]), group]
            sums[0] += credits
            sums[1] += spends

    def gone(self, at, line):
        for grant, credits, way in shares(line["returned"]):
            if way != "available":
                self.move(at, grant, way, credits)

    def line(self, account, line):
        at, kind, credits = line["at"], line["kind"], milli(line["credits"])
        if kind == "grant":
            self.begin(line)
        elif kind == "roll":
            for grant, rolled, _ in shares(line["draws"]):
                self.move(at, grant, "rolled_over", rolled)
            self.begin(line)
        elif kind in ("expire", "void"):
            self.move(at, line["grant"], "expired" if kind == "expire" else "voided", credits)
        elif kind in ("spend", "settle"):
            for grant, drawn, _ in shares(line["draws"]):
                self.move(at, grant, "spent", drawn)
            self.gone(at, line)
            self.used(account, line, credits, 1)
        elif kind == "release":
            self.gone(at, line)
        elif kind == "reverse":
            for grant, back, _ in shares(line["returned"]):
                self.move(at, grant, "reversed", back)
            self.gone(at, line)
            self.used(account, line, -credits, 0)
        elif kind == "claw":
            self.move(at, line["grant"], "refunded" if line["cause"] == "refund" else "disputed", credits)
        elif kind == "reinstate":
            self.move(at, line["grant"], "reinstated", credits)
            self.gone(at, line)

    def breakage(self):
        yield ["month", "kind", *FLOWS, "remaining"]
        remaining = defaultdict(int)
        for month, kind in sorted(self.kinds, key=lambda of: (of[0], KINDS.index(of[1]))):
            books = self.kinds[month, kind]
            remaining[kind] += sum(books[flow] if flow in COMES_IN else -books[flow] for flow in FLOWS)
            yield [month, kind, *(shown(books[flow]) for flow in FLOWS), shown(remaining[kind])]

    def deferred(self):
        yield ["month", "currency", "opening", "sold", "earned", "put_back", "breakage", "refunded", "disputed",
               "reinstated", "voided", "closing", "remaining"]
        closing = defaultdict(lambda: [0, 0])
        for currency, month in sorted(self.paid):
            books, left = self.paid[currency, month], closing[currency]
            opening = left[1]
            for part in (0, 1):
                left[part] += sum(books[f][part] if f in COMES_IN else -books[f][part] for f in FLOWS)
            worth = {flow: books[flow][1] for flow in FLOWS}
            used = worth["spent"] - worth["reversed"]
            yield [month, currency, opening, worth["granted"], max(used, 0), max(-used, 0), worth["expired"],
                   worth["refunded"], worth["disputed"], worth["reinstated"], worth["voided"], left[1], shown(left[0])]

    def uses(self, by):
        yield ["month", "group", "credits", "spends"]
        for month, group in sorted(self.usage[by]):
            credits, spends = self.usage[by][month, group]
            yield [month, group, shown(credits), spends]


def main(source, target):
    reports = Reports()
    for path in sorted(Path(source).glob("*.csv")):
        with path.open(newline="") as file:
            reports.read(path.stem, csv.DictReader(file))
    tables = {"breakage": reports.breakage(), "deferred-revenue": reports.deferred()}
    tables.update({f"usage-{by}": reports.uses(by) for by in reports.usage})
    for name, rows in tables.items():
        with (Path(target) / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
