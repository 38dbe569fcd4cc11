// Keeps the stand-in honest: `node run.mjs PROGRAM` runs Stripe's own SDK and command line against it.
import { cli } from './cli.mjs';
import { close, standIn } from './harness.mjs';
import { sdk } from './sdk.mjs';

const binary = process.argv[2];
if (!binary) {
  console.error('usage: node run.mjs PROGRAM, the fake-stripe that cargo built');
  process.exit(2);
}
const stripe = await standIn(binary);
await sdk(stripe);
await cli(stripe);
close();
