import type { Data } from "./data.ts";
import { withinLimit } from "./data.ts";
import type { Limits } from "./deadline.ts";
import { withDeadline } from "./deadline.ts";
import { Abandoned, abandoned, StatesError } from "./error.ts";
import type { Attempt } from "./frame.ts";
import type { TaskRequest } from "./integration.ts";
import { answersByToken } from "./integration.ts";
import type { TaskEvents } from "./task-events.ts";
import type { Visit } from "./visit.ts";

type Request = Omit<TaskRequest, "signal">;

/**
 * Makes a task's call and waits for its result as its pattern says; records success or failure. In an attempt that is taken
 * up, a call that had not answered is made again, as a Lambda may be called twice on AWS.
 */
export async function taskResult(
  visit: Visit,
  request: Request,
  attempt: Attempt,
  events: TaskEvents,
): Promise<Data> {
  const { thread } = visit;
  try {
    const answer = isPlainCall(request, attempt.limits)
      ? await thread.run.integrations.call({ ...request, signal: thread.signal })
      : await withDeadline(thread, attempt, (signal, beat) =>
          answerOf(visit, { ...request, signal }, attempt, events, beat),
        );
    if (thread.signal.aborted) throw abandoned;
    const result = withinLimit(answer, events.subject);
    events.succeeded(visit, result);
    return result;
  } catch (error) {
    if (thread.signal.aborted || error instanceof Abandoned) throw abandoned;
    const failure = error instanceof StatesError ? error : new StatesError("States.Runtime", String(error));
    events.failed(visit, failure);
    throw failure;
  }
}

/** Nothing but one call, however long it takes: no clock is needed. */
function isPlainCall({ resource }: Request, limits: Limits): boolean {
  const { timeoutSeconds, heartbeatSeconds } = limits;
  return !answersByToken(resource) && timeoutSeconds === undefined && heartbeatSeconds === undefined;
}

async function answerOf(
  visit: Visit,
  request: TaskRequest,
  attempt: Attempt,
  events: TaskEvents,
  beat: () => void,
): Promise<Data> {
  const { integrations } = visit.thread.run;
  const { resource, signal } = request;
  if (!answersByToken(resource)) return await integrations.call(request);
  const submit = async (): Promise<Data> => {
    if (attempt.submitted) return attempt.submitted;
    const submitted = withinLimit(await integrations.call(request), events.subject);
    if (signal.aborted) throw abandoned;
    events.submitted(visit, submitted);
    attempt.submitted = submitted;
    return submitted;
  };
  const answered = answerToToken(visit, signal, beat);
  const isJob = resource.kind === "service" && resource.pattern !== "waitForTaskToken";
  if (isJob) {
    const completed = submit().then((submitted) => integrations.completion(request, submitted));
    return await Promise.race([completed, answered]);
  }
  // A token may be answered before the call that handed it out has returned; the call still has to succeed.
  const [, answer] = await Promise.all([submit(), answered]);
  return answer;
}

function answerToToken(visit: Visit, signal: AbortSignal, beat: () => void): Promise<Data> {
  const { tokens } = visit.thread.run;
  const { token = "" } = visit.position;
  return new Promise((resolve, reject) => {
    tokens.open(token, {
      succeed: (output) => {
        tokens.close(token);
        resolve(output);
      },
      fail: (error) => {
        tokens.close(token);
        reject(error);
      },
      heartbeat: beat,
    });
    signal.addEventListener("abort", () => tokens.close(token), { once: true });
  });
}
