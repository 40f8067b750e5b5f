import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Route } from "@signalbox/local/images/application";
import { imageFor as standing } from "@signalbox/local/images/catalogue";
import { DoubleContainer } from "@signalbox/local/images/container";
import { httpService } from "@signalbox/local/images/http-service/application";
import { openWebUi } from "@signalbox/local/images/open-webui/application";
import { clientOf } from "@signalbox/local/traffic/client";
import { publicPort } from "@signalbox/local/world/edge/url-of";
import { expect, test } from "vitest";
import { type Laptop, onLaptop, person } from "./laptop.fixture.ts";
import { decide, ending, pushQuietly, reached, start } from "./release.fixture.ts";
import { onBlueGreen } from "./release-blue-green.fixture.ts";

/** Longer than a target's deregistration delay and a container's time to stop, 420 s: only the drain keeps it. */
const drainSeconds = 600;
const long: Route = {
  kind: "stream",
  firstByte: { median: 0.1, sigma: 0 },
  stream: { median: drainSeconds - 20, sigma: 0 },
  reply: () => ({ status: 200, contentType: "text/event-stream", body: [] }),
};
const path = "/api/v1/long";
const applications = { "open-webui": openWebUi, backend: httpService } as const;
const imageFor: typeof standing = (repository) => {
  const found = Object.entries(applications).find(([name]) => repository.endsWith(`/${name}`))?.[1];
  if (!found) return standing(repository);
  const routes = new Map([...found.routes, [`POST ${path}`, long] as const]);
  return { repository, create: (setting) => new DoubleContainer({ ...found, routes }, setting) };
};
const setting = {
  policy: { ladder: [100], bakeSeconds: 300, holdSeconds: 0, drainSeconds },
  imageFor,
  requestsPerSecond: 5,
};

interface Streams {
  whole: number;
  cut: number;
}

/** Users who read long answers, one more every five seconds, until they are told to stop. */
function reading<Group extends ReleaseGroup>({ world, clock }: Laptop<Group>): Streams & { stop(): void } {
  const listener = world.plane
    .listening()
    .find(({ region, port }) => region === person.region && port === publicPort);
  const client = clientOf(world.plane, listener?.url ?? "", clock);
  const over = new AbortController();
  const streams = { whole: 0, cut: 0, stop: () => over.abort() };
  const read = async () => {
    while (!over.signal.aborted) {
      client.send({ kind: "chat", method: "POST", path, headers: {}, body: "" }, (answer) => {
        if (answer.kind === "answered" && answer.status === 200) streams.whole++;
        else streams.cut++;
      });
      await clock.sleep(5_000);
    }
  };
  void read();
  return streams;
}

/** Streams are open at every moment of the release, on both sides; none is longer than the drain. */
async function release<Group extends ReleaseGroup>(laptop: Laptop<Group>, abort: boolean): Promise<void> {
  await pushQuietly(laptop, "v2");
  const streams = reading(laptop);
  const arn = await start(laptop, "r1", {});
  if (abort) {
    await reached(laptop, "r1", "draining");
    await laptop.clock.sleep(200_000);
    await decide(laptop, "abort", "r1");
  }
  const end = await ending(laptop, arn);
  expect(end.error).toBe(abort ? "Release.RolledBack" : undefined);
  streams.stop();
  await laptop.traffic.stop();
  await laptop.clock.sleep(1_800_000);
  expect(streams.whole).toBeGreaterThan(drainSeconds / 5);
  expect(streams.cut).toBe(0);
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

test("Given streams as long as the drain, when a canary is promoted, then none is cut", () =>
  onLaptop(setting, (laptop) => release(laptop, false)));

test("Given streams as long as the drain, when a canary is aborted while the old side drains, then none is cut on either side", () =>
  onLaptop(setting, (laptop) => release(laptop, true)));

test("Given streams as long as the drain, when a blue-green release is promoted, then none is cut", () =>
  onBlueGreen(setting, (laptop) => release(laptop, false)));

test("Given streams as long as the drain, when a blue-green release is aborted while the old side drains, then none is cut on either side", () =>
  onBlueGreen(setting, (laptop) => release(laptop, true)));
