import type { Subject } from "@signalbox/core/analysis/sources/template";
import { ValueSource } from "@signalbox/core/analysis/sources/value-source";
import { expect, test } from "vitest";
import { createClients } from "../aws/clients.ts";
import { systemClock } from "../system-clock.ts";
import { json, withServer } from "../web/server.fixture.ts";
import { readSeries } from "./read-series.ts";

const context = {
  aws: createClients({ region: "us-east-1", clock: systemClock }),
  clock: systemClock,
  signal: new AbortController().signal,
};
const sideOf = (side: "blue" | "green"): Subject => ({
  ...{ name: "chat", side, service: `chat-${side}` },
  ...{ targetGroup: "", loadBalancer: "" },
});
const sides = { stable: sideOf("blue"), candidate: sideOf("green") };
const minutes = { start: 600_000, end: 780_000 };
const windows = { stable: minutes, candidate: minutes };
const latency = (endpoint: string) =>
  ValueSource.parse({ kind: "prometheus", endpoint, value: 'latency{side="{{side}}"}' });

test("stable is the control and the candidate the experiment", async () => {
  await withServer(
    ({ body }, response) => {
      const green = body.includes("green");
      const values = green
        ? [[660, "0.4"]]
        : [
            [660, "0.2"],
            [720, "0.3"],
            [780, "0.2"],
          ];
      json(response, { status: "success", data: { resultType: "matrix", result: [{ values }] } });
    },
    async (url) => {
      expect(await readSeries({ sources: { latency: latency(url) } }, sides, windows, context)).toEqual({
        series: { latency: { control: [0.2, 0.3, 0.2], experiment: [0.4, Number.NaN, Number.NaN] } },
        unreadable: [],
      });
    },
  );
});

test("what could not be read is said by the metric's name, and its series are empty of values", async () => {
  const sources = { latency: latency("http://127.0.0.1:4699") };
  const { series, unreadable } = await readSeries({ sources }, sides, windows, context);
  expect(series.latency?.experiment).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(unreadable).toEqual([expect.stringMatching(/^latency: 127\.0\.0\.1:4699 could not be asked/)]);
});
