import picocolors from "picocolors";
import { expect, test } from "vitest";
import { usageError } from "../user-error.ts";
import { weightBar } from "./bar.ts";
import { renderError } from "./error.ts";
import { shorten, shortId } from "./shorten.ts";
import { facts, table } from "./table.ts";
import { count, duration, percent, stopwatch } from "./units.ts";

const plain = picocolors.createColors(false);

test("a table's columns line up, colours or not, and no line ends in spaces", () => {
  const red = picocolors.createColors(true).red("FAILED");
  expect(
    table(
      ["ID", "STATUS", "AGE"],
      [
        ["a", red, "1 s"],
        ["long-one", "OK", ""],
      ],
    ).replace(red, "FAILED"),
  ).toBe(["ID        STATUS  AGE", "a         FAILED  1 s", "long-one  OK"].join("\n"));
});

test("facts leave out what is not known", () => {
  expect(
    facts([
      ["group", "open-webui"],
      ["ended", undefined],
      ["by", "ann"],
    ]),
  ).toBe("group  open-webui\nby     ann");
});

test("durations change their unit as they grow, and never round up to 60", () => {
  expect([0.04, 9.94, 12.4, 59.6, 185, 3599.7, 7440].map(duration)).toEqual([
    "0.0 s",
    "9.9 s",
    "12 s",
    "1 min 00 s",
    "3 min 05 s",
    "1 h 00 min",
    "2 h 04 min",
  ]);
  expect([0, 271, 3871].map(stopwatch)).toEqual(["00:00", "04:31", "1:04:31"]);
});

test("numbers are written for people", () => {
  expect(count(51234)).toBe("51,234");
  expect(percent(0.0512)).toBe("5.12 %");
  expect([0, 10, 50, 100].map(weightBar)).toEqual([
    "░░░░░░░░░░░░░░░░░░░░",
    "██░░░░░░░░░░░░░░░░░░",
    "██████████░░░░░░░░░░",
    "████████████████████",
  ]);
});

test("ARNs and digests are shortened to what tells them apart", () => {
  const digest = `sha256:${"0a1b".repeat(16)}`;
  const definition = "arn:aws:ecs:us-east-1:123456789012:task-definition/open-webui:2";
  expect(
    shorten(`${definition} runs 123456789012.dkr.ecr.us-east-1.amazonaws.com/open-webui@${digest}`),
  ).toBe("open-webui:2 runs open-webui@sha256:0a1b0a1b0a1b");
  expect(shortId("3da5fd3e-e1b4-4af7-970d-e9ba0ac0da9a_32f4fa90-b2ba-487e-ba7f-37bc73452839")).toBe(
    "3da5fd3e",
  );
  expect(shortId("open-webui-v0.9.1-20261121T124500")).toBe("open-webui-v0.9.1-20261121T124500");
});

test("a user's error says what, why and what to do; a usage error exits with 2", () => {
  const rendered = renderError(
    usageError("no tour cannary", "there is canary", "did you mean canary?"),
    plain,
  );
  expect(rendered.text).toBe("✗ no tour cannary\n  why  there is canary\n  do   did you mean canary?");
  expect(rendered.exitCode).toBe(2);
});

test("an error of AWS keeps its name and says what to do about it", () => {
  const error = Object.assign(new Error("The security token is expired"), {
    name: "ExpiredTokenException",
    $metadata: {},
  });
  const { text, json, exitCode } = renderError(error, plain);
  expect(text).toMatch(
    /^✗ refused: ExpiredTokenException\n {2}why {2}The security token is expired\n {2}do {3}aws sso/,
  );
  expect(json.why).toBe("The security token is expired");
  expect(exitCode).toBe(1);
});
