import type { Field } from "../logic/form.ts";

interface Props {
  /** Tells this form's fields from another's of the same path. */
  readonly form: string;
  readonly field: Field;
  readonly required: boolean;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly onChange: (value: string) => void;
}

/** One field of a start form. */
export function SchemaField({ form, field, required, value, suggestions, onChange }: Props) {
  const { path, kind, description, choices, unit } = field;
  const id = `field-${form}-${path}`;
  return (
    <div class="field">
      <label for={id}>
        {path}
        {required && <em>required</em>}
      </label>
      {kind === "choice" || kind === "boolean" ? (
        <select
          id={id}
          value={value}
          required={required}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          <option value="">{required ? "choose" : "as it is"}</option>
          {(kind === "boolean" ? ["true", "false"] : choices).map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          value={value}
          required={required}
          inputMode={kind === "integer" ? "numeric" : kind === "number" ? "decimal" : "text"}
          placeholder={kind === "list" ? "a, b, c" : ""}
          autoComplete="off"
          aria-describedby={`${id}-about`}
          type="text"
          list={`${id}-list`}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
      <datalist id={`${id}-list`}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      <span class="about" id={`${id}-about`}>
        {description}
        {unit && ` (${unit})`}
      </span>
    </div>
  );
}
