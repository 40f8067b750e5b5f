import type { FaultInput } from "@signalbox/local/faults/kinds";
import type { Call } from "@signalbox/local/gate/gate";
import type { Visit } from "./visits.ts";

/** What a fault does to one visit. */
export interface Aim {
  readonly faults: readonly FaultInput[];
  /** What happens beside them, when they stand. */
  readonly beside?: "happen" | "meddle";
  /** Until when they stand: the visit's end, or the run's; or for as long as they say. */
  readonly until: "visit" | "run" | "said";
}

/** One of the matrix's faults. `aim` answers why where a visit has nothing that it could strike. */
export interface MatrixFault {
  readonly name: string;
  readonly says: string;
  readonly aim: (visit: Visit) => Aim | string;
}

/** More than Lambda's 60 seconds. */
const tooLong = 65;

/** An event that comes in meanwhile all the same is another fault's, which strikes every visit. */
const waitsForNothing = "it waits for no event, so that none can be late or lost";

/** The twelve: what can befall a step at a call, around it, or behind its back. */
export const matrixFaults: readonly MatrixFault[] = [
  {
    name: "fails-before",
    says: "its decisive call is answered 500 and has no effect, for ten seconds",
    aim: (visit) => ({
      until: "visit",
      faults: [{ kind: "fail", ...decisive(visit), error: "InternalServerError", forSeconds: 10 }],
    }),
  },
  {
    name: "lost-reply",
    says: "its decisive call takes effect, and no attempt of the SDK hears the answer",
    aim: (visit) => ({
      until: "visit",
      faults: [{ kind: "lose-reply", ...decisive(visit), count: 3 }],
    }),
  },
  {
    name: "times-out",
    says: "its decisive call takes longer than the Lambda has",
    aim: (visit) => ({
      until: "visit",
      faults: [{ kind: "delay", ...decisive(visit), seconds: tooLong, count: 1 }],
    }),
  },
  {
    name: "throttled",
    says: "the service of its decisive call throttles it for twenty seconds",
    aim: (visit) => ({
      until: "visit",
      faults: [
        {
          kind: "throttle",
          service: decisive(visit).service,
          role: visit.role,
          forSeconds: 20,
        },
      ],
    }),
  },
  {
    name: "repeated-event",
    says: "an event comes in meanwhile, twice",
    aim: () => ({ until: "run", beside: "happen", faults: [{ kind: "repeated-events" }] }),
  },
  {
    name: "reordered-events",
    says: "two events come in meanwhile, the later one first",
    aim: (visit) =>
      visit.waits
        ? { until: "run", beside: "happen", faults: [{ kind: "reordered-events", count: 1 }] }
        : waitsForNothing,
  },
  {
    name: "lost-event",
    says: "an event that should have come in meanwhile does not",
    aim: (visit) =>
      visit.waits
        ? { until: "run", beside: "happen", faults: [{ kind: "lost-events", count: 1 }] }
        : waitsForNothing,
  },
  {
    name: "stale-read",
    says: "its reads that need not be consistent answer what was before",
    aim: (visit) =>
      visit.askedBefore.some((call) => !isWindowed(call))
        ? { until: "visit", faults: [{ kind: "stale-read", role: visit.role }] }
        : "all that it reads is read consistently, or was never read before",
  },
  {
    name: "denied",
    says: "its decisive call is denied as long as the state lasts",
    aim: (visit) => ({ until: "visit", faults: [{ kind: "deny", ...decisive(visit) }] }),
  },
  {
    name: "wrong-state",
    says: "another hand has changed what it acts on",
    aim: () => ({ until: "visit", beside: "meddle", faults: [] }),
  },
  {
    name: "crash",
    says: "its Lambda's process ends after the decisive call took effect, and the next attempt finds that",
    aim: (visit) => {
      const { names, region } = visit.stands;
      if (visit.role !== names.role(region, visit.machine)) return "no Lambda runs it";
      const { role: _, ...call } = decisive(visit);
      const faults = [
        { kind: "lambda-crash", function: names.deployed(visit.machine), when: "after", ...call, count: 1 },
      ] as const;
      return { until: "visit", faults };
    },
  },
  {
    name: "region-dark",
    says: "its region goes dark within it, for ninety seconds; whoever is there then takes over",
    aim: ({ calls, stands }) => {
      const region = calls[0]?.context.region ?? stands.region;
      return { until: "run", faults: [{ kind: "region-dark", region, forSeconds: 90 }] };
    },
  },
];

/** Metrics are read for a window that moves on; late data are another fault than stale reads. */
const isWindowed = ({ operation }: Call): boolean => operation.startsWith("GetMetric");

const isRead = ({ operation }: Call): boolean => /^(Describe|Get|List|Query|Scan|BatchGet)/.test(operation);

/** The call that matters most: the first change of the platform, else of the ledger, else the first read. */
function decisive({ calls, state, role, stands: { names } }: Visit) {
  // Neither the record of the visit nor the platform, which a new environment reads once, is the step's own doing.
  const own = calls.filter(({ service, input }) => {
    return service !== "ssm" && !JSON.stringify(input).includes(names.idempotencyTable);
  });
  const writes = own.filter((call) => !isRead(call));
  const found = writes.find(({ service }) => service !== "dynamodb") ?? writes[0] ?? own[0];
  if (!found) throw new Error(`${state} calls nothing`);
  const { service, operation, input } = found;
  const table = "TableName" in input && typeof input.TableName === "string" ? input.TableName : undefined;
  return { service, operation, role, ...(table !== undefined && { containing: table }) };
}
