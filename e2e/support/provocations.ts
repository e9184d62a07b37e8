// What somebody would try who had got a foot into the page. Each function runs in the page, so it
// stands alone, and says of every attempt whether it came through.

/** Tries to turn text into code in every way that there is; what ran, and what was refused. */
export async function runText(): Promise<Readonly<Record<string, 'ran' | 'refused'>>> {
  const image = '<img src="x" onerror="hit()">';
  const attempts: Readonly<Record<string, () => unknown>> = {
    eval: () => Reflect.get(window, 'eval')('hit()'),
    'a made function': () => Reflect.construct(Function, ['hit()'])(),
    'a function’s constructor from the bridge': () =>
      Reflect.get(window, 'parley').ready.constructor('hit()')(),
    'setTimeout of text': () => Reflect.apply(setTimeout, window, ['hit()']),
    'machine code': async () => {
      await Reflect.get(window, 'WebAssembly').compile(
        new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
      );
      Reflect.get(window, 'hit')();
    },
    innerHTML: () => {
      document.body.appendChild(document.createElement('div')).innerHTML = image;
    },
    outerHTML: () => {
      document.body.appendChild(document.createElement('div')).outerHTML = image;
    },
    insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', image),
    'document.write': () => document.write(image),
    'a fragment': () =>
      document.body.append(document.createRange().createContextualFragment(image)),
    'a parsed document': () => {
      const parsed = new DOMParser().parseFromString(image, 'text/html');
      document.body.append(...parsed.body.childNodes);
    },
    'a frame of text': () => {
      const frame = document.createElement('iframe');
      frame.srcdoc = '<script>parent.hit()</script>';
      document.body.append(frame);
    },
    'a script’s text': () => {
      const script = document.createElement('script');
      script.text = 'hit()';
      document.body.append(script);
    },
    'a script’s child': () => {
      const script = document.createElement('script');
      script.append('hit()');
      document.body.append(script);
    },
    'a script’s address': () => {
      const script = document.createElement('script');
      script.src = URL.createObjectURL(new Blob(['hit()'], { type: 'text/javascript' }));
      document.body.append(script);
    },
    'a module of data': () => {
      const script = document.createElement('script');
      script.type = 'module';
      script.setAttribute('src', 'data:text/javascript,hit()');
      document.body.append(script);
    },
    'a handler’s attribute': () => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'hit()');
      document.body.append(button);
      button.click();
    },
    'a javascript: link': () => {
      const link = document.createElement('a');
      link.href = 'javascript:hit()';
      document.body.append(link);
      link.click();
    },
    'a javascript: place': () => {
      location.href = 'javascript:hit()';
    },
    'a policy of its own': () => {
      Reflect.get(window, 'trustedTypes').createPolicy('own', {
        createHTML: (text: string) => text,
      });
      Reflect.get(window, 'hit')();
    },
  };
  const outcomes: Record<string, 'ran' | 'refused'> = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    // Each in a task of its own: what runs within a debugger's call is let through.
    await new Promise((resolve) => setTimeout(resolve, 0));
    outcomes[name] = await new Promise((resolve) => {
      const refused = (): void => resolve('refused');
      Reflect.set(window, 'hit', () => resolve('ran'));
      document.addEventListener('securitypolicyviolation', refused, { once: true });
      try {
        Promise.resolve(attempt()).catch(refused);
      } catch {
        refused();
      }
    });
  }
  return outcomes;
}

/** Tries to reach a server (`host:port`) in every way that a page has; true is: it could not. */
export async function reachOut(host: string): Promise<Readonly<Record<string, boolean>>> {
  const loads = async (tag: string, attributes: Readonly<Record<string, string>>) => {
    const element = document.createElement(tag);
    const loaded = new Promise<boolean>((resolve) => {
      element.addEventListener('load', () => resolve(true));
      element.addEventListener('error', () => resolve(false));
      document.addEventListener('securitypolicyviolation', () => resolve(false), { once: true });
    });
    try {
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    } catch {
      return false;
    }
    document.body.append(element);
    return await loaded;
  };
  const answers = (request: () => Promise<unknown>) =>
    request().then(
      () => true,
      () => false,
    );
  const opens = (target: EventTarget) =>
    new Promise<boolean>((resolve) => {
      target.addEventListener('open', () => resolve(true));
      target.addEventListener('load', () => resolve(true));
      target.addEventListener('error', () => resolve(false));
    });
  const requested = async () => {
    const request = new XMLHttpRequest();
    const loaded = opens(request);
    request.open('GET', `http://${host}/xhr`);
    request.send();
    return await loaded;
  };
  const worked = async () => {
    try {
      return await opens(new Worker(`http://${host}/worker`));
    } catch {
      return false;
    }
  };
  const connected = async () => {
    try {
      return await opens(new WebSocket(`ws://${host}/`));
    } catch {
      return false;
    }
  };
  const got: Readonly<Record<string, boolean>> = {
    fetch: await answers(() => fetch(`http://${host}/fetch`, { mode: 'no-cors' })),
    'fetch of the page itself': await answers(() => fetch('parley-app://window/index.html')),
    xhr: await requested(),
    websocket: await connected(),
    eventsource: await opens(new EventSource(`http://${host}/events`)),
    img: await loads('img', { src: `http://${host}/img` }),
    'img of data': await loads('img', { src: 'data:image/svg+xml,<svg/>' }),
    stylesheet: await loads('link', { rel: 'stylesheet', href: `http://${host}/style` }),
    script: await loads('script', { src: `http://${host}/script` }),
    frame: await loads('iframe', { src: `http://${host}/frame` }),
    'frame of a file': await loads('iframe', { src: 'file:///etc/hostname' }),
    object: await loads('object', { data: `http://${host}/object` }),
    video: await loads('video', { src: `http://${host}/video` }),
    worker: await worked(),
  };
  return Object.fromEntries(Object.entries(got).map(([way, came]) => [way, !came]));
}

/** Asks for everything that a page can ask a person or the system for; what was granted. */
export async function askForPowers(): Promise<readonly string[]> {
  const granted: string[] = [];
  const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi']
    .concat(['clipboard-read', 'clipboard-write', 'background-sync', 'persistent-storage'])
    .concat(['accelerometer', 'gyroscope', 'magnetometer', 'screen-wake-lock', 'local-fonts'])
    .concat(['window-management', 'storage-access', 'idle-detection', 'display-capture']);
  for (const name of names) {
    const known = await navigator.permissions
      .query({ name: name as PermissionName })
      .catch(() => null);
    if (known?.state === 'granted') granted.push(`${name} is granted`);
  }
  const asks: Readonly<Record<string, () => Promise<unknown>>> = {
    notification: async () => {
      if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
    },
    position: () =>
      new Promise((resolve, reject) =>
        navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 5_000 }),
      ),
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
    screen: () => navigator.mediaDevices.getDisplayMedia(),
    midi: () => navigator.requestMIDIAccess(),
    clipboard: () => navigator.clipboard.readText(),
    'writing the clipboard': () => navigator.clipboard.writeText('x'),
    fullscreen: () => document.documentElement.requestFullscreen(),
    wakefulness: () => navigator.wakeLock.request('screen'),
    usb: () => Reflect.get(navigator, 'usb').requestDevice({ filters: [] }),
    hid: () => Reflect.get(navigator, 'hid').requestDevice({ filters: [] }),
    serial: () => Reflect.get(navigator, 'serial').requestPort(),
    bluetooth: () => Reflect.get(navigator, 'bluetooth').requestDevice({ acceptAllDevices: true }),
    fonts: () => Reflect.get(window, 'queryLocalFonts')(),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const given = await Promise.resolve()
      .then(ask)
      .then(
        () => true,
        () => false,
      );
    if (given) granted.push(name);
  }
  return granted;
}
