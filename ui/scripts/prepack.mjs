// Before `npm pack`: what the package carries and the repository has elsewhere: the licence, and the types of openapi.json.
import { copyFileSync } from "node:fs";

copyFileSync("../LICENSE", "LICENSE");
copyFileSync("src/api/schema.d.ts", "types/api/schema.d.ts");
