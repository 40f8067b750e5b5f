import { describe, expect, test } from "vitest";
import { fn, machine, RoleArn, withRule } from "./events.fixture.ts";

describe("rules and targets", () => {
  test("a rule is described as it was put, and keeps its targets when it is put again", async () => {
    const { call } = await withRule({});
    await call("events", "PutRule", { Name: "pushed", EventPattern: '{"source":["x"]}', Description: "d" });
    expect(await call("events", "DescribeRule", { Name: "pushed" })).toEqual({
      Name: "pushed",
      Arn: "arn:aws:events:us-east-1:123456789012:rule/pushed",
      EventPattern: '{"source":["x"]}',
      State: "ENABLED",
      EventBusName: "default",
      Description: "d",
      CreatedBy: "123456789012",
    });
    const { Targets } = await call("events", "ListTargetsByRule", { Rule: "pushed" });
    expect(Targets).toEqual([{ Id: "t", Arn: machine, RoleArn }]);
    expect(await call("events", "ListRuleNamesByTarget", { TargetArn: machine })).toEqual({
      RuleNames: ["pushed"],
    });
  });

  test("a rule with targets cannot be deleted, nor a bus with rules", async () => {
    const { call } = await withRule({});
    await expect(call("events", "DeleteRule", { Name: "pushed" })).rejects.toThrow(
      "Rule can't be deleted since it has targets.",
    );
    await call("events", "RemoveTargets", { Rule: "pushed", Ids: ["t"] });
    await call("events", "DeleteRule", { Name: "pushed" });
    expect(await call("events", "ListRules", {})).toEqual({ Rules: [] });
    await expect(call("events", "DescribeRule", { Name: "pushed" })).rejects.toThrow(
      "Rule pushed does not exist on EventBus default.",
    );
  });

  test("five targets fit on a rule", async () => {
    const { call } = await withRule({});
    const Targets = [1, 2, 3, 4, 5].map((n) => ({ Id: `${n}`, Arn: fn }));
    await expect(call("events", "PutTargets", { Rule: "pushed", Targets })).rejects.toThrow(
      "The requested resource exceeds the maximum number allowed.",
    );
  });

  test.each([
    [{ Arn: machine }, "RoleArn is required for target"],
    [
      { Arn: "arn:aws:kinesis:us-east-1:123456789012:stream/s" },
      "does not implement the target arn:aws:kinesis",
    ],
    [{ Arn: fn, DeadLetterConfig: { Arn: "q" } }, "must be the ARN of an Amazon SQS queue"],
    [{ Arn: fn, RetryPolicy: { MaximumRetryAttempts: 186 } }, "RetryPolicy allows"],
    [{ Arn: fn, RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, "RetryPolicy allows"],
    [{ Arn: fn, InputPath: "$.detail[*]" }, "$.detail[*] is not a path that EventBridge supports"],
    [{ Arn: fn, InputTransformer: { InputTemplate: "<a>" } }, "contains invalid placeholder a."],
    [{ Arn: fn, Input: "1", InputPath: "$" }, "Only one of Input, InputPath, or InputTransformer"],
  ])("the target %j is refused", async (target, message) => {
    const { call } = await withRule({});
    await expect(
      call("events", "PutTargets", { Rule: "pushed", Targets: [{ Id: "x", ...target }] }),
    ).rejects.toThrow(message);
  });

  test("tags stay with a rule or a bus as long as it is there", async () => {
    const { call } = await withRule({});
    const ResourceARN = "arn:aws:events:us-east-1:123456789012:rule/pushed";
    const tags = async () => (await call("events", "ListTagsForResource", { ResourceARN })).Tags;
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    await call("events", "TagResource", { ResourceARN, Tags });
    await call("events", "PutRule", { Name: "pushed", EventPattern: '{"source":["x"]}' });
    expect(await tags()).toEqual(Tags);
    await call("events", "UntagResource", { ResourceARN, TagKeys: ["a", "none"] });
    expect(await tags()).toEqual([{ Key: "b", Value: "2" }]);
    await expect(call("events", "ListTagsForResource", { ResourceARN: `${ResourceARN}2` })).rejects.toThrow(
      "Rule pushed2 does not exist on EventBus default.",
    );
    const bus = await call("events", "CreateEventBus", { Name: "b", Tags });
    expect(await call("events", "ListTagsForResource", { ResourceARN: bus.EventBusArn })).toEqual({ Tags });
  });
});
