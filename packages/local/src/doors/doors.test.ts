import { createServer, type OutgoingHttpHeaders, request, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCloud } from "../cloud.ts";
import { names } from "../deploy/development.fixture.ts";
import { virtualClock } from "../world/clock.ts";
import { modelPlane } from "../world/plane/model/plane.ts";
import { random } from "../world/random.ts";
import { doors } from "./doors.ts";

let server: Server;
let port: number;

beforeAll(async () => {
  const clock = virtualClock();
  const plane = modelPlane({ clock, random: random(1), imageFor: () => undefined });
  const open = doors(createCloud({ clock, seed: 1, plane }));
  server = createServer((incoming, response) => {
    if (!open(incoming, response)) response.writeHead(299).end("for AWS");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** node:http, because fetch mends paths and hosts. */
const ask = (path: string, { method = "GET", headers = {}, body = "" }: Asked = {}) =>
  new Promise<{ status: number; location: string | undefined; text: string }>((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      const { statusCode: status = 0 } = answer;
      text(answer).then((got) => resolve({ status, location: answer.headers.location, text: got }), reject);
    });
    outgoing.on("error", reject).end(body);
  });

const browser = { accept: "text/html,*/*" };

test("a browser at the root is led to the page; signed and other requests are AWS's", async () => {
  expect(await ask("/", { headers: browser })).toMatchObject({ status: 302, location: "/console/" });
  expect(await ask("/")).toMatchObject({ status: 299 });
  const authorization = "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request";
  expect(await ask("/", { headers: { ...browser, authorization } })).toMatchObject({ status: 299 });
  expect(await ask("/console/key", { headers: { authorization } })).toMatchObject({ status: 299 });
  expect(await ask("/?Action=GetCallerIdentity", { method: "POST" })).toMatchObject({ status: 299 });
});

test.each(["//", "/_signalbox/%zz", "/_signalbox/faults/%zz", "/console/%00", "/console/../../package.json"])(
  "%s is answered, not stumbled over",
  async (path) => {
    const { status, text: got } = await ask(path, { method: path.includes("faults") ? "DELETE" : "GET" });
    expect(status).toBeGreaterThanOrEqual(200);
    expect(got).not.toContain('"workspaces"');
  },
);

test("a page of another origin, or one that came under another name, does nothing", async () => {
  const body = JSON.stringify({
    region: "us-east-1",
    repository: names.repository("open-webui"),
    behaviour: "good",
  });
  const push = (headers: OutgoingHttpHeaders) => ask("/_signalbox/images", { method: "POST", headers, body });
  expect(await push({ origin: "http://evil.example" })).toMatchObject({ status: 403 });
  expect(await push({ host: "evil.example" })).toMatchObject({ status: 403 });
  expect(await ask("/_signalbox/stream", { headers: { host: "evil.example" } })).toMatchObject({
    status: 403,
  });
  // From here it is heard, and fails for another reason: nothing is deployed.
  expect((await push({ origin: `http://127.0.0.1:${port}` })).text).toContain("RepositoryNotFoundException");
});

test("what a door cannot read is refused with the field at fault", async () => {
  const post = (path: string, body: string) => ask(`/_signalbox/${path}`, { method: "POST", body });
  expect(await post("decisions", "{")).toMatchObject({ status: 400 });
  const decision = { region: "us-east-1", release: "r", group: "g", action: "abort", reason: " " };
  expect((await post("decisions", JSON.stringify(decision))).text).toContain("a reason is required");
  expect((await post("nowhere", "{}")).status).toBe(404);
  const plan = { region: "us-east-1", workflow: "release", input: {} };
  expect(await post("plan", JSON.stringify(plan))).toMatchObject({ status: 404 });
});
