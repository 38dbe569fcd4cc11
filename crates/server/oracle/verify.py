"""Verifies webhooks with the official library. Standard input: a line of JSON each, {secret, headers, body}."""

import json
import sys

from standardwebhooks import Webhook

for line in sys.stdin:
    case = json.loads(line)
    try:
        Webhook(case["secret"]).verify(case["body"], case["headers"])
        print("true")
    except Exception as error:
        print(f"false {error}")
