import { approvalSeconds, wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import type { Restoration, RestoreDecision } from "@signalbox/core/backup/run/restoration";
import type { WaitDocument } from "@signalbox/core/console/documents";
import { api } from "../live/api.ts";
import { answerCommand } from "../logic/backup-command.ts";
import { Countdown } from "./countdown.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { ask } from "./reason-dialog.tsx";

type Action = RestoreDecision["action"];

interface Words {
  readonly label: string;
  readonly icon: IconName;
  readonly danger: boolean;
  readonly text: (restoration: Restoration) => string;
}

const words: Readonly<Record<Action, Words>> = {
  approve: {
    label: "Approve",
    icon: "check",
    danger: false,
    text: ({ old, beside }) =>
      `What serves is switched from ${old ?? "the old"} to ${beside ?? "the restored"}; the old is kept.`,
  },
  abort: {
    label: "Abort",
    icon: "cross",
    danger: true,
    text: ({ beside }) => `${beside ?? "What was restored"} is taken away again; what serves stays as it is.`,
  },
  release: {
    label: "Release the old",
    icon: "check",
    danger: false,
    text: ({ old }) =>
      `${old ?? "What was replaced"} is kept no longer: after that there is no way back to it.`,
  },
  back: {
    label: "Go back",
    icon: "back",
    danger: true,
    text: ({ old }) =>
      `${old ?? "What was replaced"} serves again; what was written since the switch is not in it.`,
  },
};

interface Wait {
  readonly title: string;
  readonly actions: readonly Action[];
  readonly seconds: number;
  /** What comes of it when nobody says anything. */
  readonly otherwise: string;
}

const waits: Readonly<Record<string, Wait>> = {
  "waiting-for-person": {
    title: "A person has to decide",
    actions: ["approve", "abort"],
    seconds: approvalSeconds,
    otherwise: "Without an answer what was restored is taken away again, and nothing is switched.",
  },
  "keeping-old": {
    title: "The old is kept until a person releases it",
    actions: ["release", "back"],
    seconds: wayBackSeconds,
    otherwise: "Without an answer the restore stands, and the way back ends.",
  },
};

/** What a restore waits for, and the answers to it, each with a required reason; nothing while it waits for nobody. */
export function RestoreGate({ region, restoration }: { region: string; restoration: Restoration }) {
  const { phase, run } = restoration;
  const wait = waits[phase];
  if (!wait) return null;
  const decide = (action: Action): void => {
    const { label, danger, text } = words[action];
    ask({
      title: `${label}: ${run}`,
      text: text(restoration),
      action: label,
      danger,
      needsReason: true,
      command: (reason) => answerCommand(location.origin, { region, run }, action, reason),
      act: async (reason) => {
        await api.decideRestore(region, { restore: run, action, reason, by: "console" });
        return `${label}: handed to the restore, with your reason`;
      },
    });
  };
  return (
    <section class="gate" aria-label={`Gate of ${run}`}>
      <h3>
        <Icon name="person" />
        {wait.title}
      </h3>
      <Countdown wait={untilOf(restoration, wait)} what="deadline" />
      <p class="quiet-text">{wait.otherwise}</p>
      <div class="actions">
        {wait.actions.map((action) => (
          <button
            key={action}
            type="button"
            class={words[action].danger ? "danger" : "primary"}
            onClick={() => decide(action)}
          >
            <Icon name={words[action].icon} />
            {words[action].label}
          </button>
        ))}
      </div>
    </section>
  );
}

function untilOf({ phases, phase, startedAt }: Restoration, { seconds }: Wait): WaitDocument {
  const entered = phases.findLast((one) => one.phase === phase)?.at ?? startedAt;
  const deadline = new Date(Date.parse(entered) + seconds * 1_000).toISOString();
  return { state: phase, entered, deadline };
}
