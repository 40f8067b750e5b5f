import type { Answer } from "../answer.ts";
import type { Decision, ListenerSpec, Outcome, RequestHead, Target } from "../plane.ts";
import type { Ending, InFlight } from "./in-flight.ts";
import type { ModelTask } from "./task.ts";

/** A request on its way to its last byte. */
export interface ModelRequest extends Ending {
  readonly task: ModelTask;
  /** Its task was killed at this time; what should have ended by then, has. */
  cut(at: number): void;
}

/** Routes a request and decides what it meets; its end comes when the clock has passed it. */
export function meet(
  now: number,
  { balancer, idleTimeoutSeconds }: ListenerSpec,
  request: RequestHead,
  taskAt: (target: Target) => ModelTask | undefined,
  inFlight: InFlight<ModelRequest>,
  answered: (answer: Answer) => void,
): void {
  const decision = balancer.route(request);
  if (decision.kind !== "forward") {
    answered(own(statusOf(decision)));
    return;
  }
  const task = taskAt(decision.target);
  if (!task) {
    balancer.finished(decision, { kind: "broken", phase: "connect", seconds: 0 });
    answered(own(502));
    return;
  }
  if (task.container.pass) {
    void task.container.pass(request).then((answer) => {
      const { kind } = answer;
      balancer.finished(
        decision,
        kind === "answered"
          ? { kind, status: answer.status, seconds: answer.firstByteSeconds }
          : { kind: "broken", phase: "head", seconds: 0 },
      );
      answered(answer);
    });
    return;
  }
  const { revision } = task;
  const { status, firstByteSeconds, lastByteSeconds } = task.container.behave(request);
  const idle = idleTimeoutSeconds();
  const silent = firstByteSeconds > idle;
  const outcome: Outcome = silent
    ? { kind: "timeout", seconds: idle }
    : { kind: "answered", status, seconds: firstByteSeconds };
  const endsAt = now + (silent ? idle : lastByteSeconds) * 1000;
  const headAt = now + firstByteSeconds * 1000;
  inFlight.add({
    task,
    endsAt,
    end: () => {
      balancer.finished(decision, outcome);
      answered(
        silent
          ? own(504, idle)
          : {
              kind: "answered",
              status,
              revision,
              firstByteSeconds,
              lastByteSeconds,
              ...(decision.cookies.length > 0 && { cookies: decision.cookies }),
            },
      );
    },
    cut: (at) => {
      const began = at >= headAt;
      balancer.finished(
        decision,
        began
          ? { kind: "broken", phase: "body", status, seconds: firstByteSeconds }
          : { kind: "broken", phase: "head", seconds: (at - now) / 1000 },
      );
      answered(began ? { kind: "cut", status, revision } : own(502, (at - now) / 1000));
    },
  });
}

const own = (status: number, seconds = 0): Answer => ({
  kind: "answered",
  status,
  revision: undefined,
  firstByteSeconds: seconds,
  lastByteSeconds: seconds,
});

const statusOf = (decision: Exclude<Decision, { kind: "forward" }>): number =>
  decision.kind === "no-target" ? 503 : decision.status;
