import type { HistoryRecord } from "@signalbox/core/console/documents";

export type VisitStatus = "running" | "succeeded" | "caught" | "failed" | "timed-out" | "aborted";

/** One stay in a state, from its …StateEntered event on. Times in milliseconds since 1970. */
export interface Visit {
  /** Id of the event that entered the state. */
  readonly id: number;
  readonly state: string;
  /** ASL's type of the state, such as Task. */
  readonly type: string;
  readonly entered: number;
  readonly exited?: number;
  readonly status: VisitStatus;
  /** JSON text. */
  readonly input?: string;
  readonly output?: string;
  /** How often the task was scheduled. */
  readonly attempts: number;
  /** When an attempt failed and another one followed. */
  readonly retries: readonly number[];
  readonly error?: string;
  readonly cause?: string;
  /** ARN of the execution that the state started and waits for. */
  readonly started?: string;
}

type Draft = { -readonly [K in keyof Visit]: Visit[K] } & {
  failedAt: number[];
  scheduledAt: number[];
  /** How the visit had ended before a redrive took it up again. */
  ended?: { readonly at: number; readonly status: VisitStatus };
};

const ending: Readonly<Record<string, VisitStatus>> = {
  ExecutionFailed: "failed",
  ExecutionTimedOut: "timed-out",
  ExecutionAborted: "aborted",
};

/**
 * Reads the visits of states out of a history, oldest first. An event belongs to the visit of the event before it in
 * its own branch (`previousEventId`), so that parallel branches keep apart.
 */
export function visitsOf(events: readonly HistoryRecord[]): Visit[] {
  const drafts: Draft[] = [];
  const byEvent = new Map<number, Draft>();
  for (const event of events) {
    const at = Date.parse(event.timestamp);
    const details = detailsOf(event);
    if (event.type.endsWith("StateEntered")) {
      const draft = enter(event, at, details);
      letGo(drafts, draft.state);
      drafts.push(draft);
      byEvent.set(event.id, draft);
      continue;
    }
    const end = ending[event.type];
    if (end !== undefined) {
      for (const draft of drafts) if (draft.exited === undefined) close(draft, at, end, details);
      continue;
    }
    if (event.type === "ExecutionRedriven") {
      const [first] = takeUp(drafts);
      if (first) byEvent.set(event.id, first);
      continue;
    }
    const draft = byEvent.get(event.previousEventId ?? 0);
    if (!draft) continue;
    byEvent.set(event.id, draft);
    happen(draft, event, at, details);
  }
  return drafts.map(({ failedAt, scheduledAt, ended: _, ...visit }) => ({
    ...visit,
    attempts: scheduledAt.length,
    // A failure after which the task was scheduled once more was retried.
    retries: failedAt.filter((failed) =>
      scheduledAt.some((scheduled, index) => index > 0 && scheduled >= failed),
    ),
  }));
}

/** A redrive goes on in the states in which the execution had ended; it enters none of them again. */
function takeUp(drafts: readonly Draft[]): Draft[] {
  const unsuccessful = drafts.filter(({ status }) => ["failed", "timed-out", "aborted"].includes(status));
  const last = Math.max(...unsuccessful.map(({ exited }) => exited ?? 0));
  return unsuccessful.filter((draft) => {
    if (draft.exited !== last) return false;
    draft.ended = { at: last, status: draft.status };
    draft.status = "running";
    delete draft.exited;
    return true;
  });
}

/** A Fail state, though, is entered again: then the visit before has ended for good. */
function letGo(drafts: readonly Draft[], state: string): void {
  for (const draft of drafts)
    if (draft.state === state && draft.status === "running" && draft.ended) {
      draft.exited = draft.ended.at;
      draft.status = draft.ended.status;
    }
}

/** Each event carries one `…EventDetails`, named after its type. */
export function detailsOf(event: HistoryRecord): Readonly<Record<string, unknown>> {
  for (const [key, value] of Object.entries(event))
    if (key.endsWith("EventDetails") && typeof value === "object" && value !== null) return { ...value };
  return {};
}

function enter(event: HistoryRecord, entered: number, details: Readonly<Record<string, unknown>>): Draft {
  const input = text(details.input);
  return {
    id: event.id,
    state: text(details.name) ?? "",
    type: event.type.slice(0, -"StateEntered".length),
    entered,
    status: "running",
    ...(input !== undefined && { input }),
    attempts: 0,
    retries: [],
    failedAt: [],
    scheduledAt: [],
  };
}

function happen(
  draft: Draft,
  { type }: HistoryRecord,
  at: number,
  details: Readonly<Record<string, unknown>>,
): void {
  if (/(Task|LambdaFunction|Activity)Scheduled$/.test(type)) draft.scheduledAt.push(at);
  else if (type === "TaskSubmitted" && details.resourceType === "states") {
    const started = executionIn(text(details.output));
    if (started !== undefined) draft.started = started;
  } else if (/(Failed|TimedOut)$/.test(type)) {
    draft.failedAt.push(at);
    remember(draft, details);
  } else if (type.endsWith("StateExited")) {
    draft.exited = at;
    const output = text(details.output);
    if (output !== undefined) draft.output = output;
    // An error that the last attempt met, and still the state was left: a Catch took it.
    const lastFailed = draft.failedAt.at(-1) ?? -1;
    const caught = lastFailed >= (draft.scheduledAt.at(-1) ?? 0) && draft.failedAt.length > 0;
    draft.status = caught ? "caught" : "succeeded";
    if (!caught) {
      delete draft.error;
      delete draft.cause;
    }
  }
}

function close(
  draft: Draft,
  at: number,
  status: VisitStatus,
  details: Readonly<Record<string, unknown>>,
): void {
  draft.exited = at;
  draft.status = status;
  remember(draft, details);
}

function remember(draft: Draft, { error, cause }: Readonly<Record<string, unknown>>): void {
  const [name, why] = [text(error), text(cause)];
  if (name !== undefined) draft.error = name;
  if (why !== undefined) draft.cause = why;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** What Step Functions answers to a start, as JSON text. */
function executionIn(output = "{}"): string | undefined {
  const { ExecutionArn: arn } = JSON.parse(output);
  return typeof arn === "string" ? arn : undefined;
}
