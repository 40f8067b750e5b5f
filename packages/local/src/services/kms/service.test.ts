import { beforeEach, expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { kms } from "./service.ts";

let cloud: ReturnType<typeof surroundings>;
beforeEach(() => {
  cloud = surroundings((world) => [kms(world)]);
});
const use = (KeyId: string, region?: string) =>
  cloud.call("kms", "GenerateDataKeyWithoutPlaintext", { KeyId, KeySpec: "AES_256" }, region);
const made = async (): Promise<string> =>
  (await cloud.call("kms", "CreateKey", { Description: "of tests" })).KeyMetadata?.Arn ?? "";

test("a key is found by id, ARN and alias, in its own region alone", async () => {
  const arn = await made();
  await cloud.call("kms", "CreateAlias", { AliasName: "alias/mine", TargetKeyId: arn });
  for (const KeyId of [
    arn,
    arn.split("/")[1] ?? "",
    "alias/mine",
    "arn:aws:kms:us-east-1:123456789012:alias/mine",
  ])
    expect((await cloud.call("kms", "DescribeKey", { KeyId })).KeyMetadata).toMatchObject({
      Arn: arn,
      KeyState: "Enabled",
      KeyManager: "CUSTOMER",
    });
  await expect(use(arn, "us-west-2")).rejects.toMatchObject({ name: "NotFoundException" });
  await expect(use("alias/yours")).rejects.toMatchObject({
    name: "NotFoundException",
    message: "Alias arn:aws:kms:us-east-1:123456789012:alias/yours is not found.",
  });
});

test("a disabled key cannot be used until it is enabled", async () => {
  const KeyId = await made();
  await use(KeyId);
  await cloud.call("kms", "DisableKey", { KeyId });
  await expect(use(KeyId)).rejects.toMatchObject({ name: "DisabledException" });
  await cloud.call("kms", "EnableKey", { KeyId });
  expect((await use(KeyId)).KeyId).toBe(KeyId);
});

test("a key waits for its deletion, can be called back disabled, and is gone after it", async () => {
  const KeyId = await made();
  await cloud.call("kms", "CreateAlias", { AliasName: "alias/mine", TargetKeyId: KeyId });
  await expect(
    cloud.call("kms", "ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 3 }),
  ).rejects.toMatchObject({ name: "ValidationException" });
  await cloud.call("kms", "ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
  await expect(use(KeyId)).rejects.toMatchObject({ name: "KMSInvalidStateException" });
  await cloud.call("kms", "CancelKeyDeletion", { KeyId });
  await expect(use(KeyId)).rejects.toMatchObject({ name: "DisabledException" });
  await cloud.call("kms", "ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
  await cloud.pass(7 * 86_400_000);
  await expect(use(KeyId)).rejects.toMatchObject({ name: "NotFoundException" });
  expect((await cloud.call("kms", "ListAliases", {})).Aliases).toEqual([]);
});

test("AWS's own keys are there when they are first used", async () => {
  const { KeyMetadata } = await cloud.call("kms", "DescribeKey", { KeyId: "alias/aws/backup" });
  expect(KeyMetadata).toMatchObject({ KeyManager: "AWS", Enabled: true });
  await expect(
    cloud.call("kms", "CreateAlias", { AliasName: "alias/aws/mine", TargetKeyId: KeyMetadata?.KeyId }),
  ).rejects.toMatchObject({ name: "InvalidAliasNameException" });
});
