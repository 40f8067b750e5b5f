/** A field of a start form, drawn from a JSON Schema. */
export interface Field {
  /** Such as `image.tag`. */
  readonly path: string;
  readonly label: string;
  readonly description: string;
  readonly kind: "text" | "number" | "integer" | "boolean" | "choice" | "list" | "json";
  /** In the innermost object that may be left out, if there is one: it is needed once that object has anything in it. */
  readonly required: boolean;
  /** Path of that object with its dot; empty where everything above the field is needed. */
  readonly within: string;
  readonly choices: readonly string[];
  readonly unit: string;
  readonly initial: string;
}

type Schema = Readonly<Record<string, unknown>>;

/** The leaves of an object schema in its order, objects within it unfolded; `example` fills in first values. */
export function fieldsOf(schema: object, example: object = {}, prefix = "", within = ""): Field[] {
  const { properties, required } = schemaOf(schema);
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(schemaOf(properties)).flatMap(([name, value]) => {
    // What a machine adds when it starts another one.
    if (name.startsWith("AWS_STEP_FUNCTIONS_")) return [];
    const field = schemaOf(value);
    const path = `${prefix}${name}`;
    const given = schemaOf(example)[name];
    if (field.type === "object" && field.properties !== undefined)
      return fieldsOf(field, schemaOf(given), `${path}.`, needed.includes(name) ? within : `${path}.`);
    const choices = Array.isArray(field.enum) ? field.enum.map(String) : [];
    return [
      {
        path,
        label: name,
        description: typeof field.description === "string" ? field.description : "",
        kind: choices.length > 0 ? "choice" : kindOf(field.type),
        required: needed.includes(name),
        within,
        choices,
        unit: typeof field.unit === "string" ? field.unit : "",
        initial: written(given ?? field.default),
      },
    ];
  });
}

/** Whether the field must be filled in, with what is typed so far. */
export const isRequired = ({ required, within }: Field, typed: Readonly<Record<string, string>>): boolean =>
  required &&
  (within === "" || Object.entries(typed).some(([path, text]) => path.startsWith(within) && text !== ""));

function kindOf(type: unknown): Field["kind"] {
  if (type === "number" || type === "integer" || type === "boolean") return type;
  if (type === "object") return "json";
  return type === "array" ? "list" : "text";
}

function written(value: unknown): string {
  if (value === undefined) return "";
  if ([value].flat().some((each) => typeof each === "object")) return JSON.stringify(value);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** What the filled-in fields make: empty ones are left out, lists are split at commas, JSON is taken as it is. */
export function inputOf(fields: readonly Field[], typed: Readonly<Record<string, string>>): object {
  const result: Record<string, unknown> = {};
  for (const { path, kind } of fields) {
    const text = (typed[path] ?? "").trim();
    if (text === "") continue;
    let at = result;
    const names = path.split(".");
    for (const name of names.slice(0, -1)) {
      const below = schemaOf(at[name]);
      at[name] = below;
      at = below as Record<string, unknown>; // made just above, by this function alone
    }
    at[names.at(-1) ?? ""] = convert(kind, text);
  }
  return result;
}

function convert(kind: Field["kind"], text: string): unknown {
  if ((kind === "list" || kind === "json") && /^[[{]/.test(text))
    try {
      return JSON.parse(text);
    } catch {
      // The start refuses it, with the field's name.
    }
  if (kind === "list") {
    const items = text.split(",").map((item) => item.trim());
    return items
      .filter((item) => item !== "")
      .map((item) => (/^-?\d+(\.\d+)?$/.test(item) ? Number(item) : item));
  }
  if (kind === "boolean") return text === "true";
  return (kind === "number" || kind === "integer") && Number.isFinite(Number(text)) ? Number(text) : text;
}

const schemaOf = (value: unknown): Schema =>
  typeof value === "object" && value !== null ? { ...value } : {};
