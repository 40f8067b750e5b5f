import {
  countMinutes,
  type Minutes,
  type Points,
  type Reading,
} from "@signalbox/core/analysis/sources/counted-minute";
import { type PrometheusSource, rangeQuery, readRange } from "@signalbox/core/analysis/sources/prometheus";
import { fillTemplate, type Subject } from "@signalbox/core/analysis/sources/template";
import type { FunctionContext } from "../context.ts";
import { readJson } from "../web/read-json.ts";
import type { WebContext } from "../web/within.ts";
import { signPrometheus } from "./sign-prometheus.ts";

/** What reading needs of a step's context. */
export type SourceContext = WebContext & Pick<FunctionContext, "aws">;

/** A query of some minutes takes Prometheus milliseconds. */
const secondsAtMost = 10;

/** Counts one side of one service in Prometheus. Reads only; safe to run twice. */
export async function readPrometheus(
  source: PrometheusSource,
  subject: Subject,
  minutes: Minutes,
  context: SourceContext,
): Promise<Reading> {
  const [bad, total] = await Promise.all(
    [source.bad, source.total].map((query) => range(source, fillTemplate(query, subject), minutes, context)),
  );
  for (const read of [bad, total])
    if (read && "unreadable" in read) return { minutes: [], unreadable: read.unreadable };
  const points = (read: typeof bad): Points => (read && "points" in read ? read.points : new Map());
  return { minutes: countMinutes(minutes, points(bad), points(total)) };
}

async function range(
  { endpoint, workspaceRegion }: PrometheusSource,
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
