import { badRequest, checklistOf, type Postmortem, type PostmortemText } from '../contract';

/**
 * What may be written over what stands there. An action does not vanish: it is closed with what shows that it was done,
 * or why it was not; and a postmortem is closed when its checklist is.
 *
 * @throws ModelWatchError that names what is missing
 */
export function checkText(known: Postmortem, text: PostmortemText): void {
  const ids = new Set(text.actions.map(({ id }) => id));
  if (ids.size < text.actions.length) {
    throw badRequest('action-twice', 'Two actions have the same id; give each its own.', '$.text.actions');
  }
  const lost = known.text.actions.find(({ id }) => !ids.has(id));
  if (lost) {
    throw badRequest(
      'action-removed',
      `The action “${lost.text}” cannot be removed; close it, and write as its evidence why it is not done.`,
      '$.text.actions',
    );
  }
  text.actions.forEach(({ state, owner, evidence, text: what }, index) => {
    if (state === 'open') return;
    const missing = [owner.trim() === '' && 'an owner', evidence.trim() === '' && 'evidence'].filter(Boolean);
    if (missing.length === 0) return;
    throw badRequest(
      'evidence-missing',
      `The action “${what}” is closed without ${missing.join(' and ')}; write it first.`,
      `$.text.actions[${index}]`,
    );
  });
  if (text.state === 'draft') return;
  const undone = checklistOf({ text, frozen: known.frozen }).filter(({ isDone }) => !isDone);
  if (undone.length > 0) {
    const names = undone.map(({ name, text: why }) => `${name} (${why})`).join('; ');
    throw badRequest('postmortem-incomplete', `It cannot be closed yet: ${names}.`, '$.text.state');
  }
}
