import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { secretsmanager } from "./service.ts";

const dayMs = 86_400_000;

async function withSecret() {
  const all = surroundings((world) => [secretsmanager(world)]);
  const { call } = all;
  const SecretId = "app/db";
  const made = await call("secretsmanager", "CreateSecret", {
    Name: SecretId,
    SecretString: "one",
    ClientRequestToken: "v1",
    Description: "the Database",
    Tags: [{ Key: "team", Value: "chat" }],
  });
  const put = (SecretString: string, ClientRequestToken: string, more: object = {}) =>
    call("secretsmanager", "PutSecretValue", { SecretId, SecretString, ClientRequestToken, ...more });
  const get = (more: object = {}) => call("secretsmanager", "GetSecretValue", { SecretId, ...more });
  const stages = async () =>
    (await call("secretsmanager", "DescribeSecret", { SecretId })).VersionIdsToStages;
  return { ...all, SecretId, made, put, get, stages };
}

describe("a secret's value", () => {
  test("is read by name, ARN and ARN without its end", async () => {
    const { made, get } = await withSecret();
    expect(made).toEqual({
      ARN: expect.stringMatching(
        /^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/db-[0-9a-f]{6}$/,
      ),
      Name: "app/db",
      VersionId: "v1",
    });
    expect(await get()).toEqual({
      ...made,
      SecretString: "one",
      VersionStages: ["AWSCURRENT"],
      CreatedDate: new Date(Date.UTC(2026, 0, 1)),
    });
    expect(await get({ SecretId: made.ARN })).toMatchObject({ SecretString: "one" });
    expect(await get({ SecretId: made.ARN?.slice(0, -7) })).toMatchObject({ SecretString: "one" });
    await expect(get({ SecretId: "none" })).rejects.toThrow(
      "Secrets Manager can't find the specified secret.",
    );
  });

  test("passes from current to previous, and is forgotten after that", async () => {
    const { put, get, stages } = await withSecret();
    await put("two", "v2");
    expect(await stages()).toEqual({ v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT"] });
    await put("three", "v3");
    expect(await stages()).toEqual({ v2: ["AWSPREVIOUS"], v3: ["AWSCURRENT"] });
    expect(await get({ VersionStage: "AWSPREVIOUS" })).toMatchObject({ SecretString: "two" });
    expect(await get({ VersionId: "v1" })).toMatchObject({ SecretString: "one", VersionStages: [] });
    await expect(get({ VersionStage: "AWSPENDING" })).rejects.toThrow("for staging label: AWSPENDING");
    await expect(get({ VersionId: "v1", VersionStage: "AWSCURRENT" })).rejects.toThrow("not associated");
  });

  test("that waits as pending becomes current when its label is moved", async () => {
    const { put, get, stages, call, SecretId } = await withSecret();
    await put("two", "v2", { VersionStages: ["AWSPENDING"] });
    expect(await get()).toMatchObject({ SecretString: "one" });
    const move = (more: object) =>
      call("secretsmanager", "UpdateSecretVersionStage", { SecretId, VersionStage: "AWSCURRENT", ...more });
    await expect(move({ MoveToVersionId: "v2" })).rejects.toThrow("attached to version v1");
    await expect(move({ RemoveFromVersionId: "v1" })).rejects.toThrow("can't be completely removed");
    await move({ MoveToVersionId: "v2", RemoveFromVersionId: "v1" });
    await move({ VersionStage: "AWSPENDING", RemoveFromVersionId: "v2" });
    expect(await stages()).toEqual({ v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT"] });
  });

  test("is put once by a token, and another value under it is refused", async () => {
    const { put, stages, made, call } = await withSecret();
    await put("two", "v2");
    await put("three", "v3");
    expect(await put("two", "v2")).toMatchObject({ VersionId: "v2" });
    expect(await stages()).toMatchObject({ v3: ["AWSCURRENT"] });
    await expect(put("other", "v2")).rejects.toMatchObject({ name: "ResourceExistsException" });
    const again = { Name: "app/db", SecretString: "one", ClientRequestToken: "v1" };
    expect(await call("secretsmanager", "CreateSecret", again)).toEqual(made);
  });

  test("may be bytes", async () => {
    const { call, SecretId, get } = await withSecret();
    const SecretBinary = Uint8Array.of(0, 255);
    await call("secretsmanager", "UpdateSecret", { SecretId, SecretBinary });
    const answer = await get();
    expect(answer).toMatchObject({ SecretBinary });
    expect(answer).not.toHaveProperty("SecretString");
  });

  test("always has exactly one current version, and at most one previous, which was current before", async () => {
    const values = fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(values, async (puts) => {
        const { put, stages, get } = await withSecret();
        let [current, previous]: [string, string | undefined] = ["one", undefined];
        const seen = new Set<number>();
        for (const [n, pending] of puts) {
          await put(`value ${n}`, `token ${n}`, pending ? { VersionStages: ["AWSPENDING"] } : {});
          if (!seen.has(n) && !pending) [current, previous] = [`value ${n}`, current];
          seen.add(n);
        }
        const all = Object.values((await stages()) ?? {}).flat();
        expect(all.filter((stage) => stage === "AWSCURRENT")).toHaveLength(1);
        expect((await get()).SecretString).toBe(current);
        if (previous !== undefined)
          expect((await get({ VersionStage: "AWSPREVIOUS" })).SecretString).toBe(previous);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a secret", () => {
  test("that is deleted can be restored within its window, and is gone after it", async () => {
    const { call, SecretId, get, pass } = await withSecret();
    const { DeletionDate } = await call("secretsmanager", "DeleteSecret", {
      SecretId,
      RecoveryWindowInDays: 7,
    });
    expect(DeletionDate).toEqual(new Date(Date.UTC(2026, 0, 8)));
    await expect(get()).rejects.toThrow("marked for deletion");
    await expect(call("secretsmanager", "CreateSecret", { Name: SecretId })).rejects.toThrow(
      "already scheduled for deletion",
    );
    expect(await call("secretsmanager", "DescribeSecret", { SecretId })).toHaveProperty("DeletedDate");
    expect(await call("secretsmanager", "ListSecrets", {})).toEqual({ SecretList: [] });
    await call("secretsmanager", "RestoreSecret", { SecretId });
    expect(await get()).toMatchObject({ SecretString: "one" });
    await call("secretsmanager", "DeleteSecret", { SecretId });
    await pass(30 * dayMs);
    await expect(get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await call("secretsmanager", "CreateSecret", { Name: SecretId });
  });

  test("can be deleted without recovery, and then made anew", async () => {
    const { call, SecretId, stages } = await withSecret();
    await call("secretsmanager", "DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true });
    await expect(stages()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await call("secretsmanager", "CreateSecret", { Name: SecretId });
    expect(await stages()).toEqual({});
  });

  test.each([
    [{ RecoveryWindowInDays: 6 }, "between 7 and 30 days"],
    [{ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }, "in conjunction with"],
  ])("is not deleted with %j", async (input, error) => {
    const { call, SecretId } = await withSecret();
    await expect(call("secretsmanager", "DeleteSecret", { SecretId, ...input })).rejects.toThrow(error);
  });

  test("is listed through filters", async () => {
    const { call } = await withSecret();
    await call("secretsmanager", "CreateSecret", { Name: "other" });
    const names = async (Key: string, ...Values: string[]) => {
      const { SecretList } = await call("secretsmanager", "ListSecrets", {
        Filters: [{ Key: Key as "all", Values }],
        SortOrder: "asc",
      });
      return SecretList?.map(({ Name }) => Name);
    };
    expect(await names("name", "app/")).toEqual(["app/db"]);
    expect(await names("name", "!app/")).toEqual(["other"]);
    expect(await names("description", "data")).toEqual(["app/db"]);
    expect(await names("tag-value", "chat")).toEqual(["app/db"]);
    expect(await names("all", "o", "team")).toEqual(["app/db", "other"]);
    await expect(names("owning-service", "x")).rejects.toThrow("the filter owning-service");
  });

  test("keeps tags, and lists its versions", async () => {
    const { call, SecretId, put } = await withSecret();
    await put("two", "v2");
    await put("three", "v3");
    await call("secretsmanager", "TagResource", { SecretId, Tags: [{ Key: "a", Value: "b" }] });
    await call("secretsmanager", "UntagResource", { SecretId, TagKeys: ["team"] });
    const { Tags } = await call("secretsmanager", "DescribeSecret", { SecretId });
    expect(Tags).toEqual([{ Key: "a", Value: "b" }]);
    const ids = async (IncludeDeprecated: boolean) => {
      const listed = await call("secretsmanager", "ListSecretVersionIds", { SecretId, IncludeDeprecated });
      return listed.Versions?.map(({ VersionId }) => VersionId);
    };
    expect(await ids(false)).toEqual(["v2", "v3"]);
    expect(await ids(true)).toEqual(["v1", "v2", "v3"]);
  });
});
