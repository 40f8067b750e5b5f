import { ReplicaProfile } from "@signalbox/core/scaling/profile";
import picocolors from "picocolors";
import { expect, test } from "vitest";
import { renderPlanned } from "./scale-status.ts";

const colors = picocolors.createColors(false);

const entry = {
  ...{ service: "chat", group: "chat", owned: true, limits: [], runs: [], todayUsd: 3.5 },
  bounds: { least: 1, most: 8 },
  objective: { seconds: 5, late: 0.01 },
  profile: ReplicaProfile.parse({}),
};

const decision = {
  ...{ at: 0, wanted: 4, ready: 2, starting: 1, blind: false, sentence: "so be it", costPerHour: 3 },
  demand: { now: 1.04, middle: 2, high: 3.27, risk: 0.1 },
};

test("what binds stands beside what is wanted, and the cap beside what all services cost", () => {
  const text = renderPlanned(
    {
      ...entry,
      ...{ decision, allowed: 3, limits: ["budget", "short"], running: "r2" },
      cap: { monthlyUsd: 1000, atThisRateUsd: 2190 },
      runs: [
        {
          service: "chat",
          run: "r2",
          requestedBy: "planner",
          acts: [{ service: "chat-blue", from: 2, to: 3 }],
        },
      ],
    },
    60_000,
    colors,
  );
  expect(text.replaceAll(/\s+/g, " ")).toBe(
    [
      "chat wanted 4 replicas, as of 1 min ago; may have 3",
      "there are 2 ready, 1 starting; allowed are 1 to 8",
      "demand keeps 1.0 busy; once a new one is ready 2.0, at most 3.3",
      "binds `inference.monthlyCapUsd` pays for no more; replicas were ordered and have not come: people were told",
      "says so be it",
      "cost $3.00 an hour, $3.50 today, $2190.00 a month at this rate; all planned $2190.00 of $1000.00",
      "last run r2, by planner: under way; chat-blue 2 → 3",
    ].join(" "),
  );
});

test("who is held is told with how long the oldest waits, and where nobody asks that is told", () => {
  const hold = { service: "chat-holder", quietSeconds: 900 };
  const told = (held: object) =>
    renderPlanned(
      { ...entry, decision, hold, held: { requests: 0, oldestSeconds: 0, refused: 0, ...held } },
      0,
      colors,
    );
  expect(told({ requests: 3, oldestSeconds: 40 })).toMatch(/^held +3 requests; the oldest waits 40 s$/m);
  expect(told({})).toMatch(/^held +nobody waits for the first replica$/m);
  expect(renderPlanned({ ...entry, decision, hold }, 0, colors)).toMatch(/^held +the holder says nothing$/m);
  expect(renderPlanned({ ...entry, decision }, 0, colors)).not.toContain("held");
});

test("how much goes to another region is told where one is named, and of no other service", () => {
  const spill = { to: "eu-west-1", percent: 37, because: "sent" } as const;
  expect(renderPlanned({ ...entry, decision: { ...decision, spill } }, 0, colors)).toMatch(
    /^overflow +37 % of the requests go to eu-west-1$/m,
  );
  expect(renderPlanned({ ...entry, decision }, 0, colors)).not.toContain("overflow");
});

test("a service of which the planner has said nothing says what it waits for", () => {
  const text = renderPlanned({ ...entry, owned: false }, 0, colors);
  expect(text).toContain("only said: AWS's scaling sets the number of its tasks");
  expect(text).toContain("the planner has not spoken yet");
});
