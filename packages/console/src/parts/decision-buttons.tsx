import type { GroupDocument, PersonsAction } from "@signalbox/core/console/documents";
import type { Run } from "@signalbox/core/ledger/records";
import { sidesOf } from "@signalbox/core/release/sides";
import { api } from "../live/api.ts";
import { decisionCommand } from "../logic/command.ts";
import { Icon, type IconName } from "./icon.tsx";
import { ask } from "./reason-dialog.tsx";

interface Words {
  readonly label: string;
  readonly icon: IconName;
  readonly text: (run: Run) => string;
}

const words: Readonly<Record<PersonsAction, Words>> = {
  promote: {
    label: "Promote",
    icon: "up",
    text: ({ phase, release: { strategy } }) =>
      phase === "holding"
        ? strategy === "rolling"
          ? "The hold ends now."
          : "The hold ends now, and the old side is scaled in."
        : strategy !== "canary" && ["baking", "waiting-for-person"].includes(phase)
          ? "What it waits for counts as given, and the release goes on."
          : ["baking", "waiting-for-person"].includes(phase)
            ? "This bake ends now without a verdict, and the release goes on with the next weight."
            : "The next bake is passed over without a verdict.",
  },
  "promote-fully": {
    label: "Promote fully",
    icon: "skip",
    text: () =>
      "Every bake that is left is passed over without a verdict. Targets and shares are still checked, alarms still turn back, the old side is still kept for the hold.",
  },
  abort: {
    label: "Abort",
    icon: "back",
    text: ({ release }) =>
      `All traffic goes back to ${sidesOf(release)?.stable ?? "what served before"} at once; the candidate is drained and scaled in.`,
  },
};

/** What a person can decide about a running release, each with a required reason. */
export function DecisionButtons({ group, run }: { group: GroupDocument; run: Run }) {
  if (group.may.length === 0) return null;
  const decide = (action: PersonsAction): void =>
    ask({
      title: `${words[action].label} ${run.release.image.repository}:${run.release.image.tag ?? run.release.image.digest.slice(0, 19)}`,
      text: words[action].text(run),
      action: words[action].label,
      danger: action === "abort",
      needsReason: true,
      // No command promotes fully.
      ...(action !== "promote-fully" && {
        command: (reason: string) =>
          decisionCommand(location.origin, {
            action,
            region: group.region,
            release: run.release.run,
            reason,
          }),
      }),
      act: async (reason) => {
        await api.decide({
          region: group.region,
          group: group.name,
          release: run.release.run,
          action,
          reason,
          by: "console",
        });
        return `${words[action].label}: handed to the release, with your reason`;
      },
    });
  return (
    <fieldset class="actions" aria-label={`Decide about the release of ${group.name}`}>
      {group.may.map((action) => (
        <button
          key={action}
          type="button"
          class={action === "abort" ? "danger" : action === "promote" ? "primary" : ""}
          onClick={() => decide(action)}
        >
          <Icon name={words[action].icon} />
          {words[action].label}
        </button>
      ))}
    </fieldset>
  );
}
