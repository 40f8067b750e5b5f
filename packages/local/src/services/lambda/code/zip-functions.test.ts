import { expect, test } from "vitest";
import { virtualClock } from "../../../world/clock.ts";
import { caller, given, withFunction, zip } from "./zip.fixture.ts";

test("a function from a zip file runs with its own variables, Lambda's, and keys of its role", async () => {
  const { invoke } = await withFunction(
    `const { TABLE, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, HOME, AWS_LAMBDA_FUNCTION_NAME } = process.env;
     export const handler = async (event, context) => ({ event, env: { TABLE, AWS_REGION, AWS_ACCESS_KEY_ID,
       AWS_ENDPOINT_URL, HOME, AWS_LAMBDA_FUNCTION_NAME }, arn: context.invokedFunctionArn,
       left: context.getRemainingTimeInMillis() > 2000 });`,
    { Environment: { Variables: { TABLE: "orders-table" } } },
  );
  expect((await invoke({ id: 7 })).answer).toEqual({
    event: { id: 7 },
    env: {
      TABLE: "orders-table",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "ASIA1",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_LAMBDA_FUNCTION_NAME: "orders",
    },
    arn: "arn:aws:lambda:us-east-1:123456789012:function:orders",
    left: true,
  });
});

test("a new function is Pending for a second, in which a call is refused", async () => {
  const { create, settle, invoke, world } = given();
  const files = { "index.mjs": "export const handler = async () => 1" };
  expect(await create(files)).toMatchObject({ State: "Pending" });
  await expect(invoke()).rejects.toMatchObject({ name: "ResourceConflictException", statusCode: 409 });
  await settle();
  const got = await world.call("lambda", "GetFunction", { FunctionName: "orders" }, caller);
  expect(got.Configuration).toMatchObject({ State: "Active", Timeout: 3, MemorySize: 128 });
  await expect(create(files)).rejects.toMatchObject({ name: "ResourceConflictException" });
});

test("CommonJS, nested handlers, callbacks of older runtimes and the SDK that Lambda brings all work", async () => {
  const { create, settle, invoke } = given();
  await create(
    {
      "src/app.js": `const { SFNClient } = require("@aws-sdk/client-sfn");
        exports.api = { create: (event, context, done) => setTimeout(() => done(null, typeof SFNClient), 1) };`,
    },
    { Handler: "src/app.api.create", Runtime: "nodejs22.x" },
  );
  await settle();
  expect((await invoke()).answer).toBe("function");
});

test("what a function throws, and how its process ends, is answered as Lambda answers it", async () => {
  const { invoke } = await withFunction(`export const handler = async ({ how }) => {
    if (how === "throw") { const e = new Error("no stock"); e.name = "OutOfStock"; throw e; }
    if (how === "exit") process.exit(3);
    if (how === "uncaught") { setTimeout(() => { throw new TypeError("later"); }, 1); await new Promise(() => {}); }
    return process.pid; };`);
  const first = (await invoke()).answer;
  expect(await invoke({ how: "throw" })).toMatchObject({
    FunctionError: "Unhandled",
    answer: { errorType: "OutOfStock", errorMessage: "no stock" },
  });
  expect((await invoke()).answer).toBe(first);
  expect((await invoke({ how: "exit" })).answer).toEqual({
    errorType: "Runtime.ExitError",
    errorMessage: expect.stringMatching(
      /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3$/,
    ),
  });
  expect((await invoke()).answer).not.toBe(first);
  expect((await invoke({ how: "uncaught" })).answer).toMatchObject({ errorType: "TypeError" });
});

test("an endless loop is cut off at the function's time-out and the next call starts anew", async () => {
  const { invoke } = await withFunction(
    "export const handler = async ({ loop }) => { while (loop); return 'sound'; }",
    { Timeout: 1 },
  );
  expect((await invoke({ loop: true })).answer).toMatchObject({ errorType: "Sandbox.Timedout" });
  expect((await invoke()).answer).toBe("sound");
});

test.each([
  ["missing.handler", "export const handler = 1", "Runtime.ImportModuleError"],
  ["index.other", "export const handler = 1", "Runtime.HandlerNotFound"],
  ["index.handler", "export const handler = ", "Runtime.UserCodeSyntaxError"],
  ["index.handler", "import 'nowhere'; export const handler = 1", "Runtime.ImportModuleError"],
  ["index.handler", "throw new RangeError('at load')", "RangeError"],
])("handler %s of `%s` fails the call with %s", async (Handler, text, errorType) => {
  const { invoke } = await withFunction(text, { Handler });
  expect((await invoke()).answer).toMatchObject({ errorType });
});

test("changed code answers once the change has settled, published versions keep theirs", async () => {
  const clock = virtualClock();
  const { world, create, invoke, settle } = given(clock);
  const call = { FunctionName: "orders" };
  const change = async () => {
    await create({ "index.mjs": "export const handler = async () => 'old'" });
    await settle();
    expect(await world.call("lambda", "PublishVersion", call, caller)).toMatchObject({ Version: "1" });
    const alias = { ...call, Name: "live", FunctionVersion: "1" };
    await world.call("lambda", "CreateAlias", alias, caller);
    const ZipFile = zip({ "index.mjs": "export const handler = async () => 'new'" });
    const updated = await world.call("lambda", "UpdateFunctionCode", { ...call, ZipFile }, caller);
    expect(updated).toMatchObject({ LastUpdateStatus: "InProgress" });
    expect((await invoke()).answer).toBe("old");
    const again = world.call("lambda", "UpdateFunctionConfiguration", { ...call, Timeout: 9 }, caller);
    await expect(again).rejects.toMatchObject({ name: "ResourceConflictException" });
    await settle();
    expect((await invoke()).answer).toBe("new");
    expect(await invoke({}, { Qualifier: "live" })).toMatchObject({ answer: "old", ExecutedVersion: "1" });
    await world.call("lambda", "DeleteFunction", call, caller);
    await expect(invoke()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  };
  await clock.run(change());
});

test("what a function writes stands in the tail of its log, before the report", async () => {
  const { invoke } = await withFunction(
    "export const handler = async () => { console.log('packing'); console.error('slowly'); }",
  );
  const { LogResult = "" } = await invoke({}, { LogType: "Tail" });
  expect(Buffer.from(LogResult, "base64").toString()).toMatch(/^START .*\npacking\nslowly\nEND .*\nREPORT/);
});

test("in virtual time a function in a process takes no time", async () => {
  const clock = virtualClock();
  const { create, settle, invoke } = given(clock);
  const answer = await clock.run(
    (async () => {
      await create({ "index.mjs": "export const handler = async () => 'here'" });
      await settle();
      const before = clock.now();
      return [(await invoke()).answer, clock.now() - before];
    })(),
  );
  expect(answer).toEqual(["here", 0]);
});
