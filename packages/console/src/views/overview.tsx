import { cloud, groups } from "../live/documents.ts";
import { CopyCommand } from "../parts/copy-command.tsx";
import { address, place } from "../route/route.ts";
import { GroupCard } from "./group-card.tsx";

/** The platform, region by region. */
export function Overview() {
  const known = cloud.value;
  if (!known) return <p class="quiet-text">connecting to the local cloud …</p>;
  const asked = place.value.query.get("region") ?? "";
  const region = known.regions.includes(asked) ? asked : (known.regions[0] ?? "");
  const shown = [...groups.value.values()].filter((group) => group.region === region);
  return (
    <>
      <h1 class="visually-hidden">Overview</h1>
      <nav class="regions" aria-label="Regions">
        {known.regions.map((each) => (
          <a
            key={each}
            href={address("", { region: each })}
            {...(each === region && { "aria-current": "page" as const })}
          >
            {each}
            <span class="region-note">{known.deployed.includes(each) ? "platform" : "empty"}</span>
          </a>
        ))}
      </nav>
      {shown.length === 0 ? (
        <EmptyRegion region={region} anywhere={known.deployed.length > 0} />
      ) : (
        <div class="groups">
          {shown.map((group) => (
            <GroupCard key={`${group.region}/${group.name}`} group={group} />
          ))}
        </div>
      )}
    </>
  );
}

function EmptyRegion({ region, anywhere }: { region: string; anywhere: boolean }) {
  const endpoint = location.origin;
  return (
    <section class="empty card">
      <h2>Nothing is deployed in {region}</h2>
      <p>
        The region is there and answers;{" "}
        {anywhere ? "the platform runs in another one" : "this cloud has no platform"}. What it holds:
      </p>
      <CopyCommand
        command={`aws --endpoint-url ${endpoint} --region ${region} stepfunctions list-state-machines`}
      />
    </section>
  );
}
