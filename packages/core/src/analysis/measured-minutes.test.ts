import { expect, test } from "vitest";
import { type BothSides, measuredMinutes } from "./measured-minutes.ts";

const minute = 60_000;
const served = (from: number, to: number, requests: number) =>
  Array.from({ length: to - from }, (_, index) => ({ at: (from + index) * minute, requests, bad: 0 }));
const sides = (candidate: BothSides["candidate"], stable: BothSides["stable"]): BothSides[] => [
  { service: "chat", metric: "errors", candidate, stable },
];

test("only whole minutes under one weight count, each with its weight's step", () => {
  const shifts = [
    { weight: 10, at: 10.5 * minute },
    { weight: 50, at: 13.2 * minute },
  ];
  const counted = measuredMinutes(shifts, sides(served(10, 16, 5), served(10, 16, 45)));
  expect(counted.filter(({ candidate }) => candidate.requests > 0)).toMatchObject([
    { minute: 1, step: 1, alone: false, candidate: { requests: 5 }, stable: { requests: 45 } },
    { minute: 2, step: 1 },
    { minute: 4, step: 4, alone: false },
    { minute: 5, step: 4 },
  ]);
});

test("a minute of which a side is unknown waits until it is known", () => {
  const shifts = [{ weight: 10, at: 10 * minute }];
  const known = (stable: number) => measuredMinutes(shifts, sides(served(10, 13, 5), served(10, stable, 45)));
  expect(known(12)).toHaveLength(2);
  expect(known(13)).toHaveLength(3);
});

test("at all of the traffic the candidate's minutes count alone, and stable's before as what was", () => {
  const shifts = [{ weight: 100, at: 10 * minute }];
  expect(measuredMinutes(shifts, sides(served(10, 12, 50), served(8, 10, 50)))).toMatchObject([
    { minute: 0, step: 0, alone: false, candidate: { requests: 0 }, stable: { requests: 50 } },
    { minute: 1, step: 0, alone: false, candidate: { requests: 0 } },
    { minute: 2, step: 2, alone: true, candidate: { requests: 50 }, stable: { requests: 0 } },
    { minute: 3, step: 2, alone: true },
  ]);
});
