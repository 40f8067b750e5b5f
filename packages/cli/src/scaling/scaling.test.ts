import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { typed } from "../program.fixture.ts";
import { minuteOf, momentOf } from "./moment.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Four hours in which demand doubles for a while, three replicas' worth of it at most. */
function traceFile(): string {
  const file = join(folder, "trace.csv");
  const lines = Array.from({ length: 240 }, (_, minute) => {
    const requests = minute >= 150 && minute < 180 ? 480 : 240;
    return `${minute},${requests},${requests * 400},${requests * 140}`;
  });
  writeFileSync(file, `minute,requests,input_tokens,output_tokens\n${lines.join("\n")}\n`);
  return file;
}

test("a trace is compared: every policy and the oracle, none cheaper than it at the objective", async () => {
  const plot = join(folder, "replicas.svg");
  const { code, out, err } = await typed(["scale", "simulate", "--trace", traceFile(), "--plot", plot]);
  expect({ code, err: err.split("\n").length }).toEqual({ code: 0, err: 7 });
  expect(out).toMatch(/^Signalbox, its one setting .*%/m);
  expect(out).toMatch(/^KEDA-like +0\.\d+ .*%/m);
  expect(out).toMatch(/^oracle, which knows the future +\d+\.\d +1\.00/m);
  expect(readFileSync(plot, "utf8").match(/<polyline/g)).toHaveLength(6);
  const { runs, oracleHours } = JSON.parse(
    (await typed(["scale", "simulate", "--trace", traceFile(), "--json"])).out,
  );
  for (const { attainment, gpuHours } of runs)
    if (attainment >= 0.99) expect(gpuHours).toBeGreaterThanOrEqual(oracleHours);
});

test("what replicas hold and cost changes the bill", async () => {
  const hours = async (...profile: string[]) =>
    JSON.parse(
      (await typed(["scale", "simulate", "--trace", traceFile(), "--profile", ...profile, "--json"])).out,
    ).oracleHours;
  expect(await hours("slots=32")).toBeLessThan(await hours("slots=8"));
});

test("with none at least, a quiet night costs less, its first request waits through a start, and why is explained", async () => {
  const file = join(folder, "night.csv");
  const lines = Array.from({ length: 960 }, (_, minute) => {
    const requests = minute < 120 || minute === 900 ? 6 : 0;
    return `${minute},${requests},${requests * 400},${requests * 140}`;
  });
  writeFileSync(file, `minute,requests,input_tokens,output_tokens\n${lines.join("\n")}\n`);
  const asked = ["scale", "simulate", "--trace", file, "--from", "60", "--json"];
  const [one, none] = await Promise.all(
    ["1", "0"].map(async (least) => JSON.parse((await typed([...asked, "--least", least])).out)),
  );
  expect(none.runs[0].gpuHours).toBeLessThan(one.runs[0].gpuHours / 2);
  expect(none.runs[0].gpuHours).toBeGreaterThanOrEqual(none.oracleHours);
  expect(one.runs[0].p99Wait).toBeLessThan(10);
  expect(none.runs[0].p99Wait).toBeGreaterThan(200);
  const explained = await typed(["scale", "explain", "--trace", file, "--least", "0", "--at", "0d13:20"]);
  expect(explained.out).toMatch(/nothing is asked for; the first request that is held starts one/);
});

/** The big one is cheaper by the slot, and only one can be had. */
const types = ["--gpu", "small:usdPerHour=2", "--gpu", "big:slots=48,usdPerHour=1.5,most=1"];

test("types of GPU are played each alone and mixed, and the mix costs least of those that serve in time", async () => {
  const asked = ["scale", "simulate", "--trace", traceFile(), ...types];
  expect((await typed(asked)).out).toMatch(/^mixed +\d.*%.*\$.* +small \d+\.\d, big \d+\.\d$/m);
  const { mixes } = JSON.parse((await typed([...asked, "--json"])).out);
  const [small, , mixed] = mixes;
  expect(mixes.map(({ name }: { name: string }) => name)).toEqual(["small", "big", "mixed"]);
  expect(mixed.attainment).toBeGreaterThanOrEqual(0.99);
  expect(mixed.usd).toBeLessThan(small.usd);
});

test("a type that is played alone costs what the planner's own row says of the same replicas", async () => {
  const { runs, mixes, profile } = JSON.parse(
    (await typed(["scale", "simulate", "--trace", traceFile(), "--gpu", "same", "--json"])).out,
  );
  expect(mixes[0].usd).toBeCloseTo(runs[0].gpuHours * profile.usdPerHour);
  expect(mixes[0].attainment).toBe(runs[0].attainment);
});

test("explain says which type of GPU binds, and what the budget leaves", async () => {
  const explained = async (...more: string[]) =>
    (
      await typed(["scale", "explain", "--trace", traceFile(), "--at", "0d02:45", ...types, ...more])
    ).out.replaceAll(/\s+/g, " ");
  expect(await explained()).toMatch(/1 × big.* The most of big binds\./);
  expect(await explained("--budget", "1.6")).toMatch(
    /It lacks as much as \d.* × small serve\. The budget binds\./,
  );
});

test("a minute's decision says what it rests on, and a minute outside the trace is refused", async () => {
  const asked = ["scale", "explain", "--trace", traceFile()];
  const { code, out } = await typed([...asked, "--at", "0d02:45"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^> 0d02:45 /m);
  expect(out.replaceAll(/\s+/g, " ")).toMatch(/\d+ replicas \(\d+ ready, \d+ starting\): .*One more: /);
  const late = await typed([...asked, "--at", "9d00:00"]);
  expect(late).toMatchObject({ code: 2, out: "" });
  expect(late.err).toContain("the trace goes from 0d00:01 to 0d04:00");
});

test.each([
  [["simulate", "--trace", "nowhere.csv"], "nowhere.csv cannot be read"],
  [["simulate", "--trace", traceFile(), "--profile", "slts=3"], "did you mean slots?"],
  [["simulate", "--trace", traceFile(), "--profile", "slots=0"], "--profile slots cannot be 0"],
  [["simulate", "--trace", traceFile(), "--profile", "slots=many"], "it is no number"],
  [["simulate", "--trace", traceFile(), "--budget", "much"], "it is no number"],
  [["simulate", "--trace", traceFile(), "--seed", "1.5"], "it is no whole number"],
  [["simulate", "--trace", traceFile(), "--profile", "slots=1.5"], "it is no whole number"],
  [
    ["simulate", "--trace", traceFile(), "--budget", "3"],
    "--budget bounds types of GPU, and there is no --gpu",
  ],
  [["explain", "--trace", traceFile(), "--at", "5", "--spot-share", "0.5"], "there is no --gpu"],
  [["explain", "--trace", traceFile(), "--at", "0d25:00"], "write it as 3d08:15"],
  [["simulate", "--trace", traceFile(), "--plot", "/nowhere/x.svg"], "there is no such folder"],
  [["simulate", "--trace", traceFile(), "--gpu", ":most=1"], "it wants a name"],
  [["simulate", "--trace", traceFile(), "--gpu", "a:most=0"], "--gpu most cannot be 0"],
  [["explain", "--trace", traceFile(), "--at", "5", "--gpu", "a", "a"], "--gpu names a twice"],
  [["simulate", "--trace", traceFile(), "--from", "soon"], "write it as 3d08:15"],
  [["simulate", "--trace", traceFile(), "--from", "1d00:00"], "the trace ends at 0d04:00"],
  [["explain", "--trace", join(folder, "..", "program.ts"), "--at", "5"], "cannot be read"],
])("what cannot be played is a usage error: %j", async (args, message) => {
  const { code, out, err } = await typed(["scale", ...args]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.replaceAll(/\s+/g, " ")).toContain(message);
});

const lines = (...rows: readonly string[]): string => {
  const file = join(folder, "wrong.csv");
  writeFileSync(file, rows.join("\n"));
  return file;
};

test.each([
  [[], "it has no line of minute,requests,input_tokens,output_tokens"],
  [["0,1,many,1"], 'line 1 is "0,1,many,1", not minute'],
  [["0,9,9,9", "0,9,9,9"], "line 2 is of minute 0, which does not come after 0"],
])("a trace of %j is refused with its name and line, whoever is to play it", async (rows, why) => {
  const file = lines(...rows);
  for (const args of [
    ["scale", "simulate", "--trace", file],
    ["scale", "explain", "--trace", file, "--at", "1"],
    ["load", "replay", file],
  ]) {
    const { code, out, err } = await typed(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.replaceAll(/\s+/g, " ")).toContain(`${file} is no trace why ${why}`);
  }
});

test("a load that would begin after its trace is a usage error, before any cloud is asked", async () => {
  const { code, err } = await typed(["load", "replay", traceFile(), "--from", "1d00:00"]);
  expect(code).toBe(2);
  expect(err.replaceAll(/\s+/g, " ")).toContain(
    "nothing would be played from 1d00:00 on why the trace ends at 0d04:00",
  );
});

test("a moment is read as it is written", () => {
  fc.assert(fc.property(fc.nat(30 * 1440), (minute) => minuteOf(momentOf(minute)) === minute));
  expect([minuteOf("3d08:15"), minuteOf("4815"), minuteOf("08:15")]).toEqual([4815, 4815, 495]);
});
