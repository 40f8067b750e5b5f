import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorTables } from "./errors.ts";

const sources = ["../../core/src", "."].flatMap((folder) =>
  globSync(`${folder}/**/*.ts`, { cwd: import.meta.dirname })
    .filter((path) => !path.endsWith(".test.ts") && !path.endsWith("errors.ts"))
    .map((path) => readFileSync(new URL(path, import.meta.url), "utf8")),
);

test("every error that a decision or a step throws by name is in a table, and every entry is thrown or ended with", () => {
  const thrown = new Set(
    sources.flatMap((text) =>
      [
        ...text.matchAll(
          /"((?:Aws|Backup|Config|Failover|Pipeline|Recovery|Release|Runbook|Scaling|Upgrade)\.\w+)"/g,
        ),
      ].map(([, name]) => name),
    ),
  );
  const known = errorTables.flatMap((table) => Object.keys(table));
  expect([...thrown].toSorted()).toEqual(known.toSorted());
});
