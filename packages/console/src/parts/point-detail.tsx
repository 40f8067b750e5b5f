import { bytesInWords } from "@signalbox/core/backup/bytes-in-words";
import type { CataloguePoint } from "@signalbox/core/backup/catalogue/entries";
import { regionOfPoint } from "@signalbox/core/backup/catalogue/point-region";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import { errors } from "../live/api.ts";
import { dayAndTime } from "../logic/format.ts";
import { Badge } from "./badge.tsx";
import { Icon } from "./icon.tsx";

interface Props {
  readonly point: CataloguePoint;
  readonly onVerify: (() => void) | undefined;
  /** Undefined where nothing writes it back. */
  readonly onRestore: (() => void) | undefined;
}

/** One point: what it holds, where its copies are, what was found, and what can be done with it. */
export function PointDetail({ point, onVerify, onRestore }: Props) {
  const { id, capturedAt, phase, made, copies, verifiedAt, problem, remarks } = point;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["holds", `${dayAndTime(capturedAt)} UTC`],
    ["verified", verifiedAt === undefined ? undefined : `${lengthOf(verifiedAt - capturedAt)} later`],
    ["copies", copies.map(regionOfPoint).join(", ") || undefined],
    ["content", contentOf(point)],
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
          {onRestore && (
            <button type="button" onClick={onRestore}>
              <Icon name="back" />
              Restore it …
            </button>
          )}
        </div>
      )}
    </li>
  );
}

const entriesOf: Readonly<Record<string, string>> = { database: "rows", files: "files" };

function contentOf({ class: of, made }: CataloguePoint): string | undefined {
  const { bytes, entries } = made ?? {};
  const kind = entriesOf[of.split("/")[0] ?? ""] ?? "parts";
  const parts = [
    ...(entries === undefined ? [] : [`${entries.toLocaleString("en-US")} ${kind}`]),
    ...(bytes === undefined ? [] : [bytesInWords(bytes)]),
  ];
  return parts.join(", ") || undefined;
}
