import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { virtualClock } from "../world/clock.ts";
import { random } from "../world/random.ts";
import { parseServiceEvent } from "./service-event.ts";

const samples = new URL("../../../../test/fixtures/events/", import.meta.url);
const world = {
  account: "123456789012",
  regions: ["us-east-1"],
  clock: virtualClock(),
  random: random(1),
};

describe("an event that a person puts in AWS's name", () => {
  test.each(readdirSync(samples).filter((name) => name.endsWith(".json") && !name.includes("lambda-action")))(
    "%s is read, and made this cloud's own",
    (name) => {
      const event = parseServiceEvent(readFileSync(new URL(name, samples), "utf8"), world);
      expect(event).toMatchObject({
        account: "123456789012",
        region: "us-east-1",
        time: "2026-01-01T00:00:00Z",
      });
    },
  );

  test.each([
    ["{", "not JSON"],
    ['{"source":"mine","detail-type":"x","detail":{}}', "PutEvents"],
    ['{"source":"aws.ecr","detail-type":"x","detial":{}}', "detial"],
  ])("%s is refused with the reason", (body, reason) => {
    expect(() => parseServiceEvent(body, world)).toThrow(reason);
  });
});
