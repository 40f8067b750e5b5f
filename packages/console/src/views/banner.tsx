import { cloud } from "../live/documents.ts";
import { connection } from "../live/stream.ts";
import { now } from "../live/world-time.ts";
import { dayAndTime } from "../logic/format.ts";
import { Icon } from "../parts/icon.tsx";
import { address } from "../route/route.ts";
import { theme, toggleTheme } from "../theme.ts";

const states = { connecting: "connecting", live: "live", lost: "no connection, trying again" } as const;

/** Says at every moment that nothing of this is AWS, and which time it keeps. */
export function Banner() {
  const clock = cloud.value?.clock;
  const kind = !clock
    ? ""
    : clock.kind === "accelerated"
      ? `accelerated: ${clock.factor} × real time`
      : `${clock.kind} time`;
  return (
    <header class="banner">
      <a class="name" href={address("")}>
        Signalbox
      </a>
      <p class="local">
        <strong>LOCAL</strong> <span class="local-note">a simulation; nothing here is on AWS</span>
      </p>
      <p class="clock">
        <Icon name="clock" />
        <span>{kind}</span>
        {now.value > 0 && <time>{dayAndTime(now.value)} UTC</time>}
      </p>
      <p class={`connection connection-${connection.value}`} role="status">
        {states[connection.value]}
      </p>
      {(cloud.value?.troubles.length ?? 0) > 0 && (
        <p class="troubles tone-bad" role="alert">
          <Icon name="warning" />
          Parts of the page stand still: {cloud.value?.troubles.join("; ")}
        </p>
      )}
      <button
        type="button"
        class="quiet theme"
        onClick={toggleTheme}
        aria-label={theme.value === "dark" ? "Light mode" : "Dark mode"}
      >
        <Icon name={theme.value === "dark" ? "sun" : "moon"} />
      </button>
    </header>
  );
}
