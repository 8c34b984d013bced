import { count, elapsed, instantText } from '../output/format.ts';
import { wrapped } from '../output/wrap.ts';
import type { LiveAnswer } from './cohort-answers.ts';

/** In a word or two, for a table: `live`, `building 41%`, `stopped`, `off`. */
export function stateWord({ state, building }: LiveAnswer): string {
  if (state === 'building') return building === null ? 'building' : `building ${shareText(building.share)}`;
  return state;
}

/** How far the membership lies behind the clock; a dash for none. */
export function behindWord({ watermark, now }: LiveAnswer): string {
  return watermark === null ? '-' : elapsed(Math.max(0, now - watermark));
}

/** How long ago a member last came or went; a dash for never. */
export function lastChangeWord({ lastTransition, now }: LiveAnswer): string {
  return lastTransition === null ? '-' : `${elapsed(Math.max(0, now - lastTransition))} ago`;
}

/** How fresh a cohort is, in a few lines. */
export function liveLines(live: LiveAnswer): readonly string[] {
  const { state, version, size, watermark, lastTransition, building, error } = live;
  if (state === 'off') return ['not kept live: no server runs on this data (`cusp serve`)'];
  const read = version === null ? 'no version is read yet' : `version ${version} is read`;
  const members = size === null ? '' : `, ${count(size)} ${size === 1 ? 'member' : 'members'}`;
  return [
    `${state}: ${read}${members}`,
    ...(watermark === null ? [] : [`right up to ${instantText(watermark)}, ${behindWord(live)} behind`]),
    ...(lastTransition === null
      ? []
      : [`last change ${instantText(lastTransition)}, ${lastChangeWord(live)}`]),
    ...(building === null ? [] : [`building version ${building.version}: ${shareText(building.share)}`]),
    ...(error === null ? [] : [wrapped(`error: ${error}`)]),
  ];
}

function shareText(share: number): string {
  return `${Math.floor(share * 100)}%`;
}
