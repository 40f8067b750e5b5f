/**
 * Errors of a run that say something of its point: AWS will not restore it, whoever asks. All others are of the day: the
 * verification has failed, and another one may go well. A cluster that is gone may be somebody's doing.
 */
const ofPoint: ReadonlySet<string> = new Set(["Backup.WrongKey", "Backup.Partial"]);

export const spoilsPoint = (error: string): boolean => ofPoint.has(error);
