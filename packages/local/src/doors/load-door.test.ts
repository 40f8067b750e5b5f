import { afterEach, beforeEach, expect, test } from "vitest";
import { type Booted, boot } from "../boot.ts";
import { virtualClock } from "../world/clock.ts";
import type { Doors } from "./door.ts";
import { loadDoors } from "./load-door.ts";

const trace = "minute,requests,input_tokens,output_tokens\n0,20,2000,400\n1,20,2000,400\n";
const clock = virtualClock();
let booted: Booted;
let doors: Doors;
beforeEach(async () => {
  booted = await clock.run(boot({ clock, port: 0, seed: 1, requestsPerSecond: 0, policy: {} }));
  doors = loadDoors(booted.world);
  await clock.run(clock.sleep(60_000));
});
afterEach(() => clock.run(booted.stop()));

const knock = (method: "GET" | "POST" | "DELETE", body: object = {}) =>
  doors.json?.[`${method} /_signalbox/load`]?.({
    body: JSON.stringify(body),
    rest: "",
    query: new URLSearchParams(),
  });

test("a trace is played to its end, and the door says how it goes", async () => {
  expect(() => knock("GET")).toThrow("no trace is being played");
  expect(knock("POST", { trace })).toMatchObject({ minutes: 2 });
  await clock.run(clock.sleep(70_000));
  expect(knock("GET")).toMatchObject({ minute: 1, ended: false, late: 0 });
  expect(() => knock("POST", { trace })).toThrow("being played already");
  await clock.run(clock.sleep(70_000));
  expect(knock("GET")).toMatchObject({ sent: 40, inFlight: 0, lost: 0, ended: true });
});

test("what is ended sends nothing more", async () => {
  knock("POST", { trace });
  await clock.run(clock.sleep(30_000));
  knock("DELETE");
  await clock.run(clock.sleep(70_000));
  const progress = knock("GET");
  expect(progress).toMatchObject({ ended: true, lost: 0 });
  expect(progress).not.toMatchObject({ sent: 40 });
});

test("a trace that is none, a minute past its end or a port where nobody listens is refused", () => {
  expect(() => knock("POST", { trace: "minute" })).toThrow("line 1");
  expect(() => knock("POST", { trace, from: 2 })).toThrow("none from 2 on");
  expect(() => knock("POST", { trace, port: 1 })).toThrow("no load balancer listens on 1");
});
