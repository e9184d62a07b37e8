/** So near the end counts as the end, in CSS pixels: about one line, since zoom makes fractions. */
const END_MARGIN_PX = 32;

/** How a pane is scrolled: as the elements of a page say it. */
type Scrolled = Pick<Element, 'scrollTop' | 'scrollHeight' | 'clientHeight'>;

/** Whether the reader is at the end, and so follows what comes, by how the pane is scrolled. */
export class EndWatch {
  following = true;
  #lastTop = 0;

  /** The pane was scrolled, whoever did it. `hasNewer`: the end is elsewhere. */
  scrolled({ scrollTop, scrollHeight, clientHeight }: Scrolled, hasNewer: boolean): void {
    const toGo = scrollHeight - scrollTop - clientHeight;
    // Only going up is leaving: when the content grows, the end moves away by itself.
    if (toGo <= END_MARGIN_PX && !hasNewer) this.following = true;
    else if (scrollTop < this.#lastTop) this.following = false;
    this.#lastTop = scrollTop;
  }

  /** Whether the end is followed now: nobody has gone up of whom the pane has not told yet. */
  follows({ scrollTop }: Scrolled): boolean {
    return this.following && scrollTop >= this.#lastTop;
  }

  /**
   * What is in the pane has changed: to its end. Where many rows at the top have made room for new ones
   * the pane is scrolled less far than before, which does not count as the reader going up.
   */
  toEnd(pane: Scrolled): void {
    pane.scrollTop = pane.scrollHeight;
    this.#lastTop = pane.scrollTop;
  }
}
