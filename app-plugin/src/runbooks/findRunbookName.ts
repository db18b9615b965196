/** The runbook that a path of the app names: `/a/<id>/runbooks/drift`; '' for their list, null for another page. */
export function findRunbookName(path: string): string | null {
  const match = /\/runbooks(?:\/([a-z-]*))?\/?$/.exec(path);
  return match ? (match[1] ?? '') : null;
}
