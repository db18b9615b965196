import type { ModelSpec } from './model';

const OPPOSITES: Readonly<Record<string, string>> = {
  '1': '0',
  '0': '1',
  true: 'false',
  false: 'true',
  yes: 'no',
  no: 'yes',
};

/** The class of a binary model that is not positive, also where the model does not name its classes. */
export function negativeClassOf({ classes, positiveClass = 1 }: ModelSpec): string {
  const positive = String(positiveClass);
  const named = classes?.find((name) => name !== positive);
  return named ?? (Object.hasOwn(OPPOSITES, positive) ? OPPOSITES[positive]! : `not ${positive}`);
}
