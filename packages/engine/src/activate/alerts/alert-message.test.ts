import { expect, it } from 'vitest';
import { messageId } from './alert-message.ts';
import type { StandingProblem } from './due-tellings.ts';

const BEHIND: StandingProblem = {
  subject: 'sync:a',
  problem: 'behind',
  title: 'sync of a to mail',
  message: '3 wait to be tried again',
  since: 1,
};

it('knows a message again although its words have changed, and takes no other for it', () => {
  const id = messageId('r', [{ kind: 'problem', problem: BEHIND }]);
  const worse = { ...BEHIND, message: '4 wait to be tried again' };
  expect(messageId('r', [{ kind: 'problem', problem: worse }])).toBe(id);
  const others = [
    messageId('s', [{ kind: 'problem', problem: BEHIND }]),
    messageId('r', [{ kind: 'problem', problem: { ...BEHIND, since: 2 } }]),
    messageId('r', [{ kind: 'problem', problem: { ...BEHIND, problem: 'parked' } }]),
    messageId('r', [{ kind: 'problem', problem: { ...BEHIND, subject: 'sync:b' } }]),
    messageId('r', [{ kind: 'reminder', problem: BEHIND, lastTold: 5 }]),
    messageId('r', [{ kind: 'reminder', problem: BEHIND, lastTold: 6 }]),
    messageId('r', [{ kind: 'resolved', told: { ...BEHIND, toldAt: 5 } }]),
  ];
  expect(new Set([id, ...others]).size).toBe(others.length + 1);
});
