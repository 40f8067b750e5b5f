import type { Environment } from "../environment.ts";
import { hookChanged } from "../events.ts";
import type { ServiceState, ShiftingState } from "../state.ts";
import { askFunction } from "./ask-function.ts";
import { endHook, isOpen } from "./end-hook.ts";
import type { HookState, Stage } from "./lifecycle.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Starts all hooks of a stage at once, as AWS does. */
export function openHooks(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
  stage: Stage,
): void {
  const now = environment.world.clock.now();
  for (const hook of green.settings.hooks.filter(({ stages }) => stages.some((one) => one === stage))) {
    const isPause = hook.target.type === "PAUSE";
    const letter = (): string => alphabet.charAt(Math.floor(environment.random.next() * alphabet.length));
    const opened: HookState = {
      id: `ecs-${isPause ? "pause" : "lambda"}-${Array.from({ length: 43 }, letter).join("")}`,
      hook,
      stage,
      status: isPause ? "AWAITING_ACTION" : "IN_PROGRESS",
      reason: undefined,
      expiresAt: now + hook.timeoutMinutes * 60_000,
      askAgainAt: now,
      details: hook.target.type === "PAUSE" ? {} : hook.target.details,
    };
    green.lifecycle.hooks.push(opened);
    hookChanged(environment, service, green, opened);
  }
}

/** Lets hooks time out, asks functions whose time has come, and says whether the stage may end. */
export function tendHooks(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
): "passed" | "waiting" | { readonly failed: string } {
  const { stage, hooks } = green.lifecycle;
  const now = environment.world.clock.now();
  const present = hooks.filter((hook) => hook.stage === stage);
  for (const hook of present.filter(isOpen)) {
    if (now >= hook.expiresAt) endHook(environment, service, green, hook, "TIMED_OUT");
    else if (hook.status === "IN_PROGRESS" && now >= hook.askAgainAt)
      askFunction(environment, service, green, hook);
  }
  const failed = present.find(
    ({ status, hook }) =>
      status === "FAILED" || (status === "TIMED_OUT" && hook.timeoutAction === "ROLLBACK"),
  );
  if (failed) return { failed: sentence(failed) };
  return present.some(isOpen) ? "waiting" : "passed";
}

/** AWS's words, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
function sentence({ stage, status, hook, reason }: HookState): string {
  const kind = hook.target.type === "PAUSE" ? "pause" : "lifecycle";
  if (status === "TIMED_OUT")
    return `Service deployment rolled back because ${stage} ${kind} hook timed out.`;
  const why = reason === undefined ? "" : ` ${reason}`;
  return `Service deployment rolled back because ${stage} lifecycle hook(s) failed.${why}`;
}
