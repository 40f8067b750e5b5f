import { bytesInWords } from "@signalbox/core/backup/bytes-in-words";
import type { CataloguePoint } from "@signalbox/core/backup/catalogue/entries";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import { errors } from "../live/api.ts";
import { dayAndTime } from "../logic/format.ts";
import { Badge } from "./badge.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  readonly point: CataloguePoint;
  readonly onVerify: (() => void) | undefined;
  readonly onRestore: () => void;
}

/** One point: what it holds, where its copies are, what was found, and what can be done with it. */
export function PointDetail({ point, onVerify, onRestore }: Props) {
  const { id, capturedAt, phase, made, copies, verifiedAt, problem, remarks } = point;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["holds", `${dayAndTime(capturedAt)} UTC`],
    ["verified", verifiedAt === undefined ? undefined : `${lengthOf(verifiedAt - capturedAt)} later`],
    ["copies", copies.map((copy) => copy.split(":")[3]).join(", ") || undefined],
    ["content", contentOf(made)],
    ["kept until", made?.expiresAt === undefined ? undefined : `${dayAndTime(made.expiresAt)} UTC`],
    [made ? "point" : "run", id.split(/[:/]/).at(-1)],
  ];
  return (
    <li class="point-detail">
      <Badge status={phase} />
      <dl class="plan-facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {problem && (
        <p class="refusal tone-bad">
          <Icon name="warning" />
          <span>
            <b>{problem.error}</b>: {problem.sentence} {errors.value[problem.error]?.action}
          </span>
        </p>
      )}
      {remarks.map((one) => (
        <p key={one} class="quiet-text">
          {one}
        </p>
      ))}
      {made && phase !== "expired" && (
        <div class="actions">
          {onVerify && (
            <button type="button" onClick={onVerify}>
              <Icon name="check" />
              Verify this point
            </button>
          )}
          <button type="button" onClick={onRestore}>
            <Icon name="back" />
            Restore it …
          </button>
        </div>
      )}
    </li>
  );
}

function contentOf(made: CataloguePoint["made"]): string | undefined {
  const { bytes, entries } = made ?? {};
  const parts = [
    ...(entries === undefined ? [] : [`${entries.toLocaleString("en-US")} rows or files`]),
    ...(bytes === undefined ? [] : [bytesInWords(bytes)]),
  ];
  return parts.join(", ") || undefined;
}
