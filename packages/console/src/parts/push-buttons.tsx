import type { GroupDocument } from "@signalbox/core/console/documents";
import { api } from "../live/api.ts";
import { attempt } from "./announcer.tsx";
import { Icon, type IconName } from "./icon.tsx";

type Button = readonly [manner: { behaviour: string; upgrade?: string }, label: string, icon: IconName];

const images: readonly Button[] = [
  [{ behaviour: "good" }, "Good", "check"],
  [{ behaviour: "slow" }, "Slow", "clock"],
  [{ behaviour: "errors" }, "Failing", "cross"],
  [{ behaviour: "unhealthy" }, "Unhealthy", "warning"],
];

/** Of groups whose images migrate a database. */
const migrating: readonly Button[] = [
  [{ behaviour: "good", upgrade: "additive" }, "Adds to the schema", "up"],
  [{ behaviour: "good", upgrade: "breaking" }, "Breaks the schema", "fork"],
];

/** Pushes an image of the next version; its event starts a release as on AWS. */
export function PushButtons({ group: { region, repository, migrates } }: { group: GroupDocument }) {
  const push = (manner: Button[0]): Promise<void> =>
    attempt(async () => {
      const { tag } = await api.push(region, repository, manner);
      return `Pushed ${repository}:${tag}; ECR's event starts its release`;
    });
  return (
    <fieldset class="push">
      <legend>Push the next image</legend>
      {[...images, ...(migrates ? migrating : [])].map(([manner, label, icon]) => (
        <button key={label} type="button" onClick={() => void push(manner)}>
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </fieldset>
  );
}
