import classes from './words.module.css';

/** Words of a sentence between its fields. */
export function Words({ children }: { readonly children: string }) {
  return <span className={classes.words}>{children}</span>;
}
