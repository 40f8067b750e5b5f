import { parseArgs } from "node:util";

/** Reads `<url> [--name value …]`, where every option is a number with a default. Exits with 2 and the usage otherwise. */
export function urlAndNumbers<Name extends string>(
  usage: string,
  defaults: Readonly<Record<Name, number>>,
): { url: URL; numbers: Record<Name, number> } {
  const refuse = (why: string): never => {
    console.error(`${why}\nusage: ${usage}`);
    process.exit(2);
  };
  const options = Object.fromEntries(
    Object.keys(defaults).map((name) => [name, { type: "string" as const }]),
  );
  const parsed = (() => {
    try {
      return parseArgs({ allowPositionals: true, options });
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error));
    }
  })();
  const [address = ""] = parsed.positionals;
  if (!URL.canParse(address)) return refuse(address ? `not a URL: ${address}` : "a URL is missing");
  const numbers: Record<Name, number> = { ...defaults };
  for (const name in defaults) {
    const given = parsed.values[name];
    if (given === undefined) continue;
    const value = Number(given);
    if (!(value > 0)) return refuse(`--${name} is a number above 0, not ${String(given)}`);
    numbers[name] = value;
  }
  return { url: new URL(address), numbers };
}
