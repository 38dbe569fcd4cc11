#!/usr/bin/env python3
"""The demo's totals, computed a second time: from the CSV and README.md beside it, with nothing of the product.

    totals.py [--rows N] [FILE]     prints one JSON object: account -> granted, spent, reserved, refused, left
"""

import argparse
import csv
import json
import math
from fractions import Fraction
from pathlib import Path

SEATS = (
    [("nova-studio", "nina", "small-1"), ("nova-studio", "noah", "small-1")] * 2
    + [("orchard-homes", "olga", "large-1"), ("orchard-homes", "omar", "large-1")] * 2
    + [("orchard-homes", "vera", "large-1")]
    + [("summit-gear", "sam", "small-1"), ("summit-gear", "sara", "large-1")] * 3
    + [("evergreen-group", "emma", "large-1"), ("evergreen-group", "erik", "large-1")] * 3
    + [("tiny-trial", "theo", "small-1")] * 2
    + [("legacy-lane", "lena", "small-1")] * 3
    + [("bright-agency", "bea", "small-1")] * 2
    + [("bright-bakery", "bruno", "small-1")] * 2
    + [("bright-bikes", "bianca", "large-1")] * 2
    + [("bright-books", "boris", "small-1")]
)
SUBACCOUNTS = ("bright-bakery", "bright-bikes", "bright-books")
PAYING = {
    "nova-studio": 2500 + 1000,
    "orchard-homes": 10000,
    "summit-gear": 20000,
    "evergreen-group": 60000,
    "tiny-trial": 1000,
    "legacy-lane": 3000,
    "bright-agency": 20000,
}
OWN = {"bright-books": 300}
VIEWERS = {"vera"}
LIMITS = {"omar": 1500}
BEFORE = {
    "nova-studio": (2, 3),
    "orchard-homes": (5, 12),
    "summit-gear": (8, 25),
    "evergreen-group": (10, 120),
    "legacy-lane": (1, 2),
}
SHARING_FROM, RUNNING, OUTPUT_MAX = 6000, 20, 1000


def lunar(tokens_in, tokens_out, model):
    """Credits: exact sum, rounded up once to whole credits, at least 1 and at most 2,000."""
    per_output = 12 if model.startswith("large-") else 4
    exact = Fraction(tokens_in, 1000) + Fraction(tokens_out * per_output, 1000)
    return min(max(math.ceil(exact), 1), 2000)


def pages(count):
    """Graduated: the first 100 at 20, the next up to 1,000 at 15, the rest at 10."""
    return min(count, 100) * 20 + max(0, min(count, 1000) - 100) * 15 + max(0, count - 1000) * 10


def totals(rows):
    shared = dict(PAYING)  # what each pool has for everybody in it
    own = dict(OWN)  # what is for one subaccount alone
    limited = {member: 0 for member in LIMITS}
    line = {
        account: {"granted": 0, "spent": {}, "reserved": 0, "refused": {}, "left": 0}
        for account in [*PAYING, *SUBACCOUNTS]
    }
    for account, credits in [*PAYING.items(), *OWN.items()]:
        line[account]["granted"] = credits

    def spent(account, feature, credits):
        by_feature = line[account]["spent"]
        by_feature[feature] = by_feature.get(feature, 0) + credits

    for account, (images, sheets) in BEFORE.items():
        for feature, credits in (("background-removal", 10 * images), ("programmatic-landing-pages", pages(sheets))):
            spent(account, feature, credits)
            shared[account] -= credits

    for number, (tokens_in, tokens_out) in enumerate(rows):
        account, member, model = SEATS[number % len(SEATS)]
        is_sub = account in SUBACCOUNTS
        pool = "bright-agency" if is_sub else account
        may_share = not is_sub or number >= SHARING_FROM
        ahead = lunar(tokens_in, OUTPUT_MAX, model)
        reachable = own.get(account, 0) + (shared[pool] if may_share else 0)
        if member in VIEWERS:
            code = "role_not_allowed"
        elif member in LIMITS and limited[member] + ahead > LIMITS[member]:
            code = "spend_limit_reached"
        elif ahead > reachable:
            code = "insufficient_credits" if may_share else "sharing_disabled"
        else:
            code = None
        if code:
            line[account]["refused"][code] = line[account]["refused"].get(code, 0) + 1
            continue
        is_running = number >= len(rows) - RUNNING
        taken = ahead if is_running else lunar(tokens_in, tokens_out, model)
        from_own = min(taken, own.get(account, 0))
        if account in own:
            own[account] -= from_own
        shared[pool] -= taken - from_own
        if member in LIMITS:
            limited[member] += taken
        if is_running:
            line[account]["reserved"] += taken
        else:
            spent(account, "lunar", taken)

    is_sharing = len(rows) > SHARING_FROM
    for account, figures in line.items():
        pool = "bright-agency" if account in SUBACCOUNTS else account
        reaches_pool = account not in SUBACCOUNTS or is_sharing
        figures["left"] = own.get(account, 0) + (shared[pool] if reaches_pool else 0)
    return line


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, help="only so many rows")
    parser.add_argument("file", nargs="?", default=Path(__file__).with_name("azure-llm-inference-2023-conv.csv"))
    args = parser.parse_args()
    with open(args.file, newline="", encoding="utf-8") as file:
        rows = [(int(row["ContextTokens"]), int(row["GeneratedTokens"])) for row in csv.DictReader(file)]
    print(json.dumps(totals(rows[: args.rows]), indent=2))


if __name__ == "__main__":
    main()
