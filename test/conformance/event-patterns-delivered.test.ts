import { readFileSync } from "node:fs";
import { inputOf } from "@signalbox/local/services/events/input";
import type { AwsEvent } from "@signalbox/local/world/world";
import { expect, test } from "vitest";

interface Delivered {
  readonly id: string;
  readonly event: { readonly source: string; readonly "detail-type": string; readonly detail: unknown };
  readonly matches: boolean;
  readonly target?: { readonly inputPath: string | null; readonly inputTransformer: object | null };
  /** Batches of messages as the queue held them; a Body that is JSON was parsed by the recorder. */
  readonly deliveredMessages?: readonly (readonly { readonly Body: unknown }[])[];
}

const cases: readonly Delivered[] = readFileSync(
  new URL("../fixtures/conformance/events-patterns.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const delivered = cases.filter(({ matches, deliveredMessages }) => matches && deliveredMessages);

test("eleven recorded deliveries are there", () => {
  expect(delivered).toHaveLength(11);
});

test.each(delivered)("$id arrives as AWS delivered it", ({ event, target, deliveredMessages = [] }) => {
  const { inputPath, inputTransformer } = target ?? {};
  const transform = inputOf({
    Id: "t",
    Arn: "queue",
    ...(inputPath && { InputPath: inputPath }),
    ...(inputTransformer && { InputTransformer: { InputTemplate: "", ...inputTransformer } }),
  });
  const { source, "detail-type": detailType, detail } = event;
  const envelope: AwsEvent = {
    version: "0",
    id: "1",
    "detail-type": detailType,
    source,
    account: "123456789012",
    time: "2026-01-01T00:00:00Z",
    region: "us-east-1",
    resources: [],
    detail,
  };
  const text = transform(envelope, { ruleArn: "arn", ruleName: "rule", ingestionTime: envelope.time });
  const [body] = deliveredMessages.flat().map(({ Body }) => Body);
  expect(typeof body === "string" ? text : JSON.parse(text ?? "")).toEqual(body);
});
