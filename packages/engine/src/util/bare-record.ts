/** Instances inherit nothing but an empty object, which nobody can reach to fill. */
function Bare(): void {}
Bare.prototype = Object.freeze(Object.create(null));

const make = Bare as unknown as new () => object;

/**
 * An empty object that takes any name as its own, `__proto__` and `constructor` included, as one of `Object.create(null)`
 * does. That one is a hash table from the start; this one has a shape, so writing it as JSON takes half the time and it
 * takes less memory. For objects that are made once an event.
 */
export function bareRecord<Value>(): Record<string, Value> {
  return new make() as Record<string, Value>;
}
