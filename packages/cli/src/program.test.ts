import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { type Run, typed } from "./program.fixture.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Runs what was typed in this process; nothing listens at the endpoint unless the test says so. */
const signalbox = (args: readonly string[]): Promise<Run> =>
  typed(args, { SIGNALBOX_ENDPOINT: "http://127.0.0.1:1" });

/** Runs the command as a shell does. */
function spawned(args: readonly string[]): Promise<Run> {
  const env = { PATH: process.env.PATH, NO_COLOR: "1", SIGNALBOX_ENDPOINT: "http://127.0.0.1:1" };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function eventFile(event: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-"));
  closers.push(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "event.json");
  writeFileSync(file, typeof event === "string" ? event : JSON.stringify(event));
  return file;
}

const push = { source: "aws.ecr", "detail-type": "ECR Image Action", detail: { "action-type": "PUSH" } };

test("help lists the commands with exit codes, and each command's help has examples", async () => {
  const [whole, one] = await Promise.all([signalbox(["--help"]), signalbox(["history", "--help"])]);
  expect(whole.code).toBe(0);
  expect(whole.out).toContain("5 rolled back");
  expect(whole.out).not.toMatch(/^ {2}[a-z]+ *$/m);
  expect(one.code).toBe(0);
  expect(one.out).toContain("$ signalbox history latest");
});

test.each([
  [["hsitory"], "Did you mean history?"],
  [["history", "latest", "--jsn"], "Did you mean --json?"],
  [["start", "--tour", "cannary"], "did you mean canary?"],
  [["start", "--clock", "fast"], "world seconds in a real second"],
  [["start", "--port", "99999"], "from 0 to 65535"],
  [["release", "open-webui", "--image", "v1", "--set", "bakeSecond=4"], "did you mean bakeSeconds?"],
  [["abort", "latest"], "abort wants --reason"],
  [
    ["backup", "plan", "vectors", "--time", "2026-11-21T21:59:00Z"],
    "it is database, files, configuration, secrets or all",
  ],
  [["backup", "plan", "files", "--time", "2026-11-21T21:59:00"], "a moment with its zone"],
  [["backup", "restore", "files", "--point", "a"], "backup restore wants --reason"],
  [["backup", "approve", "latest"], "backup approve wants --reason"],
  [["history"], "missing required argument 'release'"],
  [["backup", "start"], "signalbox backup start --help shows examples"],
  [["history", "latest", "--aws", "--endpoint", "http://x:1"], "contradict each other"],
])("%j is a usage error that helps", async (args, help) => {
  const { code, out, err } = await signalbox(args);
  expect(err).toContain(help);
  expect(out).toBe("");
  expect(code).toBe(2);
});

test("the process exits with the command's code, and keeps data and talk apart", async () => {
  const [help, usage, failed] = await Promise.all([
    spawned(["list", "--help"]),
    spawned(["list", "--jsn"]),
    spawned(["list", "--json"]),
  ]);
  expect(help).toMatchObject({ code: 0, err: "" });
  expect(usage).toMatchObject({ code: 2, out: "" });
  expect(failed.code).toBe(1);
  expect(failed.err).toContain("nobody answers");
  expect(JSON.parse(failed.out)).toHaveProperty("error.remedy");
});

test("where nobody answers, the error says how to start the local cloud; --json says it on stdout too", async () => {
  const { code, out, err } = await signalbox(["history", "latest", "--json"]);
  expect(err).toMatch(/nobody answers at the cloud at http:\/\/127\.0\.0\.1:1/);
  expect(err).toContain("npm start");
  expect(JSON.parse(out)).toMatchObject({ error: { why: "the connection was refused" } });
  expect(code).toBe(1);
});

test("events put sends the event of the file, and says what the cloud said", async () => {
  const bodies: string[] = [];
  const endpoint = await answering(async (request, response) => {
    bodies.push(`${request.method} ${request.url} ${(await request.toArray()).join("")}`);
    response.writeHead(bodies.length === 1 ? 200 : 400).end('{"error":"source: no such service"}');
  });
  const args = ["events", "put", eventFile(push), "--endpoint", endpoint];
  expect(await signalbox(args)).toMatchObject({ code: 0, out: "" });
  const refused = await signalbox(args);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("source: no such service");
  expect(bodies[0]).toBe(`POST /_signalbox/events ${JSON.stringify(push)}`);
});

test.each([
  ["{", "is no JSON"],
  [{ ...push, DetailType: "x" }, "it has no key DetailType: did you mean detail-type?"],
  [[push], "an event is one JSON object"],
])("events put refuses the file %j before anything is sent", async (event, reason) => {
  const { code, err } = await signalbox(["events", "put", eventFile(event)]);
  expect(err).toContain(reason);
  expect(code).toBe(2);
});

test("events put is refused on AWS", async () => {
  const { code, err } = await signalbox(["events", "put", eventFile(push), "--aws"]);
  expect(err).toContain("nobody but a service itself");
  expect(code).toBe(2);
});
