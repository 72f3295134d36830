// Runs the unit tests beside the sources (src/**/*.test.ts) with Node's own test runner. Node 20 reads no TypeScript, so
// Vite puts them into plain JavaScript first.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

const tests = readdirSync("src", { recursive: true }).filter((name) => name.endsWith(".test.ts"));
const out = mkdtempSync(join(tmpdir(), "dateline-page-"));
try {
  await build({
    configFile: false, logLevel: "warn", publicDir: false,
    build: {
      ssr: true, outDir: out, emptyOutDir: true, minify: false, target: "node20",
      rollupOptions: {
        input: Object.fromEntries(tests.map((name) => [name.replace(/[\\/]/g, "-").replace(".ts", ""), join("src", name)])),
        output: { entryFileNames: "[name].mjs", chunkFileNames: "part-[hash].mjs" },
      },
    },
  });
  const built = readdirSync(out).filter((name) => name.endsWith(".test.mjs")).map((name) => join(out, name));
  process.exitCode = spawnSync(process.execPath, ["--test", ...built], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
