import styles from './mark.module.css';

/** The sign of the program: two voices that overlap, none of them in the middle. */
export function Mark() {
  return (
    <svg className={styles['mark']} viewBox="0 0 40 40" aria-hidden="true">
      <path
        className={styles['back']}
        d="M16 4h12a8 8 0 0 1 8 8v8a8 8 0 0 1-8 8H16a8 8 0 0 1-8-8v-8a8 8 0 0 1 8-8Z"
      />
      <path
        className={styles['front']}
        d="M11 13h10a7 7 0 0 1 7 7v6a7 7 0 0 1-7 7h-3l-5.6 4.8a.8.8 0 0 1-1.4-.6V33a7 7 0 0 1-7-7v-6a7 7 0 0 1 7-7Z"
      />
    </svg>
  );
}
