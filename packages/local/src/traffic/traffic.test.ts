import { expect, test } from "vitest";
import { virtualClock } from "../world/clock.ts";
import type { Answer } from "../world/plane/answer.ts";
import { random } from "../world/random.ts";
import type { Client } from "./client.ts";
import type { UserRequest } from "./request.ts";
import { traffic } from "./traffic.ts";

const fine: Answer = {
  kind: "answered",
  status: 200,
  revision: "v1",
  firstByteSeconds: 0,
  lastByteSeconds: 0,
};

/** Runs traffic for some virtual seconds against a client that answers as told. */
const run = async (seed: number, seconds: number, requestsPerSecond: number, send: Client["send"]) => {
  const clock = virtualClock();
  const sent: UserRequest[] = [];
  const client: Client = {
    send: (request, answered) => {
      sent.push(request);
      send(request, answered);
    },
    close: () => {},
  };
  const load = traffic({ clock, random: random(seed), client, requestsPerSecond, paths: ["/a", "/b"] });
  await clock.run(
    (async () => {
      load.start();
      // Half a second on, so that the last second's arrivals have been sent.
      await clock.sleep(seconds * 1000 + 500);
    })(),
  );
  return { load, sent, clock };
};

test("requests come at the rate asked, however slow the answers are", async () => {
  const waiting: ((answer: Answer) => void)[] = [];
  const { load } = await run(1, 50, 7, (_, answered) => waiting.push(answered));
  expect(load.ledger.snapshot()).toMatchObject({ sent: 350, inFlight: 350 });
  for (const answered of waiting) answered(fine);
  expect(load.ledger.snapshot()).toMatchObject({ inFlight: 0, total: { answered: 350 } });
});

test("the same seed sends the same requests, mostly chats, and never a health check", async () => {
  const once = async (seed: number) => (await run(seed, 100, 20, (_, answered) => answered(fine))).sent;
  const [first, again, other] = [await once(1), await once(1), await once(2)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const share = (kind: string) => first.filter((request) => request.kind === kind).length / first.length;
  // Five standard deviations of 2000 draws.
  expect(Math.abs(share("chat") - 0.6)).toBeLessThan(0.055);
  expect(Math.abs(share("sign-in") - 0.05)).toBeLessThan(0.025);
  const asked = (path: string) => first.filter((request) => request.path === path).length / first.length;
  expect(Math.abs(asked("/a") - 0.125)).toBeLessThan(0.037);
  expect(Math.abs(asked("/b") - 0.125)).toBeLessThan(0.037);
  expect(asked("/health")).toBe(0);
});

test("past five hundred open requests the rest is skipped and said to be", async () => {
  const { load } = await run(1, 6, 100, () => {});
  expect(load.ledger.snapshot()).toMatchObject({ sent: 500, skipped: 100, inFlight: 500 });
});

test("stop sends nothing more and waits for what is under way", async () => {
  const waiting: ((answer: Answer) => void)[] = [];
  const { load, clock, sent } = await run(1, 10, 1, (_, answered) => waiting.push(answered));
  const order: string[] = [];
  await clock.run(
    (async () => {
      const stopped = load.stop().then(() => order.push("stopped"));
      await clock.sleep(5_000);
      order.push("answered");
      for (const answered of waiting) answered(fine);
      await stopped;
    })(),
  );
  expect(order).toEqual(["answered", "stopped"]);
  expect(sent).toHaveLength(10);
});
