import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { Asked, Source } from "@signalbox/core/backup/restore/choose-source";
import type { RestorePlan } from "@signalbox/core/backup/restore/plan";
import { errors } from "../live/api.ts";
import { dayAndTime, shorten } from "../logic/format.ts";
import { Fact } from "../parts/fact.tsx";
import { Icon } from "../parts/icon.tsx";

interface Props {
  readonly plan: RestorePlan;
  /** Asks for one of the nearest moments instead. */
  readonly onChoose: (asked: Asked) => void;
}

/** What a restore would replace, lose and do; nothing is written by looking. */
export function RestorePlanView({ plan: { items, refusals, warnings, acts, approval }, onChoose }: Props) {
  return (
    <section class="plan" aria-label="Plan of the restore">
      {items.map(({ target, source, replaces, lostMs, expectedMs }) => (
        <dl key={target} class="plan-facts">
          <Fact name="comes back" value={`${dayAndTime(source.at)} UTC, ${fromWords(source)}`} />
          <Fact name="replaces" value={replaces} />
          <Fact
            name="is lost"
            value={lostMs === 0 ? "nothing newer" : `what was written in the ${lengthOf(lostMs)} since then`}
          />
          <Fact
            name="takes"
            value={
              expectedMs === undefined
                ? "not known: no restore was measured"
                : `${lengthOf(expectedMs)}, as measured last`
            }
          />
          <Fact
            name="approval"
            value={
              approval === "person"
                ? "a person agrees before anything is switched"
                : "nobody is asked: this stage is not permanent"
            }
          />
        </dl>
      ))}
      {refusals.map(({ error, sentence, nearest }) => (
        <div key={error}>
          <p class="refusal tone-bad">
            <Icon name="warning" />
            <span>
              It would be refused: <b>{error}</b>, {shorten(sentence)} {errors.value[error]?.action}
            </span>
          </p>
          <div class="actions">
            {nearest.map((source) => (
              <button key={source.at} type="button" onClick={() => onChoose(askedOf(source))}>
                {dayAndTime(source.at)}, {fromWords(source)}
              </button>
            ))}
          </div>
        </div>
      ))}
      {warnings.map((one) => (
        <p key={one} class="refusal tone-wait">
          <Icon name="warning" />
          <span>{one}</span>
        </p>
      ))}
      {acts.length > 0 && (
        <ol class="plan-acts">
          {acts.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      )}
    </section>
  );
}

const askedOf = (source: Source): Asked =>
  source.kind === "point" ? { point: source.point.id } : { time: source.at };

const fromWords = (source: Source): string =>
  source.kind === "point"
    ? `from a point of ${source.point.class}`
    : source.kind === "moment"
      ? "from the log, to the second"
      : "from their replicas";
