// Verifies webhooks with the official library. Standard input: a line of JSON each, {secret, headers, body}.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log("true");
  } catch (error) {
    console.log(`false ${error.message}`);
  }
}
