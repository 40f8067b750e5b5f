import { z } from "zod";
import { field } from "../../config/field.ts";
import { type Minutes, minuteMs, type Points } from "./counted-minute.ts";
import { Template, tellsSides } from "./template.ts";

/** PromQL for one side of one service. */
export const SideQuery = Template.refine((query) => tellsSides([query]), {
  error: "it counts both sides together; let it select by {{side}}, {{service}} or {{targetGroup}}",
});

/** Where Prometheus is, or what speaks its HTTP API. */
export const prometheusServer = {
  kind: field(z.literal("prometheus"), { description: "counted by Prometheus", example: "prometheus" }),
  endpoint: field(z.url({ protocol: /^https?$/, error: "an endpoint is an http or https URL" }), {
    description: "address of its HTTP API, up to but without /api/v1",
    example: "http://prometheus.internal:9090",
  }),
  workspaceRegion: field(
    z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: "a region, such as eu-central-1" })
      .optional(),
    {
      description:
        "region of an Amazon Managed Service for Prometheus workspace, which wants its requests signed",
      example: "eu-west-1",
    },
  ),
};

/**
 * Counts from Prometheus. Each query gives one number a minute, how many there were in the minute that ends there, such as
 * `sum(increase(http_requests_total{revision="{{side}}",code=~"5.."}[1m]))`. A series that is not there is unknown; where it
 * means 0 the query says so itself: `… or vector(0)`.
 */
export const PrometheusSource = z.strictObject({
  ...prometheusServer,
  bad: field(SideQuery, {
    description: "PromQL that gives one number: bad requests of the minute that ends there",
    example: 'sum(increase(chat_slow_total{side="{{side}}"}[1m]))',
  }),
  total: field(SideQuery, {
    description: "the same: all requests of the minute",
    example: 'sum(increase(chat_total{side="{{side}}"}[1m]))',
  }),
});
export type PrometheusSource = z.output<typeof PrometheusSource>;

/** Form of a range query: a value at the end of each of the minutes. */
export function rangeQuery(query: string, { start, end }: Minutes): Record<string, string> {
  return {
    query,
    start: `${(start + minuteMs) / 1000}`,
    end: `${end / 1000}`,
    step: `${minuteMs / 1000}`,
  };
}

/** prometheus.io/docs/prometheus/latest/querying/api: values are text, so that they may be NaN and +Inf. */
const Answer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("success"),
    data: z.object({
      resultType: z.literal("matrix"),
      result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
    }),
  }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);

/** Values by the start of their minute, or a sentence that says why there are none. */
export function readRange(answer: unknown): { readonly points: Points } | { readonly unreadable: string } {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return { unreadable: "the answer is none of Prometheus' range queries" };
  if (parsed.data.status === "error")
    return { unreadable: `Prometheus says ${parsed.data.errorType}: ${parsed.data.error}` };
  const [only, ...more] = parsed.data.data.result;
  if (more.length > 0)
    return {
      unreadable: `the query gives ${more.length + 1} series; wrap it in sum() so that it gives one`,
    };
  const values = only?.values ?? [];
  return {
    points: new Map(values.map(([seconds, value]) => [seconds * 1000 - minuteMs, Number(value)] as const)),
  };
}
