import { isolated } from './isolated.ts';

const MOST = 60;

/** A name as it stands in a sentence that is plain text: long ones are cut, and each keeps its own direction. */
export function proseName(name: string): string {
  const letters = [...name];
  return isolated(letters.length > MOST ? `${letters.slice(0, MOST).join('')}…` : name);
}
