import type { GroupDocument } from "@signalbox/core/console/documents";
import { api } from "../live/api.ts";
import { attempt } from "./announcer.tsx";
import { Icon, type IconName } from "./icon.tsx";

const images: readonly (readonly [behaviour: string, label: string, icon: IconName])[] = [
  ["good", "Good", "check"],
  ["slow", "Slow", "clock"],
  ["errors", "Failing", "cross"],
  ["unhealthy", "Unhealthy", "warning"],
];

/** Pushes an image of the next version; its event starts a release as on AWS. */
export function PushButtons({ group: { region, repository } }: { group: GroupDocument }) {
  const push = (behaviour: string): Promise<void> =>
    attempt(async () => {
      const { tag } = await api.push(region, repository, behaviour);
      return `Pushed ${repository}:${tag}; ECR's event starts its release`;
    });
  return (
    <fieldset class="push">
      <legend>Push the next image</legend>
      {images.map(([behaviour, label, icon]) => (
        <button key={behaviour} type="button" onClick={() => void push(behaviour)}>
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </fieldset>
  );
}
