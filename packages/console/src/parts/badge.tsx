import { words } from "../logic/format.ts";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "good" | "bad" | "busy" | "wait" | "idle";

const meanings: Readonly<Record<string, readonly [Tone, IconName]>> = {
  RUNNING: ["busy", "running"],
  SUCCEEDED: ["good", "check"],
  FAILED: ["bad", "cross"],
  TIMED_OUT: ["bad", "clock"],
  ABORTED: ["idle", "stop"],
  PENDING_REDRIVE: ["wait", "running"],
  OK: ["good", "check"],
  ALARM: ["bad", "bell"],
  INSUFFICIENT_DATA: ["idle", "dot"],
  running: ["busy", "running"],
  succeeded: ["good", "check"],
  caught: ["wait", "warning"],
  failed: ["bad", "cross"],
  "timed-out": ["bad", "clock"],
  aborted: ["idle", "stop"],
  pass: ["good", "check"],
  fail: ["bad", "cross"],
  inconclusive: ["wait", "warning"],
  "no-data": ["idle", "dot"],
  promoted: ["good", "check"],
  "rolled-back": ["bad", "back"],
  "rolling-back": ["bad", "back"],
  deploying: ["busy", "running"],
  pausing: ["wait", "clock"],
  deployed: ["good", "check"],
  stopped: ["bad", "stop"],
  stuck: ["bad", "warning"],
  "waiting-for-person": ["wait", "person"],
  maintenance: ["wait", "clock"],
  baking: ["busy", "clock"],
  holding: ["busy", "clock"],
  idle: ["idle", "dot"],
  held: ["wait", "clock"],
  made: ["busy", "dot"],
  copied: ["busy", "copy"],
  verified: ["good", "check"],
  expired: ["idle", "stop"],
  overdue: ["bad", "bell"],
  "in-time": ["good", "check"],
  "no-point-yet": ["idle", "dot"],
  "keeping-old": ["wait", "person"],
  restored: ["good", "check"],
  planned: ["idle", "check"],
  "gone-back": ["bad", "back"],
  "going-back": ["bad", "back"],
  refused: ["bad", "cross"],
  scaled: ["good", "check"],
  nothing: ["idle", "dot"],
  kept: ["idle", "back"],
  completed: ["good", "check"],
  halted: ["bad", "stop"],
  up: ["good", "check"],
  down: ["bad", "cross"],
  unknown: ["wait", "warning"],
  silent: ["idle", "dot"],
  ready: ["good", "check"],
  "not-ready": ["bad", "warning"],
  "never-looked": ["idle", "dot"],
  writes: ["good", "check"],
};

/** How a status looks: never by its colour alone. */
export const meaningOf = (status: string): readonly [Tone, IconName] =>
  meanings[status] ?? ["busy", "running"];

export function Badge({ status, text }: { status: string; text?: string }) {
  const [tone, icon] = meaningOf(status);
  return (
    <span class={`badge tone-${tone}`}>
      <Icon name={icon} />
      {text ?? words(status)}
    </span>
  );
}
