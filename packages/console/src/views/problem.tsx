import { errors } from "../live/api.ts";
import { sentenceOf } from "../logic/format.ts";
import { Icon } from "../parts/icon.tsx";

/** An error with its cause, and what to do about it as its table says. */
export function Problem({ error, cause, of }: { error: string; cause: string; of: string }) {
  // The end of a release carries the name of the end; what led there stands in its sentence.
  const named = Object.keys(errors.value).find((name) => name !== error && cause.includes(name));
  const known = [...new Set([named, error])].flatMap((name) => {
    const entry = name === undefined ? undefined : errors.value[name];
    return name !== undefined && entry ? [{ name, ...entry }] : [];
  });
  return (
    <section class="problem" aria-label={`Error of ${of}`}>
      <h2>
        <Icon name="warning" />
        {error}
      </h2>
      <p>{sentenceOf(cause)}</p>
      {known.length > 0 && (
        <dl>
          {known.map(({ name, meaning, action }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{meaning}</dd>
              <dd>
                <b>What to do:</b> {action}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
