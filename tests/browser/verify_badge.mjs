// Verifies signed badges with jose, another library than the one that signed: a JWK file, then .jws files.
// Usage: node verify_badge.mjs KEY.json FILE.jws…   Prints, as JSON, the header and the claims of each; fails on the first bad one.
import { readFileSync } from "node:fs";
import { importJWK, jwtVerify } from "jose";

const [keyFile, ...files] = process.argv.slice(2);
const key = await importJWK(JSON.parse(readFileSync(keyFile, "utf8")), "EdDSA");
const told = [];
for (const file of files) {
  const { payload, protectedHeader } = await jwtVerify(readFileSync(file, "utf8"), key, { algorithms: ["EdDSA"] });
  told.push({ header: protectedHeader, claims: payload });
}
console.log(JSON.stringify(told));
