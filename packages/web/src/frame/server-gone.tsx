import { Text } from '@mantine/core';
import { useIsServerGone } from '../api/server-watch.ts';
import classes from './server-gone.module.css';

/** Says above a page that the server does not answer, for as long as it does not. */
export function ServerGone() {
  const isGone = useIsServerGone();
  return (
    <div role="status">
      {isGone && (
        <Text size="sm" className={classes.bar}>
          The server cannot be reached. What is shown here is from before; it is asked again as soon as the
          server is back.
        </Text>
      )}
    </div>
  );
}
