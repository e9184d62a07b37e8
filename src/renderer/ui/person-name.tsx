type PersonNameProps = { readonly name: string; readonly className?: string | undefined };

/** A name, isolated so that its direction cannot reorder the words round it. */
export function PersonName({ name, className }: PersonNameProps) {
  return (
    <bdi dir="auto" className={className}>
      {name}
    </bdi>
  );
}
