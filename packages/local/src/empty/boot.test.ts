import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realClock } from "../world/clock.ts";
import { bootEmpty, type EmptyCloud, type EmptyOptions } from "./boot.ts";

const caller = { region: "eu-central-1", principal: { kind: "person" } } as const;

let folder: string;
let running: EmptyCloud | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-empty-"));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function start(options: Partial<EmptyOptions>): Promise<EmptyCloud> {
  const { region } = caller;
  running = await bootEmpty({ clock: realClock(), port: 0, seed: 1, region, throttle: false, ...options });
  return running;
}

async function invoke({ cloud }: EmptyCloud, FunctionName: string): Promise<unknown> {
  const { Payload } = await cloud.world.call("lambda", "Invoke", { FunctionName }, caller);
  return JSON.parse(Payload?.transformToString() ?? "");
}

test("an empty cloud has nothing in it", async () => {
  const { cloud, endpoint } = await start({});
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await cloud.world.call("lambda", "ListFunctions", {}, caller)).Functions).toEqual([]);
  expect((await cloud.world.call("states", "ListStateMachines", {}, caller)).stateMachines).toEqual([]);
  expect((await cloud.world.call("ecs", "ListClusters", {}, caller)).clusterArns).toEqual([]);
});

test("modules and sub-folders that speak of a handler become functions, helpers and tests do not", async () => {
  write({
    "pack.ts":
      'import { label } from "./_label.ts"; export const handler = async (): Promise<string> => label;',
    "_label.ts": 'export const label: string = "fragile"; // for each handler',
    "pack.test.ts": "handler",
    "money.mjs": "export const cents = (n) => n * 100;",
    "charge/index.cjs": "exports.handler = async () => process.cwd().endsWith('charge');",
    "node_modules/x/index.js": "exports.handler = 1",
  });
  const cloud = await start({ functions: folder });
  expect(cloud.functions.map((arn) => arn.split(":").at(-1))).toEqual(["charge", "pack"]);
  expect(await invoke(cloud, "pack")).toBe("fragile");
  expect(await invoke(cloud, "charge")).toBe(true);
});

test("a changed file takes effect at a later call", async () => {
  write({ "greet.mjs": "export const handler = async () => 'old'" });
  const cloud = await start({ functions: folder });
  expect(await invoke(cloud, "greet")).toBe("old");
  write({ "greet.mjs": "export const handler = async () => 'new'" });
  await expect.poll(() => invoke(cloud, "greet"), { timeout: 120_000 }).toBe("new");
});

test("machines are named after their files, and one that is wrong is named in the error", async () => {
  const machine = { QueryLanguage: "JSONata", StartAt: "A", States: { A: { Type: "Succeed" } } };
  write({ "good.asl.json": JSON.stringify(machine), "notes.json": "{}" });
  expect((await start({ machines: folder })).machines).toEqual([
    "arn:aws:states:eu-central-1:123456789012:stateMachine:good",
  ]);
  await running?.stop();
  write({ "bad.asl.json": "{}" });
  await expect(start({ machines: folder })).rejects.toThrow(
    /^bad\.asl\.json: Invalid State Machine Definition/,
  );
});

test("a folder with no function in it is refused", async () => {
  await expect(start({ functions: folder })).rejects.toThrow("has no module that exports a handler");
});

test("calls beyond AWS's published rates are refused where that is asked for", async () => {
  const calls = async ({ cloud }: EmptyCloud) => {
    const call = () => cloud.world.call("elasticloadbalancing", "DescribeLoadBalancers", {}, caller);
    const ends = await Promise.allSettled(Array.from({ length: 100 }, call));
    return ends.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
  };
  expect(await calls(await start({}))).toEqual([]);
  await running?.stop();
  const refused = await calls(await start({ throttle: true }));
  expect(refused.length).toBeGreaterThan(50);
  expect(new Set(refused)).toEqual(new Set(["ThrottlingException: Rate exceeded"]));
});
