import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ExecutionFilter } from "../logic/execution-filter.ts";
import { readViews, type SavedView, sameFilter, withoutView, withView } from "../logic/saved-views.ts";
import { attempt } from "../parts/announcer.tsx";
import { Icon } from "../parts/icon.tsx";
import { address } from "../route/route.ts";

const key = "signalbox-execution-views";
const views = signal<readonly SavedView[]>(readViews(localStorage.getItem(key)));

/** What another tab has kept meanwhile is read first, so that no tab forgets another one's views. */
function change(to: (kept: readonly SavedView[]) => SavedView[]): void {
  views.value = to(readViews(localStorage.getItem(key)));
  localStorage.setItem(key, JSON.stringify(views.value));
}

/** Filters that were given a name, as links; this browser keeps them. */
export function SavedViews({ filter }: { filter: ExecutionFilter }) {
  const field = useRef<HTMLInputElement>(null);
  const save = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("view") ?? "").trim();
    void attempt(async () => {
      change((kept) => withView(kept, { name, filter }));
      form.reset();
      return `Saved the view ${name}`;
    });
  };
  const remove = (name: string): void =>
    void attempt(async () => {
      change((kept) => withoutView(kept, name));
      // The button that had the focus is gone.
      field.current?.focus();
      return `Removed the view ${name}`;
    });
  return (
    <section class="filters" aria-label="Saved views">
      {views.value.length > 0 && (
        <ul class="actions">
          {views.value.map((view) => (
            <li key={view.name} class="actions">
              <a
                href={address("executions", { ...view.filter })}
                {...(sameFilter(view.filter, filter) && { "aria-current": "true" })}
              >
                {view.name}
              </a>
              <button
                type="button"
                class="quiet"
                aria-label={`Remove the view ${view.name}`}
                onClick={() => remove(view.name)}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="actions" onSubmit={save}>
        <input
          ref={field}
          name="view"
          aria-label="Name for these filters"
          placeholder="name for these filters"
          required
          pattern=".*\S.*"
          maxLength={60}
          autoComplete="off"
        />
        <button type="submit">Save view</button>
      </form>
    </section>
  );
}
