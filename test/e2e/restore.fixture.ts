import type { Page } from "playwright-core";

/** The database of the primary region on the view Backups, as a person restores it. */
export function databaseOn(page: Page) {
  const database = page
    .getByRole("region", { name: "Backups in us-east-1" })
    .getByRole("region", { name: /^database/ });
  const dialog = page.getByRole("dialog");
  return {
    database,

    async backUp(): Promise<void> {
      const ofClass = database.getByRole("article", { name: "Class database/daily" });
      await ofClass.getByRole("button", { name: "Back up now" }).click();
      await ofClass.getByRole("button", { name: /: (made|copied|verified)$/ }).waitFor();
    },

    /** Answers what the plan says. */
    async restoreNewest(reason: string): Promise<string> {
      await database.getByRole("button", { name: "Restore …" }).click();
      const wizard = database.getByRole("region", { name: "Restore the database" });
      await wizard.getByLabel("or a point").selectOption({ index: 1 });
      await wizard.getByRole("button", { name: "Show what it would do" }).click();
      const plan = await wizard.getByRole("region", { name: "Plan of the restore" }).textContent();
      await wizard.getByRole("button", { name: "Restore …" }).click();
      await dialog.getByLabel(/^Type database/).fill("database");
      await dialog.getByLabel(/^Reason/).fill(reason);
      await dialog.getByRole("button", { name: "Restore", exact: true }).click();
      await wizard.waitFor({ state: "detached" });
      return plan ?? "";
    },

    /** Of the newest restore. */
    reached: (state: string) =>
      database
        .getByRole("article", { name: /^Restore restore-/ })
        .first()
        .getByRole("status")
        .getByText(state, { exact: true })
        .waitFor(),

    async answer(action: string, reason: string): Promise<void> {
      await database
        .getByRole("region", { name: /^Gate of/ })
        .getByRole("button", { name: action })
        .click();
      await dialog.getByRole("textbox").fill(reason);
      await dialog.getByRole("button", { name: action }).click();
      await dialog.waitFor({ state: "hidden" });
    },
  };
}
