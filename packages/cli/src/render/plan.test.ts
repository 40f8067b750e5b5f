import { PlanDocument } from "@signalbox/core/release/plan-document";
import picocolors from "picocolors";
import { expect, test } from "vitest";
import { renderPlan } from "./plan.ts";
import { pageWidth } from "./wrap.ts";

const sound = PlanDocument.parse({
  title: "Release open-webui:v2 to open-webui",
  strategy: {
    name: "canary",
    why: "open-webui's configuration says canary, fit where few should meet a bad one",
  },
  facts: [
    ["now", "blue serves open-webui with 3 task(s); plan for green: 10 % with 1, 100 % with 3 task(s)"],
  ],
  stages: [
    {
      name: "shift and bake",
      weight: 10,
      capacities: { "open-webui": 1, background: 2 },
      atLeastSeconds: 300,
      atMostSeconds: 15_000,
      goesOn: "the analysis passes, or a person promotes",
      turnsBack: ["an alarm goes off: 5xx, slow", "a person aborts", "the analysis fails"],
    },
    {
      name: "hold the way back open",
      weight: 100,
      atLeastSeconds: 600,
      atMostSeconds: 600,
      goesOn: "its time is over, or a person promotes",
      turnsBack: ["an alarm goes off: 5xx, slow", "a person aborts"],
    },
    {
      name: "scale the old side in",
      weight: 100,
      atLeastSeconds: 0,
      atMostSeconds: 900,
      goesOn: "no task of it runs any more",
      turnsBack: [],
    },
  ],
  policy: [
    { name: "ladder", value: "10, 100", changed: true, usual: "10, 25, 50, 100" },
    { name: "bakeSeconds", value: "300", changed: false },
  ],
  atLeastSeconds: 300,
  atMostSeconds: 15_900,
  steps: [{ state: "ShiftTraffic", says: "Moves the weights.", calls: ["elasticloadbalancing:ModifyRule"] }],
  cost: 0.0712,
  compared: true,
  refusals: [],
});
const shown = (plan: PlanDocument) => renderPlan(plan, picocolors.createColors(false));

test("a plan fits the page, and says strategy, stages, cost, drift and what is otherwise this time", () => {
  const text = shown(sound);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(pageWidth);
  expect(text).toMatch(/^STAGE +WEIGHT +TASKS +FROM +TO +GOES ON WHEN +TURNS BACK WHEN$/m);
  expect(text).toMatch(/^shift and bake +10 % +1 \+ 2 +05:00 +4:10:00 +the analysis +the analysis fails$/m);
  expect(text).toMatch(/^turns back +wherever it can, when an alarm goes off: 5xx, slow; a person aborts$/m);
  expect(text).toMatch(/^hold the way +100 % +– +10:00 +10:00 +its time is over, +as said above$/m);
  expect(text).toMatch(/^scale the old +100 % +– +00:00 +15:00 +no task of it runs +never$/m);
  expect(text).toMatch(/^this time +ladder 10, 100 \(else 10, 25, 50, 100\)$/m);
  expect(text).toMatch(/^takes +5 min 00 s to 4 h 25 min$/m);
  expect(text).toMatch(/^cost +\$0\.0712 /m);
  expect(text).toMatch(/^drift +none found$/m);
  expect(text).toContain("elasticloadbalancing:ModifyRule");
  expect(text).toContain("✓ it would not be refused");
});

test("what is not known is said, and every refusal comes with what to do", () => {
  const { cost: _, ...rest } = sound;
  const text = shown({
    ...rest,
    compared: false,
    drift: "the traffic is on green, not on blue",
    refusals: [{ error: "Release.ImageNotFound", cause: "ECR has no image open-webui:v2" }],
  });
  expect(text).toMatch(/^cost +not known: /m);
  expect(text).toMatch(/^drift +the traffic is on green, not on blue$/m);
  expect(text).toContain("✗ it would be refused: Release.ImageNotFound: ECR has no image open-webui:v2");
  expect(text).toContain("✗ it would be refused: Release.Drifted: the traffic is on green");
  expect(text).toContain("Push the image");
  expect(shown({ ...rest, compared: false })).toMatch(/^drift +not looked for$/m);
});
