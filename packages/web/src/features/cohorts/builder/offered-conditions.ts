import type { ClauseNode } from '@cusp/engine/define/language/ast.ts';
import { eventCountEditor } from '../clauses/event-count.tsx';
import { propertyEditor } from '../clauses/property.tsx';
import { clauseEditors } from '../clauses/registry.ts';

/** An option's value says what it makes: a kind of clause, or a count of an event, or a comparison of a property. */
export function offerOfKind(kind: ClauseNode['kind']): string {
  return `kind ${kind}`;
}

export function offerOfEvent(name: string): string {
  return `event ${name}`;
}

export function offerOfProperty(name: string): string {
  return `property ${name}`;
}

/** The new clause that an option stands for. */
export function madeOf(offer: string): ClauseNode {
  const at = offer.indexOf(' ');
  const name = offer.slice(at + 1);
  switch (offer.slice(0, at)) {
    case 'event':
      return { ...eventCountEditor.make(), event: { names: [name], filters: [] } };
    case 'property':
      return { ...propertyEditor.make(), property: name };
    default:
      return clauseEditors[name as ClauseNode['kind']].make();
  }
}
