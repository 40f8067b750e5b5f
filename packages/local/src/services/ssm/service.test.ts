import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { ssm } from "./service.ts";

function withStore() {
  const all = surroundings((world) => [ssm(world)]);
  const events: unknown[] = [];
  all.world.events.subscribe(({ detail }) => events.push(detail));
  const put = (Name: string, Value: string, more: object = {}) =>
    all.call("ssm", "PutParameter", { Name, Value, Type: "String", ...more });
  const get = async (Name: string, more: object = {}) =>
    (await all.call("ssm", "GetParameter", { Name, ...more })).Parameter;
  return { ...all, put, get, events };
}

describe("a parameter", () => {
  test("is read by name, version, label and ARN", async () => {
    const { put, get, call } = withStore();
    expect(await put("/app/colour", "red")).toEqual({ Version: 1, Tier: "Standard" });
    await put("/app/colour", "blue", { Overwrite: true });
    await call("ssm", "LabelParameterVersion", {
      Name: "/app/colour",
      ParameterVersion: 1,
      Labels: ["good"],
    });
    const ARN = "arn:aws:ssm:us-east-1:123456789012:parameter/app/colour";
    expect(await get("/app/colour")).toEqual({
      Name: "/app/colour",
      ARN,
      Type: "String",
      Value: "blue",
      Version: 2,
      LastModifiedDate: new Date(Date.UTC(2026, 0, 1)),
      DataType: "text",
    });
    expect(await get("/app/colour:1")).toMatchObject({ Value: "red", Selector: ":1" });
    expect(await get("/app/colour:good")).toMatchObject({ Value: "red", Selector: ":good" });
    expect(await get(ARN)).toMatchObject({ Value: "blue" });
    expect(await get(`${ARN}:1`)).toMatchObject({ Value: "red" });
    await expect(get("/app/colour:7")).rejects.toMatchObject({ name: "ParameterVersionNotFound" });
    await expect(get("/app")).rejects.toMatchObject({ name: "ParameterNotFound" });
  });

  test("is overwritten only where this is asked for, and never with another type", async () => {
    const { put } = withStore();
    await put("p", "1");
    await expect(put("p", "2")).rejects.toMatchObject({ name: "ParameterAlreadyExists" });
    await expect(put("p", "2", { Overwrite: true, Type: "StringList" })).rejects.toMatchObject({
      name: "HierarchyTypeMismatchException",
    });
    expect(await put("p", "2", { Overwrite: true, Type: undefined })).toMatchObject({ Version: 2 });
  });

  test("that is secure shows its value only when it is to be decrypted", async () => {
    const { put, get } = withStore();
    await put("key", "s3cret", { Type: "SecureString" });
    expect(await get("key", { WithDecryption: true })).toMatchObject({
      Type: "SecureString",
      Value: "s3cret",
    });
    expect((await get("key"))?.Value).not.toContain("s3cret");
  });

  test("keeps its last hundred versions, unless a label holds the oldest", async () => {
    const { put, call } = withStore();
    for (let n = 1; n <= 101; n++) await put("p", `${n}`, { Overwrite: true });
    const { Parameters } = await call("ssm", "GetParameterHistory", { Name: "p" });
    expect(Parameters?.[0]).toMatchObject({ Version: 2, Value: "2", Labels: [] });
    await call("ssm", "LabelParameterVersion", { Name: "p", ParameterVersion: 2, Labels: ["held"] });
    await expect(put("p", "x", { Overwrite: true })).rejects.toMatchObject({
      name: "ParameterMaxVersionLimitExceeded",
    });
  });

  test("carries a label on one version only, and says which labels are none", async () => {
    const { put, call, get } = withStore();
    await put("p", "1");
    await put("p", "2", { Overwrite: true });
    const label = (ParameterVersion: number, ...Labels: string[]) =>
      call("ssm", "LabelParameterVersion", { Name: "p", ParameterVersion, Labels });
    await label(1, "live");
    expect(await label(2, "live", "aws-x", "9")).toEqual({
      ParameterVersion: 2,
      InvalidLabels: ["aws-x", "9"],
    });
    expect(await get("p:live")).toMatchObject({ Value: "2" });
    const off = { Name: "p", ParameterVersion: 2, Labels: ["live", "other"] };
    expect(await call("ssm", "UnlabelParameterVersion", off)).toEqual({
      RemovedLabels: ["live"],
      InvalidLabels: ["other"],
    });
  });

  test("tells the event bus of its changes", async () => {
    const { put, call, events } = withStore();
    await put("p", "1", { Description: "d" });
    await put("p", "2", { Overwrite: true });
    await call("ssm", "DeleteParameter", { Name: "p" });
    expect(events).toEqual(
      ["Create", "Update", "Delete"].map((operation) => ({
        operation,
        name: "p",
        type: "String",
        description: "d",
      })),
    );
  });

  test.each([
    ["aws-thing", "v", {}, "ValidationException"],
    ["/SSM/thing", "v", {}, "ValidationException"],
    ["a b", "v", {}, "ValidationException"],
    ["a/b", "v", {}, "ValidationException"],
    [`${"/a".repeat(16)}`, "v", {}, "HierarchyLevelLimitExceededException"],
    ["p", "", {}, "ValidationException"],
    ["p", "x".repeat(4097), {}, "ValidationException"],
    ["p", "x".repeat(8193), { Tier: "Advanced" }, "ValidationException"],
    ["p", "x", { AllowedPattern: "\\d+" }, "ParameterPatternMismatchException"],
    ["p", "x", { AllowedPattern: "(" }, "InvalidAllowedPatternException"],
    ["p", "x", { Type: undefined }, "ValidationException"],
    ["p", "x", { Policies: "[]" }, "NotImplementedException"],
    ["p", "x", { DataType: "aws:ec2:image" }, "NotImplementedException"],
  ])("%s is refused (%#)", async (name, value, more, error) => {
    const { put } = withStore();
    await expect(put(name, value, more)).rejects.toMatchObject({ name: error });
  });
});

describe("many parameters", () => {
  test("are read together, and those that are not there are named", async () => {
    const { put, call } = withStore();
    await put("a", "1");
    await put("b", "2");
    const { Parameters, InvalidParameters } = await call("ssm", "GetParameters", {
      Names: ["b", "c", "a:9"],
    });
    expect(Parameters).toMatchObject([{ Name: "b", Value: "2" }]);
    expect(InvalidParameters).toEqual(["c", "a:9"]);
    expect(await call("ssm", "DeleteParameters", { Names: ["a", "c"] })).toEqual({
      DeletedParameters: ["a"],
      InvalidParameters: ["c"],
    });
  });

  test("are read by path, one level or all, page by page", async () => {
    const { put, call } = withStore();
    for (let n = 10; n < 23; n++) await put(`/app/p${n}`, `${n}`);
    await put("/app/db/host", "h");
    await put("/apple", "no");
    const first = await call("ssm", "GetParametersByPath", { Path: "/app" });
    expect(first.Parameters).toHaveLength(10);
    const rest = await call("ssm", "GetParametersByPath", { Path: "/app/", NextToken: first.NextToken });
    expect(rest.Parameters?.map(({ Name }) => Name)).toEqual(["/app/p20", "/app/p21", "/app/p22"]);
    const deep = await call("ssm", "GetParametersByPath", { Path: "/app", Recursive: true });
    expect(deep.Parameters?.[0]).toMatchObject({ Name: "/app/db/host" });
  });

  test("are described through filters", async () => {
    const { put, call } = withStore();
    await put("/a/x", "1");
    await put("/a/b/y", "1,2", { Type: "StringList" });
    const names = async (Key: string, Values: string[], Option?: string) => {
      const ParameterFilters = [{ Key, Values, ...(Option && { Option }) }];
      const { Parameters } = await call("ssm", "DescribeParameters", { ParameterFilters });
      return Parameters?.map(({ Name }) => Name);
    };
    expect(await names("Name", ["/a/"], "BeginsWith")).toEqual(["/a/b/y", "/a/x"]);
    expect(await names("Type", ["StringList"])).toEqual(["/a/b/y"]);
    expect(await names("Path", ["/a"])).toEqual(["/a/x"]);
    expect(await names("Path", ["/a"], "Recursive")).toEqual(["/a/b/y", "/a/x"]);
    await expect(names("tag:k", ["v"])).rejects.toThrow("the filter tag:k");
  });

  test("keep tags each", async () => {
    const { put, call } = withStore();
    await put("p", "1", { Tags: [{ Key: "a", Value: "1" }] });
    const of = { ResourceType: "Parameter", ResourceId: "p" } as const;
    await call("ssm", "AddTagsToResource", { ...of, Tags: [{ Key: "b", Value: "2" }] });
    await call("ssm", "RemoveTagsFromResource", { ...of, TagKeys: ["a"] });
    expect(await call("ssm", "ListTagsForResource", of)).toEqual({ TagList: [{ Key: "b", Value: "2" }] });
  });
});

test("the value read is the last one put, and each version reads as it was put", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 20 }),
      async (values) => {
        const { put, get } = withStore();
        for (const value of values) await put("p", value, { Overwrite: true });
        expect((await get("p"))?.Value).toBe(values.at(-1));
        for (const [index, value] of values.entries())
          expect((await get(`p:${index + 1}`))?.Value).toBe(value);
      },
    ),
    { numRuns: 30 },
  );
});
