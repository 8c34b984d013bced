import { Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { When } from '../../../ui/when.tsx';
import type { WhyAnswer } from '../cohort-types.ts';
import { seenText } from './seen-text.ts';
import classes from './why.module.css';

export interface WhyClausesProps {
  readonly answer: WhyAnswer;
}

/** Clause by clause: does it hold, what it has seen, what is missing, since when and until when. */
export function WhyClauses({ answer }: WhyClausesProps) {
  return (
    <section>
      <Text component="h3" size="sm" fw={600} m={0} mb={4}>
        Condition by condition
      </Text>
      <ul className={classes.clauses}>
        {answer.clauses.map((clause) => {
          const { path, text, holds, wanted, value, missing, since, until } = clause;
          const isGood = holds === wanted;
          const Icon = isGood ? IconCheck : IconX;
          return (
            <li key={path} className={classes.clause}>
              <Icon
                size={16}
                className={classes.mark}
                data-good={isGood}
                aria-label={isGood ? 'as it has to be' : 'not as it has to be'}
              />
              <div>
                <div className="name">
                  {!wanted && <b>not </b>}
                  {text}
                </div>
                <div className={classes.facts}>
                  {holds ? 'holds' : 'does not hold'}
                  {value !== null && value !== undefined && (
                    <>
                      , has <b>{seenText(value)}</b>
                    </>
                  )}
                  , since <When at={since} />
                  {until !== null && (
                    <>
                      , until <When at={until} /> if nothing more happens
                    </>
                  )}
                </div>
                {!isGood && missing !== null && <div className={classes.missing}>{missing}</div>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
