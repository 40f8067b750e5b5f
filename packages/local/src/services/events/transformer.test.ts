import { expect, test } from "vitest";
import type { AwsEvent } from "../../world/world.ts";
import { inputOf } from "./input.ts";

const event: AwsEvent = {
  version: "0",
  id: "e",
  "detail-type": "Pushed",
  source: "shop",
  account: "123456789012",
  time: "2026-01-01T00:00:00Z",
  region: "us-east-1",
  resources: ["r"],
  detail: { tag: "v2", sizes: [1, 2], "a.b": true, none: null, list: ["A", "B"], object: { x: "y" } },
};
const origin = { ruleArn: "arn:rule", ruleName: "rule", ingestionTime: "2026-01-01T00:00:01.000Z" };
const target = { Id: "t", Arn: "a" };

const transform = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) =>
  inputOf({ ...target, InputTransformer: { InputPathsMap, InputTemplate } })(event, origin);

test.each([
  ["$", JSON.stringify(event)],
  ["$.detail.tag", '"v2"'],
  ["$.detail.sizes[1]", "2"],
  ["$['detail']['a.b']", "true"],
])("InputPath %s picks a part", (InputPath, text) => {
  expect(inputOf({ ...target, InputPath })(event, origin)).toBe(text);
});

test.each([
  ['{"tag": <tag>, "n": <n>}', { tag: "$.detail.tag", n: "$.detail.sizes[0]" }, '{"tag": "v2", "n": 1}'],
  ['{"tag": "<tag>!"}', { tag: "$.detail.tag" }, '{"tag": "v2!"}'],
  ['{"x": <absent>}', { absent: "$.detail.absent" }, '{"x": ""}'],
  ['{"x": <none>}', { none: "$.detail.none" }, '{"x": null}'],
  ['"<list> of <object>"', { list: "$.detail.list", object: "$.detail.object" }, '"[A,B] of {x:y}"'],
  [
    '{"rule": <aws.events.rule-name>, "arn": "<aws.events.rule-arn>"}',
    {},
    '{"rule": "rule", "arn": "arn:rule"}',
  ],
  ['{"at": <aws.events.event.ingestion-time>}', {}, `{"at": "${origin.ingestionTime}"}`],
  ['{"e": <aws.events.event.json>}', {}, `{"e": ${JSON.stringify(event)}}`],
])("the template %s is filled in", (template, paths, text) => {
  expect(transform(template, paths)).toBe(text);
});

test("aws.events.event is the event without its detail", () => {
  const { detail: _, ...envelope } = event;
  expect(transform('{"e": <aws.events.event>}')).toBe(`{"e": ${JSON.stringify(envelope)}}`);
});

test("an object within a string makes no JSON, and the event is dropped", () => {
  expect(transform('{"x": "<object>"}', { object: "$.detail.object" })).toBeUndefined();
});
