import { expect, it } from 'vitest';
import { withoutEmail } from './without-email.ts';

it('counts those whose email is missing or is none', () => {
  const members: Parameters<typeof withoutEmail>[0] = [
    { properties: { email: 'ann@example.com' } },
    { properties: { email: ' bob@example.com ' } },
    { properties: { email: 'nobody' } },
    { properties: { email: '' } },
    { properties: { email: 7 } },
    { properties: { work_email: 'eve@example.com' } },
  ];
  expect(withoutEmail(members, 'email')).toBe(4);
  expect(withoutEmail(members, 'work_email')).toBe(5);
  expect(withoutEmail([], 'email')).toBe(0);
});
