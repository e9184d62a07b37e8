/** Layout of a write-ahead log: SQLite, "Database File Format", section 4. */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The lowest bit says whether checksums are of big-endian words. */
const MAGIC = 0x377f0682;

type Frame = {
  readonly page: number;
  readonly commits: boolean;
  readonly content: Buffer;
  /** Whether its checksum fits what is stored for the frame before. */
  readonly whole: boolean;
};

/**
 * Whether a WAL has lost something that was acknowledged. SQLite reads up to the first frame that is
 * not whole and takes the rest for one that was being written when the power went. But a commit is
 * flushed before the next begins: two behind a broken frame show that this one was flushed too.
 */
export function isWalDamaged(wal: Buffer): boolean {
  const frames = framesOf(wal);
  if (frames === null) return wal.byteLength > HEADER_BYTES + FRAME_HEADER_BYTES;
  const broken = frames.findIndex(({ whole }) => !whole);
  if (broken < 0) return false;
  return frames.slice(broken).filter(({ commits, whole }) => commits && whole).length >= 2;
}

/** A page as a WAL has it. */
export type WalPage = { readonly page: number; readonly content: Buffer };

/**
 * Every whole page that a WAL puts in the place of one in the database, oldest first; those behind a
 * broken frame too, which SQLite leaves out.
 */
export function walPages(wal: Buffer, pageBytes: number): readonly WalPage[] {
  const frames = framesOf(wal, pageBytes) ?? [];
  const whole = frames.filter((frame) => frame.whole && frame.content.byteLength === pageBytes);
  return whole.slice(0, whole.findLastIndex(({ commits }) => commits) + 1);
}

/** The frames since the WAL was begun anew last; null where its header is broken. */
function framesOf(wal: Buffer, assumed?: number): readonly Frame[] | null {
  if (wal.byteLength < HEADER_BYTES) return [];
  const magic = wal.readUInt32BE(0);
  const sound = (magic & ~1) >>> 0 === MAGIC;
  const littleEndian = (magic & 1) === 0;
  let sum = sound ? checksum(wal.subarray(0, 24), [0, 0], littleEndian) : null;
  const headerWhole = sum?.[0] === wal.readUInt32BE(24) && sum[1] === wal.readUInt32BE(28);
  if (!headerWhole && assumed === undefined) return null;
  const pageBytes = headerWhole ? wal.readUInt32BE(8) : (assumed ?? 0);
  const size = FRAME_HEADER_BYTES + pageBytes;
  const salts = headerWhole
    ? wal.subarray(16, 24)
    : wal.subarray(HEADER_BYTES + 8, HEADER_BYTES + 16);
  const frames: Frame[] = [];
  for (let at = HEADER_BYTES; at + size <= wal.byteLength; at += size) {
    const frame = wal.subarray(at, at + size);
    // What is left of an earlier round.
    const ours = frame.subarray(8, 16).equals(salts);
    const stored: Sum = [frame.readUInt32BE(16), frame.readUInt32BE(20)];
    if (sum !== null) {
      sum = checksum(frame.subarray(0, 8), sum, littleEndian);
      sum = checksum(frame.subarray(FRAME_HEADER_BYTES), sum, littleEndian);
    }
    frames.push({
      page: frame.readUInt32BE(0),
      commits: frame.readUInt32BE(4) > 0,
      content: frame.subarray(FRAME_HEADER_BYTES),
      whole: ours && sum !== null && sum[0] === stored[0] && sum[1] === stored[1],
    });
    // The next one is judged by what is stored here, so that one broken frame does not break all.
    sum = stored;
  }
  return frames;
}

type Sum = readonly [number, number];

function checksum(content: Buffer, [first, second]: Sum, littleEndian: boolean): Sum {
  let [a, b] = [first, second];
  for (let at = 0; at < content.byteLength; at += 8) {
    const [x, y] = littleEndian
      ? [content.readUInt32LE(at), content.readUInt32LE(at + 4)]
      : [content.readUInt32BE(at), content.readUInt32BE(at + 4)];
    a = (a + x + b) >>> 0;
    b = (b + y + a) >>> 0;
  }
  return [a, b];
}
