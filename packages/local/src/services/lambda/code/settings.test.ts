import { expect, test } from "vitest";
import { caller, given, withFunction } from "./zip.fixture.ts";

test.each([
  [{ Code: { ZipFile: new Uint8Array([1, 2, 3]) } }, "InvalidParameterValueException", "Could not unzip"],
  [{ Code: {} }, "InvalidParameterValueException", "Please provide a source"],
  [{ Code: { S3Bucket: "b" } }, "NotImplementedException", "S3Bucket"],
  [{ Runtime: "python3.13" as const }, "NotImplementedException", "python3.13"],
  [{ Timeout: 901 }, "ValidationException", "less than or equal to 900"],
  [{ Role: "admin" }, "ValidationException", "'role'"],
  [{ Environment: { Variables: { AWS_REGION: "x" } } }, "InvalidParameterValueException", "AWS_REGION"],
  [{ Layers: ["arn:l"] }, "NotImplementedException", "Layers"],
  [{ Publish: true }, "NotImplementedException", "Publish"],
  [
    { Architectures: ["x86_64" as const, "arm64" as const] },
    "InvalidParameterValueException",
    "Architectures",
  ],
])("%j is refused with %s", async (setting, name, message) => {
  const { create } = given();
  const refused = create({ "index.mjs": "" }, setting);
  await expect(refused).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
});

test("permissions are kept and shown as a policy", async () => {
  const { world } = await withFunction("export const handler = 1");
  const call = { FunctionName: "orders" };
  const permission = {
    ...call,
    StatementId: "events",
    Action: "lambda:InvokeFunction",
    Principal: "events.amazonaws.com",
    SourceArn: "arn:aws:events:us-east-1:123456789012:rule/r",
  };
  await world.call("lambda", "AddPermission", permission, caller);
  const { Policy = "" } = await world.call("lambda", "GetPolicy", call, caller);
  expect(JSON.parse(Policy).Statement).toEqual([
    {
      Sid: "events",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: "arn:aws:lambda:us-east-1:123456789012:function:orders",
      Condition: { ArnLike: { "AWS:SourceArn": permission.SourceArn } },
    },
  ]);
  await world.call("lambda", "RemovePermission", { ...call, StatementId: "events" }, caller);
  await expect(world.call("lambda", "GetPolicy", call, caller)).rejects.toThrow("does not exist");
});

test("tags of a function are kept, changed and removed", async () => {
  const { world, create } = given();
  await create({ "index.mjs": "" }, { Tags: { team: "shop", old: "1" } });
  const Resource = "arn:aws:lambda:us-east-1:123456789012:function:orders";
  await world.call("lambda", "TagResource", { Resource, Tags: { team: "orders" } }, caller);
  await world.call("lambda", "UntagResource", { Resource, TagKeys: ["old"] }, caller);
  expect(await world.call("lambda", "ListTags", { Resource }, caller)).toEqual({ Tags: { team: "orders" } });
});

test("a change of another revision than the one that stands is refused", async () => {
  const { world } = await withFunction("export const handler = 1");
  const call = { FunctionName: "orders", Timeout: 9 };
  const change = (RevisionId: string) =>
    world.call("lambda", "UpdateFunctionConfiguration", { ...call, RevisionId }, caller);
  await expect(change("stale")).rejects.toMatchObject({ name: "PreconditionFailedException" });
  const { RevisionId = "" } = await world.call("lambda", "GetFunctionConfiguration", call, caller);
  expect(await change(RevisionId)).toMatchObject({ Timeout: 9 });
});
