import { Text } from '@mantine/core';
import { useProject } from '../../../api/use-project.ts';
import { AnchorLink } from '../../../ui/links.tsx';
import classes from './preview-panel.module.css';
import type { PreviewAnswer } from './use-preview.ts';

/** A few of those who fit, each a link to what they did. */
export function SampleMembers({ answer }: { readonly answer: PreviewAnswer }) {
  const project = useProject();
  const { sample, unit, size } = answer;
  if (sample.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {sample.length < size ? 'Some of them' : 'All of them'}
      </Text>
      <ul className={classes.members}>
        {sample.map(({ id, unit: key }) => (
          <li key={key}>
            <AnchorLink
              to={unit === 'user' ? '/$project/users/$user' : '/$project/accounts/$account'}
              params={{ project, user: id, account: id }}
              target="_blank"
            >
              <bdi>{id}</bdi>
            </AnchorLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
