import { useEffect, useRef } from "preact/hooks";
import { alarms, backups, executions, faults, groups, restorables } from "../live/documents.ts";
import { address, parts } from "../route/route.ts";

const views = [
  ["", "Overview"],
  ["backups", "Backups"],
  ["scaling", "Scaling"],
  ["regions", "Regions"],
  ["executions", "Executions"],
  ["events", "Events"],
  ["alarms", "Alarms"],
  ["start", "Start"],
  ["faults", "Break things"],
] as const;

export function Navigation() {
  const [here = ""] = parts.value;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // Not scrollIntoView: the browser would take the link for the place where the Tab key goes on.
    const link = bar.current?.querySelector("[aria-current]");
    if (link instanceof HTMLElement) bar.current?.scrollTo({ left: link.offsetLeft - link.offsetWidth });
  }, [here]);
  return (
    <nav ref={bar} class="navigation" aria-label="Views">
      {views.map(([path, title]) => {
        const count = countFor(path);
        return (
          <a key={path} href={address(path)} {...(here === path && { "aria-current": "page" as const })}>
            {title}
            {count && <span class="count">{count}</span>}
          </a>
        );
      })}
    </nav>
  );
}

/** What waits behind a link, where it is worth a look. */
function countFor(path: string): string {
  const say = (count: number, what: string): string => (count === 0 ? "" : `${count} ${what}`);
  if (path === "")
    return say(
      [...groups.value.values()].filter(({ run }) => run?.phase === "waiting-for-person").length,
      "waiting",
    );
  if (path === "executions")
    return say([...executions.value.values()].filter(({ status }) => status === "RUNNING").length, "running");
  if (path === "backups")
    return (
      say(
        [...restorables.value.values()].filter(
          ({ restorations: [newest] }) => newest?.phase === "waiting-for-person",
        ).length,
        "waiting",
      ) || say([...backups.value.values()].filter(({ overdue }) => overdue.length > 0).length, "overdue")
    );
  if (path === "alarms")
    return say([...alarms.value.values()].filter(({ state }) => state === "ALARM").length, "in alarm");
  return path === "faults" ? say(faults.value.size, "broken") : "";
}
