import { signal } from "@preact/signals";

type Theme = "light" | "dark";
const key = "signalbox-theme";

const system = (): Theme => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

/** What a person chose before, or else what the system prefers. */
const stored = (): Theme => {
  const chosen = localStorage.getItem(key);
  return chosen === "light" || chosen === "dark" ? chosen : system();
};

export const theme = signal<Theme>(stored());

export function applyTheme(): void {
  document.documentElement.dataset.theme = theme.value;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (localStorage.getItem(key) === null) setTheme(system());
  });
}

function setTheme(next: Theme): void {
  theme.value = next;
  document.documentElement.dataset.theme = next;
}

/** The other theme from now on, also at the next visit. */
export function toggleTheme(): void {
  const next = theme.value === "dark" ? "light" : "dark";
  localStorage.setItem(key, next);
  setTheme(next);
}
