import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import jsqr from 'jsqr';

/** What is typed into the join screen; fields left out stay as they are. */
export type Entries = {
  readonly name?: string;
  readonly port?: string;
  readonly seeds?: string;
  readonly group?: string;
  readonly secret?: string;
};

/** How Chromium says in its console that a page has tried what its policy does not allow. */
const REFUSED = /Content Security Policy|Permissions policy|requires 'Trusted/i;

/** One window as a person meets it: by roles and names, never by class or id. */
export class ParleyWindow {
  readonly page: Page;
  readonly dataDir: string;
  readonly form: Locator;
  readonly formError: Locator;
  readonly messages: Locator;
  readonly people: Locator;
  readonly composer: Locator;
  /** Who is writing, as it is seen. */
  readonly typing: Locator;
  readonly alerts: Locator;
  readonly app: ElectronApplication;
  /** What the page's policy has refused, in Chromium's words. */
  readonly refusals: string[] = [];
  #closed = false;

  constructor(app: ElectronApplication, page: Page, dataDir: string) {
    this.app = app;
    page.on('console', (message) => {
      if (REFUSED.test(message.text())) this.refusals.push(message.text());
    });
    this.page = page;
    this.dataDir = dataDir;
    this.form = page.getByRole('form', { name: 'Join a group' });
    this.formError = this.form.getByRole('alert');
    this.messages = page.getByRole('log', { name: 'Messages' });
    this.people = page.getByRole('list', { name: 'People' });
    this.composer = page.getByRole('textbox', { name: 'Message' });
    this.typing = page.getByText(/ (is|are) writing$/).and(page.locator('bdi'));
    this.alerts = page.getByRole('alert');
  }

  field(name: string): Locator {
    return this.form.getByLabel(name, { exact: true });
  }

  async fill(entries: Entries): Promise<void> {
    if (entries.name !== undefined) await this.field('Your name').fill(entries.name);
    if (entries.port !== undefined) await this.field('Port').fill(entries.port);
    if (entries.seeds !== undefined) await this.field('Seed peers').fill(entries.seeds);
    if (entries.group !== undefined || entries.secret !== undefined) await this.showMore();
    if (entries.group !== undefined) await this.field('Group').fill(entries.group);
    if (entries.secret !== undefined) await this.field('Secret').fill(entries.secret);
  }

  async showMore(): Promise<void> {
    const more = this.form.getByText('More', { exact: true });
    if (!(await this.field('Group').isVisible())) await more.click();
    await expect(this.field('Group')).toBeVisible();
  }

  async join(entries: Entries = {}): Promise<void> {
    await this.fill(entries);
    await this.form.getByRole('button', { name: 'Join', exact: true }).click();
  }

  /** `host:port` as it is offered for sharing. */
  async address(): Promise<string> {
    const group = this.page.getByRole('group', { name: 'Your address' });
    await expect(group).toContainText(/127\.0\.0\.1:\d+/);
    const [address] = /127\.0\.0\.1:\d+/.exec((await group.textContent()) ?? '') ?? [];
    if (address === undefined) throw new Error('No address is shown');
    return address;
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Puts a lone surrogate into the composer, made in the page: no driver's wire would carry it. */
  async typeHalfACharacter(): Promise<void> {
    await this.composer.fill('');
    await this.composer.focus();
    await this.page.evaluate(() =>
      document.execCommand('insertText', false, `half ${String.fromCharCode(0xd83d)} of an emoji`),
    );
  }

  /** The message of an author; it must be there once, whatever links did. */
  message(author: string, text: string): Locator {
    return this.messages
      .getByRole('article', { name: author, exact: true })
      .filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** From now on somebody looks at the window, or does not, whatever the display makes of its focus. */
  async attention(on: boolean): Promise<void> {
    await this.page.evaluate((looks) => {
      document.hasFocus = () => looks;
      window.dispatchEvent(new Event(looks ? 'focus' : 'blur'));
    }, on);
  }

  /** Scrolls the timeline at once: so many CSS pixels from its top. */
  async scrollTo(top: number): Promise<void> {
    await this.messages.evaluate((pane, place) => pane.scrollTo({ top: place }), top);
  }

  /** Resolves when all that the page holds is drawn: what is far from the reader comes last. */
  async drawn(): Promise<void> {
    await expect(this.messages).toHaveAttribute('aria-busy', 'false');
  }

  /** Scrolls to the first message of all. Returns what in the messages passed was such, each once. */
  async readBack(pattern: RegExp): Promise<ReadonlySet<string>> {
    // All at once in the page: rows come and go while a driver asks for one after the other.
    const look = (): Promise<{ texts: string[]; more: boolean; busy: boolean }> =>
      this.messages.evaluate((pane) => ({
        texts: [...pane.querySelectorAll('article')].map(({ textContent }) => textContent ?? ''),
        more: (pane.textContent ?? '').includes('Show older messages'),
        busy: pane.ariaBusy === 'true',
      }));
    await this.drawn();
    const read = new Set<string>();
    for (let shown = await look(); ; ) {
      for (const text of shown.texts)
        for (const found of text.match(pattern) ?? []) read.add(found);
      if (!shown.more) break;
      const [first] = shown.texts;
      await this.scrollTo(0);
      await expect
        .poll(
          async () => {
            shown = await look();
            return !shown.busy && (!shown.more || shown.texts[0] !== first);
          },
          { intervals: [20] },
        )
        .toBe(true);
    }
    return read;
  }

  /** What a message of one's own says of who has it. */
  delivery(text: string): Locator {
    return this.messages
      .getByRole('article')
      .filter({ has: this.page.getByText(text, { exact: true }) })
      .getByText(/have it$|has it$|has it yet$/);
  }

  /** What it says of who has read it. */
  read(text: string): Locator {
    return this.messages
      .getByRole('article')
      .filter({ has: this.page.getByText(text, { exact: true }) })
      .getByText(/^Read by/);
  }

  /** The clock of the page; that of the main process is set before it starts. */
  async setClock(offsetMs: number): Promise<void> {
    await this.page.addInitScript((ms) => {
      const { now } = Date;
      Date.now = () => now() + ms;
      globalThis.Date = new Proxy(Date, {
        construct: (of, args) => Reflect.construct(of, args.length === 0 ? [now() + ms] : args),
      });
    }, offsetMs);
    await this.page.reload();
  }

  /** Sets a switch of the preferences, as a person does. */
  async prefer(name: string, on: boolean): Promise<void> {
    await this.page.getByRole('button', { name: 'Preferences', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Preferences' });
    await dialog.getByRole('switch', { name, exact: true }).setChecked(on);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toHaveCount(0);
  }

  notice(text: string | RegExp): Locator {
    return this.messages.getByRole('status').filter({ hasText: text });
  }

  person(name: string): Locator {
    return this.people.getByRole('listitem').filter({ hasText: name });
  }

  /** Notes from now on what things of this role and name say, however briefly they are there. */
  async watch(role: string, name: string): Promise<() => Promise<readonly string[]>> {
    const noted: string[] = [];
    await this.page.exposeFunction('note', (words: string) => noted.push(words));
    await this.page.evaluate((selector) => {
      new MutationObserver(() => {
        for (const found of document.querySelectorAll(selector)) {
          Reflect.get(window, 'note')(found.getAttribute('aria-valuetext'));
        }
      }).observe(document.body, { childList: true, subtree: true, attributes: true });
    }, `[role="${role}"][aria-label="${name}"]`);
    return async () => noted;
  }

  /**
   * From now on nothing is opened outside, only noted; with a `problem`, the system cannot open it.
   * Resolves with what asks for the addresses noted so far.
   */
  async watchOutside(problem: string | null = null): Promise<() => Promise<readonly string[]>> {
    const noted = await this.app.evaluateHandle(({ shell }, problem) => {
      const urls: string[] = [];
      shell.openExternal = async (url) => {
        if (problem !== null) throw new Error(problem);
        urls.push(url);
      };
      return urls;
    }, problem);
    return async () => await noted.jsonValue();
  }

  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(this.form).toBeVisible();
  }

  /** Quits as a person does. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.app.close();
  }

  /** Waits until the program has ended because of a key, which it may do before the key is up again. */
  async endsAt(key: string): Promise<void> {
    this.#closed = true;
    const ended = this.app.waitForEvent('close');
    await this.page.keyboard.press(key).catch(() => undefined);
    await ended;
  }

  /** Ends the program with no chance to say anything, as a crash or a power cut does. */
  async kill(): Promise<void> {
    this.#closed = true;
    const { pid } = this.app.process();
    if (pid === undefined) throw new Error('The program has not started');
    const ended = this.app.waitForEvent('close');
    process.kill(pid, 'SIGKILL');
    await ended;
  }

  /** What one click on *Copy invite link* puts on the clipboard, which other tests use as well. */
  async copyInvite(): Promise<string> {
    let copied = '';
    await expect(async () => {
      await this.page.getByRole('button', { name: 'Copy invite link' }).click();
      copied = await this.clipboard();
      expect(copied).toMatch(/^parley:/);
    }).toPass();
    return copied;
  }

  async openInvite(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Invite to/ });
    await expect(dialog.getByRole('textbox', { name: 'Invite link' })).toHaveValue(/^parley:/);
    return dialog;
  }

  /** What a camera that is held before the screen reads from a code. */
  async scan(code: Locator): Promise<string | null> {
    const picture = (await code.screenshot()).toString('base64');
    const { pixels, width, height } = await this.app.evaluate(({ nativeImage }, png) => {
      const image = nativeImage.createFromBuffer(Buffer.from(png, 'base64'));
      // Blue before red, which for black and white is the same.
      return { pixels: image.toBitmap().toString('base64'), ...image.getSize() };
    }, picture);
    const bytes = new Uint8ClampedArray(Buffer.from(pixels, 'base64'));
    return jsqr(bytes, width, height)?.data ?? null;
  }

  clipboard(): Promise<string> {
    return this.app.evaluate(({ clipboard }) => clipboard.readText());
  }
}
