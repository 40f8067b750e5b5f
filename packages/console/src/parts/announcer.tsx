import { signal } from "@preact/signals";

interface Notice {
  readonly text: string;
  readonly failed: boolean;
}

const notice = signal<Notice | undefined>(undefined);

/** Says something to everybody: it is shown, and read aloud by screen readers. */
export function announce(text: string, failed = false): void {
  notice.value = { text, failed };
}

/** Does something and says when it failed. */
export async function attempt(work: () => Promise<string | undefined>): Promise<void> {
  try {
    const done = await work();
    if (done !== undefined) announce(done);
  } catch (error) {
    announce(error instanceof Error ? error.message : String(error), true);
  }
}

const dismiss = (): void => {
  notice.value = undefined;
};

/** What succeeded fades away by itself; what failed stays until it is dismissed. */
export function Announcer() {
  const said = notice.value;
  return (
    <div class="announcer">
      <div role="status">{said && !said.failed ? <Said {...said} /> : null}</div>
      <div role="alert">{said?.failed ? <Said {...said} /> : null}</div>
    </div>
  );
}

function Said({ text, failed }: Notice) {
  return (
    <p class={`notice ${failed ? "tone-bad" : "tone-good"}`} key={text} onAnimationEnd={dismiss}>
      <span>{text}</span>
      <button type="button" class="quiet" onClick={dismiss}>
        Dismiss
      </button>
    </p>
  );
}
