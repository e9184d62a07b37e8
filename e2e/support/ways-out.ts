/** The ways in which a page can have itself replaced by another. */
export const WAYS = [
  'location.assign',
  'location.replace',
  'location =',
  'link',
  'refresh',
  'form',
  'open in itself',
  'open on top',
  'navigation',
] as const;

/** Goes to a place in one of these ways. Runs in the page, so it stands alone. */
export function goTo({ place, way }: { place: string; way: (typeof WAYS)[number] }): void {
  try {
    go();
  } catch {
    // Refused before it began.
  }

  function go(): void {
    switch (way) {
      case 'location.assign':
        location.assign(place);
        break;
      case 'location.replace':
        location.replace(place);
        break;
      case 'location =':
        Reflect.set(window, 'location', place);
        break;
      case 'link':
        add('a', { href: place }).click();
        break;
      case 'refresh':
        add('meta', { 'http-equiv': 'refresh', content: `0;url=${place}` });
        break;
      case 'form':
        (add('form', { action: place }) as HTMLFormElement).submit();
        break;
      case 'open in itself':
        open(place, '_self');
        break;
      case 'open on top':
        open(place, '_top');
        break;
      case 'navigation':
        Reflect.get(window, 'navigation')
          .navigate(place)
          .committed?.catch(() => undefined);
        break;
    }
  }

  function add(tag: string, attributes: Readonly<Record<string, string>>): HTMLElement {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return document.body.appendChild(element);
  }
}
