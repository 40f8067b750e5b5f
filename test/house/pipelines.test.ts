import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const workflows = globSync(".github/workflows/*.yml");
const files = [...workflows, ...globSync([".ci/*", "*.md", "docs/*.md"])];
const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync("package.json", "utf8"),
);

test("every npm script that a pipeline or a page names exists", () => {
  const named = files.flatMap((file) =>
    Array.from(
      readFileSync(file, "utf8").matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g),
      ([, script = ""]) => ({ file, script }),
    ),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
});

test("every action of a pipeline is pinned to a commit, with its version beside it", () => {
  const uses = workflows.flatMap((file) =>
    Array.from(readFileSync(file, "utf8").matchAll(/uses: (.*)/g), ([, action = ""]) => action),
  );
  expect(uses.length).toBeGreaterThan(5);
  const own = (action: string) => action.startsWith("./");
  expect(uses.filter((action) => !own(action) && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
    [],
  );
});
