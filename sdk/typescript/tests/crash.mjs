// A program that reserves and never ends: a test kills it while its function runs.
import { Scrip } from "@scrip/sdk";

const [url, key, account] = process.argv.slice(2);
const use = { account, member: "ann", feature: "lunar", credits: 100, expires_in: "PT4S" };
await new Scrip({ url, key }).reserve(use, (reservation) => {
  console.log(reservation.id);
  return new Promise(() => setInterval(() => {}, 1000));
});
