import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { backupErrors } from "@signalbox/core/backup/errors";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Row {
  readonly section: string;
  readonly cells: readonly string[];
}

/** The rows of a page's tables whose first column is named so, each under its heading. */
function rowsOf(page: string, first: string): Row[] {
  const rows: Row[] = [];
  let section = "";
  let body = false;
  let head = "";
  for (const line of readFileSync(join(root, page), "utf8").split("\n")) {
    if (line.startsWith("#")) section = line.replace(/^#+ /, "");
    if (!line.startsWith("|")) body = false;
    else if (/^\|[-| ]+\|$/.test(line)) body = head.startsWith(`| ${first} |`);
    else if (!body) head = line;
    else
      rows.push({
        section,
        cells: line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim()),
      });
  }
  return rows;
}

/** Tests that a page names: `[title](../file)`, where a title inside a describe is "describe > test". */
const named = (page: string, text: string) =>
  Array.from(
    text.matchAll(/\[((?:[^[\]]|\[[^\]]*\])+)\]\((\.\.\/[^)]+\.ts)\)/g),
    ([, title = "", target = ""]) => ({
      title,
      file: join(dirname(page), target),
    }),
  );

/** Whether a file has a test, a describe, a case or a promise of this very name. */
function isIn(file: string, title: string): boolean {
  const path = join(root, file);
  if (!existsSync(path)) return false;
  const source = readFileSync(path, "utf8");
  const [outer = "", ...inner] = title
    .split(" > ")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const asCalled = new RegExp(
    `(?:\\b(?:test|it|describe)\\(|\\)\\(|\`\\(|name:|guard:)\\s*(["'\`])${outer}\\1`,
  );
  return asCalled.test(source) && inner.every((part) => new RegExp(`(["'\`])${part}\\1`).test(source));
}

const pages = { acceptance: "docs/acceptance.md", pains: "docs/known-pains.md", backups: "docs/backups.md" };
const upgrades = "docs/upgrades.md";

describe.each(Object.values(pages))("%s", (page) => {
  const tests = named(page, readFileSync(join(root, page), "utf8"));

  test("names tests that exist, by their very titles", () => {
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter(({ file, title }) => !isIn(file, title))).toEqual([]);
  });
});

test("a title that no test has is found", () => {
  expect(isIn("test/house/acceptance.test.ts", "a title that no test has is found")).toBe(true);
  expect(isIn("test/house/acceptance.test.ts", "a title that no test has")).toBe(false);
  expect(isIn("test/house/acceptance.test.ts", "%s > names tests that exist, by their very titles")).toBe(
    true,
  );
  expect(isIn("test/house/nowhere.test.ts", "anything")).toBe(false);
});

describe("the acceptance list", () => {
  const rows = rowsOf(pages.acceptance, "scenario");
  const answer = ({ cells }: Row): string => cells.at(-1) ?? "";
  const isHere = (row: Row) => named(pages.acceptance, answer(row)).length > 0;
  const count = (begin: string) => rows.filter((row) => answer(row).startsWith(begin)).length;

  test("has for each scenario a test here, or one reason", () => {
    const unanswered = rows.filter(
      (row) => !isHere(row) && !/^(Does not apply|Not yet): \S/.test(answer(row)),
    );
    expect(unanswered).toEqual([]);
  });

  test("has each scenario once", () => {
    const names = rows.map(({ section, cells }) => `${section}: ${cells[0]}`);
    expect(names).toEqual([...new Set(names)]);
  });

  test("counts its rows as they are", () => {
    const said = /(\d+) scenarios: (\d+) here, (\d+) do not apply, (\d+) not yet/.exec(
      readFileSync(join(root, pages.acceptance), "utf8"),
    );
    expect(said?.slice(1).map(Number)).toEqual([
      rows.length,
      rows.filter(isHere).length,
      count("Does not apply:"),
      count("Not yet:"),
    ]);
  });
});

test("each known pain has its thread, and a test that shows it gone or what is missing", () => {
  const rows = rowsOf(pages.pains, "thread");
  expect(rows.length).toBeGreaterThanOrEqual(20);
  const incomplete = rows.filter(({ cells: [thread = "", , , shown = ""] }) => {
    const threads = /\]\(https:\/\/github\.com\/[^)]+\/(issues|pull)\/\d+\)/.test(thread);
    return !threads || !(named(pages.pains, shown).length > 0 || shown.startsWith("Not yet: "));
  });
  expect(incomplete).toEqual([]);
});

test("each way to ruin a backup has an error that is documented, and a test that finds it by that name", () => {
  const rows = rowsOf(pages.backups, "what is ruined");
  expect(rows.length).toBeGreaterThanOrEqual(20);
  const wrong = rows.filter(({ cells: [, names = "", shown = ""] }) => {
    const errors = Array.from(names.matchAll(/`([^`]+)`/g), ([, name = ""]) => name);
    const known = errors.length > 0 && errors.every((name) => Object.hasOwn(backupErrors, name));
    const found = named(pages.backups, shown);
    const says = found.some(({ file }) => {
      const source = readFileSync(join(root, file), "utf8");
      return errors.every((name) => source.includes(name));
    });
    return !(known && says);
  });
  expect(wrong).toEqual([]);
});

test("each thread about upgrades has a test by its very title, or a sentence why not", () => {
  const rows = rowsOf(upgrades, "thread");
  expect(rows.length).toBeGreaterThanOrEqual(12);
  const unanswered = rows.filter(({ cells }) => {
    const answer = cells.at(-1) ?? "";
    const tests = named(upgrades, answer);
    const reason = /^(With the rehearse workflow|Not the schema's|No upgrade): \S/.test(answer);
    return tests.length === 0 ? !reason : tests.some(({ file, title }) => !isIn(file, title));
  });
  expect(unanswered).toEqual([]);
});
