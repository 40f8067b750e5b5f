import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** Who may import whom; the row's own part is always allowed. Nothing may import test/. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  functions: ["core"],
  infra: ["core", "functions"],
  stacks: ["core", "functions", "infra", "config"],
  local: ["core", "functions", "config"],
  cli: ["core", "functions", "local", "config"],
  console: ["core"],
  config: ["core"],
  "sst.config": ["stacks", "config"],
  scripts: ["core", "functions", "infra", "local", "cli", "config", "sst.config"],
  test: ["core", "functions", "infra", "stacks", "local", "cli", "console", "config", "scripts"],
};

const definition = new Set(["infra", "stacks", "sst.config"]);

/** What a decision may never touch: effects, the wall clock, chance. */
const impure =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bsetTimeout\(|\bsetInterval\(|\brandomUUID\(/;

function partOf(path: string): string | undefined {
  const [first, second] = path.replace(/^sst\.config\.ts$/, "sst.config").split("/");
  return first === "packages" ? second : first !== undefined && first in mayImport ? first : undefined;
}

function* importsOf(path: string, text: string): Generator<string> {
  for (const [, specifier = ""] of text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
    if (specifier.startsWith("@signalbox/")) yield `packages/${specifier.slice("@signalbox/".length)}`;
    else if (specifier.startsWith(".")) yield new URL(specifier, `file:///${path}`).pathname.slice(1);
    else yield specifier;
  }
}

test("every import follows an arrow of the design", () => {
  const wrong: string[] = [];
  for (const path of sourceFiles()) {
    const from = partOf(path);
    if (from === undefined || path.endsWith(".test.ts")) continue;
    for (const target of importsOf(path, readFileSync(path, "utf8"))) {
      const to = partOf(target);
      if (to !== undefined && to !== from && !mayImport[from]?.includes(to))
        wrong.push(`${path} imports ${target}`);
      if (from === "core" && target.startsWith("@aws-sdk/")) wrong.push(`${path} imports ${target}`);
      if (from === "core" && target.startsWith("node:")) wrong.push(`${path} imports ${target}`);
      // SST gives its definition these as globals; a second copy of Pulumi would know nothing of the first.
      if (definition.has(from) && /^(@pulumi\/(aws|pulumi)|sst)(\/|$)/.test(target))
        wrong.push(`${path} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("the definition imports a provider's package only when it runs, since SST reads it once before it installs any", () => {
  const early = sourceFiles()
    .filter((path) => definition.has(partOf(path) ?? ""))
    .filter((path) => /^import (?!type\b).* from "@pulumi\//m.test(readFileSync(path, "utf8")));
  expect(early).toEqual([]);
});

test("SST's configuration is thin and imports nothing before SST is ready for it", () => {
  const text = readFileSync("sst.config.ts", "utf8");
  expect(text.split("\n").length).toBeLessThanOrEqual(40);
  expect(text).not.toMatch(/^import /m);
});

test("time and chance come in through clock and seed alone", () => {
  const clocks = ["packages/functions/src/system-clock.ts", "packages/local/src/world/clock.ts"];
  const wrong = sourceFiles()
    .filter((path) => path.startsWith("packages/") && !path.endsWith(".test.ts") && !clocks.includes(path))
    .flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .flatMap((line, index) =>
          impure.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line)
            ? [`${path}:${index + 1} ${line.trim()}`]
            : [],
        ),
    );
  expect(wrong).toEqual([]);
});
