import type { ServiceDocument } from "@signalbox/core/console/documents";
import { ShareBar } from "./share-bar.tsx";

/** Each service of a group that has several: what it really served, or what its rules say while it has no traffic. */
export function ServiceRows({ services }: { services: readonly ServiceDocument[] }) {
  return (
    <ul class="services" aria-label="services of the group">
      {services.map(({ name, sides: { blue, green } }) => {
        const seen = blue.seen !== undefined || green.seen !== undefined;
        return (
          <li key={name}>
            <ShareBar
              label={name}
              kind="seen"
              shares={
                seen ? { blue: blue.seen, green: green.seen } : { blue: blue.wanted, green: green.wanted }
              }
              note={`${seen ? "seen" : "wanted"}; healthy ${blue.healthy}/${blue.desired} and ${green.healthy}/${green.desired}`}
            />
          </li>
        );
      })}
    </ul>
  );
}
