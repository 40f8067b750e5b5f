import { computed, signal } from "@preact/signals";

const base = "/console/";

interface Place {
  /** Below the page's base, without slashes at its ends. */
  readonly path: string;
  readonly query: URLSearchParams;
}

const here = (): Place => ({
  path: decodeURIComponent(location.pathname).slice(base.length).replace(/\/$/, ""),
  query: new URLSearchParams(location.search),
});

export const place = signal<Place>(here());
export const parts = computed(() => place.value.path.split("/").filter(Boolean));

/** The address of a part of the page, with the query's fields that are not empty. */
export function address(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const fields = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const text = new URLSearchParams(fields).toString();
  return `${base}${path}${text === "" ? "" : `?${text}`}`;
}

/** Goes to an address of the page; `replace` leaves no step in the browser's history. */
export function go(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  place.value = here();
}

/** Changes fields of the query; an empty one is taken out. */
export function setQuery(fields: Readonly<Record<string, string>>): void {
  const query = Object.fromEntries(place.value.query);
  go(address(place.value.path, { ...query, ...fields }), { replace: true });
}

/** Follows the browser's back and forward, and plain clicks on links to the page itself. */
export function followLinks(): void {
  addEventListener("popstate", () => {
    place.value = here();
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.target !== "" || link.origin !== location.origin) return;
    if (!link.pathname.startsWith(base) || link.hash !== "") return;
    event.preventDefault();
    const elsewhere = link.pathname !== location.pathname;
    go(link.href);
    if (elsewhere) document.getElementById("main")?.focus({ preventScroll: true });
    if (elsewhere) scrollTo(0, 0);
  });
}

export const executionAddress = (arn: string, query: Readonly<Record<string, string | undefined>> = {}) => {
  const [, , , region, , , machine, name] = arn.split(":");
  return address(`executions/${region}/${machine}/${name}`, query);
};
