import type { Random } from '../live-http/events.ts';

/** Events in a request. */
export const REQUEST = 20;
const WALL_SHARE = 0.05;
const NAMES = ['page_viewed', 'pricing_viewed', 'help_opened', 'limit_hit'];

let sent = 0;

/** What people of the demo's world might do now, as an Amplitude SDK sends it; one in twenty is at the wall. */
export function someEvents(users: number, random: Random): readonly object[] {
  const time = Date.now();
  return Array.from({ length: REQUEST }, () => {
    sent += 1;
    const name = random() < WALL_SHARE ? 'paywall_modal_viewed' : NAMES[Math.floor(random() * NAMES.length)];
    return {
      user_id: `user-${String(Math.floor(random() * users)).padStart(5, '0')}`,
      event_type: name,
      time,
      insert_id: `bench-${sent}`,
      event_properties: {
        limit: 'seats',
        path: `/docs/${Math.floor(random() * 1_000)}`,
        used: Math.floor(random() * 100),
      },
    };
  });
}
