import type { Minutes } from "@signalbox/core/analysis/sources/counted-minute";
import { type PrometheusSource, rangeQuery, readRange } from "@signalbox/core/analysis/sources/prometheus";
import type { FunctionContext } from "../context.ts";
import { readJson } from "../web/read-json.ts";
import type { WebContext } from "../web/within.ts";
import { signPrometheus } from "./sign-prometheus.ts";

/** What reading needs of a step's context. */
export type SourceContext = WebContext & Pick<FunctionContext, "aws">;

/** A query of some minutes takes Prometheus milliseconds. */
const secondsAtMost = 10;

/** Asks Prometheus for a value of each minute. Reads only; what goes wrong is a sentence. */
export async function queryPrometheus(
  { endpoint, workspaceRegion }: Pick<PrometheusSource, "endpoint" | "workspaceRegion">,
  query: string,
  minutes: Minutes,
  context: SourceContext,
): Promise<ReturnType<typeof readRange>> {
  const url = new URL(`${endpoint.replace(/\/$/, "")}/api/v1/query_range`);
  // Posted, since a query may be longer than a URL.
  const body = new URLSearchParams(rangeQuery(query, minutes)).toString();
  const headers =
    workspaceRegion === undefined
      ? { "content-type": "application/x-www-form-urlencoded" }
      : await signPrometheus(context.aws.cloudWatch, workspaceRegion, url, body);
  const answer = await readJson(url, { method: "POST", headers, body }, context, secondsAtMost);
  if ("unreadable" in answer) return answer;
  const read = readRange(answer.body);
  // Prometheus sends its own errors with 4xx and 5xx, and a sentence; something in between sends only a status.
  return "unreadable" in read && answer.status !== 200
    ? { unreadable: `${url.host} answered ${answer.status}: ${read.unreadable}` }
    : read;
}
