import Negotiator from 'negotiator';

/** Clients name it though the types that we offer have no other. */
const CHARSET = '; charset=utf-8';

/** The media type among `offered` that an `Accept` header likes best (RFC 9110, section 12.5.1); the first when none fits, or without a header. */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  const forms = offered.flatMap((type) => [type, `${type}${CHARSET}`]);
  const [liked] = new Negotiator({ headers: { accept } }).mediaTypes(forms);
  return offered.find((type) => type === liked || `${type}${CHARSET}` === liked) ?? offered[0];
}
