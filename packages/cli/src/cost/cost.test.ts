import { expect, test } from "vitest";
import { typed } from "../program.fixture.ts";

const cost = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  typed(["cost", ...args], env);

test("a stage's cost is said by layer and region, with its caveat and what no workflow does yet", async () => {
  const { code, out } = await cost(["--stage", "staging"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^staging costs about \$\d+\.\d\d a month$/m);
  expect(out).toMatch(/^LAYER +US-EAST-1 +GLOBAL +EU-WEST-1 +TOTAL$/m);
  expect(out).toMatch(/^compute +\$/m);
  expect(out).toMatch(/for a release of open-webui: \d+ transitions, \d+ Lambda calls/);
  expect(out).toMatch(/\d+ of the \d+ prices in the sum are unverified/);
});

test("--json is every item, and its items make the total", async () => {
  const { items, total, usage, rows } = JSON.parse((await cost(["--json"])).out);
  const sum = items.reduce((all: number, { monthly }: { monthly: number }) => all + monthly, 0);
  expect(sum).toBeCloseTo(total, 6);
  expect(usage).toMatchObject({ requests: 3_000_000 });
  expect(rows.unverified).toContain("t4g.nano (us-east-1)");
});

test("more use costs more, and a cheaper configuration less", async () => {
  const total = async (args: readonly string[], env = {}) =>
    JSON.parse((await cost(["--stage", "production", "--json", ...args], env)).out).total;
  const usual = await total([]);
  expect(await total(["--usage", "gbOut=5000", "acuAverage=8"])).toBeGreaterThan(usual);
  expect(await total([], { SIGNALBOX__network__nat: "single" })).toBeLessThan(usual);
});

test("a usage that there is not, or that is no number, is a usage error that says what there is", async () => {
  const wrong = await cost(["--usage", "reqests=5"]);
  expect(wrong).toMatchObject({ code: 2, out: "" });
  expect(wrong.err).toContain("did you mean requests?");
  expect(await cost(["--usage", "requests=many"])).toMatchObject({ code: 2, out: "" });
  expect(await cost(["--usage", "requests"])).toMatchObject({ code: 2, out: "" });
});

test("a region without prices is refused with those that have some", async () => {
  const regions = [{ region: "eu-central-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 }];
  const { code, out, err } = await cost([], { SIGNALBOX__regions: JSON.stringify(regions) });
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err.replaceAll(/\s+/g, " ")).toContain(
    "there is no price of anything in eu-central-1: the table has us-east-1, eu-west-1, ap-southeast-1",
  );
});
