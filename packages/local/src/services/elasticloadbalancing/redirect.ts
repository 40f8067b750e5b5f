import type { RedirectParts } from "./state.ts";

/** The Location that a redirect action answers: AWS's keywords filled from the request's own URL. */
export function redirectTo(parts: RedirectParts, request: URL): string {
  const own: Readonly<Record<string, string>> = {
    protocol: request.protocol.replace(":", ""),
    host: request.hostname,
    port: request.port || "80",
    // Without the leading slash: AWS's default path is /#{path}.
    path: request.pathname.slice(1),
    query: request.search.slice(1),
  };
  const fill = (part: string): string =>
    part.replace(/#\{(\w+)\}/g, (whole, name: string) => own[name] ?? whole);
  const protocol = fill(parts.protocol).toLowerCase();
  const query = fill(parts.query);
  return `${protocol}://${fill(parts.host)}:${fill(parts.port)}${fill(parts.path)}${query && `?${query}`}`;
}
