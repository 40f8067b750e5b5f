import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleasePolicy } from "../release/policy.ts";
import { judge, type Measurement } from "./judge.ts";
import { judgeGroup, type MeasuredService, together } from "./judge-group.ts";

const policy = ReleasePolicy.parse({ minimumRequests: 100 });
const served = (requests: number, errors = 0, p95Seconds: number | undefined = 0.1): Measurement => ({
  requests,
  errors,
  p95Seconds,
});
const chat: MeasuredService = { name: "chat", candidate: served(5_000), stable: served(5_000) };
const auth = (candidate: Measurement, stable: Measurement): MeasuredService => ({
  name: "auth",
  candidate,
  stable,
});
const measurement = fc
  .record({
    requests: fc.integer({ min: 0, max: 2_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    p95Seconds: fc.option(fc.double({ min: 0, max: 9, noNaN: true }), { nil: undefined }),
  })
  .map(({ requests, share, p95Seconds }) => ({ requests, errors: Math.floor(requests * share), p95Seconds }));

test("a group of one service is judged as that service", () => {
  fc.assert(
    fc.property(measurement, measurement, (candidate, stable) => {
      expect(judgeGroup([auth(candidate, stable)], policy)).toEqual(judge(candidate, stable, policy));
    }),
  );
});

test("a service with enough requests that fails, fails the group though the sum would pass", () => {
  const bad = auth(served(150, 15), served(150));
  const sum = [bad.candidate, chat.candidate];
  expect(judge(together(sum), together([bad.stable, chat.stable]), policy).verdict).toBe("pass");
  const { verdict, sentence } = judgeGroup([chat, bad], policy);
  expect(verdict).toBe("fail");
  expect(sentence).toMatch(/^auth: 10\.00 % of the candidate's 150 requests failed/);
});

test("a slow service with enough requests fails the group too", () => {
  const slow = auth(served(150, 0, 3), served(150));
  expect(judgeGroup([chat, slow], policy)).toMatchObject({
    verdict: "fail",
    sentence: expect.stringContaining("auth: the candidate's p95 latency is 3.000 s"),
  });
});

test("all fail together though none has enough of its own", () => {
  const few = (name: string): MeasuredService => ({ name, candidate: served(60, 3), stable: served(60) });
  expect(judgeGroup([few("auth"), few("chat")], policy)).toMatchObject({
    verdict: "fail",
    sentence: expect.stringMatching(/^together: 5\.00 %/),
  });
});

test("a service with little traffic does not hold up the others, and is named with what it had", () => {
  expect(judgeGroup([chat, auth(served(4), served(31))], policy)).toMatchObject({
    verdict: "pass",
    sentence: expect.stringContaining(
      "too few requests to judge by themselves (candidate/stable): auth 4/31",
    ),
  });
  expect(judgeGroup([chat, auth(served(0, 0, undefined), served(0, 0, undefined))], policy).verdict).toBe(
    "pass",
  );
});

test("a service without traffic is no pass where the others have too little as well", () => {
  const none = auth(served(0, 0, undefined), served(0, 0, undefined));
  const few: MeasuredService = { name: "chat", candidate: served(20), stable: served(20) };
  expect(judgeGroup([few, none], policy).verdict).toBe("inconclusive");
  expect(judgeGroup([{ ...none, name: "chat" }, none], policy).verdict).toBe("no-data");
});

test("of few requests a pair of errors is chance, and nothing but errors is not", () => {
  const of = (errors: number, stable = served(20)) =>
    judgeGroup([chat, auth(served(20, errors), stable)], policy);
  expect(of(2).verdict).toBe("pass");
  expect(of(20)).toMatchObject({
    verdict: "fail",
    sentence: expect.stringContaining("auth: 20 of the candidate's 20 requests failed, which is no chance"),
  });
  // Stable is as bad.
  expect(of(12, served(20, 10)).verdict).toBe("pass");
});

test("a candidate like its stable is seldom failed for a service with few requests", () => {
  // Each look draws both sides from one true rate; a fixed seed, so that the test says the same each time.
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed / 2 ** 32;
  };
  const draw = (n: number, rate: number) =>
    served(n, Array.from({ length: n }, random).filter((chance) => chance < rate).length);
  for (const [candidate, stable, rate] of [
    [10, 90, 0.02],
    [40, 40, 0.1],
    [90, 10, 0.3],
  ] as const) {
    let failed = 0;
    for (let look = 0; look < 1_000; look++)
      if (
        judgeGroup([chat, auth(draw(candidate, rate), draw(stable, rate))], {
          ...policy,
          // The sum is not what is tried here.
          errorFloor: 0.02,
        }).sentence.startsWith("auth")
      )
        failed++;
    expect(failed).toBeLessThanOrEqual(10);
  }
});

test("the group never passes when its sum does not", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(measurement, measurement), { minLength: 2, maxLength: 5 }), (pairs) => {
      const services = pairs.map(([candidate, stable], index) => ({ name: `s${index}`, candidate, stable }));
      const sum = judge(
        together(services.map(({ candidate }) => candidate)),
        together(services.map(({ stable }) => stable)),
        policy,
      );
      const { verdict } = judgeGroup(services, policy);
      if (verdict !== "fail") expect(verdict).toBe(sum.verdict);
    }),
  );
});
