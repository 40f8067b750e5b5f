import type { DeploymentDocument } from "@signalbox/core/console/documents";
import { words } from "./format.ts";

export interface DeploymentShown {
  /** How it is going, in the words and the look of a badge's status. */
  readonly status: "deploying" | "pausing" | "deployed" | "rolling-back" | "rolled-back" | "stopped";
  /** Of the tasks that ECS wants of what it brings, how many run. */
  readonly percent: number;
  readonly sentence: string;
}

/** A deployment as a person reads it: how far it is, what it waits for, what went wrong. */
export function deploymentShown(deployment: DeploymentDocument): DeploymentShown {
  const { running, requested } = deployment;
  const status = statusOf(deployment);
  const percent =
    status === "deployed" ? 100 : requested === 0 ? 0 : Math.min(100, (100 * running) / requested);
  return { status, percent: Math.round(percent), sentence: sentenceOf(deployment, status) };
}

function statusOf({ status, waits }: DeploymentDocument): DeploymentShown["status"] {
  if (status === "SUCCESSFUL") return "deployed";
  if (status === "PENDING" || status === "IN_PROGRESS") return waits ? "pausing" : "deploying";
  if (status === "ROLLBACK_SUCCESSFUL") return "rolled-back";
  return status.startsWith("ROLLBACK_") ? "rolling-back" : "stopped";
}

function sentenceOf(deployment: DeploymentDocument, status: DeploymentShown["status"]): string {
  const { image, running, requested, pending, stage, breaker, reason } = deployment;
  const what = image || "its revision";
  if (status === "deployed") return `${what} is deployed`;
  if (status === "deploying" || status === "pausing") {
    const at =
      stage === undefined ? "" : `, ${status === "pausing" ? "pauses after" : "at"} ${stageWords(stage)}`;
    const failed =
      breaker && breaker.failed > 0 ? `, ${breaker.failed} of ${breaker.threshold} failures` : "";
    return `${running} of ${requested} tasks of ${what} run${pending > 0 ? `, ${pending} pending` : ""}${at}${failed}`;
  }
  const verb = status === "rolling-back" ? "takes" : status === "rolled-back" ? "has taken" : "has stopped";
  const back = status === "stopped" ? "" : " back";
  const failed = breaker && breaker.failed > 0 ? `; ${breaker.failed} tasks failed` : "";
  return `ECS ${verb} ${what}${back}: ${reason ?? "it gives no reason"}${failed}`;
}

/** `POST_TEST_TRAFFIC_SHIFT` → `test traffic shift`: where it pauses, the stage has been carried out. */
const stageWords = (stage: string): string =>
  words(
    stage
      .replace(/^POST_/, "")
      .replaceAll("_", "-")
      .toLowerCase(),
  );
