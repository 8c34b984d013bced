import { useParams, useSearch } from '@tanstack/react-router';
import { Profile } from '../features/users/profile.tsx';

/** One user: profile, cohorts and everything that happened. */
export function UserPage() {
  const { user: id } = useParams({ from: '/$project/users/$user' });
  const search = useSearch({ from: '/$project/users/$user' });
  return <Profile key={id} unit="user" id={id} search={search} />;
}
