import { notifications } from '@mantine/notifications';
import { asProblem } from '../api/problem.ts';

/** For a mutation's `onError`: says under a title such as "Not done" what went wrong. */
export function showFailure(title: string): (error: unknown) => void {
  return (error) => void notifications.show({ color: 'red', title, message: asProblem(error).message });
}
