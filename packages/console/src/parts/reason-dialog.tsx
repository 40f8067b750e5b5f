import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { attempt } from "./announcer.tsx";
import { CopyCommand } from "./copy-command.tsx";

export interface Question {
  readonly title: string;
  /** What will happen, and what will not. */
  readonly text: string;
  readonly action: string;
  readonly danger?: boolean;
  /** Without a reason nothing is asked but whether to go on. */
  readonly needsReason?: boolean;
  /** What must be typed before it is done, such as how many things it is done to: digits or letters. */
  readonly typed?: string;
  /** The same by command, with the reason as far as it is typed. */
  readonly command?: (reason: string) => string;
  /** Answers what to tell when it is done. */
  readonly act: (reason: string) => Promise<string>;
}

const asked = signal<Question | undefined>(undefined);

/** Asks before something is done; with `needsReason` the reason is required. */
export function ask(question: Question): void {
  asked.value = question;
}

export function ReasonDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const question = asked.value;
  const [typedReason, setTypedReason] = useState("");
  useEffect(() => {
    setTypedReason("");
    if (question && !dialog.current?.open) dialog.current?.showModal();
  }, [question]);
  const close = (): void => {
    dialog.current?.close();
    asked.value = undefined;
  };
  if (!question) return null;
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
    close();
    void attempt(() => question.act(reason));
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="question">
      <form onSubmit={submit}>
        <h2 id="question">{question.title}</h2>
        <p>{question.text}</p>
        {question.typed !== undefined && (
          <label class="field">
            <span>
              Type {question.typed} <em>to confirm</em>
            </span>
            <input
              name="typed"
              required
              pattern={question.typed}
              title={`Type ${question.typed}`}
              autoComplete="off"
            />
          </label>
        )}
        {question.needsReason && (
          <label class="field">
            <span>
              Reason <em>required, it stands in the report</em>
            </span>
            <input
              name="reason"
              required
              pattern=".*\S.*"
              autoComplete="off"
              onInput={({ currentTarget }) => setTypedReason(currentTarget.value)}
            />
          </label>
        )}
        <div class="actions">
          <button type="submit" class={question.danger ? "danger" : "primary"}>
            {question.action}
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
        {question.command && <CopyCommand command={question.command(typedReason)} />}
      </form>
    </dialog>
  );
}
