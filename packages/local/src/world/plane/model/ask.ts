import type { Asked, ListenerSpec, Target, Told } from "../plane.ts";
import type { ModelTask } from "./task.ts";

/** One request in full, through a listener: the container says its whole answer, for as long as its clock takes. */
export async function ask(
  now: () => number,
  { balancer }: ListenerSpec,
  request: Asked,
  taskAt: (target: Target) => ModelTask | undefined,
): Promise<Told> {
  const decision = balancer.route(request);
  if (decision.kind === "fixed") return { status: decision.status, text: decision.body };
  if (decision.kind === "redirect") return { status: decision.status, text: "" };
  if (decision.kind === "no-target") return { status: 503, text: "" };
  const task = taskAt(decision.target);
  if (!task) {
    balancer.finished(decision, { kind: "broken", phase: "connect", seconds: 0 });
    return { status: 502, text: "" };
  }
  const started = now();
  const { status, body } = await task.container.answer({ ...request, body: request.body ?? "" });
  const seconds = (now() - started) / 1000;
  let text = typeof body === "string" ? body : "";
  if (typeof body !== "string") for await (const chunk of body) text += chunk;
  balancer.finished(decision, { kind: "answered", status, seconds });
  return { status, text };
}
