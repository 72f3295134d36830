// Asks a site's files what the page asks them, without a page: for tests that hold the answers against the server's.
// node answers.mjs DIR: a line of JSON {"path", "query"} on standard input for each question, an answer for each on
// standard output. The feed is told in base64.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "vite";

const [site] = process.argv.slice(2);
const out = mkdtempSync(join(tmpdir(), "dateline-site-"));
try {
  await build({
    configFile: false, logLevel: "warn", publicDir: false,
    build: { ssr: true, outDir: out, emptyOutDir: true, minify: false, target: "node20", rollupOptions: { input: { answers: "src/lib/site/node.ts" }, output: { entryFileNames: "[name].mjs" } } },
  });
  const { Answers, Files } = await import(join(out, "answers.mjs"));
  const files = new Files(async (name) => {
    const bytes = readFileSync(join(site, "data", name));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  });
  const answers = new Answers(files, await files.json("manifest.json"));
  for await (const line of createInterface({ input: process.stdin })) {
    const { path, query } = JSON.parse(line);
    let answer;
    try {
      answer = path === "feed" ? Buffer.from(await answers.feed(query.as_of ?? "")).toString("base64") : await answers.answer(path, query);
    } catch (error) {
      if (!error.remedy) throw error;
      answer = { error: { what: error.what, status: error.status } };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
} finally {
  rmSync(out, { recursive: true });
}
