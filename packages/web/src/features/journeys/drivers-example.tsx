import { shareDifference } from '@cusp/engine/util/statistics/difference.ts';
import { proportion } from '@cusp/engine/util/statistics/proportion.ts';
import { DriversTable, type ShownDriver } from './drivers-table.tsx';

const CONVERTED = 212;
const OTHERS = 1_480;

function driver(name: string, did: number, others: number, phi: number, adjustedP: number): ShownDriver {
  return {
    node: { kind: 'event', name },
    phi,
    converters: proportion(did, CONVERTED),
    droppers: proportion(others, OTHERS),
    difference: shareDifference(did, CONVERTED, others, OTHERS),
    adjustedP,
    isSmall: false,
  };
}

const DRIVERS = [
  driver('pricing_viewed', 171, 518, 0.31, 0),
  driver('teammate_invited', 96, 301, 0.19, 0),
  driver('document_exported', 61, 415, 0, 0.828),
];

/** The table on made-up people: who goes on to the goal looks at the prices, and invites. */
export function DriversExample() {
  return <DriversTable drivers={DRIVERS} />;
}
