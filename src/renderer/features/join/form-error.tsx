import { CircleAlert } from 'lucide-react';
import type { JoinProblem } from '../../../core/join-form.ts';
import { useFailures } from '../../words/failures.ts';
import styles from './join.module.css';

/** Every problem once more, where the eye is after pressing Join, and announced in one go. */
export function FormError({ problems }: { readonly problems: readonly JoinProblem[] }) {
  const say = useFailures();
  if (problems.length === 0) return null;
  return (
    <div role="alert" className={styles['error']}>
      <CircleAlert size={16} />
      <div className={styles['sentences']}>
        {problems.map((problem) => (
          <p key={`${problem.field} ${problem.message}`}>{say(problem)}</p>
        ))}
      </div>
    </div>
  );
}
