import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import { caller, given, withFunction, zip } from "./code/zip.fixture.ts";

const call = { FunctionName: "orders" };

test("a zip function comes back with its versions, aliases, policy and tags, and runs", async () => {
  const before = await withFunction("export const handler = async () => process.env.MODE", {
    Environment: { Variables: { MODE: "one" } },
    Tags: { team: "shop" },
  });
  await before.world.call("lambda", "PublishVersion", call, caller);
  await before.world.call("lambda", "CreateAlias", { ...call, Name: "live", FunctionVersion: "1" }, caller);
  const permission = { StatementId: "e", Action: "lambda:InvokeFunction", Principal: "events.amazonaws.com" };
  await before.world.call("lambda", "AddPermission", { ...call, ...permission }, caller);
  const Environment = { Variables: { MODE: "two" } };
  await before.world.call("lambda", "UpdateFunctionConfiguration", { ...call, Environment }, caller);
  const parts = before.service.memory?.save() ?? new Map();

  const after = given();
  await after.service.memory?.restore(deserialize(serialize(parts)));
  expect((await after.invoke()).answer).toBe("two");
  expect(await after.invoke({}, { Qualifier: "live" })).toMatchObject({
    answer: "one",
    ExecutedVersion: "1",
  });
  expect(await after.world.call("lambda", "GetFunction", call, caller)).toMatchObject({
    Configuration: { State: "Active", Handler: "index.handler" },
    Tags: { team: "shop" },
  });
  const { Policy = "" } = await after.world.call("lambda", "GetPolicy", call, caller);
  expect(Policy).toContain("events.amazonaws.com");
  expect(await after.world.call("lambda", "PublishVersion", call, caller)).toMatchObject({ Version: "2" });
});

test("code that has not changed is the same object in each save", async () => {
  const { service, world } = await withFunction("export const handler = 1");
  const codes = () =>
    [...(service.memory?.save() ?? [])].filter(([key]) => key.startsWith("code/")).map(([, bytes]) => bytes);
  const first = codes();
  expect(first).toHaveLength(1);
  expect(codes()[0]).toBe(first[0]);
  const ZipFile = zip({ "index.mjs": "export const handler = 2" });
  await world.call("lambda", "UpdateFunctionCode", { ...call, ZipFile }, caller);
  expect(codes()[0]).not.toBe(first[0]);
});
