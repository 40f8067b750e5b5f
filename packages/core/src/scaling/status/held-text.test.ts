import { expect, test } from "vitest";
import { heldText } from "./held-text.ts";

const hold = { service: "models-holder", quietSeconds: 900 };
const decision = (wanted: number, ready = 0, starting = 0) => ({
  ...{ at: 0, wanted, ready, starting, blind: false, sentence: "so", costPerHour: 0 },
  demand: { now: 0, middle: 0, high: 0, risk: 0 },
});
const none = { requests: 0, oldestSeconds: 0, refused: 0 };

test.each([
  [{ decision: decision(0), held: none }, undefined],
  [{ hold, decision: decision(0) }, "the holder says nothing"],
  [{ hold, decision: decision(0), held: none }, "at zero, nothing asked"],
  [{ hold, held: none }, "nobody waits for the first replica"],
  [{ hold, decision: decision(1), held: none }, "nobody waits for the first replica"],
  [{ hold, decision: decision(0, 1), held: none }, "nobody waits for the first replica"],
  [
    { hold, decision: decision(0), held: { ...none, requests: 2, oldestSeconds: 40 } },
    "the oldest waits 40 s",
  ],
  [
    { hold, held: { ...none, refused: 3 } },
    "nobody waits for the first replica; 3 turned away in the last hour",
  ],
])("of %j people are told: %s", (told, text) => {
  expect(heldText(told)).toBe(text);
});
