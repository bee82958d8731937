// Prints, as JSON, what the types of schema.org (schema-dts) say against things of linked data; one list of texts.
// Usage: node schema_org_errors.mjs FILE.jsonld
import { readFileSync } from "node:fs";
import ts from "typescript";

const NAME = new URL("things.ts", import.meta.url).pathname;
const things = JSON.parse(readFileSync(process.argv[2], "utf8"))["@graph"];
const source = things
  .map((thing, at) => `export const thing${at}: import("schema-dts").${thing["@type"]} = ${JSON.stringify(thing)};`)
  .join("\n");

const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext };
const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists, readFile } = host;
host.getSourceFile = (name, ...rest) =>
  name === NAME ? ts.createSourceFile(name, source, ts.ScriptTarget.Latest) : getSourceFile(name, ...rest);
host.fileExists = (name) => name === NAME || fileExists(name);
host.readFile = (name) => (name === NAME ? source : readFile(name));

const program = ts.createProgram([NAME], options, host);
const found = ts.getPreEmitDiagnostics(program).map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"));
console.log(JSON.stringify(found));
